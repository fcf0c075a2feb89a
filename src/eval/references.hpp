/// What does a predicate ask, along with those that it refers to?
#pragma once

#include "zi/model.hpp"

#include <cstddef>
#include <utility>
#include <vector>

namespace zi {

/// Walks what a predicate asks and, at the first reference to each, what those ask that it refers to; without recursion.
/// `asked(p)` gives what a predicate asks, which stays where it is during the walk: its conditions, or the results of those
/// that apply. `enter(p)` comes before that; `visit(p, place, one)` gets each, and gives the predicate that it refers to; none:
/// no other.
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

/// The predicate that a condition refers to; none: it asks something itself.
inline PredicateIndex referred(const Condition& condition) {
    return condition.subject == Condition::Subject::predicate ? condition.predicate() : PredicateIndex();
}

}  // namespace zi
