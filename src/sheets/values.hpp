/// Converts cells to the values that the rules ask for.
#pragma once

#include "zi/sheets.hpp"

#include "units/value.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace zi::sheets {

/// The expected value, as far as it determines how a cell is read.
struct Wanted {
    enum class Kind : std::uint8_t { option, number, count, flag, member, date };
    Kind kind = Kind::option;
    const Rational* min = nullptr;  ///< of a number
    const Rational* max = nullptr;
    bool percent = false;                 ///< of a number: a percentage
    std::vector<std::string_view> words;  ///< of options
};
Wanted wanted_of(const Model& model, const Question& question);  ///< not of a ratio
Wanted wanted_of(const Model& model, const Fact& fact);
Wanted wanted_count();

/// A cell converted to input of the checker, which does all further checks.
struct Spelled {
    enum class Outcome : std::uint8_t { nothing, value, refused };
    Outcome outcome = Outcome::nothing;
    units::Value value;  ///< points into the cell, or into `made`
    std::string made;
    std::optional<Diagnostic> remark;  ///< why it is refused, or the blank mark that was read as empty
};
/// Empty cells and blank marks give no value. `from_1904`: the date system of the workbook.
void spell(const Cell& cell, bool from_1904, const Wanted& wanted, Spelled& out);

/// Blank marks: dashes and words for an empty cell, "-" or "Blm Diisi".
bool is_blank_mark(std::string_view text);

/// A number rounded to 15 significant digits, as spreadsheets display it: 3.62 for 3.6199999999999997, 7 for 7.0. Unchanged if
/// it is not a number, or too long.
std::string shown(std::string_view number);

/// A percentage in a cell or text ("85%", or 0.85 with a percentage format) as a fraction, and its rounding error; nullopt if
/// it is none.
struct Share {
    Rational value, within;
};
std::optional<Share> share_of(const Cell& cell);

/// The date of a serial number.
std::optional<Date> day_of_serial(std::string_view number, bool from_1904);

}  // namespace zi::sheets
