/// What did a unit answer, and what is known about it?
#pragma once

#include "zi/diagnostic.hpp"
#include "zi/evidence.hpp"
#include "zi/limits.hpp"
#include "zi/model.hpp"
#include "zi/result.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace zi {

/// The counts given to a ratio question, one place for each of its inputs. Totals that can be derived from their parts are filled in.
struct Counts {
    std::vector<std::optional<Rational>> values;
    friend bool operator==(const Counts&, const Counts&) = default;
};

/// An answer to one question: nothing yet; an option (by its place on the scale, 0 is best); a number; or counts.
using Answer = std::variant<std::monostate, Member, Rational, Counts>;

/// One work unit, in the terms of one Model: answers by question index, facts by fact index.
struct Unit {
    std::string id;
    std::string name;
    std::vector<Answer> answers;
    std::vector<FactValue> facts;
    /// Evidence. Without it answers count as claimed; with it, even if empty, they count as far as it carries them.
    std::optional<std::vector<Document>> documents;

    Unit() = default;
    /// A unit that has answered nothing.
    Unit(const Model& model, std::string unit_id);
};

/// Fills in totals that follow from their parts. Reports totals that contradict them, into `path`. Returns false on a contradiction.
bool derive_totals(const Question& question, Counts& counts, std::string_view unit, std::string_view path, Diagnostics& diagnostics);

/// Gets each unit of the input in turn: the unit, or every reason why it is refused. Return false to stop reading.
using UnitSink = std::function<bool(Result<Unit>)>;

/// Reads units from JSON (docs/units.schema.json): one object, an array of objects, or one object a line (NDJSON). Numbers are read
/// exactly, 3.62 as 181/50. A unit with any error is refused as a whole, with all of its errors; the others are not affected, except that
/// nothing can be read beyond a syntax error inside an array. Thread-safe for different sinks.
void read_units(const Model& model, std::string_view text, const Limits& limits, const UnitSink& sink);

}  // namespace zi
