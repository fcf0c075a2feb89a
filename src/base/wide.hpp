/// What are numbers of up to 128 bits as rational numbers, and what do two of them have in common?
#pragma once

#include "zi/rational.hpp"

#include <cstdint>
#include <numeric>
#include <optional>
#include <utility>

namespace zi {

__extension__ using Wide = __int128;
__extension__ using UnsignedWide = unsigned __int128;

namespace base {
struct WideNumbers {
    static Rational rational(Wide numerator, Wide denominator);
    static std::optional<Wide> floor(const Rational& value);
};
}  // namespace base

/// numerator / denominator; 0 if the denominator is 0.
inline Rational rational_of(Wide numerator, Wide denominator = 1) {
    return base::WideNumbers::rational(numerator, denominator);
}
/// The floor, if it fits in 128 bits.
inline std::optional<Wide> floor_of(const Rational& value) { return base::WideNumbers::floor(value); }

inline UnsignedWide magnitude(Wide value) {
    return value < 0 ? -static_cast<UnsignedWide>(value) : static_cast<UnsignedWide>(value);
}

inline UnsignedWide greatest_common_divisor(UnsignedWide a, UnsignedWide b) {
    while (b != 0) {
        if ((a | b) >> 64 == 0) return std::gcd(static_cast<std::uint64_t>(a), static_cast<std::uint64_t>(b));
        a %= b;
        std::swap(a, b);
    }
    return a;
}
inline Wide greatest_common_divisor(Wide a, Wide b) {
    return static_cast<Wide>(greatest_common_divisor(magnitude(a), magnitude(b)));
}

}  // namespace zi
