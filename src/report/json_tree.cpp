#include "json_tree.hpp"

#include "base/utf8.hpp"

#include <algorithm>

namespace zi {

namespace {

void write_text(std::string& out, std::string_view text) {
    out += '"';
    const auto is_plain = [](unsigned char c) { return c >= 0x20 && c < 0x7F && c != '"' && c != '\\'; };
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at;
        while (end < text.size() && is_plain(static_cast<unsigned char>(text[end]))) ++end;
        if (end > at) {
            out += text.substr(at, end - at);
            at = end;
            continue;
        }
        const auto [code, length] = code_point_at(text, at);
        const char c = text[at];
        if (length == 0) {
            out += "\xEF\xBF\xBD";
            ++at;
            continue;
        }
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (is_control(code)) {  // stricter than JSON requires: a terminal must not interpret it
            constexpr std::string_view named = "\b\t\n\f\r", letters = "btnfr", digits = "0123456789abcdef";
            if (const std::size_t found = named.find(c); found != std::string_view::npos) {
                out += '\\';
                out += letters[found];
            } else {
                out += "\\u";
                for (int shift = 12; shift >= 0; shift -= 4) out += digits[code >> shift & 15];
            }
        } else {
            out += text.substr(at, length);
        }
        at += length;
    }
    out += '"';
}

}  // namespace

Json::Json(std::initializer_list<Json> items) {
    if (std::ranges::all_of(items, &Json::is_pair)) {
        Members members;
        members.reserve(items.size());
        for (const Json& item : items) {
            Items& pair = std::get<Items>(item.value_);
            members.push_back({std::move(std::get<std::string>(pair[0].value_)), std::move(pair[1])});
        }
        value_ = std::move(members);
        return;
    }
    Items all;
    all.reserve(items.size());
    for (const Json& item : items) {
        Json& one = all.emplace_back();
        one.value_ = std::move(item.value_);
        one.number_ = item.number_;
    }
    value_ = std::move(all);
}

bool Json::is_pair() const {
    const auto* items = std::get_if<Items>(&value_);
    return items && items->size() == 2 && !items->front().number_ && std::holds_alternative<std::string>(items->front().value_);
}

Json& Json::add(std::string_view key) {
    return std::get<Members>(value_).emplace_back(Member{std::string(key), nullptr}).value;
}

Json& Json::operator[](std::string_view key) {
    if (std::holds_alternative<std::nullptr_t>(value_)) value_ = Members();
    Members& members = std::get<Members>(value_);
    const auto found = std::ranges::find(members, key, &Member::key);
    return found != members.end() ? found->value : add(key);
}

void Json::push_back(Json item) {
    if (std::holds_alternative<std::nullptr_t>(value_)) value_ = Items();
    std::get<Items>(value_).push_back(std::move(item));
}

void Json::write(std::string& out) const {
    if (const auto* flag = std::get_if<bool>(&value_)) {
        out += *flag ? "true" : "false";
    } else if (const auto* text = std::get_if<std::string>(&value_)) {
        if (number_)
            out += *text;
        else
            write_text(out, *text);
    } else if (const auto* items = std::get_if<Items>(&value_)) {
        const char* before = "[";
        for (const Json& item : *items) {
            out += before;
            item.write(out);
            before = ",";
        }
        out += items->empty() ? "[]" : "]";
    } else if (const auto* members = std::get_if<Members>(&value_)) {
        const char* before = "{";
        for (const Member& member : *members) {
            out += before;
            write_text(out, member.key);
            out += ':';
            member.value.write(out);
            before = ",";
        }
        out += members->empty() ? "{}" : "}";
    } else {
        out += "null";
    }
}

std::string Json::dump() const {
    std::string out;
    write(out);
    return out;
}

}  // namespace zi
