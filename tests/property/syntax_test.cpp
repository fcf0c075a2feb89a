// Printing and parsing are each other's inverse, and the canonical form is a fixed point that loses no comment.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <set>

#include "random_ast.hpp"
#include "syntax/parse.hpp"
#include "syntax/print.hpp"
#include "zi/load.hpp"

namespace zi::syntax {

namespace {

using test::Choices;
using test::for_all;

struct Read {
    SourceSet sources;
    Parsed parsed;
};

Read read(const std::string& text) {
    Read result;
    Diagnostics diagnostics;
    ParseOptions options;
    options.follow_includes = false;
    options.any_level = true;
    result.parsed = parse(
        "acak.zi", [&](std::string_view) { return text; }, options, result.sources, diagnostics);
    if (!diagnostics.empty()) RC_FAIL(render(diagnostics, result.sources, Language::english) + "\n" + text);
    return result;
}

std::string formatted(const std::string& text) {
    const Formatted result = format("acak.zi", text);
    if (!result.text) RC_FAIL(render(result.diagnostics, *result.sources, Language::english) + "\n" + text);
    return *result.text;
}

void kinds(const std::vector<Statement>& statements, std::set<std::size_t>& seen) {
    for (const Statement& statement : statements) {
        seen.insert(statement.what.index());
        kinds(statement.body, seen);
    }
}

/// The same words with other blanks between them, and comments where blanks may stand.
std::string untidy(const std::string& text, Choices& choose, std::vector<std::string>& comments) {
    std::string out;
    bool inside = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '"') inside = !inside;
        if (inside && c == '\\') {
            out += c;
            out += text[++i];
            continue;
        }
        if (inside || (c != ' ' && c != '\n')) {
            out += c;
            continue;
        }
        switch (choose.below(12)) {
            case 0:
                comments.push_back(fmt::format("// {} \"{{ }} é", comments.size()));
                out += (choose.likely(50) ? "  " : "\n") + comments.back() + (choose.likely(50) ? " \n" : "\r\n\n\n");
                break;
            case 1: out += "\n\n\n"; break;
            case 2: out += "\t "; break;
            case 3: out += "\r\n"; break;
            default: out += c;
        }
    }
    return out;
}

std::vector<std::string> comments_of(const Parsed& parsed) {
    std::vector<std::string> texts;
    for (const Comment& comment : parsed.comments) texts.push_back(comment.text);
    return texts;
}

TEST(Syntax, ParsingUndoesPrinting) {
    std::set<std::size_t> seen;
    for_all(2'000, 600, [&](Choices& choose) {
        const std::vector<Statement> made = any_statements(choose);
        const std::string text = print(Parsed{made, {}}, SourceSet{});
        const Read again = read(text);
        if (!(again.parsed.statements == made))
            RC_FAIL("not the same:\n" + text + "\nbut:\n" + print(Parsed{again.parsed.statements, {}}, SourceSet{}));
        kinds(made, seen);
    });
    // Every kind of statement there is, but the "could not be read" in place 0.
    EXPECT_EQ(seen.size(), std::variant_size_v<Statement::What> - 1);
}

TEST(Syntax, BlanksMeanNothing) {
    for_all(1'000, 2'500, [&](Choices& choose) {
        const std::vector<Statement> made = any_statements(choose);
        std::vector<std::string> comments;
        const std::string text = untidy(print(Parsed{made, {}}, SourceSet{}), choose, comments);
        const Read again = read(text);
        if (!(again.parsed.statements == made)) RC_FAIL("not the same:\n" + text);
        RC_ASSERT(comments_of(again.parsed) == comments);
    });
}

TEST(Syntax, FormattingTwiceChangesNothingAndCommentsStay) {
    std::size_t total = 0;
    for_all(1'000, 2'500, [&](Choices& choose) {
        const std::vector<Statement> made = any_statements(choose);
        std::vector<std::string> comments;
        const std::string text = untidy(print(Parsed{made, {}}, SourceSet{}), choose, comments);
        const std::string once = formatted(text);
        const std::string twice = formatted(once);
        if (once != twice) RC_FAIL("formatting twice:\n" + text + "\nonce:\n" + once + "\ntwice:\n" + twice);
        const Read again = read(once);
        if (!(again.parsed.statements == made)) RC_FAIL("formatting changed the meaning:\n" + text + "\nto:\n" + once);
        if (comments_of(again.parsed) != comments)
            RC_FAIL("comments were lost or moved past each other:\n" + text + "\nto:\n" + once);
        total += comments.size();
    });
    testing::Test::RecordProperty("comments", std::to_string(total));
    EXPECT_GT(total, 5'000u);
}

}  // namespace

}  // namespace zi::syntax
