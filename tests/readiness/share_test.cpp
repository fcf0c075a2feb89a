// How much of one condition is there? On every boundary, and one step beside it.
#include "support.hpp"

namespace zi::test {
namespace {

/// "certain .. possible" of the only condition of P.
std::string share(const std::string& condition, const std::string& unit, Date as_of = today) {
    const Model model = rules(sheet("predicate P \"P\" { " + condition + " }"));
    const Readiness found = ready(model, unit_of(model, unit), "P", as_of);
    EXPECT_EQ(found.conditions.size(), 1u);
    if (found.conditions.size() != 1) return {};
    const ConditionReadiness& row = found.conditions.front();
    EXPECT_EQ(row.share.certain == Rational(1), row.verdict == Verdict::met);
    EXPECT_EQ(row.share.possible == Rational(1), row.verdict != Verdict::not_met);
    EXPECT_EQ(found.figure, row.share);
    EXPECT_EQ(found.binding, row.verdict == Verdict::met ? none : 0);
    return row.share.certain.fraction() + " .. " + row.share.possible.fraction();
}

std::string answer(const std::string& a) { return R"({"id": "u", "answers": {"A.a": ")" + a + "\"}}"; }
std::string fact(const std::string& id, const std::string& value) {
    return R"({"id": "u", "facts": {")" + id + "\": " + value + "}}";
}
const std::string nothing = R"({"id": "u"})";

TEST(Share, OfAScoreThatMustReachAThreshold) {
    EXPECT_EQ(share("A >= 8", answer("7.999999")), "7999999/8000000 .. 7999999/8000000");
    EXPECT_EQ(share("A >= 8", answer("8")), "1 .. 1");
    EXPECT_EQ(share("A >= 8", answer("8.000001")), "1 .. 1");
    EXPECT_EQ(share("A >= 8", answer("0")), "0 .. 0");
    EXPECT_EQ(share("A >= 8", nothing), "0 .. 1");
    EXPECT_EQ(share("total >= 15", answer("6")), "2/5 .. 1");
    EXPECT_EQ(share("total >= 18", answer("6")), "1/3 .. 8/9");
    EXPECT_EQ(share("A >= 60%", answer("3")), "1/2 .. 1/2");
}

TEST(Share, OfAScoreThatMustPassAThreshold) {
    EXPECT_EQ(share("A > 8", answer("4")), "1/2 .. 1/2");
    EXPECT_EQ(share("A > 8", answer("7.92")), "99/100 .. 99/100");
    EXPECT_EQ(share("A > 8", answer("8")), "99/100 .. 99/100");
    EXPECT_EQ(share("A > 8", answer("8.000001")), "1 .. 1");
    EXPECT_EQ(share("A > 0", answer("0")), "0 .. 0");
    EXPECT_EQ(share("A > 0", answer("0.000001")), "1 .. 1");
    EXPECT_EQ(share("A > 0", nothing), "0 .. 1");
}

TEST(Share, OfAScoreThatMustNotBeHigh) {
    EXPECT_EQ(share("A <= 4", answer("4")), "1 .. 1");
    EXPECT_EQ(share("A <= 4", answer("8")), "1/2 .. 1/2");
    EXPECT_EQ(share("A <= 4", nothing), "2/5 .. 1");
    EXPECT_EQ(share("A < 4", answer("4")), "99/100 .. 99/100");
    EXPECT_EQ(share("A < 4", answer("3.999999")), "1 .. 1");
    EXPECT_EQ(share("A <= 0", answer("1")), "0 .. 0");
    EXPECT_EQ(share("A <= 0", answer("0")), "1 .. 1");
}

TEST(Share, OfAScoreThatMustBeExact) {
    EXPECT_EQ(share("A = 4", answer("4")), "1 .. 1");
    EXPECT_EQ(share("A = 4", answer("3.999999")), "0 .. 0");
    EXPECT_EQ(share("A = 4", nothing), "0 .. 1");
    // Nothing lies above the full weight: to equal it is to reach it.
    EXPECT_EQ(share("A = 10", answer("9.5")), "19/20 .. 19/20");
    EXPECT_EQ(share("A = 10", answer("10")), "1 .. 1");
}

TEST(Share, OfCounts) {
    EXPECT_EQ(share("jumlah >= 4", fact("jumlah", "3")), "3/4 .. 3/4");
    EXPECT_EQ(share("jumlah >= 4", fact("jumlah", "4")), "1 .. 1");
    EXPECT_EQ(share("jumlah > 4", fact("jumlah", "4")), "4/5 .. 4/5");  // at least 5
    EXPECT_EQ(share("jumlah > 4", fact("jumlah", "5")), "1 .. 1");
    EXPECT_EQ(share("jumlah > 0", fact("jumlah", "0")), "0 .. 0");
    EXPECT_EQ(share("jumlah <= 2", fact("jumlah", "3")), "2/3 .. 2/3");
    EXPECT_EQ(share("jumlah < 3", fact("jumlah", "3")), "2/3 .. 2/3");  // at most 2
    EXPECT_EQ(share("jumlah < 3", fact("jumlah", "2")), "1 .. 1");
    EXPECT_EQ(share("jumlah = 0", fact("jumlah", "1")), "0 .. 0");
    EXPECT_EQ(share("jumlah >= 4", nothing), "0 .. 1");
}

