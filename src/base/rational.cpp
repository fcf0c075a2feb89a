#include "zi/rational.hpp"

#include "power_of_ten.hpp"
#include "wide.hpp"

#include <boost/multiprecision/cpp_int.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <iterator>
#include <limits>
#include <numeric>
#include <utility>
#include <vector>

namespace zi {

namespace mp = boost::multiprecision;

struct Rational::Large {
    mp::cpp_int top, bottom;  ///< in lowest terms
};

namespace {

constexpr std::int64_t most_small = std::numeric_limits<std::int64_t>::max();
/// 10^18 is the largest power of ten whose products with 64-bit numbers stay below 2^126.
constexpr std::size_t small_digits = 18;

mp::cpp_int large_power_of_ten(std::size_t exponent) { return mp::pow(mp::cpp_int(10), static_cast<unsigned>(exponent)); }

bool all_digits(std::string_view text) {
    for (char c : text)
        if (c < '0' || c > '9') return false;
    return !text.empty();
}

mp::cpp_int integer(std::string_view digits) {
    // Boost would read a leading 0 as octal.
    const auto first = digits.find_first_not_of('0');
    return first == std::string_view::npos ? mp::cpp_int(0) : mp::cpp_int(std::string(digits.substr(first)));
}

std::int64_t small_integer(std::string_view digits) {
    std::int64_t value = 0;
    for (const char c : digits) value = 10 * value + (c - '0');
    return value;
}

/// Digits of an integer from the end, with a point before the last `places`.
template <class Unsigned>
char* write_decimal(Unsigned value, std::size_t places, char* first) {
    for (std::size_t written = 0; value != 0 || written <= places; ++written, value /= 10) {
        if (written == places && places > 0) *--first = '.';
        *--first = static_cast<char>('0' + static_cast<int>(value % 10));
    }
    return first;
}

/// gcd with a denominator; fast if that is 1.
std::int64_t shared_with(std::int64_t denominator, std::int64_t value) {
    return denominator == 1 ? 1 : std::gcd(value, denominator);
}

std::size_t length(const mp::cpp_int& value) { return value.is_zero() ? 0 : mp::msb(mp::abs(value)) + 1; }

/// Is it a finite decimal? Then the denominator has no prime factors but 2 and 5.
bool has_decimal(const Rational& value) {
    Rational rest = value.denominator();
    for (const Rational& prime : {Rational(2), Rational(5)})
        for (Rational part = rest / prime; part.is_integer(); part = rest / prime) rest = part;
    return rest == Rational(1);
}

/// Boost's division is quadratic in the dividend's length, however short the divisor. Split a long dividend into pieces of
/// about the divisor's length, and do long division.
void divide(const mp::cpp_int& dividend, const mp::cpp_int& divisor, mp::cpp_int& quotient, mp::cpp_int& remainder) {
    constexpr std::size_t limb = 64;
    const std::size_t piece = (length(divisor) / limb + 1) * limb, all = length(dividend);
    if (piece == limb || all < 4 * piece) return mp::divide_qr(dividend, divisor, quotient, remainder);
    std::vector<std::uint64_t> limbs;
    mp::export_bits(dividend, std::back_inserter(limbs), limb, false);  // least significant first, without sign
    mp::cpp_int rest, part, digit;
    std::vector<std::uint64_t> digits(limbs.size() + piece / limb, 0);
    const std::size_t step = piece / limb;
    for (std::size_t end = limbs.size(); end > 0;) {
        const std::size_t begin = (end - 1) / step * step;
        const auto at = [&](std::size_t i) { return limbs.begin() + static_cast<std::ptrdiff_t>(i); };
        mp::import_bits(part, at(begin), at(end), limb, false);
        rest <<= static_cast<unsigned>((end - begin) * limb);
        rest += part;
        mp::divide_qr(mp::cpp_int(rest), divisor, digit, rest);
        mp::export_bits(digit, digits.begin() + static_cast<std::ptrdiff_t>(begin), limb, false);
        end = begin;
    }
    mp::import_bits(quotient, digits.begin(), digits.end(), limb, false);
    const bool negative = dividend.sign() < 0;
    if (negative) quotient = -quotient;
    remainder = negative ? mp::cpp_int(-rest) : rest;
}

/// Division without remainder.
mp::cpp_int divided(const mp::cpp_int& value, const mp::cpp_int& divisor) {
    if (divisor == 1) return value;
    mp::cpp_int quotient, remainder;
    divide(value, divisor, quotient, remainder);
    return quotient;
}

mp::cpp_int common_divisor(const mp::cpp_int& a, const mp::cpp_int& b) {
    const bool a_longer = length(a) >= length(b);
    const mp::cpp_int &longer = a_longer ? a : b, &shorter = a_longer ? b : a;
    if (shorter.is_zero()) return mp::abs(longer);
    mp::cpp_int quotient, remainder;
    divide(longer, mp::abs(shorter), quotient, remainder);
    return mp::gcd(shorter, remainder);
}

}  // namespace

/// The slow path in Boost integers, for values beyond 64 bits. Operands are in lowest terms, as in the operators below.
class Rational::Arithmetic {
public:
    static Large wide(const Rational& value) { return value.is_large() ? value.large() : Large{value.top_, value.bottom_}; }
    static Rational narrow(Large&& value) {
        Rational result;
        if (-most_small <= value.top && value.top <= most_small && value.bottom <= most_small) {
            result.top_ = value.top.convert_to<std::int64_t>();
            result.bottom_ = value.bottom.convert_to<std::int64_t>();
        } else {
            result.hold(new Large(std::move(value)));
        }
        return result;
    }
    /// Precondition: no part is -2^127, and the denominator is positive.
    static Rational from_lowest_terms(Wide top, Wide bottom) {
        if (top > most_small || top < -most_small || bottom > most_small)
            return narrow({mp::cpp_int(top), mp::cpp_int(bottom)});
        Rational result;
        result.top_ = static_cast<std::int64_t>(top);
        result.bottom_ = static_cast<std::int64_t>(bottom);
        return result;
    }
    static Rational reduced(const mp::cpp_int& top, const mp::cpp_int& bottom) {
        const mp::cpp_int divisor = common_divisor(top, bottom);
        return narrow({divided(top, divisor), divided(bottom, divisor)});
    }
    static Rational sum(const Large& a, const Large& b) {
        const mp::cpp_int shared = common_divisor(a.bottom, b.bottom);
        if (shared == 1) return narrow({a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom});
        const mp::cpp_int own = divided(a.bottom, shared);
        const mp::cpp_int top = a.top * divided(b.bottom, shared) + b.top * own;
        const mp::cpp_int divisor = common_divisor(top, shared);
        return narrow({divided(top, divisor), own * divided(b.bottom, divisor)});
    }
    static Rational product(const Large& a, const Large& b) {
        const mp::cpp_int left = common_divisor(a.top, b.bottom), right = common_divisor(b.top, a.bottom);
        if (left.is_zero() || right.is_zero()) return {};
        return narrow({divided(a.top, left) * divided(b.top, right), divided(a.bottom, right) * divided(b.bottom, left)});
    }
    static bool large(const Rational& a, const Rational& b) { return a.is_large() || b.is_large(); }
};

Rational::Rational(std::int64_t numerator, std::int64_t denominator) : Rational(rational_of(numerator, denominator)) {}

const Rational::Large& Rational::large() const { return *reinterpret_cast<const Large*>(static_cast<std::uintptr_t>(top_)); }
void Rational::hold(const Large* number) {
    top_ = static_cast<std::int64_t>(reinterpret_cast<std::uintptr_t>(number));
    bottom_ = 0;
}
void Rational::copy_large(const Rational& other) { hold(new Large(other.large())); }
void Rational::release() { delete &large(); }
bool Rational::large_is_integer() const { return large().bottom == 1; }

Rational base::WideNumbers::rational(Wide numerator, Wide denominator) {
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
    if (std::max(top, bottom) <= static_cast<UnsignedWide>(most_small))
        return Rational::Arithmetic::from_lowest_terms(negative ? -static_cast<Wide>(top) : static_cast<Wide>(top),
                                                       static_cast<Wide>(bottom));
    const mp::cpp_int wide_top = top;
    return Rational::Arithmetic::narrow({negative ? mp::cpp_int(-wide_top) : wide_top, mp::cpp_int(bottom)});
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
        Wide top = small_integer(digits), bottom = small_integer(denominator);
        (exponent < 0 ? bottom : top) *= power_of_ten(size);
        if (percent) bottom *= 100;
        return rational_of(negative ? -top : top, bottom);
    }
    mp::cpp_int top = integer(digits);
    mp::cpp_int bottom = integer(denominator);
    (exponent < 0 ? bottom : top) *= large_power_of_ten(size);
    if (percent) bottom *= 100;
    return Arithmetic::reduced(negative ? mp::cpp_int(-top) : top, bottom);
}

