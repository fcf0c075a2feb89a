/// Is this text UTF-8?
#pragma once

#include "base/utf8.hpp"

#include <string_view>

namespace zi::io {

inline bool is_ascii(std::string_view text) {
    unsigned char all = 0;
    for (const char c : text) all |= static_cast<unsigned char>(c);
    return all < 0x80;
}

inline bool is_utf8(std::string_view text) {
    if (is_ascii(text)) return true;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t length = code_point_at(text, i).length;
        if (length == 0) return false;
        i += length;
    }
    return true;
}

}  // namespace zi::io
