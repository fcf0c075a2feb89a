#include "decimals.hpp"

#include "power_of_ten.hpp"
#include "wide.hpp"

#include <algorithm>

namespace zi {

std::optional<Wide> fixed_decimal(const Rational& score, unsigned digits, std::span<const Rational> thresholds) {
    const Rational power = power_of_ten(digits);
    const auto nearest = floor_of(score * power + Rational(1, 2));
    if (!nearest) return std::nullopt;
    Wide shown = *nearest;
    const auto above = std::ranges::upper_bound(thresholds, score);
    if (above != thresholds.begin()) {
        const Rational reached = *(above - 1) * power;
        const bool hit = *(above - 1) == score && reached.is_integer();
        if (const auto below = floor_of(reached)) shown = std::max(shown, *below + (hit ? 0 : 1));
    }
    if (above != thresholds.end())
        if (const auto wanted = floor_of(-(*above * power))) shown = std::min(shown, -*wanted - 1);
    return shown;
}

CountedDecimals::CountedDecimals(std::int64_t unit, unsigned digits, std::span<const Rational> thresholds)
    : unit_(static_cast<std::uint64_t>(unit)), power_(static_cast<std::uint64_t>(power_of_ten(digits))) {
    if (unit_ > power_) places_of_one_ = static_cast<std::uint64_t>((UnsignedWide{power_} << 64) / unit_);
    for (const Rational& threshold : thresholds) {
        const Rational places = threshold * Rational(power_of_ten(digits)), half(1, 2);
        // Half-way: consider both neighbours.
        for (const auto& beside : {floor_of(places + half), floor_of(places - half)})
            if (beside && !(rational_of(*beside) + half < places)) beside_thresholds_.push_back(*beside);
    }
}

}  // namespace zi
