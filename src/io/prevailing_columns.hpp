/// Which answers count where several answerers say something in columns, and which totals follow from their parts?
#pragma once

#include "zi/columns.hpp"

#include <functional>
#include <memory>
#include <vector>

namespace zi::io {

/// `said`: the columns of the unit itself, then those of assessors in their order, of the same rows; at least one. In each row
/// the last who answers a question counts. Contradictions go to `report`, which returns whether it takes more.
Columns prevailing_columns(std::vector<Columns> said, const std::function<bool(Diagnostic)>& report);

}  // namespace zi::io
