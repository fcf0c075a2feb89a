// Everything a cell may hold becomes text or number as the checker of values takes it, or is refused here because a spreadsheet
// alone can be wrong in this way: a date in the place of 3.4, TRUE in the place of Ya, a format that shows 0.9 as 90 %.
#include "values.hpp"

#include "layout.hpp"

#include "base/filled.hpp"
#include "base/listed.hpp"
#include "units/checker.hpp"

#include <algorithm>
#include <charconv>

namespace zi::sheets {

namespace {

using Outcome = Spelled::Outcome;
using Kind = Wanted::Kind;
using units::shortened;
using units::trimmed;

std::string phrase(std::initializer_list<std::string_view> parts) {
    std::string text;
    for (const std::string_view part : parts) {
        if (!text.empty()) text += phrase_mark;
        text += part;
    }
    return text;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_digit); }

void refuse(Spelled& out, Diagnostic why) {
    out.outcome = Outcome::refused;
    out.remark = std::move(why);
}

/// `found` is a phrase.
void refuse_kind(Spelled& out, std::string found, const Wanted& wanted) {
    const char* asked = "@an_option";
    std::string way_out = phrase({"@choose_from", listed(wanted.words)});
    switch (wanted.kind) {
        case Kind::option: break;
        case Kind::member: asked = "@member"; break;
        case Kind::number:
        case Kind::count: asked = "@a_number", way_out = "@retype_number"; break;
        case Kind::flag: asked = "@a_flag", way_out = "@retype_flag"; break;
        case Kind::date: asked = "@a_date", way_out = "@format_date"; break;
    }
    refuse(out, {Code::cell_kind, {std::move(found), asked, std::move(way_out)}});
}

void take(Spelled& out, units::Value::Kind kind, std::string made) {
    out.made = std::move(made);
    out.value = units::Value::of(out.made);
    out.value.kind = kind;
    out.outcome = Outcome::value;
}

bool within(const Rational& value, const Wanted& wanted) {
    if (wanted.kind == Kind::count) return value.is_integer() && value.sign() >= 0;
    return !(value < *wanted.min) && !(*wanted.max < value);
}

/// A number that somebody typed as text: with a decimal comma or point, without marks between thousands.
void spell_number(std::string_view text, const Wanted& wanted, Spelled& out) {
    std::string number(text);
    const bool percent = number.ends_with('%');
    if (percent) number = trimmed(std::string_view(number).substr(0, number.size() - 1));
    const std::size_t mark = number.find_first_of(".,");
    const bool lone = mark != std::string::npos && number.find_first_of(".,", mark + 1) == std::string::npos;
    if (lone) {
        const std::string whole = number.substr(0, mark), part = number.substr(mark + 1);
        const std::string_view digits = std::string_view(whole).substr(whole.starts_with('-') ? 1 : 0);
        if (all_digits(digits) && all_digits(part)) {
            const bool as_thousands = number[mark] == '.' || wanted.kind == Kind::count;
            if (part.size() == 3 && digits.size() <= 3 && digits != "0" && as_thousands) {
                const auto small = Rational::parse(whole + "." + part), large = Rational::parse(whole + part);
                const bool small_fits = small && within(*small, wanted), large_fits = large && within(*large, wanted);
                if (small_fits && large_fits)
                    return refuse(out, {Code::ambiguous_number, {shortened(text), large->shortest(), small->shortest()}});
                if (large_fits && number[mark] == '.') return take(out, units::Value::Kind::number, whole + part);
            }
            number = whole + "." + part;
        }
    }
    // Zeros that change nothing: 05, 7.0.
    const bool plain = std::ranges::all_of(number, [](char c) { return is_digit(c) || c == '.' || c == '-'; });
    if (plain && !number.empty())
        if (const auto value = Rational::parse(number)) {
            std::string shortest = value->shortest(40);
            if (!percent) return take(out, units::Value::Kind::number, std::move(shortest));
            number = std::move(shortest);
        }
    if (plain && percent) return take(out, units::Value::Kind::string, number + "%");
    take(out, units::Value::Kind::string, std::string(text));
}

/// A day that is not written YYYY-MM-DD: with the day first, where it cannot be the other way round.
void spell_date(std::string_view text, Spelled& out) {
    int parts[3] = {};
    std::size_t sizes[3] = {}, at = 0;
    bool sound = true;
    for (int i = 0; i < 3 && sound; ++i) {
        const std::size_t begin = at;
        while (at < text.size() && is_digit(text[at])) ++at;
        sizes[i] = at - begin;
        sound = sizes[i] >= 1 && sizes[i] <= 4;
        if (sound) std::from_chars(text.data() + begin, text.data() + at, parts[i]);
        if (i < 2) sound = sound && at < text.size() && std::string_view("/-.").find(text[at++]) != std::string_view::npos;
    }
    if (!sound || at != text.size() || sizes[2] != 4) return take(out, units::Value::Kind::string, std::string(text));
    const auto iso = [&](int month, int day) {
        return filled("{}-{}-{}", padded(static_cast<unsigned>(parts[2]), 4), padded(static_cast<unsigned>(month), 2),
                      padded(static_cast<unsigned>(day), 2));
    };
    const std::string day_first = iso(parts[1], parts[0]), month_first = iso(parts[0], parts[1]);
    const bool one = Date::parse(day_first).has_value(), other = Date::parse(month_first).has_value();
    if (one && other && day_first != month_first)
        return refuse(out, {Code::ambiguous_date, {shortened(text), day_first, month_first}});
    // The month first is how Indonesian dates are never written.
    take(out, units::Value::Kind::string, one ? day_first : std::string(text));
}

void spell_text(const Cell& cell, const Wanted& wanted, Spelled& out) {
    const std::string_view text = trimmed(cell.text);
    switch (wanted.kind) {
        case Kind::option:
        case Kind::member: {
            const std::string words = plain_words(text);
            const bool known =
                std::ranges::any_of(wanted.words, [&](std::string_view one) { return plain_words(one) == words; });
            // What a spreadsheet shows for a cell that is true. As an answer it may be a tick beside the answer.
            if (!known && (words == "true" || words == "false")) return refuse_kind(out, phrase({text}), wanted);
            return take(out, units::Value::Kind::string, std::string(text));
        }
        case Kind::number:
        case Kind::count: return spell_number(text, wanted, out);
        case Kind::flag: return take(out, units::Value::Kind::string, std::string(text));
        case Kind::date: return spell_date(text, out);
    }
}

void spell_number_cell(const Cell& cell, bool from_1904, const Wanted& wanted, Spelled& out) {
    if (cell.format == Cell::Format::date) {
        const auto day = day_of_serial(cell.text, from_1904);
        if (!day || wanted.kind != Kind::date) {
            const std::string number = day ? day->iso() : std::string(cell.text);
            return refuse_kind(out, phrase({"@a_date", shortened(number)}), wanted);
        }
        return take(out, units::Value::Kind::string, day->iso());
    }
    const std::string number = shown(cell.text);
    if (wanted.kind == Kind::date) return refuse_kind(out, phrase({"@a_number", shortened(number)}), wanted);
    if (cell.format == Cell::Format::percent && (wanted.kind == Kind::number || wanted.kind == Kind::count)) {
        const auto value = Rational::parse(number);
        const std::string hundredths = value ? (*value * Rational(100)).shortest(40) : number;
        if (!wanted.percent) return refuse_kind(out, phrase({"@a_percent", shortened(hundredths + "%")}), wanted);
        return take(out, units::Value::Kind::string, hundredths + "%");
    }
    take(out, units::Value::Kind::number, number);
}

}  // namespace

