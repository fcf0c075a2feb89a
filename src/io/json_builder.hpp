/// How do the events of a JSON parser become values? Limits are checked at each event, before memory is used.
#pragma once

#include "json_value.hpp"

#include <memory_resource>
#include <vector>

namespace zi::io {

/// Every event returns whether to continue.
class JsonBuilder {
public:
    JsonBuilder(const Limits& limits, Arrays arrays, std::pmr::monotonic_buffer_resource& memory, const ValueSink& sink)
        : limits_(limits), arrays_(arrays), memory_(memory), sink_(sink) {}

    bool null() { return add({}); }
    bool boolean(bool value);
    /// The text is not copied and must outlive the values; see `keep`.
    bool number(std::string_view spelling);
    bool string(std::string_view text);
    bool key(std::string_view text);
    bool start(JsonValue::Kind kind);
    bool end();

    /// A copy with the lifetime of the value being built.
    std::string_view keep(std::string_view text);

    /// Has an event returned false?
    bool stopped() const { return stopped_; }
    /// The limit that was exceeded.
    const std::optional<Diagnostic>& error() const { return error_; }

private:
    struct Open {
        JsonValue value;
        std::size_t first_child;  ///< index into children_
    };

    bool stop() { return stopped_ = true, false; }
    bool refuse(const char* what, std::size_t most);
    bool fits(std::string_view text) {
        return text.size() <= limits_.string_bytes || refuse("@string_bytes", limits_.string_bytes);
    }
    bool is_split(JsonValue::Kind kind) const {
        return kind == JsonValue::Kind::array && open_.empty() && arrays_ == Arrays::split && !splitting_;
    }
    bool add(JsonValue value);

    const Limits& limits_;
    Arrays arrays_;
    std::pmr::monotonic_buffer_resource& memory_;
    const ValueSink& sink_;
    std::vector<Open> open_;
    std::vector<JsonValue> children_;  ///< children of all open containers
    std::string_view key_;             ///< key of the next value
    std::size_t size_ = 0;
    bool splitting_ = false;
    bool stopped_ = false;
    std::optional<Diagnostic> error_;
};

}  // namespace zi::io
