#include "random_sheet.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "random_parts.hpp"

namespace zi::sheet {

namespace {

class Maker {
public:
    Maker(Choices& choose, const Shape& shape) : choose_(choose), shape_(shape) {}

    Sheet run() {
        sheet_.levels = {"bidang", "aspek", "sorotan"};
        for (std::size_t i = choose_.pick<std::size_t>({0, 2, 1, 0}); i > 0; --i)
            sheet_.assessors.push_back(fmt::format("T{}", i));
        make_facts();
        const std::size_t scales = choose_.between(1, 4);
        for (std::size_t i = 0; i < scales; ++i) sheet_.scales.push_back(any_scale(choose_, fmt::format("s{}", i), shape_));
        root();
        make_views();
        make_predicates();
        return std::move(sheet_);
    }

private:
    // ---- Facts -----------------------------------------------------------------------------------------------------

    void make_facts() {
        sheet_.enumerations = {{"mutu", true, {"D", "C", "B", "A", "AA"}}, {"jenis", false, {"KL", "PEMDA", "LAIN"}}};
        const std::size_t count = choose_.below(7);
        for (std::size_t i = 0; i < count; ++i) {
            Fact fact;
            fact.type = static_cast<Fact::Type>(choose_.below(6));
            fact.id = choose_.likely(50) ? fmt::format("unit.f{}", i) : fmt::format("f{}", i);
            fact.enumeration = fact.type == Fact::Type::choice ? 1 : 0;
            if (fact.type == Fact::Type::number) {
                fact.min = choose_.pick({Fraction(0), Fraction(1, 3), Fraction(2)});
                fact.max = choose_.pick({Fraction(100), Fraction(5), Fraction(31, 7)});
            }
            if (fact.type == Fact::Type::boolean && choose_.likely(70)) fact.members_meet = 0;  // which one is known later
            if (choose_.likely(35)) fact.fallback = any_fact_value(choose_, sheet_, fact);
            sheet_.facts.push_back(std::move(fact));
        }
    }

    // ---- The tree --------------------------------------------------------------------------------------------------

    void root() {
        Node node;
        node.id = "total";
        node.weight_stated = true;
        node.weight =
            choose_.pick({Fraction(100), Fraction(50), Fraction(1), Fraction(67, 100), Fraction(20, 3), Fraction(7, 11)});
        if (shape_.awkward) node.weight = Fraction(1, 1'000'003);
        if (shape_.extreme) node.weight = extreme_total();
        sheet_.nodes.push_back(std::move(node));
        questions_ = choose_.between(1, shape_.questions);
        grow(0, 0);
    }

    /// Around the ends of 62, 63 and 64 bits and of decimals with 0, 6 and 18 places, and very small.
    Fraction extreme_total() {
        static const std::vector<Fraction> edges{Fraction("4611686018427387904"),
                                                 Fraction("9223372036854775808"),
                                                 Fraction("18446744073709551616"),
                                                 Fraction("100000000000000000000"),
                                                 Fraction("100000000000000000000000000000000"),
                                                 Fraction("100000000000000000000000000000000000000")};
        if (choose_.likely(15))
            return choose_.pick(
                {Fraction("1/2305843009213693951"), Fraction("1000000000000000000/1000000007"), Fraction("1234567890123")});
        return choose_.pick(edges) + choose_.pick({-1, 0, 1});
    }

    /// Numbers of rules may have so many digits; those that would need more are left out, or said in another way.
    static bool is_long(const Fraction& number) { return number.str().size() > 30; }

