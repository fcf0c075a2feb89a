/// What does an evidence graph hold?
#pragma once

#include "unit_state.hpp"

#include <map>
#include <string_view>

namespace zi {

struct EvidenceGraph::State {
    /// A unit that a document reaches, and its place in the unit's list.
    struct Reach {
        Index unit, place;
    };

    State(std::shared_ptr<const Model> model, std::vector<Unit> all, Date day);
    State(const State&) = delete;

    /// The units that a document reaches.
    std::vector<Reach> reached(Index document) const;
    bool is_own(Index document) const { return document < first_shared; }

    Program program;
    std::vector<Unit> units;
    Date as_of;
    std::vector<DocumentNode> documents;
    Index first_shared = 0;
    std::map<std::string_view, Index> unit_ids, shared_ids;
    std::vector<std::vector<Index>> of_unit;    ///< documents, own ones first
    std::vector<std::vector<Reach>> of_shared;  ///< by document, counted from the first shared one
    std::vector<graph::UnitState> states;       ///< by unit
};

}  // namespace zi
