/// How large is the common denominator of many numbers?
#pragma once

#include "zi/rational.hpp"

#include <cstddef>
#include <set>

namespace zi {

/// Accumulates the least common multiple of denominators. Each number takes time linear in the size of the multiple so far.
class CommonDenominator {
public:
    void add(const Rational& value) {
        if (value.is_integer() || !seen_.insert(value.denominator()).second) return;
        const Rational missing = (multiple_ * value).denominator();  // the factor that the multiple lacks
        if (missing != Rational(1)) multiple_ *= missing;
    }
    std::size_t bits() const { return multiple_.bits(); }

private:
    Rational multiple_ = 1;
    std::set<Rational> seen_;  ///< most numbers share few denominators
};

}  // namespace zi
