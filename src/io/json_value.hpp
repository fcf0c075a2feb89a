/// What does a JSON text hold? A small tree that keeps the spelling of numbers and repeated keys, which common JSON types drop.
#pragma once

#include "zi/diagnostic.hpp"
#include "zi/limits.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zi::io {

struct JsonValue {
    enum class Kind : std::uint8_t { null, boolean, number, string, array, object };
    Kind kind = Kind::null;
    bool boolean = false;
    std::string text;                                          ///< of a string; of a number, as spelled
    std::vector<JsonValue> items;                              ///< of an array
    std::vector<std::pair<std::string, JsonValue>> members;    ///< of an object, in order, repetitions kept
};

/// The catalogue word of a kind, "@object" and so on.
std::string kind_word(JsonValue::Kind kind);

/// Text of the input as messages quote it: cut where it is long, never inside a character.
std::string shortened(const std::string& text);

/// JSON pointer (RFC 6901) of a member.
std::string member_path(const std::string& path, std::string_view key);

/// Gets each value in turn, or the reason why there are no more. Return false to stop.
using ValueSink = std::function<bool(JsonValue&& value)>;

/// Parses one JSON document. If it is an array, hands over its elements one by one; else the value itself. `first_line` is the number of
/// the text's first line in the file. Gives the error that stopped it, if one did.
std::optional<Diagnostic> parse_json(std::string_view text, std::size_t first_line, const Limits& limits, const ValueSink& sink);

}  // namespace zi::io
