/// Bit masks over the rows of a chunk.
#pragma once

#include "columnar/prepared.hpp"

#include <array>
#include <bit>
#include <cstdint>

namespace zi::columnar {

/// One bit for each row of a chunk.
using Bits = std::array<std::uint64_t, words>;

template <class Combine>
constexpr Bits combined(const Bits& a, const Bits& b, Combine combine) {
    Bits out;
    for (std::size_t w = 0; w < words; ++w) out[w] = combine(a[w], b[w]);
    return out;
}
constexpr Bits operator&(const Bits& a, const Bits& b) {
    return combined(a, b, [](auto x, auto y) { return x & y; });
}
constexpr Bits operator|(const Bits& a, const Bits& b) {
    return combined(a, b, [](auto x, auto y) { return x | y; });
}
constexpr Bits operator~(const Bits& a) {
    return combined(a, a, [](auto x, auto) { return ~x; });
}

constexpr bool any(const Bits& bits) {
    std::uint64_t all = 0;  // no early exit, so that it vectorises
    for (const std::uint64_t word : bits) all |= word;
    return all != 0;
}
constexpr std::size_t count(const Bits& bits) {
    std::size_t rows = 0;
    for (const std::uint64_t word : bits) rows += static_cast<std::size_t>(std::popcount(word));
    return rows;
}
constexpr bool at(const Bits& bits, std::size_t row) { return (bits[row / 64] >> (row % 64) & 1) != 0; }

/// A truth for each row as two bit masks, certain and possible: three-valued "and", "or" and "not" are bitwise operations.
struct Truths {
    Bits certain{}, possible{};
};
constexpr Truths operator&(const Truths& a, const Truths& b) { return {a.certain & b.certain, a.possible & b.possible}; }
constexpr Truths operator|(const Truths& a, const Truths& b) { return {a.certain | b.certain, a.possible | b.possible}; }
constexpr Truths operator~(const Truths& a) { return {~a.possible, ~a.certain}; }
constexpr Truths& operator&=(Truths& a, const Truths& b) {
    for (std::size_t w = 0; w < words; ++w) a.certain[w] &= b.certain[w], a.possible[w] &= b.possible[w];
    return a;
}

template <class Each>
void for_each_row(const Bits& rows, Each each) {
    for (std::size_t w = 0; w < words; ++w)
        for (std::uint64_t left = rows[w]; left != 0; left &= left - 1)
            each(64 * w + static_cast<std::size_t>(std::countr_zero(left)));
}

}  // namespace zi::columnar
