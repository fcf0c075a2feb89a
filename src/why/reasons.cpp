// Why a predicate has its verdict, condition by condition.
#include "zi/why.hpp"

#include "eval/facts.hpp"

#include <algorithm>

namespace zi {

namespace {

bool is_open(const FactValue& value) { return !is_known(value); }

void add_unknown(const Model& model, const Unit& unit, FactIndex fact, std::vector<FactIndex>& out) {
    if (is_open(fact_of(model, unit, fact)) && std::find(out.begin(), out.end(), fact) == out.end()) out.push_back(fact);
}

void add_unknown(const Model& model, const Unit& unit, const std::optional<Guard>& guard, std::vector<FactIndex>& out) {
    if (!guard) return;
    if (guard->kind == Guard::Kind::test) return add_unknown(model, unit, guard->fact(), out);
    for (const Guard& arg : guard->args) add_unknown(model, unit, std::optional(arg), out);
}

/// The first day after `today` on which a condition of elapsed time or on the day is met.
std::optional<Date> first_day(const Condition& condition, const Model& model, const Unit& unit, Date today) {
    const auto later = [&](Date day) { return today < day && day < Date::never() ? std::optional(day) : std::nullopt; };
    if (condition.elapsed) {
        const auto* start = std::get_if<Date>(&fact_of(model, unit, condition.fact()));
        // Time does not run backwards: what has lasted too long stays so.
        if (!start || condition.op != Operator::at_least) return std::nullopt;
        return later(after(*start, static_cast<int>(condition.elapsed->count), condition.elapsed->unit));
    }
    const auto holds_on = [&](Date day) { return judge_day(condition, day).verdict == Verdict::met; };
    if (condition.yearly) {
        // 29 February comes again within eight years.
        Date day = after(today, 1, CalendarUnit::day);
        for (const Date end = after(today, 8, CalendarUnit::year); day <= end; day = after(day, 1, CalendarUnit::day))
            if (holds_on(day)) return later(day);
        return std::nullopt;
    }
    const auto* wanted = condition.values.empty() ? nullptr : std::get_if<Date>(&condition.values.front());
    if (!wanted) return std::nullopt;
    for (const Date day : {*wanted, after(*wanted, 1, CalendarUnit::day)})
        if (holds_on(day)) return later(day);
    return std::nullopt;
}

ConditionReasons condition_reasons(const Model& model, const Unit& unit, const Assessment& assessment,
                                   const Condition& condition, const ConditionResult& result) {
    ConditionReasons reasons{result, {}, {}, {}, {}};
    const bool met = result.verdict == Verdict::met;
    switch (condition.subject) {
        case Condition::Subject::node:
        case Condition::Subject::view:
            reasons.losses = condition.subject == Condition::Subject::node
                                 ? losses(model, unit, assessment, condition.node())
                                 : losses_of_view(model, unit, assessment, condition.view());
            if (!met && wants_more(condition.op)) reasons.repairs = fewest_repairs(model, unit, assessment, condition);
            break;
        case Condition::Subject::fact:
            add_unknown(model, unit, condition.fact(), reasons.unknown_facts);
            if (!met && condition.elapsed) reasons.first_day = first_day(condition, model, unit, assessment.as_of);
            break;
        case Condition::Subject::day:
            if (!met) reasons.first_day = first_day(condition, model, unit, assessment.as_of);
            break;
        case Condition::Subject::predicate: break;
    }
    add_unknown(model, unit, condition.when, reasons.unknown_facts);
    add_unknown(model, unit, condition.unless, reasons.unknown_facts);
    return reasons;
}

}  // namespace

std::vector<PredicateIndex> predicates_that_are(const Model& model, const Assessment& assessment, bool met) {
    std::vector<PredicateIndex> predicates;
    for (PredicateIndex i{0}; i < model.predicates.size(); ++i) {
        const PredicateResult& result = assessment.predicates[i];
        if (model.predicates[i].kind != Predicate::Kind::stage && result.concerned && (result.verdict == Verdict::met) == met)
            predicates.push_back(i);
    }
    return predicates;
}

std::vector<PredicateReasons> reasons(const Model& model, const Unit& unit, const Assessment& assessment,
                                      const std::vector<PredicateIndex>& predicates) {
    std::vector<PredicateReasons> result;
    std::vector<bool> seen(model.predicates.size(), false);
    std::vector<PredicateIndex> waiting(predicates.rbegin(), predicates.rend());
    while (!waiting.empty()) {
        const PredicateIndex index = waiting.back();
        waiting.pop_back();
        if (seen[index]) continue;
        seen[index] = true;
        const Predicate& predicate = model.predicates[index];
        PredicateReasons& one = result.emplace_back();
        one.predicate = index;
        add_unknown(model, unit, predicate.when, one.unknown_facts);
        std::vector<PredicateIndex> referred;
        for (const ConditionResult& condition : assessment.predicates[index].conditions) {
            const Condition& rule = predicate.conditions[condition.condition];
            one.conditions.push_back(condition_reasons(model, unit, assessment, rule, condition));
            if (rule.subject == Condition::Subject::predicate) referred.push_back(rule.predicate());
        }
        waiting.insert(waiting.end(), referred.rbegin(), referred.rend());
    }
    return result;
}

}  // namespace zi