// Products of 63-bit numbers, and sums of two such products, fit in 128 bits. Since operands are in lowest terms, only some
// factors can cancel: for a sum those common to both denominators, for a product those of one numerator and the other
// denominator.

Rational& Rational::operator+=(const Rational& other) {
    if (Arithmetic::large(*this, other)) return *this = Arithmetic::sum(Arithmetic::wide(*this), Arithmetic::wide(other));
    const std::int64_t shared = shared_with(bottom_, other.bottom_);
    Wide top = Wide{top_} * (other.bottom_ / shared) + Wide{other.top_} * (bottom_ / shared);
    const std::int64_t divisor = shared == 1 ? 1 : std::gcd(static_cast<std::int64_t>(top % shared), shared);
    if (divisor != 1) top /= divisor;
    return *this = Arithmetic::from_lowest_terms(top, Wide{bottom_ / shared} * (other.bottom_ / divisor));
}
Rational& Rational::operator-=(const Rational& other) { return *this += -other; }
Rational& Rational::operator*=(const Rational& other) {
    if (Arithmetic::large(*this, other)) return *this = Arithmetic::product(Arithmetic::wide(*this), Arithmetic::wide(other));
    const std::int64_t left = shared_with(other.bottom_, top_), right = shared_with(bottom_, other.top_);
    return *this = Arithmetic::from_lowest_terms(Wide{top_ / left} * (other.top_ / right),
                                                 Wide{bottom_ / right} * (other.bottom_ / left));
}
Rational& Rational::operator/=(const Rational& other) {
    if (other.is_zero()) return *this = Rational();
    if (Arithmetic::large(*this, other)) {
        Large inverse = Arithmetic::wide(other);
        std::swap(inverse.top, inverse.bottom);
        if (inverse.bottom.sign() < 0) inverse.top = -inverse.top, inverse.bottom = -inverse.bottom;
        return *this = Arithmetic::product(Arithmetic::wide(*this), inverse);
    }
    Rational inverse;
    inverse.top_ = other.top_ < 0 ? -other.bottom_ : other.bottom_;
    inverse.bottom_ = other.top_ < 0 ? -other.top_ : other.top_;
    return *this *= inverse;
}
Rational Rational::operator-() const {
    if (is_large()) return Arithmetic::narrow({-large().top, large().bottom});
    Rational result(*this);
    result.top_ = -top_;
    return result;
}

