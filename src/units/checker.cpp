#include "checker.hpp"

#include "base/ascii.hpp"
#include "base/listed.hpp"

#include <algorithm>
#include <iterator>
#include <map>

namespace zi::units {

namespace {

using Kind = Value::Kind;

/// Messages quote numbers as written; a spelling has at most Limits::number_digits, 40 by default.
constexpr int most_decimals = 40;

const std::string& key_of(const Option& option) { return option.key; }
const std::string& key_of(const Input& input) { return input.key; }
const std::string& key_of(const std::string& member) { return member; }
constexpr auto key = [](const auto& item) -> const std::string& { return key_of(item); };

void refuse_type(const char* wanted, std::string found, Diagnostics& out) {
    out.push_back({Code::json_type, {wanted, std::move(found)}});
}

/// A ratio is asked for its inputs.
void refuse_counts(const Question& question, std::string found, Diagnostics& out) {
    refuse_type("@answer_counts", std::move(found), out);
    out.back().args.push_back(std::string("@inputs_are") + phrase_mark + listed(question.inputs, key));
}

/// Catalogue words of types, "@number" and so on.
const char* word(const Answer& answer) {
    if (std::holds_alternative<Member>(answer)) return "@answer_option";
    return std::holds_alternative<Rational>(answer) ? "@number" : "@answer_counts";
}
const char* word(const FactValue& value) {
    if (std::holds_alternative<bool>(value)) return "@bool";
    if (std::holds_alternative<Rational>(value)) return "@number";
    return std::holds_alternative<Date>(value) ? "@date" : "@member";
}

bool check_range(const Rational& value, const Rational& min, const Rational& max, Diagnostics& out) {
    if (!(value < min) && !(max < value)) return true;
    out.push_back({Code::number_range, {value.shortest(most_decimals), min.shortest(), max.shortest()}});
    return false;
}

/// The integer nearest to a non-negative value; ties round up.
Rational rounded(const Rational& value) { return *Rational::parse(value.decimal(0), value.bits() + 2); }

/// Checks range and step; the suggestion is the nearest number on the step.
bool check_number(const Rational& value, const Rational& min, const Rational& max, const std::optional<Rational>& step,
                  Diagnostics& out) {
    if (!check_range(value, min, max, out)) return false;
    if (!step) return true;
    const Rational steps = (value - min) / *step;
    if (steps.is_integer()) return true;
    out.push_back({Code::number_step, {value.shortest(most_decimals), step->shortest()}});
    out.back().suggestion = (min + rounded(steps) * *step).shortest(most_decimals);
    return false;
}

/// `of`: a numeric scale or fact.
template <class Numbers>
bool check_number(const Rational& value, const Numbers& of, Diagnostics& out) {
    return check_number(value, of.min, of.max, of.step, out);
}

bool has_percent_sign(const Value& value) { return value.kind == Kind::string && trimmed(value.text).ends_with('%'); }

template <class Items>
void check_place(Index place, const Items& items, Diagnostics& out) {
    if (place >= items.size()) out.push_back({Code::unknown_value, {std::to_string(place), listed(items, key)}});
}

/// A problem at one input: a contradicted total, or an invalid count.
void place_at(std::string_view input, Diagnostic& problem) { problem.path = Path(Path(), input).text(); }

bool fill_in_totals(const Question& question, Counts& counts, Diagnostics& out) {
    Diagnostics mismatches;
    const bool sound = derive_totals(question, counts, {}, {}, mismatches);
    for (Diagnostic& mismatch : mismatches) {
        place_at(mismatch.args.front(), mismatch);
        out.push_back(std::move(mismatch));
    }
    return sound;
}

const std::vector<std::string_view> flag_words{"ya", "tidak"};

/// The text of a value that is not a list.
std::string_view text_of(const Value& value) {
    if (value.kind == Kind::boolean) return value.boolean ? "true" : "false";
    return value.text;
}

bool is_digit(std::string_view text) { return text == "1" || text == "0"; }

/// A boolean, where it is unambiguous; 1 and 0 included.
std::optional<bool> flag_like(const Value& value) {
    const std::string_view text = trimmed(text_of(value));
    return is_digit(text) ? text == "1" : flag_of(text);
}

/// Placeholders that sheets use for empty, unknown or zero.
bool may_be_nothing(std::string_view text) {
    static constexpr std::string_view marks[] = {"-",      "--",     "\u2010", "\u2011", "\u2012", "\u2013",
                                                 "\u2014", "\u2212", "?",      "n/a",    "#n/a",   "na",
                                                 "nan",    "null",   "none",   "nil",    "kosong", "nihil"};
    return std::ranges::any_of(marks, [&](std::string_view mark) { return same_letters(mark, text); });
}

/// The index of the only name that fits; none if there is none, or several.
template <class Fits>
Index only(const std::vector<std::string_view>& names, Fits fits) {
    const auto found = std::ranges::find_if(names, fits);
    if (found == names.end() || std::any_of(found + 1, names.end(), fits)) return none;
    return static_cast<Index>(found - names.begin());
}

/// Inputs by key. Linear search for a few; indexed for many, where it would be quadratic.
class Inputs {
public:
    explicit Inputs(const std::vector<Input>& inputs) : inputs_(inputs) {
        constexpr std::size_t few = 16;
        if (inputs.size() > few)
            for (std::size_t i = 0; i < inputs.size(); ++i) places_.emplace(inputs[i].key, i);
    }
    /// The number of inputs if there is no such key.
    std::size_t find(std::string_view wanted) const {
        if (places_.empty()) return static_cast<std::size_t>(std::ranges::find(inputs_, wanted, &Input::key) - inputs_.begin());
        const auto found = places_.find(wanted);
        return found == places_.end() ? inputs_.size() : found->second;
    }

private:
    const std::vector<Input>& inputs_;
    std::map<std::string_view, std::size_t> places_;
};

}  // namespace

std::optional<bool> flag_of(std::string_view text) {
    const auto is = [text](std::string_view other) { return same_letters(text, other); };
    if (is("true") || is("ya")) return true;
    if (is("false") || is("tidak")) return false;
    return std::nullopt;
}

std::optional<Date> day_of(std::string_view text) { return text == "never" ? Date::never() : Date::parse(text); }

bool check_percent(const Rational& value, Percent percent, Diagnostics& out) {
    if (percent != Percent::strict || !may_be_fraction(value)) return true;
    out.push_back(
        {Code::percent_or_fraction_refused, {value.shortest(most_decimals), (value * Rational(100)).shortest(most_decimals)}});
    return false;
}

void check_day(Date date, Diagnostics& out) {
    constexpr Date first{std::chrono::sys_days{std::chrono::year{1} / 1 / 1}};
    if (date < first || Date::never() < date)
        out.push_back({Code::bad_date, {std::to_string(date.day.time_since_epoch().count())}});
}

// ---- Values as written -----------------------------------------------------------------------------------------------

template <class Items, class Name>
Index Checker::named(const Value& value, const Items& items, Name name, const char* wanted, Diagnostics& out) {
    if (value.kind == Kind::array || value.kind == Kind::object) return refuse_type(wanted, kind_word(value.kind), out), none;
    const std::string_view given = text_of(value), text = trimmed(given);
    if (text.empty()) return none;
    for (const std::string_view exact : {given, text})
        if (const auto found = std::ranges::find(items, exact, name); found != items.end())
            return static_cast<Index>(found - items.begin());
    std::vector<std::string_view> names;
    for (const auto& item : items) names.push_back(name(item));
    // In other letters, or yes and no in other words, where one of the names alone is meant.
    const Index same = only(names, [&](std::string_view one) { return same_letters(one, text); });
    if (same != none) return same;
    const auto flag = flag_like(value);
    const Index yes = only(names, [](std::string_view one) { return flag_of(one) == true; }),
                no = only(names, [](std::string_view one) { return flag_of(one) == false; });
    const Index meant = flag && yes != none && no != none ? *flag ? yes : no : Index(none);
    // 1 could also mean the first name, or the second.
    if (meant != none && value.kind != Kind::number && !is_digit(text)) return meant;
    if (may_be_nothing(text)) return out.push_back({Code::unclear_mark, {shortened(given)}}), none;
    Diagnostic problem{Code::unknown_value, {shortened(given), listed(names)}};
    problem.suggestion = meant != none ? std::string(names[meant]) : closest(text, names, guesses_);
    out.push_back(std::move(problem));
    return none;
}

std::optional<bool> Checker::flag(const Value& value, Diagnostics& out) {
    if (value.kind == Kind::array || value.kind == Kind::object)
        return refuse_type("@bool", kind_word(value.kind), out), std::nullopt;
    const std::string_view given = text_of(value), text = trimmed(given);
    if (text.empty()) return std::nullopt;
    if (const auto flag = flag_of(text)) return flag;
    if (may_be_nothing(text)) return out.push_back({Code::unclear_mark, {shortened(given)}}), std::nullopt;
    Diagnostic problem{Code::unknown_value, {shortened(given), listed(flag_words)}};
    const auto meant = flag_like(value);
    problem.suggestion = meant ? std::string(flag_words[*meant ? 0 : 1]) : closest(text, flag_words, guesses_);
    out.push_back(std::move(problem));
    return std::nullopt;
}

/// A number, or a string that spells one, with a per cent sign if the scale is per cent; a blank string is no value.
std::optional<Rational> Checker::number(const Value& value, Percent percent, Diagnostics& out) const {
    if (value.kind != Kind::number && value.kind != Kind::string)
        return refuse_type("@number", kind_word(value.kind), out), std::nullopt;
    const std::string_view text = trimmed(value.text);
    if (text.empty()) return std::nullopt;
    // 95% is 95 on a per cent scale; elsewhere it could be 95 or 0.95.
    std::string_view spelled = text;
    if (percent != Percent::no && has_percent_sign(value)) spelled.remove_suffix(1);
    auto number = Rational::parse(spelled, limits_.number_digits);
    if (number && spelled.find('%') == std::string_view::npos) return number;
    if (may_be_nothing(text))
        out.push_back({Code::unclear_mark, {shortened(value.text)}});
    else
        out.push_back({Code::number_invalid, {shortened(value.text), std::to_string(limits_.number_digits)}});
    return std::nullopt;
}

std::optional<Rational> Checker::count(const Value& value, Diagnostics& out) {
    if (value.kind == Kind::null) return std::nullopt;
    Diagnostics problems;
    auto number = this->number(value, Percent::no, problems);
    // 1.000 in text may mean a thousand, and 12/12 twelve of twelve. A JSON number is unambiguous.
    const bool doubtful = value.kind == Kind::string && value.text.find_first_of("./%") != std::string_view::npos;
    if (number && !doubtful && is_count(*number)) return number;
    // 1,000 is no number, so it is no count either: the suggestion for numbers would be 1.000.
    if (number || (!problems.empty() && problems.front().code == Code::number_invalid))
        problems = {{Code::count_invalid, {shortened(value.text), std::to_string(limits_.count)}}};
    out.insert(out.end(), std::make_move_iterator(problems.begin()), std::make_move_iterator(problems.end()));
    return std::nullopt;
}

Answer Checker::answer(const Question& question, const Value& value, Diagnostics& out) {
    Answer answer;
    if (value.kind == Kind::null) return answer;
    switch (question.kind) {
        case Question::Kind::options:
            if (const Index option = named(value, model_.scales[question.scale].options, key, "@answer_option", out);
                option != none)
                answer = Member{option};
            break;
        case Question::Kind::number:
            if (const Scale& scale = model_.scales[question.scale]; auto given = number(value, scale.percent, out))
                if (check_number(*given, scale, out) && (has_percent_sign(value) || check_percent(*given, scale.percent, out)))
                    answer = std::move(*given);
            break;
        case Question::Kind::ratio: counts(question, value, answer, out); break;
    }
    return answer;
}

void Checker::counts(const Question& question, const Value& value, Answer& answer, Diagnostics& out) {
    if (value.kind != Kind::object) return refuse_counts(question, kind_word(value.kind), out);
    Counts counts;
    counts.values.resize(question.inputs.size());
    const Inputs inputs(question.inputs);
    Keys seen;
    Diagnostics problems;
    for (const Value& given : value.children()) {
        if (problems.size() > limits_.errors) break;  // the caller reports no more than this
        const std::size_t before = problems.size(), place = inputs.find(given.key);
        if (place == question.inputs.size()) {
            std::vector<std::string_view> names;
            for (const Input& input : question.inputs) names.push_back(input.key);
            problems.push_back({Code::unknown_input, {shortened(given.key), listed(names)}});
            problems.back().suggestion = closest(given.key, names, guesses_);
        } else if (!seen.add(given.key)) {
            problems.push_back({Code::duplicate_key, {shortened(given.key)}});
        } else {
            counts.values[place] = count(given, problems);
        }
        if (problems.size() > before) place_at(given.key, problems.back());
    }
    if (problems.empty() && fill_in_totals(question, counts, problems)) answer = std::move(counts);
    out.insert(out.end(), std::move_iterator(problems.begin()), std::move_iterator(problems.end()));
}

FactValue Checker::fact(const Fact& fact, const Value& value, Diagnostics& out) {
    if (value.kind == Kind::null) return {};
    switch (fact.type) {
        case Fact::Type::boolean:
            if (const auto given = flag(value, out)) return *given;
            break;
        case Fact::Type::count:
            if (auto given = count(value, out)) return std::move(*given);
            break;
        case Fact::Type::number:
            if (auto given = number(value, fact.percent, out);
                given && check_number(*given, fact, out) &&
                (has_percent_sign(value) || check_percent(*given, fact.percent, out)))
                return std::move(*given);
            break;
        case Fact::Type::date:
            if (value.kind != Kind::string && value.kind != Kind::number)
                refuse_type("@date", kind_word(value.kind), out);
            else if (const std::string_view text = trimmed(value.text); text.empty())
                break;
            else if (const auto day = day_of(text); day && value.kind == Kind::string)
                return *day;
            else if (may_be_nothing(text))
                out.push_back({Code::unclear_mark, {shortened(value.text)}});
            else
                out.push_back({Code::bad_date, {shortened(value.text)}});
            break;
        case Fact::Type::member:
            if (const Index member = named(value, model_.enumerations[fact.enumeration].values, key, "@member", out);
                member != none)
                return Member{member};
            break;
    }
    return {};
}

// ---- Typed values --------------------------------------------------------------------------------------------------

bool Checker::is_count(const Rational& value) const {
    return value.is_integer() && value.sign() >= 0 && !(Rational(limits_.count) < value);
}

void Checker::check_count(const Rational& value, Diagnostics& out) const {
    if (!is_count(value)) out.push_back({Code::count_invalid, {value.shortest(most_decimals), std::to_string(limits_.count)}});
}

void Checker::check_answer(const Question& question, Answer& answer, Diagnostics& out) const {
    if (std::holds_alternative<std::monostate>(answer)) return;
    const auto* option = std::get_if<Member>(&answer);
    const auto* given = std::get_if<Rational>(&answer);
    auto* counts = std::get_if<Counts>(&answer);
    switch (question.kind) {
        case Question::Kind::options: {
            const auto& options = model_.scales[question.scale].options;
            if (given) return out.push_back({Code::unknown_value, {given->shortest(), listed(options, key)}});
            return option ? check_place(option->value, options, out) : refuse_type("@answer_option", word(answer), out);
        }
        case Question::Kind::number:
            return given ? void(check_number(*given, model_.scales[question.scale], out))
                         : refuse_type("@number", word(answer), out);
        case Question::Kind::ratio:
            return counts ? check_counts(question, *counts, out) : refuse_counts(question, word(answer), out);
    }
}

void Checker::check_counts(const Question& question, Counts& counts, Diagnostics& out) const {
    if (counts.values.size() > question.inputs.size())
        return out.push_back({Code::unknown_input, {std::to_string(counts.values.size() - 1), listed(question.inputs, key)}});
    counts.values.resize(question.inputs.size());
    Diagnostics problems;
    for (std::size_t i = 0; i < counts.values.size(); ++i) {
        const Input& input = question.inputs[i];
        const auto& given = counts.values[i];
        // A recomputed total may exceed the limit of a single count.
        const bool follows = !input.parts.empty() &&
                             std::ranges::all_of(input.parts, [&](InputIndex part) { return counts.values[part].has_value(); });
        if (!given || (follows && given->is_integer() && given->sign() >= 0)) continue;
        const std::size_t before = problems.size();
        check_count(*given, problems);
        if (problems.size() > before) place_at(input.key, problems.back());
    }
    if (problems.empty()) fill_in_totals(question, counts, problems);
    out.insert(out.end(), std::move_iterator(problems.begin()), std::move_iterator(problems.end()));
}

void Checker::check_fact(const Fact& fact, const FactValue& value, Diagnostics& out) const {
    if (std::holds_alternative<std::monostate>(value)) return;
    const auto* given = std::get_if<Rational>(&value);
    const auto* flag = std::get_if<bool>(&value);
    const auto* date = std::get_if<Date>(&value);
    const auto* member = std::get_if<Member>(&value);
    switch (fact.type) {
        case Fact::Type::boolean:
            if (given) return out.push_back({Code::unknown_value, {given->shortest(), listed(flag_words)}});
            if (!flag) refuse_type("@bool", word(value), out);
            return;
        case Fact::Type::count: return given ? check_count(*given, out) : refuse_type("@number", word(value), out);
        case Fact::Type::number:
            return given ? void(check_number(*given, fact, out)) : refuse_type("@number", word(value), out);
        case Fact::Type::date:
            if (given) return out.push_back({Code::bad_date, {given->shortest()}});
            return date ? check_day(*date, out) : refuse_type("@date", word(value), out);
        case Fact::Type::member: {
            const auto& members = model_.enumerations[fact.enumeration].values;
            if (given || flag) {
                const std::string text = given ? given->shortest() : *flag ? "true" : "false";
                return out.push_back({Code::unknown_value, {text, listed(members, key)}});
            }
            return member ? check_place(member->value, members, out) : refuse_type("@member", word(value), out);
        }
    }
}

}  // namespace zi::units
