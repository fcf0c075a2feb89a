#include "base/written.hpp"

#include "zi/diagnostic.hpp"

#include <gtest/gtest.h>

namespace zi {

namespace {

constexpr Language id = Language::indonesian, en = Language::english;

TEST(Written, NumbersHaveTheCommaOrThePointOfTheLanguage) {
    EXPECT_EQ(written("-3.62", id), "-3,62");
    EXPECT_EQ(written("-3.62", en), "-3.62");
    EXPECT_EQ(written("1/600", id), "1/600");
    EXPECT_EQ(written("75", id), "75");
}

TEST(Written, DaysAreInWords) {
    EXPECT_EQ(written(*Date::parse("2026-05-31"), id), "31 Mei 2026");
    EXPECT_EQ(written(*Date::parse("2026-05-31"), en), "31 May 2026");
    EXPECT_EQ(written(*Date::parse("2024-08-01"), id), "1 Agustus 2024");
    EXPECT_EQ(written(*Date::parse("0001-12-09"), en), "9 December 1");
    EXPECT_EQ(written(std::chrono::May / 31, id), "31 Mei");
}

TEST(Written, ArgumentsThatAreNoNumberOrDayStay) {
    EXPECT_EQ(written_argument("0.5", id), "0,5");
    EXPECT_EQ(written_argument("0.5 .. 4", id), "0,5 .. 4");
    EXPECT_EQ(written_argument("01-01 .. 12-31", id), "01-01 .. 12-31");
    EXPECT_EQ(written_argument("-\u221e", id), "-\u221e");
    EXPECT_EQ(written_argument("\u2248 1.25", id), "\u2248 1,25");
    EXPECT_EQ(written_argument("A.1.2", id), "A.1.2");
    EXPECT_EQ(written_argument("0.5", en), "0.5");
    EXPECT_EQ(written_argument("2026-05-31", id), "31 Mei 2026");
}

TEST(Written, MessagesWriteWhatTheySayAndQuoteWhatWasTyped) {
    const Diagnostic outside{Code::number_range, {"4.5", "0.5", "4"}};
    EXPECT_EQ(message(outside, id), "4.5 di luar rentang 0,5 .. 4");
    EXPECT_EQ(message(outside, en), "4.5 is outside the range 0.5 .. 4");
    const Diagnostic early{Code::not_in_force, {"r", "2020-12-31", std::string("@from") + phrase_mark + "2021-01-01"}};
    EXPECT_EQ(message(early, id), "`r` tidak berlaku pada 31 Desember 2020");
    EXPECT_EQ(help(early, en), "it is in force from 1 January 2021");
}

}  // namespace

}  // namespace zi
