#include "lexer.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <array>
#include <cstring>

namespace zi::syntax {

namespace {

template <class Predicate>
const char* run(const char* first, const char* last, Predicate predicate) {
    while (first != last && predicate(*first)) ++first;
    return first;
}

/// A form such as "dd-dd": d is a digit, every other character is itself.
const char* scan_form(std::string_view form, const char* first, const char* last) {
    for (const char c : form) {
        if (first == last || (c == 'd' ? !is_digit(*first) : *first != c)) return nullptr;
        ++first;
    }
    return first != last && is_word(*first) ? nullptr : first;
}

}  // namespace

const char* scan_name(const char* first, const char* last) {
    if (first == last || !is_letter(*first)) return nullptr;
    return run(first, last, is_word);
}

const char* scan_label(const char* first, const char* last) {
    if (first == last || !(is_letter(*first) || is_digit(*first))) return nullptr;
    return run(first, last, is_word);
}

const char* scan_path(const char* first, const char* last) {
    const char* end = scan_label(first, last);
    while (end && end != last && *end == '.') {
        const char* next = scan_label(end + 1, last);
        if (!next) break;
        end = next;
    }
    return end;
}

const char* scan_digits(const char* first, const char* last) {
    const char* end = run(first, last, is_digit);
    return end == first ? nullptr : end;
}

const char* scan_plain(const char* first, const char* last) {
    const char* end = scan_digits(first, last);
    if (!end) return nullptr;
    if (end != last && *end == '.')
        if (const char* decimals = scan_digits(end + 1, last)) end = decimals;
    if (end != last && *end == '%') ++end;
    // "12abc" is no token.
    return end != last && is_word(*end) ? nullptr : end;
}

const char* scan_number(const char* first, const char* last) {
    const char* end = scan_digits(first, last);
    if (!end) return nullptr;
    if (end != last && *end == '.')
        if (const char* decimals = scan_digits(end + 1, last)) end = decimals;
    if (end != last && *end == '/')
        if (const char* denominator = scan_digits(end + 1, last)) end = denominator;
    if (end != last && *end == '%') ++end;
    return end != last && is_word(*end) ? nullptr : end;
}

const char* scan_date(const char* first, const char* last) { return scan_form("dddd-dd-dd", first, last); }

const char* scan_month_day(const char* first, const char* last) { return scan_form("dd-dd", first, last); }

const char* scan_text(const char* first, const char* last) {
    if (first == last || *first != '"') return nullptr;
    const auto find = [](char c, const char* from, const char* to) {
        return static_cast<const char*>(std::memchr(from, c, static_cast<std::size_t>(to - from)));
    };
    // From quote to quote; nearly always the next quote ends it. An escape skips a character, possibly a quote.
    for (++first;;) {
        const char* quote = find('"', first, last);
        if (!quote || find('\n', first, quote)) return nullptr;
        while (const char* escape = first <= quote ? find('\\', first, quote) : nullptr) first = escape + 2;
        if (first <= quote) return quote + 1;
    }
}

const char* skip_blanks(const char* first, const char* last) {
    while (first != last) {
        if (is_blank(*first))
            ++first;
        else if (*first == '/' && first + 1 != last && first[1] == '/')
            first = std::find(first, last, '\n');
        else
            break;
    }
    return first;
}

std::string unescape(std::string_view quoted) {
    if (quoted.size() < 2) return {};
    quoted = quoted.substr(1, quoted.size() - 2);
    if (quoted.find('\\') == std::string_view::npos) return std::string(quoted);
    std::string text;
    for (std::size_t i = 0; i < quoted.size(); ++i) {
        if (quoted[i] != '\\' || i + 1 == quoted.size()) {
            text += quoted[i];
            continue;
        }
        const char next = quoted[++i];
        if (next == 'n')
            text += '\n';
        else if (next == '"' || next == '\\')
            text += next;
        else
            (text += '\\') += next;
    }
    return text;
}

std::string quote(std::string_view text) {
    std::string quoted = "\"";
    for (char c : text) {
        if (c == '\n')
            quoted += "\\n";
        else if (c == '"' || c == '\\')
            (quoted += '\\') += c;
        else
            quoted += c;
    }
    return quoted + '"';
}

bool is_reserved(std::string_view word) {
    static constexpr auto words = std::to_array<std::string_view>({"agree",
                                                                   "all",
                                                                   "and",
                                                                   "any",
                                                                   "as",
                                                                   "as_of",
                                                                   "assessor",
                                                                   "attribute",
                                                                   "boolean",
                                                                   "capped",
                                                                   "choice",
                                                                   "cost",
                                                                   "count",
                                                                   "criteria",
                                                                   "date",
                                                                   "default",
                                                                   "each",
                                                                   "eligibility",
                                                                   "en",
                                                                   "evidence",
                                                                   "fact",
                                                                   "for",
                                                                   "force",
                                                                   "fresh",
                                                                   "from",
                                                                   "grades",
                                                                   "in",
                                                                   "inapplicable",
                                                                   "include",
                                                                   "input",
                                                                   "interpretation",
                                                                   "level",
                                                                   "max",
                                                                   "mean",
                                                                   "meets",
                                                                   "min",
                                                                   "needs",
                                                                   "number",
                                                                   "of",
                                                                   "open",
                                                                   "or",
                                                                   "predicate",
                                                                   "question",
                                                                   "ratio",
                                                                   "regulation",
                                                                   "scale",
                                                                   "source",
                                                                   "stage",
                                                                   "step",
                                                                   "sum",
                                                                   "then",
                                                                   "total",
                                                                   "unless",
                                                                   "until",
                                                                   "value",
                                                                   "view",
                                                                   "when",
                                                                   "worksheet"});
    static_assert(std::ranges::is_sorted(words));
    return std::ranges::binary_search(words, word);
}

const char* scan_any(const char* first, const char* last) {
    if (first == last) return first;
    if (const char* end = scan_text(first, last)) return end;
    if (*first == '"') return std::find(first, last, '\n');
    if (const char* end = scan_date(first, last)) return end;
    if (const char* end = scan_month_day(first, last)) return end;
    if (const char* end = scan_path(first, last)) return end;
    if (last - first >= 2 && first[1] == '=' && (*first == '<' || *first == '>')) return first + 2;
    if (last - first >= 2 && first[0] == '.' && first[1] == '.') return first + 2;
    ++first;
    while (first != last && !begins_code_point(*first)) ++first;
    return first;
}

}  // namespace zi::syntax
