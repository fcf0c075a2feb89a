// Single cases: costs from JSON, targets that cannot be planned for, budgets.
#include <functional>

#include "evidence/support.hpp"
#include "property/choices.hpp"
#include "zi/improve.hpp"

namespace zi::test {
namespace {

const std::string rules = declarations + R"(fact unit.siap boolean "Siap"
worksheet "Nilai" 10 {
  bagian A "A" {
    question a abc "Satu" { needs sk }
    question b abc "Dua" { needs sk }
  }
}
predicate P "P" {
  total >= 5
  unit.siap = yes
}
predicate Q "Q" {
  total <= 4
  cukup: total >= 3
}
)";

struct Case {
    std::shared_ptr<const Model> model = load_rules(rules);
    Unit unit{*model, "u"};
    Costs costs;

    Planned plan(const char* target, const PlanOptions& options = {}) const {
        return plan_improvement(*model, unit, today, model->find_predicate(target), costs, options);
    }
};

TEST(Cases, ConditionsOnFactsAreObligations) {
    Case it;
    const Plan plan = it.plan("P").best;
    EXPECT_EQ(plan.status, PlanStatus::optimal);
    EXPECT_EQ(plan.cost, 2u);
    ASSERT_EQ(plan.obligations.size(), 1u);
    EXPECT_EQ(it.model->predicates[0].conditions[plan.obligations[0].ref.condition].id, "unit.siap");
}

TEST(Cases, AScoreThatMustStaySmallIsRefused) {
    Case it;
    const Plan plan = it.plan("Q").best;
    EXPECT_EQ(plan.status, PlanStatus::not_monotone);
    ASSERT_EQ(plan.obstacles.size(), 1u);
    EXPECT_TRUE(plan.improvements.empty());
}

/// A predicate of which scores are the lesser part.
const std::string waiting = declarations + R"(grades tingkat "Tingkat" { D < B < A }
fact unit.siap boolean "Siap"
fact unit.mulai date "Mulai"
fact unit.opini tingkat "Opini"
worksheet "Nilai" 10 {
  bagian A "A" {
    question a abc "Satu"
    question b abc "Dua"
  }
}
predicate P "P" {
  total >= 5
  unit.siap = yes
  unit.mulai for >= 1 year
  unit.opini >= B
  jendela: as_of <= 2025-12-31
}
)";

TEST(Cases, WhatNoPlanMovesSaysWhenOrThroughWhomItIsMet) {
    using Way = Obligation::Way;
    const auto model = load_rules(waiting);
    Unit unit(*model, "u");
    const auto obligations = [&](const char* day) {
        return plan_improvement(*model, unit, *Date::parse(day), PredicateIndex(0), {}).best.obligations;
    };
    const auto condition = [](Index place, Way way, const char* day = nullptr) {
        return Obligation{{PredicateIndex(0), ConditionIndex(place)}, way, day ? Date::parse(day) : std::nullopt};
    };
    EXPECT_EQ(obligations("2025-06-15"),
              (std::vector{condition(1, Way::state), condition(2, Way::state), condition(3, Way::state)}));
    unit.facts = {false, Date::never(), Member{0}};
    EXPECT_EQ(obligations("2025-06-15"),
              (std::vector{condition(1, Way::others), condition(2, Way::begin, "2026-06-15"), condition(3, Way::others)}));
    unit.facts = {true, *Date::parse("2025-03-01"), Member{1}};
    EXPECT_EQ(obligations("2025-06-15"), (std::vector{condition(2, Way::time, "2026-03-01")}));
    EXPECT_EQ(obligations("2026-02-28"), (std::vector{condition(2, Way::time, "2026-03-01"), condition(4, Way::passed)}));
    EXPECT_EQ(obligations("2026-03-01"), (std::vector{condition(4, Way::passed)}));
}

TEST(Cases, ATargetIsMetOnlyWithAllOfItsConditions) {
    Case it;
    it.unit.answers = {Member{0}, Member{0}};
    const auto check = [&](const Plan& plan) {
        return check_plan(*it.model, it.unit, today, PredicateIndex(0), {}, plan, Certificate{});
    };
    Plan plan = it.plan("P").best;
    EXPECT_EQ(plan.status, PlanStatus::scores_met);
    EXPECT_FALSE(reaches_target(plan));
    EXPECT_EQ(check(plan), PlanFault::sound);
    plan.status = PlanStatus::already_met;
    EXPECT_EQ(check(plan), PlanFault::target_missed);
    it.unit.facts = {true};
    plan = it.plan("P").best;
    EXPECT_EQ(plan.status, PlanStatus::already_met);
    EXPECT_TRUE(reaches_target(plan));
    EXPECT_EQ(check(plan), PlanFault::sound);
    it.unit.answers = {Member{2}, Member{2}};
    plan = it.plan("P").best;
    EXPECT_EQ(plan.status, PlanStatus::optimal);
    EXPECT_TRUE(reaches_target(plan));
}

