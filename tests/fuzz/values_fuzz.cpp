// Days and numbers, a line each: what is read is what boost's numbers and the calendar say, and is spelled so that it is read
// again.
#include "strangers.hpp"

#include "zi/date.hpp"
#include "zi/rational.hpp"

#include <boost/multiprecision/cpp_int.hpp>

#include <optional>

using strangers::check;
using zi::Rational;
using Exact = boost::multiprecision::cpp_rational;
using Whole = boost::multiprecision::cpp_int;

namespace {

Exact exact(const Rational& number) { return Exact(number.fraction()); }

void check_day(std::string_view text) {
    const auto day = zi::Date::parse(text);
    if (!day) return;
    check(day->iso() == text && *day < zi::Date::never());
    for (const zi::CalendarUnit unit : {zi::CalendarUnit::day, zi::CalendarUnit::month, zi::CalendarUnit::year}) {
        const zi::Date later = zi::after(*day, 13, unit);
        check(*day < later && later <= zi::Date::never());
        if (later != zi::Date::never()) check(zi::Date::parse(later.iso()) == later);
    }
}

std::optional<Rational> check_number(std::string_view text) {
    constexpr std::size_t most = 60;
    const auto number = Rational::parse(text, most);
    if (!number) return number;
    check(!text.empty() && text.find_first_not_of("0123456789.-+/%eE") == std::string_view::npos);
    const Exact value = exact(*number);
    // Spelled as a fraction, and as a decimal of as many places as it has.
    check(Rational::parse(number->fraction(), 3 * most) == number && number->sign() == value.sign());
    check((denominator(value) == 1) == number->is_integer());
    for (const int digits : {0, 2, 7}) {
        const auto cut = Rational::parse(number->decimal(digits), 3 * most);
        Rational unit(1);
        for (int i = 0; i < digits; ++i) unit /= Rational(10);
        const Rational off = *number < *cut ? *cut - *number : *number - *cut;
        check(cut.has_value() && !(unit < off + off));
    }
    return number;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    strangers::Bytes lines(strangers::text_of(data, size));
    std::optional<Rational> last;
    for (int left = 8; left > 0 && !lines.empty(); --left) {
        const std::string_view line = lines.line();
        check_day(line);
        const auto number = check_number(line);
        if (last && number) {
            const Exact a = exact(*last), b = exact(*number);
            check(exact(*last + *number) == a + b && exact(*last - *number) == a - b && exact(*last * *number) == a * b);
            check((*last < *number) == (a < b) && (*last == *number) == (a == b));
            if (b != 0)
                check(exact(*last / *number) == a / b);
            else
                check((*last / *number).is_zero());
        }
        last = number;
    }
    return 0;
}
