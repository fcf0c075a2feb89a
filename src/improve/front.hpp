/// What is the most that each cost buys? Fronts of points against cost, and how two of them combine.
#pragma once

#include "zi/improve.hpp"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace zi::improve {

template <class Points>
struct Entry {
    Points points{};
    std::uint64_t cost = 0;
    std::uint32_t left = 0, right = 0;  ///< entries that it combines; of a question: level and set of documents
};

/// Ascending in both cost and points.
template <class Points>
using Front = std::vector<Entry<Points>>;

/// Entries that combining two fronts may look at. Beyond, fronts are thinned.
inline constexpr std::size_t most_pairs = std::size_t{1} << 20;

/// Drops what costs no less than something that earns as much.
template <class Points>
void tidy(Front<Points>& front) {
    std::stable_sort(front.begin(), front.end(), [](const auto& a, const auto& b) {
        return a.cost != b.cost ? a.cost < b.cost : b.points < a.points;
    });
    std::size_t kept = 0;
    for (std::size_t i = 0; i < front.size(); ++i)
        if (kept == 0 || front[kept - 1].points < front[i].points) {
            if (kept != i) front[kept] = std::move(front[i]);
            ++kept;
        }
    front.resize(kept);
}

/// Leaves at most `size` entries. Hopeful: an entry stands for several, with the most points and the least cost among them, so that a bound stays
/// a bound. Else: entries are dropped, so that what is found is real.
template <class Points>
void thin(Front<Points>& front, std::size_t size, bool hopeful) {
    if (front.size() <= size) return;
    Front<Points> kept;
    for (std::size_t i = 0; i < size; ++i) {
        const std::size_t first = front.size() * i / size, last = front.size() * (i + 1) / size - 1;
        Entry<Points> entry = front[last];
        if (hopeful) entry.cost = front[first].cost;
        kept.push_back(std::move(entry));
    }
    front = std::move(kept);
}

/// Every entry of one beside every entry of the other, up to a cost. Thins both, and sets `thinned`, if that is too much.
template <class Points, class Combine>
Front<Points> combine(Front<Points>& a, Front<Points>& b, std::uint64_t most_cost, bool hopeful, bool& thinned, Combine points) {
    Front<Points> all;
    if (a.empty() || b.empty()) return all;
    if (a.size() * b.size() > most_pairs) {
        thinned = true;
        const bool a_larger = a.size() > b.size();
        Front<Points>& larger = a_larger ? a : b;
        Front<Points>& smaller = a_larger ? b : a;
        thin(smaller, std::size_t{1} << 10, hopeful);
        thin(larger, most_pairs / smaller.size(), hopeful);
    }
    const std::uint64_t least = a.front().cost + b.front().cost;
    if (least > most_cost) return all;
    const std::uint64_t width = std::min(most_cost, a.back().cost + b.back().cost) - least + 1;
    // Where costs are small there is one place for each; else all pairs are sorted.
    if (width <= 4 * a.size() * b.size() + 64) {
        all.resize(width);
        std::vector<char> used(width, 0);
        for (std::uint32_t i = 0; i < a.size(); ++i)
            for (std::uint32_t j = 0; j < b.size(); ++j) {
                const std::uint64_t cost = a[i].cost + b[j].cost;
                if (cost > most_cost) break;
                Points sum = points(a[i].points, b[j].points);
                Entry<Points>& entry = all[cost - least];
                if (used[cost - least] != 0 && !(entry.points < sum)) continue;
                used[cost - least] = 1;
                entry = {std::move(sum), cost, i, j};
            }
        std::size_t kept = 0;
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (used[i] == 0 || (kept > 0 && !(all[kept - 1].points < all[i].points))) continue;
            if (kept != i) all[kept] = std::move(all[i]);
            ++kept;
        }
        all.resize(kept);
        return all;
    }
    for (std::uint32_t i = 0; i < a.size(); ++i)
        for (std::uint32_t j = 0; j < b.size(); ++j)
            if (a[i].cost + b[j].cost <= most_cost) all.push_back({points(a[i].points, b[j].points), a[i].cost + b[j].cost, i, j});
    tidy(all);
    return all;
}

}  // namespace zi::improve
