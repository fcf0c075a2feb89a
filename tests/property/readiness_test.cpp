// What readiness promises on any worksheet: 1 exactly if met, never less for having more, and an interval that keeps its word.
#include <gtest/gtest.h>

#include <algorithm>

#include "subject.hpp"
#include "zi/readiness.hpp"

namespace zi::sheet {

namespace {

using test::for_all;

const Rational whole(1);

/// What must hold of every result; empty if it does.
std::string broken(const Readiness& found) {
    std::string text;
    const auto wrong = [&](bool is_wrong, const char* what) {
        if (is_wrong) text += std::string(what) + "\n";
    };
    const auto in_order = [](const Score& share) {
        return share.certain.sign() >= 0 && share.certain <= share.possible && share.possible <= whole;
    };
    if (!found.concerned)
        return found.conditions.empty() && found.binding == none ? "" : "something of a predicate that is not concerned";
    wrong(!in_order(found.figure), "the figure is no interval of 0..1");
    wrong((found.figure.certain == whole) != (found.verdict == Verdict::met), "the figure is 1 otherwise than if met");
    wrong(found.verdict == Verdict::not_met && found.figure.possible == whole, "1 is possible, but the predicate is not met");
    std::optional<Rational> least;
    Index first = none;
    for (ConditionIndex i{0}; i < found.conditions.size(); ++i) {
        const ConditionReadiness& row = found.conditions[i];
        wrong(!in_order(row.share), "a share is no interval of 0..1");
        wrong((row.share.certain == whole) != (row.verdict == Verdict::met), "a share is 1 otherwise than if met");
        wrong(row.share.possible == whole && row.verdict == Verdict::not_met, "a share can be 1, but the condition is not met");
        if (!least || row.share.certain < *least) least = row.share.certain, first = i;
    }
    wrong(found.binding != (least && *least < whole ? first : none),
          "the binding condition is not the first with the least share");
    return text;
}

/// Nothing in `after` is less; a predicate's conditions must be the same in both.
std::string fallen(const Readiness& before, const Readiness& after) {
    if (before.concerned != after.concerned || before.conditions.size() != after.conditions.size()) return "other conditions\n";
    const auto less = [](const Score& a, const Score& b) { return b.certain < a.certain || b.possible < a.possible; };
    std::string text = less(before.figure, after.figure) ? "the figure fell\n" : "";
    for (std::size_t i = 0; i < before.conditions.size(); ++i)
        if (less(before.conditions[i].share, after.conditions[i].share)) text += "share " + std::to_string(i) + " fell\n";
    return text;
}

TEST(Readiness, IsOneExactlyIfMet) {
    std::uint64_t met = 0, close = 0, optional = 0;
    for_all(800, 900, [&](Choices& choose) {
        const Sheet sheet = any_sheet(choose, Shape{});
        const std::string rules = text(sheet);
        const auto program = program_of(rules);
        AssessmentState state;
        for (int i = 0; i < 8; ++i) {
            const Given given = any_unit(choose, sheet, any_filling(choose));
            const std::string written = json(sheet, given);
            const Unit unit = units_of(program->model(), written)[0];
            const Assessment assessment = assess(*program, unit, day_of(given), state);
            for (PredicateIndex p{0}; p < program->model().predicates.size(); ++p) {
                const Readiness found = readiness(program->model(), unit, assessment, p);
                if (const std::string text = broken(found); !text.empty())
                    RC_FAIL(program->model().predicates[p].name + ": " + text + shown(rules, written));
                if (found.verdict != assessment.predicates[p].verdict) RC_FAIL("another verdict" + shown(rules, written));
                met += found.verdict == Verdict::met && !found.conditions.empty();
                close += found.concerned && Rational(9, 10) < found.figure.certain && found.figure.certain < whole;
                optional += std::any_of(found.conditions.begin(), found.conditions.end(),
                                        [](const auto& row) { return row.may_not_apply; });
            }
        }
    });
    EXPECT_GE(met, 500u);
    EXPECT_GE(close, 100u);
    EXPECT_GE(optional, 500u);
}

/// Another answer to one question, from worse to better: which of the two is which.
TEST(Readiness, NeverFallsForABetterAnswer) {
    std::uint64_t better = 0;
    Shape shape;
    shape.only_at_least = true;
    for_all(400, 900, [&](Choices& choose) {
        const Sheet sheet = any_sheet(choose, shape);
        const std::string rules = text(sheet);
        const auto program = program_of(rules);
        const Model& model = program->model();
        AssessmentState state;
        for (int i = 0; i < 6; ++i) {
            const Given given = any_unit(choose, sheet, {30, false});
            const std::string written = json(sheet, given);
            const Unit unit = units_of(model, written)[0];
            const std::size_t question = choose.below(model.questions.size());
            Unit other = unit;
            other.answers[question] = units_of(model, json(sheet, any_unit(choose, sheet, {0, false})))[0].answers[question];
            const Assessment one = assess(*program, unit, day_of(given), state),
                             two = assess(*program, other, day_of(given), state);
            const auto &a = one.questions[question].claimed, &b = two.questions[question].claimed;
            if (!a || !b || *a == *b) continue;
            ++better;
            for (PredicateIndex p{0}; p < model.predicates.size(); ++p) {
                const Readiness low = readiness(model, *a < *b ? unit : other, *a < *b ? one : two, p);
                const Readiness high = readiness(model, *a < *b ? other : unit, *a < *b ? two : one, p);
                if (const std::string found = fallen(low, high); !found.empty())
                    RC_FAIL(model.predicates[p].name + ": " + found + shown(rules, written) +
                            model.nodes[model.questions[question].node].id);
            }
        }
    });
    EXPECT_GE(better, 500u);
}

bool has_order(const Model& model, const zi::Fact& fact) {
    return fact.type == zi::Fact::Type::count || fact.type == zi::Fact::Type::number ||
           (fact.type == zi::Fact::Type::member && model.enumerations[fact.enumeration].ordered);
}

/// All conditions on ordered facts ask for more, and no guard asks for anything: neither of conditions nor of questions.
Model asking_for_more(Choices& choose, Model model) {
    for (zi::Question& question : model.questions) question.inapplicable.clear();
    for (zi::Predicate& predicate : model.predicates) {
        predicate.when.reset();
        for (zi::Condition& condition : predicate.conditions) {
            condition.when.reset();
            condition.unless.reset();
            if (condition.subject != zi::Condition::Subject::fact) continue;
            if (!has_order(model, model.facts[condition.index])) continue;
            condition.values.resize(1);
            condition.op = choose.pick({Operator::at_least, Operator::above});
        }
    }
    return model;
}

TEST(Readiness, NeverFallsForABetterFact) {
    std::uint64_t better = 0, moved = 0;
    for_all(800, 900, [&](Choices& choose) {
        const Sheet sheet = any_sheet(choose, Shape{});
        const std::string rules = text(sheet);
        const Model model = asking_for_more(choose, program_of(rules)->model());
        if (model.facts.empty()) return;
        for (int i = 0; i < 6; ++i) {
            const Given given = any_unit(choose, sheet, {30, false});
            const std::string written = json(sheet, given);
            const Unit unit = units_of(model, written)[0];
            const std::size_t fact = choose.below(model.facts.size());
            const FactValue value = units_of(model, json(sheet, any_unit(choose, sheet, {0, false})))[0].facts[fact];
            if (!has_order(model, model.facts[fact]) || std::holds_alternative<std::monostate>(value) ||
                value.index() != unit.facts[fact].index())
                continue;
            const auto number = [](const FactValue& of) {
                const auto* member = std::get_if<Member>(&of);
                return member ? Rational(member->value) : std::get<Rational>(of);
            };
            Unit low = unit, high = unit;
            (number(value) < number(unit.facts[fact]) ? low : high).facts[fact] = value;
            ++better;
            const Assessment before = assess_reference(model, low, day_of(given)),
                             after = assess_reference(model, high, day_of(given));
            for (PredicateIndex p{0}; p < model.predicates.size(); ++p) {
                const Readiness from = readiness(model, low, before, p), to = readiness(model, high, after, p);
                if (const std::string found = fallen(from, to); !found.empty())
                    RC_FAIL(model.predicates[p].name + ": " + found + shown(rules, written) + model.facts[fact].id);
                moved += from.figure != to.figure;
            }
        }
    });
    EXPECT_GE(better, 300u);
    EXPECT_GE(moved, 100u);
}

}  // namespace

}  // namespace zi::sheet
