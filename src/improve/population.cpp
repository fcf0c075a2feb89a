// Which units reach the target within a budget? Each unit pays its own cost; shared documents are paid for once.
#include "levels.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace zi {

namespace {

using Subset = std::uint32_t;  ///< bit mask of shared documents

constexpr std::size_t most_shared = 8 * sizeof(Subset) - 1;

/// The cost of a unit, given that some shared documents are obtained.
struct Cost {
    bool possible = false;
    std::uint64_t plan = 0, bound = 0;
};

/// Units that differ only in id and name have the same plan.
auto all_but_names(const Unit& unit) {
    return std::tie(unit.answers, unit.assessed, unit.facts, unit.documents, unit.shared, unit.members);
}

/// Default budget in steps for each unit.
constexpr std::uint64_t unit_work = std::uint64_t{1} << 24;

class Population {
public:
    Population(const Model& model, const std::vector<Unit>& units, Date as_of, PredicateIndex target, const Costs& costs,
               std::uint64_t budget, const PopulationOptions& options)
        : model_(model),
          units_(units),
          as_of_(as_of),
          target_(target),
          costs_(costs),
          budget_(budget),
          options_(options),
          work_(options.work != 0 ? options.work : unit_work * std::max<std::size_t>(units.size(), 1)) {}

    PopulationPlan run() {
        find_alike();
        allow(work_ / 2, units_.size());
        for (std::size_t i = 0; i < units_.size() && !cancelled(); ++i) {
            if (const std::size_t first = first_alike_[i]; first != i) {
                alone_.push_back(alone_[first]);
                alone_.back().id = units_[i].id;
                --to_plan_;
            } else {
                Plan plan = best_plan(i, costs_);
                alone_.push_back({units_[i].id, plan.status, plan.cost, plan.lower_bound, std::move(plan.obligations)});
            }
            if (is_possible(alone_[i].status) && alone_[i].obligations.empty()) able_.push_back(i);
            if (options_.progress) options_.progress(i + 1, units_.size());
        }
        if (cancelled()) return stopped();
        gather_shared();
        bool decided = false;
        if (shared_.size() <= std::min(options_.shared_documents, most_shared)) {
            allow(work_ / 4, 1);
            decided = decide(0, 0);
        }
        if (!decided && !cancelled()) {
            // The search over subsets did not finish. Lower bound: each unit pays for itself. Upper bound: shared documents are
            // free.
            try_each_alone();
            allow(work_ / 4, used_.size());
            bound_if_free();
        }
        return cancelled() ? stopped() : result();
    }

private:
    struct Best {
        std::vector<std::size_t> units;
        std::vector<std::string> shared;
        std::uint64_t cost = 0;
        std::size_t proved_most = 0;
    };
    static constexpr std::uint64_t looked_at_again = 32;  ///< steps charged for each unit and subset, sorting included
    using Priced = std::vector<std::pair<std::uint64_t, std::size_t>>;  ///< cost and unit

    static bool is_possible(PlanStatus status) {
        return status != PlanStatus::impossible && status != PlanStatus::not_monotone;
    }

    bool cancelled() const { return options_.cancel != nullptr && options_.cancel->load(std::memory_order_relaxed); }
    static PopulationPlan stopped() {
        PopulationPlan plan;
        plan.cancelled = true;
        return plan;
    }

    /// Sets the budget for the next `plans` plans; each gets an equal part of what is left.
    void allow(std::uint64_t work, std::size_t plans) {
        left_ = work;
        to_plan_ = plans;
    }

    Plan best_plan(std::size_t unit, const Costs& costs) {
        PlanOptions options;
        options.boxes = options_.boxes;
        options.work = left_ / std::max<std::size_t>(to_plan_, 1);
        options.cancel = options_.cancel;
        Planned planned = plan_improvement(model_, units_[unit], as_of_, target_, costs, options);
        left_ -= std::min(left_, planned.work);
        if (to_plan_ > 0) --to_plan_;
        return std::move(planned.best);
    }

