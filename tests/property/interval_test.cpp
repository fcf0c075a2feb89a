// What "certain", "possible", "met" and "not met" promise: they are compared with every way in which a unit could be completed.
#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "subject.hpp"
#include "zi/readiness.hpp"

namespace zi::sheet {

namespace {

using test::for_all;

/// Every answer that tells itself from others: each option, and one number out of each band.
std::vector<Answer> answers_of(const Model& model, const zi::Question& question) {
    const zi::Scale& scale = model.scales[question.scale];
    std::vector<Answer> answers;
    for (OptionIndex i{0}; i < scale.options.size(); ++i) answers.emplace_back(Member{i});
    for (const zi::Band& band : scale.bands) answers.emplace_back((band.low + band.high) / Rational(2));
    return answers;
}

/// Every value of a fact that has few.
std::vector<FactValue> values_of(const Model& model, const zi::Fact& fact) {
    if (fact.type == zi::Fact::Type::boolean) return {false, true};
    std::vector<FactValue> values;
    if (fact.type == zi::Fact::Type::member)
        for (Index i = 0; i < model.enumerations[fact.enumeration].values.size(); ++i) values.emplace_back(Member{i});
    return values;
}

bool is_unknown(const FactValue& value) { return std::holds_alternative<std::monostate>(value); }

class Completions {
public:
    Completions(const Model& model, const Unit& unit) : unit_(unit) {
        for (std::size_t i = 0; i < model.questions.size(); ++i)
            if (std::holds_alternative<std::monostate>(unit.answers[i])) {
                questions_.emplace_back(i, answers_of(model, model.questions[i]));
                count_ *= questions_.back().second.size();
            }
        for (std::size_t i = 0; i < model.facts.size(); ++i)
            if (is_unknown(unit.facts[i]) && is_unknown(model.facts[i].fallback)) {
                facts_.emplace_back(i, values_of(model, model.facts[i]));
                count_ *= facts_.back().second.size();
            }
    }

    /// 0 if some fact has more values than can be listed.
    std::size_t count() const { return count_; }
    std::size_t unknown_questions() const { return questions_.size(); }

