#include "csv_field.hpp"

#include "base/filled.hpp"
#include "base/utf8.hpp"

#include <algorithm>

namespace zi {

namespace {

/// Letters, digits and blanks, as most are.
bool is_plain(std::string_view text, char separator) {
    const auto begins = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); };
    return text.empty() || (begins(text.front()) && std::ranges::all_of(text, [separator](char c) {
                                return c >= ' ' && c < '\x7F' && c != '"' && c != ',' && c != separator;
                            }));
}

bool is_break(char c) { return c == '\t' || c == '\n' || c == '\r'; }

bool is_formula_sign(std::uint32_t code) {
    constexpr std::uint32_t signs[] = {'=', '+', '-', '@', 0xFE62, 0xFE63, 0xFE66, 0xFE6B, 0xFF0B, 0xFF0D, 0xFF1D, 0xFF20};
    return std::ranges::find(signs, code) != std::end(signs);
}

bool is_formula(std::string_view text) {
    if (is_break(text.front())) return true;
    for (std::size_t i = 0; i < text.size();) {
        const auto [code, length] = code_point_at(text, i);
        const bool passed_over = code == ' ' || is_break(text[i]) || is_invisible(code);
        if (length == 0 || !passed_over) return length > 0 && is_formula_sign(code);
        i += length;
    }
    return false;
}

}  // namespace

std::string csv_field(std::string_view text, const CsvStyle& style) {
    if (is_plain(text, style.separator)) return std::string(text);
    const bool formula = is_formula(text);
    bool quoted = formula;
    std::string field = formula ? "\"'" : "\"";
    for (std::size_t i = 0; i < text.size();) {
        const auto [code, length] = code_point_at(text, i);
        const std::string_view here = text.substr(i, std::max<std::size_t>(1, length));  // a byte that is none stays as it is
        i += here.size();
        quoted = quoted || here == "," || here.front() == style.separator || here == "\"" || here == "\n" || here == "\r";
        if (here == "\"")
            field += "\"\"";
        else if (length > 0 && is_control(code) && !is_break(here.front()))
            field += "<U+" + padded(code, 4, 16) + ">";
        else
            field += here;
    }
    return quoted ? field + '"' : field.substr(1);
}

}  // namespace zi
