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

/// A number as the scale's step is written: "3.60".
std::string number_text(const Scale& scale, const Rational& number);

/// What to reach in place of what is given, without what is given now: "B", "3.60", "Perubahan yang dibuat 4 dari 5 Agen",
/// "67% dari bobot" where nothing else can be told.
std::string goal_text(const Model& model, QuestionIndex question, const Answer& given, const Answer& wanted,
                      const Rational& share, Language language);

/// The same as something to do: "naikkan jawaban menjadi 3.60 (dari 3.53)".
std::string task_text(const Model& model, QuestionIndex question, const Answer& given, const Answer& wanted,
                      const Rational& share, Language language);

/// Lines "dasar: ..." and "interpretasi: ...".
std::vector<std::string> note_lines(const Model& model, const Notes& notes, Language language);

/// The citations that an answer to a question rests on: its own, else those of the nearest node above that has any.
const std::vector<Citation>& citations_of(const Model& model, QuestionIndex question);

}  // namespace zi
