/// How is it written properly? The canonical text of a parsed file.
#pragma once

#include "parse.hpp"

#include "zi/source.hpp"

#include <string>

namespace zi::syntax {

/// Prints statements in their order, indented by two blanks a block, with the comments where they stood: before the statement
/// that follows them, or at the end of a statement's line. Runs of blank lines become one. Statements without a place (made by
/// a program) are printed without blank lines between them.
std::string print(const Parsed& parsed, const SourceSet& sources);

std::string print(const Expr& expr);
std::string print(const Guard& guard);

}  // namespace zi::syntax
