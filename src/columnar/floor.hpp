/// Which whole number lies just below an exact value?
#pragma once

#include "zi/rational.hpp"

#include <cstdint>
#include <optional>

namespace zi::columnar {

struct Floor {
    std::int64_t value = 0;
    bool exact = false;  ///< nothing was rounded away
};

/// value * unit, rounded down. Nothing beyond 64 bits: what that means is for the caller to say, and no number in its place
/// would be right.
std::optional<Floor> floor_of(const Rational& value, std::int64_t unit);

}  // namespace zi::columnar
