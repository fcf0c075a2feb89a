#include "random_ast.hpp"

#include "syntax/lexer.hpp"

namespace zi::syntax {

namespace {

using test::Choices;

class Maker {
public:
    explicit Maker(Choices& choose) : choose_(choose) {}

    std::vector<Statement> declarations(std::size_t most, std::size_t depth) {
        std::vector<Statement> list;
        const std::size_t count = choose_.between(depth == 0 ? 1 : 0, most);
        for (std::size_t i = 0; i < count; ++i) list.push_back(declaration(depth));
        return list;
    }

private:
    // ---- Words -----------------------------------------------------------------------------------------------------

    static Word word(std::string value) { return {std::move(value), {}}; }

    Word name() {
        // Words that mean something elsewhere, but are names all the same.
        std::string text = choose_.pick<std::string>({"a", "P", "yes", "no", "day", "month", "year", "never", "member", "as_",
                                                      "inn", "totals", "WBK", "e5", "x_1", "each2"});
        if (choose_.likely(50)) text += std::to_string(choose_.below(30));
        return word(text);
    }
    Word label() { return choose_.likely(30) ? word(choose_.pick<std::string>({"1", "2", "10a", "0", "99"})) : name(); }
    Word path() {
        std::string text = choose_.likely(10)   ? choose_.pick<std::string>({"total", "as_of"})
                           : choose_.likely(20) ? label().value
                                                : name().value;
        for (std::size_t i = choose_.below(3); i > 0; --i) text += "." + label().value;
        return word(text);
    }
    Word fact_path() {
        std::string text = name().value;
        for (std::size_t i = choose_.below(3); i > 0; --i) text += "." + label().value;
        return word(text);
    }
    Word digits() { return word(choose_.pick<std::string>({"1", "12", "007", "58", "2021"})); }
    Word plain() { return word(choose_.pick<std::string>({"1", "0.5", "0", "12.50", "3.600", "60%", "0.5%", "007"})); }
    Word number() { return choose_.likely(30) ? word(choose_.pick<std::string>({"1/3", "2/3%", "0.5/7", "12/5"})) : plain(); }
    Word date() { return word(choose_.pick<std::string>({"2021-12-31", "2024-08-01", "9999-99-99"})); }
    Word month_day() { return word(choose_.pick<std::string>({"05-31", "02-29", "99-99"})); }
    Duration duration() { return {digits(), choose_.pick<std::string>({"day", "month", "year"})}; }
    Word text() {
        return word(choose_.pick<std::string>({"", "Nilai", "dua\nbaris", "\"kutip\"", "garis \\ miring", "\\n", "é — 指数 😀",
                                               "// bukan komentar", "{ } [ ]", "tab\tdan   blanks ", "en"}));
    }

    template <class Make>
    auto maybe(std::size_t percent, Make make) -> std::optional<decltype(make())> {
        if (choose_.likely(percent)) return make();
        return std::nullopt;
    }
    template <class Make>
    auto some(std::size_t least, std::size_t most, Make make) -> std::vector<decltype(make())> {
        std::vector<decltype(make())> list;
        for (std::size_t i = choose_.between(least, most); i > 0; --i) list.push_back(make());
        return list;
    }

    Title title() {
        Title t{text(), {}};
        if (choose_.likely(40)) t.en = text();
        return t;
    }

    Notes notes() {
        Notes list;
        for (std::size_t i = choose_.pick<std::size_t>({0, 0, 1, 2, 3}); i > 0; --i) {
            if (choose_.likely(30)) {
                list.emplace_back(title());
                continue;
            }
            Cite cite{name(), {}, {}, {}, {}, {}};
            if (choose_.likely(60)) cite.first_page = digits();
            if (cite.first_page && choose_.likely(40)) cite.last_page = digits();
            if (choose_.likely(40)) cite.place = text();
            if (choose_.likely(20)) cite.from = date();
            if (choose_.likely(20)) cite.until = date();
            list.emplace_back(std::move(cite));
        }
        return list;
    }

    std::optional<InForce> in_force() {
        if (!choose_.likely(40)) return std::nullopt;
        InForce period{date(), {}};
        if (choose_.likely(50)) period.until = date();
        return period;
    }

    // ---- Formulas, guards, needs -----------------------------------------------------------------------------------

