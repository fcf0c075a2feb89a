/// What did a unit answer, and what is known about it?
#pragma once

#include "zi/diagnostic.hpp"
#include "zi/evidence.hpp"
#include "zi/limits.hpp"
#include "zi/model.hpp"
#include "zi/result.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace zi {

/// The counts given to a ratio question, one place for each of its inputs. Totals that can be derived from their parts are
/// filled in.
struct Counts {
    std::vector<std::optional<Rational>> values;
    friend bool operator==(const Counts&, const Counts&) = default;
    friend auto operator<=>(const Counts&, const Counts&) = default;
};

/// An answer to one question: nothing yet; an option (by its place on the scale, 0 is best); a number; counts; or what was
/// refused, which leaves the question open.
using Answer = std::variant<std::monostate, Member, Rational, Counts, Refused>;

/// A unit that belongs to a kawasan, and what its own assessment said of each predicate.
struct MemberUnit {
    std::string id;
    std::vector<Verdict> verdicts;  ///< by predicate; empty: not assessed
    friend bool operator==(const MemberUnit&, const MemberUnit&) = default;
    friend auto operator<=>(const MemberUnit&, const MemberUnit&) = default;
};

/// What somebody wrote beside an answer, as it was written. Nothing is computed from it, and no link is followed; reports show
/// it beside the question.
struct UnitNote {
    QuestionIndex question = none;
    AssessorIndex assessor = none;   ///< who wrote it; none: the unit itself
    std::string text;                ///< catatan: may have several lines
    std::vector<std::string> links;  ///< tautan: where evidence is, or what it is called, each once
    friend bool operator==(const UnitNote&, const UnitNote&) = default;
};

/// One work unit, in the terms of one Model: answers by question index, facts by fact index.
struct Unit {
    std::string id;
    std::string name;
    List<Answer, Question> answers;                   ///< the unit's own
    List<List<Answer, Question>, Assessor> assessed;  ///< by assessor, each by question; what is shorter or empty says nothing
    List<FactValue, Fact> facts;
    /// Evidence of its own. Without it answers count as claimed; with it, even if empty, they count as far as evidence carries
    /// them.
    std::optional<std::vector<Document>> documents;
    /// Evidence of others that serves this unit. Counts only where `documents` is there.
    std::vector<std::shared_ptr<const Document>> shared;
    std::vector<std::string> belongs_to;             ///< organisations whose documents serve it: its instansi, its province
    std::optional<std::vector<MemberUnit>> members;  ///< of a kawasan; nothing: not stated
    /// What units are grouped by: those that the rules declare, under their names there, and any others. Nothing is computed
    /// from them.
    std::map<std::string, std::string, std::less<>> attributes;
    std::vector<UnitNote> notes;  ///< by question, the unit's own before those of assessors in their order, at most one of each
    /// What its reader found, but did not refuse the unit for: errors of answers and facts that are Refused, and warnings.
    /// Reports show them; nothing is computed from them.
    Diagnostics remarks;

    Unit() = default;
    /// A unit that has answered nothing.
    Unit(const Model& model, std::string unit_id);
};

/// The answer that counts, and who gave it.
struct Prevailing {
    const Answer* answer;           ///< never null; nothing given, or nothing that fits the question: monostate
    AssessorIndex assessor = none;  ///< none: the unit itself
};

/// The last assessor's answer that fits the question or was refused, else the unit's own. Only the first `assessors` of them
/// are heard.
Prevailing prevailing_answer(const Model& model, const Unit& unit, QuestionIndex question, std::size_t assessors = none);

/// The unit as it stood after `last` had answered; none: with its own answers and notes only.
Unit seen_by(Unit unit, AssessorIndex last);

/// The notes beside a question, in the order of those who wrote them. Valid until the unit's notes change.
std::span<const UnitNote> notes_on(const Unit& unit, QuestionIndex question);
/// The note that somebody wrote beside a question, made where there is none.
UnitNote& note_on(Unit& unit, QuestionIndex question, AssessorIndex assessor = none);

/// The value of an attribute; empty: the unit has none of this name.
std::string_view attribute_of(const Unit& unit, std::string_view name);
/// Names of attributes in the order in which reports show them: those that the rules declare, then the others.
std::vector<std::string> attribute_names(const Model& model, const std::set<std::string, std::less<>>& others = {});

/// The documents that count for a unit: its own, then the shared ones. Empty where it states no evidence. Valid as long as the
/// unit.
List<const Document*, Document> documents_of(const Unit& unit);

/// Fills in totals that follow from their parts. Reports totals that contradict their parts, and counts that exceed those which
/// the rules bound them by, into `path`. Returns false if there are any.
bool derive_totals(const Question& question, Counts& counts, std::string_view unit, std::string_view path,
                   Diagnostics& diagnostics);

/// What is taken as written, although something else may have been meant: numbers that are per cent and read as fractions as
/// well (Code::percent_or_fraction), numbers that look like others computed in binary (Code::binary_noise), and figures that by
/// the rules must agree and do not (Code::disagreement). Of the answers that count, in the order of the rules, with the unit's
/// id and the path of the value. Warnings: the unit is assessed all the same. Thread-safe.
[[nodiscard]] Diagnostics remarks_on(const Model& model, const Unit& unit);

