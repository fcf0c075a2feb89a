/// How far is a unit on its way to a predicate?
///
/// docs/readiness.md defines the shares and the figure, and says why they are as they are.
#pragma once

#include "zi/assess.hpp"
#include "zi/model.hpp"
#include "zi/unit.hpp"

#include <optional>
#include <vector>

namespace zi {

/// One condition on the way: what there is, what is asked, and how much of it that is.
struct ConditionReadiness {
    PredicateIndex predicate = none;  ///< the one that states the condition: the target, or one that it meets
    ConditionIndex condition =
        none;  ///< index into its conditions; none: whether the predicate concerns the unit at all, its `when`
    Verdict verdict = Verdict::open;
    bool may_not_apply =
        false;  ///< a guard is open, its own or one on the way to it: whether the condition counts for this unit is not known
    /// What is measured, certain and possible, and what is asked for: points; a number; a place in the order of grades; days.
    /// Nothing where the condition is a matter of yes or no, and no `attained` where the fact is not known.
    std::optional<Score> attained;
    std::optional<Rational> required;
    /// 0 to 1, as if the condition applied. `certain` is 1 exactly if the verdict is met.
    Score share;
    friend bool operator==(const ConditionReadiness&, const ConditionReadiness&) = default;
};

/// A unit's readiness for one predicate.
struct Readiness {
    PredicateIndex predicate = none;  ///< the target
    bool concerned = true;            ///< false: the predicate's `when` does not hold for this unit; then there is nothing else
    Verdict verdict = Verdict::open;
    /// The mean share of the conditions, 0 to 1. `certain` is 1 exactly if the predicate is met. Conditions that may not apply
    /// are counted in or left out, whichever makes `certain` less and `possible` more.
    Score figure;
    std::vector<ConditionReadiness>
        conditions;        ///< in the order of the rules, those of another predicate where it is first met
    Index binding = none;  ///< index into `conditions`: the first with the least certain share; none if all are met
    friend bool operator==(const Readiness&, const Readiness&) = default;
};

/// The predicate to aim at where nobody names one: the first award, else the first of any kind; none if there is none.
PredicateIndex default_target(const Model& model);

/// How far a unit is on its way to a predicate. `assessment` must be the unit's own, of the same model. Thread-safe; its time
/// grows with the conditions in force, apart from sorting those that may not apply.
Readiness readiness(const Model& model, const Unit& unit, const Assessment& assessment, PredicateIndex predicate);

}  // namespace zi
