/// A list of items for each of many things, all in one buffer.
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
    using Entry = std::pair<Index, Item>;  ///< whose list, and an item of it

    ListsOf() = default;
    /// Keeps the order of items; adjacent duplicates within a row are removed.
    ListsOf(std::size_t count, std::span<const Entry> entries) {
        if (entries.empty()) return;
        places_.assign(count, {0, 0});
        for (const auto& [whose, item] : entries) ++places_[whose].end;
        Index begin = 0;
        for (Place& place : places_) {
            const Index room = place.end;
            place = {begin, begin};
            begin += room;
        }
        items_.resize(entries.size());
        for (const auto& [whose, item] : entries) {
            auto& [first, end] = places_[whose];
            if (end == first || !(items_[end - 1] == item)) items_[end++] = item;
        }
    }

    std::span<const Item> operator[](Index whose) const {
        if (places_.empty()) return {};
        return {items_.data() + places_[whose].begin, items_.data() + places_[whose].end};
    }

private:
    struct Place {
        Index begin = 0, end = 0;
    };
    std::vector<Place> places_;  ///< by whose list; none: all are empty
    std::vector<Item> items_;
};

}  // namespace zi