    /// Gives a node its children: questions, and nodes as long as depth and questions last.
    void grow(std::size_t parent, std::size_t depth) {
        static constexpr const char* words[] = {"sum", "mean", "min", "max"};
        const std::size_t way = choose_.pick({0, 1, 0, 1, 2, 3});
        const std::size_t count = choose_.between(1, choose_.likely(20) ? 7 : 4);
        const std::vector<Fraction> parts = way == 0 ? split(sheet_.nodes[parent].weight, count) : std::vector<Fraction>();
        sheet_.nodes[parent].combine = words[way];
        sheet_.nodes[parent].combine_stated = way > 1 || choose_.likely(30);
        for (std::size_t i = 0; i < count; ++i) {
            Node node;
            node.parent = parent;
            node.label = label(i);
            node.id = parent == 0 ? node.label : sheet_.nodes[parent].id + "." + node.label;
            if (choose_.likely(20)) node.alias = fmt::format("alias_{}", sheet_.nodes.size());
            node.weight_stated = way == 0;
            const Fraction& weight = sheet_.nodes[parent].weight;
            node.weight = way == 0 ? parts[i] : way == 1 ? Fraction(weight / count) : weight;
            const bool inner = depth < shape_.depth && questions_ > 1 && choose_.likely(45);
            if (inner)
                node.level = choose_.below(2);
            else
                node.question = question();
            const std::size_t index = sheet_.nodes.size();
            sheet_.nodes[parent].children.push_back(index);
            sheet_.nodes.push_back(std::move(node));
            if (inner) grow(index, depth + 1);
        }
    }

    std::string label(std::size_t i) {
        static constexpr const char* letters[] = {"a", "b", "c", "d", "e", "f", "g"};
        static constexpr const char* roman[] = {"I", "II", "III", "IV", "V", "VI", "VII"};
        switch (choose_.below(3)) {
            case 0: return letters[i];
            case 1: return std::to_string(i + 1);
            default: return roman[i];
        }
    }

