/// What does the grammar printed in docs/language.md say? Reads it, recognises files by it and makes up files from it.
#pragma once

#include <cstddef>
#include <map>
#include <random>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace zi::docs {

/// A grammar in the notation of docs/language.md. The rules for words (name, number, text ...) are not read: the lexer's own
/// scanners stand for them, so that what is compared is how words make statements.
class Grammar {
public:
    explicit Grammar(std::string_view ebnf);

    /// Whether the whole text is a `file`.
    bool recognises(std::string_view text) const;
    /// A random `file`.
    std::string sentence(std::mt19937& random) const;

    /// Words in quotes that are spelled with letters.
    std::set<std::string> keywords() const;
    /// Names that are used but not defined, or defined but not used.
    std::set<std::string> loose_ends() const;
    /// The rules as written, blanks evened out.
    const std::set<std::string>& rules_as_written() const { return written_; }

private:
    struct Node {
        enum class Kind { sequence, choice, optional, repeat, literal, rule };
        Kind kind = Kind::sequence;
        std::string word;
        std::vector<Node> parts;
    };
    class Reader;
    class Recogniser;
    class Writer;

    std::map<std::string, Node, std::less<>> rules_;
    std::set<std::string> defined_;  ///< with the rules for words
    std::set<std::string> written_;
};

}  // namespace zi::docs
