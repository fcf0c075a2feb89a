/// What is the least common multiple, as long as it stays small?
#pragma once

#include "base/wide.hpp"
#include "zi/rational.hpp"

#include <type_traits>

namespace zi {

/// Makes `multiple` one of `factor` too. False, and nothing changes, if that would exceed `most`. Both are positive.
template <class Number>
bool include_factor(Number& multiple, std::type_identity_t<Number> factor, std::type_identity_t<Number> most) {
    const Number rest = multiple % factor;
    if (rest == 0) return true;
    const Number more = factor / static_cast<Number>(greatest_common_divisor(Wide{rest}, Wide{factor}));
    if (more > most / multiple) return false;
    multiple *= more;
    return true;
}

/// The same for the denominator of an exact value, which must fit 64 bits.
template <class Number>
bool include_denominator(Number& multiple, const Rational& value, std::type_identity_t<Number> most) {
    const auto parts = value.small();
    return parts && include_factor(multiple, parts->second, most);
}

}  // namespace zi
