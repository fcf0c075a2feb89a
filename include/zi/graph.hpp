/// What hangs on which document?
///
/// The evidence graph of a population: documents support questions, derive from documents, supersede documents, and serve
/// units. It answers what goes in circles, what carries nothing, in which order to prepare documents, what changes with one of
/// them, when a predicate will lapse, and how few documents stand between a unit and losing it.
#pragma once

#include "zi/assess.hpp"
#include "zi/model.hpp"
#include "zi/program.hpp"
#include "zi/unit.hpp"

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zi {

using UnitIndex = IndexOf<struct Unit>;                   ///< of the graph
using GraphDocumentIndex = IndexOf<struct DocumentNode>;  ///< of the graph

/// Where a document of the graph is in the input.
struct DocumentNode {
    const Document* document = nullptr;  ///< never null; lives as long as the graph
    UnitIndex unit = none;               ///< the unit whose own it is; none: shared
    Index place = 0;  ///< in Unit::documents; of shared ones, among all shared ones in the order in which units name them
};

// ---- Findings ------------------------------------------------------------------------------------------------------

enum class Relation : std::uint8_t { derives_from, supersedes };

/// One step of a circle: a member of `derives_from` or `supersedes`.
struct CycleEdge {
    GraphDocumentIndex from = none, to = none;  ///< documents of the graph
    std::size_t reference = 0;                  ///< place in the list of `from` that names `to`
    friend bool operator==(const CycleEdge&, const CycleEdge&) = default;
};

/// Documents that derive from each other, or replace each other, in a circle. The last edge leads to where the first one
/// begins.
struct Cycle {
    Relation relation = Relation::derives_from;
    std::vector<CycleEdge> edges;
};

/// A document that carries nothing, and on which nothing rests that carries something.
struct Orphan {
    enum class Why : std::uint8_t {
        supports_nothing,  ///< it names no question
        not_asked_for,     ///< the questions that it names need no document of its kind that covers what it covers
    };
    GraphDocumentIndex document = none;
    Why why = Why::supports_nothing;
};

/// An answer that claims more than accepted documents carry.
struct UnsupportedClaim {
    QuestionIndex question = none;
    Rational claimed, certain, possible;    ///< shares of the question's weight, 0 to 1
    Standing standing = Standing::missing;  ///< why no more is certain
    GraphDocumentIndex document = none;     ///< the document that stands so; none: there is none of the kind
};

/// An order to prepare documents in: each after those that it derives from and those that it supersedes, otherwise as in the
/// input.
struct PreparationOrder {
    std::vector<GraphDocumentIndex> documents;
    std::vector<GraphDocumentIndex>
        circular;  ///< those on a circle, which no order can satisfy; they and what comes after them are last
};

// ---- Changes -------------------------------------------------------------------------------------------------------

/// What happens to a document: it is rejected; its validity ends on the day of the graph; or it is accepted anew, issued that
/// day.
enum class DocumentChange : std::uint8_t { rejected, expired, accepted };

/// What is different in one unit after a change. Only what differs is listed, in the order of the Model.
struct Consequence {
    struct Answer {
        QuestionIndex question = none;
        QuestionResult before, after;
    };
    struct Points {
        Index index = none;  ///< node or view
        Score before, after;
    };
    struct Turn {
        PredicateIndex predicate = none;
        Verdict before = Verdict::open, after = Verdict::open;
    };
    std::vector<Answer> questions;
    std::vector<Points> nodes, views;
    std::vector<Turn> predicates;  ///< of all kinds
    StageResult stage_before, stage_after;

    bool empty() const { return questions.empty(); }
    /// Change of the certain total.
    Rational points() const;
};

/// A unit that a document reaches, and what becomes of it.
struct UnitConsequence {
    UnitIndex unit = none;
    Consequence consequence;
};

struct Impact {
    GraphDocumentIndex document = none;
    DocumentChange change = DocumentChange::rejected;
    std::vector<UnitConsequence> units;  ///< all units reached, and no other unit was looked at; the largest effect first
};

/// What a population loses with one document.
struct DocumentWeight {
    GraphDocumentIndex document = none;
    std::size_t turned =
        0;  ///< predicates and eligibilities, over all units, that are met now and would not be; stages are not counted
    std::size_t units = 0;  ///< units whose scores would change
    Rational points;        ///< certain total points lost, summed over the units
};

/// What a unit gains if one document alone were accepted.
struct DocumentValue {
    GraphDocumentIndex document = none;
    Standing standing = Standing::missing;   ///< as it stands now
    Rational points;                         ///< of the certain total
    std::vector<PredicateIndex> predicates;  ///< that would become met, of all kinds
};

// ---- Time and fragility --------------------------------------------------------------------------------------------

/// When a predicate that is met now will no longer be.
struct Radar {
    Verdict now = Verdict::open;   ///< only what is met can lapse; else nothing below is set
    std::optional<Date> day;       ///< the first later day on which it is not met; nothing: it stays met, or does up to `until`
    Verdict then = Verdict::open;  ///< the verdict of that day
    std::vector<GraphDocumentIndex>
        documents;               ///< through which: each by itself would keep it, if it stayed as it is on the day before;
    bool jointly = false;        ///< ... or, if true, only all of these together would
    bool through_rules = false;  ///< no document would have kept it: a day of the rules or of a fact is reached
    std::vector<ConditionIndex> conditions;  ///< of the predicate, those that are not met on that day
    std::optional<Date>
        until;  ///< later days were not looked at: the limit asked for, the end of the rules' force, or the bound on
                ///< work (50 million documents looked at, counting each anew on each day); nothing: all were
};

/// How few accepted documents stand between a unit and losing a predicate.
struct Fragility {
    Verdict now = Verdict::open;         ///< only what is met can be lost; else nothing below is set
    bool breakable = true;               ///< false: no loss of documents takes the predicate away
    std::size_t at_least = 0;            ///< no smaller number of losses takes it away
    std::optional<std::size_t> at_most;  ///< this many do: those in `documents`; nothing: none were found
    std::vector<GraphDocumentIndex> documents;
    bool exact() const { return !breakable || at_least == at_most; }
};

struct FragilityLimits {
    std::size_t losses = 50'000;  ///< sets of documents whose loss is tried at most in one attempt
    std::size_t documents = 64;   ///< no more losses than this are weighed against each other
};

// ---- The graph -----------------------------------------------------------------------------------------------------

/// Immutable; copies share everything. Safe to use from any number of threads.
///
/// Documents are numbered: those of the first unit in order, those of the next, ..., then the shared ones. A unit that states
/// no evidence (Unit::documents is nothing) has no documents here, and shared ones do not reach it. Verdicts of a kawasan's
/// members are taken as they stand in the units.
class EvidenceGraph {
public:
    /// Takes the units over and assesses each of them once. Linear in units and documents; keeps about 100 KB a unit for a
    /// worksheet of a hundred questions. Shared documents with the same id are the same document.
    EvidenceGraph(Program program, std::vector<Unit> units, Date as_of);
    /// Lowers the model first.
    EvidenceGraph(std::shared_ptr<const Model> model, std::vector<Unit> units, Date as_of)
        : EvidenceGraph(Program(std::move(model)), std::move(units), as_of) {}

    const Model& model() const;
    Date as_of() const;
    const List<Unit>& units() const;
    const Assessment& assessment(UnitIndex unit) const;
    const List<DocumentNode>& documents() const;
    /// The unit with this id, the document of a unit, or with `unit` none the shared document with this id; none if there is
    /// none. A unit's own documents and the shared ones that serve it are found under it.
    UnitIndex find_unit(std::string_view id) const;
    GraphDocumentIndex find_document(UnitIndex unit, std::string_view id) const;
    /// All documents with this id, shared or of any unit.
    std::vector<GraphDocumentIndex> find_documents(std::string_view id) const;
    /// The documents that count for a unit: its own, then the shared ones. QuestionResult::backing.document is a place in this
    /// list.
    const List<GraphDocumentIndex, Document>& documents_of(UnitIndex unit) const;
    /// How each of them stands, parallel to documents_of.
    const List<Standing, Document>& standings(UnitIndex unit) const;
    /// The unit whose own the document is, or all that a shared one serves.
    std::vector<UnitIndex> units_reached(GraphDocumentIndex document) const;
    /// How a document stands; of a shared one in the first unit that it serves. Documents it rests on are the same everywhere.
    Standing standing(GraphDocumentIndex document) const;
    /// Documents of the same unit, or shared, that it names; what is not there is left out.
    std::vector<GraphDocumentIndex> named(GraphDocumentIndex document, Relation relation) const;

    /// One shortest circle for each set of documents that reach each other, `derives_from` first, each in the order of its
    /// first document. In sets so large that comparing all circles would take more than some ten million steps, the shortest
    /// one found by then.
    std::vector<Cycle> cycles() const;
    std::vector<Orphan> orphans() const;
    /// In the order of the questions.
    std::vector<UnsupportedClaim> unsupported(UnitIndex unit) const;
    /// Of all documents of a unit, or of those that are yet to be accepted: neither accepted nor superseded.
    PreparationOrder preparation_order(UnitIndex unit, bool all) const;

    /// What changes in every unit that the document reaches.
    Impact impact(GraphDocumentIndex document, DocumentChange change) const;
    /// The documents that a population loses most with if they are rejected: by predicates turned, then points, then order.
    /// Those without any effect are left out. Looks at each unit once for each of its documents.
    std::vector<DocumentWeight> heaviest(std::size_t most) const;
    /// Documents of a unit that are not accepted, nor superseded, and accepted ones whose renewal would bring something: by
    /// predicates, then points, then order. Each is looked at alone.
    std::vector<DocumentValue> values(UnitIndex unit) const;

    /// Looks at each later day on which something may change, in order, up to and including `limit`: the end of a document's
    /// validity or freshness, the days that conditions name, and the ends of periods since days that the unit states. Exact,
    /// since nothing else depends on the day.
    Radar radar(UnitIndex unit, PredicateIndex predicate, std::optional<Date> limit = std::nullopt) const;
    /// Exact where the documents fall into clusters that are small enough to try every loss (see src/graph/fragility.cpp); else
    /// bounds.
    Fragility fragility(UnitIndex unit, PredicateIndex predicate, const FragilityLimits& limits = {}) const;

private:
    struct State;
    std::shared_ptr<const State> state_;
};

/// "rejected", "expired", "accepted".
std::string_view code(DocumentChange change);

}  // namespace zi
