/// Which worksheets and units does chance make? Sheets that the loader must accept, and units that the reader must accept.
#pragma once

#include "choices.hpp"
#include "sheet.hpp"

namespace zi::sheet {

using test::Choices;

/// What to leave out, for properties that do not hold for everything.
struct Shape {
    std::size_t questions = 24;
    std::size_t depth = 5;
    bool only_at_least = false;     ///< conditions on scores all say >=
    bool only_known_reach = false;  ///< no formulas at random
    bool only_finite = false;       ///< options and bands: answers that can be listed
    bool awkward = false;           ///< weights with large prime denominators
    bool extreme = false;    ///< totals around 2^62, 2^64 and 10^38, coprime weights, shares next to 0 and 1, nothing in reach
    bool everybody = false;  ///< every question concerns every unit
};

Sheet any_sheet(Choices& choose, const Shape& shape);

struct Filling {
    std::size_t unanswered = 20;  ///< per cent
    bool large = false;           ///< counts up to 10^12
};

Given any_unit(Choices& choose, const Sheet& sheet, const Filling& filling);
Filling any_filling(Choices& choose);

/// A number that the scale accepts.
Fraction any_number(Choices& choose, const Scale& scale);

}  // namespace zi::sheet