TEST(Cases, ABudgetBringsOnlyThoseThatReachAllConditions) {
    Case it;
    const FactValue values[] = {true, false, {}, true, false};
    std::vector<Unit> units;
    for (const FactValue& siap : values) {
        units.emplace_back(*it.model, "u" + std::to_string(units.size()));
        units.back().facts = {siap};
        units.back().answers = {Member{static_cast<Index>(units.size() == 2 ? 0 : 2)}, Member{2}};
    }
    const PopulationPlan plan = plan_population(*it.model, units, today, PredicateIndex(0), {}, 100);
    std::vector<std::string> order;
    for (const UnitNeed& one : plan.units) order.push_back(one.id);
    EXPECT_EQ(order, (std::vector<std::string>{"u0", "u3", "u1", "u2", "u4"}));
    EXPECT_EQ(plan.coached, (std::vector<std::size_t>{0, 1}));
    EXPECT_EQ(plan.reachable_bound, 2u);
    EXPECT_EQ(plan.cost, 4u);
    EXPECT_EQ(plan.units[2].status, PlanStatus::scores_met);
    ASSERT_EQ(plan.units[3].obligations.size(), 1u);
    EXPECT_EQ(plan.units[3].obligations[0].way, Obligation::Way::state);
    EXPECT_EQ(plan.units[4].obligations[0].way, Obligation::Way::others);
    EXPECT_TRUE(plan.units[0].obligations.empty());
}

/// An answer that a plan names is an answer that may be given, at its cost.
TEST(Cases, AForgedAnswerIsRefused) {
    const auto model = load_rules(declarations + R"(scale perseratus "Indeks" number 0 .. 4 step 0.01 { value / 4 }
worksheet "Nilai" 10 {
  bagian A "A" {
    question a perseratus "Satu"
    question b ratio "Dua" {
      input semua "Semua"
      input sudah "Sudah" <= semua
      when semua = 0 then open
      value sudah / semua
    }
  }
}
predicate P "P" {
  A.a >= 90%
  A.b >= 80%
}
)");
    Unit unit(*model, "u");
    unit.answers = {Rational(353, 100), Counts{{Rational(5), Rational(3)}}};
    PlanOptions options;
    options.certificate = true;
    const Planned planned = plan_improvement(*model, unit, today, PredicateIndex(0), {}, options);
    const auto check = [&](const Plan& plan) {
        return check_plan(*model, unit, today, PredicateIndex(0), {}, plan, *planned.certificate);
    };
    EXPECT_EQ(check(planned.best), PlanFault::sound);
    ASSERT_EQ(planned.best.improvements.size(), 2u);
    EXPECT_EQ(planned.best.improvements[0].answer, Answer(Rational(360, 100)));
    EXPECT_EQ(planned.best.improvements[1].answer, Answer(Counts{{Rational(5), Rational(4)}}));
    const auto forged = [&](std::size_t which, const Answer& answer, const Rational& to) {
        Plan plan = planned.best;
        plan.after = {};
        Improvement& one = plan.improvements[which];
        one.answer = answer;
        one.to = to;
        one.points = Rational(5) * (to - one.from);
        return check(plan);
    };
    EXPECT_EQ(forged(0, Rational(360, 100), Rational(9, 10)), PlanFault::sound);
    EXPECT_EQ(forged(0, Rational(361, 100), Rational(361, 400)), PlanFault::sound);
    EXPECT_NE(forged(0, Rational(3605, 1000), Rational(3605, 4000)), PlanFault::sound);  // no step
    EXPECT_NE(forged(0, Rational(359, 100), Rational(359, 400)), PlanFault::sound);      // too little
    EXPECT_NE(forged(0, Rational(359, 100), Rational(9, 10)), PlanFault::sound);         // earns less than it says
    EXPECT_NE(forged(0, Rational(394, 100), Rational(394, 400)), PlanFault::sound);      // costs another step
    EXPECT_NE(forged(0, std::monostate{}, Rational(9, 10)), PlanFault::sound);           // a share, where answers are known
    EXPECT_NE(forged(1, Counts{{Rational(5), Rational(5)}}, Rational(1)), PlanFault::sound);
    EXPECT_NE(forged(1, Counts{{Rational(15, 4), Rational(3)}}, Rational(4, 5)), PlanFault::sound);
    EXPECT_NE(forged(1, Counts{{Rational(10), Rational(8)}}, Rational(4, 5)), PlanFault::sound);  // another whole
    EXPECT_NE(forged(1, Counts{{std::nullopt, Rational(4)}}, Rational(4, 5)), PlanFault::sound);
}

