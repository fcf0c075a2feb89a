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

/// Services of the unit's reader that reading documents needs.
struct DocumentContext {
    const Model& model;
    const Lookup<Question>& questions;
    const Lookup<Evidence>& kinds;
    /// Adds a diagnostic; the path is relative to the unit.
    std::function<void(const Path& path, Code code, std::vector<std::string> args, std::string suggestion)> report;
    Guesses& guesses;
    /// The reader's flag to stop early.
    const Limits& limits;
    /// Are these shared documents, which state whom they serve?
    bool shared = false;
    /// Documents read before: they may be referred to, and their ids are taken.
    std::span<const std::shared_ptr<const Document>> known;
    /// The index of the first new document in the unit's list.
    std::size_t first = 0;
};

/// Reads documents; problems go to the context. Ids must be unique, and references must resolve.
std::vector<Document> read_documents(const DocumentContext& context, const JsonValue& json, const Path& path);

}  // namespace zi::io
