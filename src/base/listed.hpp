/// How does a message list names that may be very many?
#pragma once

#include <cstddef>
#include <string>

namespace zi {

/// Precedes the number of omitted names; see `translate`.
inline constexpr char more_mark = '\x1d';

/// The first names of a list, each from `name(item)`, and the number of the others: an argument of a diagnostic.
template <class Items, class Name>
std::string listed(const Items& items, Name name) {
    constexpr std::size_t shown = 20;
    std::string text;
    std::size_t count = 0;
    for (const auto& item : items) {
        if (count == shown) break;
        if (count++ > 0) text += ", ";
        text += name(item);
    }
    if (items.size() > shown) (text += more_mark) += std::to_string(items.size() - shown);
    return text;
}

template <class Items>
std::string listed(const Items& items) {
    return listed(
        items, [](const auto& item) -> const auto& { return item; });
}

}  // namespace zi