TEST(Cases, WhatCannotBeReachedSaysWhy) {
    Case it;
    it.costs.questions[QuestionIndex(0)].impossible = it.costs.questions[QuestionIndex(1)].impossible = true;
    const Plan plan = it.plan("P").best;
    EXPECT_EQ(plan.status, PlanStatus::impossible);
    ASSERT_EQ(plan.obstacles.size(), 1u);
    EXPECT_EQ(plan.obstacles[0].condition, 0u);
    EXPECT_EQ(check_plan(*it.model, it.unit, today, PredicateIndex(0), it.costs, plan, {}), PlanFault::sound);
}

TEST(Cases, ADocumentOfTwoQuestionsIsPaidOnce) {
    Case it;
    it.unit.answers = {Member{0}, Member{0}};
    Document both = document(*it.model, "sk", DocumentStatus::submitted, "sk-1");
    both.supports = {{QuestionIndex(0), none}, {QuestionIndex(1), none}};
    Document basis = document(*it.model, "notulen", DocumentStatus::rejected, "n-1");
    both.derives_from = {"n-1"};
    it.unit.documents = {both, basis};
    it.costs.kinds[kind_of(*it.model, "sk")] = 3;
    PlanOptions options;
    options.certificate = options.step = true;
    Model strict = *it.model;
    strict.predicates[0].conditions[0].threshold = Rational(10);
    const Planned planned = plan_improvement(strict, it.unit, today, PredicateIndex(0), it.costs, options);
    EXPECT_EQ(planned.best.status, PlanStatus::optimal);
    EXPECT_EQ(planned.best.cost, 4u);  // not the two new decrees at 3 each
    ASSERT_EQ(planned.best.documents.size(), 2u);
    EXPECT_EQ(planned.best.documents[0].document, 1u);  // the basis first
    EXPECT_EQ(planned.best.documents[1].document, 0u);
    EXPECT_EQ(check_plan(strict, it.unit, today, PredicateIndex(0), it.costs, planned.best, *planned.certificate),
              PlanFault::sound);
    ASSERT_TRUE(planned.step);
    EXPECT_EQ(planned.step->progress, Rational(10));
}

TEST(Cases, ALimitLeavesAProvedGap) {
    Case it;
    it.unit.answers = {Member{0}, Member{0}};
    it.unit.documents.emplace();
    for (int i = 0; i < 3; ++i) {
        Document one = document(*it.model, "sk", DocumentStatus::submitted, "sk-" + std::to_string(i));
        one.supports = {{QuestionIndex(0), none}, {QuestionIndex(1), none}};
        it.unit.documents->push_back(one);
    }
    PlanOptions options;
    options.boxes = 1;
    options.certificate = true;
    const Planned planned = it.plan("P", options);
    EXPECT_LE(planned.best.lower_bound, planned.best.cost);
    EXPECT_EQ(planned.best.status == PlanStatus::optimal, planned.best.lower_bound == planned.best.cost);
    EXPECT_EQ(check_plan(*it.model, it.unit, today, PredicateIndex(0), it.costs, planned.best, *planned.certificate),
              PlanFault::sound);
}

TEST(Costs, AreRead) {
    const auto model = load_rules(rules);
    const auto costs = read_costs(
        *model,
        R"({"questions": {"A.a": 7, "A.b": [{"to": "A", "cost": 9}]}, "kinds": {"sk": null}, "documents": {"x": 1000000}})",
        {});
    ASSERT_TRUE(costs);
    EXPECT_EQ(costs->questions.at(QuestionIndex(0)).step, 7u);
    EXPECT_EQ(costs->questions.at(QuestionIndex(1)).levels.at(0).share, Rational(1));
    EXPECT_FALSE(costs->kinds.at(kind_of(*model, "sk")));
    EXPECT_EQ(costs->documents.at("x"), 1'000'000u);
}

