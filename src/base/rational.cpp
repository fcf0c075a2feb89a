#include "zi/rational.hpp"

#include "wide.hpp"

#include <boost/multiprecision/cpp_int.hpp>

#include <algorithm>
#include <limits>
#include <numeric>

namespace zi {

namespace mp = boost::multiprecision;

struct Rational::Large {
    mp::cpp_rational value;
};

namespace {

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
/// 10^18 is the largest power of ten whose products with 64-bit numbers stay below 2^126.
constexpr std::size_t small_digits = 18;

mp::cpp_int power_of_ten(std::size_t exponent) { return mp::pow(mp::cpp_int(10), static_cast<unsigned>(exponent)); }

std::int64_t small_power_of_ten(std::size_t exponent) {
    std::int64_t power = 1;
    while (exponent-- > 0) power *= 10;
    return power;
}

bool all_digits(std::string_view text) {
    for (char c : text)
        if (c < '0' || c > '9') return false;
    return !text.empty();
}

mp::cpp_int integer(std::string_view digits) {
    // A leading 0 would make Boost read octal.
    const auto first = digits.find_first_not_of('0');
    return first == std::string_view::npos ? mp::cpp_int(0) : mp::cpp_int(std::string(digits.substr(first)));
}

std::int64_t small_integer(std::string_view digits) {
    std::int64_t value = 0;
    for (const char c : digits) value = 10 * value + (c - '0');
    return value;
}

/// Digits of a whole number from the back, with a point before the last `places`.
template <class Unsigned>
char* write_decimal(Unsigned value, std::size_t places, char* first) {
    for (std::size_t written = 0; value != 0 || written <= places; ++written, value /= 10) {
        if (written == places && places > 0) *--first = '.';
        *--first = static_cast<char>('0' + static_cast<int>(value % 10));
    }
    return first;
}

}  // namespace

/// What does not fit into 64 bits is done by Boost.
class Rational::Arithmetic {
public:
    static mp::cpp_rational wide(const Rational& value) {
        return value.is_large() ? value.large().value : mp::cpp_rational(value.top_, value.bottom_);
    }
    static Rational narrow(mp::cpp_rational&& value) {
        Rational result;
        const mp::cpp_int top = mp::numerator(value), bottom = mp::denominator(value);
        if (-most <= top && top <= most && bottom <= most) {
            result.top_ = top.convert_to<std::int64_t>();
            result.bottom_ = bottom.convert_to<std::int64_t>();
        } else {
            result.hold(new Large{std::move(value)});
        }
        return result;
    }
    static bool large(const Rational& a, const Rational& b) { return a.is_large() || b.is_large(); }
};

Rational::Rational(std::int64_t numerator, std::int64_t denominator) : Rational(from_int128(numerator, denominator)) {}

const Rational::Large& Rational::large() const { return *reinterpret_cast<const Large*>(static_cast<std::uintptr_t>(top_)); }
void Rational::hold(const Large* number) {
    top_ = static_cast<std::int64_t>(reinterpret_cast<std::uintptr_t>(number));
    bottom_ = 0;
}
void Rational::copy_large(const Rational& other) { hold(new Large(other.large())); }
void Rational::release() { delete &large(); }
bool Rational::large_is_integer() const { return mp::denominator(large().value) == 1; }

Rational Rational::from_int128(Int128 numerator, Int128 denominator) {
    if (denominator == 0) return {};
    const bool negative = (numerator < 0) != (denominator < 0);
    UnsignedWide top = magnitude(numerator), bottom = magnitude(denominator);
    if ((top | bottom) >> 64 == 0) {
        const auto narrow_top = static_cast<std::uint64_t>(top), narrow_bottom = static_cast<std::uint64_t>(bottom);
        const std::uint64_t divisor = std::gcd(narrow_top, narrow_bottom);
        top = narrow_top / divisor;
        bottom = narrow_bottom / divisor;
    } else if (const UnsignedWide divisor = greatest_common_divisor(top, bottom); divisor != 1) {
        top /= divisor;
        bottom /= divisor;
    }
    if (std::max(top, bottom) <= static_cast<UnsignedWide>(most))
        return from_lowest_terms(negative ? -static_cast<Int128>(top) : static_cast<Int128>(top), static_cast<Int128>(bottom));
    const mp::cpp_int wide_top = top;
    return Arithmetic::narrow(mp::cpp_rational(negative ? mp::cpp_int(-wide_top) : wide_top, mp::cpp_int(bottom)));
}

/// Neither part is -2^127, and the bottom is positive.
Rational Rational::from_lowest_terms(Int128 top, Int128 bottom) {
    if (top > most || top < -most || bottom > most) return Arithmetic::narrow(mp::cpp_rational(mp::cpp_int(top), mp::cpp_int(bottom)));
    Rational result;
    result.top_ = static_cast<std::int64_t>(top);
    result.bottom_ = static_cast<std::int64_t>(bottom);
    return result;
}

std::optional<Rational> Rational::parse(std::string_view text, std::size_t max_digits) {
    const bool negative = !text.empty() && text.front() == '-';
    if (negative) text.remove_prefix(1);
    const bool percent = !text.empty() && text.back() == '%';
    if (percent) text.remove_suffix(1);
    if (text.size() > 2 * max_digits + 8) return std::nullopt;

    std::string_view denominator = "1";
    if (const auto slash = text.find('/'); slash != std::string_view::npos) {
        denominator = text.substr(slash + 1);
        text = text.substr(0, slash);
        if (!all_digits(denominator) || denominator.size() > max_digits) return std::nullopt;
    }

    long exponent = 0;
    if (const auto e = text.find_first_of("eE"); e != std::string_view::npos) {
        std::string_view digits = text.substr(e + 1);
        const bool minus = !digits.empty() && digits.front() == '-';
        if (!digits.empty() && (digits.front() == '-' || digits.front() == '+')) digits.remove_prefix(1);
        while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
        if (!all_digits(digits) || digits.size() > 4) return std::nullopt;
        for (char c : digits) exponent = exponent * 10 + (c - '0');
        if (minus) exponent = -exponent;
        text = text.substr(0, e);
    }

    std::string digits;
    const auto point = text.find('.');
    if (point == std::string_view::npos) {
        if (!all_digits(text)) return std::nullopt;
        digits = text;
    } else {
        if (!all_digits(text.substr(0, point)) || !all_digits(text.substr(point + 1))) return std::nullopt;
        digits = std::string(text.substr(0, point)) + std::string(text.substr(point + 1));
        exponent -= static_cast<long>(text.size() - point - 1);
    }
    const auto size = static_cast<std::size_t>(exponent < 0 ? -exponent : exponent);
    if (digits.size() > max_digits || size > max_digits) return std::nullopt;
    if (denominator.find_first_not_of('0') == std::string_view::npos) return std::nullopt;

    if (digits.size() <= small_digits && denominator.size() <= small_digits && size <= small_digits) {
        Int128 top = small_integer(digits), bottom = small_integer(denominator);
        (exponent < 0 ? bottom : top) *= small_power_of_ten(size);
        if (percent) bottom *= 100;
        return from_int128(negative ? -top : top, bottom);
    }
    mp::cpp_int top = integer(digits);
    mp::cpp_int bottom = integer(denominator);
    (exponent < 0 ? bottom : top) *= power_of_ten(size);
    if (percent) bottom *= 100;
    return Arithmetic::narrow(mp::cpp_rational(negative ? mp::cpp_int(-top) : top, bottom));
}

// Products of 63-bit numbers, and sums of two such products, fit into 128 bits. As the operands are in lowest terms, few factors can cancel: of a
// sum those that the denominators share, of a product those of one's numerator and the other's denominator.

Rational& Rational::operator+=(const Rational& other) {
    if (Arithmetic::large(*this, other)) return *this = Arithmetic::narrow(Arithmetic::wide(*this) + Arithmetic::wide(other));
    const std::int64_t shared = std::gcd(bottom_, other.bottom_);
    const Int128 top = Int128{top_} * (other.bottom_ / shared) + Int128{other.top_} * (bottom_ / shared);
    const std::int64_t divisor = shared == 1 ? 1 : std::gcd(static_cast<std::int64_t>(top % shared), shared);
    return *this = from_lowest_terms(top / divisor, Int128{bottom_ / shared} * (other.bottom_ / divisor));
}
Rational& Rational::operator-=(const Rational& other) { return *this += -other; }
Rational& Rational::operator*=(const Rational& other) {
    if (Arithmetic::large(*this, other)) return *this = Arithmetic::narrow(Arithmetic::wide(*this) * Arithmetic::wide(other));
    const std::int64_t left = std::gcd(top_, other.bottom_), right = std::gcd(other.top_, bottom_);
    return *this = from_lowest_terms(Int128{top_ / left} * (other.top_ / right), Int128{bottom_ / right} * (other.bottom_ / left));
}
Rational& Rational::operator/=(const Rational& other) {
    if (other.is_zero()) return *this = Rational();
    if (Arithmetic::large(*this, other)) return *this = Arithmetic::narrow(Arithmetic::wide(*this) / Arithmetic::wide(other));
    Rational inverse;
    inverse.top_ = other.top_ < 0 ? -other.bottom_ : other.bottom_;
    inverse.bottom_ = other.top_ < 0 ? -other.top_ : other.top_;
    return *this *= inverse;
}
Rational Rational::operator-() const {
    if (is_large()) return Arithmetic::narrow(-large().value);
    Rational result(*this);
    result.top_ = -top_;
    return result;
}

int Rational::compare(const Rational& other) const {
    if (Arithmetic::large(*this, other)) return Arithmetic::wide(*this).compare(Arithmetic::wide(other));
    const Int128 left = Int128{top_} * other.bottom_, right = Int128{other.top_} * bottom_;
    return left < right ? -1 : left > right ? 1 : 0;
}
int Rational::sign() const { return is_large() ? large().value.sign() : top_ < 0 ? -1 : top_ > 0 ? 1 : 0; }

std::optional<Rational::Int128> Rational::floor() const {
    if (!is_large()) return top_ / bottom_ - (top_ % bottom_ < 0 ? 1 : 0);
    mp::cpp_int floor, rest;
    mp::divide_qr(mp::numerator(large().value), mp::denominator(large().value), floor, rest);
    if (rest < 0) --floor;
    const mp::cpp_int size = mp::abs(floor);
    if (size != 0 && mp::msb(size) >= 127) return std::nullopt;
    return floor.convert_to<Int128>();
}

std::string Rational::fraction() const {
    if (is_large()) return large_is_integer() ? mp::numerator(large().value).str() : large().value.str();
    std::string text = std::to_string(top_);
    if (bottom_ != 1) text += "/" + std::to_string(bottom_);
    return text;
}

std::string Rational::decimal(int digits) const {
    const auto places = static_cast<std::size_t>(digits < 0 ? 0 : digits);
    if (!is_large() && places <= small_digits) {
        const UnsignedWide top = magnitude(top_) * static_cast<UnsignedWide>(small_power_of_ten(places));
        const auto bottom = static_cast<UnsignedWide>(bottom_);
        const UnsignedWide scaled = (2 * top + bottom) / (2 * bottom);
        char buffer[48];
        char* first = scaled >> 64 == 0 ? write_decimal(static_cast<std::uint64_t>(scaled), places, std::end(buffer))
                                        : write_decimal(scaled, places, std::end(buffer));
        if (top_ < 0 && scaled != 0) *--first = '-';
        return {first, std::end(buffer)};
    }
    const mp::cpp_rational value = Arithmetic::wide(*this);
    const mp::cpp_int bottom = mp::denominator(value);
    const mp::cpp_int top = mp::abs(mp::numerator(value));
    const mp::cpp_int scaled = (2 * top * power_of_ten(places) + bottom) / (2 * bottom);
    std::string text = scaled.str();
    if (text.size() <= places) text.insert(0, places + 1 - text.size(), '0');
    if (places > 0) text.insert(text.size() - places, 1, '.');
    if (sign() < 0 && scaled != 0) text.insert(0, 1, '-');
    return text;
}

std::string Rational::shortest(int digits) const {
    std::string text = decimal(digits);
    const auto exact = parse(text, text.size());
    if (!exact || *exact != *this) return fraction();
    if (text.find('.') != std::string::npos) {
        text.erase(text.find_last_not_of('0') + 1);
        if (text.back() == '.') text.pop_back();
    }
    return text;
}

Rational min(const Rational& a, const Rational& b) { return b < a ? b : a; }
Rational max(const Rational& a, const Rational& b) { return a < b ? b : a; }

}  // namespace zi
