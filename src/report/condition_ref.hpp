/// How are the conditions that a plan refers to shown?
#pragma once

#include "json_tree.hpp"
#include "phrases.hpp"

#include "zi/improve.hpp"

#include "base/filled.hpp"

namespace zi {

inline const Condition& condition_of(const Model& model, ConditionRef ref) {
    return model.predicates[ref.predicate].conditions[ref.condition];
}

/// "Nilai (total): paling sedikit 7".
inline std::string condition_text(const Model& model, ConditionRef ref, Language language) {
    const Predicate& predicate = model.predicates[ref.predicate];
    if (ref.condition == none)
        return filled("{}: {}", titled(predicate, language),
                      language == Language::indonesian ? "berlaku bagi unit ini" : "concerns this unit");
    const Condition& one = predicate.conditions[ref.condition];
    return filled("{}: {}", subject_text(model, one, language), demand(model, one, language));
}

inline Json condition_json(const Model& model, ConditionRef ref) {
    const Predicate& predicate = model.predicates[ref.predicate];
    return {{"predicate", predicate.name},
            {"condition", ref.condition == none ? Json(nullptr) : Json(predicate.conditions[ref.condition].id)}};
}

}  // namespace zi
