/// What does a JSON text say, and where does it stop being JSON (RFC 8259)?
#pragma once

#include "json_builder.hpp"

#include <cstddef>
#include <optional>
#include <string_view>

namespace zi::io {

/// Parses one JSON value followed by nothing but blanks, and sends its events to the builder. One pass; strings without escapes
/// and numbers are passed on as spelled. Returns the offset of the first byte that is not JSON (the size of the text if it ends
/// too early); nullopt if the text is valid or the builder stopped. Recursion depth is limited by the builder.
std::optional<std::size_t> parse_json(std::string_view text, JsonBuilder& builder);

}  // namespace zi::io
