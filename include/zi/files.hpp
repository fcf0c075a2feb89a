/// What does a file hold that somebody named?
///
/// Rules are read with zi/load.hpp, which looks after what they include.
#pragma once

#include "zi/limits.hpp"
#include "zi/model.hpp"
#include "zi/result.hpp"
#include "zi/unit.hpp"

#include <cstddef>
#include <string>

namespace zi {

/// The bytes of a file. A pipe or a device may be one, and is waited for. Of more than `most` bytes only a few more are read,
/// so that readers see that it is too much: hand the text to one with that limit. Code::file_unreadable: it cannot be read, or
/// is a folder. Thread-safe.
Result<std::string> read_file(const std::string& path, std::size_t most);

/// As read_units (zi/unit.hpp), of a file; one that cannot be read is refused as a unit would be.
void read_units_file(const Model& model, const std::string& path, const Limits& limits, const UnitSink& sink,
                     const SharedEvidence* shared = nullptr);

}  // namespace zi
