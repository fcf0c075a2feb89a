/// How does a result become a page for people, with nothing to install and nothing fetched?
///
/// A page is a template with data beside it, in one HTML file: pages/report.html, report.css and report.js, which whoever knows
/// HTML changes without C++, and one JSON object (docs/report.md) that they show. Nothing in it comes from the network. The
/// same input gives the same bytes.
#pragma once

#include "zi/graph.hpp"
#include "zi/improve.hpp"
#include "zi/language.hpp"

#include <cstddef>
#include <string>

namespace zi {

struct PageOptions {
    PredicateIndex target = none;  ///< what units are on their way to; none: default_target
    Language language = Language::indonesian;
    Costs costs;                ///< of plans
    std::size_t heaviest = 12;  ///< how many documents with the largest impact
    std::size_t refused = 0;    ///< units that were left out: the page says so
    /// A unit's page is told of as "unit-0001.html" by its place among the units, and lies beside the population's. False: it
    /// is not there.
    bool unit_pages = false;
};

/// The goal that a page asks about: the first eligibility that `meets` the target itself, such as "ready to be proposed"; the
/// target, if there is none or if it is an eligibility already.
PredicateIndex goal_of(const Model& model, PredicateIndex target);

/// Where the page of a unit lies beside the population's: "unit-0001.html".
std::string unit_page_name(UnitIndex unit);

/// Where all units stand: how many may be proposed, what holds the others back, who is closest, and each unit at a click.
std::string population_page(const EvidenceGraph& graph, const PageOptions& options);
/// One unit: the worksheet as evaluators know it, conditions, plan, documents, and the text of a report of evaluation.
std::string unit_page(const EvidenceGraph& graph, UnitIndex unit, const PageOptions& options);

/// The data of these pages alone, for whoever has a template of their own.
std::string population_data(const EvidenceGraph& graph, const PageOptions& options);
std::string unit_data(const EvidenceGraph& graph, UnitIndex unit, const PageOptions& options);

}  // namespace zi
