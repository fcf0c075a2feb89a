/// Which questions are summed together in 8 and 16 bits, and with which common factor?
#pragma once

#include "columnar/prepared.hpp"

namespace zi::columnar {

/// Partitions the questions of a class into groups whose sums, in units of the GCD of their points, fit 16 bits; within a
/// group, small questions into sums that fit 8 bits. Questions that do not fit, or have too many codes for a table, stay in
/// Class::coded.
void group(std::vector<Coded> questions, Class& out);

}  // namespace zi::columnar
