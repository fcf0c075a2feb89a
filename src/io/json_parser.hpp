/// What does a JSON text say, and where does it stop being JSON (RFC 8259)?
#pragma once

#include "json_builder.hpp"

#include <cstddef>
#include <optional>
#include <string_view>

namespace zi::io {

/// Tells the builder what one JSON value holds, and that nothing but blanks follows it. Strings without escapes and all numbers
/// are handed over as they stand in the text, in one pass: what was handed over is never read again. Gives the offset of the
/// first byte that is no JSON, which is the text's size where the text ends too early; nothing if all of it is sound, or if the
/// builder stopped. Recurses as deep as the builder lets it.
std::optional<std::size_t> parse_json(std::string_view text, JsonBuilder& builder);

}  // namespace zi::io
