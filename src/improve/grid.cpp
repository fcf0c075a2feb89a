#include "grid.hpp"

#include "base/common_multiple.hpp"
#include "base/wide.hpp"

#include <algorithm>
#include <optional>

namespace zi::improve {

namespace {

/// Visits all numbers that the search adds up or compares: points of levels and thresholds.
template <class Take>
bool each_value(const Model& model, const std::vector<Bound>& bounds, const Levels& levels, Take take) {
    for (QuestionIndex q{0}; q < levels.questions.size(); ++q)
        for (const Rung& level : levels.questions[q])
            if (!take(level.share * model.nodes[model.questions[q].node].weight)) return false;
    return std::all_of(bounds.begin(), bounds.end(), [&](const Bound& bound) { return take(bound.threshold); });
}

/// The common denominator of all points, if it leaves room for sums in Wide; else 0.
Wide common_denominator(const Model& model, const std::vector<Bound>& bounds, const Levels& levels) {
    constexpr Wide most = Wide{1} << 80;
    constexpr std::int64_t most_points = std::int64_t{1} << 30;
    constexpr Wide most_counted = Wide{1} << 14;
    if (levels.questions.size() > static_cast<std::size_t>(most_counted)) return 0;
    for (const Wide counted : answers_counted(model, bounds))
        if (counted > most_counted) return 0;
    Wide result = 1;
    const bool fits = each_value(model, bounds, levels, [&](const Rational& value) {
        const auto parts = value.small();
        if (!parts || value < Rational(-most_points) || Rational(most_points) < value) return false;
        return include_factor(result, parts->second, most);
    });
    return fits ? result : 0;
}

/// A power of two such that no value exceeds 2^60 units.
Rational fine_unit(const Model& model, const std::vector<Bound>& bounds, const Levels& levels) {
    Rational greatest;
    each_value(model, bounds, levels, [&](const Rational& value) {
        greatest = max(greatest, max(value, -value));
        return true;
    });
    Rational unit(1, std::int64_t{1} << 60);
    const Rational two(2), half(1, 2), most(std::int64_t{1} << 60);
    if (greatest.is_zero()) return unit;
    while (unit * most < greatest) unit *= two;
    while (unit * most * half > greatest) unit *= half;
    return unit;
}

}  // namespace

std::vector<Wide> answers_counted(const Model& model, const std::vector<Bound>& bounds) {
    std::vector<Wide> below(model.nodes.size(), 0);
    for (std::size_t i = model.nodes.size(); i-- > 0;) {
        if (model.nodes[i].question != none) below[i] = 1;
        for (const NodeIndex child : model.nodes[i].children) below[i] += below[child];
    }
    std::vector<Wide> counted;
    for (const Bound& bound : bounds) {
        Wide& sum = counted.emplace_back(bound.view ? 0 : below[bound.index]);
        if (bound.view)
            for (const NodeIndex member : model.views[bound.index].members) sum += below[member];
    }
    return counted;
}

Grid::Grid(const Model& model, const std::vector<Bound>& bounds, const Levels& levels)
    : denominator_(common_denominator(model, bounds, levels)) {
    if (denominator_ == 0) unit_ = fine_unit(model, bounds, levels);
}

Wide Grid::rounded(const Rational& value, bool up) const {
    if (denominator_ != 0)
        if (const auto parts = value.small()) return Wide{parts->first} * (denominator_ / parts->second);
    // decimal(0) works for numbers of any size, but rounds: it may be off by one.
    const Rational units = value / unit_;
    Wide whole = 0;
    const std::string digits = units.decimal(0);
    for (const char c : digits)
        if (c != '-') whole = 10 * whole + (c - '0');
    if (digits.front() == '-') whole = -whole;
    const Rational back = rational_of(whole);
    if (up && back < units) ++whole;
    if (!up && units < back) --whole;
    return whole;
}

Rational Grid::value(Wide points) const {
    return denominator_ != 0 ? rational_of(points, denominator_) : rational_of(points) * unit_;
}

}  // namespace zi::improve
