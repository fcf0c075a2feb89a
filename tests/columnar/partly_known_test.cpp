// Of a ratio some of whose inputs are not known, those that are known bound the share; and what they decide is decided.
#include "zi/bulk.hpp"
#include "zi/load.hpp"
#include "zi/program.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace zi {

namespace {

const Date then = *Date::parse("2026-05-31");

/// Questions on one worksheet, each with the body of a ratio.
std::shared_ptr<const Model> rules(const std::vector<std::string>& bodies) {
    std::string text = "regulation r \"R\"\nevidence sk \"SK\"\nworksheet \"W\" " + std::to_string(10 * bodies.size()) + " {\n";
    for (std::size_t i = 0; i < bodies.size(); ++i)
        text += "question q" + std::to_string(i) + " ratio \"Q\" 10 {\n" + bodies[i] + "\n}\n";
    const Loaded loaded = load_text("r.zi", text + "}\npredicate P \"P\" { total >= 5 }\n");
    if (!loaded) ADD_FAILURE() << loaded.text(Language::english);
    return loaded.model;
}

using Inputs = std::vector<std::optional<Rational>>;

Assessment assessed(const std::shared_ptr<const Model>& model, const Unit& unit) {
    AssessmentState state;
    Assessment fast = assess(Program(model), unit, then, state);
    EXPECT_TRUE(fast == assess_reference(*model, unit, then));
    return fast;
}

QuestionResult result(const std::string& body, Inputs inputs) {
    const auto model = rules({body});
    Unit unit(*model, "u");
    unit.answers[0] = Counts{std::move(inputs)};
    return assessed(model, unit).questions.front();
}

std::string share(const std::string& body, Inputs inputs) {
    const QuestionResult one = result(body, std::move(inputs));
    return one.certain.fraction() + " .. " + one.possible.fraction() + (one.reason == Reason::answered ? " known" : "");
}

const std::string resit =
    "input ujian \"U\"\ninput r1 \"1\"\ninput r2 \"2\"\nvalue max(ujian, min(max(r1, r2), 75)) / 100 capped";

TEST(PartlyKnown, WhatNoInputCanChangeIsCertain) {
    EXPECT_EQ(share(resit, {88, {}, {}}), "22/25 .. 22/25 known");
    EXPECT_EQ(share(resit, {60, {}, {}}), "3/5 .. 3/4");
    EXPECT_EQ(share(resit, {60, 90, {}}), "3/4 .. 3/4 known");
    EXPECT_EQ(share(resit, {60, 70, {}}), "7/10 .. 3/4");
    EXPECT_EQ(share(resit, {{}, 80, {}}), "3/4 .. 1");
    EXPECT_EQ(share(resit, {{}, {}, {}}), "0 .. 1");
}

TEST(PartlyKnown, TheBestTwoOfThreeAreBounded) {
    const std::string best =
        "input a \"A\"\ninput b \"B\"\ninput c \"C\"\n"
        "value max(min(a, 10) + min(b, 10), min(a, 10) + min(c, 10), min(b, 10) + min(c, 10)) / 20 capped";
    EXPECT_EQ(share(best, {9, {}, 7}), "4/5 .. 19/20");
    EXPECT_EQ(share(best, {10, 10, {}}), "1 .. 1 known");
}

TEST(PartlyKnown, CasesCountAsFarAsTheyMayHold) {
    const std::string filed = "input lapor \"L\"\ninput wajib \"W\"\nwhen wajib = 0 then 1\nvalue lapor / wajib capped";
    EXPECT_EQ(share(filed, {5, {}}), "0 .. 1");
    EXPECT_EQ(share(filed, {{}, 0}), "1 .. 1 known");
    EXPECT_EQ(share(filed, {{}, 8}), "0 .. 1");
    const std::string open = "input lapor \"L\"\ninput wajib \"W\"\nwhen wajib = 0 then open\nvalue lapor / wajib capped";
    EXPECT_EQ(share(open, {{}, 0}), "0 .. 1");
    const std::string steps = "input n \"N\"\ninput m \"M\"\nwhen n >= 10 then 1\nwhen m >= 10 then 0.5\nvalue 0.25";
    EXPECT_EQ(share(steps, {12, {}}), "1 .. 1 known");
    EXPECT_EQ(share(steps, {3, {}}), "1/4 .. 1/2");
    EXPECT_EQ(share(steps, {{}, 3}), "1/4 .. 1");
    EXPECT_EQ(share(steps, {{}, 30}), "1/2 .. 1");
}

TEST(PartlyKnown, PartsAndTotalsBoundEachOther) {
    const std::string present =
        "input hadir \"H\"\ninput absen \"A\"\ninput semua \"S\" = hadir + absen\n"
        "when semua = 0 then 0\nvalue hadir / semua capped";
    EXPECT_EQ(share(present, {3, {}, 4}), "3/4 .. 3/4 known");  // the formula does not read what is not there
    EXPECT_EQ(share(present, {{}, 3, 4}), "0 .. 1/4");
    const std::string absent =
        "input hadir \"H\"\ninput absen \"A\"\ninput semua \"S\" = hadir + absen\n"
        "value max(0, 10 - semua) / 10 capped";
    EXPECT_EQ(share(absent, {3, {}, {}}), "0 .. 7/10");
}

// An answer that is partly known counts as far as evidence carries it, as any other.
TEST(PartlyKnown, IsNotCertainWithoutItsEvidence) {
    const auto model = rules({resit + "\nneeds sk"});
    Unit unit(*model, "u");
    unit.answers[0] = Counts{{60, {}, {}}};
    EXPECT_EQ(assessed(model, unit).questions[0].certain, Rational(3, 5));
    unit.documents.emplace();
    EXPECT_EQ(assessed(model, unit).questions[0].certain, Rational(0));
    EXPECT_EQ(assessed(model, unit).questions[0].possible, Rational(3, 4));
}

// ---- Of random counts: every completion lies within, and rows say the same as units -------------------------------------

const std::vector<std::string> bodies{
    resit,
    "input a \"A\"\ninput b \"B\"\nwhen b = 0 then open\nvalue a / b capped",
    "input a \"A\"\ninput b \"B\"\nwhen b = 0 then 0\nvalue (b - a) / b capped",
    "input a \"A\"\ninput b \"B\"\ninput c \"C\" = a + b\nwhen c = 0 then 1\nvalue a / c capped",
    "input a \"A\"\ninput b \"B\"\ninput c \"C\" = a + b\nwhen a > 9 and b < 3 then 0.7\nwhen c < 4 or a = 2 then 0.3\nvalue "
    "min(a, b) / 20 capped",
    "input a \"A\"\ninput b \"B\"\nvalue a / b capped",
    "input a \"A\"\ninput b \"B\"\ninput c \"C\"\nvalue (a * b - c) / 100 capped",
    "input a \"A\"\ninput b \"B\"\ninput c \"C\"\nvalue (a - b) / (c + 1) capped",
    "input a \"A\"\ninput b \"B\"\nvalue (a + b - min(a, b)) / 20 capped",
    "input a \"A\"\ninput b \"B\"\nvalue 1 - min(a, 10) / 10 * (1 - min(b, 10) / 10)",
};

TEST(PartlyKnown, BoundsHoldEveryCompletionAndColumnsAgree) {
    const auto model = rules(bodies);
    const Program program(model);
    std::mt19937 random(20260531);
    const auto below = [&](unsigned n) { return static_cast<int>(random() % n); };
    std::vector<Unit> units;
    std::size_t narrowed = 0, decided = 0;
    for (int n = 0; n < 400; ++n) {
        Unit whole(*model, std::to_string(n)), partly(*model, std::to_string(n));
        for (QuestionIndex q{0}; q < model->questions.size(); ++q) {
            const Question& question = model->questions[q];
            Counts all, some;
            for (const Input& input : question.inputs) {
                Rational value(below(4) == 0 ? 0 : below(15));
                if (!input.parts.empty()) {
                    value = 0;
                    for (const InputIndex part : input.parts) value += *all.values[part];
                }
                all.values.emplace_back(value);
                some.values.push_back(below(2) == 0 ? std::nullopt : std::optional(value));
            }
            Diagnostics problems;
            ASSERT_TRUE(derive_totals(question, some, "", "", problems));
            whole.answers[q] = all;
            partly.answers[q] = some;
        }
        const Assessment end = assessed(model, whole), now = assessed(model, partly);
        for (QuestionIndex q{0}; q < model->questions.size(); ++q) {
            const QuestionResult &exact = end.questions[q], &bounds = now.questions[q];
            EXPECT_LE(bounds.certain, exact.certain) << bodies[q];
            EXPECT_LE(exact.possible, bounds.possible) << bodies[q];
            const Counts& some = *std::get_if<Counts>(&partly.answers[q]);
            const bool missing = std::ranges::any_of(some.values, [](const auto& one) { return !one; });
            narrowed += bounds.reason == Reason::incomplete && bounds.possible - bounds.certain < Rational(1) ? 1 : 0;
            decided += missing && bounds.reason == Reason::answered ? 1 : 0;
        }
        units.push_back(std::move(partly));
    }
    EXPECT_GT(narrowed, 400u);
    EXPECT_GT(decided, 100u);
    ColumnsBuilder builder(model, then);
    for (const Unit& unit : units) builder.append(unit);
    const Columns columns = builder.finish();
    const BulkResult bulk = assess_columns(PreparedColumns(program, then, BulkOutputs::verdicts(*model)), columns);
    for (std::size_t row = 0; row < units.size(); ++row) {
        const Assessment one = assess_reference(*model, units[row], then);
        EXPECT_TRUE(assess_reference(*model, columns.unit(row), then).nodes == one.nodes) << row;
        EXPECT_EQ(bulk.predicates[0][row], one.predicates[0].verdict) << row;
    }
}

}  // namespace

}  // namespace zi
