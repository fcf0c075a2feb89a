/// What is 10^n?
#pragma once

#include <cstddef>
#include <cstdint>

namespace zi {

/// Precondition: at most 18.
constexpr std::int64_t power_of_ten(std::size_t exponent) {
    std::int64_t power = 1;
    while (exponent-- > 0) power *= 10;
    return power;
}

}  // namespace zi