    Expr expr(std::size_t depth) {
        Expr e;
        if (depth == 0 || choose_.likely(30)) {
            e.kind = choose_.likely(50) ? Expr::Kind::number : Expr::Kind::name;
            e.word = e.kind == Expr::Kind::number ? plain() : choose_.likely(30) ? word("value") : name();
            return e;
        }
        e.kind = choose_.pick({Expr::Kind::add, Expr::Kind::subtract, Expr::Kind::multiply, Expr::Kind::divide,
                               Expr::Kind::negate, Expr::Kind::min, Expr::Kind::max});
        const bool call = e.kind == Expr::Kind::min || e.kind == Expr::Kind::max;
        const std::size_t count = e.kind == Expr::Kind::negate ? 1 : choose_.between(call ? 1 : 2, 4);
        for (std::size_t i = 0; i < count; ++i) {
            Expr arg = expr(depth - 1);
            // a + b first and then + c is a + b + c.
            if (i == 0 && !call && e.kind != Expr::Kind::negate)
                while (arg.kind == e.kind) arg = Expr(arg.args.back());
            e.args.push_back(std::move(arg));
        }
        return e;
    }

    Op op() { return choose_.pick({Op::at_least, Op::above, Op::at_most, Op::below, Op::equal, Op::in}); }

    Value value() {
        Value v;
        v.kind =
            choose_.pick({Value::Kind::number, Value::Kind::date, Value::Kind::month_day, Value::Kind::name, Value::Kind::set});
        switch (v.kind) {
            case Value::Kind::number: v.words = {number()}; break;
            case Value::Kind::date: v.words = {date()}; break;
            case Value::Kind::month_day: v.words = {month_day()}; break;
            case Value::Kind::name: v.words = {name()}; break;
            case Value::Kind::set: v.words = some(1, 3, [&] { return name(); }); break;
        }
        return v;
    }

    Guard guard(std::size_t depth) {
        Guard g;
        if (depth == 0 || choose_.likely(40)) {
            g.subject = path();
            g.op = op();
            if (choose_.likely(20))
                g.elapsed = duration();
            else
                g.value = value();
            return g;
        }
        g.kind = choose_.likely(50) ? Guard::Kind::all : Guard::Kind::any;
        g.args = some(2, 3, [&] { return guard(depth - 1); });
        return g;
    }

    Need need(std::size_t depth) {
        Need n;
        if (depth == 0 || choose_.likely(40)) {
            n.word = name();
            n.args = some(0, 2, [&] { return name(); });
            n.fresh = maybe(40, [&] { return duration(); });
            return n;
        }
        n.kind = choose_.pick({Need::Kind::any, Need::Kind::all, Need::Kind::at_least});
        if (n.kind == Need::Kind::at_least) n.word = digits();
        n.parts = some(1, 3, [&] { return need(depth - 1); });
        return n;
    }

    // ---- Statements ------------------------------------------------------------------------------------------------

    static Statement made(Statement::What what) { return {std::move(what), false, {}, {}, {}}; }
    static Statement made(Statement::What what, std::vector<Statement> body) {
        return {std::move(what), true, std::move(body), {}, {}};
    }

    Scale scale() {
        Scale s{name(), maybe(50, [&] { return title(); }), choose_.likely(60), {}, {}, {}, {}, false, false, {}, false, {},
                {}};
        if (!s.numeric) {
            s.options = some(1, 4, [&] { return Option{name(), number()}; });
        } else {
            s.min = number();
            s.max = number();
            s.step = maybe(40, [&] { return number(); });
            s.percent = choose_.likely(30);
            s.strict = s.percent && choose_.likely(50);
            if (choose_.likely(50)) {
                s.formula = expr(3);
                s.capped = choose_.likely(50);
            } else {
                s.bands =
                    some(1, 4, [&] { return Band{choose_.likely(50), choose_.likely(50), number(), number(), number(), {}}; });
            }
        }
        s.notes = notes();
        return s;
    }

    Fact fact() {
        Fact f{fact_path(), {}, {}, {}, {}, false, false, {}, {}, {}, {}};
        f.type = choose_.likely(60) ? word(choose_.pick<std::string>({"boolean", "count", "number", "date"})) : name();
        if (choose_.likely(40)) {
            f.min = number();
            f.max = number();
            f.step = maybe(40, [&] { return number(); });
            f.percent = choose_.likely(30);
            f.strict = f.percent && choose_.likely(50);
        }
        f.title = title();
        f.members_meet = maybe(30, [&] { return name(); });
        f.fallback = maybe(40, [&] { return value(); });
        f.notes = notes();
        return f;
    }

