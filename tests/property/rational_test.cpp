// Exact numbers against Boost's own, and decimals against long division as one does it on paper.
#include "zi/rational.hpp"

#include <gtest/gtest.h>

#include <boost/multiprecision/cpp_int.hpp>
#include <cstdint>

#include "choices.hpp"
#include "base/wide.hpp"

namespace zi {

namespace {

namespace mp = boost::multiprecision;
using test::Choices;
using test::for_all;

struct Pair {
    Rational ours;
    mp::cpp_rational theirs;
};

/// Small, large and awkward numbers of both signs.
Pair any_number(Choices& choose) {
    const auto integer = [&]() -> std::int64_t {
        switch (choose.below(5)) {
            case 0: return static_cast<std::int64_t>(choose.below(10));
            case 1: return static_cast<std::int64_t>(choose.below(1'000));
            case 2: return std::int64_t{1'000'003} * static_cast<std::int64_t>(choose.below(65'535));
            case 3: return std::int64_t{140'737'488'355'333} * static_cast<std::int64_t>(choose.below(65'535));
            default: return choose.pick({INT64_MAX, INT64_MAX - 1, std::int64_t{1} << 62, std::int64_t{1} << 31});
        }
    };
    const std::int64_t top = choose.likely(40) ? -integer() : integer();
    std::int64_t bottom = integer();
    if (bottom == 0) bottom = 1;
    if (choose.likely(20)) bottom = -bottom;
    return {Rational(top, bottom), mp::cpp_rational(mp::cpp_int(top), mp::cpp_int(bottom))};
}

std::string shown(const mp::cpp_rational& value) { return value.str(); }

TEST(RationalProperty, AgreesWithBoost) {
    for_all(20'000, 12, [](Choices& choose) {
        const Pair a = any_number(choose), b = any_number(choose);
        RC_ASSERT(a.ours.fraction() == shown(a.theirs));
        RC_ASSERT((a.ours + b.ours).fraction() == shown(a.theirs + b.theirs));
        RC_ASSERT((a.ours - b.ours).fraction() == shown(a.theirs - b.theirs));
        RC_ASSERT((a.ours * b.ours).fraction() == shown(a.theirs * b.theirs));
        if (b.theirs != 0) RC_ASSERT((a.ours / b.ours).fraction() == shown(a.theirs / b.theirs));
        RC_ASSERT((-a.ours).fraction() == shown(-a.theirs));
        RC_ASSERT((a.ours < b.ours) == (a.theirs < b.theirs));
        RC_ASSERT((a.ours == b.ours) == (a.theirs == b.theirs));
        RC_ASSERT(min(a.ours, b.ours).fraction() == shown(a.theirs < b.theirs ? a.theirs : b.theirs));
        RC_ASSERT(max(a.ours, b.ours).fraction() == shown(a.theirs < b.theirs ? b.theirs : a.theirs));
        RC_ASSERT(a.ours.sign() == a.theirs.sign());
        RC_ASSERT(a.ours.is_integer() == (mp::denominator(a.theirs) == 1));
    });
}

/// Of both, a product of up to so many numbers: their parts differ in length by any factor.
Pair long_number(Choices& choose) {
    Pair product = any_number(choose);
    for (std::size_t more = choose.below(40); more > 0; --more) {
        const Pair next = any_number(choose);
        if (next.theirs == 0) continue;
        if (choose.likely(50))
            product = {product.ours * next.ours, product.theirs * next.theirs};
        else
            product = {product.ours / next.ours, product.theirs / next.theirs};
    }
    return product;
}

TEST(RationalProperty, LongNumbersAgreeWithBoost) {
    for_all(2'000, 240, [](Choices& choose) {
        const Pair a = long_number(choose), b = long_number(choose);
        RC_ASSERT(a.ours.fraction() == shown(a.theirs));
        RC_ASSERT((a.ours + b.ours).fraction() == shown(a.theirs + b.theirs));
        RC_ASSERT((a.ours * b.ours).fraction() == shown(a.theirs * b.theirs));
        if (b.theirs != 0) RC_ASSERT((a.ours / b.ours).fraction() == shown(a.theirs / b.theirs));
        RC_ASSERT((a.ours < b.ours) == (a.theirs < b.theirs));
        RC_ASSERT(a.ours.denominator().fraction() == mp::denominator(a.theirs).str());
    });
}

TEST(RationalProperty, ASumIsOneNumberAfterTheOther) {
    for_all(2'000, 240, [](Choices& choose) {
        Sum sum;
        Rational expected;
        for (std::size_t more = choose.below(40); more > 0; --more) {
            const Rational next = any_number(choose).ours;
            sum.add(next);
            expected += next;
            RC_ASSERT(sum.total() == expected);
        }
    });
}

TEST(RationalProperty, IsAField) {
    for_all(5'000, 18, [](Choices& choose) {
        const Rational a = any_number(choose).ours, b = any_number(choose).ours, c = any_number(choose).ours;
        RC_ASSERT(a + b == b + a);
        RC_ASSERT(a * b == b * a);
        RC_ASSERT((a + b) + c == a + (b + c));
        RC_ASSERT((a * b) * c == a * (b * c));
        RC_ASSERT(a * (b + c) == a * b + a * c);
        RC_ASSERT(a + Rational(0) == a);
        RC_ASSERT(a * Rational(1) == a);
        RC_ASSERT((a + -a).is_zero());
        RC_ASSERT(a - b == a + -b);
        if (!b.is_zero()) RC_ASSERT(a / b * b == a);
        // The order goes with the operations.
        if (a < b) RC_ASSERT(a + c < b + c);
        if (a < b && c.sign() > 0) RC_ASSERT(a * c < b * c);
    });
}

TEST(RationalProperty, ReadsWhatItWrites) {
    for_all(5'000, 12, [](Choices& choose) {
        const Rational a = any_number(choose).ours;
        RC_ASSERT(Rational::parse(a.fraction()) == a);
        RC_ASSERT(Rational::parse(a.shortest(12), 60) == a);
        if (const auto parts = a.small()) RC_ASSERT(Rational(parts->first, parts->second) == a);
    });
}

/// top / bottom with `places` decimals, digit by digit; the next digit decides the rounding.
std::string long_division(mp::cpp_int top, mp::cpp_int bottom, int places) {
    if (bottom < 0) top = -top, bottom = -bottom;
    const bool negative = top < 0;
    if (negative) top = -top;
    std::string digits = mp::cpp_int(top / bottom).str();
    const std::size_t whole = digits.size();
    mp::cpp_int rest = top % bottom;
    for (int i = 0; i < places; ++i) {
        rest *= 10;
        digits += mp::cpp_int(rest / bottom).str();
        rest %= bottom;
    }
    std::size_t point = whole;
    if (rest * 10 / bottom >= 5) {  // carry, as far as there are nines
        std::size_t i = digits.size();
        while (i > 0 && digits[i - 1] == '9') digits[--i] = '0';
        if (i > 0) {
            ++digits[i - 1];
        } else {
            digits.insert(0, "1");
            ++point;
        }
    }
    const bool zero = digits.find_first_not_of('0') == std::string::npos;
    if (places > 0) digits.insert(point, ".");
    return (negative && !zero ? "-" : "") + digits;
}

TEST(RationalProperty, RoundsAsOnPaper) {
    for_all(20'000, 8, [](Choices& choose) {
        const Pair a = any_number(choose);
        const int places = static_cast<int>(choose.below(13));
        RC_ASSERT(a.ours.decimal(places) == long_division(mp::numerator(a.theirs), mp::denominator(a.theirs), places));
    });
}

TEST(RationalProperty, HalvesGoAwayFromZero) {
    for_all(3'000, 3, [](Choices& choose) {
        // n + 1/2 units of the last place, which doubles cannot hold exactly.
        const auto n = static_cast<std::int64_t>(choose.below(65'535));
        RC_ASSERT(Rational(2 * n + 1, 2'000).decimal(3) == Rational(n + 1, 1'000).decimal(3));
        RC_ASSERT(Rational(-2 * n - 1, 2'000).decimal(3) == Rational(-n - 1, 1'000).decimal(3));
    });
}

TEST(RationalProperty, SpellingsOfOneNumberAreOneNumber) {
    for_all(5'000, 6, [](Choices& choose) {
        const std::string whole = std::to_string(choose.below(65'535)),
                          decimals = std::to_string(choose.below(65'535) + 100'000).substr(1);
        const Rational value = *Rational::parse(whole + "." + decimals);
        RC_ASSERT(Rational::parse(whole + decimals + "e-5") == value);
        RC_ASSERT(Rational::parse("000" + whole + "." + decimals + "000") == value);
        RC_ASSERT(Rational::parse(whole + "." + decimals + "E+2") == value * Rational(100));
        RC_ASSERT(Rational::parse(whole + decimals + "/100000") == value);
        RC_ASSERT(Rational::parse(whole + "." + decimals + "%") == value / Rational(100));
        RC_ASSERT(Rational::parse("-" + whole + "." + decimals) == -value);
        for (const char* wrong : {" ", "+", "0x", ".", "--"}) RC_ASSERT(!Rational::parse(wrong + whole));
        for (const char* wrong : {" ", ".", "e", "/", "/0", "%%", "e99999", "_"}) RC_ASSERT(!Rational::parse(whole + wrong));
    });
}

/// 128-bit parts, as the integer program hands them over.
TEST(RationalProperty, TakesWideIntegers) {
    for_all(5'000, 12, [](Choices& choose) {
        __extension__ using Wide = __int128;
        const auto wide = [&] {
            Wide value = 0;
            for (int i = 0; i < 7; ++i) value = value * 65'536 + static_cast<Wide>(choose.below(65'535));
            return value;
        };
        const Wide top = choose.likely(50) ? -wide() : wide(), bottom = wide() + 1;
        const mp::cpp_rational theirs{mp::cpp_int(top), mp::cpp_int(bottom)};
        RC_ASSERT(rational_of(top, bottom).fraction() == shown(theirs));
    });
}

}  // namespace

}  // namespace zi
