/// What does an input hold where a value is wanted, before the rules say what it means?
#pragma once

#include "zi/diagnostic.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <string_view>

namespace zi::units {

/// A value as JSON has it; a cell of CSV is a string. Keeps the spelling of numbers and repeated keys. Points into the text
/// that was read and into the memory of its reader; copies are cheap.
struct Value {
    enum class Kind : std::uint8_t { null, boolean, number, string, array, object };
    Kind kind = Kind::null;
    bool boolean = false;
    std::string_view key;   ///< of a member of an object
    std::string_view text;  ///< of a string; of a number, as spelled
    /// Items of an array, members of an object: in order, repetitions kept.
    std::span<const Value> children() const { return {first, count}; }
    const Value* first = nullptr;
    std::size_t count = 0;

    static Value of(std::string_view text) {
        Value value;
        value.kind = Kind::string;
        value.text = text;
        return value;
    }
};

/// The catalogue word of a kind, "@object" and so on.
std::string kind_word(Value::Kind kind);

/// Text of the input as messages quote it: cut where it is long, never inside a character; what does not show, or looks like a
/// blank, by its number: <U+00A0>.
std::string shortened(std::string_view text);

/// Without blanks of any width at its ends, and what does not show there; empty: nothing was written.
std::string_view trimmed(std::string_view text);

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

}  // namespace zi::units
