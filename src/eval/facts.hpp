/// What do facts say, and what does one question earn? Comparisons and guards in three-valued (Kleene) logic, shared by both
/// evaluators. Functions here are pure and may be called from any thread.
#pragma once

#include "zi/assess.hpp"
#include "zi/model.hpp"
#include "zi/unit.hpp"

#include <algorithm>
#include <optional>

namespace zi {

enum class Truth : std::uint8_t { no, unknown, yes };

inline Truth negate(Truth truth) {
    return truth == Truth::unknown ? Truth::unknown : truth == Truth::yes ? Truth::no : Truth::yes;
}
/// Kleene's conjunction and disjunction.
inline Truth both(Truth a, Truth b) { return std::min(a, b); }
inline Truth either(Truth a, Truth b) { return std::max(a, b); }

/// A fact of the unit, or its default if the unit does not state it.
const FactValue& fact_of(const Model& model, const Unit& unit, FactIndex fact);

/// A fact's value as a number that can be compared: dates as day numbers, grades and choices as indices, booleans as 0 and 1.
std::optional<Rational> as_number(const FactValue& value);

/// Does a comparison of a fact hold?
Truth holds(const FactValue& fact, Operator op, const std::vector<FactValue>& wanted);

/// Does a guard over facts hold on this day?
Truth holds(const Guard& guard, const Model& model, const Unit& unit, Date as_of);

/// Compares the time from the fact's day to `as_of` with a duration; `op` must be >= or <.
Truth holds(const FactValue& fact, Operator op, const Duration& elapsed, Date as_of);

/// Does the condition compare a score?
inline bool is_score(const Condition& condition) {
    return condition.subject == Condition::Subject::node || condition.subject == Condition::Subject::view;
}

/// Is the condition monotone: can a greater value only help to meet it?
inline bool wants_more(Operator op) { return op == Operator::at_least || op == Operator::above; }

/// Is the condition in force on this day?
bool in_force(const Condition& condition, Date day);

/// Is the condition to be judged for this unit on this day (in force, and its guard not false)?
Truth applies(const Condition& condition, const Model& model, const Unit& unit, Date as_of);

/// The result of a condition on a fact, assuming that the condition applies.
ConditionResult judge_fact(const Condition& condition, const Model& model, const Unit& unit, Date as_of);

/// The verdict alone.
Verdict fact_verdict(const Condition& condition, const Model& model, const Unit& unit, Date as_of);

/// The result of a condition on the as-of date itself.
ConditionResult judge_day(const Condition& condition, Date as_of);

/// The first day after `today` on which a condition on elapsed time or on the date is met, if no fact changes.
std::optional<Date> first_day(const Condition& condition, const Model& model, const Unit& unit, Date today);

/// Which `inapplicable` case decides a question for this unit, and whether certainly. Unknown: the first case that may hold, if
/// no earlier case certainly holds.
struct Applicability {
    Truth inapplicable = Truth::no;
    Index decided_by = none;
};
Applicability applicability(const Question& question, const Model& model, const Unit& unit, Date as_of);

/// The last stage that is met, and the last that may be met.
template <class VerdictOf>
StageResult stage(const Model& model, VerdictOf verdict_of) {
    StageResult result;
    for (PredicateIndex i{0}; i < model.predicates.size(); ++i) {
        if (model.predicates[i].kind != Predicate::Kind::stage) continue;
        const Verdict verdict = verdict_of(i);
        if (verdict == Verdict::not_met) continue;
        result.possible = i;
        if (verdict == Verdict::met) result.certain = i;
    }
    return result;
}

/// The verdict on an interval, given how its ends compare with the threshold: negative below, 0 equal, positive above.
inline Verdict judge(Operator op, int certain, int possible) {
    bool met = false, within_reach = false;
    switch (op) {
        case Operator::at_least: met = certain >= 0, within_reach = possible >= 0; break;
        case Operator::above: met = certain > 0, within_reach = possible > 0; break;
        case Operator::at_most: met = possible <= 0, within_reach = certain <= 0; break;
        case Operator::below: met = possible < 0, within_reach = certain < 0; break;
        case Operator::equal:
        case Operator::in: met = certain == 0 && possible == 0, within_reach = certain <= 0 && possible >= 0; break;
    }
    return met ? Verdict::met : within_reach ? Verdict::open : Verdict::not_met;
}

/// The margin of the least favourable end: how far it is on the passing side of the threshold; negative if it fails.
Rational margin(Operator op, const Score& value, const Rational& threshold);

/// How far documents back each answer; nothing is needed if the unit states no evidence.
List<Backing, Question> backings(const Model& model, const Unit& unit, Date as_of);

/// The result of a condition on a score.
ConditionResult judge_score(const Condition& condition, const Score& score);

/// The result of one question, given the answer and its backing. Follows the text of the rules step by step (reference.cpp).
QuestionResult question_result(const Model& model, const Unit& unit, QuestionIndex question, const Prevailing& given,
                               const Backing& backing, Date as_of);

/// The share that an answer claims, before evidence; nullopt if it is open.
std::optional<Rational> claimed_share(const Model& model, QuestionIndex question, const Answer& answer);

/// "If it applies, it must hold": a condition that may not apply fails only if it certainly applies. Precondition: `applies` is
/// not `no`.
inline Verdict effective(Truth applies, Verdict verdict) {
    return applies == Truth::unknown && verdict == Verdict::not_met ? Verdict::open : verdict;
}

/// Joins condition verdicts to a predicate's verdict: any `not_met` decides, then any `open`.
Verdict combine(const std::vector<ConditionResult>& conditions);

/// assess_reference with the backing of each answer given by the caller.
Assessment assess_backed(const Model& model, const Unit& unit, const List<Backing, Question>& backing, Date as_of);

/// Marks each open predicate whose both outcomes are proved possible (exact.cpp). Precondition: the rest of the assessment is
/// complete.
void mark_exact(const Model& model, const Unit& unit, Assessment& assessment);

/// Visits all predicates in reference order. `judge(predicate, condition)` returns the result of a condition on a score.
template <class JudgeScore>
void judge_predicates(const Model& model, const Unit& unit, Assessment& assessment, JudgeScore judge) {
    assessment.predicates.assign(model.predicates.size(), {});
    for (const PredicateIndex index : model.predicate_order) {
        const Predicate& predicate = model.predicates[index];
        PredicateResult& result = assessment.predicates[index];
        const Truth concerned = predicate.when ? holds(*predicate.when, model, unit, assessment.as_of) : Truth::yes;
        if (concerned == Truth::no) {
            result.concerned = false;
            result.verdict = Verdict::not_met;
            continue;
        }
        result.conditions.reserve(predicate.conditions.size());
        for (ConditionIndex i{0}; i < predicate.conditions.size(); ++i) {
            const Condition& condition = predicate.conditions[i];
            const Truth applicable = applies(condition, model, unit, assessment.as_of);
            if (applicable == Truth::no) continue;
            ConditionResult one;
            switch (condition.subject) {
                case Condition::Subject::node:
                case Condition::Subject::view: one = judge(index, i); break;
                case Condition::Subject::fact: one = judge_fact(condition, model, unit, assessment.as_of); break;
                case Condition::Subject::day: one = judge_day(condition, assessment.as_of); break;
                case Condition::Subject::predicate: one.verdict = assessment.predicates[condition.index].verdict; break;
            }
            one.condition = i;
            one.verdict = effective(applicable, one.verdict);
            result.conditions.push_back(std::move(one));
        }
        result.verdict = concerned == Truth::unknown ? Verdict::open : combine(result.conditions);
    }
    assessment.stage = stage(model, [&](PredicateIndex i) { return assessment.predicates[i].verdict; });
}

}  // namespace zi
