// From a relaxation to an achievable solution.
#include "search.hpp"

#include <algorithm>
#include <bit>
#include <set>

namespace zi::improve {

/// Derives a solution from the node's relaxation.
void Search::note(Node& node) {
    node.relaxed.missed = missed(node.relaxed.levels, watched_);
    const Relaxed* found = &node.relaxed;
    Relaxed real;
    if (node.relaxed.thinned) {
        real = relax(node.box, most_useful(), node.room, false);
        if (real.possible) {
            real.missed = missed(real.levels, watched_);
            found = &real;
        }
    }
    if (found->missed == none && (found == &real || !node.relaxed.thinned))
        return consider(solution(found->levels, found->sets));
    if (auto repaired = lowered(node.box, found)) consider(std::move(*repaired));
}

void Search::consider(Solution solution) {
    if (!best_ || solution.cost < best_->cost) best_ = std::move(solution);
}

/// A solution of the box: start at the highest levels, then lower answer by answer, the most expensive first, and in the first
/// pass not below the levels of `guide`. nullopt if the highest levels miss a bound, or if the budget does not cover the pass
/// with a guide.
std::optional<Solution> Search::lowered(const Box& box, const Relaxed* guide) {
    if (guide != nullptr && budget_.over()) return std::nullopt;
    const std::size_t questions = levels_.questions.size();
    std::vector<Index> levels(questions), sets(questions);
    std::vector<QuestionIndex> order(questions);
    std::vector<Front> lower(questions);
    std::vector<std::uint64_t> saved(questions);
    std::uint64_t looked = questions;
    for (QuestionIndex q{0}; q < questions; ++q) {
        lower[q] = choices(box, q);
        if (lower[q].empty()) return std::nullopt;
        const Entry top = lower[q].back();
        levels[q] = top.left;
        sets[q] = top.right;
        tidy(lower[q]);
        saved[q] = top.cost - lower[q].front().cost;
        order[q] = q;
        looked += sets_size_[q] + path_[q] * static_cast<std::uint64_t>(4 + 4 * std::bit_width(lower[q].size()));
    }
    if (missed(levels, all_bounds_) != none) return std::nullopt;
    Solution highest = solution(levels, sets);
    // All or nothing, so that a larger budget never does less here.
    if (!budget_.take(looked)) return guide == nullptr ? std::optional(std::move(highest)) : std::nullopt;
    std::stable_sort(order.begin(), order.end(), [&](Index a, Index b) { return saved[a] > saved[b]; });

    Scores<Wide> now = scores(levels);
    // Points are rounded up: a bound counts as met only if it is met by the exact points too.
    const auto certain = [&](Index bound) { return reaches(now.bound(bound) - slack_[bound], bound); };
    const auto lower_to = [&](QuestionIndex q, Index least) {
        const Front& own = lower[q];
        const auto at_least =
            std::lower_bound(own.begin(), own.end(), least, [](const Entry& entry, Index level) { return entry.left < level; });
        const auto lowest = std::partition_point(at_least, own.end(), [&](const Entry& entry) {
            now.set(q, entry.points);
            return !now.all_of(q, certain);
        });
        if (lowest != own.end()) {
            levels[q] = lowest->left;
            sets[q] = lowest->right;
        }
        now.set(q, points_[q][levels[q]]);
    };
    if (guide != nullptr)
        for (const QuestionIndex q : order) lower_to(q, guide->levels[q]);
    for (const QuestionIndex q : order) lower_to(q, 0);
    Solution lowest = solution(levels, sets);
    return lowest.cost < highest.cost ? lowest : highest;
}

Solution Search::solution(const std::vector<Index>& levels, const std::vector<Index>& sets) const {
    Solution solution{levels, {}, 0};
    std::set<Index> all;
    for (QuestionIndex q{0}; q < levels_.questions.size(); ++q) {
        const Rung& own = levels_.questions[q][levels[q]];
        all.insert(own.sets[sets[q]].begin(), own.sets[sets[q]].end());
        solution.cost += own.steps;
    }
    solution.documents.assign(all.begin(), all.end());
    for (const Index t : solution.documents) solution.cost += levels_.tokens[t].what.cost;
    return solution;
}

void settle(const Levels& levels, Solution& solution, QuestionIndex q) {
    const std::vector<Rung>& own = levels.questions[q];
    for (Index level = solution.levels[q] + 1; level < own.size(); ++level) {
        if (!own[level].claimed) continue;
        const bool carried = std::any_of(own[level].sets.begin(), own[level].sets.end(), [&](const TokenSet& set) {
            return std::includes(solution.documents.begin(), solution.documents.end(), set.begin(), set.end());
        });
        if (carried) solution.levels[q] = level;
    }
}

void settle(const Levels& levels, Solution& solution) {
    for (QuestionIndex q{0}; q < levels.questions.size(); ++q) settle(levels, solution, q);
}

}  // namespace zi::improve
