#include "zi/unit.hpp"

#include "base/prevailing.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace zi {

Unit::Unit(const Model& model, std::string unit_id)
    : id(std::move(unit_id)), answers(model.questions.size()), facts(model.facts.size()) {}

namespace {

/// Does the answer fit the question? Others are treated as not given.
bool fits(const Model& model, const Question& question, const Answer& answer) {
    const bool refused = std::holds_alternative<Refused>(answer);
    switch (question.kind) {
        case Question::Kind::options: return fits_options(answer, model.scales[question.scale].options.size());
        case Question::Kind::number: return refused || std::holds_alternative<Rational>(answer);
        case Question::Kind::ratio: return refused || std::holds_alternative<Counts>(answer);
    }
    return false;
}

}  // namespace

Prevailing prevailing_answer(const Model& model, const Unit& unit, QuestionIndex question, std::size_t assessors) {
    return prevailing(unit, question, std::min(model.assessors.size(), assessors),
                      [&](const Answer& answer) { return fits(model, model.questions[question], answer); });
}

Unit seen_by(Unit unit, AssessorIndex last) {
    const std::size_t columns = last == none ? 0 : std::size_t{last} + 1;
    if (unit.assessed.size() > columns) unit.assessed.resize(columns);
    std::erase_if(unit.notes, [&](const UnitNote& note) { return note.assessor != none && note.assessor >= columns; });
    return unit;
}

std::span<const UnitNote> notes_on(const Unit& unit, QuestionIndex question) {
    const auto begin = std::ranges::lower_bound(unit.notes, question, {}, &UnitNote::question);
    const auto end = std::ranges::upper_bound(unit.notes, question, {}, &UnitNote::question);
    return {begin, end};
}

UnitNote& note_on(Unit& unit, QuestionIndex question, AssessorIndex assessor) {
    // The unit itself comes first: its index is one before 0.
    const auto place_of = [](const UnitNote& note) { return std::pair(note.question, Index{note.assessor} + 1); };
    const std::pair wanted(question, Index{assessor} + 1);
    const auto place = std::ranges::lower_bound(unit.notes, wanted, {}, place_of);
    if (place != unit.notes.end() && place_of(*place) == wanted) return *place;
    return *unit.notes.insert(place, UnitNote{question, assessor, {}, {}});
}

std::string_view attribute_of(const Unit& unit, std::string_view name) {
    const auto found = unit.attributes.find(name);
    return found == unit.attributes.end() ? std::string_view() : std::string_view(found->second);
}

std::vector<std::string> attribute_names(const Model& model, const std::set<std::string, std::less<>>& others) {
    std::vector<std::string> names;
    for (const Attribute& one : model.attributes) names.push_back(one.name);
    for (const std::string& name : others)
        if (model.find_attribute(name) == none) names.push_back(name);
    return names;
}

List<const Document*, Document> documents_of(const Unit& unit) {
    List<const Document*, Document> documents;
    if (!unit.documents) return documents;
    documents.reserve(unit.documents->size() + unit.shared.size());
    for (const Document& document : *unit.documents) documents.push_back(&document);
    for (const auto& document : unit.shared) documents.push_back(document.get());
    return documents;
}

SharedEvidence::SharedEvidence(std::vector<std::shared_ptr<const Document>> documents)
    : documents_(std::move(documents)), bases_(documents_.size()) {
    std::map<std::string_view, Index> by_id;
    for (Index i = 0; i < documents_.size(); ++i) by_id.emplace(documents_[i]->id, i);
    for (Index i = 0; i < documents_.size(); ++i) {
        const Document& document = *documents_[i];
        for (const std::string& unit : document.units) by_unit_[unit].push_back(i);
        if (document.units.empty()) by_owner_[document.owner].push_back(i);
        for (const std::string& id : document.derives_from)
            if (const auto basis = by_id.find(id); basis != by_id.end()) bases_[i].push_back(basis->second);
    }
}

std::vector<std::shared_ptr<const Document>> SharedEvidence::serving(const Unit& unit) const {
    std::set<Index> serves;
    std::vector<Index> added;
    const auto add = [&](Index i) {
        if (serves.insert(i).second) added.push_back(i);
    };
    const auto add_all = [&](const auto& index, const std::string& name) {
        if (const auto found = index.find(name); found != index.end())
            std::for_each(found->second.begin(), found->second.end(), add);
    };
    add_all(by_unit_, unit.id);
    for (const std::string& owner : unit.belongs_to) add_all(by_owner_, owner);
    // Include all bases: a document's standing depends on theirs.
    while (!added.empty()) {
        const Index i = added.back();
        added.pop_back();
        std::for_each(bases_[i].begin(), bases_[i].end(), add);
    }
    std::vector<std::shared_ptr<const Document>> result;
    for (const Index i : serves) result.push_back(documents_[i]);
    return result;
}

bool derive_totals(const Question& question, Counts& counts, std::string_view unit, std::string_view path,
                   Diagnostics& diagnostics) {
    counts.values.resize(question.inputs.size());
    bool sound = true;
    for (const Index index : question.input_order) {
        const Input& input = question.inputs[index];
        if (input.parts.empty()) continue;
        Rational sum;
        bool complete = true;
        for (const Index part : input.parts) {
            if (counts.values[part])
                sum += *counts.values[part];
            else
                complete = false;
        }
        std::optional<Rational>& total = counts.values[index];
        if (!total && complete) total = sum;
        // Missing parts can only increase the sum.
        const bool contradicts = total && (complete ? *total != sum : *total < sum);
        if (!contradicts) continue;
        sound = false;
        Diagnostic diagnostic{Code::total_mismatch, {input.key, total->shortest(), sum.shortest()}};
        diagnostic.unit = unit;
        diagnostic.path = std::string(path) + "/" + input.key;
        diagnostics.push_back(std::move(diagnostic));
    }
    for (std::size_t i = 0; i < question.inputs.size(); ++i) {
        const Input& input = question.inputs[i];
        if (input.at_most == none) continue;
        const auto &part = counts.values[i], &whole = counts.values[input.at_most];
        if (!part || !whole || !(*whole < *part)) continue;
        sound = false;
        Diagnostic diagnostic{Code::part_exceeds_whole,
                              {input.key, part->shortest(), question.inputs[input.at_most].key, whole->shortest()}};
        diagnostic.unit = unit;
        diagnostic.path = std::string(path) + "/" + input.key;
        diagnostics.push_back(std::move(diagnostic));
    }
    return sound;
}

}  // namespace zi
