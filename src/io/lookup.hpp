/// Which index of the model does a name refer to?
#pragma once

#include "zi/diagnostic.hpp"
#include "zi/model.hpp"

#include "base/listed.hpp"
#include "base/suggest.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace zi::io {

/// Names with their indices, for lookup and suggestions.
template <class What>
class Lookup {
public:
    void add(std::string_view name, IndexOf<What> index) { entries_.emplace(name, index); }
    IndexOf<What> find(std::string_view name) const {
        const auto found = entries_.find(name);
        return found == entries_.end() ? IndexOf<What>() : found->second;
    }
    std::string suggest(std::string_view name, Guesses& guesses) const {
        if (guesses.spent()) return {};
        std::vector<std::string_view> names;
        for (const auto& [known, index] : entries_) names.push_back(known);
        return closest(name, names, guesses);
    }

private:
    std::map<std::string_view, IndexOf<What>> entries_;
};

/// Questions by path and by alias. The model must outlive it.
inline Lookup<Question> questions_of(const Model& model) {
    Lookup<Question> lookup;
    for (QuestionIndex i{0}; i < model.questions.size(); ++i) {
        const Node& node = model.nodes[model.questions[i].node];
        lookup.add(node.id, i);
        if (!node.alias.empty()) lookup.add(node.alias, i);
    }
    return lookup;
}

/// Where a column is named as a ratio question: the names of its columns, as an argument of unknown_column; else empty.
/// `assessor`: so many letters of the name say whose answers they are.
inline std::string columns_of_ratio(const Model& model, std::string_view column, std::size_t assessor = 0) {
    const std::string_view name = column.substr(assessor);
    for (const Question& question : model.questions) {
        const Node& node = model.nodes[question.node];
        if (question.kind != Question::Kind::ratio || (name != node.id && (node.alias.empty() || name != node.alias))) continue;
        return std::string("@its_inputs") + phrase_mark +
               listed(question.inputs, [&](const Input& input) { return "`" + std::string(column) + "/" + input.key + "`"; });
    }
    return {};
}

/// Kinds of documents by name. The model must outlive it.
inline Lookup<Evidence> evidence_of(const Model& model) {
    Lookup<Evidence> lookup;
    for (EvidenceIndex i{0}; i < model.evidence.size(); ++i) lookup.add(model.evidence[i].name, i);
    return lookup;
}

}  // namespace zi::io
