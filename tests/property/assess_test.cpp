// Three evaluators that share nothing but the rules: rational numbers, integers, and the oracle of this folder.
#include <gtest/gtest.h>

#include <algorithm>

#include "subject.hpp"

namespace zi::sheet {

namespace {

using test::for_all;

struct Tally {
    std::uint64_t sheets = 0, sheets_with_exact = 0, cases = 0, exact = 0, complete = 0;
    std::uint64_t met = 0, not_met = 0, open = 0;
};

/// One worksheet and several units: all three evaluators agree.
void agree(Choices& choose, const Shape& shape, int units, Tally& tally) {
    const Sheet sheet = any_sheet(choose, shape);
    const std::string rules = text(sheet);
    const auto program = program_of(rules);
    AssessmentState state;
    for (int i = 0; i < units; ++i) {
        const Given given = any_unit(choose, sheet, any_filling(choose));
        const std::string written = json(sheet, given);
        const auto read = units_of(program->model(), written);
        RC_ASSERT(read.size() == 1);
        const Assessment slow = assess_reference(program->model(), read[0], day_of(given));
        const Assessment fast = assess(*program, read[0], day_of(given), state);
        if (!(slow == fast)) RC_FAIL("the integer program differs from the reference" + shown(rules, written));
        if (const std::string found = difference(sheet, given, program->model(), slow); !found.empty())
            RC_FAIL(found + shown(rules, written));
        ++tally.cases;
        if (slow.nodes[0].certain == slow.nodes[0].possible) ++tally.complete;
        for (const PredicateResult& one : slow.predicates)
            ++(one.verdict == Verdict::met ? tally.met : one.verdict == Verdict::open ? tally.open : tally.not_met);
    }
    ++tally.sheets;
    tally.exact += state.exact_path_units();
    if (state.exact_path_units() > 0) ++tally.sheets_with_exact;
}

void record(const Tally& tally) {
    const auto number = [](const char* name, std::uint64_t value) {
        testing::Test::RecordProperty(name, std::to_string(value));
    };
    number("sheets", tally.sheets);
    number("sheets_with_exact_path", tally.sheets_with_exact);
    number("cases", tally.cases);
    number("exact_path", tally.exact);
    number("complete", tally.complete);
    number("predicates_met", tally.met);
    number("predicates_not_met", tally.not_met);
    number("predicates_open", tally.open);
}

TEST(Assess, ThreeEvaluatorsAgree) {
    Tally tally;
    for_all(1'500, 700, [&](Choices& choose) { agree(choose, Shape{}, 12, tally); });
    record(tally);
    EXPECT_GE(tally.cases, 10'000u);
    // A property that never meets an interesting case proves nothing.
    EXPECT_GT(tally.complete, tally.cases / 20);
    EXPECT_LT(tally.complete, tally.cases);
    EXPECT_GT(tally.met, 500u);
    EXPECT_GT(tally.not_met, 500u);
    EXPECT_GT(tally.open, 500u);
    // Most units fit into integers; those with large counts need not.
    EXPECT_GT(tally.sheets_with_exact, 0u);
    EXPECT_LT(tally.sheets_with_exact, tally.sheets / 10);
}

TEST(Assess, AgreesWhereTheDenominatorDoesNotFit) {
    Tally tally;
    Shape shape;
    shape.awkward = true;
    for_all(150, 700, [&](Choices& choose) { agree(choose, shape, 4, tally); });
    record(tally);
    EXPECT_GT(tally.exact, tally.cases / 5);
    EXPECT_LT(tally.exact, tally.cases);
}

TEST(Assess, AgreesOnDeepTrees) {
    Tally tally;
    Shape shape;
    shape.questions = 80;
    for_all(200, 3'000, [&](Choices& choose) { agree(choose, shape, 8, tally); });
    record(tally);
}

}  // namespace

}  // namespace zi::sheet
