/// Which name was probably meant?
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace zi {

/// What one run may spend on looking for names that were meant: letters compared with letters. Thousands of words beside
/// thousands of names would take seconds, and whoever wrote them all wrong is not helped by a guess for each.
struct Guesses {
    std::size_t left = 10'000'000;

    /// Readers spend what is left once they tell no more.
    bool spent() const { return left == 0; }
};

/// The candidate nearest to `word` by edit distance (letters' case counts half), or "" when none is near enough to be a typing
/// slip, or nothing is left to be spent. Ties go to the candidate that comes first.
std::string closest(std::string_view word, const std::vector<std::string_view>& candidates, Guesses& guesses);
/// Of few candidates, or once.
std::string closest(std::string_view word, const std::vector<std::string_view>& candidates);

}  // namespace zi