    void find_alike() {
        // An ordered set rather than a hash table: no input makes comparisons degenerate.
        const auto before = [&](std::size_t a, std::size_t b) { return all_but_names(units_[a]) < all_but_names(units_[b]); };
        std::set<std::size_t, decltype(before)> seen(before);
        for (std::size_t i = 0; i < units_.size(); ++i) first_alike_.push_back(*seen.insert(i).first);
    }

    /// Finds the shared documents that several units may have to obtain.
    void gather_shared() {
        std::map<std::string, std::vector<std::size_t>> users;
        for (const std::size_t i : able_) {
            if (!units_[i].documents || units_[i].shared.empty()) continue;
            const improve::Levels levels =
                improve::levels_of(model_, units_[i], as_of_, assess_reference(model_, units_[i], as_of_), costs_);
            for (const improve::Token& token : levels.tokens) {
                const DocumentIndex document = token.what.document;
                if (document == none || document < units_[i].documents->size() || token.users.empty()) continue;
                const std::string& id = units_[i].shared[document - units_[i].documents->size()]->id;
                users[id].push_back(i);
                prices_[id] = token.what.cost;
            }
        }
        for (const auto& [id, those] : users) {
            if (those.size() < 2) continue;
            if (shared_.size() < most_shared)
                for (const std::size_t i : those) used_[i] |= Subset{1} << shared_.size();
            shared_.push_back(id);
        }
    }

    /// The unit's own cost if exactly the shared documents of the subset are obtained. Memoised.
    Cost cost(std::size_t unit, Subset subset) {
        const auto used = used_.find(unit);
        const Subset mine = used == used_.end() ? 0 : subset & used->second;
        const auto [place, added] = known_.try_emplace({first_alike_[unit], mine});
        if (!added) return place->second;
        if (used == used_.end()) {
            const UnitNeed& need = alone_[unit];
            return place->second = {true, need.cost, need.lower_bound};
        }
        Costs costs = costs_;
        for (std::size_t s = 0; s < shared_.size(); ++s)
            costs.documents[shared_[s]] = (mine >> s & 1) != 0 ? std::optional<std::uint32_t>(0) : std::nullopt;
        const Plan plan = best_plan(unit, costs);
        return place->second = {is_possible(plan.status), plan.cost, plan.lower_bound};
    }

    /// The longest prefix of the cheapest units that the budget covers.
    static Priced affordable(Priced priced, std::uint64_t budget) {
        std::sort(priced.begin(), priced.end());
        std::size_t count = 0;
        while (count < priced.size() && priced[count].first <= budget) budget -= priced[count++].first;
        priced.resize(count);
        return priced;
    }
    static std::uint64_t sum(const Priced& priced) {
        std::uint64_t sum = 0;
        for (const auto& one : priced) sum += one.first;
        return sum;
    }

    /// Can so many units at this cost not beat the best found so far?
    bool no_better(std::size_t units, std::uint64_t cost) const {
        return !best_.units.empty() && (units < best_.units.size() || (units == best_.units.size() && cost >= best_.cost));
    }

    void take(const Priced& units, std::vector<std::string> shared, std::uint64_t cost) {
        if (units.empty() || no_better(units.size(), cost)) return;
        best_.units.clear();
        for (const auto& one : units) best_.units.push_back(one.second);
        best_.shared = std::move(shared);
        best_.cost = cost;
    }

