/// Which decimal of a fixed number of places stands for a score? For columns, whose values all have as many.
///
/// The rule is that of Rational::decimal: the nearest, halves up, that lies on the same side of each threshold as the score. A
/// column cannot add places. There the nearest on the right side is taken instead, which is at most one place away; where the
/// places are too few to tell two thresholds apart that a score lies between, the one below the upper.
#pragma once

#include "zi/rational.hpp"

#include "wide.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace zi {

/// In units of the last place, of at most 18. `thresholds` ascend. Nothing beyond 128 bits.
std::optional<Wide> fixed_decimal(const Rational& score, unsigned digits, std::span<const Rational> thresholds);

/// The same of scores that are counted in 1 / unit, as long as whole numbers decide it; fast.
class CountedDecimals {
public:
    /// unit > 0; at most 18 digits.
    CountedDecimals(std::int64_t unit, unsigned digits, std::span<const Rational> thresholds);

    /// Nothing where the exact value, less than `error` above the score, may have another decimal, or one that has to be seen
    /// beside a threshold. What is given is the nearest, on the right side of each threshold by itself.
    std::optional<Wide> of(std::int64_t score, std::int64_t error) const {
        if (score < 0) return std::nullopt;
        const auto value = static_cast<std::uint64_t>(score);
        UnsignedWide places;
        std::uint64_t rest;
        if (places_of_one_ != 0) {
            // score * power / unit, rounded down: a product that is off by less than one takes a fraction of the time of a
            // division. The parts of the rest may wrap around, it does not.
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
        // Twice the rest at which the next place is nearer.
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
    std::vector<Wide> beside_thresholds_;  ///< half a place from one, or less
};

}  // namespace zi
