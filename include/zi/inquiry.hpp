/// What does an application ask about units?
///
/// An Inquiry is the layer between a text of units and the questions about them: the day, the documents that units share, who
/// answered last, kawasan after their members. The command and the C ABI are made of it; so may be any other application. What
/// the answers look like is for zi/report.hpp and zi/graph_report.hpp.
#pragma once

#include "zi/assess.hpp"
#include "zi/graph.hpp"
#include "zi/improve.hpp"
#include "zi/limits.hpp"
#include "zi/names.hpp"
#include "zi/program.hpp"
#include "zi/result.hpp"
#include "zi/unit.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zi {

/// What counts of units, beside what they say themselves.
struct InquiryOptions {
    Date as_of;                                ///< day of rules and facts
    std::optional<std::string_view> evidence;  ///< text of the documents that units share: docs/evidence.schema.json
    std::string_view evidence_name;            ///< what diagnostics call that text, such as its file; may be empty
    bool no_evidence = false;                  ///< answers count as they claim
    std::optional<std::string_view> seen_by;   ///< only the first assessors are heard, up to this one; "unit": the unit alone
    BadValues bad_values = BadValues::refuse_unit;  ///< what becomes of a unit with an answer or fact that is wrong
    Limits limits;
    const std::atomic<bool>* cancel = nullptr;  ///< looked at before each unit, beside limits.cancel; not owned
};

/// Hands over units as read_units (zi/unit.hpp) does, the same ones each time it is called: of workbooks, of several files.
using UnitsReader =
    std::function<void(const Limits& limits, const UnitSink& sink, const SharedEvidence* shared, BadValues bad_values)>;

/// Units of a text, as the options ask for them. Use it from one thread at a time: it keeps scratch memory; several are
/// independent. Functions that read the units read all of them, from the first on. Throws what the host's functions throw, and
/// std::bad_alloc.
class Inquiry {
public:
    /// Refuses rules that are not in force on the day (Code::not_in_force), an assessor that there is not, and shared evidence
    /// with its own diagnostics. Units are looked at only if there is a kawasan among them, whose members are assessed here.
    /// `units` (docs/units.schema.json) must outlive the inquiry; nothing else that is handed over need.
    static Result<Inquiry> open(const Program& program, std::string_view units, const InquiryOptions& options);
    /// The same; lowers the model once something is assessed.
    static Result<Inquiry> open(std::shared_ptr<const Model> model, std::string_view units, const InquiryOptions& options);
    /// The same of units that are not in one text. `kawasan`: there may be one among them.
    static Result<Inquiry> open(const Program& program, UnitsReader units, bool kawasan, const InquiryOptions& options);
    static Result<Inquiry> open(std::shared_ptr<const Model> model, UnitsReader units, bool kawasan,
                                const InquiryOptions& options);

    const Program& program() const;
    const Model& model() const { return *model_; }
    Date as_of() const { return as_of_; }
    const Limits& limits() const { return limits_; }
    /// Empty where the units do not stand in one text.
    std::string_view text() const { return text_; }
    /// Nothing of the options and no kawasan changes what units say: reading the text by itself gives the same units.
    bool as_they_stand() const;

    // ---- Units -----------------------------------------------------------------------------------------------------

    /// Hands over each unit in turn, or why it is refused, until the sink returns false. False: options.cancel was set.
    bool each(const UnitSink& sink) const;
    /// The first unit with this id, or why it is refused; what is wrong with others does not matter. Code::unknown_unit: there
    /// is none.
    Result<Unit> one(std::string_view id) const;
    /// The only unit. Code::several_units: there are more; Code::no_units: there is none.
    Result<Unit> only() const;

    struct All {
        std::vector<Unit> units;
        Diagnostics refused;  ///< of each unit that is refused; Code::cancelled: reading was stopped
    };
    /// All units. Once there are so many problems the rest is not read.
    All all(std::size_t most_problems = std::numeric_limits<std::size_t>::max()) const;

    // ---- What is asked of them ---------------------------------------------------------------------------------------

    Assessment assess(const Unit& unit) { return zi::assess(program(), unit, as_of_, state_); }
    /// The documents of these units and those that they share.
    EvidenceGraph graph(std::vector<Unit> units) const;
    /// Costs as in docs/costs.schema.json; those of documents that neither the units nor the shared evidence hold are refused.
    /// `name`: what diagnostics call the text.
    Result<Costs> costs(std::string_view text, std::string_view name = {}) const;

    /// The predicate of this name; without a name, the one to aim at (default_target).
    Result<PredicateIndex> target(std::optional<std::string_view> name) const;
    /// The predicate of this name; without a name, all that concern the unit and are met, or are not (predicates_that_are).
    Result<std::vector<PredicateIndex>> predicates(std::optional<std::string_view> name, const Assessment& assessment,
                                                   bool met) const;

private:
    Inquiry(std::shared_ptr<const Model> model, std::optional<Program> program, const InquiryOptions& options);
    Result<Inquiry> opened(bool kawasan, const InquiryOptions& options) &&;

    std::shared_ptr<const Model> model_;
    mutable std::optional<Program> program_;  ///< nothing: not needed yet
    std::string_view text_;
    UnitsReader reader_;  ///< nothing: of the text
    Date as_of_;
    Limits limits_;
    const std::atomic<bool>* cancel_;
    bool no_evidence_;
    BadValues bad_values_;
    SharedEvidence shared_;
    std::optional<AssessorIndex> last_assessor_;  ///< none: the unit itself
    std::optional<MemberVerdicts> members_;
    AssessmentState state_;
};

/// The unit of a graph with this id, or Code::unknown_unit.
Result<UnitIndex> unit_called(const EvidenceGraph& graph, std::string_view id);
/// The document that counts for a unit under this id; without a unit, the only document of this id. Code::several_documents:
/// there are more, and the unit must be said; Code::unknown_unit, Code::unknown_document.
Result<GraphDocumentIndex> document_called(const EvidenceGraph& graph, std::optional<std::string_view> unit,
                                           std::string_view id);

}  // namespace zi
