// Does every ledger add up, is no smaller set of repairs enough, and does every difference add up?
#include <gtest/gtest.h>

#include <algorithm>
#include <bit>
#include <map>
#include <set>

#include "cases.hpp"
#include "zi/diff.hpp"

namespace zi::test {
namespace {

void check(bool holds, const std::string& what, const Case& subject, const Unit& unit) {
    if (!holds) RC_FAIL(what + shown(subject, unit));
}

bool below(const Model& model, NodeIndex node, Index top) {
    while (node != none && node != top) node = model.nodes[node].parent;
    return node == top;
}

TEST(Ledger, AddsUpAtEveryNodeAndView) {
    std::map<LossReason, int> seen;
    int scaled_below_min = 0;
    for_all(1'200, 900, [&](Choices& choose) {
        const Case subject(choose, sheet::Shape{});
        const Model& model = subject.model;
        for (int i = 0; i < 3; ++i) {
            const Unit unit = any_unit(choose, subject);
            const Assessment assessment = assess_reference(model, unit, today);
            const auto verify = [&](const std::string& name, const Rational& weight, const Score& score,
                                    const std::vector<Loss>& lost) {
                check(total(lost) == weight - score.certain, name + ": losses and certain points are not the weight", subject,
                      unit);
                check(total_open(lost) == score.possible - score.certain, name + ": open losses are not what is open", subject,
                      unit);
                for (const Loss& loss : lost) {
                    check(loss.points.sign() > 0, name + ": a loss of nothing", subject, unit);
                    check(loss.document == none || loss.document < documents_of(unit).size(), name + ": no such document",
                          subject, unit);
                    ++seen[loss.reason];
                }
            };
            for (NodeIndex node{0}; node < model.nodes.size(); ++node) {
                const auto lost = losses(model, unit, assessment, node);
                verify(model.nodes[node].id, model.nodes[node].weight, assessment.nodes[node], lost);
                for (const Loss& loss : lost)
                    check(below(model, model.questions[loss.question].node, node), "a loss from elsewhere", subject, unit);
                if (model.nodes[node].combine == Combine::min && !lost.empty()) ++scaled_below_min;
            }
            for (ViewIndex view{0}; view < model.views.size(); ++view)
                verify(model.views[view].name, model.views[view].weight, assessment.views[view],
                       losses_of_view(model, unit, assessment, view));
        }
    });
    EXPECT_GT(scaled_below_min, 500);
    for (const LossReason reason :
         {LossReason::unanswered, LossReason::incomplete, LossReason::left_open, LossReason::zero_denominator,
          LossReason::applicability_open, LossReason::low_answer, LossReason::lowered_by_assessor, LossReason::pending,
          LossReason::needs_repair, LossReason::expired, LossReason::superseded, LossReason::unfounded, LossReason::rejected,
          LossReason::unsupported, LossReason::not_applicable, LossReason::out_of_reach})
        EXPECT_GT(seen[reason], 5) << code(reason) << " never happened, so nothing is proved of it";
}

TEST(Ledger, OpenLossesAreThoseThatMayComeBackByThemselves) {
    for_all(600, 900, [&](Choices& choose) {
        const Case subject(choose, sheet::Shape{});
        const Unit unit = any_unit(choose, subject);
        const std::set<LossReason> open{LossReason::unanswered,       LossReason::incomplete,         LossReason::left_open,
                                        LossReason::zero_denominator, LossReason::applicability_open, LossReason::pending,
                                        LossReason::needs_repair};
        for (const Loss& loss : losses(subject.model, unit, assess_reference(subject.model, unit, today), NodeIndex(0)))
            check(loss.open == open.contains(loss.reason), std::string(code(loss.reason)), subject, unit);
    });
}

// ---- Repairs against trial of all sets ------------------------------------------------------------------------------

/// Every question's losses, told by the ledger of its own node.
std::vector<Loss> all_repairable(const Model& model, const Unit& unit, const Assessment& assessment) {
    std::vector<Loss> all;
    // What lies above a loss that nobody can repair, such as of a question that surely does not concern the unit, stays lost.
    for (const Question& question : model.questions)
        for (const Loss& loss : losses(model, unit, assessment, question.node)) {
            if (!repairable(loss)) break;
            all.push_back(loss);
        }
    return all;
}

/// Certain points of all nodes after a set of repairs; computed anew, by the words of the rules.
std::vector<Rational> repaired(const Model& model, const Assessment& assessment, const std::vector<Loss>& all,
                               std::uint32_t set) {
    std::vector<Rational> points(model.nodes.size());
    for (std::size_t i = 0; i < points.size(); ++i)
        if (model.nodes[i].question != none) points[i] = assessment.nodes[i].certain;
    std::set<Index> stopped;  // a repair counts only after those before it at the same question
    for (std::size_t i = 0; i < all.size(); ++i) {
        if ((set >> i & 1) == 0) stopped.insert(all[i].question);
        if (!stopped.contains(all[i].question)) points[model.questions[all[i].question].node] += all[i].points;
    }
    for (std::size_t i = points.size(); i-- > 0;) {
        const Node& node = model.nodes[i];
        if (node.question != none) continue;
        std::vector<Rational> below;
        for (const Index child : node.children) below.push_back(points[child]);
        std::sort(below.begin(), below.end());
        if (node.combine == Combine::min)
            points[i] = below.front();
        else if (node.combine == Combine::max)
            points[i] = below.back();
        else
            for (const Rational& one : below) points[i] += one;
    }
    return points;
}

TEST(Repairs, NoSmallerSetIsEnoughAndNoneOfThatSizeReachesMore) {
    int found = 0, several = 0, hopeless = 0;
    sheet::Shape shape;
    shape.questions = 6;
    shape.depth = 3;
    for_all(1'500, 600, [&](Choices& choose) {
        const Case subject(choose, shape);
        const Model& model = subject.model;
        const Unit unit = any_unit(choose, subject);
        const Assessment assessment = assess_reference(model, unit, today);
        const std::vector<Loss> all = all_repairable(model, unit, assessment);
        if (all.size() > 9) return;
        std::vector<std::vector<Rational>> worlds;
        for (std::uint32_t set = 0; set < 1u << all.size(); ++set) worlds.push_back(repaired(model, assessment, all, set));

        Condition condition;
        const bool of_view = !model.views.empty() && choose.likely(25);
        condition.subject = of_view ? Condition::Subject::view : Condition::Subject::node;
        condition.index = static_cast<Index>(choose.below(of_view ? model.views.size() : model.nodes.size()));
        condition.op = choose.pick({Operator::at_least, Operator::above});
        const Rational& weight = of_view ? model.views[condition.index].weight : model.nodes[condition.index].weight;
        const auto points_in = [&](std::uint32_t set) {
            if (!of_view) return worlds[set][condition.index];
            Rational sum;
            for (const Index member : model.views[condition.index].members) sum += worlds[set][member];
            return sum;
        };
        // On, or anywhere beside, what some set reaches.
        condition.threshold = choose.likely(50) ? points_in(static_cast<std::uint32_t>(choose.below(worlds.size())))
                                                : weight * Rational(static_cast<std::int64_t>(choose.below(9)), 8);
        std::optional<std::size_t> fewest;
        Rational most, most_of_all;
        for (std::uint32_t set = 0; set < worlds.size(); ++set) {
            const Rational points = points_in(set);
            most_of_all = max(most_of_all, points);
            const bool met = condition.op == Operator::above ? points > condition.threshold : points >= condition.threshold;
            const auto size = static_cast<std::size_t>(std::popcount(set));
            if (!met || (fewest && (size > *fewest || (size == *fewest && points <= most)))) continue;
            fewest = size;
            most = points;
        }

        const Repairs repairs = fewest_repairs(model, unit, assessment, condition);
        check(repairs.enough == fewest.has_value(), "enough", subject, unit);
        if (!fewest) {
            ++hopeless;
            check(repairs.losses.empty() && repairs.reached == most_of_all, "what all repairs reach", subject, unit);
            return;
        }
        ++found;
        several += *fewest > 1;
        check(repairs.losses.size() == *fewest, "a smaller set is enough, or none of this size is", subject, unit);
        check(repairs.reached == most, "another set of this size reaches more", subject, unit);
        std::uint32_t set = 0;
        for (const Loss& loss : repairs.losses) {
            const auto place = std::find(all.begin(), all.end(), loss);
            check(place != all.end(), "a repair of no loss", subject, unit);
            set |= 1u << (place - all.begin());
        }
        check(std::popcount(set) == static_cast<int>(*fewest) && points_in(set) == repairs.reached,
              "the set does not reach that", subject, unit);
    });
    EXPECT_GT(found, 400);
    EXPECT_GT(several, 100);
    EXPECT_GT(hopeless, 30);
}

