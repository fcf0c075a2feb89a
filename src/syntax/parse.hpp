/// What does this text say, and where does it break the grammar? The only way into `syntax/`.
#pragma once

#include "ast.hpp"

#include "zi/diagnostic.hpp"
#include "zi/limits.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zi::syntax {

struct Parsed {
    std::vector<Statement> statements;
    std::vector<Comment> comments;  ///< of the first file only
};

/// The text of a file, or nothing if it cannot be read.
using Reader = std::function<std::optional<std::string>(std::string_view path)>;

struct ParseOptions {
    Limits limits;
    bool follow_includes = true;  ///< read included files and put their statements into the body of the `include`
    bool any_level = false;       ///< accept undeclared level names, as when formatting a file that is included elsewhere
};

/// Reads the file at `path` and, if asked, the files it includes. Every syntax error of every file is reported: after one the
/// parser goes on with the next statement. Statements that could not be read are left out or, where they opened a block,
/// stand as std::monostate around what the block holds.
Parsed parse(std::string_view path, const Reader& reader, const ParseOptions& options, SourceSet& sources,
             Diagnostics& diagnostics);

}  // namespace zi::syntax
