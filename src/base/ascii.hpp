/// Which letters are the same but for their case? Of A to Z alone; other bytes stay as they are.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>

namespace zi {

constexpr char lower_case(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

inline std::string lower_case(std::string text) {
    for (char& c : text) c = lower_case(c);
    return text;
}

inline bool same_letters(std::string_view a, std::string_view b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char x, char y) { return lower_case(x) == lower_case(y); });
}

}  // namespace zi
