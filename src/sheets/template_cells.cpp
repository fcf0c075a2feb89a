#include "template_cells.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <charconv>

namespace zi::sheets {

namespace {

constexpr std::uint32_t rows_of_a_sheet = LXW_ROW_MAX;
constexpr std::string_view ellipsis = "\u2026";

std::string letters(std::uint32_t column) {
    std::string text;
    for (std::uint32_t rest = column + 1; rest > 0; rest = (rest - 1) / 26)
        text.insert(text.begin(), static_cast<char>('A' + (rest - 1) % 26));
    return text;
}

}  // namespace

std::string absolute(std::uint32_t row, std::uint32_t column) { return "$" + letters(column) + "$" + std::to_string(row + 1); }

std::string on_sheet(std::string_view sheet, std::string_view cell) {
    std::string quoted = "'";
    for (const char c : sheet) {
        quoted += c;
        if (c == '\'') quoted += c;
    }
    return quoted + "'!" + std::string(cell);
}

Term literal(double value) {
    char digits[40];
    std::string text(digits, std::to_chars(digits, digits + sizeof digits, value).ptr);
    std::ranges::replace(text, 'e', 'E');
    return {value < 0 ? "(" + text + ")" : text, value};
}

Term literal(const Rational& value) {
    constexpr std::int64_t exact = std::int64_t{1} << 53;
    const std::string decimal = value.shortest(12);
    const bool short_one = decimal.size() <= 15 && decimal.find_first_not_of("0123456789.") == decimal.npos;
    if (short_one) return {decimal, value.to_double()};
    const auto parts = value.small();
    if (parts && -exact < parts->first && parts->first < exact && parts->second < exact)
        return {"(" + std::to_string(parts->first) + "/" + std::to_string(parts->second) + ")", value.to_double()};
    return literal(value.to_double());
}

double serial(Date day) {
    if (day == Date::never()) return never_serial;
    const auto counted = day.day - std::chrono::sys_days{std::chrono::year{1899} / 12 / 30};
    return static_cast<double>(counted.count());
}

void Calculation::begin(std::string_view title, const std::vector<std::string_view>& columns) {
    if (any_) ++row_;  // an empty row before the heading
    row(title);
    worksheet_write_string(sheet_, row_, 0, fitting(title).c_str(), heading_);
    std::uint16_t column = 2;
    for (const std::string_view one : columns)
        worksheet_write_string(sheet_, row_, column++, std::string(one).c_str(), heading_);
}

void Calculation::row(std::string_view name, std::string_view text) {
    if (any_) ++row_;
    any_ = true;
    column_ = 2;
    too_long_ = too_long_ || row_ >= rows_of_a_sheet;
    if (!name.empty()) worksheet_write_string(sheet_, row_, 0, fitting(name).c_str(), nullptr);
    if (!text.empty()) worksheet_write_string(sheet_, row_, 1, fitting(text, 200).c_str(), nullptr);
}

Term Calculation::put(const Term& term) {
    constexpr std::size_t most_characters = 8'192;
    too_long_ = too_long_ || term.formula.size() >= most_characters;
    worksheet_write_formula_num(sheet_, row_, column_, ("=" + term.formula).c_str(), nullptr, term.value);
    return {absolute(row_, column_++), term.value};
}

std::string Calculation::range(std::uint32_t first, std::uint32_t last, std::uint32_t column) const {
    return absolute(first, column) + ":" + absolute(last, column);
}

Term Calculation::most(const std::vector<Term>& terms, bool least) {
    constexpr std::size_t together = 100;
    if (terms.size() == 1) return terms.front();
    if (terms.size() > together) {
        std::vector<Term> parts;
        for (std::size_t i = 0; i < terms.size(); i += together) {
            const Term part = most({terms.begin() + static_cast<std::ptrdiff_t>(i),
                                    terms.begin() + static_cast<std::ptrdiff_t>(std::min(i + together, terms.size()))},
                                   least);
            row({});
            parts.push_back(put(part));
        }
        return most(parts, least);
    }
    Term all{least ? "MIN(" : "MAX(", terms.front().value};
    for (std::size_t i = 0; i < terms.size(); ++i) {
        if (i > 0) all.formula += ',';
        all.formula += terms[i].formula;
        all.value = least ? std::min(all.value, terms[i].value) : std::max(all.value, terms[i].value);
    }
    all.formula += ')';
    return all;
}

std::string fitting(std::string_view text, std::size_t most) {
    // Replaces characters that XML forbids. Rules contain none, but ids may.
    std::string sound;
    std::size_t units = 0, room = 0;  // `room`: bytes that leave space for the ellipsis
    for (std::size_t at = 0; at < text.size();) {
        const CodePoint one = code_point_at(text, at);
        const bool writable = one.length > 0 && (one.code & 0xFFFE) != 0xFFFE;
        units += one.code >= 0x10000 ? 2 : 1;
        if (units > most) return sound.substr(0, room) + std::string(ellipsis);
        sound += writable ? text.substr(at, one.length) : std::string_view("\uFFFD");
        if (units < most) room = sound.size();
        at += std::max<std::size_t>(1, one.length);
    }
    return sound;
}

}  // namespace zi::sheets
