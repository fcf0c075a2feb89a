/// How do columns go in and out without copying? By the Arrow C Data Interface, as plain structs.
#pragma once

#include "zi/bulk.hpp"
#include "zi/columns.hpp"
#include "zi/limits.hpp"
#include "zi/result.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

// As the Arrow specification lays them down; whoever includes Arrow's own header first has them already.
#ifndef ARROW_C_DATA_INTERFACE
#define ARROW_C_DATA_INTERFACE

#define ARROW_FLAG_DICTIONARY_ORDERED 1
#define ARROW_FLAG_NULLABLE 2
#define ARROW_FLAG_MAP_KEYS_SORTED 4

extern "C" {

struct ArrowSchema {
    const char* format;
    const char* name;
    const char* metadata;
    int64_t flags;
    int64_t n_children;
    struct ArrowSchema** children;
    struct ArrowSchema* dictionary;
    void (*release)(struct ArrowSchema*);
    void* private_data;
};

struct ArrowArray {
    int64_t length;
    int64_t null_count;
    int64_t offset;
    int64_t n_buffers;
    int64_t n_children;
    const void** buffers;
    struct ArrowArray** children;
    struct ArrowArray* dictionary;
    void (*release)(struct ArrowArray*);
    void* private_data;
};

}  // extern "C"

#endif

namespace zi {

/// Reads a struct array, a unit each row. Its children are fields by name (ColumnLayout), and structs named as assessors, of
/// answers; `id` and `name` are passed over. A row that is null is a unit of which nothing is known. Types and meaning:
/// docs/columns.md.
///
/// The array is taken over, whether it is refused or not: `array->release` is null afterwards, and the callback is called once
/// the last Column that refers to it is destroyed, on the thread that does so. The schema stays the caller's. Codes, 8-bit
/// dictionaries, integers, bits and days are read in place; texts, wider dictionaries and decimals are copied, as are
/// columns that several answer or whose totals are derived.
///
/// Everything that the structs tell is checked, and all problems are reported, up to Limits::errors; Diagnostic::unit is then
/// the row ("#1" is the first) and Diagnostic::path the column. What they do not tell is a precondition: that buffers are as
/// long as lengths and offsets say. At most 2^30 rows. Thread-safe.
///
/// `left_open`, if there is one, leaves an answer or fact that is wrong open, as BadValues::leave_open does: its value is null,
/// an earlier answer does not take its place, and a fact that has a default does not take it. It gets each such problem, row
/// and column with it; their number is limited by that of the values alone. What is wrong with names, evidence or the array
/// itself refuses the array all the same.
Result<Columns> import_columns(std::shared_ptr<const Model> model, const ArrowSchema& schema, ArrowArray* array,
                               const Limits& limits = {}, const std::function<void(Diagnostic)>& left_open = {});

struct ExportOptions {
    /// Scores as decimal128 with so many digits, 0 to 18: the nearest, halves up, that lies on the exact value's side of each
    /// threshold that it is compared with (docs/columns.md). Make the prepared columns with BulkOutputs::as_decimals: units
    /// that are not much finer than the digits leave most rows to exact arithmetic.
    unsigned digits = 6;
    /// Scores instead as int64, in units of 1 / zi.denominator; the exact value is less than zi.error of them above. Both are
    /// in the field's metadata.
    bool integers = false;
};

/// Why scores cannot be written so: those of some node or view that is kept may exceed int64, or decimal128 with so many
/// digits. Nothing if all fit. Thread-safe.
std::optional<Diagnostic> check_export(const PreparedColumns& prepared, const ExportOptions& options = {});

/// Writes a result as a struct array, a row for each unit: `WBK` (met, not_met or open, in a dictionary; null where the unit is
/// not concerned), `WBK/condition` (null where it does not apply), `stage/certain` and `stage/possible` (names; null before the
/// first), and `A.I/certain` and `A.I/possible` for each node and view, as far as the prepared columns keep them. `columns` are
/// those that were assessed: where a digit hangs on what rounding left open, the row is assessed exactly.
///
/// Both structs are overwritten and are the caller's to release. Children may be moved out of them. The data are copies and
/// need neither prepared nor columns. Throws std::invalid_argument, and leaves both structs as they are, where check_export has
/// an objection; std::range_error where counts made by hand contradict each other (assess_columns). Thread-safe.
void export_result(const PreparedColumns& prepared, const Columns& columns, const BulkResult& result, ArrowSchema* schema,
                   ArrowArray* array, const ExportOptions& options = {});

}  // namespace zi
