/// By which way of counting does a file come to the number that it shows?
#pragma once

#include "zi/assess.hpp"
#include "zi/model.hpp"

#include <map>
#include <string>
#include <vector>

namespace zi::sheets {

/// Ways that are met with in worksheets (docs/spreadsheets.md), tried in order; one is named only if it gives the number
/// exactly.
struct Convention {
    std::string how;                ///< the catalogue's words
    std::vector<std::string> rows;  ///< ids of the questions or nodes that it leaves out, or counts otherwise
};

/// `shown`: what the file shows for this node, and `others` for all nodes, as far as it shows numbers.
Convention convention_of(const Model& model, const Assessment& assessment, NodeIndex node, const Rational& shown,
                         const std::map<NodeIndex, Rational>& others);

}  // namespace zi::sheets
