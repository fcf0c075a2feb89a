/// Parts of worksheets at random: scales, ratios, guards, values of facts.
#pragma once

#include <functional>

#include "random_sheet.hpp"

namespace zi::sheet {

Scale any_scale(Choices& choose, std::string name, const Shape& shape);
Question any_ratio(Choices& choose, const Shape& shape);

/// Fills in what a test compares: operator and values that fit the fact and can hold for some value of it.
void compare_fact(Choices& choose, const Sheet& sheet, std::size_t fact, Op& op, std::vector<Fraction>& numbers);
Fraction any_fact_value(Choices& choose, const Sheet& sheet, const Fact& fact);

/// A day about the turn of a month or year, end of February first.
int any_turn(Choices& choose);
/// The first day from which on so much time has at most passed on a day: the boundary of a condition on elapsed time.
int back(int as_of, int count, Period period);

Guard any_guard(Choices& choose, std::size_t depth, const std::function<void(Guard&)>& test);

/// A number between two others, ends included, with a denominator that chance picks.
Fraction between(Choices& choose, const Fraction& low, const Fraction& high);

}  // namespace zi::sheet
