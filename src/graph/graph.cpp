// Numbers the documents of all units, and maps them back to units.
#include "state.hpp"

#include <algorithm>

namespace zi {

EvidenceGraph::State::State(Program lowered, std::vector<Unit> all, Date day)
    : program(std::move(lowered)), units(std::move(all)), as_of(day), of_unit(units.size()) {
    for (UnitIndex u{0}; u < units.size(); ++u) {
        unit_ids.emplace(units[u].id, u);
        if (!units[u].documents) continue;
        for (const Document& document : *units[u].documents) {
            of_unit[u].emplace_back(documents.size());
            documents.push_back({&document, u, static_cast<Index>(&document - units[u].documents->data())});
        }
    }
    first_shared = static_cast<Index>(documents.size());
    for (UnitIndex u{0}; u < units.size(); ++u) {
        if (!units[u].documents) continue;
        for (const auto& document : units[u].shared) {
            const auto [found, added] = shared_ids.emplace(document->id, documents.size());
            if (added) {
                documents.push_back({document.get(), none, found->second - first_shared});
                of_shared.emplace_back();
            }
            of_shared[found->second - first_shared].push_back({u, DocumentIndex(of_unit[u].size())});
            of_unit[u].push_back(found->second);
        }
    }
    program::Evaluator evaluator(program.shared_tables());
    states.reserve(units.size());
    for (const Unit& unit : units) states.emplace_back(evaluator, unit, as_of);
}

std::vector<EvidenceGraph::State::Reach> EvidenceGraph::State::reached(GraphDocumentIndex document) const {
    if (is_own(document)) return {{documents[document].unit, DocumentIndex(documents[document].place)}};
    return of_shared[document - first_shared];
}

EvidenceGraph::EvidenceGraph(Program program, std::vector<Unit> units, Date as_of)
    : state_(std::make_shared<const State>(std::move(program), std::move(units), as_of)) {}

const Model& EvidenceGraph::model() const { return state_->program.model(); }
Date EvidenceGraph::as_of() const { return state_->as_of; }
const List<Unit>& EvidenceGraph::units() const { return state_->units; }
const Assessment& EvidenceGraph::assessment(UnitIndex unit) const { return state_->states[unit].assessment(); }
const List<DocumentNode>& EvidenceGraph::documents() const { return state_->documents; }
const List<GraphDocumentIndex, Document>& EvidenceGraph::documents_of(UnitIndex unit) const { return state_->of_unit[unit]; }
const List<Standing, Document>& EvidenceGraph::standings(UnitIndex unit) const { return state_->states[unit].standings(); }

UnitIndex EvidenceGraph::find_unit(std::string_view id) const {
    const auto found = state_->unit_ids.find(id);
    return found == state_->unit_ids.end() ? UnitIndex() : found->second;
}

std::vector<GraphDocumentIndex> EvidenceGraph::find_documents(std::string_view id) const {
    std::vector<GraphDocumentIndex> found;
    for (GraphDocumentIndex i{0}; i < documents().size(); ++i)
        if (documents()[i].document->id == id) found.push_back(i);
    return found;
}

GraphDocumentIndex EvidenceGraph::find_document(UnitIndex unit, std::string_view id) const {
    if (unit == none) {
        const auto found = state_->shared_ids.find(id);
        return found == state_->shared_ids.end() ? GraphDocumentIndex() : found->second;
    }
    for (const GraphDocumentIndex document : state_->of_unit[unit])
        if (state_->documents[document].document->id == id) return document;
    return none;
}

std::vector<UnitIndex> EvidenceGraph::units_reached(GraphDocumentIndex document) const {
    std::vector<UnitIndex> units;
    for (const State::Reach& reach : state_->reached(document)) units.push_back(reach.unit);
    return units;
}

Standing EvidenceGraph::standing(GraphDocumentIndex document) const {
    const DocumentNode& node = state_->documents[document];
    const State::Reach first = node.unit != none ? State::Reach{node.unit, DocumentIndex(node.place)}
                                                 : state_->of_shared[document - state_->first_shared].front();
    return standings(first.unit)[first.place];
}

std::vector<GraphDocumentIndex> EvidenceGraph::named(GraphDocumentIndex document, Relation relation) const {
    const DocumentNode& node = state_->documents[document];
    std::vector<GraphDocumentIndex> result;
    if (node.unit != none) {
        const DocumentLinks& links = state_->states[node.unit].links();
        const DocumentIndex own(node.place);
        for (const DocumentIndex place : relation == Relation::derives_from ? links.bases(own) : links.replaced(own))
            result.push_back(state_->of_unit[node.unit][place]);
        return result;
    }
    for (const std::string& id : relation == Relation::derives_from ? node.document->derives_from : node.document->supersedes)
        if (const GraphDocumentIndex other = find_document(none, id); other != none) result.push_back(other);
    return result;
}

std::string_view code(DocumentChange change) {
    switch (change) {
        case DocumentChange::rejected: return "rejected";
        case DocumentChange::expired: return "expired";
        case DocumentChange::accepted: return "accepted";
    }
    return "";
}

}  // namespace zi