    /// `count` positive parts that make up the whole exactly.
    std::vector<Fraction> split(const Fraction& whole, std::size_t count) {
        std::size_t pieces = choose_.pick({10, 100, 100, 20, 8, 11, 7, 40});
        if (shape_.awkward) pieces = choose_.pick({9'973, 99'991, 10'007});
        if (shape_.extreme) pieces = is_long(whole) ? count : choose_.pick({9'973, 99'991, 65'537, 7, 3});
        pieces = std::max(pieces, count);
        std::vector<Fraction> parts;
        std::size_t left = pieces;
        for (std::size_t i = 0; i + 1 < count; ++i) {
            const std::size_t part = choose_.between(1, left - (count - 1 - i));
            parts.push_back(whole * part / pieces);
            left -= part;
        }
        parts.push_back(whole * left / pieces);
        return parts;
    }

    Question question() {
        if (questions_ > 0) --questions_;
        Question q;
        if (!shape_.only_finite && choose_.likely(35))
            q = any_ratio(choose_, shape_);
        else
            q.scale = choose_.below(sheet_.scales.size());
        if (shape_.everybody || sheet_.facts.empty() || !choose_.likely(25)) return q;
        for (std::size_t i = choose_.between(1, 3); i > 0; --i)
            q.inapplicable.push_back({*guard(), choose_.pick({Fraction(1), Fraction(0), Fraction(1, 2), Fraction(2, 3)})});
        return q;
    }

    // ---- Views -----------------------------------------------------------------------------------------------------

    void make_views() {
        const std::size_t count = shape_.extreme ? choose_.between(2, 5) : choose_.below(3);
        for (std::size_t i = 0; i < count; ++i) {
            View view;
            view.name = fmt::format("V{}", i);
            view.level = choose_.likely(40) ? 1 : 2;
            for (std::size_t n = 1; n < sheet_.nodes.size(); ++n)
                if (!inside(n, view.members) && choose_.likely(shape_.extreme ? 50 : 25)) view.members.push_back(n);
            if (view.members.empty()) view.members.push_back(sheet_.nodes.size() - 1);
            for (const std::size_t member : view.members) view.weight += sheet_.nodes[member].weight;
            view.weight_stated = choose_.likely(50) && !is_long(view.weight);
            sheet_.views.push_back(std::move(view));
        }
    }

    bool inside(std::size_t node, const std::vector<std::size_t>& members) const {
        for (; node != 0; node = sheet_.nodes[node].parent)
            if (std::find(members.begin(), members.end(), node) != members.end()) return true;
        return false;
    }

    // ---- Predicates ------------------------------------------------------------------------------------------------

    void make_predicates() {
        const std::size_t count = choose_.between(1, 4);
        sheet_.predicates.resize(count);
        for (Fact& fact : sheet_.facts)
            if (fact.members_meet) fact.members_meet = choose_.below(count);
        const std::size_t stages = choose_.below(count + 1);
        const bool meets_later = choose_.likely(50);
        for (std::size_t i = 0; i < count; ++i) {
            Predicate& predicate = sheet_.predicates[i];
            predicate.name = fmt::format("P{}", i);
            if (choose_.likely(30)) predicate.kind = Predicate::Kind::eligibility;
            if (i + stages >= count) predicate.kind = Predicate::Kind::stage;
            if (choose_.likely(20)) predicate.when = guard();
            ids_.clear();
            const std::size_t conditions = choose_.between(1, 5);
            for (std::size_t k = 0; k < conditions; ++k) {
                Condition condition = any_condition(meets_later ? i + 1 : 0, meets_later ? count : i);
                name(condition, k);
                predicate.conditions.push_back(std::move(condition));
            }
            if (!shape_.extreme || !choose_.likely(40)) continue;
            // Nobody gets there: each can be met, not both.
            for (const bool high : {true, false}) {
                Condition condition;
                condition.kind = Condition::Kind::node;
                condition.share = true;
                condition.op = high ? Op::at_least : Op::below;
                condition.threshold = high ? Fraction(3, 4) : Fraction(1, 4);
                name(condition, conditions + (high ? 0 : 1));
                predicate.conditions.push_back(std::move(condition));
            }
        }
    }

    /// `meets` may ask for the predicates from `first` to the one before `last`: never in a circle.
    Condition any_condition(std::size_t first, std::size_t last) {
        Condition c;
        const std::size_t way = choose_.below(14);
        if (const auto date = any_date(); way >= 12 && date) {
            c.kind = Condition::Kind::elapsed;
            c.index = *date;
            c.op = choose_.pick({Op::at_least, Op::below});
            c.elapsed = any_length();
        } else if (way >= 10) {
            c.kind = Condition::Kind::day;
            c.op = choose_.pick({Op::at_least, Op::above, Op::at_most, Op::below, Op::equal});
            const std::vector<int> day = calendar_day(any_turn(choose_));
            const bool edge = (day[1] == 1 && day[2] == 1) || (day[1] == 12 && day[2] == 31);  // beyond it there is no day
            if (!edge && choose_.likely(60))
                c.yearly = MonthDay{day[1], day[2]};
            else
                c.numbers = {any_turn(choose_)};
        } else if (way < 3) {
            c.kind = Condition::Kind::node;
            c.index = choose_.below(sheet_.nodes.size());
            score(c, sheet_.nodes[c.index].weight);
        } else if (way < 5 && !sheet_.facts.empty()) {
            c.kind = Condition::Kind::fact;
            c.index = choose_.below(sheet_.facts.size());
            compare_fact(choose_, sheet_, c.index, c.op, c.numbers);
        } else if (way < 7 && each_level()) {
            c.kind = Condition::Kind::each;
            c.index = *each_level();
            score(c, smallest(c.index));
        } else if (way < 8 && !sheet_.views.empty()) {
            c.kind = Condition::Kind::view;
            c.index = choose_.below(sheet_.views.size());
            score(c, sheet_.views[c.index].weight);
        } else if (way < 9 && first < last) {
            c.kind = Condition::Kind::meets;
            c.index = choose_.between(first, last - 1);
        } else {
            c.kind = Condition::Kind::node;
            score(c, sheet_.nodes[0].weight);
        }
        if (!sheet_.facts.empty()) {
            if (choose_.likely(20)) c.when = guard();
            if (choose_.likely(20)) c.unless = guard();
        }
        if (choose_.likely(20)) c.from = static_cast<int>(choose_.between(8900, 9100));
        if (choose_.likely(20)) c.until = c.from.value_or(8900) + static_cast<int>(choose_.between(1, 150));
        return c;
    }

    /// A threshold within reach: neither impossible nor met by everybody.
    void score(Condition& c, const Fraction& weight) {
        c.op = shape_.only_at_least ? Op::at_least : choose_.pick({Op::at_least, Op::above, Op::at_most, Op::below, Op::equal});
        const Fraction part = choose_.pick({Fraction(3, 5), Fraction(3, 4), Fraction(1, 2), Fraction(1, 3), Fraction(67, 100),
                                            Fraction(7, 11), Fraction(1, 1'000), Fraction(999, 1'000)});
        c.share = c.kind == Condition::Kind::each || choose_.likely(50) || is_long(weight);
        c.threshold = c.share ? part : Fraction(part * weight);
        if (choose_.likely(10) && (c.op == Op::at_least || c.op == Op::equal || c.op == Op::below))
            c.threshold = c.share ? Fraction(1) : weight;
        if (choose_.likely(10) && (c.op == Op::above || c.op == Op::equal || c.op == Op::at_most)) c.threshold = 0;
        if (c.kind == Condition::Kind::each && choose_.likely(30) && c.threshold != 0 && !is_long(weight)) {
            c.share = false;
            c.threshold = part * weight;
        }
    }

    std::optional<std::size_t> any_date() {
        std::vector<std::size_t> dates;
        for (std::size_t i = 0; i < sheet_.facts.size(); ++i)
            if (sheet_.facts[i].type == Fact::Type::date) dates.push_back(i);
        return dates.empty() ? std::nullopt : std::optional(choose_.pick(dates));
    }

    /// A level that some node or view has.
    std::optional<std::size_t> each_level() const {
        for (std::size_t i = 1; i < sheet_.nodes.size(); ++i)
            if (!sheet_.nodes[i].question) return sheet_.nodes[i].level;
        if (!sheet_.views.empty()) return sheet_.views.front().level;
        return std::nullopt;
    }

    Fraction smallest(std::size_t level) const {
        std::optional<Fraction> least;
        for (std::size_t i = 1; i < sheet_.nodes.size(); ++i)
            if (const Node& n = sheet_.nodes[i]; !n.question && n.level == level && (!least || n.weight < *least))
                least = n.weight;
        for (const View& view : sheet_.views)
            if (view.level == level && (!least || view.weight < *least)) least = view.weight;
        return *least;
    }

    Length any_length() {
        const Period period = choose_.pick({Period::year, Period::month, Period::day});
        return {choose_.pick({1, 2, 0, 4, 12, 13, 366, 10'000}), period};
    }

    std::optional<Guard> guard() {
        if (sheet_.facts.empty()) return std::nullopt;
        return any_guard(choose_, 2, [&](Guard& test) {
            if (const auto date = any_date(); date && choose_.likely(30)) {
                test.subject = *date;
                test.op = choose_.pick({Op::at_least, Op::below});
                test.elapsed = any_length();
                return;
            }
            test.subject = choose_.below(sheet_.facts.size());
            compare_fact(choose_, sheet_, test.subject, test.op, test.numbers);
        });
    }

    /// Two conditions on one path need names.
    void name(Condition& c, std::size_t k) {
        std::vector<std::string> ids;
        switch (c.kind) {
            case Condition::Kind::node: ids = {sheet_.nodes[c.index].id}; break;
            case Condition::Kind::view: ids = {sheet_.views[c.index].name}; break;
            case Condition::Kind::fact:
            case Condition::Kind::elapsed: ids = {sheet_.facts[c.index].id}; break;
            case Condition::Kind::day: ids = {"as_of"}; break;
            case Condition::Kind::meets: ids = {sheet_.predicates[c.index].name}; break;
            case Condition::Kind::each:
                for (std::size_t i = 1; i < sheet_.nodes.size(); ++i)
                    if (!sheet_.nodes[i].question && sheet_.nodes[i].level == c.index) ids.push_back(sheet_.nodes[i].id);
                for (const View& view : sheet_.views)
                    if (view.level == c.index) ids.push_back(view.name);
                break;
        }
        const bool taken = std::any_of(ids.begin(), ids.end(), [&](const std::string& id) { return ids_.contains(id); });
        if (taken || choose_.likely(30))
            c.name = fmt::format("syarat_{}", k);
        else
            ids_.insert(ids.begin(), ids.end());
    }

    Choices& choose_;
    const Shape& shape_;
    Sheet sheet_;
    std::size_t questions_ = 0;
    std::set<std::string> ids_;
};

}  // namespace

Sheet any_sheet(Choices& choose, const Shape& shape) { return Maker(choose, shape).run(); }

}  // namespace zi::sheet
