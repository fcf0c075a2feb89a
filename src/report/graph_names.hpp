/// How are documents, questions and predicates of an evidence graph named? Shared by its reports.
#pragma once

#include "conditions.hpp"
#include "standing.hpp"

#include "zi/graph.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace zi {

inline const std::array<Standing, 8>& all_standings() {
    static const std::array all{Standing::accepted,   Standing::pending,   Standing::needs_repair, Standing::expired,
                                Standing::superseded, Standing::unfounded, Standing::rejected,     Standing::missing};
    return all;
}

inline std::string document_name(const EvidenceGraph& graph, GraphDocumentIndex document) {
    const DocumentNode& node = graph.documents()[document];
    return plain(node.unit == none ? node.document->id : graph.units()[node.unit].id + ": " + node.document->id);
}

inline const std::string& question_name(const Model& model, QuestionIndex question) {
    return model.nodes[model.questions[question].node].id;
}

/// JSON pointer of a reference, inside the unit or inside the shared document.
inline std::string reference_path(const EvidenceGraph& graph, const CycleEdge& edge, Relation relation) {
    const DocumentNode& from = graph.documents()[edge.from];
    return (from.unit == none ? "" : "/evidence/" + std::to_string(from.place)) +
           (relation == Relation::derives_from ? "/derives_from/" : "/supersedes/") + std::to_string(edge.reference);
}

/// The transitive closure of references from a document (`forward`), or to it.
inline std::vector<GraphDocumentIndex> closure(const EvidenceGraph& graph, GraphDocumentIndex document, bool forward) {
    List<std::vector<GraphDocumentIndex>, DocumentNode> linked(graph.documents().size());
    for (GraphDocumentIndex i{0}; i < linked.size(); ++i)
        for (const GraphDocumentIndex other : graph.named(i, Relation::derives_from)) {
            if (forward)
                linked[i].push_back(other);
            else
                linked[other].push_back(i);
        }
    std::set<GraphDocumentIndex> found;
    std::vector<GraphDocumentIndex> open{document};
    while (!open.empty()) {
        const GraphDocumentIndex one = open.back();
        open.pop_back();
        for (const GraphDocumentIndex other : linked[one])
            if (other != document && found.insert(other).second) open.push_back(other);
    }
    return {found.begin(), found.end()};
}

/// Cycles and orphans among the documents of a unit.
inline std::vector<Cycle> cycles_of(const EvidenceGraph& graph, UnitIndex unit) {
    const std::set<GraphDocumentIndex> own(graph.documents_of(unit).begin(), graph.documents_of(unit).end());
    std::vector<Cycle> cycles = graph.cycles();
    std::erase_if(cycles, [&](const Cycle& cycle) { return !own.contains(cycle.edges.front().from); });
    return cycles;
}
inline std::vector<Orphan> orphans_of(const EvidenceGraph& graph, UnitIndex unit) {
    const std::set<GraphDocumentIndex> own(graph.documents_of(unit).begin(), graph.documents_of(unit).end());
    std::vector<Orphan> orphans = graph.orphans();
    std::erase_if(orphans, [&](const Orphan& orphan) { return !own.contains(orphan.document); });
    return orphans;
}

/// The key of the best option that a document supports; empty: any. A document made by a program may name an option that does
/// not exist.
inline std::string_view best_option(const Model& model, const Document::Support& support) {
    const ScaleIndex scale = model.questions[support.question].scale;
    if (scale == none || support.option >= model.scales[scale].options.size()) return {};
    return model.scales[scale].options[support.option].key;
}

/// Predicates and eligibilities that the unit meets.
inline std::vector<PredicateIndex> met_by(const EvidenceGraph& graph, UnitIndex unit) {
    std::vector<PredicateIndex> met;
    for (PredicateIndex p{0}; p < graph.model().predicates.size(); ++p)
        if (graph.model().predicates[p].kind != Predicate::Kind::stage &&
            graph.assessment(unit).predicates[p].verdict == Verdict::met)
            met.push_back(p);
    return met;
}

}  // namespace zi
