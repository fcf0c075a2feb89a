/// How ready is a unit? Scores as intervals, predicates as met, not met or open, and the reasons to explain both.
#pragma once

#include "zi/date.hpp"
#include "zi/model.hpp"
#include "zi/unit.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace zi {

/// Points of a node or view. `certain` is what the unit has whatever the open questions turn out to be, `possible` what it
/// would have if all of them turned out best. Both lie in 0 .. weight, and certain <= possible.
struct Score {
    Rational certain;
    Rational possible;
    friend bool operator==(const Score&, const Score&) = default;
};

/// Why a question counts as it does.
enum class Reason : std::uint8_t {
    answered,            ///< its value is known
    unanswered,          ///< nobody has answered it
    incomplete,          ///< some of its counts are missing that matter; those that are known bound it
    left_open,           ///< the rules leave this answer open (`then open`)
    zero_denominator,    ///< its formula would divide by zero and the rules do not say what holds then
    not_applicable,      ///< by rule it does not concern this unit
    applicability_open,  ///< whether it concerns the unit depends on a fact that is not known
    refused,             ///< an answer was given, but it cannot be what it says; the unit's remarks tell why
};

/// A question's part of the result.
struct QuestionResult {
    Reason reason = Reason::unanswered;
    std::optional<Rational> claimed;  ///< the share of its weight, 0 to 1, that the unit's answer claims; none when open
    AssessorIndex assessor = none;    ///< whose answer this is; none: the unit's own
    Index decided_by = none;          ///< the `when` case that decided, or the `inapplicable` one for the last two reasons
    Rational certain, possible;  ///< the shares that count: what is claimed as far as evidence carries it, or what is left open
    Backing backing;             ///< what evidence says; `needed` is false for a unit without documents
    friend bool operator==(const QuestionResult&, const QuestionResult&) = default;
};

struct ConditionResult {
    ConditionIndex condition = none;  ///< index into the predicate's conditions
    Verdict verdict = Verdict::open;
    /// For scores: certain and possible points. For counts and numbers: the fact, twice. For grades: the place in the order,
    /// twice. Else, and where the fact is not known, nothing.
    std::optional<Score> value;
    /// How far the least favourable value is on the right side of the threshold, negative if it is not: certain - threshold for
    /// >= and >. In points, in the fact's own unit, or in grades. Nothing where `value` is nothing, and for `in`.
    std::optional<Rational> margin;
    friend bool operator==(const ConditionResult&, const ConditionResult&) = default;
};

struct PredicateResult {
    bool concerned = true;  ///< false: its `when` does not hold for this unit; then there is nothing else
    Verdict verdict = Verdict::open;
    /// Of an open verdict: proved that what is unknown can turn out both ways, met and not met. False: open is only a bound.
    bool exact = true;
    std::vector<ConditionResult> conditions;  ///< those in force on the day and applicable to the unit
    friend bool operator==(const PredicateResult&, const PredicateResult&) = default;
};

/// Where a unit stands in its life: the last stage, in the order of the rules, whose conditions are met.
struct StageResult {
    PredicateIndex certain = none;   ///< index into Model::predicates; none: before the first stage
    PredicateIndex possible = none;  ///< the last stage that may be met, once what is open is known
    friend bool operator==(const StageResult&, const StageResult&) = default;
};

/// Everything about one unit on one day. Vectors run parallel to those of the Model.
struct Assessment {
    Date as_of;
    List<Score, Node> nodes;
    List<Score, View> views;
    List<QuestionResult, Question> questions;
    List<PredicateResult, Predicate> predicates;
    StageResult stage;
    friend bool operator==(const Assessment&, const Assessment&) = default;
};

/// Assesses by the letter of the rules, in rational numbers, one obvious step after the other. This function is the
/// specification; the program (zi/program.hpp) is the fast way to the same result. Thread-safe.
///
/// `unit` must have been made for `model`; answers that do not fit count as not given. `as_of` chooses the conditions in force.
Assessment assess_reference(const Model& model, const Unit& unit, Date as_of);

/// What the assessments of units say of their predicates, for the kawasan whose members they are. Assess the members first,
/// then hand their verdicts to the kawasan and assess that. Not thread-safe while adding.
class MemberVerdicts {
public:
    /// Of units with the same id the last one counts.
    void add(const Unit& unit, const Assessment& assessment);
    /// Fills in the verdicts of those members that have been added; others stay as they are. Does nothing to a unit without
    /// members.
    void hand_to(Unit& kawasan) const;

private:
    std::map<std::string, std::vector<Verdict>, std::less<>> verdicts_;
};

/// The error to report when the rules are not in force on a day; nothing if they are.
std::optional<Diagnostic> check_in_force(const Model& model, Date day);

}  // namespace zi
