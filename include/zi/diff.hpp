/// What moved between two assessments of a unit, by how much, and why?
#pragma once

#include "zi/assess.hpp"
#include "zi/model.hpp"
#include "zi/unit.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zi {

/// A unit as it stood, and what it was assessed at then. The assessment must have been made of the unit.
struct Standpoint {
    const Unit& unit;
    const Assessment& assessment;
    std::string file{};     ///< where the unit was read from; for reports alone, as is the next
    std::string seen_by{};  ///< who answered last: "unit" or an assessor; empty: whoever there is
};

/// A change of points; either number may be negative.
struct Shift {
    Rational certain, possible;
    bool is_zero() const { return certain.is_zero() && possible.is_zero(); }
    friend bool operator==(const Shift&, const Shift&) = default;
};

/// Why a question moved.
enum class Cause : std::uint8_t {
    answer,         ///< another answer, or another person's
    evidence,       ///< documents carry it further or less far
    applicability,  ///< whether it concerns the unit
};
std::string_view code(Cause cause);

/// A document and how it stands for one question; nothing where it does not serve the question.
struct DocumentShift {
    std::string id;
    EvidenceIndex kind = none;
    std::optional<Standing> before, after;
    friend bool operator==(const DocumentShift&, const DocumentShift&) = default;
};

/// The points that one cause moved at one question.
struct Move {
    QuestionIndex question = none;
    Cause cause = Cause::answer;
    Shift points;
    std::vector<DocumentShift> documents;  ///< of evidence: those that serve the question and stand differently
    friend bool operator==(const Move&, const Move&) = default;
};

struct NodeShift {
    NodeIndex node = none;
    Shift change;
    Shift remainder;  ///< change minus the moves below: what `min` and `max` swallow or add; zero where there are none
    friend bool operator==(const NodeShift&, const NodeShift&) = default;
};

/// A verdict that turned; nothing where the condition or predicate did not count.
struct VerdictShift {
    PredicateIndex predicate = none;
    ConditionIndex condition = none;  ///< none: of the predicate as a whole
    std::optional<Verdict> before, after;
    friend bool operator==(const VerdictShift&, const VerdictShift&) = default;
};

struct Diff {
    std::vector<Move> moves;             ///< in document order
    std::vector<NodeShift> nodes;        ///< those above the questions that changed or have a remainder
    std::vector<FactIndex> facts;        ///< facts whose value differs
    std::vector<VerdictShift> verdicts;  ///< predicates in the order of the rules, each followed by its conditions
};

/// Compares two assessments under one model. At every question the moves add up to its change, at every node moves and
/// remainder do. Where several causes meet at a question they are counted one after the other: the new answer with the old
/// documents, then the new documents, then whether the question concerns the unit. Linear in the model and the documents.
/// Thread-safe.
Diff diff(const Model& model, const Standpoint& before, const Standpoint& after);

}  // namespace zi
