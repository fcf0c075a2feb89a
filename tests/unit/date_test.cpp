#include "zi/date.hpp"

#include <gtest/gtest.h>

namespace zi {

namespace {

std::string round_trip(std::string_view text) {
    const auto date = Date::parse(text);
    return date ? date->iso() : "refused";
}

TEST(Date, ReadsDaysOfTheCalendar) {
    for (const char* text : {"2021-12-31", "0001-01-01", "9999-12-31", "2024-02-29", "2000-02-29", "1970-01-01", "1600-02-29"})
        EXPECT_EQ(round_trip(text), text);
}

TEST(Date, KnowsLeapYears) {
    EXPECT_EQ(round_trip("2023-02-29"), "refused");
    EXPECT_EQ(round_trip("1900-02-29"), "refused");
    EXPECT_EQ(round_trip("2100-02-29"), "refused");
    EXPECT_EQ(round_trip("2024-02-30"), "refused");
}

TEST(Date, RefusesWhatIsNoDay) {
    for (const char* text :
         {"",           "2021",       "2021-12",    "2021-12-3",  "2021-1-31",  "21-12-31",    "2021-13-01",  "2021-00-10",
          "2021-12-00", "2021-04-31", "0000-01-01", "2021/12/31", "31-12-2021", "2021-12-31 ", " 2021-12-31", "2021-12-311",
          "-021-12-31", "2021-+1-31", "2021-12-3a", "２021-12-1"})
        EXPECT_EQ(round_trip(text), "refused") << text;
}

TEST(Date, Compares) {
    EXPECT_LT(*Date::parse("2021-12-31"), *Date::parse("2022-01-01"));
    EXPECT_EQ(Date::parse("2022-01-01")->day - Date::parse("2021-12-31")->day, std::chrono::days(1));
    EXPECT_EQ(Date::parse("2024-03-01")->day - Date::parse("2024-02-28")->day, std::chrono::days(2));
}

TEST(Period, IsHalfOpen) {
    const Period period{*Date::parse("2021-01-01"), Date::parse("2022-01-01")};
    EXPECT_FALSE(period.contains(*Date::parse("2020-12-31")));
    EXPECT_TRUE(period.contains(*Date::parse("2021-01-01")));
    EXPECT_TRUE(period.contains(*Date::parse("2021-12-31")));
    EXPECT_FALSE(period.contains(*Date::parse("2022-01-01")));
    const Period open{*Date::parse("2021-01-01"), std::nullopt};
    EXPECT_TRUE(open.contains(*Date::parse("9999-12-31")));
}

}  // namespace

}  // namespace zi
