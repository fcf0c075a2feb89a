/// How is it formatted? The canonical text of a parsed file.
#pragma once

#include "parse.hpp"

#include "zi/source.hpp"

#include <string>

namespace zi::syntax {

/// Prints statements in order, indented by two blanks for each block. Comments stay where they were: before the statement that
/// follows, or at the end of a statement's line. Runs of blank lines become one. Statements without a span (made by a program)
/// are printed without blank lines between them.
std::string print(const Parsed& parsed, const SourceSet& sources);

std::string print(const Expr& expr);
std::string print(const Guard& guard);

}  // namespace zi::syntax
