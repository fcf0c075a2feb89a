// Turns the search's solution into a plan for people.
#include "levels.hpp"
#include "parts.hpp"
#include "rank.hpp"
#include "scores.hpp"
#include "target.hpp"

#include "eval/facts.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace zi::improve {

namespace {

constexpr std::size_t most_next = 10;

/// Documents in topological order: each after all its bases, direct or indirect; new documents last.
TokenSet in_order(const Levels& levels, const TokenSet& wanted, const std::vector<const Document*>& documents) {
    std::map<std::string_view, Index> by_id;
    for (DocumentIndex i{0}; i < documents.size(); ++i) by_id.emplace(documents[i]->id, i);
    TokenSet order;
    std::vector<char> seen(documents.size(), 0);
    std::vector<std::pair<Index, std::size_t>> path;  // stack: a document, and how many of its bases were visited
    for (const Index start : wanted) {
        if (levels.tokens[start].what.document == none || seen[start] != 0) continue;
        seen[start] = 1;
        path.emplace_back(start, 0);
        while (!path.empty()) {
            const Index at = path.back().first;
            const std::vector<std::string>& bases = documents[at]->derives_from;
            if (path.back().second == bases.size()) {
                if (std::binary_search(wanted.begin(), wanted.end(), at)) order.push_back(at);
                path.pop_back();
                continue;
            }
            const auto basis = by_id.find(bases[path.back().second++]);
            if (basis == by_id.end() || seen[basis->second] != 0) continue;
            seen[basis->second] = 1;
            path.emplace_back(basis->second, 0);
        }
    }
    for (const Index token : wanted)
        if (levels.tokens[token].what.document == none) order.push_back(token);
    return order;
}

/// Of bounds on the same score, the one that implies the others.
std::vector<Bound> strictest(const std::vector<Bound>& bounds) {
    std::vector<Bound> kept;
    std::map<std::pair<bool, Index>, std::size_t> places;
    for (const Bound& bound : bounds) {
        const auto [place, added] = places.try_emplace({bound.view, bound.index}, kept.size());
        if (added)
            kept.push_back(bound);
        else if (Bound& other = kept[place->second];
                 other.threshold < bound.threshold || (other.threshold == bound.threshold && bound.strict))
            other = bound;
    }
    return kept;
}

class Planner {
public:
    Planner(const Model& model, const Unit& unit, Date as_of, PredicateIndex predicate, const Costs& costs)
        : model_(model),
          unit_(unit),
          as_of_(as_of),
          assessment_(assess_reference(model, unit, as_of)),
          target_(target_of(model, unit, assessment_, predicate)),
          levels_(levels_of(model, unit, as_of, assessment_, costs)),
          counting_(counting_of(model, target_.bounds)) {}

    Planned run(const PlanOptions& options) {
        Budget budget(options.work, options.cancel, &options.progress);
        Planned planned;
        Plan& best = planned.best;
        best.after = assessment_;
        best.obligations = target_.obligations;
        std::vector<Index> highest;
        for (const auto& own : levels_.questions) highest.push_back(static_cast<Index>(own.size() - 1));
        if (missed(today()).empty()) {
            best.status = target_.obligations.empty() ? PlanStatus::already_met : PlanStatus::scores_met;
            refuse_if_not_monotone(best);
            planned.certificate = Certificate{};
            return planned;
        }
        if (best.obstacles = missed(highest); !best.obstacles.empty()) {
            best.status = PlanStatus::impossible;
        } else {
            rank(options, budget, planned);
        }
        if (options.step) planned.step = next_step(budget, planned.cut);
        planned.cancelled = budget.cancelled();
        planned.work = budget.done();
        return planned;
    }

private:
    std::vector<Index> today() const { return std::vector<Index>(levels_.questions.size(), 0); }

    Scores<Rational> scores(const std::vector<Index>& chosen) const {
        return {model_, counting_, target_.bounds.size(), [&](QuestionIndex q) { return points_at(q, chosen[q]); }};
    }
    Rational points_at(QuestionIndex q, Index level) const {
        return model_.nodes[model_.questions[q].node].weight * levels_.questions[q][level].share;
    }

