/// Which whole number lies just below an exact value?
#pragma once

#include "zi/rational.hpp"

#include <cstdint>

namespace zi::columnar {

struct Floor {
    std::int64_t value = 0;
    bool exact = false;  ///< nothing was rounded away
};

/// value * unit, rounded down; what lies beyond 64 bits becomes the end of their range.
Floor floor_of(const Rational& value, std::int64_t unit);

}  // namespace zi::columnar
