/// Which thing of the model does a name stand for?
#pragma once

#include "zi/model.hpp"

#include "base/suggest.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace zi::io {

/// Names to look up, and to suggest from.
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

/// Questions by path and by alias. Valid as long as the model.
inline Lookup<Question> questions_of(const Model& model) {
    Lookup<Question> lookup;
    for (QuestionIndex i{0}; i < model.questions.size(); ++i) {
        const Node& node = model.nodes[model.questions[i].node];
        lookup.add(node.id, i);
        if (!node.alias.empty()) lookup.add(node.alias, i);
    }
    return lookup;
}

/// Kinds of documents by name. Valid as long as the model.
inline Lookup<Evidence> evidence_of(const Model& model) {
    Lookup<Evidence> lookup;
    for (EvidenceIndex i{0}; i < model.evidence.size(); ++i) lookup.add(model.evidence[i].name, i);
    return lookup;
}

}  // namespace zi::io