TEST(Costs, ErrorsHaveCodeAndPath) {
    const auto model = load_rules(rules);
    const struct {
        const char* json;
        Code code;
        const char* path;
    } cases[] = {
        {"[]", Code::json_type, ""},
        {"{", Code::json_syntax, ""},
        {R"({"question": {}})", Code::unknown_field, "/question"},
        {R"({"questions": {"A.z": 1}})", Code::unknown_question, "/questions/A.z"},
        {R"({"questions": {"A.a": 1000001}})", Code::number_range, "/questions/A.a"},
        {R"({"questions": {"A.a": -1}})", Code::number_range, "/questions/A.a"},
        {R"({"questions": {"A.a": 1.5}})", Code::number_range, "/questions/A.a"},
        {R"({"questions": {"A.a": [{"to": "Z", "cost": 1}]}})", Code::unknown_value, "/questions/A.a/0/to"},
        {R"({"questions": {"A.a": [{"cost": 1}]}})", Code::missing_field, "/questions/A.a/0"},
        {R"({"questions": {"A.a": [{"to": "A", "cost": 1}, {"to": "B", "cost": 1}, {"to": "A", "cost": 2}]}})",
         Code::duplicate_key, "/questions/A.a/2/to"},
        {R"({"documents": {"sk-2": 1, "sk-3": 1}})", Code::unknown_document, "/documents/sk-3"},
        {R"({"kinds": {"sq": 1}})", Code::unknown_name, "/kinds/sq"},
        {R"({"documents": {"x": 1, "x": 2}})", Code::duplicate_key, "/documents/x"},
    };
    for (const auto& one : cases) {
        const std::vector<std::string> documents{"x", "sk-2"};
        const auto costs = read_costs(*model, one.json, {}, &documents);
        ASSERT_FALSE(costs) << one.json;
        EXPECT_EQ(costs.diagnostics().front().code, one.code) << one.json;
        EXPECT_EQ(costs.diagnostics().front().path, one.path) << one.json;
    }
}

/// As many units as can be had, and so many as cheaply as can be, by trying every choice of units; what they share is paid
/// once.
TEST(Budget, IsSpentAsWellAsCanBe) {
    for_all(40, 80, [](Choices& choose) {
        Case it;
        std::vector<std::shared_ptr<const Document>> shared;
        for (std::size_t count = choose.below(3); count-- > 0;) {
            Document one = document(*it.model, "sk", DocumentStatus::submitted, "bersama-" + std::to_string(count));
            one.supports = {{QuestionIndex(choose.below(2)), none}, {QuestionIndex(choose.below(2)), none}};
            it.costs.documents[one.id] = static_cast<std::uint32_t>(choose.below(6));
            shared.push_back(std::make_shared<const Document>(one));
        }
        it.costs.kinds[kind_of(*it.model, "sk")] = static_cast<std::uint32_t>(1 + choose.below(4));
        std::vector<Unit> units;
        for (std::size_t i = 0; i < 4; ++i) {
            if (i > 0 && choose.likely(20)) {
                // Alike but for its name.
                units.push_back(units.back());
                units.back().id = "u" + std::to_string(i);
                continue;
            }
            Unit unit(*it.model, "u" + std::to_string(i));
            unit.facts = {true};
            unit.answers = {Member{static_cast<Index>(choose.below(3))}, Member{static_cast<Index>(choose.below(3))}};
            unit.documents.emplace();
            for (const auto& one : shared)
                if (choose.likely(70)) unit.shared.push_back(one);
            units.push_back(std::move(unit));
        }
        const std::uint64_t budget = choose.below(16);
        std::size_t most = 0;
        std::uint64_t least = 0;  // cost of so many
        for (std::uint32_t paid = 0; paid < (1u << shared.size()); ++paid) {
            Costs costs = it.costs;
            std::uint64_t fixed = 0;
            for (std::size_t s = 0; s < shared.size(); ++s) {
                const bool here = (paid >> s & 1) != 0;
                if (here) fixed += *costs.documents[shared[s]->id];
                costs.documents[shared[s]->id] = here ? std::optional<std::uint32_t>(0) : std::nullopt;
            }
            std::vector<std::uint64_t> each;
            for (const Unit& unit : units)
                each.push_back(plan_improvement(*it.model, unit, today, PredicateIndex(0), costs).best.cost);
            for (std::uint32_t chosen = 0; chosen < (1u << units.size()); ++chosen) {
                std::uint64_t sum = fixed;
                std::size_t count = 0;
                for (std::size_t u = 0; u < units.size(); ++u)
                    if ((chosen >> u & 1) != 0) {
                        sum += each[u];
                        ++count;
                    }
                if (sum > budget || count < most) continue;
                least = count > most ? sum : std::min(least, sum);
                most = count;
            }
        }
        const PopulationPlan plan = plan_population(*it.model, units, today, PredicateIndex(0), it.costs, budget);
        RC_ASSERT(plan.coached.size() == most);
        RC_ASSERT(plan.reachable_bound == most);
        RC_ASSERT(plan.cost == least);
        PopulationOptions none_tried;
        none_tried.shared_documents = 0;
        const PopulationPlan rough = plan_population(*it.model, units, today, PredicateIndex(0), it.costs, budget, none_tried);
        RC_ASSERT(rough.coached.size() <= most);
        RC_ASSERT(rough.reachable_bound >= most);
    });
}

}  // namespace
}  // namespace zi::test