int Rational::compare(const Rational& other) const {
    if (Arithmetic::large(*this, other)) {
        if (sign() != other.sign()) return sign() < other.sign() ? -1 : 1;
        const Large a = Arithmetic::wide(*this), b = Arithmetic::wide(other);
        if (a.bottom == b.bottom) return a.top.compare(b.top);
        return mp::cpp_int(a.top * b.bottom).compare(mp::cpp_int(b.top * a.bottom));
    }
    const Wide left = Wide{top_} * other.bottom_, right = Wide{other.top_} * bottom_;
    return left < right ? -1 : left > right ? 1 : 0;
}
int Rational::sign() const { return is_large() ? large().top.sign() : top_ < 0 ? -1 : top_ > 0 ? 1 : 0; }

Rational Rational::denominator() const {
    if (!is_large()) return Rational(bottom_);
    return Arithmetic::narrow({large().bottom, 1});
}

std::size_t Rational::bits() const {
    if (is_large()) return std::max(length(large().top), length(large().bottom));
    return static_cast<std::size_t>(std::max(std::bit_width(static_cast<std::uint64_t>(magnitude(top_))),
                                             std::bit_width(static_cast<std::uint64_t>(bottom_))));
}

std::optional<Wide> base::WideNumbers::floor(const Rational& value) {
    if (const auto parts = value.small()) return parts->first / parts->second - (parts->first % parts->second < 0 ? 1 : 0);
    mp::cpp_int floor, rest;
    mp::divide_qr(value.large().top, value.large().bottom, floor, rest);
    if (rest < 0) --floor;
    const mp::cpp_int size = mp::abs(floor);
    if (size != 0 && mp::msb(size) >= 127) return std::nullopt;
    return floor.convert_to<Wide>();
}

