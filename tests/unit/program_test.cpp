// The integer program at the edges of its integers: what fits, what does not, and that nobody notices.
#include "zi/program.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "given.hpp"

namespace zi {

namespace {

/// Questions with weights that make up 1.
std::string worksheet(const std::vector<std::string>& weights, const std::string& kind, const std::string& details = "") {
    std::string rules =
        "regulation r \"R\"\nscale ada { Ada = 1 Tidak = 0 }\nscale angka number 0 .. 10 { value / 10 }\nworksheet \"W\" 1 {\n";
    for (std::size_t i = 0; i < weights.size(); ++i)
        rules += fmt::format("  question q{} {} \"?\" {} {}\n", i, kind, weights[i], details);
    return rules + "}\npredicate P \"P\" { total >= 1/2 }\n";
}

constexpr const char* n_of_d = "{ input n \"n\" input d \"d\" value n / d capped }";
const Date today = *Date::parse("2026-01-01");

TEST(Program, FindsTheCommonDenominator) {
    EXPECT_EQ(Program(test::load_rules(worksheet({"1"}, "ada"))).denominator(), 2) << "the threshold counts as well";
    EXPECT_EQ(Program(test::load_rules(worksheet({"0.67", "0.33"}, "ada"))).denominator(), 100);
    const Program thirds(test::load_rules(worksheet({"1/3", "2/7", "8/21"}, "ada")));
    EXPECT_TRUE(thirds.integral());
    EXPECT_EQ(thirds.denominator(), 42);
}

TEST(Program, OfTheRulesOf2021FitsIntegers) {
    const Loaded loaded = load(ZI_SOURCE_DIR "/rules/zi-2021.zi", read_from_disk());
    ASSERT_TRUE(loaded);
    const Program program(loaded.model);
    EXPECT_TRUE(program.integral());
    // Thirds and sevenths of points, hundredths of shares: a few million parts of a point at most.
    EXPECT_LT(program.denominator(), 10'000'000);
}

TEST(Program, GivesUpWhereTheDenominatorDoesNotFit) {
    // 2^62 is the limit: 4294967291 and 2147483647 are primes, 2^63 together.
    const auto sum = [](const char* a, const char* b) {
        const Rational rest = Rational(1) - *Rational::parse(a) - *Rational::parse(b);
        return worksheet({a, b, rest.fraction()}, "ada");
    };
    EXPECT_TRUE(Program(test::load_rules(sum("1/2147483647", "1/1073741789"))).integral());
    const Program large(test::load_rules(sum("1/4294967291", "1/2147483647")));
    EXPECT_FALSE(large.integral());
    Unit unit(large.model(), "u");
    unit.answers[0] = Member{0};
    AssessmentState state;
    const Assessment result = assess(large, unit, today, state);
    EXPECT_EQ(result, assess_reference(large.model(), unit, today));
    EXPECT_EQ(result.nodes[0].certain, Rational(1, 4'294'967'291));
    EXPECT_EQ(state.exact_path_units(), 1u);
}

/// Each ratio brings a denominator of its own; the unit is scaled by their least common multiple, up to 126 bits.
TEST(Program, TakesTheExactPathWhereRatiosDoNotFit) {
    const Program program(test::load_rules(worksheet({"1/4", "1/4", "1/4", "1/4"}, "ratio", n_of_d)));
    ASSERT_TRUE(program.integral());
    // Primes below 10^12: 40 bits each.
    const std::int64_t primes[] = {999'999'999'989, 999'999'999'961, 999'999'999'959, 999'999'999'937};
    AssessmentState state;
    for (std::size_t ratios = 0; ratios <= 4; ++ratios) {
        Unit unit(program.model(), "u");
        for (std::size_t i = 0; i < ratios; ++i) unit.answers[i] = Counts{{Rational(primes[i] / 2), Rational(primes[i])}};
        const std::uint64_t before = state.exact_path_units();
        EXPECT_EQ(assess(program, unit, today, state), assess_reference(program.model(), unit, today));
        EXPECT_EQ(state.exact_path_units() - before, ratios == 4 ? 1u : 0u) << ratios;
    }
}

/// Exactly on the threshold, and one part in 10^48 beside it.
TEST(Program, DecidesByTheSmallestPart) {
    const Program program(test::load_rules(worksheet({"1/4", "1/4", "1/4", "1/4"}, "ratio", n_of_d)));
    AssessmentState state;
    const std::int64_t large = 1'000'000'000'000;
    const auto verdict = [&](std::int64_t n, std::int64_t d) {
        Unit unit(program.model(), "u");
        for (std::size_t i = 0; i < 3; ++i) unit.answers[i] = Counts{{Rational(large / 2), Rational(large)}};
        unit.answers[3] = Counts{{Rational(n), Rational(d)}};
        const Assessment result = assess(program, unit, today, state);
        EXPECT_EQ(result, assess_reference(program.model(), unit, today));
        return result.predicates[0].verdict;
    };
    EXPECT_EQ(verdict(large / 2, large), Verdict::met);
    EXPECT_EQ(verdict(large / 2 - 1, large), Verdict::not_met);
    EXPECT_EQ(verdict(499'999'999'999, 999'999'999'999), Verdict::not_met);
    EXPECT_EQ(verdict(500'000'000'000, 999'999'999'999), Verdict::met);
    EXPECT_EQ(verdict(499'999'999'999, 999'999'999'997), Verdict::met);
    EXPECT_EQ(verdict(499'999'999'998, 999'999'999'997), Verdict::not_met);
}

TEST(Program, TakesNumbersOfAnyLength) {
    const Program program(test::load_rules(worksheet({"1/2", "1/2"}, "angka")));
    AssessmentState state;
    for (const char* number : {"0", "10", "5", "3.333333333333333333", "0.000000000000000000000000000000000000001"}) {
        Unit unit(program.model(), "u");
        unit.answers[0] = *Rational::parse(number);
        unit.answers[1] = *Rational::parse(number);
        const Assessment result = assess(program, unit, today, state);
        EXPECT_EQ(result, assess_reference(program.model(), unit, today)) << number;
        EXPECT_EQ(result.nodes[0].certain, *Rational::parse(number) / Rational(10));
    }
    EXPECT_EQ(state.exact_path_units(), 2u) << "tenths of the last two have denominators beyond 64 bits";
}

TEST(Program, AStateMayBeReused) {
    const Program small(test::load_rules(worksheet({"1"}, "ada")));
    const Program large(test::load_rules(worksheet({"0.5", "0.25", "0.25"}, "ada")));
    AssessmentState shared;
    for (int round = 0; round < 3; ++round)
        for (const Program* program : {&small, &large}) {
            Unit unit(program->model(), "u");
            unit.answers[0] = Member{static_cast<Index>(round % 2)};
            AssessmentState fresh;
            EXPECT_EQ(assess(*program, unit, today, shared), assess(*program, unit, today, fresh));
        }
    EXPECT_EQ(shared.exact_path_units(), 0u);
}

/// Each piece by itself is that of the whole, whatever was assessed before.
TEST(Program, AnEvaluationTellsPieceByPieceWhatTheReferenceSays) {
    const Loaded loaded = load(ZI_SOURCE_DIR "/rules/zi-2021.zi", read_from_disk());
    ASSERT_TRUE(loaded);
    const Model& model = *loaded.model;
    Evaluation evaluation{Program(loaded.model)};
    for (int round = 0; round < 4; ++round) {
        Unit unit(model, "u");
        for (QuestionIndex q{0}; q < model.questions.size(); ++q) {
            const Question& question = model.questions[q];
            const auto part = static_cast<std::int64_t>((q + static_cast<Index>(round)) % 3);
            if (round == 0 || q % 5 == static_cast<Index>(round)) continue;  // open
            if (question.kind == Question::Kind::options) unit.answers[q] = Member{static_cast<Index>(part % 2)};
            if (question.kind == Question::Kind::number) unit.answers[q] = Rational(3 + part, 2);
            if (question.kind == Question::Kind::ratio) {
                Counts counts;
                for (std::size_t i = 0; i < question.inputs.size(); ++i)
                    counts.values.emplace_back(Rational(7 + part * static_cast<std::int64_t>(i)));
                unit.answers[q] = counts;
            }
        }
        const Assessment expected = assess_reference(model, unit, today);
        evaluation.assess(unit, today);
        EXPECT_TRUE(evaluation.in_integers());
        for (NodeIndex i{0}; i < model.nodes.size(); ++i)
            EXPECT_EQ(evaluation.score(i), expected.nodes[i]) << model.nodes[i].id;
        for (ViewIndex i{0}; i < model.views.size(); ++i) EXPECT_EQ(evaluation.view_score(i), expected.views[i]);
        for (QuestionIndex i{0}; i < model.questions.size(); ++i) EXPECT_EQ(evaluation.question(i), expected.questions[i]);
        for (PredicateIndex i{0}; i < model.predicates.size(); ++i) {
            EXPECT_EQ(evaluation.verdict(i), expected.predicates[i].verdict);
            EXPECT_EQ(evaluation.predicate(i), expected.predicates[i]) << model.predicates[i].name;
        }
        EXPECT_EQ(evaluation.stage(), expected.stage);
        Evaluation moved = std::move(evaluation);
        EXPECT_EQ(moved.assessment(), expected);
        evaluation = std::move(moved);
    }
}

}  // namespace

}  // namespace zi
