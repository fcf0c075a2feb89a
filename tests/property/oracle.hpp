/// What should come out? A third evaluator, written from docs/language.md over the description of a sheet: it shares neither
/// code nor data with the library.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "sheet.hpp"

namespace zi::sheet {

struct Interval {
    Fraction certain = 0, possible = 0;
};

struct Judged {
    bool concerned = true;
    std::string verdict;                                          ///< "met", "not_met" or "open"
    std::vector<std::pair<std::string, std::string>> conditions;  ///< id and verdict of those that apply
};

struct Expected {
    std::vector<Interval> nodes, views;
    std::vector<std::optional<Fraction>>
        shares;  ///< by node; nothing where the question is unknown, or does not concern the unit
    std::vector<Judged> predicates;
    std::optional<std::size_t> stage, possible_stage;  ///< predicates
};

/// `reach` is asked for questions whose reach the sheet does not know.
Expected expected(const Sheet& sheet, const Given& unit, const std::function<Reach(std::size_t node)>& reach);

}  // namespace zi::sheet
