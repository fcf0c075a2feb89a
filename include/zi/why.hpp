/// Where did the points go, and what would bring them back?
///
/// A ledger of losses that adds up exactly: at every node and view, weight = certain points + losses, and those losses that are
/// still open make up possible - certain. For a condition on a score, the fewest losses whose repair meets it.
#pragma once

#include "zi/assess.hpp"
#include "zi/language.hpp"
#include "zi/model.hpp"
#include "zi/unit.hpp"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace zi {

// ---- The ledger ----------------------------------------------------------------------------------------------------

/// Why points are lost.
enum class LossReason : std::uint8_t {
    // Open: nobody knows yet.
    unanswered,
    incomplete,          ///< some counts are missing
    left_open,           ///< the rules leave this answer open
    zero_denominator,    ///< the formula would divide by zero and the rules do not say what holds then
    refused,             ///< the answer that was given cannot be what it says
    applicability_open,  ///< whether the question concerns the unit depends on a fact that is not known
    // By the answer.
    low_answer,           ///< it claims less than the best one
    lowered_by_assessor,  ///< the unit claims more than the assessor who answered last
    // By evidence that does not carry the answer. Pending and needs_repair are open, the others final.
    pending,
    needs_repair,
    expired,
    superseded,
    unfounded,  ///< rests on a document that was rejected or is missing
    rejected,
    unsupported,  ///< there is no document
    // By the rules: nothing that the unit does brings these points.
    not_applicable,  ///< the rules give less than the full weight to units that the question does not concern
    out_of_reach,    ///< no answer earns them
};

/// Stable words for programs: the names above.
std::string_view code(LossReason reason);
/// The same for people.
std::string_view word(LossReason reason, Language language);

/// Points that are missing from the weight, for one reason at one question.
struct Loss {
    Rational points;  ///< above 0
    QuestionIndex question = none;
    LossReason reason = LossReason::unanswered;
    bool open = false;  ///< counts in `possible`, but not in `certain`
    DocumentIndex document =
        none;  ///< the document that the reason speaks of, index into documents_of(unit); none if there is none
    EvidenceIndex evidence = none;  ///< its kind, or the kind that is missing; index into Model::evidence
    AssessorIndex assessor = none;  ///< who lowered the answer
    friend bool operator==(const Loss&, const Loss&) = default;
};

/// Can the unit or its assessors bring these points? Not what the rules themselves withhold.
bool repairable(const Loss& loss);

/// The ledger of a node, in document order; the losses of one question stand in the order in which they would have to be
/// repaired: an answer is worth more only once documents carry what it claims already.
///
/// Below a `min` or `max` not every lost point of a question is a lost point of the node. The ledger there is that of the child
/// that decides:
/// - `min`: final losses are those of the child with the lowest possible score, open ones those of the child with the lowest
/// certain score;
/// - `max`: all losses are those of the child with the highest possible score.
/// Ties go to the child that decides the other bound as well, then to the first. Where two children decide, or the certain
/// score comes from another child, the open losses are scaled to the node's possible - certain, each by the same factor.
///
/// Linear in the nodes below. `assessment` must have been made of `unit`. Thread-safe, as everything here.
std::vector<Loss> losses(const Model& model, const Unit& unit, const Assessment& assessment, NodeIndex node);

/// The ledger of a view: those of its members.
std::vector<Loss> losses_of_view(const Model& model, const Unit& unit, const Assessment& assessment, ViewIndex view);

// ---- What would bring them back ------------------------------------------------------------------------------------

/// The least that an answer must become, where repairs ask for a better one.
struct Goal {
    QuestionIndex question = none;
    /// An option, a number on its step, or whole counts, the nearest to the present answer that suffices. Nothing given
    /// (monostate) where only the share can be told, since nobody knows what would be counted.
    Answer answer;
    Rational share;   ///< of the question's weight, that it earns
    Rational points;  ///< that it brings, beyond what evidence alone would
    friend bool operator==(const Goal&, const Goal&) = default;
};

/// The fewest losses whose repair meets a condition.
struct Repairs {
    bool enough = false;       ///< false: not even the repair of all that can be repaired meets the condition
    std::vector<Loss> losses;  ///< at full size, as their questions lose them, in document order; empty if that is not enough
    Rational
        reached;  ///< the certain points of the condition's node or view then; where there are no losses, after all repairs
    /// By question, in document order: what suffices in place of the best answer, if the other losses are repaired and the
    /// goals of questions before it are taken as they stand here.
    std::vector<Goal> goals;
    Rational least;             ///< as `reached`, with the goals in place of the best answers
    std::size_t more_than = 0;  ///< not 0: more repairs than these are needed, and the fewest of them were not looked for
};

/// Exact, also below `min` and `max`: of all sets with as few losses, one that reaches the most points; ties go to what comes
/// first in the document. A loss is repaired only together with those before it at the same question. For conditions on nodes
/// and views with >= or >; the precondition is that the condition is one.
///
/// Takes time and memory linear in the losses below the node, times the number of those found: up to four million together.
/// Where it would be more, it says how many repairs are too few; rules of 500 questions never come there.
Repairs fewest_repairs(const Model& model, const Unit& unit, const Assessment& assessment, const Condition& condition);

/// Why a condition has the verdict that it has.
struct ConditionReasons {
    ConditionResult result;          ///< as in the assessment
    std::vector<Loss> losses;        ///< of a score: the ledger of its node or view
    std::optional<Repairs> repairs;  ///< of a score that does not meet >= or > for certain
    std::optional<Date>
        first_day;  ///< of elapsed time and of days: the first day from now on that meets it; nothing if none does or it is met
    std::vector<FactIndex> unknown_facts;  ///< facts that it or its `when` and `unless` ask for, and that are not known
};

/// Why a predicate has the verdict that it has.
struct PredicateReasons {
    PredicateIndex predicate = none;
    std::vector<FactIndex> unknown_facts;      ///< that its `when` asks for
    std::vector<ConditionReasons> conditions;  ///< those that count, in the order of the rules
};

/// The predicates that concern the unit and are met, or are not; no stages.
std::vector<PredicateIndex> predicates_that_are(const Model& model, const Assessment& assessment, bool met);

/// The predicates asked for, each followed by those it refers to by `meets` and they in turn; every predicate once.
std::vector<PredicateReasons> reasons(const Model& model, const Unit& unit, const Assessment& assessment,
                                      const std::vector<PredicateIndex>& predicates);

}  // namespace zi
