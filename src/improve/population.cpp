// Which units get there within a budget? What each costs by itself, and what they share is paid once.
#include "zi/improve.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

namespace zi {

namespace {

/// What a unit costs once some shared documents are there.
struct Cost {
    bool possible = false;
    std::uint64_t plan = 0, bound = 0;
};

class Population {
public:
    Population(const Model& model, const std::vector<Unit>& units, Date as_of, Index target, const Costs& costs, std::uint64_t budget,
               const PopulationOptions& options)
        : model_(model), units_(units), as_of_(as_of), target_(target), costs_(costs), budget_(budget), options_(options) {}

    PopulationPlan run() {
        PlanOptions options;
        options.boxes = options_.boxes;
        for (std::size_t i = 0; i < units_.size(); ++i) {
            const Plan plan = plan_improvement(model_, units_[i], as_of_, target_, costs_, options).best;
            alone_.push_back({units_[i].id, plan.status, plan.cost, plan.lower_bound});
            if (plan.status != PlanStatus::impossible && plan.status != PlanStatus::not_monotone) able_.push_back(i);
        }
        gather_shared();
        best_.proved_most = 0;
        if (shared_.size() <= options_.shared_documents && shared_.size() < 8 * sizeof(std::uint32_t)) {
            for (std::uint32_t subset = 0; subset < (std::uint32_t{1} << shared_.size()); ++subset) try_subset(subset);
        } else {
            // Every unit pays for itself, or everything is paid for; and no choice is better than if nobody had to pay.
            try_each_alone();
            bound_if_free();
        }
        return result();
    }

private:
    struct Best {
        std::vector<std::size_t> units;
        std::vector<std::string> shared;
        std::uint64_t cost = 0;
        std::size_t proved_most = 0;
    };

    /// Shared documents that some unit may have to obtain: those that several units have.
    void gather_shared() {
        std::map<std::string, std::size_t> holders;
        for (const std::size_t i : able_) {
            if (!units_[i].documents) continue;
            const std::vector<const Document*> documents = documents_of(units_[i]);
            const std::vector<Standing> stands = standings(documents, as_of_);
            std::set<std::string> own;
            for (std::size_t d = units_[i].documents->size(); d < documents.size(); ++d) {
                const auto stated = costs_.documents.find(documents[d]->id);
                if (stated != costs_.documents.end() && !stated->second) continue;
                if (own.insert(documents[d]->id).second) ++holders[documents[d]->id];
                prices_[documents[d]->id] = stated != costs_.documents.end() ? *stated->second : price_of_kind(documents[d]->kind);
            }
        }
        for (const auto& [id, count] : holders)
            if (count > 1 && prices_[id]) shared_.push_back(id);
        for (const std::size_t i : able_) {
            std::uint32_t mask = 0;
            for (std::size_t s = 0; s < shared_.size() && s < 8 * sizeof mask; ++s)
                for (const auto& document : units_[i].shared)
                    if (document->id == shared_[s]) mask |= std::uint32_t{1} << s;
            held_[i] = units_[i].documents ? mask : 0;
        }
    }

    std::optional<std::uint64_t> price_of_kind(Index kind) const {
        if (kind >= model_.evidence.size()) return std::nullopt;
        const auto stated = costs_.kinds.find(kind);
        if (stated == costs_.kinds.end()) return model_.evidence[kind].cost;
        return stated->second ? std::optional<std::uint64_t>(*stated->second) : std::nullopt;
    }

    /// The unit's own cost where the shared documents of the subset are paid for and there are no others.
    Cost cost(std::size_t unit, std::uint32_t subset) {
        const std::uint32_t mine = subset & held_[unit];
        const auto [place, added] = known_.try_emplace({unit, mine});
        if (!added) return place->second;
        Costs costs = costs_;
        for (std::size_t s = 0; s < shared_.size() && s < 8 * sizeof subset; ++s)
            costs.documents[shared_[s]] = (mine >> s & 1) != 0 ? std::optional<std::uint32_t>(0) : std::nullopt;
        PlanOptions options;
        options.boxes = options_.boxes;
        const Plan plan = plan_improvement(model_, units_[unit], as_of_, target_, costs, options).best;
        place->second = {plan.status != PlanStatus::impossible && plan.status != PlanStatus::not_monotone, plan.cost, plan.lower_bound};
        return place->second;
    }

