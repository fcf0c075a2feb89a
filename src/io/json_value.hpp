/// What does a JSON text hold? A small tree that keeps the spelling of numbers and repeated keys, which common JSON types drop.
#pragma once

#include "zi/diagnostic.hpp"
#include "zi/limits.hpp"

#include <array>
#include <functional>
#include <memory_resource>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>

namespace zi::io {

/// Points into the text that was parsed and into the memory of its JsonReader; copies are cheap.
struct JsonValue {
    enum class Kind : std::uint8_t { null, boolean, number, string, array, object };
    Kind kind = Kind::null;
    bool boolean = false;
    std::string_view key;   ///< of a member of an object
    std::string_view text;  ///< of a string; of a number, as spelled
    /// Items of an array, members of an object: in order, repetitions kept.
    std::span<const JsonValue> children() const { return {first, count}; }
    const JsonValue* first = nullptr;
    std::size_t count = 0;
};

/// The catalogue word of a kind, "@object" and so on.
std::string kind_word(JsonValue::Kind kind);

/// Text of the input as messages quote it: cut where it is long, never inside a character.
std::string shortened(std::string_view text);

/// Where in a value something stands. Made on the way down, spelled only where there is something to report. Valid as long as
/// the path it goes on from.
class Path {
public:
    Path() = default;
    Path(const Path& outer, std::string_view key) : outer_(&outer), key_(key) {}
    Path(const Path& outer, std::size_t item) : outer_(&outer), item_(item), is_item_(true) {}

    /// As a JSON pointer (RFC 6901); long keys are cut.
    std::string text() const;

private:
    const Path* outer_ = nullptr;
    std::string_view key_;
    std::size_t item_ = 0;
    bool is_item_ = false;
};

/// The keys of one object so far: a few, as a rule.
class Keys {
public:
    /// False if the key has been there before.
    bool add(std::string_view key);

private:
    std::array<std::string_view, 16> few_;
    std::size_t count_ = 0;
    std::set<std::string_view> more_;
};

/// Gets each value in turn, or the reason why there are no more. Return false to stop.
using ValueSink = std::function<bool(const JsonValue& value)>;

/// What to do with an array: hand over its elements one by one, or as one value.
enum class Arrays { split, whole };

/// Parses one text after the other. The elements of an array that is split are good while they are handed over, other values
/// until the next text is parsed.
class JsonReader {
public:
    explicit JsonReader(const Limits& limits) : limits_(limits) {}

    /// Parses one JSON document. `first_line` is the number of the text's first line in the file. Gives the error that stopped
    /// it, if one did.
    std::optional<Diagnostic> parse(std::string_view text, std::size_t first_line, Arrays arrays, const ValueSink& sink);

private:
    const Limits& limits_;
    std::pmr::monotonic_buffer_resource memory_{std::size_t{1} << 16};
};

}  // namespace zi::io
