// Values and conditions without a citation or an interpretation, on some day on which they are in force.
#include "lower.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

namespace zi {

namespace {

using syntax::Statement;

/// Days in [first, second); unbounded ends are the least and greatest day.
struct Days {
    Date from{std::chrono::sys_days::min()};
    Date until = Date::never();

    void narrow(std::optional<Date> first, std::optional<Date> end) {
        if (first) from = std::max(from, *first);
        if (end) until = std::min(until, *end);
    }
};

class Uncited {
public:
    explicit Uncited(const Model& model) {
        if (model.in_force) rules_.narrow(model.in_force->from, model.in_force->until);
        for (const Source& source : model.sources) {
            Days& days = sources_[source.name];
            if (source.in_force) days.narrow(source.in_force->from, source.in_force->until);
        }
    }

    /// `around`: the notes of the enclosing statement.
    void walk(const std::vector<Statement>& statements, const syntax::Notes& around) {
        for (const Statement& statement : statements)
            std::visit([&](const auto& what) { (*this)(what, statement, around); }, statement.what);
    }

    Diagnostics take() { return std::move(found_); }

private:
    void operator()(const syntax::Include&, const Statement& statement, const syntax::Notes& around) {
        walk(statement.body, around);
    }
    void operator()(const syntax::Regulation& what, const Statement&, const syntax::Notes&) {
        if (what.in_force) need(what.in_force->from.span, what.notes, {});
    }
    void operator()(const syntax::Members& what, const Statement&, const syntax::Notes&) {
        if (what.ordered) need(what.name.span, what.notes, {});
    }
    void operator()(const syntax::Evidence& what, const Statement&, const syntax::Notes&) {
        if (what.cost) need(what.cost->span, what.notes, {});
    }
    void operator()(const syntax::Fact& what, const Statement&, const syntax::Notes&) {
        if (what.min) need(what.min->span, what.notes, {});
        if (what.fallback) need(what.fallback->span, what.notes, {});
    }
    void operator()(const syntax::Scale& what, const Statement&, const syntax::Notes&) { need(what.name.span, what.notes, {}); }
    void operator()(const syntax::Node& what, const Statement& statement, const syntax::Notes& around) {
        if (what.weight) need(what.weight->span, what.notes, around);
        walk(statement.body, what.notes);
    }
    void operator()(const syntax::Question& what, const Statement& statement, const syntax::Notes& around) {
        if (what.weight) need(what.weight->span, what.notes, around);
        if (what.cost) need(what.cost->span, what.notes, around);
        walk(statement.body, what.notes);
    }
    void operator()(const syntax::View& what, const Statement&, const syntax::Notes&) {
        if (what.weight) need(what.weight->span, what.notes, {});
    }
    void operator()(const syntax::Agreement& what, const Statement&, const syntax::Notes&) {
        if (what.within) need(what.within->span, what.notes, {});
    }
    void operator()(const syntax::Predicate& what, const Statement& statement, const syntax::Notes&) {
        if (what.when) need(what.name.span, what.notes, {});
        walk(statement.body, what.notes);
    }
    void operator()(const syntax::Condition& what, const Statement&, const syntax::Notes& around) {
        Days days = rules_;
        days.narrow(date(what.from), date(what.until));
        need(what.subject.span, what.notes, around, days);
    }
    void operator()(const syntax::Formula& what, const Statement&, const syntax::Notes& around) {
        if (const syntax::Expr* number = first_number(what.expr)) need(number->span, what.notes, around);
    }
    void operator()(const syntax::Case& what, const Statement& statement, const syntax::Notes& around) {
        need(statement.head, what.notes, around);
    }
    void operator()(const syntax::Inapplicable& what, const Statement& statement, const syntax::Notes& around) {
        need(statement.head, what.notes, around);
    }
    void operator()(const syntax::Needs& what, const Statement& statement, const syntax::Notes& around) {
        if (has_number(what.need)) need(statement.head, what.notes, around);
    }
    template <class Other>
    void operator()(const Other&, const Statement&, const syntax::Notes&) {}  // holds no value

    static const syntax::Expr* first_number(const syntax::Expr& expr) {
        if (expr.kind == syntax::Expr::Kind::number) return &expr;
        for (const syntax::Expr& arg : expr.args)
            if (const syntax::Expr* number = first_number(arg)) return number;
        return nullptr;
    }
    static bool has_number(const syntax::Need& need) {
        return need.fresh || need.kind == syntax::Need::Kind::at_least ||
               std::any_of(need.parts.begin(), need.parts.end(), has_number);
    }

    static std::optional<Date> date(const std::optional<syntax::Word>& word) {
        return word ? Date::parse(word->value) : std::nullopt;
    }

    void need(Span place, const syntax::Notes& own, const syntax::Notes& around) { need(place, own, around, rules_); }
    void need(Span place, const syntax::Notes& own, const syntax::Notes& around, const Days& days) {
        std::vector<Days> cited;
        for (const syntax::Notes* notes : {&own, &around})
            for (const syntax::Note& note : *notes) {
                if (std::holds_alternative<syntax::Title>(note)) return;
                const auto& cite = std::get<syntax::Cite>(note);
                Days one = sources_[cite.source.value];
                one.narrow(date(cite.from), date(cite.until));
                cited.push_back(one);
            }
        std::sort(cited.begin(), cited.end(), [](const Days& a, const Days& b) { return a.from < b.from; });
        Days gap = days;
        for (const Days& one : cited) {
            if (gap.from < one.from) {
                gap.until = std::min(gap.until, one.from);
                break;
            }
            gap.from = std::max(gap.from, one.until);
        }
        if (!(gap.from < gap.until)) return;
        std::string on;
        if (days.from < gap.from) on = std::string("@from") + phrase_mark + gap.from.iso();
        if (gap.until < days.until)
            on += (on.empty() ? "" : std::string(1, phrase_mark)) + "@until_before" + phrase_mark + gap.until.iso();
        found_.push_back({Code::uncited, {on.empty() ? "@every_day" : on}, place});
    }

    Days rules_;
    std::map<std::string_view, Days> sources_;
    Diagnostics found_;
};

}  // namespace

Diagnostics uncited(const std::vector<Statement>& statements, const Model& model) {
    Uncited search(model);
    search.walk(statements, {});
    return search.take();
}

}  // namespace zi
