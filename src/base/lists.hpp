/// Many lists of indices in one buffer (compressed sparse rows).
#pragma once

#include "zi/index.hpp"

#include <algorithm>
#include <cstddef>
#include <span>
#include <utility>
#include <vector>

namespace zi {

/// The indices, sorted.
template <class Place>
std::vector<Place> ascending(std::span<const Place> indices) {
    std::vector<Place> sorted(indices.begin(), indices.end());
    std::ranges::sort(sorted);
    return sorted;
}

template <class Item>
class ListsOf {
public:
    using Entry = std::pair<Index, Index>;  ///< row and item

    ListsOf() = default;
    /// Keeps the order of items; adjacent duplicates within a row are removed.
    ListsOf(std::size_t count, std::span<const Entry> entries) {
        if (entries.empty()) return;
        begins_.assign(count + 1, 0);
        std::vector<Index> last(count, none);
        const auto each_kept = [&](auto keep) {
            for (const auto& [whose, item] : entries)
                if (std::exchange(last[whose], item) != item) keep(whose, item);
        };
        each_kept([&](Index whose, Index) { ++begins_[whose + 1]; });
        for (std::size_t i = 1; i < begins_.size(); ++i) begins_[i] += begins_[i - 1];
        items_.resize(begins_.back());
        last.assign(count, none);
        std::vector<Index> next(begins_.begin(), begins_.end() - 1);
        each_kept([&](Index whose, Index item) { items_[next[whose]++] = Item(item); });
    }

    std::span<const Item> operator[](Index whose) const {
        if (begins_.empty()) return {};
        return {items_.data() + begins_[whose], items_.data() + begins_[whose + 1]};
    }

private:
    std::vector<Index> begins_;  ///< empty: all rows are empty
    std::vector<Item> items_;
};

using Lists = ListsOf<Index>;

}  // namespace zi
