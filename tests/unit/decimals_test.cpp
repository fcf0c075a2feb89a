// Whole numbers decide a decimal only where the exact value, whatever it is, has that one.
#include "base/decimals.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace zi {

namespace {

TEST(CountedDecimals, GiveWhatEveryExactValueHas) {
    const std::vector<Rational> thresholds{Rational(1, 2), Rational(2, 3), Rational(3), Rational(13, 4)};
    std::size_t given = 0, beside = 0, between = 0;
    // Units finer and coarser than a place, with and without a place as their multiple.
    for (const std::int64_t unit : {1, 2, 3, 7, 10, 60, 99, 100, 101, 1'000, 1'024, 7'200})
        for (const unsigned digits : {0u, 1u, 2u, 3u}) {
            const CountedDecimals counted(unit, digits, thresholds);
            for (const std::int64_t error : {0, 1, 3})
                for (std::int64_t score = 0; score <= 4 * unit; score += 1 + unit / 500) {
                    const auto found = counted.of(score, error);
                    given += found.has_value();
                    // The least, the greatest and some between; without an error there is just the one.
                    bool one = true;
                    for (std::int64_t part = 0; part < (error == 0 ? 1 : 40); ++part) {
                        const Rational exact = (Rational(score) + Rational(error * part, 40) -
                                                (part == 0 ? Rational(0) : Rational(1, 1'000'000))) /
                                               Rational(unit);
                        const auto wanted = fixed_decimal(exact, digits, thresholds);
                        ASSERT_TRUE(wanted);
                        ASSERT_TRUE(!found || *found == *wanted) << score << " / " << unit << ", " << digits << " digits";
                        one = one && *wanted == *fixed_decimal(Rational(score, unit), digits, thresholds);
                    }
                    beside += !found && error == 0;
                    between += !found && !one;
                }
        }
    EXPECT_GT(given, 20'000u);
    EXPECT_GT(beside, 100u) << "a threshold";
    EXPECT_GT(between, 100u) << "two decimals";
}

/// Up to the end of 64 bits, where products need 128.
TEST(CountedDecimals, GiveLargeScores) {
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    for (const std::int64_t unit : {std::int64_t{1}, std::int64_t{14'414'400}, most / 3, most})
        for (const unsigned digits : {0u, 6u, 18u})
            for (const std::int64_t score : {most, most - 1, most / 2 + 1, std::int64_t{0}})
                EXPECT_TRUE(CountedDecimals(unit, digits, {}).of(score, 0) == fixed_decimal(Rational(score, unit), digits, {}))
                    << score << " / " << unit << ", " << digits << " digits";
    EXPECT_FALSE(CountedDecimals(1, 0, {}).of(-1, 0)) << "is for exact arithmetic";
}

}  // namespace

}  // namespace zi