Wanted wanted_of(const Model& model, const Question& question) {
    const Scale& scale = model.scales[question.scale];
    Wanted wanted;
    wanted.kind = scale.numeric ? Kind::number : Kind::option;
    wanted.min = &scale.min;
    wanted.max = &scale.max;
    wanted.percent = scale.percent != Percent::no;
    for (const Option& option : scale.options) wanted.words.push_back(option.key);
    return wanted;
}

Wanted wanted_of(const Model& model, const Fact& fact) {
    Wanted wanted;
    wanted.min = &fact.min;
    wanted.max = &fact.max;
    wanted.percent = fact.percent != Percent::no;
    switch (fact.type) {
        case Fact::Type::boolean: wanted.kind = Kind::flag; break;
        case Fact::Type::count: wanted.kind = Kind::count; break;
        case Fact::Type::number: wanted.kind = Kind::number; break;
        case Fact::Type::date: wanted.kind = Kind::date; break;
        case Fact::Type::member:
            wanted.kind = Kind::member;
            for (const std::string& word : model.enumerations[fact.enumeration].values) wanted.words.push_back(word);
            break;
    }
    return wanted;
}

Wanted wanted_count() {
    Wanted wanted;
    wanted.kind = Kind::count;
    return wanted;
}

bool is_blank_mark(std::string_view text) {
    static constexpr std::string_view marks[] = {"-",      "--",     "\u2010", "\u2011",    "\u2012",      "\u2013",
                                                 "\u2014", "\u2015", "\u2212", "blm diisi", "belum diisi", "pilih"};
    return std::ranges::find(marks, plain_words(text)) != std::end(marks);
}

void spell(const Cell& cell, bool from_1904, const Wanted& wanted, Spelled& out) {
    out = Spelled();
    switch (cell.kind) {
        case Cell::Kind::formula: return refuse(out, {Code::formula_without_value, {}});
        case Cell::Kind::error: return refuse(out, {Code::cell_error, {shortened(trimmed(cell.text))}});
        case Cell::Kind::boolean:
            if (wanted.kind != Kind::flag) return refuse_kind(out, std::string(cell.text), wanted);
            return take(out, units::Value::Kind::string, std::string(cell.text));
        case Cell::Kind::number: return spell_number_cell(cell, from_1904, wanted, out);
        case Cell::Kind::text: break;
    }
    const std::string_view text = trimmed(cell.text);
    if (text.empty()) return;
    if (is_blank_mark(text)) {
        out.remark = Diagnostic{Code::blank_mark, {shortened(text)}};
        return;
    }
    spell_text(cell, wanted, out);
}