    std::vector<ConditionRef> missed(const std::vector<Index>& chosen) const {
        std::vector<ConditionRef> result;
        const Scores<Rational> then = scores(chosen);
        for (Index i = 0; i < target_.bounds.size(); ++i)
            if (!target_.bounds[i].met_by(then.bound(i))) result.push_back(target_.bounds[i].ref);
        return result;
    }

    /// The cheapest plan, and the next ones.
    void rank(const PlanOptions& options, Budget& budget, Planned& planned) const {
        const std::vector<Bound> bounds = strictest(target_.bounds);
        const Parts parts = parts_of(model_, bounds);
        const Problem problem{model_, bounds, levels_, parts};
        Ranking ranking = cheapest(problem, std::min(options.next, most_next), std::max<std::size_t>(options.boxes, 1),
                                   options.certificate || options.verify, budget);
        planned.best = plan(ranking.best);
        refuse_if_not_monotone(planned.best);
        for (const Found& found : ranking.next) {
            Plan other = plan(found);
            refuse_if_not_monotone(other);
            // Solutions that differ only in unneeded levels give the same plan.
            const auto same = [&](const Plan& told) {
                return told.documents == other.documents && told.improvements == other.improvements;
            };
            if (other.status == PlanStatus::not_monotone || same(planned.best) ||
                std::any_of(planned.next.begin(), planned.next.end(), same))
                continue;
            planned.next.push_back(std::move(other));
        }
        planned.cut = ranking.cut;
        planned.certificate = std::move(ranking.best.certificate);
    }

    Plan plan(const Found& found) const {
        Plan plan;
        Solution solution = found.best;
        settle(levels_, solution);
        const std::vector<Reached> reached = lowered(solution);
        plan.cost = solution.cost;
        plan.lower_bound = found.bound;
        plan.status = found.bound == solution.cost ? PlanStatus::optimal : PlanStatus::bounded_gap;
        plan.obligations = target_.obligations;
        std::map<Index, Index> places;
        for (const Index token : in_order(levels_, solution.documents, documents_of(unit_))) {
            places[token] = static_cast<Index>(plan.documents.size());
            plan.documents.push_back(levels_.tokens[token].what);
        }
        for (QuestionIndex q{0}; q < levels_.questions.size(); ++q)
            if (solution.levels[q] > 0)
                plan.improvements.push_back(improvement(q, solution.levels[q], reached[q], solution.documents, places));
        const Improved better = improved(model_, unit_, as_of_, plan);
        plan.after = assess_reference(*better.model, better.unit, as_of_);
        return plan;
    }

    /// The answer of a raised number or ratio, and its share.
    using Reached = Answers::Found;

    Answers answers(QuestionIndex q) const { return {model_, q, *prevailing_answer(model_, unit_, q).answer}; }

    bool carried(const Rung& level, const TokenSet& documents) const {
        return std::any_of(level.sets.begin(), level.sets.end(), [&](const TokenSet& set) {
            return std::includes(documents.begin(), documents.end(), set.begin(), set.end());
        });
    }