TEST(Repairs, OfAnswersMeetTheConditionWhenTheUnitGivesTheBestOnes) {
    int tried = 0;
    sheet::Shape shape;
    shape.only_finite = true;
    for_all(600, 600, [&](Choices& choose) {
        Case subject(choose, shape);
        Model& model = subject.model;
        Unit unit = any_unit(choose, subject);
        unit.documents.reset();
        for (Question& question : model.questions) question.inapplicable.clear();
        const Assessment before = assess_reference(model, unit, today);
        Condition condition;
        condition.index = static_cast<Index>(choose.below(model.nodes.size()));
        condition.threshold =
            model.nodes[condition.index].weight * Rational(static_cast<std::int64_t>(choose.between(1, 8)), 8);
        const Repairs repairs = fewest_repairs(model, unit, before, condition);
        std::set<Index> better;
        for (const Loss& loss : repairs.losses) better.insert(loss.question);
        // An answer lowered by an assessor comes back only to what the unit itself claims; the last repair at a question says
        // how far.
        for (const Loss& loss : repairs.losses) {
            const Question& question = model.questions[loss.question];
            Answer best;
            if (loss.reason == LossReason::lowered_by_assessor)
                best = *prevailing_answer(model, unit, loss.question, 0).answer;
            else if (question.kind == Question::Kind::options)
                best = Member{0};
            else if (question.kind == Question::Kind::number)
                for (const Band& band : model.scales[question.scale].bands)
                    if (band.value == question.best) best = (band.low + band.high) / Rational(2);
            if (std::holds_alternative<std::monostate>(best)) return;  // a ratio, or a scale without bands
            for (auto& column : unit.assessed) column[loss.question] = best;
            if (loss.reason != LossReason::lowered_by_assessor || unit.assessed.empty()) unit.answers[loss.question] = best;
        }
        const Assessment after = assess_reference(model, unit, today);
        check(after.nodes[condition.index].certain == repairs.reached || !repairs.enough, "the repaired unit has other points",
              subject, unit);
        if (repairs.enough) {
            check(after.nodes[condition.index].certain >= condition.threshold, "the repaired unit does not meet it", subject,
                  unit);
            tried += !repairs.losses.empty();
        }
    });
    EXPECT_GT(tried, 150);
}

