/// How does a text come as a stream?
#pragma once

#include <algorithm>
#include <cstddef>
#include <span>
#include <string_view>

#include "zi/read_columns.hpp"

namespace zi::test {

/// The text, which must outlive it, at most `piece` bytes at once.
inline ByteSource text_source(std::string_view text, std::size_t piece = std::string_view::npos) {
    return [rest = text, piece](std::span<char> buffer) mutable {
        const std::size_t size = rest.copy(buffer.data(), std::min(piece, buffer.size()));
        rest.remove_prefix(size);
        return size;
    };
}

}  // namespace zi::test
