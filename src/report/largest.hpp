/// Which losses are shown first, when there are many?
#pragma once

#include "zi/why.hpp"

#include <string>

namespace zi {

/// The `most` questions that lose most points, each with its points and first reason; then the number of others.
std::string largest_losses(const Model& model, const Unit& unit, const Assessment& assessment, std::size_t count,
                           Language language);

}  // namespace zi
