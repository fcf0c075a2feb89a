/// What does a predicate require of the scores, and what else?
#pragma once

#include "zi/improve.hpp"

#include <vector>

namespace zi::improve {

/// A lower bound on a certain score: at least the threshold, or strictly more.
struct Bound {
    ConditionRef ref;
    bool view = false;   ///< a view; else a node
    Index index = none;  ///< of the view or node
    Rational threshold;
    bool strict = false;

    bool met_by(const Rational& points) const { return strict ? points > threshold : points >= threshold; }
};

struct Target {
    std::vector<Bound> bounds;
    std::vector<ConditionRef> not_monotone;  ///< conditions on scores that more points may break
    std::vector<Obligation> obligations;     ///< not certainly met, and not a matter of points
};

/// The requirements of the predicate, then of those it refers to, each once. Precondition: `assessment` is of the same unit and
/// day.
Target target_of(const Model& model, const Unit& unit, const Assessment& assessment, PredicateIndex predicate);

inline const Condition& condition_of(const Model& model, ConditionRef ref) {
    return model.predicates[ref.predicate].conditions[ref.condition];
}

}  // namespace zi::improve
