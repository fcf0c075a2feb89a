// How does a document stand on a day?
#include <tuple>

#include "support.hpp"

namespace zi::test {
namespace {

using enum DocumentStatus;

TEST(After, ReachesTheSameDayOfALaterMonth) {
    EXPECT_EQ(after(day("2024-03-10"), 1, CalendarUnit::year), day("2025-03-10"));
    EXPECT_EQ(after(day("2024-11-30"), 3, CalendarUnit::month), day("2025-03-01"));
    EXPECT_EQ(after(day("2024-12-31"), 1, CalendarUnit::month), day("2025-01-31"));
    EXPECT_EQ(after(day("2024-01-15"), 24, CalendarUnit::month), after(day("2024-01-15"), 2, CalendarUnit::year));
}

TEST(After, GoesOnToTheFirstWhereTheMonthIsTooShort) {
    EXPECT_EQ(after(day("2024-02-29"), 1, CalendarUnit::year), day("2025-03-01"));
    EXPECT_EQ(after(day("2024-02-29"), 4, CalendarUnit::year), day("2028-02-29"));
    EXPECT_EQ(after(day("1896-02-29"), 4, CalendarUnit::year), day("1900-03-01"));
    EXPECT_EQ(after(day("2023-01-31"), 1, CalendarUnit::month), day("2023-03-01"));
    EXPECT_EQ(after(day("2024-01-31"), 1, CalendarUnit::month), day("2024-03-01"));
    EXPECT_EQ(after(day("2024-01-29"), 1, CalendarUnit::month), day("2024-02-29"));
    EXPECT_EQ(after(day("2023-01-29"), 1, CalendarUnit::month), day("2023-03-01"));
    EXPECT_EQ(after(day("2023-03-31"), 1, CalendarUnit::month), day("2023-05-01"));
    EXPECT_EQ(after(day("2023-10-31"), 13, CalendarUnit::month), day("2024-12-01"));
}

TEST(After, CountsDays) {
    EXPECT_EQ(after(day("2024-02-28"), 1, CalendarUnit::day), day("2024-02-29"));
    EXPECT_EQ(after(day("2023-12-31"), 1, CalendarUnit::day), day("2024-01-01"));
    EXPECT_EQ(after(day("2023-01-01"), 365, CalendarUnit::day), day("2024-01-01"));
}

TEST(After, ZeroIsTheDayItself) {
    for (const CalendarUnit unit : {CalendarUnit::day, CalendarUnit::month, CalendarUnit::year})
        for (const char* text : {"0001-01-01", "2024-02-29", "2024-12-31"}) EXPECT_EQ(after(day(text), 0, unit), day(text));
}

// The longest `fresh` that rules may ask for, from the last day that there is.
TEST(After, StaysInOrderAtTheBounds) {
    for (const CalendarUnit unit : {CalendarUnit::day, CalendarUnit::month, CalendarUnit::year})
        EXPECT_LT(day("9999-12-31"), after(day("9999-12-31"), 10'000, unit));
}

TEST(After, NeverCutsAPeriodShort) {
    for (Date from = day("2023-01-01"); from < day("2025-01-01"); from = after(from, 1, CalendarUnit::day))
        for (int months = 1; months < 30; ++months) {
            const Date here = after(from, months, CalendarUnit::month);
            EXPECT_LE(here, after(after(from, 1, CalendarUnit::day), months, CalendarUnit::month));
            EXPECT_GE((here.day - from.day).count(), months * 30 - 2);
        }
}

class Standings : public testing::Test {
protected:
    Standing standing(const Document& document, Date as_of = today) const { return back(*model, {document}, as_of).weakest; }
    Document with(DocumentStatus status) const { return document(*model, "sk", status); }

    const std::shared_ptr<const Model> model = rules_with("indeks", "needs sk");
};

TEST_F(Standings, FollowTheStatus) {
    EXPECT_EQ(standing(with(missing)), Standing::missing);
    EXPECT_EQ(standing(with(submitted)), Standing::pending);
    EXPECT_EQ(standing(with(verifying)), Standing::pending);
    EXPECT_EQ(standing(with(needs_repair)), Standing::needs_repair);
    EXPECT_EQ(standing(with(accepted)), Standing::accepted);
    EXPECT_EQ(standing(with(rejected)), Standing::rejected);
    EXPECT_EQ(back(*model, {}).weakest, Standing::missing);
    EXPECT_EQ(back(*model, {}).document, none);
}

TEST_F(Standings, CertainIsAcceptedAndPossibleIsStillUnderWay) {
    const std::vector<std::tuple<DocumentStatus, bool, bool>> expected{{missing, false, false},  {submitted, false, true},
                                                                       {verifying, false, true}, {needs_repair, false, true},
                                                                       {accepted, true, true},   {rejected, false, false}};
    for (const auto& [status, certain, possible] : expected) {
        const Backing backing = back(*model, {with(status)});
        EXPECT_TRUE(backing.needed);
        EXPECT_EQ(backing.certain, certain) << code(status);
        EXPECT_EQ(backing.possible, possible) << code(status);
    }
}

// As documents print it: "berlaku s.d. 31 Mei 2026" is valid on that day.
TEST_F(Standings, ValidUntilIsTheLastDayOnWhichItIsValid) {
    Document one = with(accepted);
    one.valid_until = today;
    EXPECT_EQ(standing(one), Standing::accepted);
    EXPECT_EQ(standing(one, after(today, 1, CalendarUnit::day)), Standing::expired);
    one.valid_until = day("2025-06-14");
    EXPECT_EQ(standing(one), Standing::expired);
}

// Acceptance would not bring it back to life, so it is not possible either.
TEST_F(Standings, WhatIsUnderWayExpiresToo) {
    for (const DocumentStatus status : {submitted, verifying, needs_repair}) {
        Document one = with(status);
        one.valid_until = day("2025-06-14");
        EXPECT_EQ(standing(one), Standing::expired) << code(status);
        EXPECT_FALSE(back(*model, {one}).possible) << code(status);
        one.valid_until = today;
        EXPECT_TRUE(back(*model, {one}).possible) << code(status);
    }
}

TEST_F(Standings, ExpiryDoesNotHideThatItIsRejectedOrMissing) {
    for (const auto& [status, expected] : {std::pair{rejected, Standing::rejected}, std::pair{missing, Standing::missing}}) {
        Document one = with(status);
        one.valid_until = day("2025-06-14");
        EXPECT_EQ(standing(one), expected);
    }
}

TEST_F(Standings, OnlyAnAcceptedDocumentSupersedes) {
    const Document old = with(accepted);
    for (const DocumentStatus status : {missing, submitted, verifying, needs_repair, rejected, accepted}) {
        Document replacement = with(status);
        replacement.supports.clear();
        replacement.supersedes = {old.id};
        const Backing backing = back(*model, {old, replacement});
        EXPECT_EQ(backing.weakest, status == accepted ? Standing::superseded : Standing::accepted) << code(status);
        EXPECT_EQ(backing.certain, status != accepted);
    }
}

TEST_F(Standings, TheReplacementCarriesWhatItSupportsItself) {
    const Document old = with(accepted);
    Document replacement = with(accepted);
    replacement.supersedes = {old.id};
    EXPECT_TRUE(back(*model, {old, replacement}).certain);
    EXPECT_TRUE(back(*model, {replacement, old}).certain);
}

TEST_F(Standings, SomethingSupersededIsNotPossible) {
    const Document old = with(submitted);
    Document replacement = with(accepted);
    replacement.supports.clear();
    replacement.supersedes = {old.id};
    EXPECT_FALSE(back(*model, {old, replacement}).possible);
}

TEST_F(Standings, TheBestOfSeveralCountsAndIsNamed) {
    const std::vector<Document> documents{with(rejected), with(submitted), with(needs_repair)};
    const Backing backing = back(*model, documents);
    EXPECT_EQ(backing.weakest, Standing::pending);
    EXPECT_EQ(backing.document, 1u);
    EXPECT_EQ(back(*model, {with(missing), with(rejected)}).document, 1u);
}

Backing aged(const std::string& fresh, const char* issued, DocumentStatus status, const char* as_of) {
    const auto model = rules_with("indeks", "needs sk fresh " + fresh);
    Document one = document(*model, "sk", status);
    if (*issued != '\0') one.issued = day(issued);
    return back(*model, {one}, day(as_of));
}

TEST(Fresh, EndsOnTheDayAfterWhichItIsReached) {
    EXPECT_EQ(aged("1 year", "2024-06-15", accepted, "2025-06-14").weakest, Standing::accepted);
    EXPECT_EQ(aged("1 year", "2024-06-15", accepted, "2025-06-15").weakest, Standing::expired);
    EXPECT_EQ(aged("1 year", "2024-06-15", accepted, "2025-06-16").weakest, Standing::expired);
    EXPECT_EQ(aged("30 day", "2025-05-16", accepted, "2025-06-14").weakest, Standing::accepted);
    EXPECT_EQ(aged("30 day", "2025-05-16", accepted, "2025-06-15").weakest, Standing::expired);
    EXPECT_EQ(aged("1 month", "2025-01-31", accepted, "2025-02-28").weakest, Standing::accepted);
    EXPECT_EQ(aged("1 month", "2025-01-31", accepted, "2025-03-01").weakest, Standing::expired);
    EXPECT_EQ(aged("1 year", "2024-02-29", accepted, "2025-02-28").weakest, Standing::accepted);
    EXPECT_EQ(aged("1 year", "2024-02-29", accepted, "2025-03-01").weakest, Standing::expired);
}

TEST(Fresh, WithoutAnIssueDateWaitsToBeMended) {
    for (const DocumentStatus status : {accepted, submitted, verifying, needs_repair}) {
        const Backing backing = aged("1 year", "", status, "2025-06-15");
        EXPECT_EQ(backing.weakest, Standing::needs_repair);
        EXPECT_FALSE(backing.certain);
        EXPECT_TRUE(backing.possible);
    }
    EXPECT_EQ(aged("1 year", "", rejected, "2025-06-15").weakest, Standing::rejected);
    EXPECT_EQ(aged("1 year", "", missing, "2025-06-15").weakest, Standing::missing);
}

TEST(Fresh, WhatIsUnderWayGrowsOldToo) {
    EXPECT_FALSE(aged("1 year", "2024-06-15", submitted, "2025-06-15").possible);
    EXPECT_TRUE(aged("1 year", "2024-06-15", submitted, "2025-06-14").possible);
}

TEST(Fresh, DoesNotConcernNeedsWithoutIt) {
    const auto model = rules_with("indeks", "needs sk");
    Document one = document(*model, "sk", accepted);
    one.issued = day("1990-01-01");
    EXPECT_TRUE(back(*model, {one}).certain);
}

TEST(Words, AreThereForEveryStandingInBothLanguages) {
    for (const Standing standing : {Standing::accepted, Standing::pending, Standing::needs_repair, Standing::expired,
                                    Standing::superseded, Standing::rejected, Standing::missing}) {
        EXPECT_NE(code(standing), "");
        EXPECT_NE(word(standing, Language::indonesian), "");
        EXPECT_NE(word(standing, Language::english), "");
        EXPECT_NE(word(standing, Language::english), word(standing, Language::indonesian));
    }
}

}  // namespace
}  // namespace zi::test
