/// What does a sound JSON text say? Quickly, without a word about one that is not.
#pragma once

#include "json_builder.hpp"

#include <string_view>

namespace zi::io {

/// Tells the builder what the text holds. False if the builder stopped, or at the first thing that is unsound or out of the ordinary: then
/// the text is to be parsed again with more care.
bool scan_json(std::string_view text, JsonBuilder& builder);

}  // namespace zi::io
