/// The rules of this repository, loaded once, and units that are easy to write.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "zi/load.hpp"
#include "zi/program.hpp"
#include "zi/unit.hpp"

namespace zi::regulation {

std::string read_file(const std::string& path);

/// The program of rules/NAME.zi. Ends the test run if the rules have an error or a warning.
const Program& program_of(const std::string& name);
inline const Program& lke() { return program_of("zi-2021"); }
inline const Model& lke_model() { return lke().model(); }

Date day(std::string_view iso);
Rational number(std::string_view text);

QuestionIndex question_of(const Model& model, std::string_view id);
Index fact_of(const Model& model, std::string_view id);

/// Answers by id: an option's key, or a number for a survey.
void answer(const Model& model, Unit& unit, std::string_view id, std::string_view value);
/// Counts by id, in the order in which the rules declare the inputs; totals that can be derived are filled in.
void counts(const Model& model, Unit& unit, std::string_view id, std::vector<std::optional<Rational>> values);
/// A fact by id, spelled as in the rules ("yes", "3", "BB", "2024-08-01"); "" takes it away.
void fact(const Model& model, Unit& unit, std::string_view id, std::string_view value);

/// Both evaluators; the test fails where they differ.
Assessment assess_both(const Program& program, const Unit& unit, Date as_of);

/// The verdict on a condition of a predicate: "met", "not_met", "open", or "left out".
std::string verdict(const Model& model, const Assessment& assessment, std::string_view predicate, std::string_view condition);
std::string verdict(const Model& model, const Assessment& assessment, std::string_view predicate);

}  // namespace zi::regulation
