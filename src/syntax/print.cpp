#include "print.hpp"

#include "lexer.hpp"

#include "base/filled.hpp"

#include <algorithm>

namespace zi::syntax {

namespace {

template <class Words>
std::string joined(const Words& words, std::string_view separator) {
    std::string text;
    for (const Word& word : words) {
        if (!text.empty()) text += separator;
        text += word.value;
    }
    return text;
}

std::string title(const Title& t) {
    std::string text = quote(t.id.value);
    if (t.en) text += " en " + quote(t.en->value);
    return text;
}

std::string notes(const Notes& list) {
    std::string text;
    for (const Note& note : list) {
        if (const auto* interpretation = std::get_if<Title>(&note)) {
            text += " interpretation " + title(*interpretation);
            continue;
        }
        const auto& cite = std::get<Cite>(note);
        text += " @" + cite.source.value;
        if (cite.first_page) text += ":" + cite.first_page->value;
        if (cite.last_page) text += "-" + cite.last_page->value;
        if (cite.place) text += " " + quote(cite.place->value);
        if (cite.from) text += " from " + cite.from->value;
        if (cite.until) text += " until " + cite.until->value;
    }
    return text;
}

std::string in_force(const std::optional<InForce>& period) {
    if (!period) return {};
    std::string text = " in force " + period->from.value;
    if (period->until) text += " .. " + period->until->value;
    return text;
}

std::string value(const Value& v) {
    return v.kind == Value::Kind::set ? "{" + joined(v.words, ", ") + "}" : v.words.front().value;
}

std::string_view spelled(Op op) {
    switch (op) {
        case Op::at_least: return ">=";
        case Op::above: return ">";
        case Op::at_most: return "<=";
        case Op::below: return "<";
        case Op::equal: return "=";
        case Op::in: return "in";
    }
    return "=";
}

std::string duration(const Duration& d) { return d.count.value + " " + d.unit; }

std::string cost(const std::optional<Word>& c) { return c ? " cost " + c->value : std::string(); }

std::string need(const Need& n) {
    const auto parts = [&] {
        std::string text = "(";
        for (const Need& part : n.parts) text += (text.size() > 1 ? ", " : "") + need(part);
        return text + ")";
    };
    switch (n.kind) {
        case Need::Kind::any: return "any" + parts();
        case Need::Kind::all: return "all" + parts();
        case Need::Kind::at_least: return n.word.value + " of " + parts();
        case Need::Kind::document: break;
    }
    std::string text = n.word.value;
    if (!n.args.empty()) text += "(" + joined(n.args, ", ") + ")";
    if (n.fresh) text += " fresh " + duration(*n.fresh);
    return text;
}

int precedence(Expr::Kind kind) {
    switch (kind) {
        case Expr::Kind::add:
        case Expr::Kind::subtract: return 1;
        case Expr::Kind::multiply:
        case Expr::Kind::divide: return 2;
        default: return 3;
    }
}

// ---- Statements ----------------------------------------------------------------------------------------------------

struct HeadPrinter {
    std::string operator()(std::monostate) const { return {}; }
    std::string operator()(const Regulation& s) const {
        return "regulation " + s.name.value + " " + title(s.title) + in_force(s.in_force) + notes(s.notes);
    }
    std::string operator()(const Source& s) const {
        return "source " + s.name.value + " " + quote(s.title.value) + in_force(s.in_force);
    }
    std::string operator()(const Level& s) const { return "level " + s.name.value + " " + title(s.title); }
    std::string operator()(const Members& s) const {
        return filled("{} {}{} {{ {} }}{}", s.ordered ? "grades" : "choice", s.name.value, optional_title(s.title),
                      joined(s.values, s.ordered ? " < " : ", "), notes(s.notes));
    }
    std::string operator()(const Evidence& s) const {
        return "evidence " + s.name.value + " " + title(s.title) + cost(s.cost) + notes(s.notes);
    }
    std::string operator()(const Assessor& s) const {
        return "assessor " + s.name.value + " " + title(s.title) + notes(s.notes);
    }
    std::string operator()(const Attribute& s) const {
        return "attribute " + s.name.value + (s.type ? " " + s.type->value : "") + " " + title(s.title);
    }
    std::string operator()(const Fact& s) const {
        std::string text = "fact " + s.path.value + " " + s.type.value;
        if (s.min) text += " " + s.min->value + " .. " + s.max->value;
        if (s.step) text += " step " + s.step->value;
        text += percent(s) + " " + title(s.title);
        if (s.members_meet) text += " each member meets " + s.members_meet->value;
        if (s.fallback) text += " default " + value(*s.fallback);
        return text + notes(s.notes);
    }
    std::string operator()(const Scale& s) const {
        std::string text = "scale " + s.name.value + optional_title(s.title);
        if (s.numeric) {
            text += " number " + s.min.value + " .. " + s.max.value;
            if (s.step) text += " step " + s.step->value;
            text += percent(s) + " {";
            if (s.formula) text += " " + print(*s.formula) + (s.capped ? " capped" : "");
            for (const Band& band : s.bands)
                text += filled(" {}{}, {}{} = {}", band.includes_low ? '[' : '(', band.low.value, band.high.value,
                               band.includes_high ? ']' : ')', band.value.value);
        } else {
            text += " {";
            for (const Option& option : s.options) text += " " + option.name.value + " = " + option.value.value;
        }
        return text + " }" + notes(s.notes);
    }
    std::string operator()(const Interpretation& s) const {
        return "interpretation " + s.name.value + " " + title(s.text) + notes(s.notes);
    }
    std::string operator()(const Node& s) const {
        std::string text = s.level ? s.level->value + " " + s.label.value : "worksheet";
        if (s.alias) text += " as " + s.alias->value;
        text += " " + title(s.title);
        if (s.weight) text += " " + s.weight->value;
        if (s.combine) text += " " + s.combine->value;
        return text + notes(s.notes);
    }
    std::string operator()(const Question& s) const {
        std::string text = "question " + s.label.value;
        if (s.alias) text += " as " + s.alias->value;
        text += " " + s.scale.value + " " + title(s.title);
        if (s.weight) text += " " + s.weight->value;
        return text + cost(s.cost) + notes(s.notes);
    }
    std::string operator()(const View& s) const {
        std::string text = "view " + s.level.value + " " + s.name.value + " " + title(s.title);
        if (s.weight) text += " " + s.weight->value;
        return text + " = " + joined(s.members, " + ") + notes(s.notes);
    }
    std::string operator()(const Agreement& s) const {
        std::string text = "agree " + figure(s.left) + " with " + figure(s.right);
        if (s.within) text += " within " + s.within->value;
        return text + notes(s.notes);
    }
    std::string operator()(const Predicate& s) const {
        std::string text = filled("{} {} {}", s.keyword(), s.name.value, title(s.title));
        if (s.when) text += " when " + print(*s.when);
        return text + notes(s.notes);
    }
    std::string operator()(const Include& s) const { return "include " + quote(s.path.value); }
    std::string operator()(const Criteria& s) const { return (s.option ? s.option->value : "criteria") + " " + title(s.text); }
    std::string operator()(const Input& s) const {
        std::string text = "input " + s.name.value + " " + title(s.title);
        if (!s.parts.empty()) text += " = " + joined(s.parts, " + ");
        if (s.at_most) text += " <= " + s.at_most->value;
        return text + notes(s.notes);
    }
    std::string operator()(const Formula& s) const {
        return "value " + print(s.expr) + (s.capped ? " capped" : "") + notes(s.notes);
    }
    std::string operator()(const Case& s) const {
        return "when " + print(s.guard) + " then " + (s.value ? s.value->value : "open") + notes(s.notes);
    }
    std::string operator()(const Inapplicable& s) const {
        return "inapplicable when " + print(s.guard) + " then " + s.value.value + notes(s.notes);
    }
    std::string operator()(const Needs& s) const {
        return "needs " + need(s.need) + (s.option ? " for " + s.option->value : "") + notes(s.notes);
    }
    std::string operator()(const Condition& s) const {
        std::string text = s.name ? s.name->value + ": " : "";
        if (s.kind == Condition::Kind::meets) {
            text += "meets " + s.subject.value;
        } else {
            if (s.kind == Condition::Kind::each) text += "each ";
            text += filled("{}{} {} {}", s.subject.value, s.elapsed ? " for" : "", spelled(s.op),
                           s.elapsed ? duration(*s.elapsed) : value(s.value));
        }
        if (s.when) text += " when " + print(*s.when);
        if (s.unless) text += " unless " + print(*s.unless);
        if (s.from) text += " from " + s.from->value;
        if (s.until) text += " until " + s.until->value;
        return text + notes(s.notes);
    }

private:
    static std::string figure(const Figure& f) { return f.path.value + (f.over ? " / " + f.over->value : ""); }
    template <class Numbers>
    static std::string percent(const Numbers& n) {
        return n.percent ? n.strict ? " percent strict" : " percent" : "";
    }
    static std::string optional_title(const std::optional<Title>& t) { return t ? " " + title(*t) : std::string(); }
};

class FilePrinter {
public:
    FilePrinter(const Parsed& parsed, const SourceSet& sources) : sources_(sources), comments_(parsed.comments) {
        statements(parsed.statements, 0);
        comments_before(~std::uint32_t{0}, 0);
    }
    std::string take() { return std::move(out_); }

private:
    void statements(const std::vector<Statement>& list, std::size_t indent) {
        for (const Statement& statement : list) {
            // A comment between the words of a statement moves before it, since the statement is printed on one line.
            comments_before(statement.head ? statement.head.end : 0, indent);
            line(std::visit(HeadPrinter{}, statement.what) + (statement.block ? " {" : ""), statement.head.begin, indent);
            previous_end_ = statement.head.end;
            if (statement.block) {
                trailing_comment(brace_of(statement));
                const std::size_t before = out_.size();
                just_opened_ = true;
                if (!std::holds_alternative<Include>(statement.what)) statements(statement.body, indent + 1);
                comments_before(statement.whole.end, indent + 1);
                just_opened_ = false;
                if (out_.size() == before && out_.back() == '\n') {
                    // An empty block has its closing brace on a line of its own too.
                }
                out_ += std::string(2 * indent, ' ') + "}\n";
                previous_end_ = statement.whole.end;
            }
            if (statement.whole) trailing_comment(previous_end_);
        }
    }

