/// Which conditions does a predicate ask for, including those of the predicates that it refers to?
#pragma once

#include "zi/model.hpp"

#include <cstddef>
#include <utility>
#include <vector>

namespace zi {

/// Depth-first traversal from one predicate, entering each referenced predicate once; iterative, since references can be as
/// deep as the file is long. `asked(p)` returns a range of the conditions (or results) of `p` that must stay valid during the
/// traversal. `enter(p)` is called before it; `visit(p, position, item)` for each item, and returns the predicate that the item
/// refers to, or none.
template <class Asked, class Enter, class Visit>
void walk_references(const Model& model, PredicateIndex predicate, Asked asked, Enter enter, Visit visit) {
    struct Step {
        PredicateIndex predicate;
        std::size_t next;
    };
    std::vector<char> entered(model.predicates.size(), 0);
    std::vector<Step> path;
    const auto go_to = [&](PredicateIndex to) {
        if (std::exchange(entered[to], 1) != 0) return;
        enter(to);
        path.push_back({to, 0});
    };
    for (go_to(predicate); !path.empty();) {
        const PredicateIndex at = path.back().predicate;
        const auto& all = asked(at);
        if (path.back().next == all.size()) {
            path.pop_back();
            continue;
        }
        const std::size_t place = path.back().next++;
        if (const PredicateIndex to = visit(at, ConditionIndex(place), all[place]); to != none) go_to(to);
    }
}

/// The predicate that a condition refers to; none for every other subject.
inline PredicateIndex referred(const Condition& condition) {
    return condition.subject == Condition::Subject::predicate ? condition.predicate() : PredicateIndex();
}

}  // namespace zi
