// The tables of docs/language.md ("How a condition is judged"), row by row, by both evaluators.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "given.hpp"
#include "zi/program.hpp"
#include "zi/report.hpp"

namespace zi {

namespace {

const std::string head = R"(
regulation r "R" in force 2021-01-01 .. 2030-01-01
level bagian "Bagian"
grades mutu { C < B < A }
choice jenis { satu, dua, tiga }
scale abc { A = 1 B = 0.5 C = 0 }
scale lantai { Baik = 1 Cukup = 0.5 }
scale angka number 0 .. 10 { value / 10 }
fact f boolean "F"
fact g boolean "G"
fact ya boolean "Ya" default yes
fact nilai number 0 .. 10 "Nilai"
fact jumlah count "Jumlah"
fact hari date "Hari"
fact tingkat mutu "Tingkat"
fact macam jenis "Macam"
worksheet "W" 10 {
  bagian A "A" 6 {
    question a abc "a"
    question b abc "b"
  }
  bagian B "B" 4 {
    question a lantai "a" 1
    question b ratio "b" 3 {
      input n "n"
      input d "d"
      value n / d capped
    }
  }
}
view bagian V "V" = A.a + B
)";

struct Case {
    std::shared_ptr<const Model> model;
    Unit unit;
    Assessment result;

    explicit Case(const std::string& predicates) : model(test::load_rules(head + predicates)), unit(*model, "u") {}

