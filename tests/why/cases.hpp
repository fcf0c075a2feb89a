/// Random worksheets with everything that can take points away: evidence, assessors, questions that do not concern a unit.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "evidence/support.hpp"
#include "property/subject.hpp"
#include "zi/why.hpp"

namespace zi::test {

/// A sheet read from text, then given what the text of the generator cannot say.
struct Case {
    Case(Choices& choose, const sheet::Shape& shape);

    std::string rules;
    Model model;
    sheet::Sheet sheet;
    bool extended = false;  ///< by evidence, assessors and a fact that the sheet does not have
};

/// A unit with answers of its own and of assessors, and perhaps documents.
Unit any_unit(Choices& choose, const Case& subject);

/// For the message of a failing property.
std::string shown(const Case& subject, const Unit& unit);

Rational total(const std::vector<Loss>& losses);
Rational total_open(const std::vector<Loss>& losses);

}  // namespace zi::test
