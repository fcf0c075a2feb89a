/// Which inputs are made large, and what is done with them?
#pragma once

#include <cstddef>
#include <functional>
#include <vector>

namespace growth {

/// What is measured; false if its answer is wrong.
using Work = std::function<bool()>;

enum class Ends { done, in_a_limit, in_a_budget };

struct Family {
    const char* name;
    std::size_t first;  ///< doubled until it can be measured
    std::size_t most;   ///< no larger than this, at 4n
    std::function<Work(std::size_t n)> make;
    Ends ends = Ends::done;  ///< in_a_limit: refused by a diagnostic, in_a_budget: broken off, at every size, and soon
};

const std::vector<Family>& families();

}  // namespace growth
