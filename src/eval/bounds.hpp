/// Within which bounds does a share lie if only ranges of the inputs are known?
#pragma once

#include "zi/unit.hpp"

#include <optional>
#include <vector>

namespace zi {

/// Both ends inclusive. Equal ends: the share is known although inputs are missing.
struct ShareBounds {
    Rational low, high;
    Index decided_by = none;  ///< the case that certainly decides, if one does
};

/// Sound, not tight: every completion of the counts that the rules admit earns a share within these bounds. If the rules leave
/// the answer open, or no input is known, the bounds are the question's worst and best share.
ShareBounds bounds_of(const Question& question, const Counts& counts);

/// The range of one count; no `high`: unbounded above.
struct CountRange {
    Rational low;
    std::optional<Rational> high;
};

/// Bounds of every answer whose inputs lie in these ranges (one range for each input) and that earns a share.
ShareBounds bounds_of(const Question& question, const std::vector<CountRange>& counts);
/// The same for numbers from `low` to `high`. `scale`: the question's.
ShareBounds bounds_of(const Question& question, const Scale& scale, const Rational& low, const Rational& high);

}  // namespace zi