    std::uint32_t brace_of(const Statement& statement) const {
        const SourceSet::File* file = sources_.file_of(statement.head.end);
        if (!file) return 0;
        const char* begin = file->text.data() + (statement.head.end - file->base);
        const char* brace = skip_blanks(begin, file->text.data() + file->text.size());
        return statement.head.end + static_cast<std::uint32_t>(brace - begin) + 1;
    }

    std::uint32_t line_of(std::uint32_t offset) const { return sources_.line(offset); }

    void line(const std::string& text, std::uint32_t begin, std::size_t indent) {
        blank_line(begin);
        out_ += std::string(2 * indent, ' ') + text + '\n';
    }

    /// Keeps one blank line if there was at least one.
    void blank_line(std::uint32_t begin) {
        if (!just_opened_ && previous_end_ != 0 && begin != 0 && line_of(begin) > line_of(previous_end_) + 1) out_ += '\n';
        just_opened_ = false;
    }

    void comments_before(std::uint32_t offset, std::size_t indent) {
        while (next_ < comments_.size() && comments_[next_].span.begin < offset) {
            const Comment& comment = comments_[next_++];
            line(comment.text, comment.span.begin, indent);
            previous_end_ = comment.span.end;
        }
    }

    /// A trailing comment stays on its line.
    void trailing_comment(std::uint32_t end) {
        if (end == 0 || next_ == comments_.size()) return;
        const Comment& comment = comments_[next_];
        if (comment.span.begin < end || line_of(comment.span.begin) != line_of(end)) return;
        const SourceSet::File* file = sources_.file_of(end);
        const std::string_view between = std::string_view(file->text).substr(end - file->base, comment.span.begin - end);
        if (between.find_first_not_of(" \t") != std::string_view::npos) return;
        out_.pop_back();
        out_ += "  " + comment.text + '\n';
        previous_end_ = comment.span.end;
        ++next_;
    }

