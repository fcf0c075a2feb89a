/// What does a unit carry besides what is assessed? Attributes, and notes beside answers: the same in every report.
#pragma once

#include "json_tree.hpp"

#include "zi/language.hpp"
#include "zi/unit.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace zi {

/// What a column of an attribute is called outside of tables: "attributes.opd".
std::string attribute_column(std::string_view name);
/// The title of a declared attribute, else its name.
std::string attribute_title(const Model& model, std::string_view name, Language language);
/// {"opd": "Dinas Kesehatan"} under "attributes", those that the rules declare first; nothing is added where there is none.
void add_attributes(Json& json, const Model& model, const Unit& unit);

/// "unit", or the assessor's name.
std::string writer_of(const Model& model, const UnitNote& note);

/// Lines "catatan TPI: ..." and "tautan unit: ..." for people, as a terminal may show them.
std::vector<std::string> lines_beside(const Model& model, const Unit& unit, QuestionIndex question, Language language);

/// {"unit": {"catatan": "...", "tautan": [...]}, "TPI": {...}} under "notes"; nothing is added where there is none.
void add_notes_beside(Json& json, const Model& model, const Unit& unit, QuestionIndex question);

}  // namespace zi