    Index question(const char* id) const { return model->nodes[model->find_node(id)].question; }
    Case& answer(const char* id, Answer value) {
        unit.answers[question(id)] = std::move(value);
        return *this;
    }
    Case& fact(const char* id, FactValue value) {
        unit.facts[model->find_fact(id)] = std::move(value);
        return *this;
    }
    Case& assess(const char* on = "2025-01-01") {
        AssessmentState state;
        result = zi::assess(Program(model), unit, *Date::parse(on), state);
        EXPECT_EQ(result, assess_reference(*model, unit, *Date::parse(on)));
        return *this;
    }
    std::string score(const char* id) const {
        const Score& s = result.nodes[model->find_node(id)];
        return s.certain.fraction() + ".." + s.possible.fraction();
    }
    std::string verdict(const char* predicate) const {
        const PredicateResult& p = result.predicates[model->find_predicate(predicate)];
        return p.concerned ? std::string(code(p.verdict)) : "not concerned";
    }
    /// Verdicts of the conditions of the first predicate, "-" for those left out.
    std::string verdicts() const {
        std::string text;
        for (ConditionIndex i{0}; i < model->predicates[0].conditions.size(); ++i) {
            std::string one = "-";
            for (const ConditionResult& c : result.predicates[0].conditions)
                if (c.condition == i) one = code(c.verdict);
            text += (text.empty() ? "" : " ") + one;
        }
        return text;
    }
};

TEST(Assess, ScoresAreThoseOfTheTable) {
    Case one("predicate P \"P\" { total >= 1 }");
    one.assess();
    EXPECT_EQ(one.score("A"), "0..6");
    EXPECT_EQ(one.score("B"), "1/2..4") << "the worst of `lantai` is half a point";
    one.answer("A.a", Member{0}).answer("A.b", Member{1}).assess();
    EXPECT_EQ(one.score("A"), "9/2..9/2");
    one.answer("A.b", std::monostate{}).answer("B.b", Counts{{Rational(1), Rational(3)}}).assess();
    EXPECT_EQ(one.score("A"), "3..6");
    EXPECT_EQ(one.score("B"), "3/2..2");
    EXPECT_EQ(one.score("total"), "9/2..8");
    EXPECT_EQ(one.result.views[0].certain, Rational(9, 2));
}

TEST(Assess, ReasonsAreTold) {
    Case one("predicate P \"P\" { total >= 1 }");
    const auto reason = [&](Answer value) {
        one.answer("B.b", std::move(value)).assess();
        return std::string(code(one.result.questions[one.question("B.b")].reason));
    };
    EXPECT_EQ(reason(std::monostate{}), "unanswered");
    EXPECT_EQ(reason(Counts{{Rational(1), std::nullopt}}), "incomplete");
    EXPECT_EQ(reason(Counts{{Rational(1), Rational(0)}}), "zero_denominator");
    EXPECT_EQ(reason(Counts{{Rational(9), Rational(3)}}), "answered");
    EXPECT_EQ(one.result.questions[one.question("B.b")].claimed, Rational(1)) << "capped";
}

/// A host may hand over anything; what does not fit counts as not given, in every evaluator.
TEST(Assess, MisfitsCountAsNotGiven) {
    Case one("predicate P \"P\" { total >= 1 f = yes }");
    one.assess();
    const Assessment nothing = one.result;
    const auto question = [&](const char* id) { return one.result.questions[one.question(id)].reason; };
    one.answer("A.a", Member{3}).answer("A.b", Rational(1)).answer("B.a", Counts{}).answer("B.b", Member{0}).assess();
    EXPECT_EQ(one.result, nothing);
    one.answer("B.b", Counts{}).assess();
    EXPECT_EQ(question("B.b"), Reason::incomplete);
    one.answer("B.b", Counts{{Rational(1)}}).assess();
    EXPECT_EQ(question("B.b"), Reason::incomplete);
    one.unit.answers.clear();
    one.unit.facts.clear();
    one.assess();
    EXPECT_EQ(one.result, nothing);
}

TEST(Assess, ConditionsOnScores) {
    // A lies at 3 .. 6 while one of its answers is missing, and at 9/2 when both are known.
    struct Row {
        const char *condition, *interval, *known;
    };
    const Row rows[] = {
        {"A >= 3", "met", "met"},           {"A >= 4", "open", "met"},         {"A >= 4.5", "open", "met"},
        {"A >= 6", "open", "not_met"},      {"A > 2.9", "met", "met"},         {"A > 3", "open", "met"},
        {"A > 4.5", "open", "not_met"},     {"A <= 4.5", "open", "met"},       {"A <= 3", "open", "not_met"},
        {"A <= 2.9", "not_met", "not_met"}, {"A < 3", "not_met", "not_met"},   {"A < 4.5", "open", "not_met"},
        {"A < 6", "open", "met"},           {"A = 2.9", "not_met", "not_met"}, {"A = 3", "open", "not_met"},
        {"A = 4.5", "open", "met"},         {"A = 6", "open", "not_met"},      {"A >= 50%", "met", "met"},
        {"A >= 75%", "open", "met"},        {"A >= 2/3", "met", "met"},
    };
    for (const Row& row : rows) {
        Case one(fmt::format("predicate P \"P\" {{ {} }}", row.condition));
        EXPECT_EQ(one.answer("A.a", Member{0}).assess().verdicts(), row.interval) << row.condition;
        EXPECT_EQ(one.answer("A.b", Member{1}).assess().verdicts(), row.known) << row.condition;
    }
}

TEST(Assess, MarginsTellHowFar) {
    const auto margin = [](const char* condition) {
        Case one(fmt::format("predicate P \"P\" {{ {} }}", condition));
        one.answer("A.a", Member{0}).fact("nilai", Rational(7)).fact("tingkat", Member{1}).assess();
        const auto& found = one.result.predicates[0].conditions[0].margin;
        return found ? found->fraction() : "none";
    };
    EXPECT_EQ(margin("A >= 4"), "-1") << "certain is 3";
    EXPECT_EQ(margin("A > 1"), "2");
    EXPECT_EQ(margin("A <= 5"), "-1") << "possible is 6";
    EXPECT_EQ(margin("A < 5.5"), "-1/2");
    EXPECT_EQ(margin("A = 4"), "-2");
    EXPECT_EQ(margin("nilai >= 7.5"), "-1/2");
    EXPECT_EQ(margin("tingkat >= A"), "-1") << "one grade";
    EXPECT_EQ(margin("tingkat in {A, B}"), "none");
    EXPECT_EQ(margin("f = yes"), "none");
}

TEST(Assess, ConditionsOnFacts) {
    Case one(
        "predicate P \"P\" { a: f = yes b: ya = yes c: nilai > 3 d: jumlah <= 2 e: hari >= 2024-02-29 g: tingkat >= B h: macam "
        "in {satu, dua} }");
    EXPECT_EQ(one.assess().verdicts(), "open met open open open open open") << "the default counts where nothing is stated";
    one.fact("f", true)
        .fact("ya", false)
        .fact("nilai", Rational(3))
        .fact("jumlah", Rational(2))
        .fact("hari", *Date::parse("2024-02-28"));
    one.fact("tingkat", Member{1}).fact("macam", Member{1});
    EXPECT_EQ(one.assess().verdicts(), "met not_met not_met met not_met met met");
    one.fact("f", false)
        .fact("ya", true)
        .fact("nilai", Rational(301, 100))
        .fact("jumlah", Rational(3))
        .fact("hari", *Date::parse("2024-02-29"));
    one.fact("tingkat", Member{0}).fact("macam", Member{2});
    EXPECT_EQ(one.assess().verdicts(), "not_met met met not_met met not_met not_met");
}

TEST(Assess, GuardsHaveThreeValues) {
    struct Row {
        std::optional<bool> f, g;
        const char *all, *any, *unless;
    };
    const std::optional<bool> unknown;
    // Conditions that are not met: left out where the guard fails, open where nobody knows.
    const Row rows[] = {
        {true, true, "not_met", "not_met", "-"},    {true, false, "-", "not_met", "-"},
        {true, unknown, "open", "not_met", "-"},    {false, true, "-", "not_met", "-"},
        {false, false, "-", "-", "not_met"},        {false, unknown, "-", "open", "open"},
        {unknown, true, "open", "not_met", "-"},    {unknown, false, "-", "open", "open"},
        {unknown, unknown, "open", "open", "open"},
    };
    for (const Row& row : rows) {
        Case one(
            "predicate P \"P\" { a: jumlah = 1 when f = yes and g = yes b: jumlah = 1 when f = yes or g = yes "
            "c: jumlah = 1 unless f = yes or g = yes }");
        one.fact("jumlah", Rational(0));
        if (row.f) one.fact("f", *row.f);
        if (row.g) one.fact("g", *row.g);
        EXPECT_EQ(one.assess().verdicts(), fmt::format("{} {} {}", row.all, row.any, row.unless));
        // Met is met, whether it applies or not.
        one.fact("jumlah", Rational(1)).assess();
        EXPECT_EQ(one.verdicts().find("open"), std::string::npos) << one.verdicts();
        EXPECT_EQ(one.verdict("P"), "met");
    }
}

TEST(Assess, PredicatesGatherTheirConditions) {
    Case one("predicate P \"P\" { f = yes g = yes } predicate Q \"Q\" when ya = yes { meets P } predicate R \"R\" { meets Q }");
    EXPECT_EQ(one.assess().verdict("P"), "open");
    EXPECT_EQ(one.verdict("R"), "open");
    one.fact("f", false).assess();
    EXPECT_EQ(one.verdict("P"), "not_met") << "one failure decides, whatever is open";
    EXPECT_EQ(one.verdict("R"), "not_met");
    one.fact("f", true).fact("g", true).assess();
    EXPECT_EQ(one.verdict("R"), "met");
    one.fact("ya", false).assess();
    EXPECT_EQ(one.verdict("Q"), "not concerned");
    EXPECT_EQ(one.verdict("R"), "not_met") << "what does not concern a unit is not met by it";
}

TEST(Assess, APredicateThatMayNotConcernIsOpen) {
    Case one("predicate P \"P\" when f = yes { g = yes }");
    EXPECT_EQ(one.fact("g", false).assess().verdict("P"), "open");
    EXPECT_EQ(one.fact("g", true).assess().verdict("P"), "open");
    EXPECT_EQ(one.fact("f", true).assess().verdict("P"), "met");
    EXPECT_EQ(one.fact("f", false).assess().verdict("P"), "not concerned");
    EXPECT_TRUE(one.result.predicates[0].conditions.empty());
}

TEST(Assess, PeriodsAreHalfOpen) {
    Case one(
        "predicate P \"P\" { lama: f = yes until 2024-08-01 baru: f = yes from 2024-08-01 antara: f = yes from 2024-07-31 "
        "until 2024-08-01 }");
    one.fact("f", true);
    EXPECT_EQ(one.assess("2024-07-30").verdicts(), "met - -");
    EXPECT_EQ(one.assess("2024-07-31").verdicts(), "met - met");
    EXPECT_EQ(one.assess("2024-08-01").verdicts(), "- met -");
}

TEST(Assess, EachStandsForNodesAndViews) {
    Case one("predicate P \"P\" { each bagian >= 50% }");
    one.answer("A.a", Member{1})
        .answer("A.b", Member{1})
        .answer("B.a", Member{0})
        .answer("B.b", Counts{{Rational(1), Rational(4)}});
    // A has 3 of 6, B has 7/4 of 4, V has 13/4 of 7.
    EXPECT_EQ(one.assess().verdicts(), "met not_met not_met");
    std::string ids;
    for (const Condition& c : one.model->predicates[0].conditions) ids += c.id + " ";
    EXPECT_EQ(ids, "A B V ");
}

TEST(Assess, RulesAreInForceFromTheFirstDayToTheDayBeforeTheLast) {
    const auto model = test::load_rules(head + "predicate P \"P\" { f = yes }");
    const auto refused = [&](const char* day) { return check_in_force(*model, *Date::parse(day)).has_value(); };
    EXPECT_TRUE(refused("2020-12-31"));
    EXPECT_FALSE(refused("2021-01-01"));
    EXPECT_FALSE(refused("2029-12-31"));
    EXPECT_TRUE(refused("2030-01-01"));
    const auto error = check_in_force(*model, *Date::parse("2020-12-31"));
    EXPECT_EQ(error->code, Code::not_in_force);
    // One error is told in both languages, whoever asked for it.
    EXPECT_EQ(message(*error, Language::english), "`r` is not in force on 31 December 2020");
    EXPECT_EQ(help(*error, Language::english), "it is in force from 1 January 2021 until before 1 January 2030");
    EXPECT_EQ(help(*error, Language::indonesian), "masa berlakunya sejak 1 Januari 2021 sampai sebelum 1 Januari 2030");
}

}  // namespace

}  // namespace zi
