/// What else may this be, that is not what the reader reads? Seen from how it begins.
#pragma once

#include "zi/diagnostic.hpp"

#include <optional>
#include <string_view>

namespace zi::io {

/// Why a file that is to hold an object or an array, or the first line of it, is no JSON: a workbook, an archive, UTF-16, a
/// table. Nothing: it may be JSON, sound or not.
std::optional<Diagnostic> foreign_to_json(std::string_view text);
/// Why a text is no table of cells with commas: the same, or JSON.
std::optional<Diagnostic> foreign_to_csv(std::string_view text);

/// The catalogue word of what stands in a header between cells in the place of commas, "@semicolons" or "@tabs"; null: nothing
/// does.
const char* other_separator(std::string_view header);

}  // namespace zi::io
