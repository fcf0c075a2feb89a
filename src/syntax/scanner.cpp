#include "scanner.hpp"

#include "lexer.hpp"

#include "base/filled.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <cstring>

namespace zi::syntax {

namespace {

/// From the blank to the tilde.
bool eight_are_plain(const char* at) {
    constexpr std::uint64_t ones = 0x0101'0101'0101'0101, high = 0x80 * ones;
    std::uint64_t bytes = 0;
    std::memcpy(&bytes, at, sizeof bytes);
    return ((bytes | (bytes - 0x20 * ones) | (bytes + ones)) & high) == 0;
}

}  // namespace

bool Scanner::run(std::size_t from) { return check_bytes(from) && scan_tokens(from); }

bool Scanner::check_bytes(std::size_t from) {
    for (std::size_t i = from; i < text_.size();) {
        if (text_[i] >= ' ' && text_[i] < '\x7F') {  // the common case
            i += i + 8 <= text_.size() && eight_are_plain(text_.data() + i) ? 8 : 1;
            continue;
        }
        const auto [code, length] = code_point_at(text_, i);
        if (length == 0) {
            session_.report(Code::invalid_utf8, {"0x" + padded(static_cast<unsigned char>(text_[i]), 2, 16)}, span(i, i + 1));
            return false;
        }
        const bool blank = code == '\t' || code == '\n' || code == '\r';
        if (!blank && (is_control(code) || is_invisible(code))) {
            session_.report(Code::forbidden_character, {"U+" + padded(code, 4, 16)}, span(i, i + length));
            return false;
        }
        i += length;
    }
    return true;
}

bool Scanner::scan_tokens(std::size_t from) {
    const char* const begin = text_.data();
    const char* const last = begin + text_.size();
    for (const char* p = begin + from; p != last;) {
        if (*p == '/' && p + 1 != last && p[1] == '/') {
            const char* end = std::find(p, last, '\n');
            if (comments_) {
                std::string comment(p, end);
                while (!comment.empty() && is_blank(comment.back())) comment.pop_back();
                const auto at = static_cast<std::size_t>(p - begin);
                comments_->push_back({comment, span(at, at + comment.size())});
            }
            p = end;
        } else if (*p == '"') {
            const char* end = scan_text(p, last);
            const auto at = static_cast<std::size_t>(p - begin);
            if (!end) {
                end = std::find(p, last, '\n');
                session_.report(Code::unterminated_text, {}, span(at, at + 1));
                faults_.insert(base_ + static_cast<std::uint32_t>(at));
            } else {
                check_escapes(at, static_cast<std::size_t>(end - begin));
            }
            p = end;
        } else if (const char* end = scan_path(p, last)) {
            const bool number = std::all_of(p, end, [](char c) { return is_digit(c) || c == '.'; });
            if (!number && static_cast<std::size_t>(end - p) > session_.options.limits.name_bytes) {
                const auto at = static_cast<std::size_t>(p - begin);
                session_.report(Code::limit, {"@name_bytes", std::to_string(session_.options.limits.name_bytes)},
                                span(at, at + 1));
                return false;
            }
            p = end;
        } else {
            ++p;
        }
    }
    return true;
}

void Scanner::check_escapes(std::size_t begin, std::size_t end) {
    const std::string_view text = text_.substr(0, end);
    for (std::size_t i = text.find('\\', begin + 1); i != text.npos && i + 2 < end; i = text.find('\\', i + 2)) {
        const char next = text_[i + 1];
        if (next != '"' && next != '\\' && next != 'n') {
            std::size_t stop = i + 2;  // a whole code point
            while (stop < end && !begins_code_point(text_[stop])) ++stop;
            session_.report(Code::unknown_escape, {std::string(text_.substr(i, stop - i))}, span(i, stop));
        }
    }
}

}  // namespace zi::syntax