    /// Lowers answers as far as the conditions allow at the same cost: the search maximises points for a cost, people want to
    /// do the least. Greedy, in worksheet order. The cost is kept, so that a larger budget never makes it higher.
    std::vector<Reached> lowered(Solution& solution) const {
        std::vector<Reached> reached;
        for (QuestionIndex q{0}; q < levels_.questions.size(); ++q) {
            const Rung& level = levels_.questions[q][solution.levels[q]];
            reached.push_back({level.place, level.share});
        }
        Scores<Rational> then = scores(solution.levels);
        const auto met = [&](Index bound) { return target_.bounds[bound].met_by(then.bound(bound)); };
        for (QuestionIndex q{0}; q < levels_.questions.size(); ++q) {
            const std::vector<Rung>& own = levels_.questions[q];
            const Index highest = solution.levels[q];
            if (own[highest].claimed) continue;
            const auto enough = [&](const Rational& share) {
                then.set(q, model_.nodes[model_.questions[q].node].weight * share);
                return then.all_of(q, met);
            };
            Solution claimed = solution;
            claimed.levels[q] = 0;
            settle(levels_, claimed, q);
            Index level = claimed.levels[q];
            while (level < highest &&
                   !(own[level].steps == own[highest].steps &&
                     (level == claimed.levels[q] || carried(own[level], solution.documents)) && enough(own[level].share)))
                ++level;
            reached[q] = {own[level].place, own[level].share};
            if (own[level].top)  // below is a level that costs less, or does not suffice
                reached[q] = answers(q).nearest(reached[q], own[level].share, [&](const Rational& share) {
                    return own[level - 1].share < share && enough(share);
                });
            then.set(q, model_.nodes[model_.questions[q].node].weight * reached[q].share);
            solution.levels[q] = level;
        }
        return reached;
    }

    Improvement improvement(QuestionIndex q, Index chosen, const Reached& reached, const TokenSet& documents,
                            const std::map<Index, Index>& places) const {
        const std::vector<Rung>& own = levels_.questions[q];
        const Rung& level = own[chosen];
        Improvement result;
        result.question = q;
        result.from = own.front().share;
        result.to = reached.share;
        result.option = level.option;
        result.raised = !level.claimed;
        if (!reached.place.empty()) result.answer = answers(q).at(reached.place);
        result.cost = level.steps;
        result.points = model_.nodes[model_.questions[q].node].weight * (reached.share - own.front().share);
        const auto carried = std::find_if(level.sets.begin(), level.sets.end(), [&](const TokenSet& set) {
            return std::includes(documents.begin(), documents.end(), set.begin(), set.end());
        });
        for (const Index token : *carried) result.documents.push_back(places.at(token));
        std::sort(result.documents.begin(), result.documents.end());
        return result;
    }

    void refuse_if_not_monotone(Plan& plan) const {
        for (const ConditionRef ref : target_.not_monotone) {
            const Condition& condition = condition_of(model_, ref);
            const Score& score = condition.subject == Condition::Subject::node ? plan.after.nodes[condition.index]
                                                                               : plan.after.views[condition.index];
            if (judge(condition.op, (score.certain - condition.threshold).sign(),
                      (score.possible - condition.threshold).sign()) != Verdict::met)
                plan.obstacles.push_back(ref);
        }
        if (plan.obstacles.empty()) return;
        plan.status = PlanStatus::not_monotone;
        plan.cost = plan.lower_bound = 0;
        plan.documents.clear();
        plan.improvements.clear();
        plan.after = assessment_;
    }

    /// One level of one question, with documents that back it.
    struct Step {
        QuestionIndex question = none;
        Index level = 0;
        const TokenSet* documents = nullptr;
        std::uint64_t cost = 0;
        Rational progress;
    };

