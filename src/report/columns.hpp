/// How do rows of text stand in columns? For the tables of the terminal.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace zi {

/// Of ids and names, in characters.
inline constexpr std::size_t widest_name = 32;

/// Characters, not bytes.
inline std::size_t width_of(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

inline std::string cut(std::string_view text, std::size_t width) {
    if (width_of(text) <= width) return std::string(text);
    std::size_t end = 0;
    for (std::size_t count = 0; end < text.size(); ++end) {
        if ((static_cast<unsigned char>(text[end]) & 0xC0) != 0x80 && ++count == width) break;
    }
    return std::string(text.substr(0, end)) + "\u2026";
}

struct TableColumn {
    std::string head;
    bool right = false;  ///< numbers stand below each other
    bool shown = true;
};

/// One line for the heads and one for each row, two blanks between columns.
inline std::string in_columns(const std::vector<TableColumn>& columns, const std::vector<std::vector<std::string>>& rows) {
    std::vector<std::size_t> widths;
    for (std::size_t c = 0; c < columns.size(); ++c) {
        std::size_t width = width_of(columns[c].head);
        for (const auto& row : rows) width = std::max(width, width_of(row[c]));
        widths.push_back(width);
    }
    std::string out;
    const auto line = [&](auto cell) {
        std::string text;
        for (std::size_t c = 0; c < columns.size(); ++c) {
            if (!columns[c].shown) continue;
            const std::string_view content = cell(c);
            const std::string padding(widths[c] - width_of(content), ' ');
            if (!text.empty()) text += "  ";
            text += columns[c].right ? padding : "";
            text += content;
            text += columns[c].right ? "" : padding;
        }
        text.erase(text.find_last_not_of(' ') + 1);
        out += text + '\n';
    };
    line([&](std::size_t c) -> std::string_view { return columns[c].head; });
    for (const auto& row : rows) line([&](std::size_t c) -> std::string_view { return row[c]; });
    return out;
}

}  // namespace zi
