#include "value.hpp"

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

std::string shortened(std::string_view text) {
    constexpr std::size_t most = 60;
    if (text.size() <= most) return std::string(text);
    std::size_t cut = most;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) --cut;
    return std::string(text.substr(0, cut)) + "...";
}

std::string Path::text() const {
    if (!outer_) return {};
    std::string text = outer_->text() + "/";
    if (is_item_) return text + std::to_string(item_);
    for (char c : shortened(key_)) text += c == '~' ? std::string("~0") : c == '/' ? std::string("~1") : std::string(1, c);
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
