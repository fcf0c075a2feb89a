/// How are answers about evidence shown? As text to read, as JSON, and as a drawing in DOT.
///
/// Texts end in a line break; JSON is one object without one. Everything is deterministic. `unit` and `document` are numbers of
/// the graph.
#pragma once

#include "zi/graph.hpp"
#include "zi/language.hpp"

#include <string>
#include <vector>

namespace zi {

/// Everything that a unit's documents say: standings, circles, documents that carry nothing, unsupported claims, the order of
/// preparation, and for each predicate met now when it lapses and how fragile it is; then what each document would bring.
std::string evidence_text(const EvidenceGraph& graph, UnitIndex unit, Language language);
std::string evidence_json(const EvidenceGraph& graph, UnitIndex unit);

/// One document: what it supports, what it rests on, what rests on it, whom it serves.
std::string reach_text(const EvidenceGraph& graph, GraphDocumentIndex document, Language language);
std::string reach_json(const EvidenceGraph& graph, GraphDocumentIndex document);

/// What changes with one document, unit by unit.
std::string impact_text(const EvidenceGraph& graph, const Impact& impact, Language language);
std::string impact_json(const EvidenceGraph& graph, const Impact& impact);

/// The documents that a population loses most with.
std::string heaviest_text(const EvidenceGraph& graph, const std::vector<DocumentWeight>& weights, Language language);
std::string heaviest_json(const EvidenceGraph& graph, const std::vector<DocumentWeight>& weights);

/// The graph of a unit, or of what a document reaches, in the DOT language of Graphviz. Documents are coloured by their
/// standing, questions are grouped by what they belong to.
std::string unit_dot(const EvidenceGraph& graph, UnitIndex unit, Language language);
std::string reach_dot(const EvidenceGraph& graph, GraphDocumentIndex document, Language language);

}  // namespace zi
