/// How does a text from outside stand in a CSV file, which spreadsheets run and terminals obey?
#pragma once

#include "zi/report.hpp"

#include <string>
#include <string_view>

namespace zi {

/// Quoted where RFC 4180 asks for it. A text that begins with a tab or the end of a line, or that a spreadsheet would take for
/// a formula, gets an apostrophe before it: behind blanks and what does not show too, and with signs of full width and small
/// ones, which some take for the plain. Control characters other than tabs and ends of lines, and those that turn the direction
/// of writing, are spelled: "<U+001B>".
std::string csv_field(std::string_view text, const CsvStyle& style = {});

/// A decimal with the style's point.
inline std::string csv_number(std::string decimal, const CsvStyle& style) {
    if (style.decimal != '.')
        if (const auto point = decimal.find('.'); point != std::string::npos) decimal[point] = style.decimal;
    return decimal;
}

/// What stands before the heads.
inline std::string csv_begin(const CsvStyle& style) { return style.mark ? "\xEF\xBB\xBF" : ""; }

}  // namespace zi
