// Most texts are sound, and most of them hold no character that needs thought. So strings and numbers are taken as they stand in the text; what is
// unusual (surrogates, minus zero, exponents that may overflow) is left to the careful parser as errors are.
#include "json_scan.hpp"

#include "base/utf8.hpp"

#include <charconv>
#include <string>

namespace zi::io {

namespace {

using Kind = JsonValue::Kind;

class Scanner {
public:
    Scanner(std::string_view text, JsonBuilder& builder) : text_(text), builder_(builder) {}

    bool run() {
        if (!value()) return false;
        blanks();
        return at_ == text_.size();
    }

private:
    /// 0 at the end: no sound text holds it outside strings.
    char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    bool take(char c) { return peek() == c && (++at_, true); }
    void blanks() {
        while (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t') ++at_;
    }
    bool word(std::string_view expected) { return text_.substr(at_).starts_with(expected) && (at_ += expected.size(), true); }

    /// Goes no deeper than the builder allows.
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

    bool string(std::string_view& out) {
        if (!take('"')) return false;
        const std::size_t begin = at_;
        bool escapes = false;
        while (at_ < text_.size() && text_[at_] != '"') {
            const auto c = static_cast<unsigned char>(text_[at_]);
            if (c < 0x20) return false;
            if (c >= 0x80) {
                const std::size_t length = code_point_at(text_, at_).length;
                if (length == 0) return false;
                at_ += length;
            } else if (c == '\\') {
                escapes = true;
                at_ += 2;
            } else {
                ++at_;
            }
        }
        if (at_ >= text_.size()) return false;
        out = text_.substr(begin, at_++ - begin);
        return !escapes || unescape(out);
    }

    bool unescape(std::string_view& text) {
        static constexpr std::string_view letters = "\"\\/bfnrt", meant = "\"\\/\b\f\n\r\t";
        std::string plain;
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (text[i] != '\\') {
                plain += text[i];
            } else if (const char letter = text[++i]; letter == 'u') {
                if (!append_code(text.substr(i + 1, 4), plain)) return false;
                i += 4;
            } else if (const auto place = letters.find(letter); place != std::string_view::npos) {
                plain += meant[place];
            } else {
                return false;
            }
        }
        text = builder_.keep(plain);
        return true;
    }

    /// One code point of four hexadecimal digits, but for halves of a pair.
    static bool append_code(std::string_view digits, std::string& out) {
        unsigned code = 0;
        const char* const end = digits.data() + digits.size();
        if (digits.size() != 4 || std::from_chars(digits.data(), end, code, 16).ptr != end || (code >= 0xD800 && code <= 0xDFFF)) return false;
        if (code < 0x80) {
            out += static_cast<char>(code);
            return true;
        }
        out += code < 0x800 ? static_cast<char>(0xC0 | code >> 6) : static_cast<char>(0xE0 | code >> 12);
        if (code >= 0x800) out += static_cast<char>(0x80 | (code >> 6 & 0x3F));
        out += static_cast<char>(0x80 | (code & 0x3F));
        return true;
    }

    std::size_t digits() {
        const std::size_t begin = at_;
        while (peek() >= '0' && peek() <= '9') ++at_;
        return at_ - begin;
    }

    bool number(std::string_view& out) {
        constexpr std::size_t longest = 200, longest_exponent = 2;  // no number of this length is too large for the careful parser
        const std::size_t begin = at_;
        const bool negative = take('-');
        const bool zero = peek() == '0';
        const std::size_t whole = digits();
        if (whole == 0 || (zero && (negative || whole > 1))) return false;
        if (take('.') && digits() == 0) return false;
        if (take('e') || take('E')) {
            if (!take('+')) take('-');
            const std::size_t exponent = digits();
            if (exponent == 0 || exponent > longest_exponent) return false;
        }
        out = text_.substr(begin, at_ - begin);
        return out.size() <= longest;
    }

    std::string_view text_;
    JsonBuilder& builder_;
    std::size_t at_ = 0;
};

}  // namespace

bool scan_json(std::string_view text, JsonBuilder& builder) { return Scanner(text, builder).run(); }

}  // namespace zi::io
