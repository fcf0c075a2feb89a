/// What is the most that each cost buys? Pareto fronts of points against cost, and how two of them are combined.
#pragma once

#include "budget.hpp"

#include "base/wide.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace zi::improve {

struct Entry {
    Wide points = 0;
    std::uint64_t cost = 0;
    std::uint32_t left = 0, right = 0;  ///< indices of the combined entries; for a question: level and set of documents
};

/// Invariant: strictly ascending in both cost and points.
using Front = std::vector<Entry>;

/// Shares a limit on entries among the fronts of one relaxation. What small fronts do not use is left to the following ones.
class Room {
public:
    Room(std::size_t entries, std::size_t fronts) : entries_(entries), fronts_(std::max<std::size_t>(fronts, 1)) {}
    std::size_t next() const { return std::max(least, entries_ / fronts_); }
    /// Limit on pairs of entries for the next front.
    std::size_t pairs() const { return std::min(most_pairs, 64 * next()); }
    void taken(std::size_t size) {
        entries_ -= std::min(size, entries_);
        if (fronts_ > 1) --fronts_;
    }

private:
    static constexpr std::size_t least = 16, most_pairs = std::size_t{1} << 20;
    std::size_t entries_, fronts_;
};

/// Removes dominated entries: those that cost no less than another with as many points.
inline void tidy(Front& front) {
    std::stable_sort(front.begin(), front.end(),
                     [](const Entry& a, const Entry& b) { return a.cost != b.cost ? a.cost < b.cost : b.points < a.points; });
    std::size_t kept = 0;
    for (const Entry& entry : front)
        if (kept == 0 || front[kept - 1].points < entry.points) front[kept++] = entry;
    front.resize(kept);
}

/// Reduces a front to at most `size` entries. `hopeful`: merges entries, taking the most points and the least cost of each
/// group, so that the front stays a bound. Otherwise drops entries, so that each remaining one is achievable.
inline void thin(Front& front, std::size_t size, bool hopeful) {
    if (front.size() <= size) return;
    Front kept;
    for (std::size_t i = 0; i < size; ++i) {
        const std::size_t first = front.size() * i / size, last = front.size() * (i + 1) / size - 1;
        kept.push_back(front[last]);
        if (hopeful) kept.back().cost = front[first].cost;
    }
    front = std::move(kept);
}

/// The sums of all pairs of entries, up to a cost. If there are more than `most_pairs`, thins both fronts first and sets
/// `thinned`. Empty if the budget is over.
template <class Combine>
Front combine(Front& a, Front& b, std::uint64_t most_cost, std::size_t most_pairs, bool hopeful, bool& thinned, Budget& budget,
              Combine points) {
    Front all;
    if (a.empty() || b.empty()) return all;
    if (a.size() * b.size() > most_pairs) {
        thinned = true;
        Front& larger = a.size() > b.size() ? a : b;
        Front& smaller = a.size() > b.size() ? b : a;
        std::size_t root = 1;
        while (root * root < most_pairs) root *= 2;
        thin(smaller, root, hopeful);
        thin(larger, std::max<std::size_t>(most_pairs / smaller.size(), 1), hopeful);
    }
    const std::uint64_t least = a.front().cost + b.front().cost;
    if (least > most_cost || !budget.spend(a.size() * b.size())) return all;
    const std::uint64_t width = std::min(most_cost, a.back().cost + b.back().cost) - least + 1;
    // If costs are small, bucket by cost; else sort all pairs.
    if (width <= a.size() * b.size() + 64) {
        all.resize(width);
        std::vector<char> used(width, 0);
        for (std::uint32_t i = 0; i < a.size(); ++i)
            for (std::uint32_t j = 0; j < b.size(); ++j) {
                const std::uint64_t cost = a[i].cost + b[j].cost;
                if (cost > most_cost) break;
                const Wide sum = points(a[i].points, b[j].points);
                Entry& entry = all[cost - least];
                if (used[cost - least] != 0 && !(entry.points < sum)) continue;
                used[cost - least] = 1;
                entry = {sum, cost, i, j};
            }
        std::size_t kept = 0;
        for (std::size_t i = 0; i < all.size(); ++i)
            if (used[i] != 0 && (kept == 0 || all[kept - 1].points < all[i].points)) all[kept++] = all[i];
        all.resize(kept);
        all.shrink_to_fit();
        return all;
    }
    for (std::uint32_t i = 0; i < a.size(); ++i)
        for (std::uint32_t j = 0; j < b.size(); ++j)
            if (a[i].cost + b[j].cost <= most_cost)
                all.push_back({points(a[i].points, b[j].points), a[i].cost + b[j].cost, i, j});
    tidy(all);
    all.shrink_to_fit();
    return all;
}

}  // namespace zi::improve
