#include "decimals.hpp"

#include "power_of_ten.hpp"

#include <algorithm>

namespace zi {

std::optional<Wide> fixed_decimal(const Rational& score, unsigned digits, std::span<const Rational> thresholds) {
    const Rational power = power_of_ten(digits);
    const auto nearest = (score * power + Rational(1, 2)).floor();
    if (!nearest) return std::nullopt;
    Wide shown = *nearest;
    const auto above = std::ranges::upper_bound(thresholds, score);
    if (above != thresholds.begin()) {
        const Rational reached = *(above - 1) * power;
        const bool hit = *(above - 1) == score && reached.is_integer();
        if (const auto below = reached.floor()) shown = std::max(shown, *below + (hit ? 0 : 1));
    }
    if (above != thresholds.end())
        if (const auto wanted = (-(*above * power)).floor()) shown = std::min(shown, -*wanted - 1);
    return shown;
}

CountedDecimals::CountedDecimals(std::int64_t unit, unsigned digits, std::span<const Rational> thresholds)
    : unit_(static_cast<std::uint64_t>(unit)), power_(static_cast<std::uint64_t>(power_of_ten(digits))) {
    if (unit_ > power_) places_of_one_ = static_cast<std::uint64_t>((UnsignedWide{power_} << 64) / unit_);
    for (const Rational& threshold : thresholds) {
        const Rational places = threshold * Rational(power_of_ten(digits)), half(1, 2);
        // Both neighbours, where it lies half-way.
        for (const auto& beside : {(places + half).floor(), (places - half).floor()})
            if (beside && !(Rational::from_int128(*beside, 1) + half < places)) beside_thresholds_.push_back(*beside);
    }
}

}  // namespace zi
