/// What is the least common multiple, if it stays small?
#pragma once

#include "base/wide.hpp"
#include "zi/rational.hpp"

#include <type_traits>

namespace zi {

/// Replaces `multiple` by its LCM with `factor`. False, without a change, if that would exceed `most`. Both must be positive.
template <class Number>
bool include_factor(Number& multiple, std::type_identity_t<Number> factor, std::type_identity_t<Number> most) {
    const Number rest = multiple % factor;
    if (rest == 0) return true;
    const Number more = factor / static_cast<Number>(greatest_common_divisor(Wide{rest}, Wide{factor}));
    if (more > most / multiple) return false;
    multiple *= more;
    return true;
}

/// The same for the denominator of an exact value, which must fit in 64 bits.
template <class Number>
bool include_denominator(Number& multiple, const Rational& value, std::type_identity_t<Number> most) {
    const auto parts = value.small();
    return parts && include_factor(multiple, parts->second, most);
}

}  // namespace zi