/// Documents that many units share, read once. Immutable: share it among threads.
class SharedEvidence {
public:
    SharedEvidence() = default;
    explicit SharedEvidence(std::vector<std::shared_ptr<const Document>> documents);

    const std::vector<std::shared_ptr<const Document>>& documents() const { return documents_; }
    /// Those that serve a unit: those that name it and, of those that name no unit, those whose owner it belongs to; and what
    /// they derive from. In the order of the input. Takes time by the number of documents that serve, not of all.
    std::vector<std::shared_ptr<const Document>> serving(const Unit& unit) const;

private:
    std::vector<std::shared_ptr<const Document>> documents_;
    std::map<std::string, std::vector<Index>, std::less<>> by_unit_, by_owner_;
    std::vector<std::vector<Index>> bases_;  ///< by document: those that it derives from
};

/// Reads shared documents (docs/evidence.schema.json): an object with "evidence", or an array of documents. All errors are
/// reported together, and nothing is read then. Thread-safe.
Result<SharedEvidence> read_evidence(const Model& model, std::string_view text, const Limits& limits);

/// What becomes of a unit when one of its answers or facts cannot be what it says.
enum class BadValues : std::uint8_t {
    refuse_unit,  ///< the unit is refused, with all of its errors
    leave_open,   ///< that answer or fact is Refused, and its errors are among the unit's remarks
};

/// Gets each unit of the input in turn: the unit, or every reason why it is refused. Return false to stop reading.
using UnitSink = std::function<bool(Result<Unit>)>;

/// Reads units from JSON (docs/units.schema.json): one object, an array of objects, or one object a line (NDJSON). Numbers are
/// read exactly, 3.62 as 181/50. A unit with any error is refused as a whole, with all of its errors; the others are not
/// affected, except that nothing can be read beyond a syntax error inside an array. Thread-safe for different sinks.
///
/// `shared`: documents that units may refer to and that are handed to the units which they serve. `bad_values`: what happens
/// where a value of a question or fact is wrong, or given twice. Names that the rules do not know, documents, and what else is
/// wrong with a unit refuse it all the same: whatever is left out there might have counted.
void read_units(const Model& model, std::string_view text, const Limits& limits, const UnitSink& sink,
                const SharedEvidence* shared = nullptr, BadValues bad_values = BadValues::refuse_unit);

// One answer, fact or document in JSON as units have it, for whoever edits a unit. Null: nothing (monostate). Problems have
// paths in the unit ("/answers/A.I.1.i.a"), those of JSON itself lines and columns in the text. Thread-safe.

/// `question` and `fact` are indices of the model. Totals that follow from their parts are filled in.
Result<Answer> read_answer(const Model& model, QuestionIndex question, std::string_view json, const Limits& limits = {});
Result<FactValue> read_fact(const Model& model, FactIndex fact, std::string_view json, const Limits& limits = {});
/// A document of the unit: it may name those that count there, and takes the place of the one with the same id.
Result<Document> read_document(const Model& model, const Unit& unit, std::string_view json, const Limits& limits = {});

// Units made in C++, value by value. `question` and `fact` are names as units have them ("A.I.1.i.a", an alias,
// "instansi.opini_bpk"), `assessor` as for zi/names.hpp: "unit" is the unit itself. What is wrong comes back with the unit and
// the path of the value in it, and the unit is as before then; empty: it is set. Thread-safe for different units.

/// A value as text, as a cell of CSV spells it: "B", "3.5", "ya", "2026-01-31". Counts have no such spelling.
[[nodiscard]] Diagnostics set_answer(const Model& model, Unit& unit, std::string_view question, std::string_view value,
                                     std::string_view assessor = "unit", const Limits& limits = {});
[[nodiscard]] Diagnostics set_fact(const Model& model, Unit& unit, std::string_view fact, std::string_view value,
                                   const Limits& limits = {});
/// A value that has its type; nothing (monostate) takes back what was there. Totals that follow from their parts are filled in.
[[nodiscard]] Diagnostics set_answer(const Model& model, Unit& unit, std::string_view question, Answer value,
                                     std::string_view assessor = "unit", const Limits& limits = {});
[[nodiscard]] Diagnostics set_fact(const Model& model, Unit& unit, std::string_view fact, FactValue value,
                                   const Limits& limits = {});
/// Blank text takes back what was there. A name that the rules do not declare is free; a value must be one of those that the
/// rules give for the attribute, if they give any.
[[nodiscard]] Diagnostics set_attribute(const Model& model, Unit& unit, std::string_view name, std::string_view value,
                                        const Limits& limits = {});
/// What stands beside an answer, in place of what stood there before; blank text and no links: nothing does.
[[nodiscard]] Diagnostics set_note(const Model& model, Unit& unit, std::string_view question, std::string_view text,
                                   const std::vector<std::string>& links = {}, std::string_view assessor = "unit",
                                   const Limits& limits = {});

}  // namespace zi
