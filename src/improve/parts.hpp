/// How do the conditions' scores come from the questions? As a tree of sums, minima and maxima that nests what the conditions
/// ask for.
#pragma once

#include "target.hpp"

#include <vector>

namespace zi::improve {

struct Part {
    Certificate::Part::Kind kind = Certificate::Part::Kind::question;
    QuestionIndex question = none;
    std::size_t left = 0, right = 0;
    std::vector<Index> bounds;  ///< into Target::bounds: what this part must reach
};

struct Parts {
    std::vector<Part> all;        ///< children before parents; the last is the root
    std::vector<Index> deferred;  ///< bounds that cross others, so that no part stands for them
};

/// Every question becomes one leaf. A sum takes in what conditions nest; of two conditions that cross, the later one is
/// deferred.
Parts parts_of(const Model& model, const std::vector<Bound>& bounds);

}  // namespace zi::improve
