/// How are points counted in whole numbers? Over a common denominator where there is a small one; else on a fine grid, rounded
/// up, so that what is said of the most that can be had stays true.
#pragma once

#include "levels.hpp"
#include "target.hpp"

#include "base/wide.hpp"

#include <vector>

namespace zi::improve {

class Grid {
public:
    Grid(const Model& model, const std::vector<Bound>& bounds, const Levels& levels);

    /// Whether whole numbers say all.
    bool exact() const { return denominator_ != 0; }
    Wide up(const Rational& value) const { return rounded(value, true); }
    Wide down(const Rational& value) const { return rounded(value, false); }
    Rational value(Wide points) const;

private:
    Wide rounded(const Rational& value, bool up) const;

    Wide denominator_ = 0;
    Rational unit_ = 1;  ///< of the grid
};

/// Questions that each bound counts, a question as often as it counts.
std::vector<Wide> answers_counted(const Model& model, const std::vector<Bound>& bounds);

}  // namespace zi::improve
