/// Which character stands here, and how is one written?
#pragma once

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

/// `code` must be a code point, and no half of a pair.
inline void append_utf8(std::uint32_t code, std::string& out) {
    const auto add = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
    const auto rest = [&](int shift) { add(0x80 | (code >> shift & 0x3F)); };
    if (code < 0x80) return add(code);
    if (code < 0x800) return add(0xC0 | code >> 6), rest(0);
    if (code < 0x10000) return add(0xE0 | code >> 12), rest(6), rest(0);
    add(0xF0 | code >> 18), rest(12), rest(6), rest(0);
}

}  // namespace zi
