#include "json_parser.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <string>

namespace zi::io {

namespace {

using Kind = JsonValue::Kind;

class Parser {
public:
    Parser(std::string_view text, JsonBuilder& builder) : text_(text), builder_(builder) {}

    std::optional<std::size_t> run() {
        if (value())
            blanks();
        else if (builder_.stopped())
            return std::nullopt;
        else
            return at_;
        return at_ == text_.size() ? std::nullopt : std::optional(at_);
    }

private:
    // Functions return false on error and leave at_ at the offending byte.

    /// 0 at the end and for a NUL byte: no token starts with either.
    char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    bool take(char c) { return peek() == c && (++at_, true); }
    void blanks() {
        while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t') ++at_;
    }
    bool word(std::string_view expected) { return text_.substr(at_).starts_with(expected) && (at_ += expected.size(), true); }

    /// Recursion is bounded by the builder's depth limit.
    bool value() {
        blanks();
        std::string_view text;
        switch (peek()) {
            case '{': return container(Kind::object, '}');
            case '[': return container(Kind::array, ']');
            case '"': return string(text) && builder_.string(text);
            case 't': return word("true") && builder_.boolean(true);
            case 'f': return word("false") && builder_.boolean(false);
            case 'n': return word("null") && builder_.null();
            default: return number(text) && builder_.number(text);
        }
    }

    bool container(Kind kind, char close) {
        ++at_;
        if (!builder_.start(kind)) return false;
        blanks();
        if (take(close)) return builder_.end();
        do {
            if (kind == Kind::object && !key()) return false;
            if (!value()) return false;
            blanks();
        } while (take(','));
        return take(close) && builder_.end();
    }

    bool key() {
        std::string_view text;
        blanks();
        if (!string(text) || !builder_.key(text)) return false;
        blanks();
        return take(':');
    }

    /// Beyond the characters of ASCII that stand for themselves.
    static std::size_t after_plain(std::string_view text, std::size_t at) {
        const auto is_plain = [](char c) { return c >= ' ' && static_cast<unsigned char>(c) < 0x80 && c != '"' && c != '\\'; };
        while (at < text.size() && is_plain(text[at])) ++at;
        return at;
    }

    bool string(std::string_view& out) {
        if (!take('"')) return false;
        const std::size_t begin = at_;
        bool escapes = false;
        for (; (at_ = after_plain(text_, at_)) < text_.size() && text_[at_] != '"';) {
            const auto c = static_cast<unsigned char>(text_[at_]);
            if (c < 0x20) return false;
            if (c == '\\') {
                escapes = true;
                at_ = std::min(at_ + 2, text_.size());
            } else {
                const std::size_t length = code_point_at(text_, at_).length;
                if (length == 0) return false;
                at_ += length;
            }
        }
        if (at_ == text_.size()) return false;
        const std::size_t end = at_++;
        out = text_.substr(begin, end - begin);
        return !escapes || unescape(begin, end, out);
    }

    /// Unescapes the string between `begin` and `end`.
    bool unescape(std::size_t begin, std::size_t end, std::string_view& out) {
        static constexpr std::string_view letters = "\"\\/bfnrt", meant = "\"\\/\b\f\n\r\t";
        std::string plain;
        for (std::size_t i = begin; i < end;) {
            if (text_[i] != '\\') {
                plain += text_[i++];
            } else if (const auto place = letters.find(text_[i + 1]); place != std::string_view::npos) {
                plain += meant[place];
                i += 2;
            } else if (const std::size_t length = text_[i + 1] == 'u' ? append_code(text_.substr(i, end - i), plain) : 0;
                       length != 0) {
                i += length;
            } else {
                at_ = i;
                return false;
            }
        }
        out = builder_.keep(plain);
        return true;
    }

    /// Appends the code point of "\uXXXX", or of a surrogate pair, and returns the length consumed; 0 if it is invalid.
    static std::size_t append_code(std::string_view escape, std::string& out) {
        constexpr std::size_t length = 6;
        constexpr std::uint32_t high = 0xD800, low = 0xDC00, after = 0xE000;
        const auto first = code_unit(escape);
        if (!first || (*first >= low && *first < after)) return 0;
        if (*first < high || *first >= after) return append_utf8(*first, out), length;
        const auto second = code_unit(escape.substr(length));
        if (!second || *second < low || *second >= after) return 0;
        append_utf8(0x10000 + ((*first - high) << 10) + (*second - low), out);
        return 2 * length;
    }
    static std::optional<std::uint32_t> code_unit(std::string_view escape) {
        constexpr std::size_t digits = 4;
        std::uint32_t unit = 0;
        if (!escape.starts_with("\\u") || escape.size() < 2 + digits) return std::nullopt;
        const char* const begin = escape.data() + 2;
        if (std::from_chars(begin, begin + digits, unit, 16).ptr != begin + digits) return std::nullopt;
        return unit;
    }

    std::size_t digits() {
        const std::size_t begin = at_;
        while (peek() >= '0' && peek() <= '9') ++at_;
        return at_ - begin;
    }

    bool number(std::string_view& out) {
        const std::size_t begin = at_;
        take('-');
        if (!take('0') && digits() == 0) return false;
        if (take('.') && digits() == 0) return false;
        if (take('e') || take('E')) {
            if (!take('+')) take('-');
            if (digits() == 0) return false;
        }
        out = text_.substr(begin, at_ - begin);
        return true;
    }

    std::string_view text_;
    JsonBuilder& builder_;
    std::size_t at_ = 0;
};

}  // namespace

std::optional<std::size_t> parse_json(std::string_view text, JsonBuilder& builder) { return Parser(text, builder).run(); }

}  // namespace zi::io
