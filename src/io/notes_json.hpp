/// What does a unit in JSON say beside its answers?
#pragma once

#include "json_value.hpp"
#include "lookup.hpp"

#include "zi/unit.hpp"

#include <functional>
#include <string>
#include <vector>

namespace zi::io {

/// What reading notes needs from the unit's reader.
struct NotesContext {
    const Model& model;
    const Lookup<Question>& questions;
    const Lookup<Assessor>& assessors;
    /// Adds a problem at a path inside the unit.
    std::function<void(const Path& path, Diagnostic problem)> report;
    Guesses& guesses;
    const Limits& limits;
};

/// Reads {"unit": {"A.I.1.i.a": {"catatan": "...", "tautan": ["..."]}}, "TPI": {...}}; problems go to the context.
void read_notes(const NotesContext& context, const JsonValue& json, const Path& path, Unit& unit);

}  // namespace zi::io
