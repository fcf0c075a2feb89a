/// How are points, answers, facts and conditions put into sentences? Shared by the text reports.
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

/// The subject of a condition: "Nilai total (total)".
std::string subject_text(const Model& model, const Condition& condition, Language language);

/// An answer: "A", "3,2", "Kini: 1; Lalu: belum diisi"; a word if there is none, or if it was refused.
std::string answer_text(const Model& model, const Question& question, const Answer& given, Language language);

/// "74,9983", or "70,0000 sampai 85,0000" while open.
std::string score_text(const Score& score, Language language, std::span<const Rational> thresholds);

/// A fact's value for people: "ya", "belum pernah", "BB", "1 Agustus 2024"; a word if unknown.
std::string fact_value(const Model& model, const Fact& fact, const FactValue& value, Language language);

/// What a condition requires: "paling sedikit 75", "sebelum 1 Agustus 2024", "salah satu dari A, B".
std::string demand(const Model& model, const Condition& condition, Language language);

/// A number with the decimals of the scale's step: "3,60".
std::string number_text(const Scale& scale, const Rational& number, Language language);

/// The goal of an answer, without its current value: "B", "3,60", "Perubahan yang dibuat 4 dari 5 Agen"; "67% dari bobot" if
/// the answer is unknown.
std::string goal_text(const Model& model, QuestionIndex question, const Answer& given, const Answer& wanted,
                      const Rational& share, Language language);

/// The same as a task: "naikkan jawaban menjadi 3,60 (dari 3,53)".
std::string task_text(const Model& model, QuestionIndex question, const Answer& given, const Answer& wanted,
                      const Rational& share, Language language);
/// The value and the requirement: "74,9983; disyaratkan paling sedikit 75", "belum diketahui; disyaratkan paling rendah B". Not
/// for conditions on predicates.
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
