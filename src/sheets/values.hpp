/// What does a cell say where the rules ask for something?
#pragma once

#include "zi/sheets.hpp"

#include "units/value.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace zi::sheets {

/// What is asked for, as far as it decides how a cell is spelled.
struct Wanted {
    enum class Kind : std::uint8_t { option, number, count, flag, member, date };
    Kind kind = Kind::option;
    const Rational* min = nullptr;  ///< of a number
    const Rational* max = nullptr;
    bool percent = false;                 ///< of a number: it is one
    std::vector<std::string_view> words;  ///< of options
};
Wanted wanted_of(const Model& model, const Question& question);  ///< not of a ratio
Wanted wanted_of(const Model& model, const Fact& fact);
Wanted wanted_count();

/// A cell as the checker of values takes it: the checks that follow are its own.
struct Spelled {
    enum class Outcome : std::uint8_t { nothing, value, refused };
    Outcome outcome = Outcome::nothing;
    units::Value value;  ///< points into the cell, or into `made`
    std::string made;
    std::optional<Diagnostic> remark;  ///< why it is refused, or what it was read as nothing for
};
/// Where nothing stands, or a mark that stands for nothing, there is nothing. `from_1904`: the calendar of the sheet.
void spell(const Cell& cell, bool from_1904, const Wanted& wanted, Spelled& out);

/// Dashes and words that stand where nothing does: "-", "Blm Diisi".
bool is_blank_mark(std::string_view text);

/// A number as a spreadsheet shows it, with 15 significant digits: 3.62 for 3.6199999999999997, 7 for 7.0. As it stands where
/// it is no number of a usual length.
std::string shown(std::string_view number);

/// A percentage in a cell or a text ("85%", "0.85" in a cell that shows it so), as a share of 1, and how far it may be rounded;
/// nothing: it is none.
struct Share {
    Rational value, within;
};
std::optional<Share> share_of(const Cell& cell);

/// A cell as a note keeps it: what the spreadsheet shows, days as YYYY-MM-DD; empty where nothing or a mark for nothing stands.
std::string note_in(const Cell& cell, bool from_1904);

/// The day of a serial number.
std::optional<Date> day_of_serial(std::string_view number, bool from_1904);

}  // namespace zi::sheets
