#include "ebnf.hpp"

#include "syntax/lexer.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <stdexcept>
#include <utility>

namespace zi::docs {

namespace {

/// What stands for a rule about words.
struct Terminal {
    std::string_view name;
    const char* (*scan)(const char* first, const char* last);
    std::array<std::string_view, 5> samples;
};

const char* scan_free_name(const char* first, const char* last) {
    const char* end = syntax::scan_name(first, last);
    return end && syntax::is_reserved({first, static_cast<std::size_t>(end - first)}) ? nullptr : end;
}

const char* scan_subject(const char* first, const char* last) {
    const char* label = syntax::scan_label(first, last);
    const std::string_view word(first, label ? static_cast<std::size_t>(label - first) : 0);
    return syntax::is_reserved(word) && word != "total" && word != "as_of" ? nullptr : syntax::scan_path(first, last);
}

const char* scan_fact_id(const char* first, const char* last) {
    const char* label = syntax::scan_label(first, last);
    const std::string_view word(first, label ? static_cast<std::size_t>(label - first) : 0);
    return syntax::is_reserved(word) ? nullptr : syntax::scan_path(first, last);
}

constexpr std::array terminals{
    Terminal{"name", scan_free_name, {"alfa", "beta", "gama_1", "D", "yes"}},
    Terminal{"label", syntax::scan_label, {"alfa", "1", "II", "2a", "x_1"}},
    Terminal{"path", syntax::scan_path, {"total", "A.I.1.i.a", "2.1", "alfa", "alfa.beta"}},
    Terminal{"subject", scan_subject, {"total", "A.I.1.i.a", "2.1", "as_of", "alfa.beta"}},
    Terminal{"fact_id", scan_fact_id, {"unit.x", "A.I", "2.1", "alfa", "alfa.beta"}},
    Terminal{"number", syntax::scan_number, {"0", "0.67", "2/3", "60%", "12.50/7%"}},
    Terminal{"decimal", syntax::scan_plain, {"0", "0.67", "40", "60%", "12.50"}},
    Terminal{"integer", syntax::scan_digits, {"1", "2", "12", "30", "007"}},
    Terminal{"page", syntax::scan_digits, {"1", "2", "12", "30", "66"}},
    Terminal{"date", syntax::scan_date, {"2021-12-31", "2024-08-01", "2024-02-29", "0001-01-01", "9999-12-31"}},
    Terminal{"month_day", syntax::scan_month_day, {"05-31", "02-29", "12-31", "01-01", "02-30"}},
    Terminal{"text", syntax::scan_text, {"\"teks\"", "\"\"", "\"\\\"a\\\" \\\\ \\n\"", "\"é // }\"", "\"{\""}},
};

const Terminal* terminal(std::string_view name) {
    if (name.ends_with("_name") && name != "name") name = "name";
    const auto found = std::find_if(terminals.begin(), terminals.end(), [&](const Terminal& t) { return t.name == name; });
    return found == terminals.end() ? nullptr : found;
}

constexpr std::string_view first_word_rule = "name";  // from here on the grammar is about words

}  // namespace

class Grammar::Reader {
public:
    Reader(std::string_view text, Grammar& grammar) : text_(text), grammar_(grammar) { next(); }

    void run() {
        bool words = false;
        while (!token_.empty()) {
            const std::string name = take();
            words = words || name == first_word_rule;
            expect("=");
            grammar_.defined_.insert(name);
            std::string written = name + " =";
            if (words) {
                while (token_ != ";") take();
            } else {
                written_.clear();
                written_ += token_;
                grammar_.rules_[name] = choice();
                grammar_.written_.insert(written + " " + written_);
            }
            expect(";");
        }
    }

private:
    void next() {
        for (;;) {
            while (!text_.empty() && (text_.front() == ' ' || text_.front() == '\n')) text_.remove_prefix(1);
            if (!text_.starts_with("(*")) break;
            text_.remove_prefix(text_.find("*)") + 2);
        }
        std::size_t length = text_.empty() ? 0 : 1;
        if (length == 1 && (text_.front() == '"' || text_.front() == '\''))
            length = text_.find(text_.front(), 1) + 1;
        else if (length == 1 && syntax::is_letter(text_.front()))
            while (length < text_.size() && syntax::is_word(text_[length])) ++length;
        else if (text_.starts_with("..."))
            length = 3;
        token_ = text_.substr(0, length);
        text_.remove_prefix(length);
    }
    std::string take() {
        std::string token(token_);
        next();
        written_ += ' ';
        written_ += token_;
        return token;
    }
    void expect(std::string_view token) {
        if (token_ != token)
            throw std::runtime_error("the grammar has '" + std::string(token_) + "' instead of '" + std::string(token) + "'");
        take();
    }

