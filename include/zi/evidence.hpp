/// Which documents stand behind an answer, and how far do they carry it?
///
/// Rules say what an answer needs (`needs` in docs/language.md); a unit says which documents it has. An answer counts at the
/// lower of what it claims and what accepted documents support.
#pragma once

#include "zi/date.hpp"
#include "zi/model.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zi {

/// What has happened to a document (data dukung) so far.
enum class DocumentStatus : std::uint8_t { missing, submitted, verifying, needs_repair, accepted, rejected };

/// The words of the input, "missing" and so on.
std::string_view code(DocumentStatus status);

/// A piece of evidence of one unit, or shared by many.
struct Document {
    /// A question that the document is evidence for, and the best option that it can carry; `none`: any option.
    struct Support {
        QuestionIndex question = none;
        OptionIndex option = none;
        friend bool operator==(const Support&, const Support&) = default;
        friend auto operator<=>(const Support&, const Support&) = default;
    };

    std::string id;
    std::string title;
    std::string owner;               ///< who keeps it: the unit, its parent instansi, the province
    std::vector<std::string> units;  ///< of a shared document: the units it serves; empty: all that belong to its owner
    std::optional<Period> period;    ///< what stretch of time it is about
    std::string digest;              ///< fingerprint of its content
    EvidenceIndex kind = none;       ///< index into Model::evidence
    std::vector<std::string> args;   ///< what it covers, as in `laporan(triwulanan)`: a need asks for some of these
    DocumentStatus status = DocumentStatus::missing;
    std::optional<Date> issued;
    std::optional<Date> valid_until;        ///< the last day on which it is valid, as documents print it
    std::vector<Support> supports;          ///< the questions it is evidence for; one that supports nothing carries nothing
    std::vector<std::string> derives_from;  ///< ids of documents it rests on; it stands no better than they do
    std::vector<std::string> supersedes;    ///< ids of documents it replaces
    friend bool operator==(const Document&, const Document&) = default;
    friend auto operator<=>(const Document&, const Document&) = default;
};

/// How a document stands on a day, from best to worst.
enum class Standing : std::uint8_t {
    accepted,      ///< accepted and valid
    pending,       ///< submitted or under verification
    needs_repair,  ///< sent back to be mended
    expired,       ///< no longer valid or no longer fresh, accepted or still under way
    superseded,    ///< another document replaces it
    unfounded,     ///< it rests on a document that was rejected or is missing
    rejected,
    missing,  ///< announced but not there, or there is no such document at all
};

std::string_view code(Standing standing);
std::string_view word(Standing standing, Language language);

/// How far evidence carries the answers to one question.
struct Backing {
    bool needed = false;                    ///< the rules ask for evidence at all
    OptionIndex certain_option{0};          ///< of an options question: the best option that accepted documents carry
    OptionIndex possible_option{0};         ///< the same if everything pending were accepted
    bool certain = true, possible = true;   ///< of numbers and ratios: carried or not
    Standing weakest = Standing::accepted;  ///< why `certain` is not better; the best standing among what would have helped
    DocumentIndex document = none;  ///< the document that stands so, index into `documents_of(unit)`; none if there is none
    Standing barrier =
        Standing::accepted;  ///< the same for `possible`: what stops the next better answer whatever becomes of what is pending
    DocumentIndex barrier_document = none;
    EvidenceIndex barrier_evidence = none;  ///< the kind of document that is looked for there, index into Model::evidence
    friend bool operator==(const Backing&, const Backing&) = default;
};

/// Evaluates the `needs` of every question against a unit's documents on a day. One result for each question. Linear in
/// documents plus needs, times the documents of a kind.
List<Backing, Question> back_answers(const Model& model, const List<const Document*, Document>& documents, Date as_of);

/// What accepted documents do not provide of what an option of a question needs: indices into the question's `needs`. For
/// questions without options, and to ask for every need, `option` is none. Thread-safe.
std::vector<Index> unmet_needs(const Model& model, const List<const Document*, Document>& documents, Date as_of,
                               QuestionIndex question, OptionIndex option);

/// How each document stands on a day, whatever a need may ask of its age. Documents that derive from each other in a circle
/// stand as the worst of them does.
List<Standing, Document> standings(const List<const Document*, Document>& documents, Date as_of);

}  // namespace zi