    /// Cheapest units first, as far as the budget goes.
    static std::vector<std::size_t> affordable(std::vector<std::pair<std::uint64_t, std::size_t>> priced, std::uint64_t budget) {
        std::sort(priced.begin(), priced.end());
        std::vector<std::size_t> units;
        for (const auto& [price, unit] : priced) {
            if (price > budget) break;
            budget -= price;
            units.push_back(unit);
        }
        return units;
    }

    void take(std::vector<std::size_t> units, std::vector<std::string> shared, std::uint64_t cost) {
        if (units.size() < best_.units.size() || (units.size() == best_.units.size() && cost >= best_.cost && !best_.units.empty())) return;
        best_.units = std::move(units);
        best_.shared = std::move(shared);
        best_.cost = cost;
    }

    void try_subset(std::uint32_t subset) {
        std::uint64_t fixed = 0;
        std::vector<std::string> paid;
        for (std::size_t s = 0; s < shared_.size(); ++s)
            if ((subset >> s & 1) != 0) {
                fixed += *prices_[shared_[s]];
                paid.push_back(shared_[s]);
            }
        if (fixed > budget_) return;
        std::vector<std::pair<std::uint64_t, std::size_t>> priced, bounds;
        for (const std::size_t unit : able_) {
            const Cost one = cost(unit, subset);
            if (!one.possible) continue;
            priced.emplace_back(one.plan, unit);
            bounds.emplace_back(one.bound, unit);
        }
        std::vector<std::size_t> units = affordable(priced, budget_ - fixed);
        best_.proved_most = std::max(best_.proved_most, affordable(bounds, budget_ - fixed).size());
        std::uint64_t sum = fixed;
        for (const std::size_t unit : units) sum += cost(unit, subset).plan;
        take(std::move(units), std::move(paid), sum);
    }

    void try_each_alone() {
        std::vector<std::pair<std::uint64_t, std::size_t>> priced;
        for (const std::size_t unit : able_) priced.emplace_back(alone_[unit].cost, unit);
        std::vector<std::size_t> units = affordable(priced, budget_);
        std::uint64_t sum = 0;
        for (const std::size_t unit : units) sum += alone_[unit].cost;
        take(std::move(units), {}, sum);
    }

    void bound_if_free() {
        Costs free = costs_;
        for (const std::string& id : shared_) free.documents[id] = 0;
        PlanOptions options;
        options.boxes = options_.boxes;
        std::vector<std::pair<std::uint64_t, std::size_t>> bounds;
        for (const std::size_t unit : able_) bounds.emplace_back(plan_improvement(model_, units_[unit], as_of_, target_, free, options).best.lower_bound, unit);
        best_.proved_most = affordable(std::move(bounds), budget_).size();
    }

    PopulationPlan result() const {
        PopulationPlan plan;
        std::vector<std::size_t> order = able_;
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return alone_[a].cost < alone_[b].cost; });
        for (std::size_t i = 0; i < units_.size(); ++i)
            if (std::find(able_.begin(), able_.end(), i) == able_.end()) order.push_back(i);
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
    Index target_;
    const Costs& costs_;
    std::uint64_t budget_;
    const PopulationOptions& options_;
    std::vector<UnitNeed> alone_;
    std::vector<std::size_t> able_;  ///< units that can get there at all
    std::vector<std::string> shared_;
    std::map<std::string, std::optional<std::uint64_t>> prices_;
    std::map<std::size_t, std::uint32_t> held_;
    std::map<std::pair<std::size_t, std::uint32_t>, Cost> known_;
    Best best_;
};

}  // namespace

PopulationPlan plan_population(const Model& model, const std::vector<Unit>& units, Date as_of, Index target, const Costs& costs,
                               std::uint64_t budget, const PopulationOptions& options) {
    return Population(model, units, as_of, target, costs, budget, options).run();
}

}  // namespace zi
