/// Owns the texts of cells.
#pragma once

#include <algorithm>
#include <deque>
#include <string>
#include <string_view>

namespace zi::sheets {

/// An arena of texts with stable addresses.
class Storage {
public:
    std::string_view keep(std::string_view text) {
        constexpr std::size_t block = std::size_t{1} << 16;
        if (text.empty()) return {};
        if (blocks_.empty() || blocks_.back().capacity() - blocks_.back().size() < text.size()) {
            blocks_.emplace_back();
            blocks_.back().reserve(std::max(block, text.size()));
        }
        std::string& last = blocks_.back();
        const std::size_t at = last.size();
        last.append(text);
        return std::string_view(last).substr(at);
    }

private:
    std::deque<std::string> blocks_;  ///< never grow beyond their capacity, so that views stay valid
};

}  // namespace zi::sheets
