/// Which name was probably meant?
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace zi {

/// The candidate nearest to `word` by edit distance (letters' case counts half), or "" when none is near enough to be a typing
/// slip. Ties go to the candidate that comes first.
std::string closest(std::string_view word, const std::vector<std::string_view>& candidates);

}  // namespace zi
