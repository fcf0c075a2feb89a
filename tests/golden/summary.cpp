// A model as text, for comparing two of them.
#include "cases.hpp"

#include <fmt/format.h>

namespace zi::cases {

namespace {

std::string text(const Text& t) { return "'" + t.id + "' '" + t.en + "'"; }

std::string value(const FactValue& v) {
    if (const auto* flag = std::get_if<bool>(&v)) return *flag ? "yes" : "no";
    if (const auto* number = std::get_if<Rational>(&v)) return number->fraction();
    if (const auto* date = std::get_if<Date>(&v)) return date->iso();
    if (const auto* member = std::get_if<Member>(&v)) return fmt::format("member {}", member->value);
    return "unknown";
}

std::string guard(const Guard& g) {
    std::string out =
        fmt::format("({} {} {}", static_cast<int>(g.kind), g.subject == none ? "-" : std::to_string(g.subject), spelling(g.op));
    for (const FactValue& v : g.values) out += " " + value(v);
    for (const Guard& arg : g.args) out += " " + guard(arg);
    return out + ")";
}

std::string formula(const Formula& f) {
    std::string out = fmt::format("({} {} {}", static_cast<int>(f.kind), f.number.fraction(), f.input);
    for (const Formula& arg : f.args) out += " " + formula(arg);
    return out + ")";
}

std::string need(const Need& n) {
    std::string out =
        fmt::format("({} {} {} {} {} {}", static_cast<int>(n.kind), n.evidence, fmt::join(n.args, ","), n.count, n.fresh,
                    n.fresh == 0                          ? ""
                    : n.fresh_unit == CalendarUnit::day   ? "day"
                    : n.fresh_unit == CalendarUnit::month ? "month"
                                                          : "year");
    for (const Need& part : n.parts) out += " " + need(part);
    return out + ")";
}

class Summary {
public:
    explicit Summary(const Model& model) : model_(model) {
        line("regulation {} {} {}{}", model.name, text(model.title), period(model.in_force), notes(model.notes));
        for (const Source& s : model.sources) line("source {} '{}' {}", s.name, s.title, period(s.in_force));
        for (const Level& l : model.levels) line("level {} {}", l.name, text(l.title));
        for (const Enumeration& e : model.enumerations)
            line("{} {} {} {}{}", e.ordered ? "grades" : "choice", e.name, text(e.title), fmt::join(e.values, ","),
                 notes(e.notes));
        for (const Evidence& e : model.evidence)
            line("evidence {} {} cost {}{}", e.name, text(e.title), e.cost, notes(e.notes));
        for (const Assessor& a : model.assessors) line("assessor {} {}{}", a.name, text(a.title), notes(a.notes));
        for (const Fact& f : model.facts)
            line("fact {} {} {} {}..{} {} members {} default {}{}", f.id, static_cast<int>(f.type), f.enumeration,
                 f.min.fraction(), f.max.fraction(), text(f.title), f.members_meet, value(f.fallback), notes(f.notes));
        for (const Scale& s : model.scales) scale(s);
        for (const Interpretation& i : model.interpretations)
            line("interpretation {} {}{}", i.name, text(i.text), notes(i.notes));
        for (const Node& n : model.nodes)
            line("node {} {} {} level {} weight {} combine {}{}", n.id, n.alias, text(n.title), n.level, n.weight.fraction(),
                 static_cast<int>(n.combine), notes(n.notes));
        for (const Question& q : model.questions) question(q);
        for (const View& v : model.views)
            line("view {} {} level {} = {} weight {}{}", v.name, text(v.title), v.level, fmt::join(v.members, "+"),
                 v.weight.fraction(), notes(v.notes));
        for (const Predicate& p : model.predicates) predicate(p);
    }
    std::string take() { return std::move(out_); }

private:
    template <class... Args>
    void line(fmt::format_string<Args...> pattern, Args&&... args) {
        out_ += fmt::format(pattern, std::forward<Args>(args)...) + '\n';
    }

    static std::string period(const std::optional<Period>& p) {
        return p ? p->from.iso() + ".." + (p->until ? p->until->iso() : "") : std::string("always");
    }

    std::string notes(const Notes& n) const {
        std::string out;
        for (const Citation& c : n.citations) out += " @" + model_.cite(c, Language::english);
        for (const Text& t : n.interpretations) out += " interpretation " + text(t);
        return out;
    }

    void scale(const Scale& s) {
        line("scale {} {} {}..{} step {} capped {}{}", s.name, text(s.title), s.min.fraction(), s.max.fraction(),
             s.step ? s.step->fraction() : "-", s.capped, notes(s.notes));
        for (const Option& o : s.options) line("  {} = {}", o.key, o.value.fraction());
        for (const Band& b : s.bands)
            line("  {}{}, {}{} = {}", b.includes_low ? '[' : '(', b.low.fraction(), b.high.fraction(),
                 b.includes_high ? ']' : ')', b.value.fraction());
        line("  {}", formula(s.formula));
    }

    void question(const Question& q) {
        line("question {} kind {} scale {} cost {} criteria {} {} capped {}{}", model_.nodes[q.node].id,
             static_cast<int>(q.kind), q.scale, q.cost, text(q.criteria), formula(q.formula), q.capped, notes(q.formula_notes));
        for (const Text& t : q.option_criteria) line("  option {}", text(t));
        for (const Input& i : q.inputs)
            line("  input {} {} = {}{}", i.key, text(i.title), fmt::join(i.parts, "+"), notes(i.notes));
        for (const Case& c : q.cases)
            line("  when {} then {}{}", guard(c.guard), c.value ? c.value->fraction() : "open", notes(c.notes));
        for (const Inapplicable& i : q.inapplicable)
            line("  inapplicable {} then {}{}", guard(i.guard), i.value.fraction(), notes(i.notes));
        for (const NeedFor& n : q.needs) line("  needs {} for {}{}", need(n.need), n.option, notes(n.notes));
    }

    void predicate(const Predicate& p) {
        line("predicate {} kind {} {} when {}{}", p.name, static_cast<int>(p.kind), text(p.title),
             p.when ? guard(*p.when) : "always", notes(p.notes));
        for (const Condition& c : p.conditions) {
            std::string values;
            for (const FactValue& v : c.values) values += " " + value(v);
            if (c.elapsed) values += fmt::format(" for {} {}", c.elapsed->count, static_cast<int>(c.elapsed->unit));
            if (c.yearly)
                values += fmt::format(" yearly {}-{}", static_cast<unsigned>(c.yearly->month()),
                                      static_cast<unsigned>(c.yearly->day()));
            line("  {}: {} {} {} {} share {}{} when {} unless {} from {} until {}{}", c.id, static_cast<int>(c.subject),
                 c.index, spelling(c.op), c.threshold.fraction(), c.share ? c.share->fraction() : "-", values,
                 c.when ? guard(*c.when) : "-", c.unless ? guard(*c.unless) : "-", c.from ? c.from->iso() : "-",
                 c.until ? c.until->iso() : "-", notes(c.notes));
        }
    }

    const Model& model_;
    std::string out_;
};

}  // namespace

std::string summary(const Model& model) { return Summary(model).take(); }

}  // namespace zi::cases
