/// What stands at the beginning where much is missing?
#pragma once

#include "zi/why.hpp"

#include <string>

namespace zi {

/// The questions that lose most points of the worksheet, so many of them, each with its points and the first reason; then how
/// many others there are.
std::string largest_losses(const Model& model, const Unit& unit, const Assessment& assessment, std::size_t count,
                           Language language);

}  // namespace zi
