#include "columnar/floor.hpp"

#include "base/wide.hpp"

#include <limits>

namespace zi::columnar {

Floor floor_of(const Rational& value, std::int64_t unit) {
    constexpr std::int64_t lowest = std::numeric_limits<std::int64_t>::min(), highest = std::numeric_limits<std::int64_t>::max();
    if (const auto parts = value.small()) {
        const Wide top = static_cast<Wide>(parts->first) * unit, bottom = parts->second;
        Wide floor = top / bottom;
        const bool exact = floor * bottom == top;
        if (!exact && top < 0) --floor;
        if (floor > highest) return {highest, false};
        if (floor < lowest) return {lowest, false};
        return {static_cast<std::int64_t>(floor), exact};
    }
    const Rational product = value * Rational(unit);
    if (product >= Rational(highest)) return {highest, false};
    if (product < Rational(lowest)) return {lowest, false};
    std::int64_t low = lowest, high = highest;  // low <= product < high
    while (static_cast<Wide>(high) - low > 1) {
        const auto middle = static_cast<std::int64_t>(low + (static_cast<Wide>(high) - low) / 2);
        (Rational(middle) <= product ? low : high) = middle;
    }
    return {low, Rational(low) == product};
}

}  // namespace zi::columnar
