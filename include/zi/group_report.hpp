/// How are plans and documents of many units told by group?
///
/// A group is the units that have one value of an attribute. Groups come in the order of their values, then the units without
/// one; where sums mean something, all units come last. `refused`: units that are left out. All functions are thread-safe.
#pragma once

#include "zi/graph.hpp"
#include "zi/improve.hpp"
#include "zi/language.hpp"
#include "zi/program.hpp"
#include "zi/tables.hpp"
#include "zi/unit.hpp"

#include <cstddef>
#include <string>
#include <vector>

namespace zi {

/// The same groups in each format.
struct GroupedReport {
    std::string table;  ///< for people, ends in a line break
    std::string csv;    ///< RFC 4180
    std::string json;   ///< an object, without a line break
    ResultTables tables;
};

/// A plan for many units, by an attribute of theirs: how many there are, get there within the budget, wait for other
/// conditions, and cannot be planned for; what those cost who get there, each by itself. JSON: zi-population-plan/1 with "by"
/// and "groups". `units`: those of the plan.
GroupedReport plan_by_group(const Model& model, const std::vector<Unit>& units, Date as_of, PredicateIndex target,
                            std::uint64_t budget, const PopulationPlan& plan, const std::string& attribute,
                            const Diagnostics& refused, Language language);

/// The documents that each group loses most with, `most` of them each. JSON: zi-graph/1, about "heaviest_by_group".
GroupedReport heaviest_by_group(const Program& program, std::vector<Unit> units, Date as_of, std::size_t most,
                                const std::string& attribute, const Diagnostics& refused, Language language);

}  // namespace zi
