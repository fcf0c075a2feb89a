#include "checker.hpp"

#include "base/listed.hpp"

#include <algorithm>
#include <map>

namespace zi::units {

namespace {

using Kind = Value::Kind;

const std::string& key_of(const Option& option) { return option.key; }
const std::string& key_of(const Input& input) { return input.key; }
const std::string& key_of(const std::string& member) { return member; }
constexpr auto key = [](const auto& item) -> const std::string& { return key_of(item); };

void refuse_type(const char* wanted, std::string found, Diagnostics& out) {
    out.push_back({Code::json_type, {wanted, std::move(found)}});
}

/// "@number" and so on: words of the catalogue.
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
    out.push_back({Code::number_range, {value.shortest(), min.shortest(), max.shortest()}});
    return false;
}

bool check_scale(const Rational& value, const Scale& scale, Diagnostics& out) {
    if (!check_range(value, scale.min, scale.max, out)) return false;
    if (!scale.step || ((value - scale.min) / *scale.step).is_integer()) return true;
    out.push_back({Code::number_step, {value.shortest(), scale.step->shortest()}});
    return false;
}

template <class Items>
void check_place(Index place, const Items& items, Diagnostics& out) {
    if (place >= items.size()) out.push_back({Code::unknown_value, {std::to_string(place), listed(items, key)}});
}

/// At the input: the problem of a total that its parts contradict, or of a count.
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

/// Inputs by key. Mostly there are a few; looking through many for each would take their square.
class Inputs {
public:
    explicit Inputs(const std::vector<Input>& inputs) : inputs_(inputs) {
        constexpr std::size_t few = 16;
        if (inputs.size() > few)
            for (std::size_t i = 0; i < inputs.size(); ++i) places_.emplace(inputs[i].key, i);
    }
    /// As many as there are inputs: no such input.
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
    const auto same = [text](std::string_view other) {
        return std::ranges::equal(text, other, {}, [](char c) { return c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c; });
    };
    if (same("true") || same("ya")) return true;
    if (same("false") || same("tidak")) return false;
    return std::nullopt;
}

std::optional<Date> day_of(std::string_view text) { return text == "never" ? Date::never() : Date::parse(text); }

void check_day(Date date, Diagnostics& out) {
    constexpr Date first{std::chrono::sys_days{std::chrono::year{1} / 1 / 1}};
    if (date < first || Date::never() < date)
        out.push_back({Code::bad_date, {std::to_string(date.day.time_since_epoch().count())}});
}

// ---- Values as they are written ------------------------------------------------------------------------------------

template <class Items, class Name>
Index Checker::named(const Value& value, const Items& items, Name name, const char* wanted, Diagnostics& out) {
    if (value.kind != Kind::string) return refuse_type(wanted, kind_word(value.kind), out), none;
    const auto found = std::ranges::find(items, value.text, name);
    if (found != items.end()) return static_cast<Index>(found - items.begin());
    std::vector<std::string_view> names;
    for (const auto& item : items) names.push_back(name(item));
    Diagnostic problem{Code::unknown_value, {shortened(value.text), listed(names)}};
    problem.suggestion = closest(value.text, names, guesses_);
    out.push_back(std::move(problem));
    return none;
}

/// A number, or a string that spells one.
std::optional<Rational> Checker::number(const Value& value, Diagnostics& out) const {
    if (value.kind != Kind::number && value.kind != Kind::string)
        return refuse_type("@number", kind_word(value.kind), out), std::nullopt;
    auto number = Rational::parse(value.text, limits_.number_digits);
    if (number && value.text.find('%') == std::string_view::npos) return number;
    out.push_back({Code::number_invalid, {shortened(value.text), std::to_string(limits_.number_digits)}});
    return std::nullopt;
}

std::optional<Rational> Checker::count(const Value& value, Diagnostics& out) {
    if (value.kind == Kind::null) return std::nullopt;
    auto number = this->number(value, out);
    // Whoever writes 1.000 may mean a thousand, and twelve of twelve with 12/12. A number of JSON has one meaning.
    const bool doubtful = value.kind == Kind::string && value.text.find_first_of("./") != std::string_view::npos;
    if (!number || (!doubtful && is_count(*number))) return number;
    out.push_back({Code::count_invalid, {shortened(value.text), std::to_string(limits_.count)}});
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
            if (auto given = number(value, out); given && check_scale(*given, model_.scales[question.scale], out))
                answer = std::move(*given);
            break;
        case Question::Kind::ratio: counts(question, value, answer, out); break;
    }
    return answer;
}

