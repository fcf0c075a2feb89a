#include "foreign.hpp"

#include <algorithm>

namespace zi::io {

namespace {

/// Signatures of formats that people take for text.
struct Sign {
    std::string_view bytes;
    const char* what;
    const char* way_out;
};
constexpr Sign signs[] = {
    {"PK\x03\x04", "@workbook", "@save_sheet"}, {"\xD0\xCF\x11\xE0", "@old_workbook", "@save_sheet"},
    {"\xFF\xFE", "@utf16", "@save_utf8"},       {"\xFE\xFF", "@utf16", "@save_utf8"},
    {"\x1F\x8B", "@compressed", "@unpack"},     {"%PDF", "@pdf", "@write_json"},
};

std::optional<Diagnostic> foreign(std::string_view text, const char* wanted) {
    for (const Sign& sign : signs)
        if (text.starts_with(sign.bytes)) return Diagnostic{Code::foreign_text, {sign.what, wanted, sign.way_out}};
    // UTF-16 without a byte order mark: every other byte of ASCII text is 0.
    const auto is_zero = [&](std::size_t at) { return text.size() > at && text[at] == '\0'; };
    if (text.size() >= 4 && is_zero(0) != is_zero(1) && is_zero(0) == is_zero(2) && is_zero(1) == is_zero(3))
        return Diagnostic{Code::foreign_text, {"@utf16", wanted, "@save_utf8"}};
    return std::nullopt;
}

std::string_view first_line(std::string_view text) {
    const std::size_t begin = std::min(text.find_first_not_of(" \t\r\n"), text.size());
    return text.substr(begin, std::min(text.find_first_of("\r\n", begin), text.size()) - begin);
}

}  // namespace

std::optional<Diagnostic> foreign_to_json(std::string_view text) {
    if (auto other = foreign(text, "@json")) return other;
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    const std::string_view line = first_line(text);
    if (line.empty() || line.front() == '{' || line.front() == '[') return std::nullopt;
    const bool cells =
        line.find_first_of(",;\t") != std::string_view::npos && line.find_first_of("{}[]") == std::string_view::npos;
    if (!cells) return std::nullopt;
    return Diagnostic{Code::foreign_text, {"@table", "@json", "@read_table"}};
}

std::optional<Diagnostic> foreign_to_csv(std::string_view text) {
    if (auto other = foreign(text, "@csv")) return other;
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    const std::string_view line = first_line(text);
    if (line.empty() || (line.front() != '{' && line.front() != '[')) return std::nullopt;
    return Diagnostic{Code::foreign_text, {"@json", "@csv", "@read_json"}};
}

const char* other_separator(std::string_view header) {
    if (header.find(',') != std::string_view::npos) return nullptr;
    if (header.find(';') != std::string_view::npos) return "@semicolons";
    return header.find('\t') != std::string_view::npos ? "@tabs" : nullptr;
}

}  // namespace zi::io
