/// Which levels and documents reach the target at the least cost? Fronts bound a box of choices; boxes are split until the best plan is proved.
#pragma once

#include "levels.hpp"
#include "parts.hpp"

#include <optional>
#include <vector>

namespace zi::improve {

/// A choice of one level for every question, and the documents that carry them.
struct Solution {
    std::vector<Index> levels;
    TokenSet documents;
    std::uint64_t cost = 0;
};

struct Found {
    std::optional<Solution> best;
    std::uint64_t bound = 0;  ///< no choice of the box costs less; the cost of `best` if it is proved
    Certificate certificate;  ///< if asked for
};

/// What the search is about. Everything must outlive it.
struct Problem {
    const Model& model;
    const std::vector<Bound>& bounds;
    const Levels& levels;
    const Parts& parts;
};

/// The cheapest solution, then `next` others in the order of cost, with distinct levels. The target must be within reach.
struct Ranking {
    Found best;
    std::vector<Found> next;
};
Ranking cheapest(const Problem& problem, std::size_t next, std::size_t boxes, bool certificate);

/// What follows from a solution without further cost: answers that are claimed already count as far as its documents carry them.
void settle(const Levels& levels, Solution& solution);

}  // namespace zi::improve
