/// How are many units read that come as a stream of text? CSV and NDJSON become columns, batch by batch, in bounded memory.
///
/// A row that is refused is reported with its line and does not stop the others. What a value means, and what is said of one
/// that is wrong, is the same as for read_units: docs/columns.md. Ids are not compared: that each occurs once is for
/// the caller to check, who has them all.
#pragma once

#include "zi/columns.hpp"
#include "zi/diagnostic.hpp"
#include "zi/limits.hpp"
#include "zi/unit.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

namespace zi {

/// Writes the next bytes of the text into the buffer and returns how many; 0 at the end.
using ByteSource = std::function<std::size_t(std::span<char> buffer)>;

/// Rows that were read. Vectors run parallel to the rows.
struct ColumnsBatch {
    Columns columns;
    std::vector<std::string> ids;
    std::vector<std::string> names;    ///< empty where none is given
    std::vector<std::uint64_t> lines;  ///< on which line each begins, counted from 1
    struct Remarks {
        std::size_t row = 0;
        Diagnostics diagnostics;  ///< at least one
    };
    std::vector<Remarks> remarks;  ///< as Unit::remarks, of the rows that have any, in order
};

struct RefusedRow {
    std::uint64_t line = 0;
    Diagnostics diagnostics;  ///< at least one
};

/// Gets what was read, in order. A function returns false to stop reading.
struct ColumnsSink {
    std::function<bool(ColumnsBatch)> batch;
    std::function<bool(RefusedRow)> refused;
};

struct ReadColumnsOptions {
    std::size_t batch_rows = 8'192;          ///< rows of a batch, at most
    const SharedEvidence* shared = nullptr;  ///< as for read_units; of NDJSON
    /// As for read_units. What is left open is null, its errors are among the batch's remarks; a fact is then not known,
    /// whatever the rules assume where nothing is stated.
    BadValues bad_values = BadValues::refuse_unit;
};

/// Wide CSV (RFC 4180, UTF-8, commas): a header of field names (ColumnLayout), `id`, and if it likes `name`; an assessor's
/// field is "TPI:A.I.1.i.a". A cell says what a string of the same letters says in JSON (docs/columns.md); a blank cell is not
/// given, and columns without a name hold nothing else. A header that is refused is reported for its line, and nothing is read.
/// Memory: a batch, and two rows of Limits::unit_bytes. Thread-safe for different sinks, as is the function below.
void read_columns_csv(std::shared_ptr<const Model> model, const ByteSource& source, const Limits& limits,
                      const ColumnsSink& sink, const ReadColumnsOptions& options = {});

/// Units as in docs/units.schema.json, one object a line. Documents stand as they do on `as_of`.
void read_columns_ndjson(std::shared_ptr<const Model> model, Date as_of, const ByteSource& source, const Limits& limits,
                         const ColumnsSink& sink, const ReadColumnsOptions& options = {});

}  // namespace zi
