/// What was probably meant where a statement could not be parsed?
#pragma once

#include "grammar.hpp"

#include <string>
#include <string_view>

namespace zi::syntax {

/// A suggestion for a common slip at `at` within [begin, last), as an argument of a diagnostic; empty if unknown.
std::string slip(const char* begin, const char* at, const char* last, std::string_view expected, Place place);

}  // namespace zi::syntax
