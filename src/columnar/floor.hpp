/// floor(value * unit) in 64 bits.
#pragma once

#include "zi/rational.hpp"

#include <cstdint>
#include <optional>

namespace zi::columnar {

struct Floor {
    std::int64_t value = 0;
    bool exact = false;  ///< value * unit is an integer
};

/// value * unit, rounded down; nullopt if it does not fit 64 bits, which callers treat differently.
std::optional<Floor> floor_of(const Rational& value, std::int64_t unit);

}  // namespace zi::columnar
