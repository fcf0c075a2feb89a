/// How are points, answers, facts and conditions put into sentences? Shared by the reports that people read.
#pragma once

#include "conditions.hpp"

#include <span>
#include <string>
#include <vector>

namespace zi {

/// "A.I.1.i.a (Title)".
std::string named(const Node& node, Language language);

/// "Menuju WBK (WBK)".
std::string titled(const Predicate& predicate, Language language);

/// What a condition compares: "Nilai total (total)".
std::string subject_text(const Model& model, const Condition& condition, Language language);

/// An answer: "A", "3,2", "Kini: 1; Lalu: belum diisi"; a word where nothing is given, and where what was given is refused.
std::string answer_text(const Model& model, const Question& question, const Answer& given, Language language);

/// "74,9983", or "70,0000 sampai 85,0000" while it is open.
std::string score_text(const Score& score, Language language, std::span<const Rational> thresholds);

/// A value of a fact for people: "ya", "belum pernah", "BB", "1 Agustus 2024"; says so if it is not known.
std::string fact_value(const Model& model, const Fact& fact, const FactValue& value, Language language);

/// "paling sedikit 75", "sebelum 1 Agustus 2024", "salah satu dari A, B": what a condition asks for.
std::string demand(const Model& model, const Condition& condition, Language language);

/// A number as the scale's step is written: "3,60".
std::string number_text(const Scale& scale, const Rational& number, Language language);

/// What to reach in place of what is given, without what is given now: "B", "3,60", "Perubahan yang dibuat 4 dari 5 Agen",
/// "67% dari bobot" where nothing else can be told.
std::string goal_text(const Model& model, QuestionIndex question, const Answer& given, const Answer& wanted,
                      const Rational& share, Language language);

/// The same as something to do: "naikkan jawaban menjadi 3,60 (dari 3,53)".
std::string task_text(const Model& model, QuestionIndex question, const Answer& given, const Answer& wanted,
                      const Rational& share, Language language);
/// "74,9983; disyaratkan paling sedikit 75", "belum diketahui; disyaratkan paling rendah B": what is there and what is asked,
/// but for predicates.
std::string comparison_text(const Model& model, const Unit& unit, Date as_of, const Condition& rule,
                            const ConditionResult& result, Language language);

/// In words, the citations that apply on the day.
std::vector<std::string> sources(const Model& model, const std::vector<Citation>& citations, Date as_of, Language language);

/// Lines "dasar: ..." and "interpretasi: ...".
std::vector<std::string> note_lines(const Model& model, const Notes& notes, Date as_of, Language language);

/// What an answer to a question rests on: the question's citations that apply on the day, else those of the nearest node above
/// that has any which do.
std::vector<std::string> sources_of_answer(const Model& model, QuestionIndex question, Date as_of, Language language);

}  // namespace zi
