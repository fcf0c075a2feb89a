#include "json_value.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace zi::io {

namespace {

/// Builds JsonValues from the parser's events. Event by event, so that limits act before memory is used.
class Builder : public nlohmann::json_sax<nlohmann::json> {
public:
    Builder(std::string_view text, std::size_t first_line, const Limits& limits, const ValueSink& sink)
        : text_(text), first_line_(first_line), limits_(limits), sink_(sink) {}

    bool null() override { return add({}, 0); }
    bool boolean(bool value) override {
        JsonValue json;
        json.kind = JsonValue::Kind::boolean;
        json.boolean = value;
        return add(std::move(json), 0);
    }
    bool number_integer(std::int64_t value) override { return number(std::to_string(value)); }
    bool number_unsigned(std::uint64_t value) override { return number(std::to_string(value)); }
    bool number_float(double, const std::string& spelling) override {
        // The parser spells the point as the host's locale does.
        std::string text = spelling;
        constexpr std::string_view kept = "0123456789+-eE";
        std::replace_if(text.begin(), text.end(), [&](char c) { return kept.find(c) == std::string_view::npos; }, '.');
        return number(std::move(text));
    }
    bool string(std::string& value) override {
        if (!fits(value)) return false;
        JsonValue json;
        json.kind = JsonValue::Kind::string;
        json.text = std::move(value);
        const std::size_t size = json.text.size();
        return add(std::move(json), size);
    }
    bool binary(nlohmann::json::binary_t&) override { return false; }
    bool key(std::string& value) override {
        if (!fits(value)) return false;
        size_ += value.size();
        open_.back().members.emplace_back(std::move(value), JsonValue());
        return true;
    }
    bool start_object(std::size_t) override { return start(JsonValue::Kind::object); }
    bool end_object() override { return end(); }
    bool start_array(std::size_t) override {
        if (open_.empty() && !streaming_) {
            streaming_ = true;
            return true;
        }
        return start(JsonValue::Kind::array);
    }
    bool end_array() override { return open_.empty() ? true : end(); }

    bool parse_error(std::size_t position, const std::string& token, const nlohmann::json::exception&) override {
        const std::size_t at = std::min(position == 0 ? 0 : position - 1, text_.size());
        const std::string_view before = text_.substr(0, at);
        const std::size_t lines = static_cast<std::size_t>(std::count(before.begin(), before.end(), '\n'));
        const std::size_t line_start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
        constexpr std::size_t shown = 40;
        std::string near = token.size() > shown ? "..." + token.substr(token.size() - shown) : token;
        near = at >= text_.size() ? "@end" : "`" + printable(near) + "`";
        error_ = Diagnostic{Code::json_syntax,
                            {std::to_string(first_line_ + lines), std::to_string(at - line_start + 1), std::move(near)}};
        return false;
    }

    std::optional<Diagnostic> error() && { return std::move(error_); }

private:
    static std::string printable(std::string_view token) {
        std::string text;
        for (char c : token) text += static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) >= 0x7f ? '?' : c;
        return text;
    }

    bool number(std::string spelling) {
        JsonValue json;
        json.kind = JsonValue::Kind::number;
        json.text = std::move(spelling);
        const std::size_t size = json.text.size();
        return add(std::move(json), size);
    }

    bool refuse(const char* what, std::size_t most) {
        error_ = Diagnostic{Code::unit_limit, {what, std::to_string(most)}};
        return false;
    }

    bool fits(const std::string& text) {
        return text.size() <= limits_.string_bytes || refuse("@string_bytes", limits_.string_bytes);
    }

    bool start(JsonValue::Kind kind) {
        if (open_.size() >= limits_.json_depth) return refuse("@json_depth", limits_.json_depth);
        open_.emplace_back().kind = kind;
        return true;
    }

    bool end() {
        JsonValue done = std::move(open_.back());
        open_.pop_back();
        return add(std::move(done), 0);
    }

    bool add(JsonValue json, std::size_t size) {
        size_ += size + sizeof(JsonValue);
        if (size_ > limits_.unit_bytes) return refuse("@unit_bytes", limits_.unit_bytes);
        if (open_.empty()) {
            size_ = 0;
            return sink_(std::move(json));
        }
        JsonValue& outer = open_.back();
        if (outer.kind == JsonValue::Kind::array)
            outer.items.push_back(std::move(json));
        else
            outer.members.back().second = std::move(json);
        return true;
    }

    std::string_view text_;
    std::size_t first_line_;
    const Limits& limits_;
    const ValueSink& sink_;
    std::vector<JsonValue> open_;
    bool streaming_ = false;
    std::size_t size_ = 0;
    std::optional<Diagnostic> error_;
};

}  // namespace

std::string kind_word(JsonValue::Kind kind) {
    switch (kind) {
        case JsonValue::Kind::null: return "@null";
        case JsonValue::Kind::boolean: return "@bool";
        case JsonValue::Kind::number: return "@number";
        case JsonValue::Kind::string: return "@string";
        case JsonValue::Kind::array: return "@array";
        case JsonValue::Kind::object: return "@object";
    }
    return "@value";
}

std::string shortened(const std::string& text) {
    constexpr std::size_t most = 60;
    if (text.size() <= most) return text;
    std::size_t cut = most;
    while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) --cut;
    return text.substr(0, cut) + "...";
}

std::string member_path(const std::string& path, std::string_view key) {
    std::string text = path + "/";
    for (char c : shortened(std::string(key)))
        text += c == '~' ? std::string("~0") : c == '/' ? std::string("~1") : std::string(1, c);
    return text;
}

std::optional<Diagnostic> parse_json(std::string_view text, std::size_t first_line, const Limits& limits,
                                     const ValueSink& sink) {
    Builder builder(text, first_line, limits, sink);
    nlohmann::json::sax_parse(text.begin(), text.end(), &builder);
    return std::move(builder).error();
}

}  // namespace zi::io
