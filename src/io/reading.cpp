#include "zi/reading.hpp"

#include <utility>

namespace zi {

void read_units(const Model& model, std::string_view text, const Limits& limits, const Reading& reading, const UnitSink& sink) {
    read_units(
        model, text, limits,
        [&](Result<Unit> unit) {
            if (!unit) return sink(std::move(unit));
            if (reading.no_evidence) unit->documents.reset();
            if (reading.last_assessor) *unit = seen_by(std::move(*unit), *reading.last_assessor);
            reading.members.hand_to(*unit);
            return sink(std::move(unit));
        },
        &reading.shared);
}

// Without the quotation mark that comes first: finding one takes long.
bool may_have_members(std::string_view text) { return text.find("members\"") != std::string_view::npos; }

MemberVerdicts member_verdicts(const Program& program, Date as_of, const UnitReader& units) {
    AssessmentState state;
    MemberVerdicts verdicts;
    units([&](Result<Unit> unit) {
        if (unit && !unit->members) verdicts.add(*unit, assess(program, *unit, as_of, state));
        return true;
    });
    return verdicts;
}

std::vector<std::string> document_ids(const SharedEvidence& shared, const UnitReader& units) {
    std::vector<std::string> ids;
    for (const auto& document : shared.documents()) ids.push_back(document->id);
    units([&](Result<Unit> unit) {
        if (unit && unit->documents)
            for (const Document& document : *unit->documents) ids.push_back(document.id);
        return true;
    });
    return ids;
}

}  // namespace zi
