// The grammar printed in docs/language.md and the parser accept the same files.
#include "ebnf.hpp"
#include "snippets.hpp"

#include "syntax/lexer.hpp"
#include "zi/limits.hpp"
#include "zi/load.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <random>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace zi::docs {
namespace {

std::string replaced(std::string text, std::string_view what, std::string_view by) {
    const std::size_t at = text.find(what);
    if (at == std::string::npos) throw std::runtime_error("the grammar has changed: " + std::string(what));
    return text.replace(at, what.size(), by);
}

/// The blocks of the reference in ebnf; the last one is the whole grammar.
std::vector<std::string> ebnf_blocks() {
    std::vector<std::string> texts;
    for (const Block& block : all_blocks())
        if (block.document == "docs/language.md" && block.language == "ebnf") texts.push_back(block.text);
    return texts;
}
const Grammar& printed() {
    static const Grammar grammar(ebnf_blocks().back());
    return grammar;
}
/// What the parser takes before the checker looks at it: any statement inside a worksheet, any range behind a type; and
/// reserved words as the beginning of a condition where they have no other meaning.
const Grammar& lenient() {
    static const Grammar grammar([] {
        std::string text = ebnf_blocks().back();
        for (int i = 0; i < 2; ++i)
            text = replaced(text, "\"{\" { node | question | include } \"}\"", "\"{\" { statement } \"}\"");
        text = replaced(text, "| subject (", "| path (");
        return replaced(text, "\"number\" number \"..\" number [ \"step\" number ] [ percent ] | name ;",
                        "( \"boolean\" | \"count\" | \"date\" | \"number\" | name ) [ number \"..\" number [ \"step\" number ] "
                        "[ percent ] ] ;");
    }());
    return grammar;
}

bool parser_accepts(const std::string& text) { return format("rules.zi", text).text.has_value(); }

std::vector<std::pair<std::string, std::string>> sample_files() {
    std::vector<std::pair<std::string, std::string>> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(in_source_tree("rules")))
        if (entry.path().extension() == ".zi") files.emplace_back(entry.path().string(), read_file(entry.path().string()));
    for (const Block& block : all_blocks())
        if (block.language == "zi") files.emplace_back(block.place(), assembled(block));
    return files;
}

TEST(Grammar, HasNoLooseEnds) { EXPECT_EQ(printed().loose_ends(), std::set<std::string>{}); }

TEST(Grammar, IsQuotedFaithfullyInTheSections) {
    const std::vector<std::string> blocks = ebnf_blocks();
    ASSERT_GT(blocks.size(), 10u);
    for (const std::string& block : blocks) {
        const Grammar quoted(block);
        for (const std::string& rule : quoted.rules_as_written())
            EXPECT_TRUE(printed().rules_as_written().contains(rule)) << rule;
    }
}

TEST(Grammar, AllowsWhatTheRulesFilesSay) {
    for (const auto& [name, text] : sample_files()) EXPECT_TRUE(printed().recognises(text)) << name;
}

TEST(Grammar, AllowsNothingThatTheParserRefuses) {
    std::mt19937 random(20211231);
    for (int i = 0; i < 1000; ++i) {
        const std::string text = printed().sentence(random);
        const Formatted formatted = format("rules.zi", text);
        ASSERT_TRUE(formatted.text) << text << '\n' << render(formatted.diagnostics, *formatted.sources, Language::english);
        ASSERT_EQ(format("rules.zi", *formatted.text).text, formatted.text) << text;
        ASSERT_TRUE(printed().recognises(*formatted.text)) << *formatted.text;
    }
}

// Files with a word lost, doubled, or in the wrong place: what the grammar allows the parser accepts, and the other way round.
TEST(Grammar, DrawsTheLineWhereTheParserDoes) {
    std::mt19937 random(90);
    std::size_t refused = 0;
    for (const auto& [name, text] : sample_files()) {
        if (text.size() > 6000) continue;
        std::vector<std::string> words;
        const char* const last = text.data() + text.size();
        for (const char* p = syntax::skip_blanks(text.data(), last); p != last; p = syntax::skip_blanks(p, last)) {
            const char* number = syntax::scan_number(p, last);  // scan_any cuts 60% and 2/3 into pieces
            const char* end = std::max(syntax::scan_any(p, last), number ? number : p);
            words.emplace_back(p, end);
            p = end;
        }
        for (int i = 0; i < 60; ++i) {
            std::vector<std::string> changed = words;
            const std::size_t at = std::uniform_int_distribution<std::size_t>(0, words.size() - 2)(random);
            switch (std::uniform_int_distribution<int>(0, 3)(random)) {
                case 0: changed.erase(changed.begin() + static_cast<std::ptrdiff_t>(at)); break;
                case 1: changed.insert(changed.begin() + static_cast<std::ptrdiff_t>(at), words[at]); break;
                case 2: std::swap(changed[at], changed[at + 1]); break;
                default: changed[at] = words[std::uniform_int_distribution<std::size_t>(0, words.size() - 1)(random)];
            }
            std::string whole, near;
            for (std::size_t k = 0; k < changed.size(); ++k) {
                whole += changed[k] + '\n';
                if (k + 12 > at && k < at + 12) near += changed[k] + ' ';
            }
            const bool accepted = parser_accepts(whole);
            refused += accepted ? 0 : 1;
            EXPECT_TRUE(accepted ? lenient().recognises(whole) : !printed().recognises(whole))
                << name << ": ... " << near << "...";
        }
    }
    EXPECT_GT(refused, 500u);
}

TEST(Words, ReservedOnesAreListed) {
    const std::string text = read_file(in_source_tree("docs/language.md"));
    const Region listed = region(text, "reserved words");
    std::set<std::string> words;
    std::istringstream stream(text.substr(listed.begin, listed.end - listed.begin));
    for (std::string word; stream >> word;) words.insert(word.substr(1, word.size() - 2));
    for (const std::string& word : words) EXPECT_TRUE(syntax::is_reserved(word)) << word;
    const std::set<std::string> contextual{"day", "month", "year", "member", "percent", "strict", "with", "within"};
    for (const std::string& word : printed().keywords()) EXPECT_TRUE(words.contains(word) || contextual.contains(word)) << word;
    // Every word of letters that the lexer's source quotes as reserved.
    const std::string source = read_file(in_source_tree("src/syntax/lexer.cpp"));
    const std::size_t table = source.find("words{");
    for (std::size_t at = source.find('"', table); at < source.find("};", table); at = source.find('"', at + 1)) {
        const std::size_t end = source.find('"', at + 1);
        EXPECT_TRUE(words.contains(source.substr(at + 1, end - at - 1))) << source.substr(at + 1, end - at - 1);
        at = end;
    }
    EXPECT_FALSE(syntax::is_reserved("yes") || syntax::is_reserved("no") || syntax::is_reserved("day") ||
                 syntax::is_reserved("member") || syntax::is_reserved("never"));
}

}  // namespace
}  // namespace zi::docs
