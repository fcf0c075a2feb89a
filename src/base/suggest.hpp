/// Which name was probably meant?
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace zi {

/// A budget for suggestions in one run, in letter comparisons. Thousands of unknown words against thousands of names would take
/// seconds, and somebody who got them all wrong needs no guess for each.
struct Guesses {
    std::size_t left = 10'000'000;

    /// Readers set this to 0 once they report no more.
    bool spent() const { return left == 0; }
};

/// The candidate nearest to `word` by edit distance (case differences count half), or "" if none is near enough to be a typo,
/// or the budget is spent. Ties go to the first candidate.
std::string closest(std::string_view word, const std::vector<std::string_view>& candidates, Guesses& guesses);
/// Without a budget: for few candidates, or a single call.
std::string closest(std::string_view word, const std::vector<std::string_view>& candidates);

}  // namespace zi
