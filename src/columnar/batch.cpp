// Rational bounds become bounds on the integers that a column holds, rounded to the side that changes no comparison.
#include "base/power_of_ten.hpp"
#include "columnar/batch.hpp"

#include "columnar/floor.hpp"
#include "columnar/values.hpp"
#include "eval/facts.hpp"
#include "evidence/needs.hpp"

#include <algorithm>
#include <limits>

namespace zi::columnar {

namespace {

constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min(), highest = std::numeric_limits<std::int64_t>::max();

using Interval = std::pair<std::int64_t, std::int64_t>;
constexpr Interval everything{lowest, highest}, nothing{highest, lowest};

/// The interval of integers, in units of 1 / unit, for which `value op wanted` holds. A bound outside 64 bits gives everything
/// or nothing.
Interval interval(Operator op, const Rational& wanted, std::int64_t unit) {
    const auto found = floor_of(wanted, unit);
    const bool above_all = !found && wanted.sign() > 0;
    const auto from_next = [&] { return found->value == highest ? nothing : Interval{found->value + 1, highest}; };
    switch (op) {
        case Operator::at_least:
            if (!found) return above_all ? nothing : everything;
            return found->exact ? Interval{found->value, highest} : from_next();
        case Operator::above:
            if (!found) return above_all ? nothing : everything;
            return from_next();
        case Operator::at_most:
            if (!found) return above_all ? everything : nothing;
            return {lowest, found->value};
        case Operator::below:
            if (!found) return above_all ? everything : nothing;
            if (!found->exact) return {lowest, found->value};
            return found->value == lowest ? nothing : Interval{lowest, found->value - 1};
        case Operator::equal:
        case Operator::in: break;
    }
    return found && found->exact ? Interval{found->value, found->value} : nothing;
}

/// The intersection.
Interval both(const Interval& a, const Interval& b) { return {std::max(a.first, b.first), std::min(a.second, b.second)}; }

Intervals intervals(Operator op, const std::vector<FactValue>& wanted, std::int64_t unit) {
    Intervals result;
    for (const FactValue& one : wanted)
        if (const auto number = as_number(one)) result.push_back(interval(op, *number, unit));
    return result;
}

/// Intervals of codes from intervals of places, for a dictionary in an order of its own.
Intervals translated(const Intervals& places, const std::vector<std::uint16_t>& place_of) {
    Intervals result;
    for (std::size_t code = 0; code < place_of.size(); ++code)
        for (const auto& [low, high] : places)
            if (low <= place_of[code] && place_of[code] <= high) result.emplace_back(code, code);
    return result;
}

BoundTest bind(const FactTest& test, const Model& model, const Column& column) {
    BoundTest result;
    result.column = &column;
    if (test.last_day) {
        if (test.op == Operator::at_least)
            result.intervals = {{lowest, *test.last_day}};
        else
            result.intervals = {{*test.last_day + 1, highest}};
    } else {
        result.intervals = intervals(test.op, test.values, power_of_ten(column.decimals));
    }
    const FactValue& fallback = model.facts[test.fact].fallback;
    if (test.last_day) {
        const auto* day = std::get_if<Date>(&fallback);
        result.otherwise_unknown = day == nullptr;
        if (day != nullptr) {
            const bool passed = day->day.time_since_epoch().count() <= *test.last_day;
            result.otherwise_yes = passed == (test.op == Operator::at_least);
        }
    } else {
        const Truth truth = holds(fallback, test.op, test.values);
        result.otherwise_unknown = truth == Truth::unknown;
        result.otherwise_yes = truth == Truth::yes;
    }
    if (!column.places.empty()) result.intervals = translated(result.intervals, column.places);
    return result;
}

InputGuard bind(const Guard& guard, const FittedFormula& formula) {
    InputGuard result;
    result.kind = guard.kind;
    if (guard.kind == Guard::Kind::test) {
        result.input = guard.subject;
        result.op = guard.op;
        result.other = guard.other;
    }
    if (guard.kind == Guard::Kind::test && guard.other == none) {
        result.intervals = intervals(guard.op, {guard.values.front()}, 1);
        result.no_bottom =
            formula.program && formula.program->bottom_input == result.input && result.intervals == Intervals{{0, 0}};
    }
    for (const Guard& arg : guard.args) result.args.push_back(bind(arg, formula));
    return result;
}

BoundNeed bind(const Need& need, QuestionIndex question, const ColumnLayout& layout) {
    BoundNeed result;
    if (need.kind == Need::Kind::document) result.leaf = layout.leaf(question, need);
    result.wanted = parts_wanted(need);
    for (const Need& part : need.parts) result.parts.push_back(bind(part, question, layout));
    return result;
}

/// Fits 31 bits: 0 <= value <= 1, and units of shares fit 31 bits.
std::uint32_t share_of(const Rational& value, std::int64_t unit) {
    return static_cast<std::uint32_t>(floor_of(value, unit).value().value);
}

/// Lowers range, bands and formula of a number to integers of its column. Skipped while the column has the same decimals.
void bind(BoundQuotient& bound, const Scale& scale, std::int64_t share_unit) {
    if (bound.decimals == bound.inputs->decimals) return;
    bound.decimals.reset();
    const std::int64_t unit = power_of_ten(bound.inputs->decimals);
    bound.range = {both(interval(Operator::at_least, scale.min, unit), interval(Operator::at_most, scale.max, unit))};
    bound.bands.clear();
    for (const Band& band : scale.bands) {
        const Interval low = interval(band.includes_low ? Operator::at_least : Operator::above, band.low, unit);
        const Interval high = interval(band.includes_high ? Operator::at_most : Operator::below, band.high, unit);
        bound.bands.push_back({{both(low, high)}, share_of(band.value, share_unit)});
    }
    bound.number = fit(scale.formula, {{0, unit, scale.min.sign() < 0}}, scale.capped, share_unit);
    bound.decimals = bound.inputs->decimals;
}

}  // namespace

std::vector<InputCase> cases_of(const Question& question, const FittedFormula& formula, std::int64_t share_unit) {
    std::vector<InputCase> cases;
    for (const Case& one : question.cases)
        cases.push_back({bind(one.guard, formula), !one.value, one.value ? share_of(*one.value, share_unit) : 0});
    return cases;
}

Batch::Batch(const Prepared& prepared) : questions(prepared.model->questions.size()), prepared_(prepared) {
    const Model& model = *prepared.model;
    for (const Class& part : prepared.classes) {
        auto& bound = quotients.emplace_back(part.quotients.size());
        for (std::size_t i = 0; i < bound.size(); ++i) bound[i].prepared = &part.quotients[i];
    }
    for (QuestionIndex q{0}; q < questions.size(); ++q) {
        const Question& question = model.questions[q];
        if (question.kind != Question::Kind::options) continue;
        questions[q].counts = prepared.counts[q] != 0;
        questions[q].unknown = static_cast<std::uint8_t>(model.scales[question.scale].options.size());
    }
}

void Batch::bind(const Columns& columns) {
    columns_ = &columns;
    const Model& model = *prepared_.model;
    const ColumnLayout& layout = columns.layout();
    evidence = columns[layout.evidence()].type == Column::Type::absent ? nullptr : &columns[layout.evidence()];
    if (evidence != nullptr && needs_.empty()) bind_needs();
    for (std::vector<BoundQuotient>& part : quotients)
        for (BoundQuotient& one : part) {
            const Question& question = model.questions[one.prepared->question];
            one.inputs = &columns[layout.answer(one.prepared->question)];
            if (question.kind == Question::Kind::number)
                columnar::bind(one, model.scales[question.scale], prepared_.share_unit);
        }
    for (QuestionIndex q{0}; q < questions.size(); ++q) {
        BoundQuestion& bound = questions[q];
        bound.documents = &columns[layout.documents(q)];
        bound.needs = {};
        if (evidence != nullptr) bound.needs = needs_[q];
        if (!bound.counts) continue;
        bound.answer = &columns[layout.answer(q)];
        const auto& places = bound.answer->places;
        bound.translated = false;
        for (std::size_t code = 0; code < places.size(); ++code) bound.translated = bound.translated || places[code] != code;
        const bool complete = bound.answer->type != Column::Type::absent && !bound.answer->has_nulls;
        bound.plain = nullptr;
        if (complete && !bound.translated && bound.needs.empty() && prepared_.set_apart[q].cases.empty())
            bound.plain = static_cast<const std::uint8_t*>(bound.answer->values) + bound.answer->offset;
    }
    tests.clear();
    for (const FactTest& test : prepared_.tests) tests.push_back(columnar::bind(test, model, columns[layout.fact(test.fact)]));
}

void Batch::bind_needs() {
    const Model& model = *prepared_.model;
    std::vector<std::vector<BoundNeed>> needs(questions.size());
    for (QuestionIndex q{0}; q < questions.size(); ++q)
        for (const NeedFor& need : model.questions[q].needs) {
            needs[q].push_back(columnar::bind(need.need, q, columns_->layout()));
            needs[q].back().option = need.option;
        }
    needs_ = std::move(needs);
}

}  // namespace zi::columnar