    std::optional<NextStep> next_step(Budget& budget, bool& cut) const {
        Scores<Rational> now = scores(today());
        const auto missing = [&](Index bound) { return max(Rational(0), target_.bounds[bound].threshold - now.bound(bound)); };
        std::vector<Rational> before;
        Rational shortfall;
        for (Index i = 0; i < target_.bounds.size(); ++i) shortfall += before.emplace_back(missing(i));
        // Adding rationals costs time quadratic in their length.
        const std::uint64_t words = 1 + shortfall.fraction().size() / 32;

        Step best;
        for (QuestionIndex q{0}; q < levels_.questions.size(); ++q)
            for (Index level = 1; level < levels_.questions[q].size(); ++level)
                for (const TokenSet& set : levels_.questions[q][level].sets) {
                    if (budget.over()) {
                        cut = true;
                        break;
                    }
                    Solution solution{today(), set, levels_.questions[q][level].steps};
                    solution.levels[q] = level;
                    std::set<QuestionIndex> moved{q};
                    for (const Index token : set) {
                        solution.cost += levels_.tokens[token].what.cost;
                        moved.insert(levels_.tokens[token].users.begin(), levels_.tokens[token].users.end());
                    }
                    std::uint64_t looked = 1 + solution.levels.size() / 16 + set.size();
                    std::set<Index> bounds;
                    for (const QuestionIndex one : moved) {
                        settle(levels_, solution, one);
                        looked += words * words * now.set(one, points_at(one, solution.levels[one]));
                        now.each_bound(one, [&](Index bound) { bounds.insert(bound); });
                    }
                    Rational progress;
                    for (const Index bound : bounds) progress += before[bound] - missing(bound);
                    for (const QuestionIndex one : moved) looked += words * words * now.set(one, points_at(one, 0));
                    budget.spend(looked + words * words * bounds.size());
                    if (progress.sign() <= 0 || (best.documents != nullptr && !better(progress, solution.cost, best))) continue;
                    best = {q, solution.levels[q], &set, solution.cost, std::move(progress)};
                }
        if (best.documents == nullptr) return std::nullopt;
        NextStep step;
        step.cost = best.cost;
        step.shortfall = shortfall;
        step.progress = best.progress;
        std::map<Index, Index> places;
        for (const Index token : in_order(levels_, *best.documents, documents_of(unit_))) {
            places[token] = static_cast<Index>(step.documents.size());
            step.documents.push_back(levels_.tokens[token].what);
        }
        const Rung& level = levels_.questions[best.question][best.level];
        Reached reached{level.place, level.share};
        if (level.top) {
            // The least answer with the same progress.
            Solution solution{today(), *best.documents, 0};
            settle(levels_, solution);
            solution.levels[best.question] = best.level;
            Scores<Rational> then = scores(solution.levels);
            reached = answers(best.question).nearest(reached, level.share, [&](const Rational& share) {
                then.set(best.question, model_.nodes[model_.questions[best.question].node].weight * share);
                Rational left;
                for (Index i = 0; i < target_.bounds.size(); ++i)
                    left += max(Rational(0), target_.bounds[i].threshold - then.bound(i));
                return shortfall - left >= best.progress;
            });
        }
        step.improvement = improvement(best.question, best.level, reached, *best.documents, places);
        return step;
    }

    /// Is the progress per cost better? Free steps come first; among these, the greatest progress.
    static bool better(const Rational& progress, std::uint64_t cost, const Step& than) {
        if (cost == 0 || than.cost == 0) return cost == than.cost ? progress > than.progress : cost == 0;
        return progress * Rational(static_cast<std::int64_t>(than.cost)) >
               than.progress * Rational(static_cast<std::int64_t>(cost));
    }

    const Model& model_;
    const Unit& unit_;
    Date as_of_;
    Assessment assessment_;
    Target target_;
    Levels levels_;
    Counting counting_;
};

}  // namespace

}  // namespace zi::improve

namespace zi {

std::string_view code(PlanStatus status) {
    switch (status) {
        case PlanStatus::already_met: return "already_met";
        case PlanStatus::scores_met: return "scores_met";
        case PlanStatus::optimal: return "optimal";
        case PlanStatus::bounded_gap: return "bounded_gap";
        case PlanStatus::impossible: return "impossible";
        case PlanStatus::not_monotone: return "not_monotone";
    }
    return "";
}

Planned plan_improvement(const Model& model, const Unit& unit, Date as_of, PredicateIndex target, const Costs& costs,
                         const PlanOptions& options) {
    Planned planned = improve::Planner(model, unit, as_of, target, costs).run(options);
    if (options.verify) {
        // Checking usually costs less than the search did, except that subsets of documents are enumerated here.
        const std::uint64_t work = std::min(options.work, std::max(2 * planned.work, std::uint64_t{1} << 24));
        planned.verified = check_plan(model, unit, as_of, target, costs, planned.best,
                                      planned.certificate.value_or(Certificate{}), work, options.cancel);
        planned.cancelled = planned.cancelled || (options.cancel != nullptr && options.cancel->load(std::memory_order_relaxed));
    }
    if (!options.certificate) planned.certificate.reset();
    return planned;
}

}  // namespace zi
