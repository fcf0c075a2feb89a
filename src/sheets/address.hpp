/// Cell addresses in A1 notation.
#pragma once

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <system_error>

namespace zi::sheets {

inline constexpr std::uint32_t most_rows = 1'048'576, most_columns = 16'384;  // limits of the XLSX format

template <class Number>
std::optional<Number> whole(std::string_view text) {
    Number number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

struct Address {
    std::uint32_t row = 0, column = 0;
};

/// "K11".
inline std::optional<Address> address(std::string_view text) {
    Address place;
    std::size_t at = 0;
    for (; at < text.size() && text[at] >= 'A' && text[at] <= 'Z' && place.column <= most_columns; ++at)
        place.column = place.column * 26 + static_cast<std::uint32_t>(text[at] - 'A' + 1);
    const auto row = whole<std::uint32_t>(text.substr(at));
    if (at == 0 || !row || *row == 0 || *row > most_rows || place.column > most_columns) return std::nullopt;
    place.row = *row;
    return place;
}

}  // namespace zi::sheets
