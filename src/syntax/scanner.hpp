/// Does a file satisfy the preconditions of the grammar?
#pragma once

#include "ast.hpp"
#include "parse.hpp"

#include "base/suggest.hpp"

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zi::syntax {

/// State shared by the files of one regulation.
struct Session {
    const Reader& reader;
    const ParseOptions& options;
    SourceSet& sources;
    Diagnostics& diagnostics;
    std::set<std::string, std::less<>> levels{};
    std::vector<std::pair<std::string, Span>> included{};
    std::size_t statements = 0;
    std::size_t depth = 0;  ///< of blocks, across includes: bounds the recursion
    bool stopped = false;
    Guesses guesses{};

    void report(Code code, std::vector<std::string> args, Span span, std::vector<Span> related = {},
                std::string suggestion = {}) {
        if (stopped) return;
        stopped = diagnostics.size() >= options.limits.errors;
        if (stopped)
            diagnostics.push_back({Code::too_many, {}, span});
        else
            diagnostics.push_back({code, std::move(args), span, std::move(related), std::move(suggestion)});
    }
};

/// Checks what the grammar assumes: valid UTF-8, no invisible characters, closed texts. Collects comments.
class Scanner {
public:
    Scanner(std::string_view text, std::uint32_t base, Session& session, std::vector<Comment>* comments)
        : text_(text), base_(base), session_(session), comments_(comments) {}

    /// False if the file cannot be parsed at all.
    bool run(std::size_t from);
    const std::set<std::uint32_t>& faults() const { return faults_; }

private:
    Span span(std::size_t begin, std::size_t end) const {
        return {base_ + static_cast<std::uint32_t>(begin), base_ + static_cast<std::uint32_t>(end)};
    }
    bool check_bytes(std::size_t from);
    /// False if a name is too long: messages and node paths repeat names.
    bool scan_tokens(std::size_t from);
    void check_escapes(std::size_t begin, std::size_t end);

    std::string_view text_;
    std::uint32_t base_;
    Session& session_;
    std::vector<Comment>* comments_;
    std::set<std::uint32_t> faults_;
};

}  // namespace zi::syntax
