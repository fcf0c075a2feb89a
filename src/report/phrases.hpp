/// How are points, answers and facts put into sentences? Shared by the reports that evaluators paste from.
#pragma once

#include "conditions.hpp"

#include <string>
#include <vector>

namespace zi {

/// "A.I.1.i.a (Title)".
std::string named(const Node& node, Language language);

/// A value of a fact for people: "ya", "belum pernah", "BB", "2024-08-01"; says so if it is not known.
std::string fact_value(const Model& model, const Fact& fact, const FactValue& value, Language language);

/// "paling sedikit 75", "sebelum 2024-08-01", "salah satu dari A, B": what a condition asks for.
std::string demand(const Model& model, const Condition& condition, Language language);

/// Lines "dasar: ..." and "interpretasi: ...".
std::vector<std::string> note_lines(const Model& model, const Notes& notes, Date as_of, Language language);

/// The citations that an answer to a question rests on: its own, else those of the nearest node above that has any.
const std::vector<Citation>& citations_of(const Model& model, QuestionIndex question);

}  // namespace zi
