#include "rank.hpp"

#include <algorithm>
#include <memory>
#include <tuple>

namespace zi::improve {

namespace {

/// Lawler's partition: take the best solution out of a box, split the rest into boxes, and continue with the box that has the
/// cheapest solution. A solution is reported only if it is minimal (nothing can be left out to save cost) and maximal (nothing
/// more can be had at the same cost).
class Ranker {
public:
    Ranker(Search& search, const Levels& levels, Budget& budget)
        : search_(search), levels_(levels), budget_(budget), all_(search.everything()) {}

    void run(std::size_t next, Ranking& ranking) {
        Solution best = ranking.best.best;
        leave(all_, best);
        settle(levels_, best);
        std::size_t looked = 0;
        while (!heap_.empty() && ranking.next.size() < next && looked < most_looked && !budget_.over()) {
            std::pop_heap(heap_.begin(), heap_.end(), later);
            Candidate candidate = std::move(heap_.back());
            heap_.pop_back();
            if (candidate.beyond) {
                const std::uint64_t most = candidate.bound + candidate.bound / 2;
                push(std::move(candidate), most);
                continue;
            }
            ++looked;
            if (!candidate.found) {
                candidate.found = search_.solve(box_of(candidate), false);
                if (!candidate.found) continue;
                candidate.bound = candidate.found->best.cost;
                candidate.order = order_++;
                push(std::move(candidate));
                continue;
            }
            const Solution solution = candidate.found->best;
            const bool told = solution.levels != best.levels && is_worthwhile(solution);
            if (budget_.over()) break;
            if (told) ranking.next.push_back(std::move(*candidate.found));
            if (ranking.next.size() < next) leave(box_of(candidate), solution);
        }
        ranking.cut = ranking.next.size() < next && budget_.over();
    }

private:
    /// A box, and the solution taken out of it.
    struct Origin {
        Box box;
        Solution solution;
    };
    /// One box of the rest: questions before `question` are fixed to the solution, and `question` is lower, or higher.
    struct Candidate {
        std::uint64_t bound = 0, order = 0;
        std::shared_ptr<const Origin> origin;
        QuestionIndex question{0};
        bool higher = false;
        bool beyond = false;         ///< only known to cost at least `bound`
        std::optional<Found> found;  ///< nullopt: not solved yet; `bound` is an estimate
    };
    static bool later(const Candidate& a, const Candidate& b) {
        return std::tie(a.bound, a.order) > std::tie(b.bound, b.order);
    }

    /// Limits: a target may have very many solutions of equal cost.
    static constexpr std::size_t most_looked = 1'000, most_kept = 20'000;

    static Box box_of(const Candidate& candidate) {
        const Solution& solution = candidate.origin->solution;
        Box box = candidate.origin->box;
        for (QuestionIndex q{0}; q < candidate.question; ++q) box.low[q] = box.high[q] = solution.levels[q];
        if (candidate.higher)
            box.low[candidate.question] = solution.levels[candidate.question] + 1;
        else
            box.high[candidate.question] = solution.levels[candidate.question] - 1;
        return box;
    }

    void push(Candidate candidate) {
        heap_.push_back(std::move(candidate));
        std::push_heap(heap_.begin(), heap_.end(), later);
    }

    /// Estimates the candidate, up to a cost, before pushing it.
    void push(Candidate candidate, std::uint64_t most) {
        budget_.spend(search_.box_size());
        const auto bound = search_.estimate(box_of(candidate), most);
        if (!bound) return;
        candidate.bound = *bound;
        candidate.beyond = *bound > most;
        push(std::move(candidate));
    }

    void leave(Box box, const Solution& solution) {
        budget_.spend(kept_steps * search_.box_size());
        const auto origin = std::make_shared<const Origin>(Origin{std::move(box), solution});
        // Candidates that cost much more are estimated lazily.
        const std::uint64_t most = solution.cost + solution.cost / 4 + 1;
        for (QuestionIndex q{0}; q < levels_.questions.size(); ++q)
            for (const bool higher : {false, true}) {
                if (higher ? origin->box.high[q] == solution.levels[q] : origin->box.low[q] == solution.levels[q]) continue;
                if (heap_.size() >= most_kept || budget_.over()) return;
                push({0, order_++, origin, q, higher, false, {}}, most);
            }
    }

    bool is_worthwhile(const Solution& solution) {
        Solution settled = solution;
        settle(levels_, settled);
        if (settled.levels != solution.levels) return false;
        Box less = all_;
        less.high = solution.levels;
        // The solution reaches the target, so this box is not empty.
        if (const auto found = search_.solve(std::move(less), false); !found || found->best.cost < solution.cost) return false;
        for (QuestionIndex q{0}; q < levels_.questions.size() && !budget_.over(); ++q) {
            if (solution.levels[q] == all_.high[q]) continue;
            budget_.spend(search_.box_size());
            Box more = all_;
            more.low = more.high = solution.levels;
            more.low[q] = more.high[q] = solution.levels[q] + 1;
            const auto bound = search_.estimate(more, solution.cost);
            if (!bound || *bound > solution.cost) continue;
            if (const auto found = search_.solve(std::move(more), false); found && found->best.cost <= solution.cost)
                return false;
        }
        return true;
    }

    static constexpr std::uint64_t kept_steps = 16;

    Search& search_;
    const Levels& levels_;
    Budget& budget_;
    Box all_;
    std::vector<Candidate> heap_;
    std::uint64_t order_ = 0;
};

}  // namespace

Ranking cheapest(const Problem& problem, std::size_t next, std::size_t boxes, bool certificate, Budget& budget) {
    Ranking ranking;
    Search search(problem, boxes, budget);
    budget.limit(budget.work() / 2);
    if (auto found = search.solve(search.everything(), certificate)) ranking.best = std::move(*found);
    budget.limit(budget.work());
    if (next > 0) Ranker(search, problem.levels, budget).run(next, ranking);
    return ranking;
}

}  // namespace zi::improve
