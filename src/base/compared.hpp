/// Does a value compare with another as a condition asks? For exact numbers and for those of spreadsheets.
#pragma once

#include "zi/model.hpp"

namespace zi {

/// `in` asks for one value of a set here, and so for equality.
template <class Number>
constexpr bool compared(const Number& value, Operator op, const Number& wanted) {
    switch (op) {
        case Operator::at_least: return value >= wanted;
        case Operator::above: return value > wanted;
        case Operator::at_most: return value <= wanted;
        case Operator::below: return value < wanted;
        case Operator::equal:
        case Operator::in: break;
    }
    return value == wanted;
}

}  // namespace zi
