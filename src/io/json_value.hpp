/// What does a JSON text hold?
#pragma once

#include "zi/diagnostic.hpp"
#include "zi/limits.hpp"

#include "units/value.hpp"

#include <functional>
#include <memory_resource>
#include <optional>
#include <string_view>

namespace zi::io {

using JsonValue = units::Value;
using units::Keys;
using units::kind_word;
using units::Path;
using units::shortened;

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
