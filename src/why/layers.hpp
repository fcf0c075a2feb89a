/// Where did the points of one question go?
#pragma once

#include "zi/why.hpp"

#include "eval/facts.hpp"

namespace zi {

/// The losses of a question, unscaled, in the order in which they have to be repaired. `documents`: those of the unit.
std::vector<Loss> layers(const Model& model, const Unit& unit, const List<const Document*, Document>& documents,
                         const Assessment& assessment, QuestionIndex question);

}  // namespace zi
