/// Do the scores that a file shows follow from its answers?
#pragma once

#include "draft.hpp"

#include <cstdint>
#include <vector>

namespace zi::sheets {

/// The score of a node as a cell has it.
struct ShownScore {
    NodeIndex node = none;
    AssessorIndex assessor = none;  ///< who answered last; none: the unit itself
    Cell cell;
    std::uint32_t sheet = 0;  ///< of Context::sheets
};

/// Remarks on scores that differ, at the lowest nodes that do and at the worksheet: what the file shows, what zi counts, and
/// why they may differ.
void compare_scores(const Context& context, const std::vector<ShownScore>& shown, Unit& unit);

}  // namespace zi::sheets
