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

/// Called with each value in turn, or with the error that ends the text. Return false to stop.
using ValueSink = std::function<bool(const JsonValue& value)>;

/// Pass on the elements of a top-level array one by one, or the array as one value?
enum class Arrays { split, whole };

/// A reusable parser. Elements of a split array are valid during the callback; other values until the next call of `parse`.
class JsonReader {
public:
    explicit JsonReader(const Limits& limits) : limits_(limits) {}

    /// Parses one JSON document. `first_line`: the number of the text's first line in the file. Returns the error that stopped
    /// it, if any.
    std::optional<Diagnostic> parse(std::string_view text, std::size_t first_line, Arrays arrays, const ValueSink& sink);

private:
    const Limits& limits_;
    std::pmr::monotonic_buffer_resource memory_{std::size_t{1} << 16};
};

}  // namespace zi::io