    Node choice() {
        Node node{Node::Kind::choice, {}, {sequence()}};
        while (token_ == "|") {
            take();
            node.parts.push_back(sequence());
        }
        return node.parts.size() == 1 ? Node(node.parts.front()) : node;
    }
    Node sequence() {
        Node node;
        while (!token_.empty() && std::string_view("|;)]}").find(token_) == std::string_view::npos)
            node.parts.push_back(item());
        return node;
    }
    Node item() {
        const std::string token = take();
        if (token == "(") return closed(choice(), ")");
        if (token == "[") return Node{Node::Kind::optional, {}, {closed(choice(), "]")}};
        if (token == "{") return Node{Node::Kind::repeat, {}, {closed(choice(), "}")}};
        if (token.front() == '"') return Node{Node::Kind::literal, token.substr(1, token.size() - 2), {}};
        return Node{Node::Kind::rule, token, {}};
    }
    Node closed(Node node, std::string_view bracket) {
        expect(bracket);
        return node;
    }

    std::string_view text_;
    std::string_view token_;
    std::string written_;
    Grammar& grammar_;
};

/// Follows every reading at once: a part matches from one place to a set of places.
class Grammar::Recogniser {
public:
    Recogniser(const Grammar& grammar, std::string_view text)
        : grammar_(grammar), begin_(text.data()), last_(begin_ + text.size()) {}

    bool whole() {
        for (const char* end : ends(grammar_.rules_.at("file"), begin_))
            if (syntax::skip_blanks(end, last_) == last_) return true;
        return false;
    }

private:
    using Places = std::set<const char*>;

    Places ends(const Node& node, const char* from) {
        switch (node.kind) {
            case Node::Kind::sequence: {
                Places places{from};
                for (const Node& part : node.parts) places = all(part, places);
                return places;
            }
            case Node::Kind::choice: {
                Places places;
                for (const Node& part : node.parts) places.merge(ends(part, from));
                return places;
            }
            case Node::Kind::optional: {
                Places places = ends(node.parts.front(), from);
                places.insert(from);
                return places;
            }
            case Node::Kind::repeat: {
                Places places{from};
                for (Places latest = places; !latest.empty();) {
                    Places reached = all(node.parts.front(), latest);
                    latest.clear();
                    for (const char* place : reached)
                        if (places.insert(place).second) latest.insert(place);
                }
                return places;
            }
            case Node::Kind::literal: return literal(node.word, from);
            case Node::Kind::rule: return rule(node.word, from);
        }
        return {};
    }
    Places all(const Node& node, const Places& from) {
        Places places;
        for (const char* place : from) places.merge(ends(node, place));
        return places;
    }
    Places literal(std::string_view word, const char* from) {
        from = syntax::skip_blanks(from, last_);
        const char* end = syntax::is_letter(word.front()) ? syntax::scan_name(from, last_)
                          : std::string_view(from, static_cast<std::size_t>(last_ - from)).starts_with(word)
                              ? from + word.size()
                              : nullptr;
        if (!end || std::string_view(from, static_cast<std::size_t>(end - from)) != word) return {};
        return {end};
    }
    Places rule(const std::string& name, const char* from) {
        if (const Terminal* word = terminal(name)) {
            const char* end = word->scan(syntax::skip_blanks(from, last_), last_);
            return end ? Places{end} : Places{};
        }
        const auto key = std::pair(&grammar_.rules_.at(name), from);
        if (const auto known = known_.find(key); known != known_.end()) return known->second;
        return known_[key] = ends(*key.first, from);
    }

