// Which conditions are on the way, and what figure do they give together?
#include "support.hpp"

namespace zi::test {
namespace {

std::string shown(const Model& model, const Readiness& found) {
    std::string text = found.figure.certain.fraction() + " .. " + found.figure.possible.fraction() + ":";
    for (const ConditionReadiness& row : found.conditions) {
        const Predicate& predicate = model.predicates[row.predicate];
        text += " " + predicate.name + "." + (row.condition == none ? "when" : predicate.conditions[row.condition].id) +
                (row.may_not_apply ? "?" : "") + " " + row.share.certain.fraction() + "-" + row.share.possible.fraction();
    }
    return text;
}

std::string figure(const std::string& predicates, const std::string& unit, const char* target = "P") {
    const Model model = rules(sheet(predicates));
    return shown(model, ready(model, unit_of(model, unit), target));
}

TEST(Figure, IsTheMeanOfTheShares) {
    const char* rules = "predicate P \"P\" { A >= 8 B >= 5 }";
    EXPECT_EQ(figure(rules, R"({"id": "u", "answers": {"A.a": 4, "B.a": 5}})"), "3/4 .. 3/4: P.A 1/2-1/2 P.B 1-1");
    EXPECT_EQ(figure(rules, R"({"id": "u", "answers": {"A.a": 4}})"), "1/4 .. 3/4: P.A 1/2-1/2 P.B 0-1");
}

TEST(Figure, StaysBelowOneByTheSmallestLack) {
    const Model model = rules(sheet("predicate P \"P\" { A >= 8 B >= 5 }"));
    const Readiness found = ready(model, unit_of(model, R"({"id": "u", "answers": {"A.a": "7.999999999", "B.a": 10}})"));
    EXPECT_EQ(found.figure.certain, Rational(15'999'999'999, 16'000'000'000));
    EXPECT_EQ(found.binding, 0u);
}

TEST(Figure, CountsTheConditionsOfOtherPredicatesOnce) {
    const char* rules =
        "predicate Q \"Q\" { A >= 8 }\n"
        "predicate R \"R\" { meets Q B >= 5 }\n"
        "predicate P \"P\" { lolos = yes meets R lagi: meets Q jumlah >= 2 }";
    EXPECT_EQ(figure(rules, R"({"id": "u", "answers": {"A.a": 4}})"),
              "1/8 .. 7/8: P.lolos 0-1 Q.A 1/2-1/2 R.B 0-1 P.jumlah 0-1");
}

TEST(Figure, LeavesOutWhatDoesNotApply) {
    const char* rules =
        "predicate P \"P\" { A >= 8 B >= 5 unless bentuk = KL C: total >= 8 until 2026-05-31 D: total >= 8 from 2026-05-31 }";
    EXPECT_EQ(figure(rules, R"({"id": "u", "answers": {"A.a": 4, "B.a": 0}, "facts": {"bentuk": "KL"}})"),
              "1/2 .. 1/2: P.A 1/2-1/2 P.D 1/2-1/2");
    EXPECT_EQ(figure(rules, R"({"id": "u", "answers": {"A.a": 4, "B.a": 0}, "facts": {"bentuk": "PEMDA"}})"),
              "1/3 .. 1/3: P.A 1/2-1/2 P.B 0-0 P.D 1/2-1/2");
}

TEST(Figure, CountsWhatMayNotApplyAsItMakesTheIntervalWider) {
    const char* rules = "predicate P \"P\" { A >= 8 B >= 5 unless bentuk = KL }";
    // Below the rest: counted in for what is certain, left out for what is possible. Above it: the other way round.
    EXPECT_EQ(figure(rules, R"({"id": "u", "answers": {"A.a": 4, "B.a": 0}})"), "1/4 .. 1/2: P.A 1/2-1/2 P.B? 0-0");
    EXPECT_EQ(figure(rules, R"({"id": "u", "answers": {"A.a": 4, "B.a": 5}})"), "1/2 .. 3/4: P.A 1/2-1/2 P.B? 1-1");
    // Nothing applies for certain.
    EXPECT_EQ(figure("predicate P \"P\" { B >= 5 unless bentuk = KL }", R"({"id": "u", "answers": {"B.a": 1}})"),
              "1/5 .. 1: P.B? 1/5-1/5");
}

TEST(Figure, FollowsGuardsToOtherPredicates) {
    const char* rules = "predicate Q \"Q\" { A >= 8 }\npredicate P \"P\" { B >= 5 meets Q unless bentuk = KL }";
    EXPECT_EQ(figure(rules, R"({"id": "u", "answers": {"A.a": 4, "B.a": 4}})"), "13/20 .. 4/5: P.B 4/5-4/5 Q.A? 1/2-1/2");
    EXPECT_EQ(figure(rules, R"({"id": "u", "answers": {"A.a": 4, "B.a": 4}, "facts": {"bentuk": "KL"}})"),
              "4/5 .. 4/5: P.B 4/5-4/5");
    // Wanted once for certain, it is wanted for certain.
    const char* twice = "predicate Q \"Q\" { A >= 8 }\npredicate P \"P\" { B >= 5 meets Q unless bentuk = KL lagi: meets Q }";
    EXPECT_EQ(figure(twice, R"({"id": "u", "answers": {"A.a": 4, "B.a": 4}})"), "13/20 .. 13/20: P.B 4/5-4/5 Q.A 1/2-1/2");
}

TEST(Figure, KnowsUnitsThatAPredicateDoesNotConcern) {
    const Model model = rules(sheet("predicate P \"P\" when bentuk = KL { A >= 8 }\npredicate T \"T\" { meets P B >= 5 }"));
    const Unit other = unit_of(model, R"({"id": "u", "answers": {"A.a": 8, "B.a": 5}, "facts": {"bentuk": "PEMDA"}})");
    const Readiness found = ready(model, other);
    EXPECT_FALSE(found.concerned);
    EXPECT_TRUE(found.conditions.empty());
    // What asks for it all the same cannot be met.
    EXPECT_EQ(shown(model, ready(model, other, "T")), "1/2 .. 1/2: P.when 0-0 T.B 1-1");
    EXPECT_EQ(ready(model, other, "T").verdict, Verdict::not_met);
    // Not known whether it does.
    const Unit unknown = unit_of(model, R"({"id": "u", "answers": {"A.a": 8, "B.a": 5}})");
    EXPECT_EQ(shown(model, ready(model, unknown)), "1/2 .. 1: P.when 0-1 P.A 1-1");
    EXPECT_EQ(shown(model, ready(model, unknown, "T")), "1/2 .. 1: P.when 0-1 P.A? 1-1 T.B 1-1");
}

TEST(Figure, NamesTheFirstOfTheLeast) {
    const Model model = rules(sheet("predicate P \"P\" { A >= 8 B >= 8 jumlah >= 4 }"));
    EXPECT_EQ(ready(model, unit_of(model, R"({"id": "u", "answers": {"A.a": 4, "B.a": 2}, "facts": {"jumlah": 1}})")).binding,
              1u);
    EXPECT_EQ(ready(model, unit_of(model, R"({"id": "u", "answers": {"A.a": 4, "B.a": 4}, "facts": {"jumlah": 3}})")).binding,
              0u);
    EXPECT_EQ(ready(model, unit_of(model, R"({"id": "u", "answers": {"A.a": 8, "B.a": 9}, "facts": {"jumlah": 4}})")).binding,
              none);
}

TEST(Figure, OfNoConditionsInForceIsWhole) {
    EXPECT_EQ(figure("predicate P \"P\" { A >= 8 from 2026-06-01 }", R"({"id": "u"})"), "1 .. 1:");
}

TEST(Figure, NeedsNoDeepStack) {
    std::string predicates = "predicate P0 \"P\" { A >= 8 }\n";
    for (int i = 1; i < 20'000; ++i)
        predicates += "predicate P" + std::to_string(i) + " \"P\" { meets P" + std::to_string(i - 1) + " }\n";
    const Model model = rules(sheet(predicates));
    const Unit unit = unit_of(model, R"({"id": "u", "answers": {"A.a": 4}})");
    EXPECT_EQ(readiness(model, unit, assess_reference(model, unit, today), PredicateIndex(19'999)).figure.certain,
              Rational(1, 2));
    // Open all along: proving that costs a bounded effort.
    const Assessment open = assess_reference(model, unit_of(model, R"({"id": "u"})"), today);
    EXPECT_TRUE(open.predicates[100].exact);
    EXPECT_FALSE(open.predicates[19'999].exact);
}

}  // namespace
}  // namespace zi::test
