/// What does one unit in JSON say? For readers that get units one at a time.
#pragma once

#include "zi/unit.hpp"

#include <memory>
#include <string_view>

namespace zi::io {

/// Reusable state. Does not check that ids are unique. Model, limits and documents must outlive it.
class SingleUnits {
public:
    SingleUnits(const Model& model, const Limits& limits, const SharedEvidence* shared = nullptr,
                BadValues bad_values = BadValues::refuse_unit);
    ~SingleUnits();

    /// A line of NDJSON, not blank. `ordinal` identifies a unit without an id in messages.
    Result<Unit> read(std::string_view line, std::size_t line_number, std::size_t ordinal);

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace zi::io