std::string shown(std::string_view number) {
    std::string digits;
    std::int64_t exponent = 0;  // of the digits as a whole number
    std::size_t at = number.starts_with('-') || number.starts_with('+') ? 1 : 0;
    bool point = false;
    constexpr std::size_t usual = 40;
    if (number.size() > usual) return std::string(number);
    for (; at < number.size() && (is_digit(number[at]) || number[at] == '.'); ++at) {
        if (number[at] == '.') {
            if (point) return std::string(number);
            point = true;
            continue;
        }
        digits += number[at];
        if (point) --exponent;
    }
    if (digits.empty()) return std::string(number);
    if (at < number.size()) {
        int written = 0;
        const char* const begin = number.data() + at + 1 + (at + 1 < number.size() && number[at + 1] == '+' ? 1 : 0);
        const auto [end, error] =
            std::from_chars(std::min(begin, number.data() + number.size()), number.data() + number.size(), written);
        if ((number[at] != 'e' && number[at] != 'E') || error != std::errc() || end != number.data() + number.size() ||
            written > 30 || written < -30)
            return std::string(number);
        exponent += written;
    }
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
    constexpr std::size_t significant = 15;
    if (digits.size() > significant) {
        exponent += static_cast<std::int64_t>(digits.size() - significant);
        const bool up = digits[significant] >= '5';
        digits.resize(significant);
        std::size_t place = significant;
        while (up && place > 0 && ++digits[place - 1] > '9') digits[--place] = '0';
        if (up && place == 0) digits.insert(0, 1, '1');
    }
    for (; exponent < 0 && digits.back() == '0' && digits.size() > 1; ++exponent) digits.pop_back();
    if (digits == "0") return "0";
    if (exponent > 0) digits.append(static_cast<std::size_t>(exponent), '0');
    if (exponent < 0) {
        const auto places = static_cast<std::size_t>(-exponent);
        if (digits.size() <= places) digits.insert(0, places + 1 - digits.size(), '0');
        digits.insert(digits.size() - places, 1, '.');
    }
    return (number.starts_with('-') ? "-" : "") + digits;
}

std::optional<Share> share_of(const Cell& cell) {
    std::string text;
    bool in_hundred = false;
    if (cell.kind == Cell::Kind::number) {
        text = shown(cell.text);
    } else if (cell.kind == Cell::Kind::text) {
        text = trimmed(cell.text);
        in_hundred = text.ends_with('%');
        if (in_hundred) text = trimmed(std::string_view(text).substr(0, text.size() - 1));
        std::ranges::replace(text, ',', '.');
    } else {
        return std::nullopt;
    }
    auto value = Rational::parse(text);
    if (!value) return std::nullopt;
    const std::size_t point = text.find('.');
    Rational half(1, 2);
    for (std::size_t i = point; i != text.npos && i + 1 < text.size(); ++i) half /= Rational(10);
    if (in_hundred) *value /= Rational(100), half /= Rational(100);
    return Share{*value, zi::max(Rational(1, 1'000'000'000), zi::min(half, Rational(1, 200)))};
}

std::optional<Date> day_of_serial(std::string_view number, bool from_1904) {
    std::int64_t serial = 0;
    const std::string text = shown(number);
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), serial);
    if (error != std::errc() || (end != text.data() + text.size() && *end != '.')) return std::nullopt;
    constexpr std::int64_t last = 2'958'465;  // 9999-12-31, counted from 1900
    if (serial < (from_1904 ? 0 : 1) || serial > last - (from_1904 ? 1'462 : 0)) return std::nullopt;
    using namespace std::chrono;
    if (from_1904) return Date{sys_days{year{1904} / 1 / 1} + days{serial}};
    // Spreadsheets count a 29 February 1900 that never was, as day 60.
    if (serial == 60) return std::nullopt;
    return Date{sys_days{year{1899} / 12 / 31} + days{serial > 60 ? serial - 1 : serial}};
}

std::string note_in(const Cell& cell, bool from_1904) {
    if (cell.kind == Cell::Kind::formula) return {};
    if (cell.kind == Cell::Kind::number) {
        if (cell.format == Cell::Format::date)
            if (const auto day = day_of_serial(cell.text, from_1904)) return day->iso();
        if (cell.format == Cell::Format::percent)
            if (const auto share = share_of(cell)) return (share->value * Rational(100)).shortest(9) + "%";
        return shown(cell.text);
    }
    const std::string_view text = units::trimmed(cell.text);
    return is_blank_mark(text) ? std::string() : std::string(text);
}

}  // namespace zi::sheets
