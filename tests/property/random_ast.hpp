/// What can a rules file say? Statements of every kind with every optional clause, without regard to what they mean.
#pragma once

#include "choices.hpp"
#include "syntax/ast.hpp"

namespace zi::syntax {

/// A file's statements. Only forms that the parser builds: chains of one operator are flat, lists of one guard are the guard
/// itself.
std::vector<Statement> any_statements(test::Choices& choose);

}  // namespace zi::syntax
