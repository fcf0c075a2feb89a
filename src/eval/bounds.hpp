/// Within which shares does a ratio lie, some of whose inputs are not known?
#pragma once

#include "zi/unit.hpp"

namespace zi {

/// Both ends count. One value: whatever the inputs are that are not known.
struct ShareBounds {
    Rational low, high;
    Index decided_by = none;  ///< the case that surely decides, where one does
};

/// Every completion of the counts that the rules admit earns a share within these bounds; they may be wider than that. What the
/// rules leave open lies between the question's worst and best, as does everything where no input is known.
ShareBounds bounds_of(const Question& question, const Counts& counts);

}  // namespace zi
