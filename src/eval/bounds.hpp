/// Within which shares does an answer lie of which only ranges are known?
#pragma once

#include "zi/unit.hpp"

#include <optional>
#include <vector>

namespace zi {

/// Both ends count. One value: whatever the inputs are that are not known.
struct ShareBounds {
    Rational low, high;
    Index decided_by = none;  ///< the case that surely decides, where one does
};

/// Every completion of the counts that the rules admit earns a share within these bounds; they may be wider than that. What the
/// rules leave open lies between the question's worst and best, as does everything where no input is known.
ShareBounds bounds_of(const Question& question, const Counts& counts);

/// What one count can be; no `high`: anything from `low` on.
struct CountRange {
    Rational low;
    std::optional<Rational> high;
};

/// Every answer within these ranges, one for each input, that earns anything earns a share within the bounds.
ShareBounds bounds_of(const Question& question, const std::vector<CountRange>& counts);
/// The same of numbers from `low` to `high`. `scale`: that of the question.
ShareBounds bounds_of(const Question& question, const Scale& scale, const Rational& low, const Rational& high);

}  // namespace zi
