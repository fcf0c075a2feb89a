#include <fmt/format.h>

#include "random_parts.hpp"

namespace zi::sheet {

namespace {

Fraction any_count(Choices& choose, bool large) {
    if (large)
        return choose.pick<std::int64_t>(
            {999'999'999'989, 1'000'000'000'000, 999'999'999'961, 123'456'789'011, 0, 1, 700'000'000'001});
    return choose.pick<std::int64_t>({0, 1, 2, 3, 4, 7, 10, 12, 60, 99, 100, 365});
}

/// Counts that agree: parts first, then their totals, which may be left out, or stand alone.
std::map<std::size_t, Fraction> any_counts(Choices& choose, const Question& q, const Filling& filling) {
    std::map<std::size_t, Fraction> counts;
    std::vector<std::optional<Fraction>> all(q.inputs.size());
    const auto fill = [&](auto& self, std::size_t i) -> Fraction {
        if (all[i]) return *all[i];
        Fraction value = 0;
        for (const std::size_t part : q.inputs[i].parts) value += self(self, part);
        if (q.inputs[i].parts.empty()) value = any_count(choose, filling.large);
        all[i] = value;
        return value;
    };
    for (std::size_t i = 0; i < q.inputs.size(); ++i) fill(fill, i);
    for (std::size_t i = 0; i < q.inputs.size(); ++i) {
        const bool total = !q.inputs[i].parts.empty();
        // A count that a unit states is at most 10^12, a sum that is derived may be more.
        if (*all[i] > 1'000'000'000'000) continue;
        if (!choose.likely(total ? 40 : filling.unanswered / 4)) counts[i] = *all[i];
    }
    return counts;
}

}  // namespace

Filling any_filling(Choices& choose) { return {choose.pick<std::size_t>({0, 20, 0, 50, 5, 100}), choose.likely(8)}; }

Fraction any_number(Choices& choose, const Scale& scale) {
    if (scale.step) {
        const Fraction steps = (scale.max - scale.min) / *scale.step;
        const auto count = static_cast<std::size_t>(boost::multiprecision::numerator(steps).convert_to<std::int64_t>());
        return scale.min + *scale.step * choose.between(0, count);
    }
    if (!scale.bands.empty() && choose.likely(50))
        return choose.likely(50) ? choose.pick(scale.bands).low : choose.pick(scale.bands).high;
    return between(choose, scale.min, scale.max);
}

namespace {

void answer(Choices& choose, const Sheet& sheet, const Filling& filling, Answers& answers) {
    for (std::size_t i = 0; i < sheet.nodes.size(); ++i) {
        if (!sheet.nodes[i].question || choose.likely(filling.unanswered)) continue;
        const Question& q = *sheet.nodes[i].question;
        answers.spelling[i] = static_cast<int>(choose.below(8));
        if (!q.scale)
            answers.counts[i] = any_counts(choose, q, filling);
        else if (const Scale& scale = sheet.scales[*q.scale]; scale.kind == Scale::Kind::options)
            answers.options[i] = choose.below(scale.options.size());
        else
            answers.numbers[i] = any_number(choose, scale);
    }
}

/// A day on which the time of some condition is just up, or about then.
std::optional<Fraction> boundary(Choices& choose, const Sheet& sheet, std::size_t fact, int as_of) {
    for (const Predicate& predicate : sheet.predicates)
        for (const Condition& c : predicate.conditions)
            if (c.kind == Condition::Kind::elapsed && c.index == fact && c.elapsed.count < 1'000 && choose.likely(60))
                return back(as_of, c.elapsed.count, c.elapsed.period) + choose.pick({0, 1, -1, 2});
    return std::nullopt;
}

}  // namespace

Given any_unit(Choices& choose, const Sheet& sheet, const Filling& filling) {
    Given unit;
    unit.id = fmt::format("unit-{}", choose.below(1'000));
    unit.as_of = choose.likely(40) ? any_turn(choose) : static_cast<int>(choose.between(8'950, 9'150));
    answer(choose, sheet, filling, unit);
    for (std::size_t i = choose.below(sheet.assessors.size() + 1); i > 0; --i)
        answer(choose, sheet, {choose.pick<std::size_t>({60, 100, 90}), filling.large}, unit.assessed.emplace_back());
    for (std::size_t i = 0; i < sheet.facts.size(); ++i)
        if (!choose.likely(40)) {
            const auto near = sheet.facts[i].type == Fact::Type::date ? boundary(choose, sheet, i, unit.as_of) : std::nullopt;
            unit.facts[i] = near ? *near : any_fact_value(choose, sheet, sheet.facts[i]);
        }
    return unit;
}

}  // namespace zi::sheet
