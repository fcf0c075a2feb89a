#include "json_builder.hpp"

#include <algorithm>
#include <memory>

namespace zi::io {

using Kind = JsonValue::Kind;

bool JsonBuilder::boolean(bool value) {
    JsonValue json;
    json.kind = Kind::boolean;
    json.boolean = value;
    return add(json);
}

bool JsonBuilder::number(std::string_view spelling) {
    JsonValue json;
    json.kind = Kind::number;
    json.text = spelling;
    return add(json);
}

bool JsonBuilder::string(std::string_view text) {
    if (!fits(text)) return false;
    JsonValue json;
    json.kind = Kind::string;
    json.text = text;
    return add(json);
}

bool JsonBuilder::key(std::string_view text) {
    if (!fits(text)) return false;
    size_ += text.size();
    key_ = text;
    return true;
}

bool JsonBuilder::start(Kind kind) {
    if (is_split(kind)) return splitting_ = true;
    if (open_.size() >= limits_.json_depth) return refuse("@json_depth", limits_.json_depth);
    Open& open = open_.emplace_back(Open{{}, children_.size()});
    open.value.kind = kind;
    open.value.key = key_;
    return true;
}

bool JsonBuilder::end() {
    if (open_.empty()) return true;
    const auto [value, first_child] = open_.back();
    open_.pop_back();
    JsonValue done = value;
    done.count = children_.size() - first_child;
    auto* const children = static_cast<JsonValue*>(memory_.allocate(done.count * sizeof(JsonValue), alignof(JsonValue)));
    const auto begin = children_.begin() + static_cast<std::ptrdiff_t>(first_child);
    std::uninitialized_copy(begin, children_.end(), children);
    children_.erase(begin, children_.end());
    done.first = children;
    key_ = done.key;
    return add(done);
}

std::string_view JsonBuilder::keep(std::string_view text) {
    auto* const copy = static_cast<char*>(memory_.allocate(text.size(), 1));
    std::copy(text.begin(), text.end(), copy);
    return {copy, text.size()};
}

bool JsonBuilder::refuse(const char* what, std::size_t most) {
    error_ = Diagnostic{Code::unit_limit, {what, std::to_string(most)}};
    return stop();
}

bool JsonBuilder::add(JsonValue json) {
    size_ += json.text.size() + sizeof(JsonValue);
    if (size_ > limits_.unit_bytes) return refuse("@unit_bytes", limits_.unit_bytes);
    if (!open_.empty()) {
        json.key = open_.back().value.kind == Kind::object ? key_ : std::string_view();
        children_.push_back(json);
        return true;
    }
    size_ = 0;
    key_ = {};
    if (!sink_(json)) return stop();
    if (splitting_) memory_.release();
    return true;
}

}  // namespace zi::io
