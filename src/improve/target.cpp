#include "target.hpp"

#include "eval/facts.hpp"

namespace zi::improve {

namespace {

void collect(const Model& model, const Unit& unit, const Assessment& assessment, Index index, std::vector<char>& seen,
             Target& target) {
    if (seen[index] != 0) return;
    seen[index] = 1;
    const Predicate& predicate = model.predicates[index];
    if (predicate.when && holds(*predicate.when, model, unit) != Truth::yes) target.obligations.push_back({index, none});
    for (ConditionIndex i{0}; i < predicate.conditions.size(); ++i) {
        const Condition& condition = predicate.conditions[i];
        if (applies(condition, model, unit, assessment.as_of) == Truth::no) continue;
        switch (condition.subject) {
            case Condition::Subject::node:
            case Condition::Subject::view:
                if (condition.op == Operator::at_least || condition.op == Operator::above)
                    target.bounds.push_back({{index, i},
                                             condition.subject == Condition::Subject::view,
                                             condition.index,
                                             condition.threshold,
                                             condition.op == Operator::above});
                else
                    target.not_monotone.push_back({index, i});
                break;
            case Condition::Subject::fact:
                if (judge_fact(condition, model, unit, assessment.as_of).verdict != Verdict::met)
                    target.obligations.push_back({index, i});
                break;
            case Condition::Subject::day:
                if (judge_day(condition, assessment.as_of).verdict != Verdict::met) target.obligations.push_back({index, i});
                break;
            case Condition::Subject::predicate: collect(model, unit, assessment, condition.index, seen, target); break;
        }
    }
}

}  // namespace

Target target_of(const Model& model, const Unit& unit, const Assessment& assessment, PredicateIndex predicate) {
    Target target;
    // References among predicates are few and never circular: the loader proves it.
    std::vector<char> seen(model.predicates.size(), 0);
    collect(model, unit, assessment, predicate, seen, target);
    return target;
}

}  // namespace zi::improve
