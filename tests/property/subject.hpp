/// A sheet and its units, read by the library from text.
#pragma once

#include <memory>
#include <string>

#include "random_sheet.hpp"
#include "zi/load.hpp"
#include "zi/program.hpp"
#include "zi/unit.hpp"

namespace zi::sheet {

/// The program of a text that must load; warnings are allowed.
std::shared_ptr<const Program> program_of(const std::string& rules);

/// The units of a JSON text that must all be accepted.
std::vector<Unit> units_of(const Model& model, const std::string& json);

Date day_of(const Given& unit);

Fraction fraction_of(const Rational& value);

/// Where the library's assessment differs from the oracle's; empty if it does not.
std::string difference(const Sheet& sheet, const Given& unit, const Model& model, const Assessment& assessment);

/// Rules and unit as text, for the message of a failing property.
std::string shown(const std::string& rules, const std::string& unit);

}  // namespace zi::sheet
