/// Which answers prevail when several assessors answer in columns, and which totals follow from their parts?
#pragma once

#include "zi/columns.hpp"

#include <cstddef>
#include <functional>
#include <memory>
#include <vector>

namespace zi::io {

/// An answer that was given and is left open.
struct LeftOpen {
    std::size_t source = 0;  ///< its place in `said`
    QuestionIndex question;
    std::size_t row = 0;
};

/// `said`: the columns of the unit itself, then those of each assessor in order, with the same rows. Precondition: not empty.
/// In each row, the last assessor who answers a question prevails, be it with an answer that is left open, of which no part
/// counts. Contradictions go to `report`, which returns false to stop; with `leaves_open` the question is open then.
Columns prevailing_columns(std::vector<Columns> said, const std::vector<LeftOpen>& open, bool leaves_open,
                           const std::function<bool(Diagnostic)>& report);

}  // namespace zi::io
