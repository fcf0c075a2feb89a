#include "plain_value.hpp"

#include "columnar/floor.hpp"
#include "columnar/values.hpp"

#include <algorithm>
#include <limits>

namespace zi::io {

namespace {

constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min(), greatest = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t first_day = std::chrono::sys_days{std::chrono::year{1} / 1 / 1}.time_since_epoch().count();
constexpr std::int64_t last_day = Date::never().day.time_since_epoch().count();

}  // namespace

PlainValues::PlainValues(const Model& model, const ColumnLayout& layout, const Limits& limits)
    : model_(model), layout_(layout), limits_(limits), checker_(model, limits) {
    kinds_.reserve(layout.fields().size());
    for (const Field& field : layout.fields()) {
        FieldKind& kind = kinds_.emplace_back();
        switch (field.kind) {
            case Field::Kind::option:
                kind.kind = Kind::word;
                for (const Option& one : model.scales[model.questions[field.index].scale].options) kind.keys.push_back(one.key);
                break;
            case Field::Kind::number: {
                const Scale& scale = model.scales[model.questions[field.index].scale];
                set_range(kind, scale.min, scale.max, scale.step);
                kind.strict = scale.percent == Percent::strict;
                break;
            }
            case Field::Kind::count: kind.kind = Kind::count; break;
            case Field::Kind::document:
            case Field::Kind::evidence: break;
            case Field::Kind::fact: {
                const Fact& fact = model.facts[field.index];
                switch (fact.type) {
                    case Fact::Type::boolean: break;
                    case Fact::Type::count: kind.kind = Kind::count; break;
                    case Fact::Type::number:
                        set_range(kind, fact.min, fact.max, fact.step);
                        kind.strict = fact.percent == Percent::strict;
                        break;
                    case Fact::Type::date: kind.kind = Kind::date; break;
                    case Fact::Type::member:
                        kind.kind = Kind::word;
                        for (const std::string& one : model.enumerations[fact.enumeration].values) kind.keys.push_back(one);
                        break;
                }
                break;
            }
        }
        if (std::ranges::all_of(kind.keys, [](std::string_view key) { return key.size() <= longest_short; }))
            for (const std::string_view key : kind.keys) kind.short_keys.push_back(short_text(key));
    }
}

void PlainValues::set_range(FieldKind& kind, const Rational& min, const Rational& max,
                            const std::optional<Rational>& step) const {
    kind.kind = Kind::number;
    kind.min = min;
    kind.max = max;
    kind.step = step;
    for (unsigned decimals = 0; decimals < prepared; ++decimals) {
        const std::int64_t unit = power_of_ten(decimals);
        Range& range = kind.ranges[decimals];
        const auto low = columnar::floor_of(min, unit), high = columnar::floor_of(max, unit);
        // A bound beyond 64 bits admits all 64-bit integers, or none: then the range stays empty.
        if ((!low && min.sign() > 0) || (!high && max.sign() < 0)) continue;
        if (low && !low->exact && low->value == greatest) continue;
        range.low = !low ? least : low->exact ? low->value : low->value + 1;
        range.high = high ? high->value : greatest;
        if (!step) continue;
        const auto width = columnar::floor_of(*step, unit);
        range.exact_step = low && low->exact && width && width->exact && width->value > 0;
        range.step = width ? width->value : 0;
    }
}

std::optional<std::pair<std::int64_t, std::int64_t>> PlainValues::bounds(FieldIndex field) const {
    const FieldKind& kind = kinds_[field];
    switch (kind.kind) {
        case Kind::flag: return std::pair<std::int64_t, std::int64_t>{0, 1};
        case Kind::word: return std::pair<std::int64_t, std::int64_t>{0, static_cast<std::int64_t>(kind.keys.size()) - 1};
        case Kind::count: return std::pair<std::int64_t, std::int64_t>{0, limits_.count};
        case Kind::date: return std::pair{first_day, last_day};
        case Kind::number: break;
    }
    if (kind.step || kind.strict) return std::nullopt;
    return std::pair{kind.ranges[0].low, kind.ranges[0].high};
}

bool PlainValues::admits(FieldIndex field, const PlainValue& value) const {
    const FieldKind& kind = kinds_[field];
    switch (kind.kind) {
        case Kind::flag: return value.value == 0 || value.value == 1;
        case Kind::word: return value.value >= 0 && static_cast<std::uint64_t>(value.value) < kind.keys.size();
        case Kind::count: return value.decimals == 0 && value.value >= 0 && value.value <= limits_.count;
        case Kind::date: return value.value >= first_day && value.value <= last_day;
        case Kind::number: break;
    }
    if (kind.strict && may_be_fraction(Rational(value.value, power_of_ten(value.decimals)))) return false;
    if (value.decimals < prepared) {
        const Range& range = kind.ranges[value.decimals];
        if (value.value < range.low || value.value > range.high) return false;
        if (!kind.step) return true;
        if (range.exact_step) return (value.value - range.low) % range.step == 0;
    }
    const Rational exact(value.value, power_of_ten(value.decimals));
    return !(exact < kind.min) && !(kind.max < exact) && (!kind.step || ((exact - kind.min) / *kind.step).is_integer());
}

std::optional<PlainValue> PlainValues::word(FieldIndex field, std::string_view text) const {
    const FieldKind& kind = kinds_[field];
    if (kind.kind == Kind::date) {
        const auto date = units::day_of(text);
        if (!date) return std::nullopt;
        return PlainValue{date->day.time_since_epoch().count(), 0};
    }
    const auto place_in = [](const auto& keys, const auto& wanted) -> std::optional<PlainValue> {
        const auto found = std::find(keys.begin(), keys.end(), wanted);
        if (found == keys.end()) return std::nullopt;
        return PlainValue{found - keys.begin(), 0};
    };
    if (kind.short_keys.empty()) return place_in(kind.keys, text);
    return text.size() <= longest_short ? place_in(kind.short_keys, short_text(text)) : std::nullopt;
}

std::optional<PlainValue> PlainValues::number(FieldIndex field, std::string_view text) const {
    constexpr std::size_t longest = 18;
    if (!is_number(field) || text.empty() || text.size() > std::min(longest, limits_.number_digits)) return std::nullopt;
    if (text.size() > 1 && text[0] == '0' && text[1] != '.') return std::nullopt;
    PlainValue value;
    bool point = false;
    for (const char c : text) {
        if (c == '.' && !point && kinds_[field].kind != Kind::count) {
            point = true;
        } else if (c >= '0' && c <= '9') {
            value.value = 10 * value.value + (c - '0');
            value.decimals += point ? 1 : 0;
        } else {
            return std::nullopt;
        }
    }
    if (text.front() == '.' || text.back() == '.') return std::nullopt;
    while (value.decimals > 0 && value.value % 10 == 0) {
        value.value /= 10;
        --value.decimals;
    }
    if (!admits(field, value)) return std::nullopt;
    return value;
}

std::optional<PlainValue> PlainValues::spelled(FieldIndex field, std::string_view text) const {
    if (is_number(field)) return number(field, text);
    if (!is_flag(field)) return word(field, text);
    const auto flag = units::flag_of(text);
    if (!flag) return std::nullopt;
    return PlainValue{*flag ? 1 : 0, 0};
}

FieldValue as_field_value(const Rational& number) {
    const auto parts = number.small();
    return parts && parts->second == 1 ? FieldValue(PlainValue{parts->first, 0}) : FieldValue(number);
}

void put(ColumnsBuilder& builder, FieldIndex field, std::size_t row, const FieldValue& value) {
    if (const auto* plain = std::get_if<PlainValue>(&value))
        builder.put(field, row, plain->value, plain->decimals);
    else
        builder.put(field, row, std::get<Rational>(value));
}

namespace {

struct AsFieldValue {
    std::optional<FieldValue> operator()(std::monostate) const { return std::nullopt; }
    std::optional<FieldValue> operator()(Refused) const { return std::nullopt; }
    std::optional<FieldValue> operator()(bool flag) const { return PlainValue{flag ? 1 : 0, 0}; }
    std::optional<FieldValue> operator()(Member member) const { return PlainValue{member.value, 0}; }
    std::optional<FieldValue> operator()(Date date) const { return PlainValue{date.day.time_since_epoch().count(), 0}; }
    std::optional<FieldValue> operator()(const Rational& number) const { return as_field_value(number); }
    std::optional<FieldValue> operator()(const Counts&) const { return std::nullopt; }  // counts are set one input at a time
};

}  // namespace

std::optional<FieldValue> PlainValues::read(FieldIndex index, const units::Value& value, Diagnostics& out) {
    const Field& field = layout_.fields()[index];
    if (field.kind == Field::Kind::document || field.kind == Field::Kind::evidence) {
        const bool blank = value.kind == units::Value::Kind::string && units::trimmed(value.text).empty();
        if (!blank) out.push_back({Code::json_type, {"@bool", units::kind_word(value.kind)}});
        return std::nullopt;
    }
    if (field.kind == Field::Kind::fact)
        return std::visit(AsFieldValue(), checker_.fact(model_.facts[field.index], value, out));
    if (field.kind != Field::Kind::count)
        return std::visit(AsFieldValue(), checker_.answer(model_.questions[field.index], value, out));
    const auto count = checker_.count(value, out);
    return count ? std::optional(as_field_value(*count)) : std::nullopt;
}

std::optional<FieldValue> PlainValues::check(FieldIndex index, const Rational& number, Diagnostics& out) const {
    const Field& field = layout_.fields()[index];
    const std::size_t before = out.size();
    if (field.kind == Field::Kind::fact) {
        const Fact& fact = model_.facts[field.index];
        checker_.check_fact(fact, number, out);
        units::check_percent(number, fact.percent, out);
    } else if (field.kind == Field::Kind::count) {
        checker_.check_count(number, out);
    } else {
        Answer answer = number;
        const Question& question = model_.questions[field.index];
        checker_.check_answer(question, answer, out);
        if (question.scale != none) units::check_percent(number, model_.scales[question.scale].percent, out);
    }
    return out.size() == before ? std::optional(as_field_value(number)) : std::nullopt;
}

}  // namespace zi::io
