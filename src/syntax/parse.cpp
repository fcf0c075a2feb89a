#include "parse.hpp"

#include "grammar.hpp"
#include "lexer.hpp"
#include "scanner.hpp"
#include "slips.hpp"

#include "base/suggest.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace zi::syntax {

namespace {

constexpr auto declaration_words = std::to_array<std::string_view>(
    {"regulation", "source", "level", "grades", "choice", "evidence", "assessor", "attribute", "fact", "scale",
     "interpretation", "worksheet", "question", "view", "agree", "predicate", "eligibility", "stage", "include"});
constexpr auto detail_words = std::to_array<std::string_view>({"criteria", "input", "value", "when", "inapplicable", "needs"});
constexpr auto condition_words = std::to_array<std::string_view>({"each", "meets"});

template <class Words>
bool holds(const Words& words, std::string_view word) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

std::optional<std::vector<Statement>> parse_file(Session& session, std::string path, Span asked_at, std::size_t include_depth,
                                                 std::vector<Comment>* comments);

/// Parses one file: nests blocks, parses heads with the grammar, recovers after errors.
class Driver {
public:
    Driver(Session& session, std::string_view text, std::uint32_t base, std::string path, std::size_t include_depth,
           std::set<std::uint32_t> faults)
        : session_(session),
          begin_(text.data()),
          position_(text.data()),
          last_(text.data() + text.size()),
          base_(base),
          path_(std::move(path)),
          include_depth_(include_depth),
          faults_(std::move(faults)) {}

    std::vector<Statement> run(std::size_t from) {
        position_ = begin_ + from;
        std::vector<Statement> statements;
        for (;;) {
            body(statements, Place::declarations);
            if (position_ == last_ || session_.stopped) return statements;
            session_.report(Code::stray_close, {}, span(position_, position_ + 1));
            ++position_;
        }
    }

private:
    Span span(const char* first, const char* last) const {
        return {base_ + static_cast<std::uint32_t>(first - begin_), base_ + static_cast<std::uint32_t>(last - begin_)};
    }
    std::string_view word_at(const char* p) const {
        const char* end = scan_label(p, last_);
        return end ? std::string_view(p, static_cast<std::size_t>(end - p)) : std::string_view();
    }

    /// Parses statements up to the block's `}` (not consumed), the end of the file, or a statement that shows that the block
    /// was never closed.
    void body(std::vector<Statement>& statements, Place place) {
        for (;;) {
            position_ = skip_blanks(position_, last_);
            if (position_ == last_ || *position_ == '}' || session_.stopped) return;
            if (place != Place::declarations && belongs_outside(position_)) return;
            statement(statements, place);
        }
    }

    /// A word that begins a declaration and has no meaning inside a question or predicate.
    bool belongs_outside(const char* p) const {
        const std::string_view word = word_at(p);
        return word != "interpretation" && holds(declaration_words, word);
    }

    bool begins_statement(const char* p, Place place) const {
        const std::string_view word = word_at(p);
        if (word.empty()) return false;
        if (holds(declaration_words, word) || session_.levels.contains(word)) return true;
        if (place == Place::question)
            return holds(detail_words, word) || (!is_reserved(word) && *skip_blanks(p + word.size(), last_) == '"');
        if (place == Place::predicate)
            return holds(condition_words, word) || word == "total" || word == "as_of" || !is_reserved(word);
        return false;
    }

    void statement(std::vector<Statement>& statements, Place place) {
        if (++session_.statements > session_.options.limits.statements) {
            session_.report(Code::limit, {"@statements", std::to_string(session_.options.limits.statements)},
                            span(position_, position_ + 1));
            session_.stopped = true;
            return;
        }
        if (session_.options.limits.cancelled()) {
            session_.report(Code::cancelled, {}, span(position_, position_ + 1));
            session_.stopped = true;
            return;
        }
        const char* const start = position_;
        const std::string_view word = word_at(start);
        const bool known = place != Place::declarations || holds(declaration_words, word) || session_.levels.contains(word) ||
                           session_.options.any_level;
        Statement statement;
        if (!known || (place == Place::declarations && word.empty())) {
            const std::string meant = unknown(start, word);
            recover(statements, start, place, meant);
            return;
        }
        if (auto failure = parse_head(position_, last_, begin_, base_, place, session_.options.limits, statement)) {
            report(*failure, place);
            position_ = failure->at;
            recover(statements, start, place, word);
            return;
        }
        if (const auto* level = std::get_if<Level>(&statement.what)) session_.levels.insert(level->name.value);
        if (const auto* include = std::get_if<Include>(&statement.what)) {
            if (session_.options.follow_includes) follow(*include, statement);
        } else if (!block(statement)) {
            statements.push_back(std::move(statement));
            recover(statements, start, place, word);
            return;
        }
        statements.push_back(std::move(statement));
    }

