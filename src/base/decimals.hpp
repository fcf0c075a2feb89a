/// Which decimal with a fixed number of places represents a score? For columns, whose values all have the same number of
/// places.
///
/// The rule is that of Rational::decimal: the nearest (half up) decimal on the same side of each threshold as the score. Since
/// a column cannot add places, the nearest decimal on the right side is used instead, at most one place away; if the places are
/// too few to separate two thresholds around the score, the one below the upper.
#pragma once

#include "zi/rational.hpp"

#include "wide.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace zi {

/// In units of the last place, at most 18 places. `thresholds` must be ascending. nullopt if beyond 128 bits.
std::optional<Wide> fixed_decimal(const Rational& score, unsigned digits, std::span<const Rational> thresholds);

/// The same for scores counted in 1 / unit, in integer arithmetic where that is decisive; fast.
class CountedDecimals {
public:
    /// unit > 0; at most 18 digits.
    CountedDecimals(std::int64_t unit, unsigned digits, std::span<const Rational> thresholds);

    /// nullopt if the exact value, which is less than `error` above the score, may have another decimal, or one next to a
    /// threshold. Otherwise the nearest decimal, on the right side of every threshold.
    std::optional<Wide> of(std::int64_t score, std::int64_t error) const {
        if (score < 0) return std::nullopt;
        const auto value = static_cast<std::uint64_t>(score);
        UnsignedWide places;
        std::uint64_t rest;
        if (places_of_one_ != 0) {
            // score * power / unit, rounded down: a multiplication that is off by less than one is several times as fast as a
            // division. The parts of the remainder may wrap around; the remainder itself does not.
            places = UnsignedWide{value} * places_of_one_ >> 64;
            rest = value * power_ - static_cast<std::uint64_t>(places) * unit_;
            if (rest >= unit_) {
                rest -= unit_;
                ++places;
            }
        } else {
            const UnsignedWide all = UnsignedWide{value} * power_;
            places = all / unit_;
            rest = static_cast<std::uint64_t>(all - places * unit_);
        }
        const bool up = rest >= unit_ - rest;
        // twice the remainder from which on rounding up is nearer
        const UnsignedWide next = UnsignedWide{unit_} * (up ? 3 : 1);
        if (error != 0 && 2 * (UnsignedWide{static_cast<std::uint64_t>(error)} * power_ + rest) > next) return std::nullopt;
        if (up) ++places;
        const auto nearest = static_cast<Wide>(places);
        for (const Wide beside : beside_thresholds_)
            if (nearest == beside) return std::nullopt;
        return nearest;
    }

private:
    std::uint64_t unit_, power_;
    std::uint64_t places_of_one_ = 0;      ///< in multiples of 2^-64; 0: the unit is coarser than a place
    std::vector<Wide> beside_thresholds_;  ///< within half a place of a threshold
};

}  // namespace zi
