/// Which documents does a JSON array describe?
#pragma once

#include "json_value.hpp"
#include "lookup.hpp"

#include "zi/evidence.hpp"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace zi::io {

/// What reading documents needs from the unit's reader.
struct DocumentContext {
    const Model& model;
    const Lookup<Question>& questions;
    const Lookup<Evidence>& kinds;
    /// Adds a problem at a path inside the unit.
    std::function<void(const Path& path, Code code, std::vector<std::string> args, std::string suggestion)> report;
    Guesses& guesses;
    /// The reader's flag, to stop early.
    const Limits& limits;
    /// Shared documents say whom they serve.
    bool shared = false;
    /// Documents read before that these may refer to, and must not be called like.
    std::span<const std::shared_ptr<const Document>> known;
    /// Where the first of them stands in its unit.
    std::size_t first = 0;
};

/// Reads documents; problems go to the context. Ids must be unique, references among documents must lead somewhere.
std::vector<Document> read_documents(const DocumentContext& context, const JsonValue& json, const Path& path);

}  // namespace zi::io