void Checker::counts(const Question& question, const Value& value, Answer& answer, Diagnostics& out) {
    if (value.kind != Kind::object) return refuse_type("@answer_counts", kind_word(value.kind), out);
    Counts counts;
    counts.values.resize(question.inputs.size());
    const Inputs inputs(question.inputs);
    Keys seen;
    Diagnostics problems;
    for (const Value& given : value.children()) {
        if (problems.size() > limits_.errors) break;  // whoever tells them tells no more
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
        case Fact::Type::boolean: {
            const auto flag = value.kind == Kind::boolean  ? std::optional(value.boolean)
                              : value.kind == Kind::string ? flag_of(value.text)
                                                           : std::nullopt;
            if (flag) return *flag;
            refuse_type("@bool", kind_word(value.kind), out);
            break;
        }
        case Fact::Type::count:
            if (auto given = count(value, out)) return std::move(*given);
            break;
        case Fact::Type::number:
            if (auto given = number(value, out); given && check_range(*given, fact.min, fact.max, out))
                return std::move(*given);
            break;
        case Fact::Type::date:
            if (value.kind != Kind::string)
                refuse_type("@date", kind_word(value.kind), out);
            else if (const auto day = day_of(value.text))
                return *day;
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

// ---- Values that have their type -----------------------------------------------------------------------------------

bool Checker::is_count(const Rational& value) const {
    return value.is_integer() && value.sign() >= 0 && !(Rational(limits_.count) < value);
}

void Checker::check_count(const Rational& value, Diagnostics& out) const {
    if (!is_count(value)) out.push_back({Code::count_invalid, {value.shortest(), std::to_string(limits_.count)}});
}

void Checker::check_answer(const Question& question, Answer& answer, Diagnostics& out) const {
    if (std::holds_alternative<std::monostate>(answer)) return;
    const auto* option = std::get_if<Member>(&answer);
    const auto* given = std::get_if<Rational>(&answer);
    auto* counts = std::get_if<Counts>(&answer);
    switch (question.kind) {
        case Question::Kind::options:
            return option ? check_place(option->value, model_.scales[question.scale].options, out)
                          : refuse_type("@answer_option", word(answer), out);
        case Question::Kind::number:
            return given ? void(check_scale(*given, model_.scales[question.scale], out))
                         : refuse_type("@number", word(answer), out);
        case Question::Kind::ratio:
            return counts ? check_counts(question, *counts, out) : refuse_type("@answer_counts", word(answer), out);
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
        // A total that follows from its parts may be larger than any of them may.
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
    const auto* date = std::get_if<Date>(&value);
    const auto* member = std::get_if<Member>(&value);
    switch (fact.type) {
        case Fact::Type::boolean:
            if (!std::holds_alternative<bool>(value)) refuse_type("@bool", word(value), out);
            return;
        case Fact::Type::count: return given ? check_count(*given, out) : refuse_type("@number", word(value), out);
        case Fact::Type::number:
            return given ? void(check_range(*given, fact.min, fact.max, out)) : refuse_type("@number", word(value), out);
        case Fact::Type::date: return date ? check_day(*date, out) : refuse_type("@date", word(value), out);
        case Fact::Type::member:
            return member ? check_place(member->value, model_.enumerations[fact.enumeration].values, out)
                          : refuse_type("@member", word(value), out);
    }
}

}  // namespace zi::units
