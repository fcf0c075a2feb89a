/// Whose answer to a question counts?
#pragma once

#include "zi/unit.hpp"

#include <algorithm>
#include <cstddef>

namespace zi {

inline constinit const Answer no_answer;

/// The last valid answer among the first `assessors` assessors, else the unit's own if valid, else none.
template <class Fits>
Prevailing prevailing(const Unit& unit, QuestionIndex question, std::size_t assessors, Fits fits) {
    for (std::size_t i = std::min(unit.assessed.size(), assessors); i-- > 0;)
        if (const auto& answers = unit.assessed[i]; question < answers.size() && fits(answers[question]))
            return {&answers[question], AssessorIndex(i)};
    if (question < unit.answers.size() && fits(unit.answers[question])) return {&unit.answers[question], none};
    return {&no_answer, none};
}

/// Is it an answer to a question with so many options? A refused answer counts as one: it overrides earlier answers, although
/// its value is unknown.
inline bool fits_options(const Answer& answer, std::size_t options) {
    const auto* option = std::get_if<Member>(&answer);
    return option ? option->value < options : std::holds_alternative<Refused>(answer);
}

}  // namespace zi
