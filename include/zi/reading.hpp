/// How are the units of a text looked at? With which documents, as seen by whom, and kawasan after their members.
#pragma once

#include "zi/assess.hpp"
#include "zi/limits.hpp"
#include "zi/model.hpp"
#include "zi/program.hpp"
#include "zi/unit.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zi {

/// What counts of units, beside what they say themselves.
struct Reading {
    SharedEvidence shared;     ///< documents that serve several units
    bool no_evidence = false;  ///< answers count as they claim
    std::optional<AssessorIndex>
        last_assessor;       ///< set if only the first assessors are heard, up to this one; none: the unit alone
    MemberVerdicts members;  ///< what member_verdicts gave, for kawasan among the units
};

/// As the function of this name in zi/unit.hpp; the sink gets the units as `reading` says. Thread-safe.
void read_units(const Model& model, std::string_view text, const Limits& limits, const Reading& reading, const UnitSink& sink);

/// Reads the same units as often as it is called, from the first on.
using UnitReader = std::function<void(const UnitSink&)>;

/// False: no unit of this text is a kawasan, and there is nothing for member_verdicts to do. Thread-safe; linear in the text,
/// and fast.
bool may_have_members(std::string_view text);

/// What the assessments of those units say that are no kawasan. Units that are refused are passed over. Thread-safe.
MemberVerdicts member_verdicts(const Program& program, Date as_of, const UnitReader& units);

/// The ids of all documents, shared ones first, then those of units; for read_costs. Units that are refused are passed over.
/// Thread-safe.
std::vector<std::string> document_ids(const SharedEvidence& shared, const UnitReader& units);

}  // namespace zi
