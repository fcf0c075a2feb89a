#include "base/filled.hpp"

#include <algorithm>

namespace zi {

std::string fill_in(std::string_view pattern, std::span<const Shown> values) {
    std::string out;
    auto value = values.begin();
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        if (pattern[i] != '{' && pattern[i] != '}') {
            out += pattern[i];
        } else if (pattern.substr(i++, 2) != "{}") {
            out += pattern[i - 1];
        } else if (value != values.end()) {
            out += (value++)->text();
        }
    }
    return out;
}

std::string padded(unsigned number, std::size_t width, int base) {
    std::array<char, 32> digits;
    std::string text(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), number, base).ptr);
    std::ranges::transform(text, text.begin(),
                           [](char c) { return 'a' <= c && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return std::string(width - std::min(width, text.size()), '0') + text;
}

}  // namespace zi
