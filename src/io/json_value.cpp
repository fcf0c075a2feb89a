#include "json_value.hpp"

#include "json_builder.hpp"
#include "json_scan.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace zi::io {

namespace {

/// The careful parser: as slow as it may be, it knows what is wrong.
class Careful : public nlohmann::json_sax<nlohmann::json> {
public:
    Careful(std::string_view text, std::size_t first_line, JsonBuilder& builder) : text_(text), first_line_(first_line), builder_(builder) {}

    bool null() override { return builder_.null(); }
    bool boolean(bool value) override { return builder_.boolean(value); }
    bool number_integer(std::int64_t value) override { return builder_.number(builder_.keep(std::to_string(value))); }
    bool number_unsigned(std::uint64_t value) override { return builder_.number(builder_.keep(std::to_string(value))); }
    bool number_float(double, const std::string& spelling) override {
        // The parser spells the point as the host's locale does.
        std::string text = spelling;
        constexpr std::string_view kept = "0123456789+-eE";
        std::replace_if(text.begin(), text.end(), [&](char c) { return kept.find(c) == std::string_view::npos; }, '.');
        return builder_.number(builder_.keep(text));
    }
    bool string(std::string& value) override { return builder_.string(builder_.keep(value)); }
    bool binary(nlohmann::json::binary_t&) override { return false; }
    bool key(std::string& value) override { return builder_.key(builder_.keep(value)); }
    bool start_object(std::size_t) override { return builder_.start(JsonValue::Kind::object); }
    bool end_object() override { return builder_.end(); }
    bool start_array(std::size_t) override { return builder_.start(JsonValue::Kind::array); }
    bool end_array() override { return builder_.end(); }

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

    const std::optional<Diagnostic>& error() const { return error_; }

private:
    static std::string printable(std::string_view token) {
        std::string text;
        for (char c : token) text += static_cast<unsigned char>(c) < 0x20 || static_cast<unsigned char>(c) >= 0x7f ? '?' : c;
        return text;
    }

    std::string_view text_;
    std::size_t first_line_;
    JsonBuilder& builder_;
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
    for (char c : shortened(key_))
        text += c == '~' ? std::string("~0") : c == '/' ? std::string("~1") : std::string(1, c);
    return text;
}

bool Keys::add(std::string_view key) {
    const auto end = few_.begin() + static_cast<std::ptrdiff_t>(count_);
    if (std::find(few_.begin(), end, key) != end) return false;
    if (count_ == few_.size()) return more_.insert(key).second;
    few_[count_++] = key;
    return true;
}

std::optional<Diagnostic> JsonReader::parse(std::string_view text, std::size_t first_line, Arrays arrays, const ValueSink& sink) {
    memory_.release();
    JsonBuilder builder(limits_, arrays, memory_, sink);
    if (scan_json(text, builder) || builder.stopped()) return builder.error();
    builder.restart();
    Careful careful(text, first_line, builder);
    nlohmann::json::sax_parse(text.begin(), text.end(), &careful);
    return careful.error() ? careful.error() : builder.error();
}

}  // namespace zi::io
