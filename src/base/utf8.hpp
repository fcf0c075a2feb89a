/// Which character stands here, does anybody see it, and how is one written?
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace zi {

/// One code point of UTF-8 and how many bytes it takes; no bytes: there is none, by the letter of RFC 3629.
struct CodePoint {
    std::uint32_t code = 0;
    std::size_t length = 0;
};

inline CodePoint code_point_at(std::string_view text, std::size_t at) {
    const auto lead = static_cast<unsigned char>(text[at]);
    const std::size_t length = lead < 0x80 ? 1 : lead >> 5 == 0x6 ? 2 : lead >> 4 == 0xE ? 3 : lead >> 3 == 0x1E ? 4 : 0;
    if (length == 1) return {lead, 1};
    if (length == 0 || at + length > text.size()) return {};
    std::uint32_t code = lead & (0x7Fu >> length);
    for (std::size_t k = 1; k < length; ++k) {
        const auto next = static_cast<unsigned char>(text[at + k]);
        if (next >> 6 != 2) return {};
        code = code << 6 | (next & 0x3F);
    }
    static constexpr std::uint32_t least[] = {0, 0, 0x80, 0x800, 0x10000};
    if (code < least[length] || code > 0x10FFFF || (code >= 0xD800 && code <= 0xDFFF)) return {};
    return {code, length};
}

/// Whether a byte begins a code point; in UTF-8 all others continue one.
constexpr bool begins_code_point(char byte) { return (static_cast<unsigned char>(byte) & 0xC0) != 0x80; }

/// How many there are, of text in UTF-8.
inline std::size_t code_points(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), begins_code_point));
}

/// `code` must be a code point, and no half of a pair.
inline void append_utf8(std::uint32_t code, std::string& out) {
    const auto add = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
    const auto rest = [&](int shift) { add(0x80 | (code >> shift & 0x3F)); };
    if (code < 0x80) return add(code);
    if (code < 0x800) return add(0xC0 | code >> 6), rest(0);
    if (code < 0x10000) return add(0xE0 | code >> 12), rest(6), rest(0);
    add(0xF0 | code >> 18), rest(12), rest(6), rest(0);
}

/// What a terminal obeys instead of showing it: C0, C1, what ends lines, what turns the direction of writing.
constexpr bool is_control(std::uint32_t code) {
    const auto within = [code](std::uint32_t low, std::uint32_t high) { return low <= code && code <= high; };
    return code < 0x20 || within(0x7F, 0x9F) || code == 0x061C || within(0x200E, 0x200F) || within(0x2028, 0x202E) ||
           within(0x2066, 0x2069);
}

/// What is there but takes no room: soft hyphens, joiners and other marks of no width, fillers, variation selectors, tags. Two
/// texts that differ in these look the same, and any number of bytes hides in them. Unicode calls them default-ignorable, and
/// format characters of annotations.
constexpr bool is_invisible(std::uint32_t code) {
    const auto within = [code](std::uint32_t low, std::uint32_t high) { return low <= code && code <= high; };
    if (code < 0x0300) return code == 0x00AD;
    return code == 0x034F || within(0x115F, 0x1160) || within(0x17B4, 0x17B5) || within(0x180B, 0x180F) ||
           within(0x200B, 0x200D) || within(0x2060, 0x2065) || within(0x206A, 0x206F) || code == 0x3164 ||
           within(0xFE00, 0xFE0F) || code == 0xFEFF || code == 0xFFA0 || within(0xFFF0, 0xFFFB) || within(0x13430, 0x1343F) ||
           within(0x1BCA0, 0x1BCA3) || within(0x1D173, 0x1D17A) || within(0xE0000, 0xE0FFF);
}

}  // namespace zi
