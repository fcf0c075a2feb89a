/// What does this text say, and where does it violate the grammar? The interface of `syntax/`.
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

/// The text of a file; nullopt if it cannot be read.
using Reader = std::function<std::optional<std::string>(std::string_view path)>;

struct ParseOptions {
    Limits limits;
    bool follow_includes = true;  ///< parse included files and put their statements into the body of the `include`
    bool any_level = false;       ///< accept undeclared level names, as when formatting a file that is included elsewhere
};

/// Parses the file at `path` and, if asked, the files it includes. Reports every syntax error of every file: parsing resumes at
/// the next statement. Statements that could not be parsed are left out; if they opened a block, it is kept under
/// std::monostate.
Parsed parse(std::string_view path, const Reader& reader, const ParseOptions& options, SourceSet& sources,
             Diagnostics& diagnostics);

}  // namespace zi::syntax
