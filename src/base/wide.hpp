/// What do two numbers of up to 128 bits have in common?
#pragma once

#include <cstdint>
#include <numeric>
#include <utility>

namespace zi {

__extension__ using Wide = __int128;
__extension__ using UnsignedWide = unsigned __int128;

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
