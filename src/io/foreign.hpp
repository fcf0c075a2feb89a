/// Which other format may this input be? Judged by its first bytes.
#pragma once

#include "zi/diagnostic.hpp"

#include <optional>
#include <string_view>

namespace zi::io {

/// Why a text cannot be JSON (or a first line of NDJSON): a workbook, an archive, UTF-16, or a table. nullopt: it may be JSON,
/// valid or not.
std::optional<Diagnostic> foreign_to_json(std::string_view text);
/// Why a text cannot be comma-separated: the same formats, or JSON.
std::optional<Diagnostic> foreign_to_csv(std::string_view text);

/// The catalogue word of the separator that a header uses instead of commas, "@semicolons" or "@tabs"; null if none.
const char* other_separator(std::string_view header);

}  // namespace zi::io
