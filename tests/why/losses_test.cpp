// What one question loses, and why.
#include <gtest/gtest.h>

#include "cases.hpp"

namespace zi::test {
namespace {

using enum DocumentStatus;

/// "pending 2.5 open, low_answer 5": the losses of A.a, which weighs 10.
std::string lost(const Model& model, const Unit& unit, Date as_of = today) {
    std::string text;
    for (const Loss& loss : losses(model, unit, assess_reference(model, unit, as_of), model.questions[0].node)) {
        text += (text.empty() ? "" : ", ") + std::string(code(loss.reason)) + " " + loss.points.shortest() +
                (loss.open ? " open" : "");
        if (loss.document != none) text += " " + documents_of(unit)[loss.document]->id;
        if (loss.evidence != none) text += " " + model.evidence[loss.evidence].name;
        if (loss.assessor != none) text += " " + model.assessors[loss.assessor].name;
    }
    return text;
}

/// A.a on its own weighs 10.
Model one_question(const std::string& kind, const std::string& details = {}) {
    return *load_rules(declarations + "worksheet \"Nilai\" 10 {\n  bagian A \"A\" 10 {\n    question a " + kind +
                       " \"Satu\" {\n" + details + "\n    }\n  }\n}\n");
}

constexpr Member A{0}, B{1}, C{2}, D{3};

TEST(Losses, OfAnAnswer) {
    const Model model = one_question("abcd");
    Unit unit(model, "u");
    EXPECT_EQ(lost(model, unit), "unanswered 10 open");
    unit.answers[0] = A;
    EXPECT_EQ(lost(model, unit), "");
    unit.answers[0] = C;
    EXPECT_EQ(lost(model, unit), "low_answer 7.5");
}

TEST(Losses, OfCounts) {
    const Model model = one_question("ratio", "input n \"N\"\ninput d \"D\"\nwhen d = 7 then open\nvalue n / d capped");
    Unit unit(model, "u");
    unit.answers[0] = Counts{{Rational(1), std::nullopt}};
    EXPECT_EQ(lost(model, unit), "incomplete 10 open");
    unit.answers[0] = Counts{{Rational(1), Rational(7)}};
    EXPECT_EQ(lost(model, unit), "left_open 10 open");
    unit.answers[0] = Counts{{Rational(1), Rational(4)}};
    EXPECT_EQ(lost(model, unit), "low_answer 7.5");
}

TEST(Losses, OfAnAssessor) {
    Model model = one_question("abcd");
    model.assessors = {{"TPI", {}, {}, {}}, {"TPN", {}, {}, {}}};
    Unit unit(model, "u");
    unit.answers[0] = B;
    unit.assessed = {{C}};
    EXPECT_EQ(lost(model, unit), "lowered_by_assessor 5 TPI, low_answer 2.5");
    unit.assessed = {{A}, {D}};
    EXPECT_EQ(lost(model, unit), "lowered_by_assessor 7.5 TPN, low_answer 2.5");
    unit.assessed = {{D}, {A}};
    EXPECT_EQ(lost(model, unit), "") << "raising loses nothing";
    unit.assessed = {{D}, {B}};
    EXPECT_EQ(lost(model, unit), "low_answer 2.5");
    unit.answers[0] = std::monostate();
    EXPECT_EQ(lost(model, unit), "low_answer 2.5") << "who claims nothing is not lowered";
}

TEST(Losses, SeveralAtOneQuestion) {
    Model model = one_question("abcd", "needs sk for C\nneeds notulen for B\nneeds foto for A");
    model.assessors = {{"TPI", {}, {}, {}}};
    Unit unit(model, "u");
    unit.documents = std::vector{document(model, "sk", accepted, "s"), document(model, "notulen", verifying, "n")};
    unit.answers[0] = A;
    EXPECT_EQ(lost(model, unit), "pending 5 open n notulen, unsupported 2.5 foto");
    unit.documents->push_back(document(model, "foto", rejected, "f"));
    EXPECT_EQ(lost(model, unit), "pending 5 open n notulen, rejected 2.5 f foto");
    unit.answers[0] = B;
    EXPECT_EQ(lost(model, unit), "pending 5 open n notulen, low_answer 2.5");
    unit.assessed = {{C}};
    EXPECT_EQ(lost(model, unit), "lowered_by_assessor 5 TPI, low_answer 2.5");
    unit.documents->at(0).status = missing;
    EXPECT_EQ(lost(model, unit), "unsupported 2.5 s sk, lowered_by_assessor 5 TPI, low_answer 2.5");
}

TEST(Losses, OfEveryStandingOfADocument) {
    const Model model = one_question("indeks", "needs sk fresh 1 year");
    Unit unit(model, "u");
    unit.answers[0] = Rational(4);
    const auto with = [&](DocumentStatus status, const char* issued) {
        unit.documents = std::vector{document(model, "sk", status, "s")};
        unit.documents->front().issued = Date::parse(issued);
        return lost(model, unit);
    };
    EXPECT_EQ(with(accepted, "2024-06-16"), "");
    EXPECT_EQ(with(accepted, "2024-06-15"), "expired 10 s sk");
    EXPECT_EQ(with(submitted, "2025-06-01"), "pending 10 open s sk");
    EXPECT_EQ(with(needs_repair, "2025-06-01"), "needs_repair 10 open s sk");
    EXPECT_EQ(with(rejected, "2025-06-01"), "rejected 10 s sk");
    Document on_it = document(model, "sk", accepted, "t");
    on_it.issued = today;
    on_it.derives_from = {"s"};
    unit.documents->front().supports.clear();
    unit.documents->push_back(on_it);
    EXPECT_EQ(lost(model, unit), "unfounded 10 t sk");
    on_it.derives_from.clear();
    Document instead = document(model, "sk", accepted, "v");
    instead.supersedes = {"t"};
    instead.supports.clear();
    unit.documents = std::vector{on_it, instead};
    EXPECT_EQ(lost(model, unit), "superseded 10 t sk");
    unit.documents->clear();
    EXPECT_EQ(lost(model, unit), "unsupported 10 sk");
}

TEST(Losses, OfAQuestionThatDoesNotConcernTheUnit) {
    Model model = one_question("abcd");
    Fact fact;
    fact.id = "libur";
    model.facts = {fact};
    Inapplicable holiday;
    holiday.guard.subject = 0;
    holiday.guard.values = {true};
    holiday.value = Rational(3, 4);
    model.questions[0].inapplicable = {holiday};
    Unit unit(model, "u");
    unit.facts[0] = true;
    EXPECT_EQ(lost(model, unit), "not_applicable 2.5");
    unit.facts[0] = FactValue();
    EXPECT_EQ(lost(model, unit), "applicability_open 10 open") << "nobody has answered either";
    unit.answers[0] = C;
    EXPECT_EQ(lost(model, unit), "applicability_open 5 open, low_answer 2.5");
    unit.answers[0] = A;
    EXPECT_EQ(lost(model, unit), "applicability_open 2.5 open");
    unit.facts[0] = false;
    EXPECT_EQ(lost(model, unit), "");
}

TEST(Losses, WhatNoAnswerEarns) {
    const Model model = *load_rules(
        "regulation uji \"Uji\"\nscale s \"S\" { A = 0.9 B = 0.5 }\nworksheet \"N\" 10 {\n  question a s \"A\" 10\n}\n");
    Unit unit(model, "u");
    unit.answers[0] = B;
    EXPECT_EQ(lost(model, unit), "low_answer 4, out_of_reach 1");
    Condition condition;
    condition.index = 0;
    condition.threshold = Rational(9);
    const Assessment assessment = assess_reference(model, unit, today);
    EXPECT_EQ(fewest_repairs(model, unit, assessment, condition).losses.size(), 1u);
    condition.op = Operator::above;
    EXPECT_FALSE(fewest_repairs(model, unit, assessment, condition).enough);
    EXPECT_EQ(fewest_repairs(model, unit, assessment, condition).reached, Rational(9));
}

/// Three questions of weight 10 under `min` or `max`, each answered so, or (pending) if its letter is followed by "?".
std::string under(const char* combine, const std::vector<std::string>& answers) {
    const Model model = *load_rules(declarations + "worksheet \"Nilai\" 10 " + combine + " {\n" +
                                    "  question a abcd \"A\" { needs sk }\n  question b abcd \"B\" { needs sk }\n  question c "
                                    "abcd \"C\" { needs sk }\n}\n");
    Unit unit(model, "u");
    unit.documents.emplace();
    std::string text;
    for (QuestionIndex i{0}; i < 3; ++i) {
        unit.answers[i] = Member{static_cast<Index>(answers[i][0] - 'A')};
        Document one = document(model, "sk", answers[i].size() > 1 ? submitted : accepted, "d" + std::to_string(i));
        one.supports = {{i, none}};
        unit.documents->push_back(one);
    }
    for (const Loss& loss : losses(model, unit, assess_reference(model, unit, today), NodeIndex(0)))
        text += (text.empty() ? "" : ", ") + model.nodes[model.questions[loss.question].node].id + " " +
                std::string(code(loss.reason)) + " " + loss.points.shortest();
    return text;
}

TEST(Losses, BelowMinAreThoseOfTheChildThatDecides) {
    EXPECT_EQ(under("min", {"A", "C", "B"}), "b low_answer 7.5");
    EXPECT_EQ(under("min", {"B", "C", "C"}), "b low_answer 7.5") << "the first of equals";
    EXPECT_EQ(under("min", {"A", "B?", "B"}), "b pending 7.5, b low_answer 2.5") << "of equals the one that decides both";
    // 0 .. 7.5 in all: b may rise to 10, but c stays at 7.5. Open is what b has open, as far as c lets it count.
    EXPECT_EQ(under("min", {"A", "A?", "B"}), "b pending 7.5, c low_answer 2.5");
}

TEST(Losses, BelowMaxAreThoseOfTheChildThatMayBeBest) {
    EXPECT_EQ(under("max", {"D", "B", "C"}), "b low_answer 2.5");
    // 7.5 .. 10: a has 7.5 for certain, c may have 10.
    EXPECT_EQ(under("max", {"B", "D", "A?"}), "c pending 2.5");
    EXPECT_EQ(under("max", {"B?", "B", "D"}), "b low_answer 2.5");
}

// ---- Reasons of conditions ------------------------------------------------------------------------------------------

Model with_condition(Condition condition) {
    Model model = one_question("abcd");
    Fact fact;
    fact.id = "mulai";
    fact.type = Fact::Type::date;
    model.facts = {fact};
    Predicate predicate;
    predicate.name = "P";
    condition.index = 0;
    predicate.conditions = {std::move(condition)};
    model.predicates = {predicate};
    model.predicate_order = {PredicateIndex(0)};
    return model;
}

std::string first_day(const Condition& condition, const char* as_of, const char* start = nullptr) {
    const Model model = with_condition(condition);
    Unit unit(model, "u");
    if (start) unit.facts[0] = *Date::parse(start);
    const auto found = reasons(model, unit, assess_reference(model, unit, day(as_of)), {PredicateIndex(0)});
    const auto& day = found.front().conditions.front().first_day;
    return day ? day->iso() : "-";
}

TEST(Reasons, FirstDayOfElapsedTime) {
    Condition year;
    year.subject = Condition::Subject::fact;
    year.elapsed = Duration{1, CalendarUnit::year};
    EXPECT_EQ(first_day(year, "2025-02-28", "2024-02-29"), "2025-03-01");
    EXPECT_EQ(first_day(year, "2025-03-01", "2024-02-29"), "-") << "met already";
    EXPECT_EQ(first_day(year, "2025-03-01"), "-") << "not known";
    year.op = Operator::below;
    EXPECT_EQ(first_day(year, "2025-03-01", "2024-02-29"), "-") << "too late for ever";
    Model model = with_condition(year);
    Unit unit(model, "u");
    const auto found = reasons(model, unit, assess_reference(model, unit, today), {PredicateIndex(0)});
    EXPECT_EQ(found.front().conditions.front().unknown_facts, std::vector{FactIndex(0)});
}

TEST(Reasons, FirstDayOfAWindow) {
    using namespace std::chrono;
    Condition window;
    window.subject = Condition::Subject::day;
    window.op = Operator::at_most;
    window.yearly = May / 31;
    EXPECT_EQ(first_day(window, "2025-05-31"), "-") << "met";
    EXPECT_EQ(first_day(window, "2025-06-01"), "2026-01-01");
    window.op = Operator::equal;
    window.yearly = February / 29;
    EXPECT_EQ(first_day(window, "2096-03-01"), "2104-02-29");
    window.yearly.reset();
    window.values = {day("2025-06-20")};
    for (const auto& [op, expected] : {std::pair{Operator::at_least, "2025-06-20"},
                                       {Operator::above, "2025-06-21"},
                                       {Operator::equal, "2025-06-20"},
                                       {Operator::at_most, "-"}}) {
        window.op = op;
        EXPECT_EQ(first_day(window, "2025-06-15"), expected);
    }
    window.op = Operator::below;
    EXPECT_EQ(first_day(window, "2025-06-20"), "-") << "past";
}

TEST(Reasons, EveryPredicateOnce) {
    const auto model = load_rules(declarations + R"(worksheet "N" 10 { question a abc "A" 10 }
predicate X "X" { total >= 10 }
predicate Y "Y" { meets X }
predicate Z "Z" { meets Y  meets X }
)");
    const Unit unit(*model, "u");
    const Assessment assessment = assess_reference(*model, unit, today);
    std::string order;
    for (const PredicateReasons& one :
         reasons(*model, unit, assessment, {model->find_predicate("Z"), model->find_predicate("X")}))
        order += model->predicates[one.predicate].name;
    EXPECT_EQ(order, "ZYX");
}

}  // namespace
}  // namespace zi::test
