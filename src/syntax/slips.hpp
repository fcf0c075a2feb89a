/// What was probably meant where a statement could not be read?
#pragma once

#include "grammar.hpp"

#include <string>
#include <string_view>

namespace zi::syntax {

/// The way out of a common slip at `at` within [begin, last), as an argument of a diagnostic; empty: none is known.
std::string slip(const char* begin, const char* at, const char* last, std::string_view expected, Place place);

}  // namespace zi::syntax