    Unit at(std::size_t number) const {
        Unit unit = unit_;
        for (const auto& [i, answers] : questions_)
            unit.answers[i] = answers[number % answers.size()], number /= answers.size();
        for (const auto& [i, values] : facts_) unit.facts[i] = values[number % values.size()], number /= values.size();
        return unit;
    }

private:
    const Unit& unit_;
    std::vector<std::pair<std::size_t, std::vector<Answer>>> questions_;
    std::vector<std::pair<std::size_t, std::vector<FactValue>>> facts_;
    std::size_t count_ = 1;
};

/// Verdicts of one condition over all completions, "left out" among them.
struct Seen {
    std::set<std::string> verdicts;
    std::string all() const {
        std::string text;
        for (const std::string& verdict : verdicts) text += verdict + " ";
        return text;
    }
};

std::string verdict_of(const PredicateResult& result, ConditionIndex condition) {
    for (const ConditionResult& one : result.conditions)
        if (one.condition == condition)
            return one.verdict == Verdict::met ? "met" : one.verdict == Verdict::open ? "open" : "not_met";
    return "left_out";
}

struct Sampled {
    std::uint64_t units = 0, completions = 0, open_scores = 0, met = 0, not_met = 0, open_exact = 0, open_bound = 0,
                  one_sided = 0;
};

/// `sharp`: the ends of every interval are reached; otherwise they are bounds.
std::string check(const Program& program, const Unit& unit, Date day, const Completions& all, Sampled& tally,
                  bool sharp = true) {
    const Model& model = program.model();
    AssessmentState state;
    const Assessment now = assess(program, unit, day, state);
    std::vector<Assessment> ends;
    for (std::size_t i = 0; i < all.count(); ++i) ends.push_back(assess(program, all.at(i), day, state));
    ++tally.units;
    tally.completions += ends.size();
    std::string text;

    const auto interval = [&](const std::string& name, const Score& score, const auto& of) {
        Rational least = of(ends[0]).certain, most = least;
        for (const Assessment& end : ends) {
            if (of(end).certain != of(end).possible) text += name + " is not decided by a complete unit\n";
            least = min(least, of(end).certain);
            most = max(most, of(end).certain);
        }
        if (sharp ? least != score.certain : least < score.certain)
            text += name + ": certain " + score.certain.fraction() + ", but the least is " + least.fraction() + "\n";
        if (sharp ? most != score.possible : score.possible < most)
            text += name + ": possible " + score.possible.fraction() + ", but the most is " + most.fraction() + "\n";
    };
    for (std::size_t i = 0; i < model.nodes.size(); ++i)
        interval(model.nodes[i].id, now.nodes[i], [&](const Assessment& a) -> const Score& { return a.nodes[i]; });
    for (std::size_t i = 0; i < model.views.size(); ++i)
        interval(model.views[i].name, now.views[i], [&](const Assessment& a) -> const Score& { return a.views[i]; });

    for (std::size_t p = 0; p < model.predicates.size(); ++p) {
        const std::string& name = model.predicates[p].name;
        const PredicateResult& result = now.predicates[p];
        const Readiness ready = readiness(model, unit, now, PredicateIndex(p));
        for (const ConditionResult& one : result.conditions) {
            Seen seen;
            for (const Assessment& end : ends)
                if (end.predicates[p].concerned) seen.verdicts.insert(verdict_of(end.predicates[p], one.condition));
            const zi::Condition& rule = model.predicates[p].conditions[one.condition];
            const std::string what = name + " " + rule.id + ": ";
            if (seen.verdicts.contains("open")) text += what + "open in a complete unit\n";
            if (one.verdict == Verdict::met && seen.verdicts.contains("not_met"))
                text += what + "met now, " + seen.all() + "later\n";
            if (one.verdict == Verdict::not_met && seen.verdicts != std::set<std::string>{"not_met"} && !seen.verdicts.empty())
                text += what + "not met now, " + seen.all() + "later\n";
            const bool score = rule.subject == zi::Condition::Subject::node || rule.subject == zi::Condition::Subject::view;
            if (sharp && one.verdict == Verdict::open && score && !rule.when && !rule.unless && rule.op != Operator::equal) {
                ++tally.open_scores;
                // The predicate's own `when` may not hold for all completions; the scores do not depend on it.
                const bool both = seen.verdicts.contains("met") && seen.verdicts.contains("not_met");
                if (!both && !model.predicates[p].when) text += what + "open now, only " + seen.all() + "later\n";
            }
        }
        for (std::size_t i = 0; i < ends.size(); ++i) {
            const Readiness at_end = readiness(model, all.at(i), ends[i], PredicateIndex(p));
            if (!at_end.concerned) continue;
            if (at_end.figure.certain != at_end.figure.possible)
                text += name + ": readiness is not decided by a complete unit\n";
            if (at_end.figure.certain < ready.figure.certain || ready.figure.possible < at_end.figure.certain)
                text += name + ": readiness ends outside of its interval\n";
        }
        for (const Assessment& end : ends) {
            if (result.verdict == Verdict::open) break;
            if (end.predicates[p].verdict != result.verdict) text += name + ": decided now, otherwise later\n";
        }
        // An open verdict that claims to be exact is one that some completion decides this way, and some the other.
        const auto ends_as = [&](Verdict verdict) {
            return std::any_of(ends.begin(), ends.end(),
                               [&](const Assessment& end) { return end.predicates[p].verdict == verdict; });
        };
        const bool both = ends_as(Verdict::met) && ends_as(Verdict::not_met);
        if (result.exact && result.verdict == Verdict::open && !both)
            text += name + ": open and exact, but it ends one way only\n";
        if (!result.exact && result.verdict != Verdict::open) text += name + ": decided, but called a bound\n";
        if (result.verdict == Verdict::open) ++(result.exact ? tally.open_exact : both ? tally.open_bound : tally.one_sided);
        if (result.verdict == Verdict::met) ++tally.met;
        if (result.verdict == Verdict::not_met) ++tally.not_met;
    }
    return text;
}

TEST(Interval, HoldsForEveryCompletion) {
    Sampled tally;
    Shape shape;
    shape.questions = 5;
    shape.depth = 3;
    shape.only_finite = true;
    shape.everybody = true;  // facts that decide about several questions at once make the intervals bounds
    for_all(900, 500, [&](Choices& choose) {
        const Sheet sheet = any_sheet(choose, shape);
        const std::string rules = text(sheet);
        const auto program = program_of(rules);
        for (int i = 0; i < 3; ++i) {
            Given given = any_unit(choose, sheet, {60, false});
            const std::string written = json(sheet, given);
            const auto read = units_of(program->model(), written);
            const Completions all(program->model(), read[0]);
            if (all.count() == 0 || all.count() > 800 || all.unknown_questions() > 5) continue;
            if (const std::string found = check(*program, read[0], day_of(given), all, tally); !found.empty())
                RC_FAIL(found + shown(rules, written));
        }
    });
    const auto number = [](const char* name, std::uint64_t value) {
        testing::Test::RecordProperty(name, std::to_string(value));
    };
    number("units", tally.units);
    number("completions", tally.completions);
    number("open_scores", tally.open_scores);
    number("met", tally.met);
    number("not_met", tally.not_met);
    number("open_exact", tally.open_exact);
    number("open_bound", tally.open_bound);
    number("one_sided", tally.one_sided);
    EXPECT_GE(tally.units, 1'000u);
    EXPECT_GE(tally.completions, 20 * tally.units);
    EXPECT_GE(tally.open_scores, 500u);
    EXPECT_GE(tally.met, 100u);
    EXPECT_GE(tally.not_met, 100u);
    // The flag is worth something: most of what could be called exact is, and what ends one way only is found too.
    EXPECT_GE(tally.open_exact, 2 * tally.open_bound);
    EXPECT_GE(tally.one_sided, 20u);
}

/// Lets facts say of some questions that they do not concern the unit.
void set_apart(Choices& choose, Model& model) {
    std::vector<FactIndex> facts;
    for (FactIndex i{0}; i < model.facts.size(); ++i)
        if (!values_of(model, model.facts[i]).empty()) facts.push_back(i);
    if (facts.empty()) return;
    for (std::size_t count = choose.between(1, 3); count-- > 0;) {
        const FactIndex fact = choose.pick(facts);
        zi::Inapplicable one;
        one.guard.subject = fact;
        one.guard.values = {choose.pick(values_of(model, model.facts[fact]))};
        one.value = choose.pick({Rational(1), Rational(0), Rational(1, 2)});
        model.questions[choose.below(model.questions.size())].inapplicable.push_back(std::move(one));
    }
}

TEST(Interval, BoundsEveryCompletionWhereQuestionsMayNotApply) {
    Sampled tally;
    std::uint64_t apart = 0, unknown = 0;
    Shape shape;
    shape.questions = 5;
    shape.depth = 3;
    shape.only_finite = true;
    for_all(900, 500, [&](Choices& choose) {
        const Sheet sheet = any_sheet(choose, shape);
        const std::string rules = text(sheet);
        Model model = program_of(rules)->model();
        set_apart(choose, model);
        const Program program(std::make_shared<const Model>(std::move(model)));
        for (int i = 0; i < 3; ++i) {
            Given given = any_unit(choose, sheet, {50, false});
            const std::string written = json(sheet, given);
            const Unit unit = units_of(program.model(), written)[0];
            const Completions all(program.model(), unit);
            if (all.count() == 0 || all.count() > 400) continue;
            AssessmentState state;
            const Assessment fast = assess(program, unit, day_of(given), state);
            if (fast != assess_reference(program.model(), unit, day_of(given)))
                RC_FAIL("evaluators differ" + shown(rules, written));
            for (const QuestionResult& result : fast.questions) {
                apart += result.reason == Reason::not_applicable;
                unknown += result.reason == Reason::applicability_open;
            }
            if (const std::string found = check(program, unit, day_of(given), all, tally, false); !found.empty())
                RC_FAIL(found + shown(rules, written));
        }
    });
    testing::Test::RecordProperty("units", std::to_string(tally.units));
    testing::Test::RecordProperty("open_exact", std::to_string(tally.open_exact));
    EXPECT_GE(apart, 200u);
    EXPECT_GE(unknown, 200u);
    EXPECT_GE(tally.open_exact, 100u);
    EXPECT_GE(tally.one_sided, 20u);
}

}  // namespace

}  // namespace zi::sheet
