/// Which other plans are there, in order of cost?
#pragma once

#include "search.hpp"

namespace zi::improve {

/// The cheapest solution, then others by ascending cost, with distinct levels.
struct Ranking {
    Found best;
    std::vector<Found> next;
    bool cut = false;  ///< the budget ended before `next` solutions were found
};

/// Precondition: the target is reachable. Half of the budget is for the best solution, the rest for its certificate and for
/// `next` others.
Ranking cheapest(const Problem& problem, std::size_t next, std::size_t boxes, bool certificate, Budget& budget);

}  // namespace zi::improve