    /// Reports a word that does not begin a statement; returns the word that was probably meant.
    std::string unknown(const char* start, std::string_view word) {
        if (faults_.contains(span(start, start).begin)) return {};
        if (word.empty() || is_reserved(word)) {
            report({start, "@statement", {}, 0}, Place::declarations);
            return {};
        }
        std::vector<std::string_view> candidates(declaration_words.begin(), declaration_words.end());
        candidates.insert(candidates.end(), session_.levels.begin(), session_.levels.end());
        std::string meant = closest(word, candidates, session_.guesses);
        session_.report(Code::unknown_statement, {std::string(word)}, span(start, start + word.size()), {}, meant);
        if (meant.empty()) session_.levels.emplace(word);  // an undeclared level is reported once, not at every node
        return meant;
    }

    /// The end of the token at p. An unclosed text ends before a `{` at the end of its line, so that the block is parsed.
    const char* token_end(const char* p) const {
        const char* end = scan_any(p, last_);
        if (*p != '"' || !faults_.contains(span(p, p).begin)) return end;
        const char* brace = end;
        while (is_blank(brace[-1])) --brace;
        return brace[-1] == '{' ? brace - 1 : end;
    }

    /// The indentation before p, if p is the first token of its line.
    std::optional<std::size_t> indent(const char* p) const {
        const char* line = p;
        while (line != begin_ && (line[-1] == ' ' || line[-1] == '\t')) --line;
        if (line != begin_ && line[-1] != '\n') return std::nullopt;
        return static_cast<std::size_t>(p - line);
    }

    std::string found(const char* at) const {
        if (at == last_) return "@end";
        const std::string token(at, scan_any(at, last_));
        if (token.front() == '"') return "@text";
        return "`" + token + "`";
    }

    void report(const Failure& failure, Place place) {
        const char* end = failure.at == last_ ? last_ : scan_any(failure.at, last_);
        if (!failure.limit.empty())
            session_.report(Code::limit, {failure.limit, std::to_string(failure.allowed)}, span(failure.at, end));
        else if (!faults_.contains(span(failure.at, end).begin))
            expected(failure.expected, failure.at, end, place);
    }

    void expected(const std::string& what, const char* at, const char* end, Place place) {
        std::vector<std::string> args{what, found(at)};
        if (std::string meant = slip(begin_, at, last_, what, place); !meant.empty()) args.push_back(std::move(meant));
        session_.report(Code::expected, std::move(args), span(at, end));
    }

    static bool needs_block(const Statement& statement) {
        return std::holds_alternative<Node>(statement.what) || std::holds_alternative<Predicate>(statement.what);
    }
    static Place place_inside(const Statement& statement) {
        if (std::holds_alternative<Question>(statement.what)) return Place::question;
        if (std::holds_alternative<Predicate>(statement.what)) return Place::predicate;
        return Place::declarations;
    }

    /// Parses the block after a head. False if a required block is missing.
    bool block(Statement& statement) {
        const bool takes_block = needs_block(statement) || std::holds_alternative<Question>(statement.what);
        if (!takes_block) return true;
        const char* brace = skip_blanks(position_, last_);
        if (brace == last_ || *brace != '{') {
            if (!needs_block(statement)) return true;
            report({brace, "`{`", {}, 0}, Place::declarations);
            // An extra text or number: go on at the brace if it is on the same line.
            position_ = brace;
            while (brace != last_ && *brace != '{' && *brace != '}') {
                const char* next = skip_blanks(token_end(brace), last_);
                if (std::find(brace, next, '\n') != next) return false;
                brace = next;
            }
            if (brace == last_ || *brace == '}') return false;
        }
        position_ = brace;
        open(statement, place_inside(statement));
        return true;
    }

    /// Parses the block whose `{` is at the current position into the statement.
    void open(Statement& statement, Place inside) {
        const char* const brace = position_;
        if (++session_.depth > session_.options.limits.block_depth) {
            session_.report(Code::limit, {"@block_depth", std::to_string(session_.options.limits.block_depth)},
                            span(brace, brace + 1));
            session_.stopped = true;
            return;
        }
        statement.block = true;
        ++position_;
        body(statement.body, inside);
        --session_.depth;
        if (session_.stopped) return;
        if (position_ != last_ && *position_ == '}')
            ++position_;
        else
            session_.report(Code::unclosed_block, {}, span(brace, brace + 1));
        statement.whole.end = span(position_, position_).begin;
    }

