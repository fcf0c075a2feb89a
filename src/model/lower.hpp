/// What does the parsed text mean? Names, types, units and weights: from the syntax tree to the Model.
#pragma once

#include "zi/diagnostic.hpp"
#include "zi/limits.hpp"
#include "zi/model.hpp"

#include "syntax/ast.hpp"

#include <vector>

namespace zi {

/// Resolves and checks. The model is complete only if no error was reported. `partial`: statements are missing because of
/// syntax errors; diagnostics that may follow from that are suppressed.
Model lower(const std::vector<syntax::Statement>& statements, bool partial, const Limits& limits, Diagnostics& diagnostics);

/// See Loaded::uncited. `model` must have been lowered from these statements without an error.
Diagnostics uncited(const std::vector<syntax::Statement>& statements, const Model& model);

}  // namespace zi
