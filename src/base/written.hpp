/// How do people write a number, and a day?
///
/// The only formatter of both for people: reports, diagnostics and the command use it. JSON, CSV, rules and units use the
/// decimal point and YYYY-MM-DD in every language.
#pragma once

#include "zi/date.hpp"
#include "zi/language.hpp"

#include <chrono>
#include <string>
#include <string_view>

namespace zi {

/// A number as Rational prints it, with the decimal separator of the language: "-3,62"; a fraction "1/600" is unchanged.
std::string written(std::string number, Language language);

/// "31 Mei 2026". Not for Date::never().
std::string written(Date day, Language language);

/// A yearly date: "31 Mei".
std::string written(std::chrono::month_day day, Language language);

/// An argument of a diagnostic that is a number, a range or a date: "0,5 .. 4". Text with letters is unchanged.
std::string written_argument(std::string_view text, Language language);

}  // namespace zi
