#include "slips.hpp"

#include "lexer.hpp"

#include "zi/diagnostic.hpp"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <utility>
#include <vector>

namespace zi::syntax {

namespace {

/// The text around the position where parsing failed.
class Around {
public:
    Around(const char* begin, const char* at, const char* last) : begin_(begin), at_(at), last_(last) {}

    std::string_view rest() const { return {at_, static_cast<std::size_t>(last_ - at_)}; }
    /// The character at an offset from here; 0 outside the text.
    char operator[](std::ptrdiff_t offset) const { return offset < begin_ - at_ || offset >= last_ - at_ ? '\0' : at_[offset]; }
    /// The longest run of characters around this position for which `belongs` holds.
    template <class Belongs>
    std::string_view run(Belongs belongs) const {
        const char *first = at_, *end = at_;
        while (first != begin_ && belongs(first[-1])) --first;
        while (end != last_ && belongs(*end)) ++end;
        return {first, static_cast<std::size_t>(end - first)};
    }
    /// The word before this position, across blanks.
    std::string_view word_before() const {
        const char* end = at_;
        while (end != begin_ && is_blank(end[-1])) --end;
        const char* first = end;
        while (first != begin_ && is_word(first[-1])) --first;
        return {first, static_cast<std::size_t>(end - first)};
    }
    /// Is the word before this position compared with something?
    bool follows_operator() const {
        const char* first = word_before().data();
        while (first != begin_ && is_blank(first[-1])) --first;
        return first != begin_ && std::string_view("<>=").find(first[-1]) != std::string_view::npos;
    }
    /// This line from its first word on.
    std::string_view line() const {
        const char* first = at_;
        while (first != begin_ && first[-1] != '\n') --first;
        first = skip_blanks(first, last_);
        return {first, static_cast<std::size_t>(last_ - first)};
    }
    /// The word that begins here.
    std::string_view word() const {
        const char* const end = scan_label(at_, last_);
        return end == nullptr ? std::string_view() : std::string_view(at_, static_cast<std::size_t>(end - at_));
    }

private:
    const char *begin_, *at_, *last_;
};

std::string hint(std::string_view word) { return std::string(word); }
std::string hint(std::string_view word, const std::string& written) {
    return std::string(word) + phrase_mark + "`" + written + "`";
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::ranges::find(words, word) != words.end();
}

/// Numbers separated by one sign, as in 01-01-2026; empty if it is something else.
std::vector<std::string_view> parts_of(std::string_view text, char between) {
    std::vector<std::string_view> parts;
    for (;;) {
        const std::size_t end = std::min(text.find(between), text.size());
        if (end == 0 || !std::ranges::all_of(text.substr(0, end), is_digit)) return {};
        parts.push_back(text.substr(0, end));
        if (end == text.size()) return parts;
        text.remove_prefix(end + 1);
    }
}

/// 01-01-2026, 1/1/2026 or 2026/01/01 as the language writes dates.
std::string day_meant(const Around& around) {
    for (const char between : {'-', '/', '.'}) {
        const auto parts = parts_of(around.run([&](char c) { return is_digit(c) || c == between; }), between);
        if (parts.size() != 3) continue;
        const bool year_first = parts[0].size() == 4;
        std::string_view year = year_first ? parts[0] : parts[2], month = parts[1], day = year_first ? parts[2] : parts[0];
        if (year.size() != 4 || day.size() > 2 || month.size() > 2) continue;
        if (year_first && between == '-' && month.size() == 2 && day.size() == 2) continue;  // correct as it is
        const auto two = [](std::string_view digits) { return std::string(2 - digits.size(), '0') + std::string(digits); };
        if (two(month) > "12" && two(day) <= "12") std::swap(month, day);
        return std::string(year) + "-" + two(month) + "-" + two(day);
    }
    return {};
}

/// 1.000.000 without its thousands separators.
std::string whole_meant(const Around& around) {
    const auto parts = parts_of(around.run([](char c) { return is_digit(c) || c == '.'; }), '.');
    std::string digits;
    for (const std::string_view part : parts) digits += part;
    return parts.size() > 2 ? digits : std::string();
}

/// 3,5 with a decimal point.
std::string decimal_meant(const Around& around) {
    const auto parts = parts_of(around.run([](char c) { return is_digit(c) || c == ','; }), ',');
    return parts.size() == 2 ? std::string(parts[0]) + "." + std::string(parts[1]) : std::string();
}

struct Sign {
    std::string_view spelling, hint;
};
/// Characters that the language does not have.
constexpr std::array signs{Sign{"\u201c", "@slip_quotes"},  Sign{"\u201d", "@slip_quotes"},  Sign{"\u201e", "@slip_quotes"},
                           Sign{"\u2018", "@slip_quotes"},  Sign{"\u2019", "@slip_quotes"},  Sign{"\u00ab", "@slip_quotes"},
                           Sign{"'", "@slip_quotes"},       Sign{"`", "@slip_quotes"},       Sign{"\u2265", "@slip_at_least"},
                           Sign{"\u2264", "@slip_at_most"}, Sign{"\u2260", "@slip_unequal"}, Sign{"!=", "@slip_unequal"},
                           Sign{"<>", "@slip_unequal"},     Sign{"#", "@slip_comment"},      Sign{"/*", "@slip_comment"},
                           Sign{"--", "@slip_comment"},     Sign{"!", "@slip_not"},          Sign{"&&", "@slip_and"},
                           Sign{"||", "@slip_or"},          Sign{";", "@slip_semicolon"}};

std::string by_sign(const Around& around) {
    const std::string_view rest = around.rest();
    if (around[-1] == '=' && around[0] == '=') return hint("@slip_equal");
    if (around[-1] == '=' && around[0] == '>') return hint("@slip_at_least");
    if (around[-1] == '=' && around[0] == '<') return hint("@slip_at_most");
    if (around[-1] == '<' && around[0] == '>') return hint("@slip_unequal");
    for (const Sign& sign : signs)
        if (rest.starts_with(sign.spelling)) return hint(sign.hint);
    return {};
}

std::string by_number(const Around& around, std::string_view expected) {
    if (std::string day = day_meant(around); !day.empty()) return hint("@slip_day", day);
    if (std::string decimal = decimal_meant(around); !decimal.empty()) return hint("@slip_comma", decimal);
    if (std::string whole = whole_meant(around); !whole.empty()) return hint("@slip_thousands", whole);
    if (around[0] == '%' && is_blank(around[-1])) return hint("@slip_percent");
    if (around[0] == '.' && is_digit(around[1]) && !is_word(around[-1])) return hint("@slip_point");
    if ((around[0] == '-' || around[0] == '+') && (is_digit(around[1]) || around[1] == '.') && !is_word(around[-1]))
        return hint("@slip_negative");
    if (expected.find("@date") != expected.npos && is_digit(around[0])) return hint("@slip_day", "2026-05-31");
    return {};
}

std::string by_word(const Around& around, std::string_view expected, Place place) {
    const std::string_view word = around.word(), before = around.word_before(), rest = around.rest();
    if (rest.starts_with("n/a") || rest.starts_with("N/A") ||
        (around[0] == '/' && is_one_of(before, {"n", "N"}) && (around[1] == 'a' || around[1] == 'A')))
        return hint("@slip_inapplicable");
    if (expected.find("@period") != expected.npos) {
        if (is_one_of(word, {"tahun", "years", "thn"})) return hint("@slip_write", "year");
        if (is_one_of(word, {"bulan", "months", "bln"})) return hint("@slip_write", "month");
        if (is_one_of(word, {"hari", "days"})) return hint("@slip_write", "day");
    }
    // A misspelled keyword may have been parsed as a name.
    const auto said = [&](std::initializer_list<std::string_view> words) {
        return is_one_of(word, words) || is_one_of(before, words);
    };
    if (said({"not", "NOT", "bukan", "tidak"})) return hint("@slip_not");
    if (around.line().starts_with("needs") && said({"and", "AND", "dan", "or", "OR", "atau"})) return hint("@slip_needs");
    if (said({"or", "OR", "atau"})) return hint(place == Place::predicate ? "@slip_or_condition" : "@slip_or");
    if (said({"and", "AND", "dan"})) return hint(place == Place::predicate ? "@slip_and_condition" : "@slip_and");
    if (word == "as_of" && expected.find("@value") != expected.npos) return hint("@slip_as_of");
    if (place == Place::declarations && expected == "@statement" &&
        is_one_of(word, {"inapplicable", "criteria", "input", "value", "when", "needs"}))
        return hint("@slip_in_question", std::string(word));
    if (around[0] == '(' && is_word(around[-1]) && is_letter(before.empty() ? '0' : before.front()))
        return hint("@slip_function");
    // A name joined with a character it cannot contain.
    if ((around[0] == '-' || around[0] == '.') && is_word(around[-1]) && is_word(around[1])) {
        if (place == Place::predicate && around[0] == '.' && around.follows_operator()) return hint("@slip_threshold");
        std::string label(around.run([](char c) { return is_word(c) || c == '-' || c == '.'; }));
        // Where a title or a scale must follow, even 1.2 is a label; elsewhere a number.
        const bool names = expected.find("@text") != expected.npos || expected.find("@name") != expected.npos;
        if ((!names && std::ranges::none_of(label, is_letter)) || around.line().starts_with("each")) return {};
        std::ranges::replace_if(
            label, [](char c) { return !is_word(c); }, '_');
        return hint("@slip_label", label);
    }
    return {};
}

}  // namespace

std::string slip(const char* begin, const char* at, const char* last, std::string_view expected, Place place) {
    const Around around(begin, at, last);
    if (std::string found = by_sign(around); !found.empty()) return found;
    if (std::string found = by_number(around, expected); !found.empty()) return found;
    return by_word(around, expected, place);
}

}  // namespace zi::syntax
