#include "base/filled.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <limits>

namespace zi {
namespace {

TEST(Filled, PutsTextsAndWholeNumbersInTheirPlaces) {
    const std::string name = "b";
    EXPECT_EQ(filled("{}{} {}", "a", name, 'c'), "ab c");
    EXPECT_EQ(filled("{} {} {}", 0, -7, std::size_t{12}), "0 -7 12");
    EXPECT_EQ(filled("{} {}", std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::uint64_t>::max()),
              "-9223372036854775808 18446744073709551615");
    EXPECT_EQ(filled("no places"), "no places");
}

TEST(Filled, LeavesBracesOfValuesAndTakesDoubledOnesForOne) {
    EXPECT_EQ(filled("{{{}}}", "{}"), "{{}}");
    EXPECT_EQ(filled("{{}} {}", "}}"), "{} }}");
    EXPECT_EQ(filled("}}{{"), "}{");
}

TEST(Filled, ChosenPatternsMayHaveFewerPlacesOrMore) {
    EXPECT_EQ(filled(Chosen{"a {}"}, 1, 2), "a 1");
    EXPECT_EQ(filled(Chosen{"{} b {}"}, 1), "1 b ");
}

TEST(Filled, PadsWithZerosAndSpellsInCapitals) {
    EXPECT_EQ(padded(7, 4), "0007");
    EXPECT_EQ(padded(9999, 4), "9999");
    EXPECT_EQ(padded(12345, 4), "12345");
    EXPECT_EQ(padded(0, 2), "00");
    EXPECT_EQ(padded(0xAB, 4, 16), "00AB");
    EXPECT_EQ(padded(std::numeric_limits<unsigned>::max(), 0, 16), "FFFFFFFF");
}

}  // namespace
}  // namespace zi