    /// Error recovery: skips to the next statement, parsing a block on the way to find its errors too.
    void recover(std::vector<Statement>& statements, const char* start, Place place, std::string_view word) {
        // Braces that the broken head itself had opened: those of a scale or a set.
        std::size_t inner = 0;
        for (const char* p = start; p < position_; p = skip_blanks(token_end(p), last_)) {
            if (*p == '{') ++inner;
            if (*p == '}' && inner > 0) --inner;
        }
        if (position_ == start && *start != '{') position_ = token_end(start);
        const auto outer = indent(start);
        while (position_ != last_) {
            const char* next = position_ = skip_blanks(position_, last_);
            if (next == last_) return;
            if (const auto column = next == start ? std::nullopt : indent(next)) {
                if (begins_statement(next, place)) return;
                // It is not indented more than the broken statement, so it does not continue it.
                if (inner == 0 && outer && *column <= *outer && !word_at(next).empty()) return;
            }
            if (*next == '}') {
                if (inner == 0) return;
                --inner;
            } else if (*next == '{' && inner > 0) {
                ++inner;
            } else if (*next == '{') {
                Statement broken;
                broken.head = span(start, next);
                const bool declares = place == Place::declarations;
                if (!declares || word == "scale" || word == "grades" || word == "choice") {
                    skip_block();
                    return;
                }
                open(broken, word == "question"                                                ? Place::question
                             : word == "predicate" || word == "eligibility" || word == "stage" ? Place::predicate
                                                                                               : Place::declarations);
                statements.push_back(std::move(broken));
                return;
            }
            position_ = token_end(next);
        }
    }

    /// Skips a balanced `{ ... }`.
    void skip_block() {
        std::size_t depth = 0;
        while (position_ != last_) {
            position_ = skip_blanks(position_, last_);
            if (position_ == last_) return;
            if (*position_ == '{') ++depth;
            const bool close = *position_ == '}';
            position_ = scan_any(position_, last_);
            if (close && --depth == 0) return;
        }
    }

    void follow(const Include& include, Statement& statement) {
        const std::string& path = include.path.value;
        bool allowed =
            !path.empty() && path.front() != '/' && path.find('\\') == std::string::npos && path.find(':') == std::string::npos;
        for (std::size_t i = 0; allowed && i <= path.size();) {
            const std::size_t slash = std::min(path.find('/', i), path.size());
            const std::string_view part = std::string_view(path).substr(i, slash - i);
            allowed = !part.empty() && part != "." && part != "..";
            i = slash + 1;
        }
        if (!allowed) {
            session_.report(Code::include_path, {path}, include.path.span);
            return;
        }
        const auto folder = path_.rfind('/');
        const std::string full = folder == std::string::npos ? path : path_.substr(0, folder + 1) + path;
        // Blocks of the included file are nested in ours.
        if (auto body = parse_file(session_, full, include.path.span, include_depth_ + 1, nullptr))
            statement.body = std::move(*body);
    }

    Session& session_;
    const char* begin_;
    const char* position_;
    const char* last_;
    std::uint32_t base_;
    std::string path_;
    std::size_t include_depth_;
    std::set<std::uint32_t> faults_;
};

std::optional<std::vector<Statement>> parse_file(Session& session, std::string path, Span asked_at, std::size_t include_depth,
                                                 std::vector<Comment>* comments) {
    const Limits& limits = session.options.limits;
    for (const auto& [name, span] : session.included) {
        if (name != path) continue;
        session.report(Code::include_cycle, {path}, asked_at, span ? std::vector{span} : std::vector<Span>{});
        return std::nullopt;
    }
    session.included.emplace_back(path, asked_at);
    if (include_depth > limits.include_depth) {
        session.report(Code::limit, {"@include_depth", std::to_string(limits.include_depth)}, asked_at);
        return std::nullopt;
    }
    if (session.included.size() > limits.files) {
        session.report(Code::limit, {"@files", std::to_string(limits.files)}, asked_at);
        return std::nullopt;
    }
    std::optional<std::string> content = session.reader(path);
    if (!content) {
        std::vector<std::string> args{path};
        if (asked_at) args.emplace_back("@include_rule");
        session.report(Code::file_unreadable, std::move(args), asked_at);
        return std::nullopt;
    }
    // Positions are 32-bit addresses shared by all files.
    constexpr std::size_t addresses = 0xFFFF'0000;
    const std::size_t taken = session.sources.files().empty()
                                  ? 1
                                  : session.sources.files().back().base + session.sources.files().back().text.size() + 1;
    if (content->size() > limits.file_bytes || content->size() > addresses - taken) {
        session.report(Code::limit, {"@file_bytes", std::to_string(limits.file_bytes)}, asked_at);
        return std::nullopt;
    }
    const std::size_t index = session.sources.add(path, std::move(*content));
    // Includes may reallocate the vector of files: copy the text, so that pointers into it stay valid.
    const std::string text = session.sources.files()[index].text;
    const std::uint32_t base = session.sources.files()[index].base;
    const std::size_t from = text.starts_with("\xEF\xBB\xBF") ? 3 : 0;

    Scanner scanner(text, base, session, comments);
    if (!scanner.run(from)) return std::nullopt;
    return Driver(session, text, base, std::move(path), include_depth, scanner.faults()).run(from);
}

}  // namespace

Parsed parse(std::string_view path, const Reader& reader, const ParseOptions& options, SourceSet& sources,
             Diagnostics& diagnostics) {
    Session session{reader, options, sources, diagnostics, {}, {}};
    Parsed parsed;
    if (auto statements = parse_file(session, std::string(path), {}, 0, &parsed.comments))
        parsed.statements = std::move(*statements);
    return parsed;
}

}  // namespace zi::syntax
