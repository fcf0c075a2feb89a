#include "target.hpp"

#include "eval/facts.hpp"
#include "eval/references.hpp"

namespace zi::improve {

Target target_of(const Model& model, const Unit& unit, const Assessment& assessment, PredicateIndex predicate) {
    Target target;
    const Date as_of = assessment.as_of;
    const auto concerns = [&](PredicateIndex p) {
        const auto& when = model.predicates[p].when;
        if (when && holds(*when, model, unit, as_of) != Truth::yes) target.obligations.push_back({p, none});
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
            target.obligations.push_back(ref);
        else if (condition.subject == Condition::Subject::day && judge_day(condition, as_of).verdict != Verdict::met)
            target.obligations.push_back(ref);
        return referred(condition);
    };
    walk_references(
        model, predicate, [&](PredicateIndex p) -> const auto& { return model.predicates[p].conditions; }, concerns, look_at);
    return target;
}

}  // namespace zi::improve
