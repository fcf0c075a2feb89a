/// What stands beside an answer, as it is kept? Every reader of notes asks here.
#pragma once

#include "zi/diagnostic.hpp"
#include "zi/limits.hpp"
#include "zi/unit.hpp"

#include <string>
#include <string_view>

namespace zi::units {

/// Behind the name of a question, in the head of a column: what stands beside its answer.
inline constexpr std::string_view note_suffix = "@catatan", links_suffix = "@tautan";

/// Adds lines to a note; lines that are there already are not said twice. Blank text adds nothing.
void add_text(UnitNote& note, std::string_view text);
/// Adds a link that is not blank and not there yet.
void add_link(UnitNote& note, std::string_view link);
/// The same of all that stand in one cell: in lines, or between semicolons.
void add_links(UnitNote& note, std::string_view cell);

/// Whether the note is longer, or has more links, than the limits allow; then what is to be said of it.
bool is_within(const UnitNote& note, const Limits& limits, Diagnostics& out);

/// Whether it says anything.
inline bool is_blank(const UnitNote& note) { return note.text.empty() && note.links.empty(); }

}  // namespace zi::units
