/// What does a condition compare, in words? Shared by the reports.
#pragma once

#include "zi/report.hpp"

#include "eval/facts.hpp"

#include <algorithm>
#include <string>

namespace zi {

/// On one line, and nothing that a terminal would obey: control characters become blanks.
inline std::string plain(std::string text) {
    std::replace_if(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
    return text;
}

/// The threshold as the rules mean it: points for scores, the value for facts ("{A, B}" for several).
inline std::string threshold_text(const Model& model, const Condition& condition) {
    switch (condition.subject) {
        case Condition::Subject::node:
        case Condition::Subject::view: return condition.threshold.fraction();
        case Condition::Subject::predicate: return "met";
        case Condition::Subject::fact: break;
    }
    const Fact& fact = model.facts[condition.index];
    if (condition.op != Operator::in) return show(model, fact, condition.values.front());
    std::string text;
    for (const FactValue& value : condition.values) text += (text.empty() ? "{" : ", ") + show(model, fact, value);
    return text + "}";
}

inline const Text& subject_title(const Model& model, const Condition& condition) {
    switch (condition.subject) {
        case Condition::Subject::node: return model.nodes[condition.index].title;
        case Condition::Subject::view: return model.views[condition.index].title;
        case Condition::Subject::fact: return model.facts[condition.index].title;
        case Condition::Subject::predicate: break;
    }
    return model.predicates[condition.index].title;
}

inline bool is_score(const Condition& condition) {
    return condition.subject == Condition::Subject::node || condition.subject == Condition::Subject::view;
}

}  // namespace zi
