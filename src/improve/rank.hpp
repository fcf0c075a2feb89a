/// Which other plans are there, cheapest first?
#pragma once

#include "search.hpp"

namespace zi::improve {

/// The cheapest solution, then others in the order of cost, with distinct levels.
struct Ranking {
    Found best;
    std::vector<Found> next;
    bool cut = false;  ///< the budget ended before `next` was full
};

/// The target must be within reach. Half of the budget is for the best one, the rest for its proof and for `next` others.
Ranking cheapest(const Problem& problem, std::size_t next, std::size_t boxes, bool certificate, Budget& budget);

}  // namespace zi::improve
