/// On which units does rounding go wrong? Units whose verdict hangs on one threshold: all other conditions of the predicate are
/// met, and the score lies exactly on the threshold, or on the next one below that a few answers can reach.
#pragma once

#include "population.hpp"

#include <vector>

namespace bench {

struct Adversarial {
    std::vector<zi::Unit> units;
    std::size_t on = 0, below = 0;  ///< how many of them
};

/// At least 1,000 units on a threshold of WBK or WBBM and 200 just below one; the same on every machine. Throws if the search
/// fails.
Adversarial adversarial();

}  // namespace bench