double Rational::to_double() const {
    // Enough quotient bits for the 53 of a double plus rounding bits; the last is a sticky bit for the remainder.
    constexpr std::size_t wanted = 64;
    const Large parts = Arithmetic::wide(*this);
    mp::cpp_int top = mp::abs(parts.top), bottom = parts.bottom, quotient, rest;
    const auto shift = static_cast<std::ptrdiff_t>(wanted + length(bottom)) - static_cast<std::ptrdiff_t>(length(top));
    (shift < 0 ? bottom : top) <<= static_cast<unsigned>(shift < 0 ? -shift : shift);
    divide(top, bottom, quotient, rest);
    const bool longer = length(quotient) > wanted;  // by one bit
    bool below = !rest.is_zero();
    if (longer) {
        below = below || mp::bit_test(quotient, 0);
        quotient >>= 1;
    }
    const auto bits = quotient.convert_to<std::uint64_t>() | (below ? 1u : 0u);
    const double size = std::ldexp(static_cast<double>(bits), static_cast<int>((longer ? 1 : 0) - shift));
    return sign() < 0 ? -size : size;
}

std::string Rational::fraction() const {
    if (is_large()) return large_is_integer() ? large().top.str() : large().top.str() + "/" + large().bottom.str();
    std::string text = std::to_string(top_);
    if (bottom_ != 1) text += "/" + std::to_string(bottom_);
    return text;
}

std::string Rational::decimal(int digits) const {
    const auto places = static_cast<std::size_t>(digits < 0 ? 0 : digits);
    if (!is_large() && places <= small_digits) {
        const UnsignedWide top = magnitude(top_) * static_cast<UnsignedWide>(power_of_ten(places));
        const auto bottom = static_cast<UnsignedWide>(bottom_);
        const UnsignedWide scaled = (2 * top + bottom) / (2 * bottom);
        char buffer[48];
        char* first = scaled >> 64 == 0 ? write_decimal(static_cast<std::uint64_t>(scaled), places, std::end(buffer))
                                        : write_decimal(scaled, places, std::end(buffer));
        if (top_ < 0 && scaled != 0) *--first = '-';
        return {first, std::end(buffer)};
    }
    const Large value = Arithmetic::wide(*this);
    const mp::cpp_int& bottom = value.bottom;
    const mp::cpp_int top = mp::abs(value.top);
    const mp::cpp_int scaled = (2 * top * large_power_of_ten(places) + bottom) / (2 * bottom);
    std::string text = scaled.str();
    if (text.size() <= places) text.insert(0, places + 1 - text.size(), '0');
    if (places > 0) text.insert(text.size() - places, 1, '.');
    if (sign() < 0 && scaled != 0) text.insert(0, 1, '-');
    return text;
}

std::string Rational::decimal(int digits, std::span<const Rational> thresholds) const {
    std::string text = decimal(digits);
    if (thresholds.empty()) return text;
    bool raised = false;
    std::optional<Rational> distance;  // to the nearest threshold that the value is not on
    for (const Rational& threshold : thresholds) {
        const Rational apart = threshold < *this ? *this - threshold : threshold - *this;
        if (apart.is_zero())
            raised = !has_decimal(*this);
        else if (!distance || apart < *distance)
            distance = apart;
    }
    for (int places = std::max(digits, 0);; text = decimal(places)) {
        Rational shown = *parse(text, text.size());
        if (raised && shown < *this)
            text =
                (shown += *parse("1/1" + std::string(static_cast<std::size_t>(places), '0'), text.size() + 1)).decimal(places);
        const auto reads_right = [&](const Rational& threshold) {
            return raised && threshold == *this ? threshold < shown : (shown <=> threshold) == (*this <=> threshold);
        };
        if (std::ranges::all_of(thresholds, reads_right)) return text;
        // At least so many places; a threshold with few places is itself what the value may round to.
        const int needed = distance ? static_cast<int>((Rational(1, 2) / *distance).decimal(0).size()) - 1 : 0;
        places = std::max(places + 1, needed);
    }
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

void Sum::add(const Rational& value) {
    last_ += value;
    if (last_.small()) return;
    large_.push_back(std::exchange(last_, Rational()));
    for (std::size_t terms = ++count_; terms % 2 == 0; terms /= 2) {
        const Rational last = std::move(large_.back());
        large_.pop_back();
        large_.back() += last;
    }
}

Rational Sum::total() const {
    Rational total = last_;
    for (auto part = large_.rbegin(); part != large_.rend(); ++part) total += *part;
    return total;
}

Rational min(const Rational& a, const Rational& b) { return b < a ? b : a; }
Rational max(const Rational& a, const Rational& b) { return a < b ? b : a; }

}  // namespace zi
