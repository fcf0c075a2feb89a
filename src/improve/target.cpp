#include "target.hpp"

#include "eval/facts.hpp"
#include "eval/references.hpp"

namespace zi {

std::string_view code(Obligation::Way way) {
    switch (way) {
        case Obligation::Way::time: return "time";
        case Obligation::Way::begin: return "begin";
        case Obligation::Way::state: return "state";
        case Obligation::Way::others: return "others";
        case Obligation::Way::passed: return "passed";
    }
    return "";
}

}  // namespace zi

namespace zi::improve {

namespace {

/// What has to happen for a condition on a fact or on the date to be met.
Obligation obligation(const Model& model, const Unit& unit, Date as_of, ConditionRef ref) {
    using Way = Obligation::Way;
    const Condition& condition = condition_of(model, ref);
    Obligation result{ref, Way::others, first_day(condition, model, unit, as_of)};
    if (result.first_day) {
        result.way = Way::time;
    } else if (condition.subject == Condition::Subject::day) {
        result.way = Way::passed;
    } else if (const FactValue& fact = fact_of(model, unit, condition.fact()); !is_known(fact)) {
        result.way = Way::state;
    } else if (condition.elapsed && condition.op == Operator::at_least && std::get<Date>(fact) == Date::never()) {
        result.way = Way::begin;
        const Date day = after(as_of, static_cast<int>(condition.elapsed->count), condition.elapsed->unit);
        if (day < Date::never()) result.first_day = day;
    }
    return result;
}

}  // namespace

Target target_of(const Model& model, const Unit& unit, const Assessment& assessment, PredicateIndex predicate) {
    Target target;
    const Date as_of = assessment.as_of;
    const auto concerns = [&](PredicateIndex p) {
        const auto& when = model.predicates[p].when;
        const Truth truth = when ? holds(*when, model, unit, as_of) : Truth::yes;
        if (truth == Truth::yes) return;
        const auto way = truth == Truth::unknown ? Obligation::Way::state : Obligation::Way::others;
        target.obligations.push_back({{p, none}, way, std::nullopt});
    };
    const auto look_at = [&](PredicateIndex p, ConditionIndex place, const Condition& condition) {
        if (applies(condition, model, unit, as_of) == Truth::no) return PredicateIndex();
        const ConditionRef ref{p, place};
        const bool view = condition.subject == Condition::Subject::view;
        if (is_score(condition) && wants_more(condition.op))
            target.bounds.push_back({ref, view, condition.index, condition.threshold, condition.op == Operator::above});
        else if (is_score(condition))
            target.not_monotone.push_back(ref);
        else if (condition.subject == Condition::Subject::fact && fact_verdict(condition, model, unit, as_of) != Verdict::met)
            target.obligations.push_back(obligation(model, unit, as_of, ref));
        else if (condition.subject == Condition::Subject::day && judge_day(condition, as_of).verdict != Verdict::met)
            target.obligations.push_back(obligation(model, unit, as_of, ref));
        return referred(condition);
    };
    walk_references(
        model, predicate, [&](PredicateIndex p) -> const auto& { return model.predicates[p].conditions; }, concerns, look_at);
    return target;
}

}  // namespace zi::improve
