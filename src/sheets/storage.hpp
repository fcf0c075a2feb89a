/// Who owns the texts of cells?
#pragma once

#include <algorithm>
#include <deque>
#include <string>
#include <string_view>

namespace zi::sheets {

/// Texts that stay where they are.
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

    /// Texts that were kept are no more.
    void clear() {
        if (blocks_.size() > 1) blocks_.resize(1);
        if (!blocks_.empty()) blocks_.front().clear();
    }

private:
    std::deque<std::string> blocks_;  ///< never longer than they were made, so that they do not move
};

}  // namespace zi::sheets
