// The words of the language, byte by byte.
#include "syntax/lexer.hpp"

#include <gtest/gtest.h>

namespace zi::syntax {

namespace {

using Scan = const char* (*)(const char*, const char*);

/// What the scanner takes from the beginning of the text; "-" for nothing.
std::string taken(Scan scan, std::string_view text) {
    const char* end = scan(text.data(), text.data() + text.size());
    return end ? std::string(text.data(), end) : "-";
}

TEST(Lexer, Names) {
    EXPECT_EQ(taken(scan_name, "ya_tidak2 x"), "ya_tidak2");
    EXPECT_EQ(taken(scan_name, "index"), "index");
    EXPECT_EQ(taken(scan_name, "a-b"), "a");
    for (const char* text : {"", "1a", "_a", "é", "§", "-a", "\"a\""}) EXPECT_EQ(taken(scan_name, text), "-") << text;
    EXPECT_EQ(taken(scan_name, "résumé"), "r") << "bytes beyond ASCII end a name";
}

TEST(Lexer, LabelsAndPaths) {
    EXPECT_EQ(taken(scan_label, "1a.b"), "1a");
    EXPECT_EQ(taken(scan_label, "_a"), "-");
    EXPECT_EQ(taken(scan_path, "A.I.1.i.a>=3"), "A.I.1.i.a");
    EXPECT_EQ(taken(scan_path, "A."), "A");
    EXPECT_EQ(taken(scan_path, "A..B"), "A");
    EXPECT_EQ(taken(scan_path, ".A"), "-");
}

TEST(Lexer, Numbers) {
    EXPECT_EQ(taken(scan_number, "3 x"), "3");
    EXPECT_EQ(taken(scan_number, "3.62,"), "3.62");
    EXPECT_EQ(taken(scan_number, "1/2 "), "1/2");
    EXPECT_EQ(taken(scan_number, "60%"), "60%");
    EXPECT_EQ(taken(scan_number, "2.5/3%)"), "2.5/3%");
    EXPECT_EQ(taken(scan_number, "0..4"), "0") << "the range is not a decimal";
    EXPECT_EQ(taken(scan_number, "1/x"), "1");
    EXPECT_EQ(taken(scan_number, "1.x"), "1");
    for (const char* text : {"", "1e5", "12abc", "1_000", "nan", "inf", "infant_age", ".5", "-1", "+1", "0x10", "½"})
        EXPECT_EQ(taken(scan_number, text), "-") << text;
    EXPECT_EQ(taken(scan_plain, "1/2"), "1") << "in formulas / is an operator";
    EXPECT_EQ(taken(scan_plain, "2.5%*"), "2.5%");
    EXPECT_EQ(taken(scan_plain, "1e5"), "-");
    EXPECT_EQ(taken(scan_digits, "007x"), "007");
}

TEST(Lexer, Dates) {
    EXPECT_EQ(taken(scan_date, "2021-12-31)"), "2021-12-31");
    EXPECT_EQ(taken(scan_date, "2021-99-99"), "2021-99-99") << "the calendar is consulted later";
    for (const char* text : {"2021-12-3", "2021-12-311", "2021-12-31a", "2021/12/31", "21-12-2031", ""})
        EXPECT_EQ(taken(scan_date, text), "-") << text;
}

TEST(Lexer, DaysOfEveryYear) {
    EXPECT_EQ(taken(scan_month_day, "05-31 @P"), "05-31");
    EXPECT_EQ(taken(scan_month_day, "99-99"), "99-99") << "the calendar is consulted later";
    for (const char* text : {"5-31", "05-3", "05-311", "05-31a", "05/31", "2021-12-31", "05-", "0", ""})
        EXPECT_EQ(taken(scan_month_day, text), "-") << text;
}

TEST(Lexer, Texts) {
    EXPECT_EQ(taken(scan_text, "\"a\" b"), "\"a\"");
    EXPECT_EQ(taken(scan_text, "\"\""), "\"\"");
    EXPECT_EQ(taken(scan_text, R"("a\"b" c)"), R"("a\"b")");
    EXPECT_EQ(taken(scan_text, R"("a\\" c)"), R"("a\\")");
    for (const char* text : {"\"a", "\"a\nb\"", "\"a\\\"", "\"a\\\nb\"", "\"", "a"})
        EXPECT_EQ(taken(scan_text, text), "-") << text;
}

TEST(Lexer, SkipsBlanksAndComments) {
    const auto rest = [](std::string_view text) {
        return std::string(skip_blanks(text.data(), text.data() + text.size()), text.data() + text.size());
    };
    EXPECT_EQ(rest(" \t\r\n x"), "x");
    EXPECT_EQ(rest("// c\n// d\n x"), "x");
    EXPECT_EQ(rest("// c"), "");
    EXPECT_EQ(rest("/ x"), "/ x");
    EXPECT_EQ(rest("/"), "/");
    EXPECT_EQ(rest("\u00a0x"), "\u00a0x") << "a no-break space is no blank";
}

TEST(Lexer, QuotingIsUndoneByUnescaping) {
    for (const char* text : {"", "a", "\"", "\\", "\n", "\\n", "a\"b\\c\nd", "§ é 漢", "\\\\\"\"\n\n"}) {
        const std::string quoted = quote(text);
        EXPECT_EQ(unescape(quoted), text);
        EXPECT_EQ(taken(scan_text, quoted), quoted) << "one text, on one line";
    }
    EXPECT_EQ(unescape("\"\\t\""), "\\t") << "unknown escapes stay";
}

TEST(Lexer, KnowsItsReservedWords) {
    for (const char* word : {"all", "worksheet", "in", "value", "total", "interpretation", "ratio"})
        EXPECT_TRUE(is_reserved(word)) << word;
    for (const char* word : {"", "index", "infant_age", "In", "values", "tot", "yes", "no", "nan", "inf", "day"})
        EXPECT_FALSE(is_reserved(word)) << word;
}

TEST(Lexer, AlwaysAdvances) {
    for (int byte = 0; byte < 256; ++byte)
        for (const char* tail : {"", "x", "\x80\x80", "\"", "="}) {
            const std::string text = std::string(1, static_cast<char>(byte)) + tail;
            const char* end = scan_any(text.data(), text.data() + text.size());
            EXPECT_GT(end, text.data()) << byte;
            EXPECT_LE(end, text.data() + text.size()) << byte;
        }
}

}  // namespace

}  // namespace zi::syntax
