#include "value.hpp"

#include "base/filled.hpp"
#include "base/utf8.hpp"

#include <algorithm>

namespace zi::units {

std::string kind_word(Value::Kind kind) {
    switch (kind) {
        case Value::Kind::null: return "@null";
        case Value::Kind::boolean: return "@bool";
        case Value::Kind::number: return "@number";
        case Value::Kind::string: return "@string";
        case Value::Kind::array: return "@array";
        case Value::Kind::object: return "@object";
    }
    return "@value";
}

namespace {

/// Is it invisible, or does it look like a blank?
bool is_blank(std::uint32_t code) {
    const auto within = [code](std::uint32_t low, std::uint32_t high) { return low <= code && code <= high; };
    return code == ' ' || within('\t', '\r') || code == 0x85 || code == 0xA0 || code == 0x1680 || within(0x2000, 0x200A) ||
           within(0x2028, 0x2029) || code == 0x202F || code == 0x205F || code == 0x3000 || is_invisible(code);
}

/// Truncated if long.
std::string cut_short(std::string_view text) {
    constexpr std::size_t most = 60;
    if (text.size() <= most) return std::string(text);
    std::size_t cut = most;
    while (cut > 0 && !begins_code_point(text[cut])) --cut;
    return std::string(text.substr(0, cut)) + "...";
}

}  // namespace

std::string shortened(std::string_view text) {
    const std::string all = cut_short(text);
    std::string shown;
    for (std::size_t i = 0; i < all.size();) {
        const auto [code, length] = code_point_at(all, i);
        if (length > 0 && code != ' ' && (is_blank(code) || is_control(code)))
            shown += filled("<U+{}>", padded(code, 4, 16));
        else
            shown += all.substr(i, std::max<std::size_t>(1, length));
        i += std::max<std::size_t>(1, length);
    }
    return shown;
}

std::string_view trimmed(std::string_view text) {
    const auto shows = [](char c) { return c > ' ' && c < '\x7F'; };
    if (!text.empty() && shows(text.front()) && shows(text.back())) return text;
    while (!text.empty()) {
        const auto [code, length] = code_point_at(text, 0);
        if (length == 0 || !is_blank(code)) break;
        text.remove_prefix(length);
    }
    while (!text.empty()) {
        std::size_t last = text.size() - 1;
        while (last > 0 && !begins_code_point(text[last])) --last;
        const auto [code, length] = code_point_at(text, last);
        if (length != text.size() - last || !is_blank(code)) break;
        text.remove_suffix(length);
    }
    return text;
}

std::string Path::text() const {
    if (!outer_) return {};
    std::string text = outer_->text() + "/";
    if (is_item_) return text + std::to_string(item_);
    for (char c : cut_short(key_)) text += c == '~' ? std::string("~0") : c == '/' ? std::string("~1") : std::string(1, c);
    return text;
}

bool Keys::add(std::string_view key) {
    const auto end = few_.begin() + static_cast<std::ptrdiff_t>(count_);
    if (std::find(few_.begin(), end, key) != end) return false;
    if (count_ == few_.size()) return more_.insert(key).second;
    few_[count_++] = key;
    return true;
}

}  // namespace zi::units
