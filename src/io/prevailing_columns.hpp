/// Which answers prevail when several assessors answer in columns, and which totals follow from their parts?
#pragma once

#include "zi/columns.hpp"

#include <functional>
#include <memory>
#include <vector>

namespace zi::io {

/// `said`: the columns of the unit itself, then those of each assessor in order, with the same rows. Precondition: not empty.
/// In each row, the last assessor who answers a question prevails. Contradictions go to `report`, which returns false to stop.
Columns prevailing_columns(std::vector<Columns> said, const std::function<bool(Diagnostic)>& report);

}  // namespace zi::io
