/// How are the conditions' scores computed from the questions? As a tree of sums, minima and maxima in which every condition's
/// subject is one node, as far as they nest.
#pragma once

#include "target.hpp"

#include <vector>

namespace zi::improve {

struct Part {
    Certificate::Part::Kind kind = Certificate::Part::Kind::question;
    QuestionIndex question = none;
    std::size_t left = 0, right = 0;
    std::vector<Index> bounds;  ///< into Target::bounds: the minimum points of this part
};

struct Parts {
    std::vector<Part> all;        ///< in post-order: children before parents; the last is the root
    std::vector<Index> deferred;  ///< bounds that cross others, so that no part represents them
};

/// Each question is one leaf. If two conditions overlap without nesting, the later one is deferred.
Parts parts_of(const Model& model, const std::vector<Bound>& bounds);

}  // namespace zi::improve