    /// Branch and bound over the shared documents: those before `next` are decided, as `paid` says; as a bound, the rest is
    /// free. False if the budget ends first.
    bool decide(std::size_t next, Subset paid) {
        const Subset open = ((Subset{1} << shared_.size()) - 1) & ~((Subset{1} << next) - 1);
        std::uint64_t fixed = 0;
        std::vector<std::string> ids;
        for (std::size_t s = 0; s < next; ++s)
            if ((paid >> s & 1) != 0) {
                fixed += prices_.at(shared_[s]);
                ids.push_back(shared_[s]);
            }
        if (fixed > budget_) return true;
        Priced plans, bounds;
        for (const std::size_t unit : able_) {
            if (left_ == 0 || cancelled()) return false;
            to_plan_ = 1;
            const Cost one = cost(unit, paid | open);
            left_ -= std::min<std::uint64_t>(left_, looked_at_again);
            if (!one.possible) continue;
            plans.emplace_back(one.plan, unit);
            bounds.emplace_back(one.bound, unit);
        }
        bounds = affordable(std::move(bounds), budget_ - fixed);
        if (no_better(bounds.size(), fixed + sum(bounds))) return true;
        if (next < shared_.size()) return decide(next + 1, paid | Subset{1} << next) && decide(next + 1, paid);
        best_.proved_most = std::max(best_.proved_most, bounds.size());
        plans = affordable(std::move(plans), budget_ - fixed);
        take(plans, std::move(ids), fixed + sum(plans));
        return true;
    }

    void try_each_alone() {
        Priced plans;
        for (const std::size_t unit : able_) plans.emplace_back(alone_[unit].cost, unit);
        plans = affordable(std::move(plans), budget_);
        take(plans, {}, sum(plans));
    }

    void bound_if_free() {
        Costs free = costs_;
        for (const std::string& id : shared_) free.documents[id] = 0;
        Priced bounds;
        for (const std::size_t unit : able_)
            bounds.emplace_back(used_.contains(unit) ? best_plan(unit, free).lower_bound : alone_[unit].lower_bound, unit);
        best_.proved_most = affordable(std::move(bounds), budget_).size();
    }

    PopulationPlan result() const {
        PopulationPlan plan;
        // In three groups: units that the budget alone can bring there, units that also wait for other conditions, and units
        // that cannot.
        const auto group = [&](std::size_t i) {
            return !is_possible(alone_[i].status) ? 2 : alone_[i].obligations.empty() ? 0 : 1;
        };
        std::vector<std::size_t> order;
        for (std::size_t i = 0; i < units_.size(); ++i) order.push_back(i);
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            if (group(a) != group(b)) return group(a) < group(b);
            return group(a) < 2 && alone_[a].cost < alone_[b].cost;
        });
        std::map<std::size_t, std::size_t> places;
        for (const std::size_t unit : order) {
            places[unit] = plan.units.size();
            plan.units.push_back(alone_[unit]);
        }
        for (const std::size_t unit : best_.units) plan.coached.push_back(places.at(unit));
        plan.shared = best_.shared;
        plan.cost = best_.cost;
        plan.reachable_bound = std::max(best_.proved_most, best_.units.size());
        return plan;
    }

    const Model& model_;
    const std::vector<Unit>& units_;
    Date as_of_;
    PredicateIndex target_;
    const Costs& costs_;
    std::uint64_t budget_;
    const PopulationOptions& options_;
    std::uint64_t work_, left_ = 0;  ///< steps; left: of the current phase
    std::size_t to_plan_ = 0;
    std::vector<std::size_t> first_alike_;  ///< by unit: the first unit equal to it, maybe itself
    std::vector<UnitNeed> alone_;
    std::vector<std::size_t> able_;  ///< units that reach the target by cost alone
    std::vector<std::string> shared_;
    std::map<std::string, std::uint64_t> prices_;
    std::map<std::size_t, Subset> used_;  ///< by unit: the shared documents that may matter to it; no entry: none
    std::map<std::pair<std::size_t, Subset>, Cost> known_;
    Best best_;
};

}  // namespace

PopulationPlan plan_population(const Model& model, const std::vector<Unit>& units, Date as_of, PredicateIndex target,
                               const Costs& costs, std::uint64_t budget, const PopulationOptions& options) {
    return Population(model, units, as_of, target, costs, budget, options).run();
}

}  // namespace zi
