/// How is untrusted text written to a CSV file, which spreadsheets interpret and terminals obey?
#pragma once

#include <string>
#include <string_view>

namespace zi {

/// Quoted as RFC 4180 requires. Text that starts with a tab or line break, or that a spreadsheet would read as a formula, gets
/// a leading apostrophe; leading blanks and invisible characters are skipped in that test, and full-width and small variants of
/// the signs count too. Control characters other than tab and line breaks, and those that change text direction, are written as
/// "<U+001B>".
std::string csv_field(std::string_view text);

}  // namespace zi
