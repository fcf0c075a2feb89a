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
            if (!met) reasons.first_day = first_day(condition, model, unit, assessment.as_of);
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