/// Once the goals are reached, the condition is met, with the points that are told; with an answer nearer to the present one it
/// is not.
TEST(Repairs, GoalsSufficeAndNothingLessDoes) {
    int options = 0, numbers = 0, counts = 0;
    sheet::Shape shape;
    shape.only_finite = true;
    for_all(1'200, 600, [&](Choices& choose) {
        Case subject(choose, shape);
        Model& model = subject.model;
        Unit unit = any_unit(choose, subject);
        unit.documents.reset();
        for (Question& question : model.questions) question.inapplicable.clear();
        const Assessment before = assess_reference(model, unit, today);
        Condition condition;
        condition.index = static_cast<Index>(choose.below(model.nodes.size()));
        condition.threshold =
            model.nodes[condition.index].weight * Rational(static_cast<std::int64_t>(choose.between(1, 24)), 24);
        const Repairs repairs = fewest_repairs(model, unit, before, condition);
        if (!repairs.enough || repairs.losses.empty()) return;
        std::set<Index> lost, reached;
        for (const Loss& loss : repairs.losses) lost.insert(loss.question);
        const auto give = [&](const Goal& goal, const Answer& answer) {
            for (auto& column : unit.assessed)
                if (goal.question < column.size()) column[goal.question] = std::monostate{};
            unit.answers[goal.question] = answer;
        };
        const auto points = [&] { return assess_reference(model, unit, today).nodes[condition.index].certain; };
        const Unit unchanged = unit;
        for (const Goal& goal : repairs.goals) {
            if (std::holds_alternative<std::monostate>(goal.answer)) return;  // only a share can be told
            reached.insert(goal.question);
            give(goal, goal.answer);
        }
        if (lost != reached) return;  // a best answer that no answer earns
        check(points() == repairs.least && repairs.least >= condition.threshold, "goals reach other points", subject, unit);
        check(repairs.least <= repairs.reached, "goals reach more than the best answers", subject, unit);
        for (const Goal& goal : repairs.goals) {
            if (const auto* option = std::get_if<Member>(&goal.answer)) {
                const auto& all = model.scales[model.questions[goal.question].scale].options;
                if (option->value + 1 < all.size()) {
                    give(goal, Member{option->value + 1});
                    check(points() < condition.threshold, "a lower option is enough", subject, unit);
                }
                ++options;
            }
            const Answer& given = *prevailing_answer(model, unchanged, goal.question).answer;
            if (const auto* number = std::get_if<Rational>(&goal.answer)) {
                const Scale& scale = model.scales[model.questions[goal.question].scale];
                const auto* now = std::get_if<Rational>(&given);
                if (now && scale.step && *now != *number) {
                    give(goal, *number + (*number < *now ? *scale.step : -*scale.step));
                    check(points() < condition.threshold, "a nearer number is enough", subject, unit);
                    ++numbers;
                }
            }
            if (const auto* wanted = std::get_if<Counts>(&goal.answer)) {
                const auto* now = std::get_if<Counts>(&given);
                for (std::size_t i = 0; now && i < wanted->values.size(); ++i) {
                    if (!now->values[i] || !wanted->values[i] || now->values[i] == wanted->values[i]) continue;
                    if (!model.questions[goal.question].inputs[i].parts.empty()) continue;
                    Counts less = *wanted;
                    *less.values[i] += Rational(*now->values[i] < *wanted->values[i] ? -1 : 1);
                    for (const Index total : model.questions[goal.question].input_order)
                        for (const Index part : model.questions[goal.question].inputs[total].parts)
                            if (part == i) less.values[total].reset();
                    give(goal, less);
                    check(points() < condition.threshold, "a nearer count is enough", subject, unit);
                    ++counts;
                }
            }
            give(goal, goal.answer);
        }
    });
    EXPECT_GT(options, 100);
    EXPECT_GT(numbers + counts, 20);
}

