/// Which words does a diagnostic use? The catalogue's private side.
#pragma once

#include "zi/diagnostic.hpp"

namespace zi {

/// Stands between the alternatives of an argument: "@name", mark, "`{`".
inline constexpr char alternative_mark = '\x1f';

/// An argument as shown: "@scale" becomes the word of the language, anything else stays.
std::string translate(std::string_view argument, Language language);

}  // namespace zi
