// Exact numbers: every way to write one, every way to refuse one, and rounding when they are shown.
#include "zi/rational.hpp"
#include "base/wide.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <string>
#include <vector>

namespace zi {

namespace {

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();

std::string parsed(std::string_view text, std::size_t digits = 40) {
    const auto number = Rational::parse(text, digits);
    return number ? number->fraction() : "refused";
}

TEST(RationalParse, ReadsEveryForm) {
    EXPECT_EQ(parsed("3"), "3");
    EXPECT_EQ(parsed("-3"), "-3");
    EXPECT_EQ(parsed("3.62"), "181/50");
    EXPECT_EQ(parsed("-0.5"), "-1/2");
    EXPECT_EQ(parsed("1/2"), "1/2");
    EXPECT_EQ(parsed("-2/4"), "-1/2");
    EXPECT_EQ(parsed("60%"), "3/5");
    EXPECT_EQ(parsed("12.5%"), "1/8");
    EXPECT_EQ(parsed("1/3%"), "1/300");
    EXPECT_EQ(parsed("0.5/0.5"), "refused");
    EXPECT_EQ(parsed("2.5/5"), "1/2");
    EXPECT_EQ(parsed("6.2e-3"), "31/5000");
    EXPECT_EQ(parsed("6.2E+3"), "6200");
    EXPECT_EQ(parsed("1e0"), "1");
    EXPECT_EQ(parsed("0"), "0");
    EXPECT_EQ(parsed("-0"), "0");
    EXPECT_EQ(parsed("0/7"), "0");
}

TEST(RationalParse, ReadsLeadingZerosAsDecimal) {
    EXPECT_EQ(parsed("010"), "10");
    EXPECT_EQ(parsed("000.250"), "1/4");
    EXPECT_EQ(parsed("007/008"), "7/8");
    EXPECT_EQ(parsed("1e007"), "10000000");
}

TEST(RationalParse, RefusesEverythingElse) {
    for (const char* text :
         {"",    "-",    "--1",   "+1",    ".",          ".5",   "5.",    "1..2",  "1.2.3",   "1,5",   " 1",
          "1 ",  "1 /2", "1/",    "/2",    "1/0",        "1/00", "0/0",   "1//2",  "1/-2",    "%",     "-%",
          "1%%", "%1",   "1e",    "e5",    "1e+",        "1e-",  "1e+-5", "1e1.5", "1e99999", "0x10",  "nan",
          "inf", "-inf", "1_000", "1'000", "infant_age", "1e5x", "１",    "½",     "1/2/3",   "1/1e2", "1e2/1e2"})
        EXPECT_EQ(parsed(text), "refused") << text;
    EXPECT_EQ(parsed(std::string_view("1\0", 2)), "refused");
}

TEST(RationalParse, BoundsDigitsAndExponents) {
    EXPECT_NE(parsed(std::string(40, '9')), "refused");
    EXPECT_EQ(parsed(std::string(41, '9')), "refused");
    EXPECT_NE(parsed("1/" + std::string(40, '9')), "refused");
    EXPECT_EQ(parsed("1/" + std::string(41, '9')), "refused");
    EXPECT_NE(parsed("0." + std::string(39, '1')), "refused");
    EXPECT_EQ(parsed("0." + std::string(40, '1')), "refused");
    EXPECT_EQ(parsed("1e40"), "1" + std::string(40, '0'));
    EXPECT_EQ(parsed("1e41"), "refused");
    EXPECT_EQ(parsed("1e-40"), "1/1" + std::string(40, '0'));
    EXPECT_EQ(parsed("1e-41"), "refused");
    EXPECT_EQ(parsed("0.1e-40"), "refused");
    EXPECT_EQ(parsed("1e0000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000001"),
              "refused");
    EXPECT_EQ(parsed(std::string(1'000'000, '1')), "refused");
    EXPECT_EQ(parsed("123", 2), "refused");
    EXPECT_EQ(parsed("123", 3), "123");
}

TEST(Rational, KeepsLowestTermsAndAPositiveDenominator) {
    EXPECT_EQ(Rational(6, 4).fraction(), "3/2");
    EXPECT_EQ(Rational(-6, -4).fraction(), "3/2");
    EXPECT_EQ(Rational(6, -4).fraction(), "-3/2");
    EXPECT_EQ(Rational(0, -5).fraction(), "0");
    EXPECT_EQ(Rational(5, 0).fraction(), "0");
    EXPECT_EQ(Rational().fraction(), "0");
}

TEST(Rational, HandlesTheEdgesOfItsIntegers) {
    EXPECT_EQ(Rational(least).fraction(), "-9223372036854775808");
    EXPECT_EQ(Rational(most).fraction(), "9223372036854775807");
    EXPECT_EQ(Rational(least, least).fraction(), "1");
    EXPECT_EQ(Rational(1, least).fraction(), "-1/9223372036854775808");
    EXPECT_EQ(Rational(least, -1).fraction(), "9223372036854775808");
    EXPECT_EQ((-Rational(least)).fraction(), "9223372036854775808");
    EXPECT_EQ((Rational(most) + Rational(1)).fraction(), "9223372036854775808");
}

TEST(Rational, IsNearestAsADouble) {
    EXPECT_EQ(Rational().to_double(), 0.0);
    EXPECT_EQ(Rational(5843, 70).to_double(), 5843.0 / 70.0);
    EXPECT_EQ(Rational(-1, 3).to_double(), -1.0 / 3.0);
    EXPECT_EQ(Rational(1, 8).to_double(), 0.125);
    const std::int64_t two53 = std::int64_t{1} << 53;
    EXPECT_EQ(Rational(two53 + 1).to_double(), 9007199254740992.0);  // half: to the even one
    EXPECT_EQ(Rational(two53 + 3).to_double(), 9007199254740996.0);
    EXPECT_EQ((Rational(two53 + 1) + Rational(1, most)).to_double(), 9007199254740994.0);  // a little more than half
    EXPECT_EQ(Rational::parse("1e30")->to_double(), 1e30);
    EXPECT_EQ(Rational::parse("6.2e-30")->to_double(), 6.2e-30);
    Rational large(1);
    for (int i = 0; i < 40; ++i) large *= Rational::parse("1e30").value();
    EXPECT_EQ(large.to_double(), std::numeric_limits<double>::infinity());
    EXPECT_EQ((-large).to_double(), -std::numeric_limits<double>::infinity());
    EXPECT_EQ((Rational(1) / large).to_double(), 0.0);
    EXPECT_EQ(((large + Rational(1)) / large).to_double(), 1.0);
}

TEST(Rational, ReadsAllOf128Bits) {
    using Int128 = Wide;
    __extension__ using Unsigned = unsigned __int128;
    const auto top = static_cast<Int128>((Unsigned{1} << 127) - 1);
    const Int128 bottom = -top - 1;
    EXPECT_EQ(rational_of(top).fraction(), "170141183460469231731687303715884105727");
    EXPECT_EQ(rational_of(bottom).fraction(), "-170141183460469231731687303715884105728");
    EXPECT_EQ(rational_of(1, bottom).fraction(), "-1/170141183460469231731687303715884105728");
    EXPECT_EQ(rational_of(bottom, bottom).fraction(), "1");
    EXPECT_EQ(rational_of(top, bottom).fraction(),
              "-170141183460469231731687303715884105727/170141183460469231731687303715884105728");
    EXPECT_EQ(rational_of(top, 0).fraction(), "0");
    EXPECT_EQ(rational_of(Int128{1} << 64, Int128{1} << 65).fraction(), "1/2");
}

TEST(Rational, Computes) {
    EXPECT_EQ(Rational(1, 3) + Rational(1, 6), Rational(1, 2));
    EXPECT_EQ(Rational(1, 3) - Rational(1, 2), Rational(-1, 6));
    EXPECT_EQ(Rational(2, 3) * Rational(3, 4), Rational(1, 2));
    EXPECT_EQ(Rational(2, 3) / Rational(-4, 3), Rational(-1, 2));
    EXPECT_EQ(Rational(1) / Rational(0), Rational(0)) << "a precondition violation that must not end the host";
    Rational self(3, 7);
    const Rational& same = self;
    self += same;
    EXPECT_EQ(self, Rational(6, 7));
    self -= same;
    EXPECT_TRUE(self.is_zero());
    self /= same;
    EXPECT_TRUE(self.is_zero());
    EXPECT_EQ(min(Rational(1, 3), Rational(1, 2)), Rational(1, 3));
    EXPECT_EQ(max(Rational(1, 3), Rational(1, 2)), Rational(1, 2));
}

TEST(Rational, Compares) {
    EXPECT_LT(Rational(1, 3), Rational(334, 1000));
    EXPECT_GT(Rational(1, 3), Rational(333, 1000));
    EXPECT_LT(Rational(-1, 2), Rational(-1, 3));
    EXPECT_EQ(Rational(1, 2) <=> Rational(2, 4), std::strong_ordering::equal);
    EXPECT_EQ(Rational(-5).sign(), -1);
    EXPECT_EQ(Rational().sign(), 0);
    EXPECT_EQ(Rational(5).sign(), 1);
    EXPECT_TRUE(Rational(4, 2).is_integer());
    EXPECT_FALSE(Rational(1, 2).is_integer());
}

TEST(Rational, GivesSmallPartsOnlyWhenTheyFit) {
    EXPECT_EQ(Rational(6, 4).small(), (std::pair<std::int64_t, std::int64_t>{3, 2}));
    EXPECT_EQ(Rational(most).small(), (std::pair<std::int64_t, std::int64_t>{most, 1}));
    EXPECT_EQ(Rational(1, most).small(), (std::pair<std::int64_t, std::int64_t>{1, most}));
    EXPECT_FALSE((Rational(most) + Rational(1)).small());
    EXPECT_FALSE((Rational(1, most) / Rational(2)).small());
    EXPECT_FALSE((-(Rational(most) * Rational(2))).small());
}

TEST(RationalDecimal, RoundsHalvesAwayFromZero) {
    EXPECT_EQ(Rational(1, 2).decimal(0), "1");
    EXPECT_EQ(Rational(-1, 2).decimal(0), "-1");
    EXPECT_EQ(Rational(3, 2).decimal(0), "2");
    EXPECT_EQ(Rational(5, 2).decimal(0), "3") << "not to even";
    EXPECT_EQ(Rational(1, 8).decimal(2), "0.13");
    EXPECT_EQ(Rational(-1, 8).decimal(2), "-0.13");
    EXPECT_EQ(Rational(2675, 1000).decimal(2), "2.68") << "binary floating point says 2.67";
    EXPECT_EQ(Rational(1005, 1000).decimal(2), "1.01");
}

TEST(RationalDecimal, RoundsTheRestToTheNearest) {
    EXPECT_EQ(Rational(1, 3).decimal(4), "0.3333");
    EXPECT_EQ(Rational(2, 3).decimal(4), "0.6667");
    EXPECT_EQ(Rational(-2, 3).decimal(4), "-0.6667");
    EXPECT_EQ(Rational(5843, 70).decimal(4), "83.4714");
    EXPECT_EQ(Rational(9999, 10000).decimal(3), "1.000");
    EXPECT_EQ(Rational(4999, 10000).decimal(0), "0");
    EXPECT_EQ(Rational(-4, 1000).decimal(2), "0.00") << "no minus zero";
    EXPECT_EQ(Rational(-5, 1000).decimal(2), "-0.01");
    EXPECT_EQ(Rational(75).decimal(2), "75.00");
    EXPECT_EQ(Rational(1, 1000).decimal(2), "0.00");
    EXPECT_EQ(Rational(7).decimal(-1), "7");
}

TEST(RationalDecimal, HandlesHugeValues) {
    const Rational huge = *Rational::parse("1e40") * *Rational::parse("1e40");
    EXPECT_EQ(huge.decimal(1), "1" + std::string(80, '0') + ".0");
    EXPECT_EQ((Rational(1) / huge).decimal(3), "0.000");
    EXPECT_EQ((Rational(1) / huge).decimal(80), "0." + std::string(79, '0') + "1");
}

TEST(RationalShortest, PrefersTheDecimalThatIsExact) {
    EXPECT_EQ(Rational(3).shortest(), "3");
    EXPECT_EQ(Rational(300).shortest(), "300");
    EXPECT_EQ(Rational(0).shortest(), "0");
    EXPECT_EQ(Rational(181, 50).shortest(), "3.62");
    EXPECT_EQ(Rational(-1, 2).shortest(), "-0.5");
    EXPECT_EQ(Rational(1, 1'000'000).shortest(), "0.000001");
    EXPECT_EQ(Rational(1, 10'000'000).shortest(), "1/10000000");
    EXPECT_EQ(Rational(1, 3).shortest(), "1/3");
    EXPECT_EQ(Rational(-5843, 70).shortest(), "-5843/70");
    EXPECT_EQ(Rational(1, 8).shortest(2), "1/8");
    EXPECT_EQ(Rational(1, 8).shortest(3), "0.125");
    EXPECT_EQ(Rational(100).shortest(0), "100");
}

TEST(Rational, CopiesAndMovesIndependently) {
    // Small values live inside the object, large ones on the heap: both kinds, in both directions.
    const Rational large = *Rational::parse("123456789012345678901234567890/98765432109876543210987654321");
    const Rational small(1, 3);
    for (const Rational& original : {large, small}) {
        for (const Rational& other : {large, small}) {
            Rational copy(original);
            Rational assigned(other);
            assigned = original;
            Rational& alias = assigned;
            assigned = alias;
            copy += Rational(1);
            EXPECT_EQ(assigned, original);
            EXPECT_EQ(copy, original + Rational(1));
            Rational moved(std::move(copy));
            copy = other;
            EXPECT_EQ(copy, other);
            assigned = std::move(moved);
            moved = other;
            EXPECT_EQ(assigned, original + Rational(1));
            EXPECT_EQ(moved, other);
        }
    }
    std::vector<Rational> many;
    for (int i = 0; i < 1000; ++i) many.push_back(i % 2 == 0 ? large : Rational(i, 7));
    many.erase(many.begin(), many.begin() + 501);
    EXPECT_EQ(many.front(), Rational(501, 7));
    EXPECT_EQ(many[1], large);
}

TEST(Rational, SumsThirdsExactly) {
    Rational sum;
    for (int i = 0; i < 3000; ++i) sum += Rational(1, 3);
    EXPECT_EQ(sum, Rational(1000));
    Rational harmonic;
    for (int i = 1; i <= 200; ++i) harmonic += Rational(1, i);
    for (int i = 200; i >= 1; --i) harmonic -= Rational(1, i);
    EXPECT_TRUE(harmonic.is_zero());
}

TEST(Rational, SumsWhatHasNothingInCommon) {
    Sum sum;
    EXPECT_TRUE(sum.total().is_zero());
    Rational expected;
    for (int i = 1; i <= 400; ++i) {
        sum.add(Rational(1, 2 * i + 1));
        expected += Rational(1, 2 * i + 1);
    }
    EXPECT_EQ(sum.total(), expected);
    for (int i = 1; i <= 400; ++i) sum.add(Rational(-1, 2 * i + 1));
    EXPECT_TRUE(sum.total().is_zero());
}

TEST(Rational, CountsBits) {
    EXPECT_EQ(Rational().bits(), 1u);  // its denominator is 1
    EXPECT_EQ(Rational(-8).bits(), 4u);
    EXPECT_EQ(Rational(1, 1024).bits(), 11u);
    EXPECT_EQ(Rational::parse("1e30")->bits(), 100u);
    EXPECT_EQ(Rational::parse("-1/1000000000000000000000000000000")->bits(), 100u);
    EXPECT_EQ(Rational(3, 7).denominator(), Rational(7));
}

}  // namespace

}  // namespace zi