    const Grammar& grammar_;
    const char* begin_;
    const char* last_;
    std::map<std::pair<const Node*, const char*>, Places> known_;
};

class Grammar::Writer {
public:
    Writer(const Grammar& grammar, std::mt19937& random) : grammar_(grammar), random_(random) {}

    std::string file() {
        while (text_.size() < 400) write(grammar_.rules_.at("statement"), 0);
        return text_;
    }

private:
    std::size_t below(std::size_t bound) { return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random_); }

    void write(const Node& node, std::size_t depth) {
        switch (node.kind) {
            case Node::Kind::sequence:
                for (const Node& part : node.parts) write(part, depth);
                return;
            case Node::Kind::choice:
                write(node.parts[depth > most ? shallowest(node) : below(node.parts.size())], depth);
                return;
            case Node::Kind::optional:
                if (depth <= most && below(2) == 0) write(node.parts.front(), depth);
                return;
            case Node::Kind::repeat:
                if (depth <= most)
                    for (std::size_t n = below(3); n > 0; --n) write(node.parts.front(), depth);
                return;
            case Node::Kind::literal: word(node.word); return;
            case Node::Kind::rule:
                if (const Terminal* t = terminal(node.word))
                    word(t->samples[below(t->samples.size())]);
                else
                    write(grammar_.rules_.at(node.word), depth + 1);
                return;
        }
    }
    /// The alternative that leads to words soonest, so that deep sentences end.
    std::size_t shallowest(const Node& node) const {
        const std::function<std::size_t(const Node&, std::size_t)> height = [&](const Node& n,
                                                                                std::size_t depth) -> std::size_t {
            if (depth > 8) return 1000;
            if (n.kind == Node::Kind::optional || n.kind == Node::Kind::repeat || n.kind == Node::Kind::literal) return 0;
            if (n.kind == Node::Kind::rule) return terminal(n.word) ? 0 : 1 + height(grammar_.rules_.at(n.word), depth + 1);
            std::size_t best = n.kind == Node::Kind::choice ? 1000 : 0;
            for (const Node& part : n.parts)
                best = n.kind == Node::Kind::choice ? std::min(best, height(part, depth + 1))
                                                    : std::max(best, height(part, depth + 1));
            return best;
        };
        std::size_t best = 0;
        for (std::size_t i = 1; i < node.parts.size(); ++i)
            if (height(node.parts[i], 0) < height(node.parts[best], 0)) best = i;
        return best;
    }
    void word(std::string_view spelling) {
        static constexpr std::array<std::string_view, 6> gaps{" ", " ", " ", "\n", "\t ", " // catatan \" {\n"};
        text_ += spelling;
        text_ += gaps[below(gaps.size())];
    }

    static constexpr std::size_t most = 9;
    const Grammar& grammar_;
    std::mt19937& random_;
    std::string text_;
};

Grammar::Grammar(std::string_view ebnf) { Reader(ebnf, *this).run(); }

bool Grammar::recognises(std::string_view text) const { return Recogniser(*this, text).whole(); }

std::string Grammar::sentence(std::mt19937& random) const { return Writer(*this, random).file(); }

std::set<std::string> Grammar::keywords() const {
    std::set<std::string> found;
    const std::function<void(const Node&)> visit = [&](const Node& node) {
        if (node.kind == Node::Kind::literal && syntax::is_letter(node.word.front())) found.insert(node.word);
        for (const Node& part : node.parts) visit(part);
    };
    for (const auto& [name, node] : rules_) visit(node);
    return found;
}

std::set<std::string> Grammar::loose_ends() const {
    std::set<std::string> used{"file"}, loose;
    const std::function<void(const Node&)> visit = [&](const Node& node) {
        if (node.kind == Node::Kind::rule) used.insert(node.word);
        for (const Node& part : node.parts) visit(part);
    };
    for (const auto& [name, node] : rules_) visit(node);
    for (const std::string& name : used)
        if (!defined_.contains(name) && !name.ends_with("_name")) loose.insert(name);
    for (const auto& [name, node] : rules_)
        if (!used.contains(name)) loose.insert(name);
    return loose;
}

}  // namespace zi::docs
