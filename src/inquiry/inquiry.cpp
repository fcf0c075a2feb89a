#include "zi/inquiry.hpp"

#include "zi/readiness.hpp"
#include "zi/why.hpp"

#include <algorithm>
#include <utility>

namespace zi {

namespace {

/// False: no unit of this text is a kawasan. Searched without the opening quotation mark, which is much faster.
bool may_have_members(std::string_view text) { return text.find("members\"") != std::string_view::npos; }

/// The diagnostic for a text that holds no units.
Diagnostics named(Diagnostics problems, std::string_view text) {
    for (Diagnostic& problem : problems) problem.unit = text;
    return problems;
}

/// Without evidence, missing owners do not matter either.
void leave_out_evidence(Unit& unit) {
    unit.documents.reset();
    std::erase_if(unit.remarks, [](const Diagnostic& one) { return one.code == Code::owner_without_documents; });
}

const std::string& id_of(const Result<Unit>& unit) { return unit ? unit->id : unit.diagnostics().front().unit; }

}  // namespace

Inquiry::Inquiry(std::shared_ptr<const Model> model, std::optional<Program> program, const InquiryOptions& options)
    : model_(std::move(model)),
      program_(std::move(program)),
      as_of_(options.as_of),
      limits_(options.limits),
      cancel_(options.cancel),
      no_evidence_(options.no_evidence),
      bad_values_(options.bad_values) {}

const Program& Inquiry::program() const {
    if (!program_) program_.emplace(model_);
    return *program_;
}

Result<Inquiry> Inquiry::open(const Program& program, std::string_view units, const InquiryOptions& options) {
    Inquiry inquiry(program.shared_model(), program, options);
    inquiry.text_ = units;
    return std::move(inquiry).opened(may_have_members(units), options);
}

Result<Inquiry> Inquiry::open(std::shared_ptr<const Model> model, std::string_view units, const InquiryOptions& options) {
    Inquiry inquiry(std::move(model), std::nullopt, options);
    inquiry.text_ = units;
    return std::move(inquiry).opened(may_have_members(units), options);
}

Result<Inquiry> Inquiry::open(const Program& program, UnitsReader units, bool kawasan, const InquiryOptions& options) {
    Inquiry inquiry(program.shared_model(), program, options);
    inquiry.reader_ = std::move(units);
    return std::move(inquiry).opened(kawasan, options);
}

Result<Inquiry> Inquiry::open(std::shared_ptr<const Model> model, UnitsReader units, bool kawasan,
                              const InquiryOptions& options) {
    Inquiry inquiry(std::move(model), std::nullopt, options);
    inquiry.reader_ = std::move(units);
    return std::move(inquiry).opened(kawasan, options);
}

Result<Inquiry> Inquiry::opened(bool kawasan, const InquiryOptions& options) && {
    if (auto problem = check_in_force(model(), options.as_of)) return std::move(*problem);
    if (options.seen_by) {
        const auto last = answerer_called(model(), *options.seen_by);
        if (!last) return last.diagnostics();
        last_assessor_ = *last;
    }
    if (options.evidence) {
        auto documents = read_evidence(model(), *options.evidence, options.limits);
        if (!documents) return named(documents.diagnostics(), options.evidence_name);
        shared_ = std::move(*documents);
    }
    if (!kawasan) return std::move(*this);
    MemberVerdicts verdicts;
    const bool read = each([&](Result<Unit> unit) {
        if (unit && !unit->members) verdicts.add(*unit, assess(*unit));
        return true;
    });
    if (!read) return Diagnostic{Code::cancelled};
    members_ = std::move(verdicts);
    return std::move(*this);
}

bool Inquiry::as_they_stand() const { return !no_evidence_ && shared_.documents().empty() && !last_assessor_ && !members_; }

bool Inquiry::each(const UnitSink& sink) const {
    bool cancelled = false;
    const UnitSink take = [&](Result<Unit> unit) {
        cancelled = cancel_ && cancel_->load(std::memory_order_relaxed);
        if (cancelled) return false;
        if (!unit) return sink(std::move(unit));
        if (no_evidence_) leave_out_evidence(*unit);
        if (last_assessor_) *unit = seen_by(std::move(*unit), *last_assessor_);
        if (members_) members_->hand_to(*unit);
        return sink(std::move(unit));
    };
    if (reader_)
        reader_(limits_, take, &shared_, bad_values_);
    else
        read_units(model(), text_, limits_, take, &shared_, bad_values_);
    return !cancelled;
}

Result<Unit> Inquiry::one(std::string_view id) const {
    std::optional<Result<Unit>> found;
    const bool read = each([&](Result<Unit> unit) {
        if (id_of(unit) != id) return true;
        found = std::move(unit);
        return false;
    });
    if (!read) return Diagnostic{Code::cancelled};
    if (found) return std::move(*found);
    return Diagnostic{Code::unknown_unit, {std::string(id)}};
}

Result<Unit> Inquiry::only() const {
    std::optional<Result<Unit>> found;
    const bool read = each([&](Result<Unit> unit) {
        found = found && unit ? Diagnostic{Code::several_units} : std::move(unit);
        return static_cast<bool>(*found);
    });
    if (!read) return Diagnostic{Code::cancelled};
    if (found) return std::move(*found);
    return Diagnostic{Code::no_units};
}

Inquiry::All Inquiry::all(std::size_t most_problems) const {
    All all;
    const bool read = each([&](Result<Unit> unit) {
        if (unit)
            all.units.push_back(std::move(*unit));
        else
            all.refused.insert(all.refused.end(), unit.diagnostics().begin(), unit.diagnostics().end());
        return all.refused.size() < most_problems;
    });
    if (!read) all.refused.push_back(Diagnostic{Code::cancelled});
    return all;
}

EvidenceGraph Inquiry::graph(std::vector<Unit> units) const { return EvidenceGraph(program(), std::move(units), as_of_); }

Result<Costs> Inquiry::costs(std::string_view text, std::string_view name) const {
    std::vector<std::string> ids;
    for (const auto& document : shared_.documents()) ids.push_back(document->id);
    const bool read = each([&](Result<Unit> unit) {
        if (unit && unit->documents)
            for (const Document& document : *unit->documents) ids.push_back(document.id);
        return true;
    });
    if (!read) return Diagnostic{Code::cancelled};
    Result<Costs> costs = read_costs(model(), text, limits_, &ids);
    return costs ? std::move(costs) : named(costs.diagnostics(), name);
}

Result<PredicateIndex> Inquiry::target(std::optional<std::string_view> name) const {
    if (!name && !model().predicates.empty()) return default_target(model());
    return predicate_called(model(), name.value_or(""));
}

Result<std::vector<PredicateIndex>> Inquiry::predicates(std::optional<std::string_view> name, const Assessment& assessment,
                                                        bool met) const {
    if (!name) return predicates_that_are(model(), assessment, met);
    const auto found = predicate_called(model(), *name);
    if (!found) return found.diagnostics();
    return std::vector{*found};
}

Result<UnitIndex> unit_called(const EvidenceGraph& graph, std::string_view id) {
    const UnitIndex unit = graph.find_unit(id);
    if (unit != none) return unit;
    return Diagnostic{Code::unknown_unit, {std::string(id)}};
}

Result<GraphDocumentIndex> document_called(const EvidenceGraph& graph, std::optional<std::string_view> unit,
                                           std::string_view id) {
    if (unit) {
        const auto owner = unit_called(graph, *unit);
        if (!owner) return owner.diagnostics();
        if (const GraphDocumentIndex found = graph.find_document(*owner, id); found != none) return found;
    } else {
        const auto found = graph.find_documents(id);
        if (found.size() == 1) return found.front();
        if (found.size() > 1) return Diagnostic{Code::several_documents, {std::string(id)}};
    }
    return Diagnostic{Code::unknown_document, {std::string(id)}};
}

}  // namespace zi
