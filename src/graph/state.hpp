/// The state of an evidence graph.
#pragma once

#include "unit_state.hpp"

#include <map>
#include <string_view>

namespace zi {

struct EvidenceGraph::State {
    /// A unit that a document reaches, and the document's index in the unit's list.
    struct Reach {
        UnitIndex unit;
        DocumentIndex place;
    };

    State(Program lowered, std::vector<Unit> all, Date day);
    State(const State&) = delete;

    /// The units that a document reaches.
    std::vector<Reach> reached(GraphDocumentIndex document) const;
    bool is_own(GraphDocumentIndex document) const { return document < first_shared; }

    Program program;
    List<Unit> units;
    Date as_of;
    List<DocumentNode> documents;
    Index first_shared = 0;
    std::map<std::string_view, UnitIndex> unit_ids;
    std::map<std::string_view, GraphDocumentIndex> shared_ids;
    List<List<GraphDocumentIndex, Document>, Unit> of_unit;  ///< by unit: its own documents first, then shared ones
    std::vector<std::vector<Reach>> of_shared;               ///< by document, counted from the first shared one
    List<graph::UnitState, Unit> states;
};

}  // namespace zi