TEST(Share, OfNumbers) {
    EXPECT_EQ(share("persen >= 80", fact("persen", "60")), "3/4 .. 3/4");
    EXPECT_EQ(share("persen = 100", fact("persen", "99.999")), "99999/100000 .. 99999/100000");
    EXPECT_EQ(share("persen = 100", fact("persen", "100")), "1 .. 1");
    EXPECT_EQ(share("persen = 50", fact("persen", "49")), "0 .. 0");
    EXPECT_EQ(share("persen <= 30", fact("persen", "30")), "1 .. 1");
    EXPECT_EQ(share("persen <= 30", fact("persen", "40")), "3/4 .. 3/4");
    EXPECT_EQ(share("persen > 30", fact("persen", "30")), "99/100 .. 99/100");
}

TEST(Share, OfGrades) {
    EXPECT_EQ(share("nilai >= B", fact("nilai", "\"D\"")), "0 .. 0");
    EXPECT_EQ(share("nilai >= B", fact("nilai", "\"C\"")), "1/2 .. 1/2");
    EXPECT_EQ(share("nilai >= B", fact("nilai", "\"B\"")), "1 .. 1");
    EXPECT_EQ(share("nilai > B", fact("nilai", "\"B\"")), "2/3 .. 2/3");  // at least A
    EXPECT_EQ(share("nilai = A", fact("nilai", "\"B\"")), "2/3 .. 2/3");
    EXPECT_EQ(share("nilai = B", fact("nilai", "\"A\"")), "0 .. 0");
    EXPECT_EQ(share("nilai in {A, B}", fact("nilai", "\"C\"")), "0 .. 0");
    EXPECT_EQ(share("nilai in {A, B}", fact("nilai", "\"A\"")), "1 .. 1");
    EXPECT_EQ(share("nilai >= B", nothing), "0 .. 1");
}

TEST(Share, OfYesAndNo) {
    EXPECT_EQ(share("lolos = yes", fact("lolos", "false")), "0 .. 0");
    EXPECT_EQ(share("lolos = yes", fact("lolos", "true")), "1 .. 1");
    EXPECT_EQ(share("lolos = yes", nothing), "0 .. 1");
    EXPECT_EQ(share("bentuk = KL", fact("bentuk", "\"PEMDA\"")), "0 .. 0");
    EXPECT_EQ(share("sejak <= 2025-01-01", fact("sejak", "\"2025-01-02\"")), "0 .. 0");
    EXPECT_EQ(share("sejak <= 2025-01-01", fact("sejak", "\"2025-01-01\"")), "1 .. 1");
}

/// P with one condition on the time since `sejak`, or on the day.
Model with(const std::function<void(Condition&)>& change, const std::string& condition = "sejak <= 2025-01-01") {
    Model model = rules(sheet("predicate P \"P\" { " + condition + " }"));
    change(model.predicates.front().conditions.front());
    return model;
}

std::string elapsed(const std::string& since, const char* as_of, Duration duration = {1, CalendarUnit::year},
                    Operator op = Operator::at_least) {
    const Model model = with([&](Condition& c) { c.values.clear(), c.op = op, c.elapsed = duration; });
    const Readiness found =
        ready(model, unit_of(model, since.empty() ? nothing : fact("sejak", "\"" + since + "\"")), "P", day(as_of));
    const ConditionReadiness& row = found.conditions.at(0);
    EXPECT_EQ(row.share.certain == Rational(1), row.verdict == Verdict::met);
    const std::string of = row.attained ? row.attained->certain.fraction() + "/" + row.required->fraction() + " " : "";
    return of + row.share.certain.fraction() + " .. " + row.share.possible.fraction();
}

TEST(Share, OfTimeThatMustPass) {
    EXPECT_EQ(elapsed("2025-01-01", "2025-12-31"), "364/365 364/365 .. 364/365");
    EXPECT_EQ(elapsed("2025-01-01", "2026-01-01"), "365/365 1 .. 1");
    EXPECT_EQ(elapsed("2025-01-01", "2025-01-01"), "0/365 0 .. 0");
    EXPECT_EQ(elapsed("2025-01-01", "2024-12-31"), "0/365 0 .. 0");                // not yet begun
    EXPECT_EQ(elapsed("2024-02-29", "2025-02-28"), "365/366 365/366 .. 365/366");  // one year of it ends on 1 March
    EXPECT_EQ(elapsed("2024-02-29", "2025-03-01"), "366/366 1 .. 1");
    EXPECT_EQ(elapsed("never", "2026-01-01"), "0 .. 0");
    EXPECT_EQ(elapsed("", "2026-01-01"), "0 .. 1");
    EXPECT_EQ(elapsed("2025-01-01", "2025-01-01", {0, CalendarUnit::day}), "0/0 1 .. 1");
    EXPECT_EQ(elapsed("2025-01-02", "2025-01-01", {0, CalendarUnit::day}), "0/0 0 .. 0");
    EXPECT_EQ(elapsed("2025-01-01", "2025-12-31", {1, CalendarUnit::year}, Operator::below), "364/365 1 .. 1");
    EXPECT_EQ(elapsed("2025-01-01", "2026-01-01", {1, CalendarUnit::year}, Operator::below), "365/365 0 .. 0");
}

TEST(Share, OfTheDay) {
    const Model model = with([](Condition& c) {
        c.subject = Condition::Subject::day;
        c.index = none;
        c.op = Operator::at_most;
        c.values.clear();
        c.yearly = std::chrono::May / 31;
    });
    const Unit unit = unit_of(model, nothing);
    EXPECT_EQ(ready(model, unit, "P", day("2026-05-31")).figure.certain, Rational(1));
    EXPECT_EQ(ready(model, unit, "P", day("2026-06-01")).figure.possible, Rational(0));
}

}  // namespace
}  // namespace zi::test
