// Counts are divided in single precision and mended by the remainder: against whole numbers, up to the edge of what is proved,
// on every target.
#include "columnar/simd.hpp"
#include "columnar/support.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <limits>
#include <random>
#include <type_traits>

namespace zi::columnar {

namespace {

template <class Number>
constexpr Column::Type type_of = sizeof(Number) == 1        ? Column::Type::u8
                                 : std::is_signed_v<Number> ? Column::Type::i16
                                                            : Column::Type::u16;

template <class Top, class Bottom>
void divide(std::mt19937& random, std::int64_t unit, bool difference) {
    const auto any = [&](auto& numbers) {
        using Number = std::remove_reference_t<decltype(numbers[0])>;
        constexpr auto most = static_cast<std::int64_t>(std::numeric_limits<Number>::max());
        for (Number& one : numbers) {
            const std::int64_t edges[] = {0, 1, 2, most / 2, most - 1, most};
            const auto kind = random() % 8;
            const auto number = static_cast<std::int64_t>(random());
            one = static_cast<Number>(kind == 0 ? edges[number % 6] : kind < 4 ? number % 100 : number % (most + 1));
        }
    };
    std::array<Top, chunk> tops, less;
    std::array<Bottom, chunk> bottoms;
    any(tops), any(less), any(bottoms);
    std::array<std::uint32_t, chunk> shares{};
    Bits outside{}, zeros{};
    ASSERT_TRUE(simd::divide_columns(chunk, tops.data(), difference ? less.data() : nullptr, type_of<Top>, bottoms.data(),
                                     type_of<Bottom>, unit, shares.data(), &outside, zeros));
    for (std::size_t row = 0; row < chunk; ++row) {
        const std::int64_t bottom = bottoms[row], top = std::int64_t{tops[row]} - (difference ? less[row] : 0);
        ASSERT_EQ(at(zeros, row), bottom == 0) << top << " / " << bottom;
        ASSERT_EQ(at(outside, row), top < 0 || top > bottom) << top << " / " << bottom;
        if (bottom == 0) continue;
        ASSERT_EQ(shares[row], std::clamp<std::int64_t>(top, 0, bottom) * unit / bottom)
            << top << " / " << bottom << " of " << unit;
    }
}

TEST(Simd, QuotientsOfCountsAreRoundedDown) {
    std::mt19937 random(7);
    for (const std::int64_t target : columnar_test::targets()) {
        const columnar_test::OnTarget on(target);
        for (const std::int64_t unit :
             {most_single, most_single - 1, std::int64_t{5'040'000}, std::int64_t{99'991}, std::int64_t{1}})
            for (int times = 0; times < 12; ++times) {
                const bool difference = times % 2 != 0;
                divide<std::uint8_t, std::uint8_t>(random, unit, difference);
                divide<std::uint8_t, std::uint16_t>(random, unit, difference);
                divide<std::uint16_t, std::uint8_t>(random, unit, difference);
                divide<std::uint16_t, std::uint16_t>(random, unit, difference);
                divide<std::uint16_t, std::int16_t>(random, unit, difference);
                divide<std::int16_t, std::uint16_t>(random, unit, difference);
                divide<std::int16_t, std::int16_t>(random, unit, difference);
                if (HasFatalFailure()) FAIL() << simd::target();
            }
    }
}

}  // namespace

}  // namespace zi::columnar
