#include "zi/rational.hpp"

#include <boost/multiprecision/cpp_int.hpp>

#include <new>

namespace zi {

namespace mp = boost::multiprecision;

struct Rational::Impl {
    mp::cpp_rational value;
};

namespace {

mp::cpp_int power_of_ten(std::size_t exponent) { return mp::pow(mp::cpp_int(10), static_cast<unsigned>(exponent)); }

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

}  // namespace

Rational::Impl& Rational::impl() { return *std::launder(reinterpret_cast<Impl*>(storage_)); }
const Rational::Impl& Rational::impl() const { return *std::launder(reinterpret_cast<const Impl*>(storage_)); }

Rational::Rational() noexcept {
    static_assert(sizeof(Impl) <= storage_bytes && alignof(Impl) <= 16);
    new (storage_) Impl();
}
Rational::Rational(std::int64_t value) { new (storage_) Impl{mp::cpp_rational(value)}; }
Rational::Rational(std::int64_t numerator, std::int64_t denominator) {
    if (denominator == 0)
        new (storage_) Impl();
    else
        new (storage_) Impl{mp::cpp_rational(mp::cpp_int(numerator), mp::cpp_int(denominator))};
}
Rational::Rational(const Rational& other) { new (storage_) Impl(other.impl()); }
Rational::Rational(Rational&& other) noexcept { new (storage_) Impl(std::move(other.impl())); }
Rational& Rational::operator=(const Rational& other) {
    impl().value = other.impl().value;
    return *this;
}
Rational& Rational::operator=(Rational&& other) noexcept {
    impl().value = std::move(other.impl().value);
    return *this;
}
Rational::~Rational() { impl().~Impl(); }

Rational Rational::from_int128(Int128 numerator, Int128 denominator) {
    Rational result;
    if (denominator != 0) result.impl().value = mp::cpp_rational(mp::cpp_int(numerator), mp::cpp_int(denominator));
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

    mp::cpp_int top = integer(digits);
    mp::cpp_int bottom = integer(denominator);
    if (bottom == 0) return std::nullopt;
    (exponent < 0 ? bottom : top) *= power_of_ten(size);
    if (percent) bottom *= 100;
    Rational result;
    result.impl().value = mp::cpp_rational(negative ? mp::cpp_int(-top) : top, bottom);
    return result;
}

Rational& Rational::operator+=(const Rational& other) {
    impl().value += other.impl().value;
    return *this;
}
Rational& Rational::operator-=(const Rational& other) {
    impl().value -= other.impl().value;
    return *this;
}
Rational& Rational::operator*=(const Rational& other) {
    impl().value *= other.impl().value;
    return *this;
}
Rational& Rational::operator/=(const Rational& other) {
    if (other.is_zero())
        impl().value = 0;
    else
        impl().value /= other.impl().value;
    return *this;
}
Rational Rational::operator-() const {
    Rational result;
    result.impl().value = -impl().value;
    return result;
}

int Rational::compare(const Rational& other) const { return impl().value.compare(other.impl().value); }
int Rational::sign() const { return impl().value.sign(); }
bool Rational::is_integer() const { return mp::denominator(impl().value) == 1; }

std::optional<std::pair<std::int64_t, std::int64_t>> Rational::small() const {
    const mp::cpp_int top = mp::numerator(impl().value);
    const mp::cpp_int bottom = mp::denominator(impl().value);
    constexpr std::int64_t limit = std::numeric_limits<std::int64_t>::max();
    if (top > limit || top < -limit || bottom > limit) return std::nullopt;
    return std::pair{top.convert_to<std::int64_t>(), bottom.convert_to<std::int64_t>()};
}

std::string Rational::fraction() const {
    const mp::cpp_int bottom = mp::denominator(impl().value);
    std::string text = mp::numerator(impl().value).str();
    if (bottom != 1) text += "/" + bottom.str();
    return text;
}

std::string Rational::decimal(int digits) const {
    const auto places = static_cast<std::size_t>(digits < 0 ? 0 : digits);
    const mp::cpp_int bottom = mp::denominator(impl().value);
    const mp::cpp_int top = mp::abs(mp::numerator(impl().value));
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