    const SourceSet& sources_;
    const std::vector<Comment>& comments_;
    std::size_t next_ = 0;
    std::uint32_t previous_end_ = 0;
    bool just_opened_ = false;
    std::string out_;
};

}  // namespace

std::string print(const Expr& expr) {
    const auto arguments = [&](std::string_view separator) {
        std::string text;
        for (std::size_t i = 0; i < expr.args.size(); ++i) {
            const Expr& arg = expr.args[i];
            // Left operands of the same precedence need no parentheses, right ones do.
            const int rank = precedence(expr.kind);
            const bool wrap = i == 0 ? precedence(arg.kind) < rank : precedence(arg.kind) <= rank && precedence(arg.kind) < 3;
            if (i > 0) text += separator;
            text += wrap ? "(" + print(arg) + ")" : print(arg);
        }
        return text;
    };
    const auto list = [&] {
        std::string text;
        for (const Expr& arg : expr.args) text += (text.empty() ? "" : ", ") + print(arg);
        return text;
    };
    switch (expr.kind) {
        case Expr::Kind::number:
        case Expr::Kind::name: return expr.word.value;
        case Expr::Kind::add: return arguments(" + ");
        case Expr::Kind::subtract: return arguments(" - ");
        case Expr::Kind::multiply: return arguments(" * ");
        case Expr::Kind::divide: return arguments(" / ");
        case Expr::Kind::negate:
            return precedence(expr.args.front().kind) < 3 ? "-(" + print(expr.args.front()) + ")"
                                                          : "-" + print(expr.args.front());
        case Expr::Kind::min: return "min(" + list() + ")";
        case Expr::Kind::max: return "max(" + list() + ")";
    }
    return {};
}

std::string print(const Guard& guard) {
    if (guard.kind == Guard::Kind::test)
        return filled("{}{} {} {}", guard.subject.value, guard.elapsed ? " for" : "", spelled(guard.op),
                      guard.elapsed ? duration(*guard.elapsed) : value(guard.value));
    std::string text;
    for (const Guard& arg : guard.args) {
        const bool wrap = arg.kind != Guard::Kind::test && !(guard.kind == Guard::Kind::any && arg.kind == Guard::Kind::all);
        if (!text.empty()) text += guard.kind == Guard::Kind::all ? " and " : " or ";
        text += wrap ? "(" + print(arg) + ")" : print(arg);
    }
    return text;
}

std::string print(const Parsed& parsed, const SourceSet& sources) { return FilePrinter(parsed, sources).take(); }

}  // namespace zi::syntax