    Figure figure() {
        return {path(), maybe(40, [&] { return path(); })};
    }

    Node node(bool worksheet) {
        Node n;
        if (!worksheet) {
            n.level = name();
            n.label = label();
            n.alias = maybe(30, [&] { return name(); });
        }
        n.title = title();
        if (worksheet || choose_.likely(50)) n.weight = number();
        n.combine = maybe(40, [&] { return word(choose_.pick<std::string>({"sum", "mean", "min", "max"})); });
        n.notes = notes();
        return n;
    }

    Statement question() {
        Question q{label(), maybe(30, [&] { return name(); }),   choose_.likely(40) ? word("ratio") : name(),
                   title(), maybe(40, [&] { return number(); }), maybe(30, [&] { return digits(); }),
                   notes()};
        if (choose_.likely(40)) return made(std::move(q));
        return made(std::move(q), some(0, 5, [&] { return detail(); }));
    }

    Statement detail() {
        switch (choose_.below(6)) {
            case 0: return made(Criteria{maybe(60, [&] { return name(); }), title()});
            case 1:
                return made(
                    Input{name(), title(), some(0, 3, [&] { return name(); }), maybe(40, [&] { return name(); }), notes()});
            case 2: return made(Formula{expr(4), choose_.likely(50), notes()});
            case 3: return made(Case{guard(2), maybe(60, [&] { return number(); }), notes()});
            case 4: return made(Inapplicable{guard(2), number(), notes()});
            default: return made(Needs{need(2), maybe(40, [&] { return name(); }), notes()});
        }
    }

    Statement condition() {
        Condition c;
        c.name = maybe(40, [&] { return name(); });
        c.kind = choose_.pick({Condition::Kind::compare, Condition::Kind::each, Condition::Kind::meets});
        c.subject = c.kind == Condition::Kind::compare ? path() : name();
        if (c.kind != Condition::Kind::meets) {
            c.op = op();
            if (c.kind == Condition::Kind::compare && choose_.likely(30))
                c.elapsed = duration();
            else
                c.value = value();
        }
        c.when = maybe(40, [&] { return guard(2); });
        c.unless = maybe(40, [&] { return guard(2); });
        c.from = maybe(30, [&] { return date(); });
        c.until = maybe(30, [&] { return date(); });
        c.notes = notes();
        return made(std::move(c));
    }

    Statement declaration(std::size_t depth) {
        switch (choose_.below(depth < 3 ? 17 : 12)) {
            case 0: return made(Level{name(), title()});
            case 1: return made(Regulation{name(), title(), in_force(), notes()});
            case 2: return made(Source{name(), text(), in_force()});
            case 3:
                return made(Members{choose_.likely(50), name(), maybe(50, [&] { return title(); }),
                                    some(1, 4, [&] { return name(); }), notes()});
            case 4: return made(Evidence{name(), title(), maybe(30, [&] { return digits(); }), notes()});
            case 5: return made(fact());
            case 6: return made(scale());
            case 7: return made(Interpretation{name(), title(), notes()});
            case 8:
                return made(View{name(), name(), title(), maybe(40, [&] { return number(); }),
                                 some(1, 3, [&] { return path(); }), notes()});
            case 9: return made(Include{text()});
            case 10:
                if (choose_.likely(50)) return made(Attribute{name(), maybe(50, [&] { return name(); }), title()});
                return made(Assessor{name(), title(), notes()});
            case 11: return made(Agreement{figure(), figure(), maybe(40, [&] { return number(); }), notes()});
            case 12:
            case 13: return question();
            case 14: {
                const auto kind =
                    choose_.pick({Predicate::Kind::predicate, Predicate::Kind::eligibility, Predicate::Kind::stage});
                Predicate p{kind, name(), title(), maybe(40, [&] { return guard(2); }), notes()};
                return made(std::move(p), some(0, 4, [&] { return condition(); }));
            }
            default: {
                Node n = node(choose_.likely(20));
                return made(std::move(n), declarations(4, depth + 1));
            }
        }
    }

    Choices& choose_;
};

}  // namespace

std::vector<Statement> any_statements(test::Choices& choose) { return Maker(choose).declarations(8, 0); }

}  // namespace zi::syntax
