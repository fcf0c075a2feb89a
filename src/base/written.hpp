/// How do people write a number, and a day?
///
/// The one writer of both for people: reports, diagnostics and the command go through it. JSON, CSV, rules and units have the
/// point and YYYY-MM-DD in every language.
#pragma once

#include "zi/date.hpp"
#include "zi/language.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace zi {

/// A number as Rational prints it, with the comma or the point of the language before its decimals: "-3,62"; "1/600" as it is.
std::string written(std::string number, Language language);

/// "31 Mei 2026". Not for Date::never().
std::string written(Date day, Language language);

/// A day of every year: "31 Mei".
std::string written(std::chrono::month_day day, Language language);

/// An argument of a diagnostic that is a number, a range or a day: "0,5 .. 4". A text with letters is none, and stays.
std::string written_argument(std::string_view text, Language language);

}  // namespace zi
