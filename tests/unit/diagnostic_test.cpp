// How one problem, and how a list of them, is told.
#include "zi/diagnostic.hpp"

#include "zi/result.hpp"

#include <gtest/gtest.h>

namespace zi {

namespace {

/// Every line made plain: the same text, if it is plain already.
std::string plain_lines(const std::string& text) {
    std::string out;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = text.find('\n', begin);
        out += plain(std::string_view(text).substr(begin, end - begin)) + "\n";
        begin = end + 1;
    }
    return out;
}

// Each range exactly at its ends, and the characters one beside.
TEST(Plain, BlanksWhatATerminalOrAReaderWouldObey) {
    for (const char* control :
         {"\x01",   "\x1F",   "\x7F",   "\u0080", "\u009B", "\u009F", "\u061C", "\u200E", "\u200F", "\u2028", "\u2029",
          "\u202A", "\u202E", "\u2066", "\u2069", "\u00AD", "\u200B", "\u200D", "\u2060", "\uFE0F", "\uFEFF", "\U000E0041"})
        EXPECT_EQ(plain(std::string("a") + control + "b"), "a b") << control;
    for (const char* kept : {" ", "~", "\u00A0", "\u061B", "\u061D", "\u200A", "\u2010", "\u2027", "\u202F", "\u2070", "\u00C2",
                             "\u2082", "\U0001F600"})
        EXPECT_EQ(plain(std::string("a") + kept + "b"), std::string("a") + kept + "b") << kept;
}

TEST(Plain, TakesTextThatIsCutShort) {
    for (const char* rest : {"", "\xC2", "\xE2", "\xE2\x80", "\xE2\x81"}) EXPECT_EQ(plain(rest), rest);
}

// Ids of the input get into suggestions as well.
TEST(Diagnostic, NothingOfTheInputReachesTheTerminalAsControl) {
    Diagnostic diagnostic{Code::unknown_document, {"a\u202Eb"}};
    diagnostic.unit = "u\u009B2J";
    diagnostic.path = "/x\u2066";
    diagnostic.suggestion = "c\u202E";
    const std::string text = render(diagnostic, SourceSet{}, Language::english);
    EXPECT_EQ(text, plain_lines(text));
}

SourceSet one_file(std::string text) {
    SourceSet sources;
    sources.add("aturan.zi", std::move(text));
    return sources;
}

TEST(Diagnostic, ShowsCodeCausePlaceAndHelp) {
    const SourceSet sources = one_file("satu\ndua tiga\n");
    const Diagnostic diagnostic{Code::unused, {"@scale", "tiga"}, {10, 14}};
    EXPECT_EQ(render(diagnostic, sources, Language::english),
              "warning[ZI0203]: scale `tiga` is never used\n"
              " --> aturan.zi:2:5\n"
              "  |\n"
              "2 | dua tiga\n"
              "  |     ^^^^\n"
              "  = help: use it or remove it\n");
    EXPECT_EQ(render(diagnostic, sources, Language::indonesian),
              "peringatan[ZI0203]: skala `tiga` tidak pernah dipakai\n"
              " --> aturan.zi:2:5\n"
              "  |\n"
              "2 | dua tiga\n"
              "  |     ^^^^\n"
              "  = bantuan: pakai atau hapus\n");
}

TEST(Diagnostic, ShowsRelatedPlacesAndSuggestions) {
    const SourceSet sources = one_file("a b\nc\n");
    const std::string twice = render({Code::duplicate, {"c"}, {5, 6}, {{1, 2}, {}, {3, 4}}}, sources, Language::english);
    EXPECT_NE(twice.find(" ::: aturan.zi:1:1\n1 | a b\n  | - declared first here\n"), std::string::npos) << twice;
    EXPECT_NE(twice.find(" ::: aturan.zi:1:3\n1 | a b\n  |   - declared first here\n"), std::string::npos) << twice;
    const Diagnostic slip{Code::unknown_name, {"@scale", "abd"}, {1, 2}, {}, "abc"};
    EXPECT_EQ(help(slip, Language::english), "did you mean `abc`?");
    EXPECT_EQ(help(slip, Language::indonesian), "mungkin maksudnya `abc`?");
}

TEST(Diagnostic, NamesUnitAndPathWhereThereIsNoSpan) {
    const SourceSet sources;
    EXPECT_EQ(render({Code::missing_id, {}, {}, {}, "", "unit-7", "/answers"}, sources, Language::english),
              "error[ZI0814]: this unit has no `id`\n"
              "  --> unit unit-7, /answers\n"
              "  = help: give each unit an `id`: a text that is not empty\n");
}

TEST(Diagnostic, KeepsTheCaretUnderTheSpan) {
    // Characters of one to four bytes and tabs: one column each.
    const SourceSet sources = one_file("§é漢🚀\tx = 1\n");
    const std::string text = render({Code::weight_not_positive, {}, {13, 14}}, sources, Language::english);
    EXPECT_NE(text.find("1 | §é漢🚀 x = 1\n  |      ^\n"), std::string::npos) << text;
}

TEST(Diagnostic, ShowsAnEmptySpanAsOneCaret) {
    const SourceSet sources = one_file("x");
    const std::string text = render({Code::unclosed_block, {}, {2, 2}}, sources, Language::english);
    EXPECT_NE(text.find("1 | x\n  |  ^\n"), std::string::npos) << text;
}

TEST(Diagnostic, CutsLongLinesAroundTheSpan) {
    const SourceSet sources = one_file(std::string(500, 'a') + "X" + std::string(500, 'b'));
    const std::string text = render({Code::weight_not_positive, {}, {501, 502}}, sources, Language::english);
    EXPECT_NE(text.find("aturan.zi:1:501"), std::string::npos);
    const std::size_t line = text.find("1 | ...");
    ASSERT_NE(line, std::string::npos) << text;
    const std::size_t caret_line = text.find("  | ", line);
    EXPECT_EQ(text.find('X', line) - line, text.find('^', caret_line) - caret_line) << text;
}

TEST(Diagnostic, NeverDrawsACaretLineMuchLongerThanTheLineShown) {
    const SourceSet sources = one_file(std::string(5000, 'a'));
    for (const Span span : {Span{1, 5001}, Span{2000, 5001}, Span{4990, 5001}}) {
        const std::string text = render({Code::weight_not_positive, {}, span}, sources, Language::english);
        EXPECT_LT(text.size(), 400u);
    }
}

TEST(Diagnostic, EndsASpanOfSeveralLinesOnTheFirst) {
    const SourceSet sources = one_file("abc\ndef\n");
    const std::string text = render({Code::weight_not_positive, {}, {2, 7}}, sources, Language::english);
    EXPECT_NE(text.find("1 | abc\n  |  ^^\n"), std::string::npos) << text;
}

TEST(Diagnostics, AreCounted) {
    const SourceSet sources = one_file("x\n");
    const Diagnostics list{{Code::unused, {"@scale", "x"}, {1, 2}}, {Code::unclosed_block, {}, {1, 2}}};
    EXPECT_TRUE(render(list, sources, Language::english).ends_with("\n1 error, 1 warning\n"));
    EXPECT_TRUE(render(list, sources, Language::indonesian).ends_with("\n1 galat, 1 peringatan\n"));
    EXPECT_TRUE(render(Diagnostics{}, sources, Language::english).ends_with("0 errors, 0 warnings\n"));
    EXPECT_TRUE(has_errors(list));
    EXPECT_FALSE(has_errors({list.front()}));
}

TEST(Diagnostics, AreSortedByPlaceAndToldOnce) {
    Diagnostics list{{Code::unused, {"@scale", "b"}, {5, 6}},
                     {Code::unused, {"@scale", "a"}, {1, 2}},
                     {Code::duplicate, {"a"}, {1, 2}},
                     {Code::unused, {"@scale", "b"}, {5, 6}}};
    sort(list);
    ASSERT_EQ(list.size(), 3u);
    EXPECT_EQ(list[0].code, Code::duplicate);
    EXPECT_EQ(list[1].args[1], "a");
    EXPECT_EQ(list[2].args[1], "b");
}

TEST(Diagnostic, FillsHolesWithWordsAndLeavesOtherBracesAlone) {
    EXPECT_EQ(message({Code::expected, {"`{`", "`}`"}}, Language::english), "expected `{` here, found `}`");
    EXPECT_EQ(message({Code::expected, {"@name", "@end"}}, Language::indonesian),
              "di sini seharusnya sebuah nama, tetapi ada akhir berkas");
    EXPECT_EQ(message({Code::expected, {}}, Language::english), "expected  here, found ")
        << "missing arguments leave holes, not a crash";
    EXPECT_EQ(message({Code::unknown_name, {"@no_such_word", "{0}"}}, Language::english),
              "there is no no_such_word named `{0}`");
}

TEST(Code, HasAName) {
    EXPECT_EQ(code_name(Code::invalid_utf8), "ZI0101");
    EXPECT_EQ(code_name(Code::no_units), "ZI0818");
}

TEST(Result, HoldsAValueOrDiagnostics) {
    Result<int> good = 5;
    ASSERT_TRUE(good);
    EXPECT_EQ(*good, 5);
    Result<int> bad = Diagnostic{Code::no_units};
    ASSERT_FALSE(bad);
    EXPECT_EQ(bad.diagnostics().front().code, Code::no_units);
}

TEST(Result, ThrowsWhyWhereThereIsNoValue) {
    Result<std::string> good = std::string("text");
    EXPECT_EQ(good.value(), "text");
    EXPECT_EQ(std::as_const(good).value(), "text");
    EXPECT_EQ(std::move(good).value(), "text");
    const Result<int> bad = Diagnostics(5, Diagnostic{Code::unknown_unit, {"klinik-9"}});
    try {
        static_cast<void>(bad.value());
        FAIL();
    } catch (const Failure& failure) {
        const Failure copy = failure;
        EXPECT_EQ(copy.diagnostics().size(), 5u);
        const std::string said = copy.what(), one = render(bad.diagnostics().front(), SourceSet{}, Language::english);
        EXPECT_EQ(said, one + "\n" + one + "\n" + one + "\n... and 2 more\n");
    }
    EXPECT_THROW(static_cast<void>(Result<int>(Diagnostic{Code::no_units}).value()), std::runtime_error);
}

}  // namespace

}  // namespace zi
