#include "json_value.hpp"

#include "json_builder.hpp"
#include "json_parser.hpp"

#include "base/filled.hpp"
#include "base/utf8.hpp"

#include <algorithm>

namespace zi::io {

namespace {

/// The token at a position for messages: a word, an ASCII character, or the code point of any other character, which may be
/// invisible or look like another.
std::string near(std::string_view text, std::size_t at) {
    if (at == text.size()) return "@end";
    const auto is_word = [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
    std::size_t end = at;
    while (end < text.size() && is_word(text[end])) ++end;
    if (end > at) return "`" + shortened(text.substr(at, end - at)) + "`";
    const auto [code, length] = code_point_at(text, at);
    if (length == 0) return filled("`0x{}`", padded(static_cast<unsigned char>(text[at]), 2, 16));
    return code > ' ' && code < 0x7F ? filled("`{}`", text[at]) : filled("`U+{}`", padded(code, 4, 16));
}

Diagnostic fault(std::string_view text, std::size_t at, std::size_t first_line) {
    const std::string_view before = text.substr(0, at);
    const auto lines = static_cast<std::size_t>(std::ranges::count(before, '\n'));
    const std::string_view line = before.substr(before.rfind('\n') + 1);  // from 0 where there is none
    const auto column = 1 + code_points(line);
    if (at < text.size() && code_point_at(text, at).length == 0)
        return {Code::invalid_utf8,
                {filled("0x{}, {}:{}", padded(static_cast<unsigned char>(text[at]), 2, 16), first_line + lines, column)}};
    return {Code::json_syntax, {std::to_string(first_line + lines), std::to_string(column), near(text, at)}};
}

}  // namespace

std::optional<Diagnostic> JsonReader::parse(std::string_view text, std::size_t first_line, Arrays arrays,
                                            const ValueSink& sink) {
    memory_.release();
    JsonBuilder builder(limits_, arrays, memory_, sink);
    const auto at = parse_json(text, builder);
    if (!at) return builder.error();
    return fault(text, *at, first_line);
}

}  // namespace zi::io
