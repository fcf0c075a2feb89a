#include "zi/unit.hpp"

#include <algorithm>

namespace zi {

Unit::Unit(const Model& model, std::string unit_id) : id(std::move(unit_id)), answers(model.questions.size()), facts(model.facts.size()) {}

namespace {

/// Does the answer fit the question? What does not counts as not given.
bool fits(const Model& model, const Question& question, const Answer& answer) {
    switch (question.kind) {
        case Question::Kind::options: {
            const auto* option = std::get_if<Member>(&answer);
            return option && option->value < model.scales[question.scale].options.size();
        }
        case Question::Kind::number: return std::holds_alternative<Rational>(answer);
        case Question::Kind::ratio: return std::holds_alternative<Counts>(answer);
    }
    return false;
}

}  // namespace

Prevailing prevailing_answer(const Model& model, const Unit& unit, Index index, std::size_t assessors) {
    static const Answer nothing;
    const Question& question = model.questions[index];
    for (std::size_t i = std::min({unit.assessed.size(), model.assessors.size(), assessors}); i-- > 0;)
        if (index < unit.assessed[i].size() && fits(model, question, unit.assessed[i][index]))
            return {&unit.assessed[i][index], static_cast<Index>(i)};
    if (index < unit.answers.size() && fits(model, question, unit.answers[index])) return {&unit.answers[index], none};
    return {&nothing, none};
}

Unit seen_by(Unit unit, Index last) {
    const std::size_t columns = last == none ? 0 : std::size_t{last} + 1;
    if (unit.assessed.size() > columns) unit.assessed.resize(columns);
    return unit;
}

std::vector<const Document*> documents_of(const Unit& unit) {
    std::vector<const Document*> documents;
    if (!unit.documents) return documents;
    for (const Document& document : *unit.documents) documents.push_back(&document);
    for (const auto& document : unit.shared) documents.push_back(document.get());
    return documents;
}

std::vector<std::shared_ptr<const Document>> SharedEvidence::serving(const Unit& unit) const {
    std::vector<std::shared_ptr<const Document>> result;
    const auto holds = [](const std::vector<std::string>& names, const std::string& name) {
        return std::find(names.begin(), names.end(), name) != names.end();
    };
    std::vector<char> serves(documents.size(), 0);
    for (std::size_t i = 0; i < documents.size(); ++i) {
        const Document& document = *documents[i];
        serves[i] = document.units.empty() ? holds(unit.belongs_to, document.owner) : holds(document.units, unit.id);
    }
    // What they rest on comes along: they stand no better than that does.
    for (bool more = true; more;) {
        more = false;
        for (std::size_t i = 0; i < documents.size(); ++i)
            for (std::size_t k = 0; serves[i] && k < documents.size(); ++k)
                if (!serves[k] && holds(documents[i]->derives_from, documents[k]->id)) serves[k] = more = true;
    }
    for (std::size_t i = 0; i < documents.size(); ++i)
        if (serves[i]) result.push_back(documents[i]);
    return result;
}

bool derive_totals(const Question& question, Counts& counts, std::string_view unit, std::string_view path, Diagnostics& diagnostics) {
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
        // Parts still missing can only add to the sum.
        const bool contradicts = total && (complete ? *total != sum : *total < sum);
        if (!contradicts) continue;
        sound = false;
        Diagnostic diagnostic{Code::total_mismatch, {input.key, total->shortest(), sum.shortest()}};
        diagnostic.unit = unit;
        diagnostic.path = std::string(path) + "/" + input.key;
        diagnostics.push_back(std::move(diagnostic));
    }
    return sound;
}

}  // namespace zi
