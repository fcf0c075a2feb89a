// Every limit on rules: what lies exactly on it is accepted, one step beyond is reported, and nothing ends the host.
#include "zi/load.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <map>
#include <string>
#include <vector>

namespace zi {

namespace {

const std::string preamble =
    "regulation r \"R\"\nlevel area \"Area\"\nfact f count \"F\" default 1\nscale ya { Ya = 1 Tidak = 0 }\n";

std::string worksheet(const std::string& body) { return preamble + "worksheet \"W\" 6 {\n" + body + "\n}\n"; }
std::string with_predicate(const std::string& body) {
    return worksheet("area A \"A\" 4 { question a ya \"Q\" }\narea B \"B\" 2 { question a ya \"Q\" }") +
           "predicate P \"P\" {\n" + body + "\n}\n";
}
std::string with_formula(const std::string& formula) {
    return preamble + "scale s number 0 .. 1 { " + formula + " capped }\n" +
           "worksheet \"W\" 6 { question a ya \"Q\" question b s \"Q\" }\npredicate P \"P\" { total >= 1 when f > 0 }\n";
}

/// The name of the limit that was crossed, or "" if there was none.
std::string crossed(const Loaded& loaded) {
    for (const Diagnostic& d : loaded.diagnostics)
        if (d.code == Code::limit) return d.args.front();
    return {};
}

void expect_limit(const std::string& name, const std::string& within, const std::string& beyond, const Limits& limits) {
    SCOPED_TRACE(name);
    const Loaded good = load_text("x.zi", within, limits);
    EXPECT_EQ(crossed(good), "") << good.text(Language::english);
    const Loaded bad = load_text("x.zi", beyond, limits);
    EXPECT_EQ(crossed(bad), name) << bad.text(Language::english);
    EXPECT_EQ(bad.model, nullptr);
}

/// Files in memory.
struct Files {
    std::map<std::string, std::string, std::less<>> files;
    std::optional<std::string> operator()(std::string_view path) const {
        const auto found = files.find(path);
        return found == files.end() ? std::nullopt : std::optional(found->second);
    }
};

TEST(Limits, FileBytes) {
    const std::string text = with_predicate("f > 0");
    Limits limits;
    limits.file_bytes = text.size();
    EXPECT_TRUE(load_text("x.zi", text, limits)) << load_text("x.zi", text, limits).text(Language::english);
    expect_limit("@file_bytes", text, text + " ", limits);
}

TEST(Limits, FileBytesOfAnIncludedFile) {
    Limits limits;
    const std::string main = "include \"a.zi\"\n" + with_predicate("f > 0");
    limits.file_bytes = main.size();
    EXPECT_TRUE(load("x.zi", Files{{{"x.zi", main}, {"a.zi", std::string(main.size(), '\n')}}}, limits));
    EXPECT_EQ(crossed(load("x.zi", Files{{{"x.zi", main}, {"a.zi", std::string(main.size() + 1, '\n')}}}, limits)),
              "@file_bytes");
}

TEST(Limits, Files) {
    const std::string main = with_predicate("f > 0") + "include \"a.zi\"\ninclude \"b.zi\"\n";
    const Files files{{{"x.zi", main}, {"a.zi", ""}, {"b.zi", ""}}};
    Limits limits;
    limits.files = 3;
    EXPECT_TRUE(load("x.zi", files, limits));
    limits.files = 2;
    EXPECT_EQ(crossed(load("x.zi", files, limits)), "@files");
}

TEST(Limits, IncludeDepth) {
    const Files files{{{"x.zi", with_predicate("f > 0") + "include \"a.zi\"\n"}, {"a.zi", "include \"b.zi\"\n"}, {"b.zi", ""}}};
    Limits limits;
    limits.include_depth = 2;
    EXPECT_TRUE(load("x.zi", files, limits));
    limits.include_depth = 1;
    EXPECT_EQ(crossed(load("x.zi", files, limits)), "@include_depth");
    limits.include_depth = 0;
    EXPECT_EQ(crossed(load("x.zi", files, limits)), "@include_depth");
}

TEST(Limits, BlockDepth) {
    Limits limits;
    limits.block_depth = 2;
    expect_limit("@block_depth", worksheet("area A \"A\" 6 { question a ya \"Q\" }"),
                 worksheet("area A \"A\" 6 { question a ya \"Q\" {} }"), limits);
}

TEST(Limits, BlockDepthOfAHostileFile) {
    for (const char* line : {"area A \"A\" 1 {", "question a ya \"Q\" {", "predicate P \"P\" {", "unknown {", "{", "scale s {",
                             "worksheet \"W\" 1 {"}) {
        std::string text = preamble;
        for (int i = 0; i < 100'000; ++i) text += line;
        EXPECT_FALSE(load_text("x.zi", text)) << line;
        EXPECT_FALSE(format("x.zi", text).text) << line;
    }
}

TEST(Limits, Statements) {
    const std::string text = with_predicate("f > 0");  // 4 declarations, worksheet, 2 areas, 2 questions, predicate, condition
    Limits limits;
    limits.statements = 11;
    EXPECT_TRUE(load_text("x.zi", text, limits)) << load_text("x.zi", text, limits).text(Language::english);
    expect_limit("@statements", text, text + "evidence e \"E\"\n", limits);
}

TEST(Limits, StatementsOfIncludedFilesCount) {
    const Files files{{{"x.zi", with_predicate("f > 0") + "include \"a.zi\"\n"}, {"a.zi", "interpretation i \"I\"\n"}}};
    Limits limits;
    limits.statements = 13;
    EXPECT_TRUE(load("x.zi", files, limits));
    limits.statements = 12;
    EXPECT_EQ(crossed(load("x.zi", files, limits)), "@statements");
}

TEST(Limits, Conditions) {
    Limits limits;
    limits.conditions = 2;
    expect_limit("@conditions", with_predicate("each area >= 60%\nf > 0"),
                 with_predicate("each area >= 60%\nx: each area >= 10%\nf > 0"), limits);
}

TEST(Limits, LongNotesOfConditionsCount) {
    Limits limits;
    limits.conditions = 2;
    const auto noted = [](std::size_t bytes) {
        return with_predicate("each area >= 60% interpretation \"" + std::string(bytes, 'n') + "\"");
    };
    expect_limit("@conditions", noted(900), noted(1024), limits);
}

TEST(Limits, Answers) {
    Limits limits;
    limits.answers = 4;  // two questions of two options
    expect_limit("@answers", with_predicate("f > 0"), with_predicate("f > 0") + "choice c { a }\nfact g c \"G\"\n", limits);
    limits.answers = 5;
    const auto needs = [](const std::string& need) {
        return preamble + "evidence e \"E\"\nworksheet \"W\" 6 { question a ya \"Q\" { " + need +
               " } question b ya \"Q\" }\npredicate P \"P\" { f > 0 }\n";
    };
    expect_limit("@answers", needs("needs e"), needs("needs any(e, e)"), limits);
}

TEST(Limits, NameBytes) {
    Limits limits;
    limits.name_bytes = 10;
    expect_limit("@name_bytes", with_predicate("f > 0") + "evidence e123456789 \"E\"\n",
                 with_predicate("f > 0") + "evidence e1234567890 \"E\"\n", limits);
    // The path of a node has the names of those above it.
    expect_limit("@name_bytes", worksheet("area A1234567 \"A\" { question a ya \"Q\" }"),
                 worksheet("area A1234567 \"A\" { question a1 ya \"Q\" }"), limits);
}

/// Where rules are refused because their exact numbers grow too long; nothing if they are not.
std::string crosses_bits(const std::string& text, const Limits& limits) {
    const Loaded loaded = load_text("x.zi", text, limits);
    for (const Diagnostic& d : loaded.diagnostics)
        if (d.code == Code::exact_numbers) return std::string(loaded.sources->text(d.span));
    return {};
}

TEST(Limits, ExactBits) {
    Limits limits;
    limits.exact_bits = 6;
    // What is stated is refused where it stands, before it is added up.
    const auto weights = [](const char* b) {
        return worksheet("question a ya \"Q\" 1/7 question b ya \"Q\" " + std::string(b) + " question c ya \"Q\" 5");
    };
    EXPECT_EQ(crosses_bits(weights("6/7"), limits), "");
    EXPECT_EQ(crosses_bits(weights("6/11"), limits), "6/11");
    // Means divide too, and so do options.
    const auto means = [](const char* more) {
        return worksheet("area A \"A\" { question a ya \"Q\" " + std::string(more) +
                         " } area B \"B\" { question b ya \"Q\" } area C \"C\" { question c ya \"Q\" }");
    };
    EXPECT_EQ(crosses_bits(means("question d ya \"Q\""), limits), "");
    limits.exact_bits = 0;
    EXPECT_EQ(crosses_bits(means("question d ya \"Q\""), limits), "6");
}

TEST(Limits, ExactBitsOfAnswers) {
    Limits limits;
    limits.count = 1'000;  // 10 bits
    limits.exact_bits = 25;
    const auto ratios = [](const char* formula) {
        return preamble + "worksheet \"W\" 6 { question a ratio \"Q\" { input n \"N\" when n = 0 then 0 value " + formula +
               " capped } question b ratio \"Q\" { input n \"N\" when n = 0 then 0 value 1 / n capped } }\n";
    };
    EXPECT_EQ(crosses_bits(ratios("1 / n"), limits), "");
    EXPECT_EQ(crosses_bits(ratios("1 / n / n"), limits), "b");
    EXPECT_EQ(crosses_bits(ratios("n / 4"), limits), "");
}

TEST(Limits, ManyScoresShareExactBits) {
    std::string areas;
    for (int i = 0; i < 1'100; ++i) areas += "area a" + std::to_string(i) + " \"A\" { question q ya \"Q\" }\n";
    Limits limits;
    limits.exact_bits = 16;  // 1,100 areas, a mean of 6 points: denominators of 550, ten bits
    EXPECT_EQ(crosses_bits(worksheet(areas), limits), "");
    limits.exact_bits = 10;
    EXPECT_NE(crosses_bits(worksheet(areas), limits), "");
}

TEST(Limits, CancelStopsALoad) {
    std::atomic<bool> cancel{true};
    Limits limits;
    limits.cancel = &cancel;
    const auto codes = [&](const std::string& text) {
        std::vector<Code> all;
        for (const Diagnostic& d : load_text("x.zi", text, limits).diagnostics) all.push_back(d.code);
        return all;
    };
    EXPECT_EQ(codes(with_predicate("f > 0")), std::vector{Code::cancelled});
    EXPECT_FALSE(format("x.zi", with_predicate("f > 0"), limits).text);
    cancel = false;
    EXPECT_TRUE(codes(with_predicate("f > 0")).empty());
    // Set while a file is read.
    const Loaded loaded = load(
        "x.zi",
        [&](std::string_view path) {
            cancel = path == "a.zi";
            return std::optional(path == "x.zi" ? "include \"a.zi\"\n" + with_predicate("f > 0")
                                                : std::string("evidence e \"E\"\n"));
        },
        limits);
    ASSERT_EQ(loaded.diagnostics.size(), 1u);
    EXPECT_EQ(loaded.diagnostics.front().code, Code::cancelled);
}

TEST(Limits, ExpressionNodes) {
    Limits limits;
    limits.expression_nodes = 3;  // two operands and an operator
    expect_limit("@expression_nodes", with_formula("value / 4"), with_formula("value / 4 / 2"), limits);
    expect_limit("@expression_nodes", with_predicate("total >= 1 when f > 0 and f > 1 and f > 2"),
                 with_predicate("total >= 1 when f > 0 and f > 1 and f > 2 and f > 3"), limits);
}

TEST(Limits, ExpressionDepth) {
    Limits limits;
    limits.expression_depth = 2;
    expect_limit("@expression_depth", with_formula("((value))"), with_formula("(((value)))"), limits);
    expect_limit("@expression_depth", with_formula("--value"), with_formula("---value"), limits);
    expect_limit("@expression_depth", with_formula("min(1, max(0, value))"), with_formula("min(1, max(0, min(1, value)))"),
                 limits);
    expect_limit("@expression_depth", with_predicate("total >= 1 when ((f > 0))"),
                 with_predicate("total >= 1 when (((f > 0)))"), limits);
    const auto needs = [](const std::string& need) {
        return preamble + "evidence e \"E\"\nworksheet \"W\" 6 { question a ya \"Q\" { needs " + need +
               " } }\npredicate P \"P\" { f > 0 }\n";
    };
    expect_limit("@expression_depth", needs("any(all(e))"), needs("any(all(1 of (e)))"), limits);
}

TEST(Limits, ExpressionDepthOfAHostileFile) {
    for (const char* open : {"(", "-", "min(", "max(1, ", "- ("}) {
        std::string formula;
        for (int i = 0; i < 100'000; ++i) formula += open;
        EXPECT_EQ(crossed(load_text("x.zi", with_formula(formula))), "@expression_depth") << open;
    }
    EXPECT_EQ(crossed(load_text("x.zi", with_predicate("total >= 1 when " + std::string(100'000, '(')))), "@expression_depth");
}

TEST(Limits, NumberDigits) {
    Limits limits;
    limits.number_digits = 3;
    const auto refused = [&](const char* number) {
        const Loaded loaded =
            load_text("x.zi", worksheet("area A \"A\" " + std::string(number) + " { question a ya \"Q\" }"), limits);
        return std::any_of(loaded.diagnostics.begin(), loaded.diagnostics.end(),
                           [](const auto& d) { return d.code == Code::bad_number; });
    };
    EXPECT_FALSE(refused("6.00"));
    EXPECT_TRUE(refused("6.000"));
    EXPECT_FALSE(refused("600/100"));
    EXPECT_TRUE(refused("6000/1000"));
}

/// How many diagnostics there are, and whether the last words are that there were more.
void expect_errors(const std::string& text, std::size_t shown, bool more) {
    Limits limits;
    limits.errors = 3;
    const Loaded loaded = load_text("x.zi", text, limits);
    std::size_t errors = 0, closing = 0;
    for (const Diagnostic& d : loaded.diagnostics) {
        if (d.code == Code::too_many)
            ++closing;
        else if (severity(d.code) == Severity::error)
            ++errors;
    }
    EXPECT_EQ(errors, shown) << loaded.text(Language::english);
    EXPECT_EQ(closing, more ? 1u : 0u) << loaded.text(Language::english);
    EXPECT_EQ(loaded.model, nullptr);
}

std::string repeated(const char* line, int times) {
    std::string text;
    for (int i = 0; i < times; ++i) text += line;
    return text;
}

TEST(Limits, SyntaxErrors) {
    expect_errors(with_predicate("f > 0") + repeated("level\n", 3), 3, false);
    expect_errors(with_predicate("f > 0") + repeated("level\n", 4), 3, true);
    expect_errors(with_predicate("f > 0") + repeated("level\n", 10'000), 3, true);
}

TEST(Limits, ErrorsInTexts) {
    expect_errors(with_predicate("f > 0") + repeated("interpretation \"\\x\n", 4), 3, true);
    expect_errors("// \n" + with_predicate("f > 0") + "interpretation i \"" + repeated("\\x", 10'000) + "\"\n", 3, true);
}

TEST(Limits, ErrorsInMeaning) {
    expect_errors(with_predicate("a >= 1\nb >= 1\nc >= 1\nf > 0"), 3, false);
    expect_errors(with_predicate("a >= 1\nb >= 1\nc >= 1\nd >= 1\ne >= 1\nf > 0"), 3, true);
}

TEST(Limits, Warnings) {
    Limits limits;
    limits.errors = 3;
    const Loaded loaded = load_text("x.zi",
                                    with_predicate("f > 0") + repeated("evidence e \"E\"\n", 1) +
                                        "evidence g \"E\"\nevidence h \"E\"\n" + "evidence i \"E\"\nevidence j \"E\"\n",
                                    limits);
    EXPECT_TRUE(loaded) << "warnings do not refuse rules";
    EXPECT_EQ(loaded.diagnostics.size(), 3u);
}

TEST(Limits, OfZeroRefuseEverything) {
    Limits none;
    none.file_bytes = none.files = none.include_depth = none.block_depth = none.statements = none.conditions =
        none.expression_nodes = none.expression_depth = none.number_digits = none.errors = 0;
    EXPECT_FALSE(load_text("x.zi", with_predicate("f > 0"), none));
    EXPECT_FALSE(load_text("x.zi", "", none));
    none.file_bytes = none.files = 1000;
    EXPECT_FALSE(load_text("x.zi", with_predicate("f > 0"), none));
}

}  // namespace

}  // namespace zi