// ---- Differences ----------------------------------------------------------------------------------------------------

TEST(Diff, AddsUp) {
    std::map<Cause, int> causes;
    int named = 0, remainders = 0;
    for_all(1'000, 1'400, [&](Choices& choose) {
        const Case subject(choose, sheet::Shape{});
        const Model& model = subject.model;
        Unit first = any_unit(choose, subject);
        const Date later = after(today, static_cast<int>(choose.below(400)), CalendarUnit::day);
        // The same unit a while later: only some things differ.
        Unit second = any_unit(choose, subject);
        second.id = first.id;
        if (choose.likely(50)) second.documents = first.documents;
        if (choose.likely(50)) second.answers = first.answers, second.assessed = first.assessed;
        if (choose.likely(50)) second.facts = first.facts;
        const Assessment a = assess_reference(model, first, today), b = assess_reference(model, second, later);
        const Diff found = diff(model, {first, a}, {second, b});

        std::vector<Shift> moved(model.nodes.size());
        for (const Move& move : found.moves) {
            check(!move.points.is_zero(), "a move of nothing", subject, second);
            for (NodeIndex node = model.questions[move.question].node; node != none; node = model.nodes[node].parent) {
                moved[node].certain += move.points.certain;
                moved[node].possible += move.points.possible;
            }
            ++causes[move.cause];
            named += !move.documents.empty();
            if (move.cause == Cause::evidence)
                check(first.documents != second.documents || later != today || first.shared != second.shared, "evidence",
                      subject, second);
            if (move.cause == Cause::answer)
                check(first.answers != second.answers || first.assessed != second.assessed, "answer", subject, second);
            if (move.cause == Cause::applicability)
                check(first.facts != second.facts || later != today, "applicability", subject, second);
        }
        std::map<Index, NodeShift> nodes;
        for (const NodeShift& one : found.nodes) nodes[one.node] = one;
        // Does anything but a sum stand at the node or below?
        std::vector<bool> additive(model.nodes.size(), true);
        for (std::size_t i = model.nodes.size(); i-- > 0;) {
            if (model.nodes[i].combine == Combine::min || model.nodes[i].combine == Combine::max)
                additive[i] = model.nodes[i].question != none;
            if (i > 0 && !additive[i]) additive[model.nodes[i].parent] = false;
        }
        for (NodeIndex i{0}; i < model.nodes.size(); ++i) {
            const Shift change{b.nodes[i].certain - a.nodes[i].certain, b.nodes[i].possible - a.nodes[i].possible};
            if (model.nodes[i].question != none || additive[i])
                check(moved[i] == change, model.nodes[i].id + ": moves do not add up", subject, second);
            if (model.nodes[i].question != none) continue;
            const Shift remainder = nodes.contains(i) ? nodes[i].remainder : Shift{};
            check(nodes.contains(i) ? nodes[i].change == change : change.is_zero(), model.nodes[i].id + ": change", subject,
                  second);
            check(moved[i].certain + remainder.certain == change.certain &&
                      moved[i].possible + remainder.possible == change.possible,
                  model.nodes[i].id + ": moves and remainder do not add up", subject, second);
            if (additive[i]) check(remainder.is_zero(), model.nodes[i].id + ": remainder of a sum", subject, second);
            remainders += !remainder.is_zero();
        }
        std::set<Index> turned;
        for (const VerdictShift& one : found.verdicts)
            if (one.condition == none) turned.insert(one.predicate);
        for (PredicateIndex i{0}; i < model.predicates.size(); ++i) {
            const PredicateResult &x = a.predicates[i], &y = b.predicates[i];
            check(turned.contains(i) == (x.concerned != y.concerned || (x.concerned && x.verdict != y.verdict)), "verdicts",
                  subject, second);
        }
    });
    for (const Cause cause : {Cause::answer, Cause::evidence, Cause::applicability})
        EXPECT_GT(causes[cause], 100) << code(cause);
    EXPECT_GT(named, 100);
    EXPECT_GT(remainders, 100);
}

TEST(Diff, OfAUnitWithItselfIsEmpty) {
    for_all(200, 900, [&](Choices& choose) {
        const Case subject(choose, sheet::Shape{});
        const Unit unit = any_unit(choose, subject);
        const Assessment one = assess_reference(subject.model, unit, today);
        const Diff found = diff(subject.model, {unit, one}, {unit, one});
        check(found.moves.empty() && found.nodes.empty() && found.facts.empty() && found.verdicts.empty(), "something moved",
              subject, unit);
    });
}

}  // namespace
}  // namespace zi::test
