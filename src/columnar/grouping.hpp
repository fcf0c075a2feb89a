/// How are points summed in 8 and 16 bits? Which questions are added up together, and in which multiples.
#pragma once

#include "columnar/prepared.hpp"

namespace zi::columnar {

/// Divides the questions of a class into groups whose sums fit 16 bits, in multiples of the GCD of their points; within a
/// group, questions of few points into sums that fit 8 bits. What does not fit, or has too many codes for a table, stays as it
/// is.
void group(std::vector<Coded> questions, Class& out);

}  // namespace zi::columnar
