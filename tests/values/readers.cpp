#include "readers.hpp"

#include "columnar/arrow_arrays.hpp"
#include "zi/arrow.hpp"
#include "zi/program.hpp"
#include "zi/read_columns.hpp"
#include "zi/session.hpp"
#include "text_source.hpp"
#include "base/wide.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <zi.h>

#include <cstdlib>
#include <cstring>
#include <functional>
#include <stdexcept>

namespace zi::values {

namespace {

const Date day = *Date::parse("2026-05-31");

// ---- In words ------------------------------------------------------------------------------------------------------

std::string words(const Asked& asked, const Answer& answer) {
    const Question& question = rules()->questions[asked.question()];
    if (const auto* option = std::get_if<Member>(&answer)) return rules()->scales[question.scale].options[option->value].key;
    if (const auto* number = std::get_if<Rational>(&answer)) return number->fraction();
    std::string text;
    if (const auto* counts = std::get_if<Counts>(&answer))
        for (std::size_t i = 0; i < counts->values.size(); ++i)
            if (counts->values[i])
                text += fmt::format("{}{}={}", text.empty() ? "" : " ", question.inputs[i].key, counts->values[i]->fraction());
    return text.empty() ? "nothing" : text;
}

std::string words(const Asked& asked, const FactValue& value) {
    const Fact& fact = rules()->facts[asked.fact()];
    if (const auto* flag = std::get_if<bool>(&value)) return *flag ? "true" : "false";
    if (const auto* number = std::get_if<Rational>(&value)) return number->fraction();
    if (const auto* date = std::get_if<Date>(&value)) return *date == Date::never() ? "never" : date->iso();
    if (const auto* member = std::get_if<Member>(&value)) return rules()->enumerations[fact.enumeration].values[member->value];
    return "nothing";
}

std::string words(const Asked& asked, const Unit& unit) {
    return asked.fact() != none ? words(asked, unit.facts[asked.fact()]) : words(asked, unit.answers[asked.question()]);
}

std::string words(const Diagnostics& diagnostics) { return code_word(diagnostics.front().code); }

// ---- Units and columns ---------------------------------------------------------------------------------------------

/// The value of a ratio question stands for that of its input.
std::string whole(const Asked& asked) {
    return asked.input().empty() ? asked.json : fmt::format(R"({{"{}":{}}})", asked.input(), asked.json);
}

std::string unit_json(const Asked& asked) {
    const bool fact = asked.fact() != none;
    const std::string id = fact ? asked.what : rules()->nodes[rules()->questions[asked.question()].node].id;
    return fmt::format(R"({{"id":"u","{}":{{"{}":{}}}}})", fact ? "facts" : "answers", id, whole(asked));
}

std::string by_units(const Asked& asked, const std::string& text) {
    std::string said;
    read_units(*rules(), text, asked.limits, [&](const Result<Unit>& unit) {
        said = unit ? words(asked, *unit) : words(unit.diagnostics());
        return false;
    });
    return said;
}

std::string by_columns(const Asked& asked, const std::string& text, bool csv) {
    std::string said;
    const ByteSource source = test::text_source(text);
    ColumnsSink sink;
    sink.batch = [&](const ColumnsBatch& batch) { return said = words(asked, batch.columns.unit(0)), true; };
    sink.refused = [&](const RefusedRow& row) { return said = words(row.diagnostics), false; };
    if (csv)
        read_columns_csv(rules(), source, asked.limits, sink);
    else
        read_columns_ndjson(rules(), day, source, asked.limits, sink);
    return said;
}

std::string csv_of(const Asked& asked) {
    std::string head = "id", row = "u";
    for (const auto& [column, cell] : asked.cells) {
        head += "," + column;
        row += "," + cell;
    }
    return head + "\n" + row + "\n";
}

// ---- Arrow ---------------------------------------------------------------------------------------------------------

using columnar_test::Arrays;
__extension__ using Int128 = __int128;

std::string by_array(const Asked& asked, Arrays& arrays, Arrays::Pair& column) {
    auto& units = arrays.structure("", 1, {&column});
    const auto columns = import_columns(rules(), units.schema, &units.array, asked.limits);
    return columns ? words(asked, columns->unit(0)) : words(columns.diagnostics());
}

/// Each array that can hold the value.
void by_arrow(const Asked& asked, const nlohmann::json& json, const Rational* number, Said& said) {
    const auto add = [&](const char* type, const std::function<Arrays::Pair&(Arrays&)>& make) {
        Arrays arrays;
        said[std::string("Arrow ") + type] = by_array(asked, arrays, make(arrays));
    };
    const std::string& name = asked.what;
    const Fact* fact = asked.fact() == none ? nullptr : &rules()->facts[asked.fact()];
    const Question* question = fact ? nullptr : &rules()->questions[asked.question()];
    if (question && question->kind == Question::Kind::ratio && asked.input().empty()) return;
    const bool is_word = fact ? fact->type == Fact::Type::member : question->kind == Question::Kind::options;
    const bool is_flag = fact && fact->type == Fact::Type::boolean, is_day = fact && fact->type == Fact::Type::date;
    if (json.is_null()) {
        add("null", [&](Arrays& a) -> Arrays::Pair& {
            auto& column = a.make(name, "n", 1);
            column.array.null_count = 1;
            return column;
        });
    } else if (json.is_string()) {
        const auto text = json.get<std::string>();
        add("utf8", [&](Arrays& a) -> Arrays::Pair& { return a.texts(name, {text}); });
        add("large_utf8", [&](Arrays& a) -> Arrays::Pair& { return a.texts<std::int64_t>(name, {text}); });
        add("utf8_view", [&](Arrays& a) -> Arrays::Pair& { return a.views(name, {text}); });
        add("dictionary", [&](Arrays& a) -> Arrays::Pair& {
            return a.dictionary(a.numbers<std::uint8_t>(name, "C", {std::uint8_t{0}}), a.texts("", {text}));
        });
        const auto date = !is_day ? std::nullopt : text == "never" ? Date::never() : Date::parse(text);
        if (!date) return;
        const std::int64_t days = date->day.time_since_epoch().count();
        add("date32", [&](Arrays& a) -> Arrays::Pair& {
            return a.numbers<std::int32_t>(name, "tdD", {static_cast<std::int32_t>(days)});
        });
        for (const auto& [format, ticks] :
             {std::pair("tss:", 1), {"tdm", 1'000}, {"tsm:", 1'000}, {"tsu:", 1'000'000}, {"tsn:", 1'000'000'000}}) {
            const Int128 moment = Int128{days} * 86'400 * ticks;
            if (moment != static_cast<std::int64_t>(moment)) continue;
            add(format, [&, format = format](Arrays& a) -> Arrays::Pair& {
                return a.numbers<std::int64_t>(name, format, {static_cast<std::int64_t>(moment)});
            });
        }
    } else if ((is_flag || is_word) && json.is_boolean()) {
        add("bool", [&](Arrays& a) -> Arrays::Pair& { return a.flags(name, {json.get<bool>()}); });
    } else if (!is_word && !is_flag && !is_day && number != nullptr) {
        // The shortest decimal of a float may be another number.
        const double nearest = std::strtod(number->decimal(30).c_str(), nullptr);
        if (Rational::parse(fmt::format("{}", nearest), 400) == *number)
            add("float64", [&](Arrays& a) -> Arrays::Pair& { return a.numbers<double>(name, "g", {nearest}); });
        Rational scaled = *number;
        for (int places = 0; places <= 38; ++places, scaled *= Rational(10)) {
            const auto integer = scaled.is_integer() ? floor_of(scaled) : std::nullopt;
            if (!integer) continue;
            for (const int spare : {0, 2}) {
                const Int128 value = spare == 0 ? *integer : *integer * 100;
                if (places + spare > 38 || value / (spare == 0 ? 1 : 100) != *integer) continue;
                add(spare == 0 ? "decimal128" : "decimal128 with more places", [&](Arrays& a) -> Arrays::Pair& {
                    return a.numbers<Int128>(name, fmt::format("d:38,{}", places + spare), {value});
                });
            }
            if (places == 0 && *integer == static_cast<std::int64_t>(*integer))
                add("int64", [&](Arrays& a) -> Arrays::Pair& {
                    return a.numbers<std::int64_t>(name, "l", {static_cast<std::int64_t>(*integer)});
                });
            if (places == 0 && *integer >= 0 && *integer <= UINT64_MAX)
                add("uint64", [&](Arrays& a) -> Arrays::Pair& {
                    return a.numbers<std::uint64_t>(name, "L", {static_cast<std::uint64_t>(*integer)});
                });
            break;
        }
    }
}

// ---- Sessions ------------------------------------------------------------------------------------------------------

Session session_of(const Limits& limits) {
    static const Program tables(rules());
    return Session(tables, Unit(*rules(), "u"), day, limits);
}

/// The counts of an object; nothing if it does not hold inputs with numbers and nulls.
std::optional<Counts> counts_of(const Question& question, const nlohmann::json& object,
                                const std::function<std::optional<Rational>(const std::string&)>& number) {
    Counts counts;
    counts.values.resize(question.inputs.size());
    for (const auto& [key, value] : object.items()) {
        const auto input = std::ranges::find(question.inputs, key, &Input::key);
        if (input == question.inputs.end() || !(value.is_number() || value.is_null())) return std::nullopt;
        if (value.is_null()) continue;
        auto& place = counts.values[static_cast<std::size_t>(input - question.inputs.begin())];
        place = number(key);
        if (!place) return std::nullopt;
    }
    return counts;
}

/// What has a type of its own: options and members that there are, numbers, flags, days, counts.
void by_session(const Asked& asked, const nlohmann::json& json, const Rational* number, Said& said) {
    Session session = session_of(asked.limits);
    const auto tell = [&](const Result<Change>& change) {
        said["session"] = change ? words(asked, session.unit()) : words(change.diagnostics());
    };
    const auto place = [&](const auto& items, const auto& key) {
        const auto found = std::ranges::find(items, json.get<std::string>(), key);
        return found == items.end() ? none : static_cast<Index>(found - items.begin());
    };
    if (asked.fact() != none) {
        const Fact& fact = rules()->facts[asked.fact()];
        if (json.is_null()) return tell(session.set_fact(asked.fact(), {}));
        if (json.is_boolean()) return tell(session.set_fact(asked.fact(), json.get<bool>()));
        // A number that has its type has no sign that could be missing.
        if (number != nullptr && fact.percent == Percent::strict && may_be_fraction(*number)) return;
        if (number != nullptr) return tell(session.set_fact(asked.fact(), *number));
        if (fact.type == Fact::Type::date && json == "never") return tell(session.set_fact(asked.fact(), Date::never()));
        if (fact.type == Fact::Type::date && json.is_string()) {
            if (const auto date = Date::parse(json.get<std::string>())) tell(session.set_fact(asked.fact(), *date));
        } else if (fact.type == Fact::Type::member && json.is_string()) {
            const Index member = place(rules()->enumerations[fact.enumeration].values, std::identity());
            if (member != none) tell(session.set_fact(asked.fact(), Member{member}));
        }
        return;
    }
    const Question& question = rules()->questions[asked.question()];
    const auto count = [&](const std::string& key) -> std::optional<Rational> {
        if (!asked.input().empty()) return number == nullptr ? std::nullopt : std::optional(*number);
        return Rational::parse(json[key].dump(), asked.limits.number_digits);  // whole numbers, which it spells as they were
    };
    nlohmann::json given = json;
    if (!asked.input().empty()) given = {{std::string(asked.input()), json}};
    if (given.is_null()) return tell(session.clear_answer(asked.question()));
    if (given.is_object() && question.kind == Question::Kind::ratio) {
        if (json.is_object() && json.size() != static_cast<std::size_t>(std::ranges::count(asked.json, ':')))
            return;  // a key twice
        if (auto counts = counts_of(question, given, count)) tell(session.set_answer(asked.question(), std::move(*counts)));
    } else if (given.is_object()) {
        tell(session.set_answer(asked.question(), Counts()));
    } else if (number != nullptr) {
        tell(session.set_answer(asked.question(), *number));
    } else if (question.kind == Question::Kind::options && given.is_string()) {
        const Index option = place(rules()->scales[question.scale].options, &Option::key);
        if (option != none) tell(session.set_answer(asked.question(), Member{option}));
    }
}

/// As JSON, one value at a time.
std::string by_edit(const Asked& asked) {
    Session session = session_of(asked.limits);
    const auto edited = [&]() -> Result<Change> {
        if (asked.fact() != none) {
            auto value = read_fact(*rules(), asked.fact(), asked.json, asked.limits);
            return value ? session.set_fact(asked.fact(), std::move(*value)) : value.diagnostics();
        }
        auto answer = read_answer(*rules(), asked.question(), whole(asked), asked.limits);
        return answer ? session.set_answer(asked.question(), std::move(*answer)) : answer.diagnostics();
    }();
    return edited ? words(asked, session.unit()) : words(edited.diagnostics());
}

// ---- C -------------------------------------------------------------------------------------------------------------

/// Frees what a call of C gave, and stops the test where a call failed in another way than by refusing.
struct Call {
    zi_error* error = nullptr;
    ~Call() { zi_error_free(error); }
    bool made(zi_status status) const {
        if (status != ZI_OK && status != ZI_INVALID) throw std::runtime_error(zi_error_message(error, ZI_ENGLISH));
        return status == ZI_OK;
    }
};

zi_rules* rules_of_c() {
    static zi_rules* const held = [] {
        zi_rules* found = nullptr;
        Call call;
        call.made(zi_rules_load_file(ZI_SOURCE_DIR "/tests/values/values.zi", nullptr, nullptr, nullptr, &found, &call.error));
        return found;
    }();
    return held;
}

/// The assessment after the edit, or the code; `unit` is what the session begins with.
std::string assessed_by_c(const Asked& asked, const std::string& unit, bool edit) {
    zi_limits limits = ZI_INIT(zi_limits);
    limits.count = static_cast<std::uint64_t>(asked.limits.count);
    limits.number_digits = asked.limits.number_digits;
    zi_options options = ZI_INIT(zi_options);
    options.as_of = "2026-05-31";
    options.limits = &limits;
    zi_session* session = nullptr;
    zi_text* text = nullptr;
    Call open, change, assess;
    if (!open.made(zi_session_open(rules_of_c(), unit.data(), unit.size(), &options, &session, &open.error))) return "not open";
    std::string said;
    const std::string json = whole(asked);
    bool made = true;
    if (edit) {
        const std::string id = asked.fact() != none ? asked.what : rules()->nodes[rules()->questions[asked.question()].node].id;
        made = change.made(
            asked.fact() != none
                ? zi_session_set_fact(session, id.c_str(), json.data(), json.size(), nullptr, &change.error)
                : zi_session_set_answer(session, id.c_str(), nullptr, json.data(), json.size(), nullptr, &change.error));
        if (!made) {
            zi_diagnostic first = ZI_INIT(zi_diagnostic);
            zi_error_diagnostic(change.error, 0, ZI_ENGLISH, &first);
            for (const Code code : all_codes())
                if (code_name(code) == first.code) said = code_word(code);
        }
    }
    if (made && assess.made(zi_session_assess(session, &text, &assess.error))) said = zi_text_data(text);
    zi_text_free(text);
    zi_session_free(session);
    return said;
}

/// C shows no answers by themselves: the edited unit must be assessed as the one that was read with the value, which says
/// `expected` then.
std::string by_c(const Asked& asked, const std::string& expected) {
    const std::string edited = assessed_by_c(asked, R"({"id":"u"})", true);
    if (!edited.starts_with("{")) return edited;
    return edited == assessed_by_c(asked, unit_json(asked), false) ? expected : "another unit";
}

}  // namespace

const std::shared_ptr<const Model>& rules() {
    static const Loaded loaded = load(ZI_SOURCE_DIR "/tests/values/values.zi", read_from_disk());
    if (!loaded) throw std::runtime_error(loaded.text(Language::english));
    return loaded.model;
}

FactIndex Asked::fact() const { return rules()->find_fact(what); }
QuestionIndex Asked::question() const {
    const NodeIndex node = rules()->find_node(std::string_view(what).substr(0, what.find('/')));
    return node == none ? none : rules()->nodes[node].question;
}
std::string_view Asked::input() const {
    const std::size_t slash = what.find('/');
    return slash == std::string::npos ? std::string_view() : std::string_view(what).substr(slash + 1);
}

std::string code_word(Code code) {
    switch (code) {
        case Code::json_type: return "json_type";
        case Code::unknown_value: return "unknown_value";
        case Code::number_invalid: return "number_invalid";
        case Code::number_range: return "number_range";
        case Code::number_step: return "number_step";
        case Code::count_invalid: return "count_invalid";
        case Code::unknown_input: return "unknown_input";
        case Code::duplicate_key: return "duplicate_key";
        case Code::total_mismatch: return "total_mismatch";
        case Code::percent_or_fraction_refused: return "percent_or_fraction_refused";
        case Code::bad_date: return "bad_date";
        case Code::unclear_mark: return "unclear_mark";
        default: return code_name(code);
    }
}

Said said_by_all(const Asked& asked) {
    Said said;
    const std::string unit = unit_json(asked);
    const std::string& first = said["unit"] = by_units(asked, unit);
    said["array"] = by_units(asked, "[" + unit + "]");
    said["line"] = by_units(asked, unit + "\n{\"id\":\"v\"}\n");
    said["NDJSON columns"] = by_columns(asked, unit + "\n", false);
    if (!asked.cells.empty()) said["CSV columns"] = by_columns(asked, csv_of(asked), true);
    said["edit"] = by_edit(asked);
    said["C"] = by_c(asked, first);
    const auto json = nlohmann::json::parse(asked.json, nullptr, false);
    if (json.is_discarded() && asked.json.find_first_not_of("0123456789.eE+-") != std::string::npos) return said;
    // A number that is typed has no spelling that could be too long.
    const auto number =
        json.is_number() || json.is_discarded() ? Rational::parse(asked.json, asked.limits.number_digits) : std::nullopt;
    if ((json.is_number() || json.is_discarded()) && !number) return said;
    const Rational* typed = number ? &*number : nullptr;
    by_arrow(asked, json, typed, said);
    by_session(asked, json, typed, said);
    return said;
}

}  // namespace zi::values
