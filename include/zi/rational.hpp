/// What is the exact value? Arbitrary-precision rational numbers without a third-party type in sight.
#pragma once

#include "zi/cplusplus.hpp"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zi {

namespace base {
struct WideNumbers;
}  // namespace base

/// An exact rational number, always in lowest terms with a positive denominator. A value type: copies are independent.
/// Numerators and denominators of up to 63 bits are held in the object; larger ones allocate. Never rounds; division by zero is
/// a precondition violation that callers rule out (see `is_zero`), and yields zero rather than ending the host.
class Rational {
public:
    Rational() noexcept = default;
    Rational(std::int64_t value) : top_(value) {  // NOLINT: integers are rationals
        if (value == std::numeric_limits<std::int64_t>::min()) *this = Rational(value, 1);
    }
    /// numerator / denominator; denominator 0 yields 0 (see above).
    Rational(std::int64_t numerator, std::int64_t denominator);
    Rational(const Rational& other) : top_(other.top_), bottom_(other.bottom_) {
        if (is_large()) copy_large(other);
    }
    Rational(Rational&& other) noexcept { swap(other); }
    Rational& operator=(const Rational& other) {
        if (is_large() || other.is_large()) return *this = Rational(other);
        top_ = other.top_;
        bottom_ = other.bottom_;
        return *this;
    }
    Rational& operator=(Rational&& other) noexcept {
        swap(other);
        return *this;
    }
    ~Rational() {
        if (is_large()) release();
    }

    /// Reads "3", "-3", "3.62", "1/2", "60%", "6.2e-3". Nothing else: no blanks, no "inf", no hex.
    /// `max_digits` bounds the digits written and the size an exponent may blow a number up to.
    static std::optional<Rational> parse(std::string_view text, std::size_t max_digits = 40);

    Rational& operator+=(const Rational& other);
    Rational& operator-=(const Rational& other);
    Rational& operator*=(const Rational& other);
    Rational& operator/=(const Rational& other);
    friend Rational operator+(Rational a, const Rational& b) { return a += b; }
    friend Rational operator-(Rational a, const Rational& b) { return a -= b; }
    friend Rational operator*(Rational a, const Rational& b) { return a *= b; }
    friend Rational operator/(Rational a, const Rational& b) { return a /= b; }
    Rational operator-() const;

    friend bool operator==(const Rational& a, const Rational& b) {
        return a.is_large() || b.is_large() ? a.compare(b) == 0 : a.top_ == b.top_ && a.bottom_ == b.bottom_;
    }
    friend std::strong_ordering operator<=>(const Rational& a, const Rational& b) { return a.compare(b) <=> 0; }

    bool is_zero() const { return sign() == 0; }
    bool is_integer() const { return bottom_ == 1 || (is_large() && large_is_integer()); }
    /// -1, 0 or 1.
    int sign() const;

    /// The denominator, a whole number.
    Rational denominator() const;
    /// Bits of the numerator or the denominator, whichever is longer: how much work the number makes.
    std::size_t bits() const;

    /// Numerator and denominator when both fit in 64 bits.
    std::optional<std::pair<std::int64_t, std::int64_t>> small() const {
        if (is_large()) return std::nullopt;
        return std::pair{top_, bottom_};
    }

    /// The nearest number of 53 bits, halves to the even one; infinity beyond the largest. For charts and sorting only: the
    /// result no longer says on which side of a threshold a score lies.
    double to_double() const;

    /// "5843/70", or "3" for an integer.
    std::string fraction() const;

    /// Decimal notation with exactly `digits` places after the point, correctly rounded, halves away from zero.
    std::string decimal(int digits) const;

    /// The one way in which zi prints a score or what scores differ by: `digits` places, rounded as above, and more where it
    /// takes them to print a number that lies on the same side of each threshold as the value, below, on or above it. No place
    /// can be lacking for ever: what is not on a threshold is some way from it. A value on a threshold that has no decimal,
    /// such as 200/3, is printed as the least decimal above, so that it reads as reached.
    std::string decimal(int digits, std::span<const Rational> thresholds) const;

    /// The exact value in the shortest readable form: a terminating decimal of at most `digits` places, else a fraction.
    std::string shortest(int digits = 6) const;

private:
    struct Large;
    class Arithmetic;
    friend struct base::WideNumbers;  // of the library: numbers of 128 bits, which are no type of the standard

    bool is_large() const { return bottom_ == 0; }
    const Large& large() const;
    void hold(const Large* number);
    bool large_is_integer() const;
    int compare(const Rational& other) const;
    void copy_large(const Rational& other);
    void release();
    void swap(Rational& other) noexcept {
        std::swap(top_, other.top_);
        std::swap(bottom_, other.bottom_);
    }

    // Whatever fits is small, so that equal values look equal; small parts are never -2^63. Where bottom_ is 0, top_ is the
    // address of a number that does not fit, in a type that stays out of this header.
    std::int64_t top_ = 0;
    std::int64_t bottom_ = 1;
};

/// Adds many numbers. The total is that of adding one after the other; but numbers that have outgrown 64 bits meet others of
/// about their size, so that a thousand different denominators cost little more than the last addition. A value type; one
/// thread at a time.
class Sum {
public:
    void add(const Rational& value);
    Rational total() const;

private:
    Rational last_;                // as long as it is small
    std::vector<Rational> large_;  // of 1, 2, 4 ... such, as the bits of `count_` say; the largest first
    std::size_t count_ = 0;
};

Rational min(const Rational& a, const Rational& b);
Rational max(const Rational& a, const Rational& b);

}  // namespace zi
