#include "base/suggest.hpp"

#include <gtest/gtest.h>

namespace zi {

namespace {

TEST(Suggest, FindsTypingSlips) {
    const std::vector<std::string_view> names{"question", "regulation", "ya_tidak", "instansi.opini_bpk", "WBK"};
    EXPECT_EQ(closest("qeustion", names), "question") << "two letters swapped";
    EXPECT_EQ(closest("questin", names), "question") << "one missing";
    EXPECT_EQ(closest("questionn", names), "question") << "one too many";
    EXPECT_EQ(closest("ya_tidek", names), "ya_tidak") << "one wrong";
    EXPECT_EQ(closest("instansi.opini_bpkp", names), "instansi.opini_bpk");
    EXPECT_EQ(closest("wbk", names), "WBK") << "another case";
}

TEST(Suggest, StaysSilentWhenNothingIsNear) {
    EXPECT_EQ(closest("kepuasan", {"question", "area"}), "");
    EXPECT_EQ(closest("x", {"y"}), "") << "one letter for another is no slip";
    EXPECT_EQ(closest("", {"a"}), "");
    EXPECT_EQ(closest("word", {}), "");
    EXPECT_EQ(closest("word", {"word"}), "") << "the word itself is no suggestion";
}

TEST(Suggest, PrefersTheNearestThenTheFirst) {
    EXPECT_EQ(closest("abcdef", {"abcxyf", "abcdeg"}), "abcdeg");
    EXPECT_EQ(closest("abcdef", {"abcdeg", "abcdeh"}), "abcdeg");
    EXPECT_EQ(closest("ya", {"Ya", "yb"}), "Ya") << "a change of case costs half";
}

TEST(Suggest, DoesNotCompareVeryLongWords) {
    EXPECT_EQ(closest(std::string(65, 'a'), {"aaaa"}), "");
    EXPECT_EQ(closest(std::string(64, 'a'), {std::string_view("a")}), "");
    const std::string close(63, 'a');
    EXPECT_EQ(closest(std::string(64, 'a'), {close}), close);
}

TEST(Suggest, GuessesAsLongAsTheRunMay) {
    Guesses guesses{100};
    EXPECT_EQ(closest("abcdef", {"abcdeg"}, guesses), "abcdeg");  // 6 letters with 6, and one name
    EXPECT_EQ(guesses.left, 63u);
    EXPECT_EQ(closest("abcdef", {"abcdeg"}, guesses), "abcdeg");
    EXPECT_EQ(closest("abcdef", {"abcdeg"}, guesses), "") << "26 are not enough";
    EXPECT_TRUE(guesses.spent());
}

}  // namespace

}  // namespace zi
