/// How are points represented as integers? Exactly, over a common denominator, if that is small; otherwise on a fine grid,
/// rounded up, so that upper bounds stay valid.
#pragma once

#include "levels.hpp"
#include "target.hpp"

#include "base/wide.hpp"

#include <vector>

namespace zi::improve {

class Grid {
public:
    Grid(const Model& model, const std::vector<Bound>& bounds, const Levels& levels);

    /// Are integers exact, or rounded to the grid?
    bool exact() const { return denominator_ != 0; }
    Wide up(const Rational& value) const { return rounded(value, true); }
    Wide down(const Rational& value) const { return rounded(value, false); }
    Rational value(Wide points) const;

private:
    Wide rounded(const Rational& value, bool up) const;

    Wide denominator_ = 0;
    Rational unit_ = 1;  ///< size of a grid step
};

/// By bound: the number of questions it counts, with multiplicity.
std::vector<Wide> answers_counted(const Model& model, const std::vector<Bound>& bounds);

}  // namespace zi::improve
