// Three evaluators that share nothing but the rules: rational numbers, integers, and the oracle of this folder.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "subject.hpp"
#include "zi/report.hpp"

namespace zi::sheet {

namespace {

using test::for_all;

struct Tally {
    std::uint64_t sheets = 0, sheets_with_exact = 0, cases = 0, exact = 0, complete = 0;
    std::uint64_t met = 0, not_met = 0, open = 0;
    std::uint64_t not_applicable = 0, applicability_open = 0, assessed = 0, staged = 0, of_members = 0;
    std::uint64_t elapsed_met = 0, elapsed_not_met = 0, day_met = 0, day_not_met = 0;

    void count(const Sheet& sheet, const Given& given, const Model& model, const Assessment& assessment) {
        ++cases;
        if (assessment.nodes[0].certain == assessment.nodes[0].possible) ++complete;
        for (const QuestionResult& one : assessment.questions) {
            not_applicable += one.reason == Reason::not_applicable;
            applicability_open += one.reason == Reason::applicability_open;
            assessed += one.assessor != none;
        }
        staged += assessment.stage.certain != none;
        for (std::size_t i = 0; i < sheet.facts.size(); ++i)
            of_members += sheet.facts[i].members_meet && !given.facts.contains(i) && given.members && !given.members->empty();
        for (std::size_t i = 0; i < assessment.predicates.size(); ++i) {
            const PredicateResult& predicate = assessment.predicates[i];
            ++(predicate.verdict == Verdict::met ? met : predicate.verdict == Verdict::open ? open : not_met);
            for (const ConditionResult& one : predicate.conditions) {
                const zi::Condition& condition = model.predicates[i].conditions[one.condition];
                if (one.verdict == Verdict::open) continue;
                if (condition.elapsed) ++(one.verdict == Verdict::met ? elapsed_met : elapsed_not_met);
                if (condition.subject == zi::Condition::Subject::day) ++(one.verdict == Verdict::met ? day_met : day_not_met);
            }
        }
    }
};

/// Some of the units before this one, and one that nobody has assessed.
std::optional<std::vector<Branch>> any_members(Choices& choose, const std::vector<Branch>& before) {
    if (!choose.likely(50)) return std::nullopt;
    std::vector<Branch> members;
    for (const Branch& one : before)
        if (choose.likely(30)) members.push_back(one);
    if (choose.likely(15)) members.push_back({"lain", {}});
    return members;
}

/// One worksheet and several units: all three evaluators agree.
void agree(Choices& choose, const Shape& shape, int units, Tally& tally) {
    const Sheet sheet = any_sheet(choose, shape);
    const std::string rules = text(sheet);
    const auto program = program_of(rules);
    AssessmentState state;
    MemberVerdicts verdicts;
    std::vector<Branch> before;
    bool too_large = false;  // for integers; units that a question may or may not concern are the reference's in any case
    for (int i = 0; i < units; ++i) {
        Given given = any_unit(choose, sheet, any_filling(choose));
        given.id = fmt::format("unit-{}", i);
        given.members = any_members(choose, before);
        const std::string written = json(sheet, given);
        auto read = units_of(program->model(), written);
        RC_ASSERT(read.size() == 1);
        verdicts.hand_to(read[0]);
        const Assessment slow = assess_reference(program->model(), read[0], day_of(given));
        const std::uint64_t exact = state.exact_path_units();
        const Assessment fast = assess(*program, read[0], day_of(given), state);
        too_large = too_large || (state.exact_path_units() > exact &&
                                  std::none_of(slow.questions.begin(), slow.questions.end(), [](const QuestionResult& one) {
                                      return one.reason == Reason::applicability_open;
                                  }));
        if (!(slow == fast)) RC_FAIL("the integer program differs from the reference" + shown(rules, written));
        if (const std::string found = difference(sheet, given, program->model(), slow); !found.empty())
            RC_FAIL(found + shown(rules, written));
        tally.count(sheet, given, program->model(), slow);
        verdicts.add(read[0], slow);
        before.push_back({given.id, {}});
        for (const PredicateResult& one : slow.predicates) before.back().verdicts.emplace_back(code(one.verdict));
    }
    ++tally.sheets;
    tally.exact += state.exact_path_units();
    if (too_large) ++tally.sheets_with_exact;
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
    number("not_applicable", tally.not_applicable);
    number("applicability_open", tally.applicability_open);
    number("answered_by_assessors", tally.assessed);
    number("at_a_stage", tally.staged);
    number("facts_of_members", tally.of_members);
    number("elapsed_met", tally.elapsed_met);
    number("elapsed_not_met", tally.elapsed_not_met);
    number("day_met", tally.day_met);
    number("day_not_met", tally.day_not_met);
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
    for (const std::uint64_t seen :
         {tally.not_applicable, tally.applicability_open, tally.assessed, tally.staged, tally.of_members, tally.elapsed_met,
          tally.elapsed_not_met, tally.day_met, tally.day_not_met})
        EXPECT_GT(seen, 200u);
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

TEST(Assess, AgreesAtTheExtremes) {
    Tally tally;
    Shape shape;
    shape.extreme = true;
    for_all(120, 700, [&](Choices& choose) { agree(choose, shape, 4, tally); });
    record(tally);
    EXPECT_GT(tally.exact, tally.cases / 5);
    EXPECT_LT(tally.exact, tally.cases);
    EXPECT_GT(tally.met, 20u);
    EXPECT_GT(tally.not_met, 100u);
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
