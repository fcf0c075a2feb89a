/// What is the exact value? Arbitrary-precision rational numbers without a third-party type in sight.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

namespace zi {

/// An exact rational number, always in lowest terms with a positive denominator. A value type: copies are independent.
/// Small numbers live inside the object; large ones allocate. Never rounds; division by zero is a precondition violation that
/// callers rule out (see `is_zero`), and yields zero rather than ending the host.
class Rational {
public:
    Rational() noexcept;
    Rational(std::int64_t value);  // NOLINT: integers are rationals
    /// numerator / denominator; denominator 0 yields 0 (see above).
    Rational(std::int64_t numerator, std::int64_t denominator);
    Rational(const Rational& other);
    Rational(Rational&& other) noexcept;
    Rational& operator=(const Rational& other);
    Rational& operator=(Rational&& other) noexcept;
    ~Rational();

    /// From a 128-bit numerator and denominator, each split in high and low 64 bits (two's complement).
    __extension__ using Int128 = __int128;
    static Rational from_int128(Int128 numerator, Int128 denominator);

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

    friend bool operator==(const Rational& a, const Rational& b) { return a.compare(b) == 0; }
    friend std::strong_ordering operator<=>(const Rational& a, const Rational& b) { return a.compare(b) <=> 0; }

    bool is_zero() const { return sign() == 0; }
    bool is_integer() const;
    /// -1, 0 or 1.
    int sign() const;

    /// Numerator and denominator when both fit in 64 bits.
    std::optional<std::pair<std::int64_t, std::int64_t>> small() const;

    /// "5843/70", or "3" for an integer.
    std::string fraction() const;

    /// Decimal notation with exactly `digits` places after the point, correctly rounded, halves away from zero.
    std::string decimal(int digits) const;

    /// The exact value in the shortest readable form: a terminating decimal of at most `digits` places, else a fraction.
    std::string shortest(int digits = 6) const;

private:
    struct Impl;
    int compare(const Rational& other) const;
    Impl& impl();
    const Impl& impl() const;

    // Room for Boost's number, checked where it is built: keeps the third-party type out of this header and small values off the heap.
    static constexpr std::size_t storage_bytes = 80;
    alignas(16) unsigned char storage_[storage_bytes];
};

Rational min(const Rational& a, const Rational& b);
Rational max(const Rational& a, const Rational& b);

}  // namespace zi
