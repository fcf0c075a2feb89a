// Is the plan the cheapest one, and does the proof say so? Against a trial of everything.
#include "oracle.hpp"

namespace zi::test {
namespace {

struct Tally {
    int plans = 0, met = 0, impossible = 0, split = 0, with_documents = 0, next = 0, gaps = 0, answers = 0;
};

/// Plans that are the same in all that they say.
bool same(const Plan& a, const Plan& b) {
    return a.status == b.status && a.cost == b.cost && a.lower_bound == b.lower_bound && a.documents == b.documents &&
           a.improvements == b.improvements && a.obligations == b.obligations && a.obstacles == b.obstacles &&
           a.after == b.after;
}

/// The goals that a plan gets to.
std::vector<std::size_t> outcome(const Oracle& oracle, const Plan& plan) {
    std::vector<std::size_t> chosen;
    for (std::size_t q = 0; q < oracle.goals.size(); ++q) {
        chosen.push_back(0);
        for (std::size_t g = 0; g < oracle.goals[q].size(); ++g)
            if (oracle.goals[q][g].share == plan.after.questions[q].certain) chosen.back() = g;
        // A plan names the least that suffices; what more is had for the same cost goes with it.
        for (const Improvement& one : plan.improvements)
            for (std::size_t g = 0; one.question == q && one.raised && g < oracle.goals[q].size(); ++g)
                if (oracle.goals[q][g].raised && oracle.goals[q][g].steps == one.cost) chosen.back() = g;
    }
    return chosen;
}

/// How far an answer is from the one that is given, in all that moves; nothing if none is given.
std::optional<Rational> distance(const Answer& from, const Answer& to) {
    const auto apart = [](const Rational& a, const Rational& b) { return max(a - b, b - a); };
    if (const auto* number = std::get_if<Rational>(&to)) {
        const auto* given = std::get_if<Rational>(&from);
        return given ? std::optional(apart(*given, *number)) : std::nullopt;
    }
    const auto *counts = std::get_if<Counts>(&to), *given = std::get_if<Counts>(&from);
    if (!counts || !given) return std::nullopt;
    Rational sum;
    for (std::size_t i = 0; i < counts->values.size(); ++i) sum += apart(*counts->values[i], *given->values[i]);
    return sum;
}

/// Does a plan ask no more than it takes? Tried is every answer that is nearer to the one that is given, and every share below
/// where there is none. Of what would be wrong, a word; else nothing.
std::string too_much(const Subject& subject, const Plan& plan) {
    std::vector<Rational> shares;
    for (const QuestionResult& result : plan.after.questions) shares.push_back(result.certain);
    for (const Improvement& one : plan.improvements) {
        if (!one.raised || plan.status != PlanStatus::optimal) continue;
        const Question& question = subject.model->questions[one.question];
        if (question.kind == Question::Kind::options) {
            for (const Option& option : subject.model->scales[question.scale].options) {
                if (option.value >= one.to || option.value < one.from) continue;
                shares[one.question] = option.value;
                if (meets(subject, shares)) return "an option lower is enough";
            }
            shares[one.question] = one.to;
            continue;
        }
        const bool only_share = std::holds_alternative<std::monostate>(one.answer);
        if (!only_share && earned(*subject.model, one.question, one.answer) != one.to)
            return "an answer that earns other points";
        const Answer& given = subject.unit.answers[one.question];
        const auto answers = answers_of(subject, one.question);
        const auto far = distance(given, one.answer);
        for (std::size_t i = 0; answers && i < answers->size(); ++i) {
            const auto& [answer, share] = (*answers)[i];
            if (std::holds_alternative<std::monostate>(answer) != only_share) return "told as the other of counts and shares";
            const bool nearer = far ? distance(given, answer) < far : share < one.to;
            if (!nearer || one.to < share) continue;
            shares[one.question] = share;
            if (meets(subject, shares)) return "less is enough";
        }
        if (!answers && question.kind == Question::Kind::ratio && !only_share) {
            Counts less = std::get<Counts>(one.answer);
            *less.values[0] -= Rational(1);
            shares[one.question] = *earned(*subject.model, one.question, less);
            if (meets(subject, shares)) return "one less is enough";
        }
        shares[one.question] = one.to;
    }
    return {};
}

void as_by_trial(Choices& choose, const Shape& shape, Tally& tally) {
    const Subject subject = any_subject(choose, shape);
    const Oracle oracle = try_everything(subject);
    if (oracle.too_large) return;
    PlanOptions options;
    options.certificate = true;
    // Of plans that differ in what costs nothing and nobody needs, only one is told.
    bool for_nothing = false;
    for (const auto& goals : oracle.goals)
        for (const Goal& goal : goals) for_nothing = for_nothing || (goal.raised && goal.steps == 0);
    options.next = oracle.ways.size() > 150 || for_nothing ? 0 : choose.below(4);
    const Planned planned = plan_improvement(*subject.model, subject.unit, subject.day, subject.target, subject.costs, options);
    const Plan& best = planned.best;
    const auto fail = [&](const std::string& what) {
        RC_FAIL(what + " (" + std::string(code(best.status)) + ")" + shown(subject));
    };

    const auto least = oracle.least();
    if (!least) {
        if (best.status != PlanStatus::impossible) fail("nothing reaches the target");
        ++tally.impossible;
    } else if (best.status == PlanStatus::bounded_gap) {
        // Where conditions cross, the search may end at its limit; then it has to say what it knows.
        if (best.cost < *least || best.lower_bound > *least) fail("a wrong gap");
        ++tally.gaps;
    } else {
        if (best.cost != *least)
            fail("the cheapest plan costs " + std::to_string(*least) + ", not " + std::to_string(best.cost));
        const std::vector<std::size_t> nothing(subject.model->questions.size(), 0);
        const bool met = oracle.ways.contains(nothing);
        if (best.status != (met ? PlanStatus::already_met : PlanStatus::optimal)) fail("wrong status");
        ++(met ? tally.met : tally.plans);
        if (!met) {
            const std::vector<std::uint64_t> costs = oracle.worthwhile(subject, outcome(oracle, best), options.next);
            if (planned.next.size() != costs.size())
                fail(std::to_string(costs.size()) + " next plans, not " + std::to_string(planned.next.size()));
            for (std::size_t i = 0; i < planned.next.size(); ++i) {
                if (planned.next[i].cost != costs[i])
                    fail("next plan " + std::to_string(i) + " costs " + std::to_string(costs[i]) + ", not " +
                         std::to_string(planned.next[i].cost));
                if (planned.next[i].status != PlanStatus::optimal) fail("a next plan is not proved");
                ++tally.next;
            }
        }
        tally.split += planned.certificate->boxes.size() > 1;
        tally.with_documents += !best.documents.empty();
    }
    for (const Plan* plan : {&best, planned.next.empty() ? &best : &planned.next.back()})
        if (const std::string fault = too_much(subject, *plan); !fault.empty()) fail(fault);
    for (const Improvement& one : best.improvements)
        if (one.raised && !std::holds_alternative<std::monostate>(one.answer)) ++tally.answers;
    const Certificate none_at_all;
    const PlanFault fault = check_plan(*subject.model, subject.unit, subject.day, subject.target, subject.costs, best,
                                       planned.certificate ? *planned.certificate : none_at_all);
    if (fault != PlanFault::sound) fail("the proof fails: " + std::string(code(fault)));
    const Planned again = plan_improvement(*subject.model, subject.unit, subject.day, subject.target, subject.costs, options);
    if (!same(best, again.best) || again.next.size() != planned.next.size()) fail("not deterministic");
}

void record(const Tally& tally) {
    const auto number = [](const char* name, int value) { testing::Test::RecordProperty(name, value); };
    number("plans", tally.plans);
    number("already_met", tally.met);
    number("impossible", tally.impossible);
    number("split", tally.split);
    number("with_documents", tally.with_documents);
    number("next", tally.next);
    number("gaps", tally.gaps);
    number("answers", tally.answers);
    EXPECT_LE(100 * tally.gaps, tally.plans);
}

TEST(Plan, IsTheCheapestOfAllAnswers) {
    Tally tally;
    Shape shape;
    shape.questions = 14;
    for_all(300, 200, [&](Choices& choose) { as_by_trial(choose, shape, tally); });
    record(tally);
    EXPECT_GT(tally.plans, scaled(100));
    EXPECT_GT(tally.impossible, 0);
    EXPECT_GT(tally.split, 0);
    EXPECT_GT(tally.answers, scaled(50));
}

TEST(Plan, IsTheCheapestWhateverTheCosts) {
    Tally tally;
    Shape shape;
    shape.large_costs = true;
    for_all(150, 200, [&](Choices& choose) { as_by_trial(choose, shape, tally); });
    record(tally);
}

TEST(Plan, IsTheCheapestWhereSharesDoNotFitIntegers) {
    Tally tally;
    Shape shape;
    shape.awkward = true;
    shape.questions = 8;
    shape.combinations = 2'000;
    for_all(60, 200, [&](Choices& choose) { as_by_trial(choose, shape, tally); });
    record(tally);
}

TEST(Plan, IsTheCheapestOfAllDocumentsAndAnswers) {
    Tally tally;
    Shape shape;
    shape.documents = true;
    shape.questions = 6;
    shape.combinations = 200;
    for_all(200, 300, [&](Choices& choose) { as_by_trial(choose, shape, tally); });
    record(tally);
    EXPECT_GT(tally.plans, scaled(50));
    EXPECT_GT(tally.with_documents, scaled(20));
}

}  // namespace
}  // namespace zi::test
