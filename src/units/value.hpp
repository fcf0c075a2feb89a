/// What does an input hold where a value is expected, before the rules say what it means?
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

/// A JSON value; a CSV cell is a string. Keeps the spelling of numbers and repeated keys. Non-owning: points into the input
/// text and into the reader's memory, and must not outlive them. Cheap to copy.
struct Value {
    enum class Kind : std::uint8_t { null, boolean, number, string, array, object };
    Kind kind = Kind::null;
    bool boolean = false;
    std::string_view key;   ///< of an object's member
    std::string_view text;  ///< of a string; of a number, as spelled
    /// Items of an array or members of an object: in order, duplicates kept.
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

/// Input text as messages quote it: truncated on a character boundary; invisible characters and those that look like blanks are
/// shown by code point, <U+00A0>.
std::string shortened(std::string_view text);

/// Trims blanks of any width and invisible characters at both ends; empty if nothing is left.
std::string_view trimmed(std::string_view text);

/// The location of a value. A linked list on the call stack, formatted only when there is something to report. Must not outlive
/// its parent path.
class Path {
public:
    Path() = default;
    Path(const Path& outer, std::string_view key) : outer_(&outer), key_(key) {}
    Path(const Path& outer, std::size_t item) : outer_(&outer), item_(item), is_item_(true) {}

    /// As a JSON pointer (RFC 6901); long keys are truncated.
    std::string text() const;

private:
    const Path* outer_ = nullptr;
    std::string_view key_;
    std::size_t item_ = 0;
    bool is_item_ = false;
};

/// The set of keys of one object; optimised for a few.
class Keys {
public:
    /// False if the key is a duplicate.
    bool add(std::string_view key);

private:
    std::array<std::string_view, 16> few_;
    std::size_t count_ = 0;
    std::set<std::string_view> more_;
};

}  // namespace zi::units
