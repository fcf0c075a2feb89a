/// Which rules, units, costs and targets does chance make for the tests of plans? Small enough to try everything.
#pragma once

#include "property/choices.hpp"
#include "zi/improve.hpp"

#include <memory>
#include <string>
#include <vector>

namespace zi::test {

struct Shape {
    std::size_t questions = 10;  ///< at most
    bool documents = false;      ///< questions have needs, the unit has documents
    std::size_t shared_by = 3;   ///< questions that a document supports, at most
    bool awkward = false;        ///< ratios with large prime denominators
    bool large_costs = false;
    std::size_t combinations = 20'000;  ///< of levels; beyond, questions are fixed
};

struct Subject {
    std::string rules;
    std::shared_ptr<Model> model;
    Unit unit;
    Costs costs;
    Date day;
    PredicateIndex target = PredicateIndex(0);
};

Subject any_subject(Choices& choose, const Shape& shape);

/// For the message of a failing property.
std::string shown(const Subject& subject);

}  // namespace zi::test
