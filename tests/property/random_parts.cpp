#include "random_parts.hpp"

#include <algorithm>

namespace zi::sheet {

namespace {

using Kind = Expr::Kind;

Expr number(Fraction value) { return {Kind::number, std::move(value), 0, {}}; }
Expr input(std::size_t index) { return {Kind::input, 0, index, {}}; }
Expr make(Kind kind, std::vector<Expr> args) { return {kind, 0, 0, std::move(args)}; }

const std::vector<Fraction> shares{1,      {9, 10},   {3, 4}, {67, 100}, {2, 3},  {7, 11}, {1, 2},
                                   {1, 3}, {33, 100}, {1, 4}, {1, 7},    {1, 10}, 0};

/// Next to 0 and 1, and with denominators that share no factor.
const std::vector<Fraction> extreme_shares{1,
                                           Fraction("2305843009213693950/2305843009213693951"),
                                           Fraction("999999999999999999/1000000000000000000"),
                                           {6667, 10000},
                                           {7, 11},
                                           {1, 2},
                                           {1, 1'000'000'007},
                                           Fraction("1/1000000000000000000"),
                                           Fraction("1/2305843009213693951"),
                                           0};

/// Any formula: it may divide by zero and leave 0 to 1.
Expr any_expr(Choices& choose, std::size_t inputs, std::size_t depth) {
    if (depth == 0 || choose.likely(25)) {
        if (choose.likely(70)) return input(choose.below(inputs));
        return number(choose.pick({Fraction(1), Fraction(0), Fraction(2), Fraction(1, 2), Fraction(67, 100), Fraction(7, 11)}));
    }
    const Kind kind = choose.pick(
        {Kind::divide, Kind::add, Kind::subtract, Kind::multiply, Kind::divide, Kind::negate, Kind::min, Kind::max});
    std::vector<Expr> args;
    const std::size_t count = kind == Kind::negate ? 1 : choose.between(2, 3);
    for (std::size_t i = 0; i < count; ++i) args.push_back(any_expr(choose, inputs, depth - 1));
    return make(kind, std::move(args));
}

void options(Choices& choose, Scale& scale, bool extreme) {
    static constexpr const char* keys[] = {"A", "B", "C", "D", "E", "F"};
    const std::vector<Fraction>& all = extreme ? extreme_shares : shares;
    std::size_t count = choose.between(2, 6);
    std::size_t next = choose.likely(20) ? 1 : 0;  // the best need not be worth 1
    if (extreme && choose.likely(20)) count = 2, next = 6;
    for (std::size_t i = 0; i < count; ++i) {
        scale.options.emplace_back(keys[i], all[next]);
        next = choose.between(next + 1, std::min(next + 4, all.size() - (count - i - 1)));
    }
    scale.reach = Reach{scale.options.back().second, scale.options.front().second};
}

void bands(Choices& choose, Scale& scale) {
    std::vector<Fraction> cuts;
    const std::size_t count = choose.between(1, 4);
    for (std::size_t i = 1; i <= count; ++i) cuts.push_back(scale.min + (scale.max - scale.min) * i / (count + 1));
    Band band{scale.min, 0, 0, true, false};
    for (const Fraction& cut : cuts) {
        band.high = cut;
        band.includes_high = choose.likely(50);
        band.share = choose.pick(shares);
        scale.bands.push_back(band);
        const bool alone = !band.includes_high && choose.likely(20);  // a band of one number
        if (alone) scale.bands.push_back({cut, cut, choose.pick(shares), true, true});
        band.low = cut;
        band.includes_low = !band.includes_high && !alone;
    }
    band.high = scale.max;
    band.includes_high = true;
    band.share = choose.pick(shares);
    scale.bands.push_back(band);
    scale.reach = Reach{1, 0};
    for (const Band& one : scale.bands) {
        scale.reach->worst = std::min(scale.reach->worst, one.share);
        scale.reach->best = std::max(scale.reach->best, one.share);
    }
}

void formula(Choices& choose, Scale& scale, bool only_known_reach) {
    const Expr value = input(0);
    const Fraction width = scale.max - scale.min;
    const Expr rising = make(Kind::divide, {make(Kind::subtract, {value, number(scale.min)}), number(width)});
    switch (choose.below(only_known_reach ? 3 : 4)) {
        case 0:
            scale.formula = rising;
            scale.reach = Reach{0, 1};
            return;
        case 1:
            scale.formula = make(Kind::subtract, {number(1), rising});
            scale.reach = Reach{0, 1};
            return;
        case 2: {  // a straight line that may leave 0 to 1
            const Fraction from = choose.pick({Fraction(0), Fraction(1), Fraction(5, 2)});
            const Fraction by = choose.pick({width, Fraction(width / 2), Fraction(width * 3)});
            scale.formula = make(Kind::divide, {make(Kind::subtract, {value, number(from)}), number(by)});
            scale.capped = true;
            const auto at = [&](const Fraction& x) { return std::clamp<Fraction>((x - from) / by, 0, 1); };
            scale.reach = Reach{at(scale.min), at(scale.max)};
            return;
        }
        default: scale.formula = any_expr(choose, 1, 3); scale.capped = true;
    }
}

}  // namespace

Fraction between(Choices& choose, const Fraction& low, const Fraction& high) {
    const std::int64_t pieces = choose.pick<std::int64_t>({1, 4, 10, 100, 7, 1'000, 1'000'000'000});
    const std::int64_t at = static_cast<std::int64_t>(choose.below(65'535)) * 1'000'003 % (pieces + 1);
    return low + (high - low) * at / pieces;
}

Scale any_scale(Choices& choose, std::string name, const Shape& shape) {
    Scale scale;
    scale.name = std::move(name);
    const std::size_t kind = choose.pick({0, 0, 1, 2});
    if (kind == 0 || (kind == 2 && shape.only_finite)) {
        options(choose, scale, shape.extreme);
        return scale;
    }
    scale.kind = kind == 1 ? Scale::Kind::bands : Scale::Kind::formula;
    scale.min = choose.pick({Fraction(0), Fraction(0), Fraction(1), Fraction(1, 3), Fraction(60)});
    scale.max = choose.pick({Fraction(100), Fraction(61), Fraction(199, 2), Fraction(1'000)});
    if (choose.likely(30)) scale.max = scale.min + 4;
    if (choose.likely(40)) scale.step = (scale.max - scale.min) / choose.pick({1, 4, 10, 100, 7});
    if (kind == 1)
        bands(choose, scale);
    else
        formula(choose, scale, shape.only_known_reach);
    return scale;
}

Guard any_guard(Choices& choose, std::size_t depth, const std::function<void(Guard&)>& test) {
    Guard guard;
    if (depth == 0 || !choose.likely(35)) {
        test(guard);
        return guard;
    }
    guard.kind = choose.likely(50) ? Guard::Kind::all : Guard::Kind::any;
    const std::size_t count = choose.between(2, 3);
    for (std::size_t i = 0; i < count; ++i) guard.args.push_back(any_guard(choose, depth - 1, test));
    return guard;
}

Question any_ratio(Choices& choose, const Shape& shape) {
    Question q;
    const auto zero = [](std::size_t of) {
        Guard guard;
        guard.subject = of;
        guard.numbers = {0};
        return guard;
    };
    const auto all = [](std::vector<Guard> args) {
        Guard guard;
        guard.kind = Guard::Kind::all;
        guard.args = std::move(args);
        return guard;
    };
    const auto any_share = [&]() -> std::optional<Fraction> {
        if (choose.likely(30)) return std::nullopt;
        return choose.pick(shares);
    };
    q.cases_first = choose.likely(70);
    q.capped = true;
    q.reach = Reach{0, 1};
    switch (choose.below(shape.only_known_reach ? 7 : 9)) {
        case 0:  // a part of a whole, with or without a rule for nothing of nothing
            q.inputs = {{"n", {}}, {"d", {}}};
            if (choose.likely(60)) q.cases = {{zero(1), any_share()}};
            if (choose.likely(30)) {  // something else that the whole may be
                Guard few;
                few.subject = 1;
                few.op = choose.pick({Op::equal, Op::at_most});
                few.numbers = {1};
                q.cases.insert(q.cases.begin(), {few, any_share()});
            }
            q.formula = make(Kind::divide, {input(0), input(1)});
            break;
        case 1:  // a decrease
            q.inputs = {{"lalu", {}}, {"kini", {}}};
            q.cases = {{all({zero(0), zero(1)}), any_share()}, {zero(0), any_share()}};
            q.formula = make(Kind::divide, {make(Kind::subtract, {input(0), input(1)}), input(0)});
            break;
        case 2:  // a total, stated before its parts
            q.inputs = {{"t", {1, 2, 3}}, {"a", {}}, {"b", {}}, {"c", {}}, {"n", {}}};
            q.cases = {{zero(0), any_share()}};
            q.formula = make(Kind::divide, {input(4), input(0)});
            break;
        case 3:  // a part of its own total
            q.inputs = {{"a", {}}, {"b", {}}, {"t", {0, 1}}};
            q.cases = {{zero(2), any_share()}};
            q.formula = make(Kind::divide, {input(0), input(2)});
            break;
        case 4:  // a total within a total
            q.inputs = {{"n", {}}, {"semua", {2, 5}}, {"u", {3, 4}}, {"a", {}}, {"b", {}}, {"c", {}}};
            if (choose.likely(50)) q.cases = {{zero(1), any_share()}};
            q.formula = make(Kind::divide, {input(0), input(1)});
            break;
        case 5: {  // neither worst nor best is 0 or 1
            q.inputs = {{"n", {}}, {"d", {}}};
            q.capped = choose.likely(50);
            q.formula = make(Kind::add,
                             {number({1, 2}),
                              make(Kind::multiply,
                                   {number({1, 4}), make(Kind::min, {number(1), make(Kind::divide, {input(0), input(1)})})})});
            q.reach = Reach{{1, 2}, {3, 4}};
            if (choose.likely(60)) {
                q.cases = {{zero(1), any_share()}};
                if (q.cases[0].share)
                    q.reach = Reach{std::min(q.reach->worst, *q.cases[0].share), std::max(q.reach->best, *q.cases[0].share)};
            }
            break;
        }
        case 6:  // weighted, two kinds of whole, and a count that is asked for but not used
            q.inputs = {{"penuh", {}}, {"separuh", {}}, {"x", {}}, {"y", {}}, {"catatan", {}}};
            if (choose.likely(60)) q.cases = {{all({zero(2), zero(3)}), any_share()}};
            q.formula = make(Kind::divide, {make(Kind::add, {input(0), make(Kind::multiply, {number({1, 2}), input(1)})}),
                                            make(Kind::add, {input(2), input(3)})});
            break;
        default: {  // anything
            static constexpr const char* names[] = {"p", "q", "r", "s"};
            const std::size_t inputs = choose.between(1, 4);
            for (std::size_t i = 0; i < inputs; ++i) q.inputs.push_back({names[i], {}});
            const std::size_t cases = choose.below(4);
            for (std::size_t i = 0; i < cases; ++i)
                q.cases.push_back(
                    {any_guard(choose, 2,
                               [&](Guard& test) {
                                   test.subject = choose.below(inputs);
                                   test.op = choose.pick({Op::equal, Op::at_least, Op::above, Op::at_most, Op::below});
                                   test.numbers = {choose.pick({Fraction(0), Fraction(1), Fraction(10), Fraction(1, 2)})};
                                   if (choose.likely(30)) test.other = choose.below(inputs);
                               }),
                     any_share()});
            q.formula = any_expr(choose, inputs, 3);
            q.reach.reset();
        }
    }
    return q;
}

int any_turn(Choices& choose) {
    const int year = choose.pick({8'766, 8'401, 9'132, 7'305});  // 2024, 2023, 2025, 2020
    const int day = choose.pick({0, 30, 31, 58, 59, 60, 90, 151, 365});
    return year + day + choose.pick({0, 1, -1});
}

int back(int as_of, int count, Period period) {
    if (period == Period::day) return as_of - count;
    const std::vector<int> day = calendar_day(as_of);
    const int months = 12 * day[0] + day[1] - 1 - (period == Period::year ? 12 * count : count);
    int start = as_of - 31 * (12 * day[0] + day[1] - 1 - months + 1);
    for (const std::vector<int> wanted{months / 12, months % 12 + 1, day[2]}; calendar_day(start) < wanted;) ++start;
    return start;
}

Fraction any_fact_value(Choices& choose, const Sheet& sheet, const Fact& fact) {
    switch (fact.type) {
        case Fact::Type::boolean: return choose.below(2);
        case Fact::Type::count: return choose.pick({0, 1, 2, 5, 100, 1'000'000});
        case Fact::Type::number: return between(choose, fact.min, fact.max);
        case Fact::Type::date:
            if (choose.likely(10)) return never;
            return choose.likely(30) ? any_turn(choose) : static_cast<int>(choose.between(8'000, 9'500));
        case Fact::Type::grade:
        case Fact::Type::choice: return choose.below(sheet.enumerations[fact.enumeration].values.size());
    }
    return 0;
}

void compare_fact(Choices& choose, const Sheet& sheet, std::size_t index, Op& op, std::vector<Fraction>& numbers) {
    const Fact& fact = sheet.facts[index];
    const bool ordered = fact.type != Fact::Type::boolean && fact.type != Fact::Type::choice;
    op = ordered ? choose.pick({Op::at_least, Op::above, Op::at_most, Op::below, Op::equal}) : Op::equal;
    const bool member = fact.type == Fact::Type::grade || fact.type == Fact::Type::choice;
    if (member && choose.likely(30)) {
        op = Op::in;
        numbers = {any_fact_value(choose, sheet, fact)};
        if (const Fraction other = any_fact_value(choose, sheet, fact); other != numbers.front()) numbers.push_back(other);
        return;
    }
    numbers = {any_fact_value(choose, sheet, fact)};
    // Above the greatest and below the least nothing can lie: the checker would object.
    const std::optional<Fraction> low = fact.type == Fact::Type::date ? std::nullopt : std::optional<Fraction>(fact.min);
    std::optional<Fraction> high;
    if (fact.type == Fact::Type::number) high = fact.max;
    if (fact.type == Fact::Type::date) high = never;
    if (fact.type == Fact::Type::grade) high = Fraction(sheet.enumerations[fact.enumeration].values.size() - 1);
    if (op == Op::above && numbers.front() == high) op = Op::at_least;
    if (op == Op::below && numbers.front() == low) op = Op::at_most;
}

}  // namespace zi::sheet
