/// Escapes texts for cells.
#pragma once

#include "base/utf8.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

namespace zi::sheets {

/// Escapes what would read as an escape of the format (_x000D_), and truncates a text that is too long for a cell.
/// Precondition: no control characters; input from outside went through plain().
inline std::string text_for_cell(std::string_view text) {
    constexpr std::size_t most = 32'767;  // characters of a cell, of which the ellipsis takes one
    std::string out;
    std::size_t characters = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const bool begins = begins_code_point(c);
        if (begins) characters += static_cast<unsigned char>(c) >= 0xF0 ? 2 : 1;  // the format counts UTF-16 units
        if (begins && characters >= most) return out + "\u2026";
        out += c;
        const auto is_hex = [](char d) { return (d >= '0' && d <= '9') || (d >= 'a' && d <= 'f') || (d >= 'A' && d <= 'F'); };
        const std::string_view rest = text.substr(i + 1);
        if (c == '_' && rest.size() > 5 && rest[0] == 'x' && rest[5] == '_' && std::ranges::all_of(rest.substr(1, 4), is_hex)) {
            out += "x005F_";
            characters += 6;
        }
    }
    return out;
}

}  // namespace zi::sheets
