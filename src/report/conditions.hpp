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

/// The unit's answer; nothing where it does not fit the question, as assessing takes it.
inline const Answer& answer_of(const Model& model, const Unit& unit, Index index) {
    static const Answer nothing;
    if (index >= unit.answers.size()) return nothing;
    const Question& question = model.questions[index];
    const Answer& given = unit.answers[index];
    switch (question.kind) {
        case Question::Kind::options: {
            const auto* option = std::get_if<Member>(&given);
            return option && option->value < model.scales[question.scale].options.size() ? given : nothing;
        }
        case Question::Kind::number: return std::holds_alternative<Rational>(given) ? given : nothing;
        case Question::Kind::ratio: return std::holds_alternative<Counts>(given) ? given : nothing;
    }
    return nothing;
}

/// One of the counts of a ratio.
inline const std::optional<Rational>& count_of(const Counts& counts, std::size_t input) {
    static const std::optional<Rational> nothing;
    return input < counts.values.size() ? counts.values[input] : nothing;
}

inline bool is_score(const Condition& condition) {
    return condition.subject == Condition::Subject::node || condition.subject == Condition::Subject::view;
}

}  // namespace zi
