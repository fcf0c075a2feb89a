/// How is a JSON document with known fields read, reporting every problem with its path?
#pragma once

#include "foreign.hpp"
#include "json_value.hpp"

#include "base/suggest.hpp"

#include <charconv>
#include <string>
#include <utility>
#include <vector>

namespace zi::io {

/// Adds a diagnostic. Beyond the limit, adds only that there are more, and stops computing suggestions.
inline void report_within(const Limits& limits, Diagnostics& diagnostics, Guesses& guesses, const Path& path, Code code,
                          std::vector<std::string> args, std::string suggestion = {}) {
    if (diagnostics.size() > limits.errors) return;
    if (diagnostics.size() == limits.errors) {
        diagnostics.push_back({Code::too_many, {}});
        guesses.left = 0;
        return;
    }
    Diagnostic diagnostic{code, std::move(args)};
    diagnostic.suggestion = std::move(suggestion);
    diagnostic.path = path.text();
    diagnostics.push_back(std::move(diagnostic));
}

/// Base class of readers of one document.
class TreeReader {
public:
    explicit TreeReader(const Limits& limits) : limits_(limits) {}

protected:
    void report(const Path& path, Code code, std::vector<std::string> args, std::string suggestion = {}) {
        report_within(limits_, diagnostics_, guesses_, path, code, std::move(args), std::move(suggestion));
    }

    /// Reports a value of another kind and returns false.
    bool is(JsonValue::Kind kind, const JsonValue& json, const Path& path) {
        if (json.kind == kind) return true;
        report(path, Code::json_type, {kind_word(kind), kind_word(json.kind)});
        return false;
    }

    /// Calls `each(key, value, path)` for the members of an object; reports duplicates.
    template <class Each>
    void members(const JsonValue& json, const Path& path, Each each) {
        if (!is(JsonValue::Kind::object, json, path)) return;
        Keys seen;
        for (const JsonValue& value : json.children()) {
            const Path at(path, value.key);
            if (limits_.cancelled()) return stop(at);
            if (!seen.add(value.key))
                report(at, Code::duplicate_key, {shortened(value.key)});
            else
                each(value.key, value, at);
        }
    }

    /// Calls `each(value, path)` for the items of an array.
    template <class Each>
    void items(const JsonValue& json, const Path& path, Each each) {
        if (!is(JsonValue::Kind::array, json, path)) return;
        for (std::size_t i = 0; i < json.count; ++i) {
            const Path at(path, i);
            if (limits_.cancelled()) return stop(at);
            each(json.first[i], at);
        }
    }

    /// Reports required fields that an object lacks.
    void need(const JsonValue& json, const Path& path, std::initializer_list<const char*> fields) {
        if (json.kind != JsonValue::Kind::object) return;
        for (const char* field : fields)
            if (!has(json, field)) report(path, Code::missing_field, {field});
    }
    static bool has(const JsonValue& json, std::string_view field) {
        for (const JsonValue& member : json.children())
            if (member.key == field) return true;
        return false;
    }

    /// An integer in 0..most; reports others and returns false.
    template <class Number>
    bool whole(const JsonValue& json, const Path& path, Number& out, Number most) {
        if (!is(JsonValue::Kind::number, json, path)) return false;
        const char* end = json.text.data() + json.text.size();
        Number value = 0;
        const auto [stop, error] = std::from_chars(json.text.data(), end, value);
        if (error == std::errc() && stop == end && value <= most) return out = value, true;
        report(path, Code::number_range, {shortened(json.text), "0", std::to_string(most)});
        return false;
    }

    const Limits& limits_;
    Guesses guesses_;
    Diagnostics diagnostics_;

private:
    /// Reported once: the rest is not read either.
    void stop(const Path& path) {
        if (diagnostics_.empty() || diagnostics_.back().code != Code::cancelled) report(path, Code::cancelled, {});
    }
};

/// Parses a text that must hold one object, at most `most` bytes long. `word`: the limit's name in the catalogue.
inline std::optional<Diagnostic> parse_object(JsonReader& reader, std::string_view text, std::size_t most, const char* word,
                                              JsonValue& out) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    if (text.size() > most) return Diagnostic{Code::unit_limit, {word, std::to_string(most)}};
    if (auto other = foreign_to_json(text)) return other;
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first != std::string_view::npos && text[first] == '[') return Diagnostic{Code::json_type, {"@object", "@array"}};
    return reader.parse(text, 1, Arrays::whole, [&](const JsonValue& value) { return out = value, true; });
}

}  // namespace zi::io
