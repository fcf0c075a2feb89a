/// What does a table say whose bytes can be had again from their beginning?
///
/// A table with a line for each answer is gone over twice: where each unit ends, then what it says. So it needs the memory of
/// the units that lie between each other, not of all.
#pragma once

#include "zi/read_columns.hpp"
#include "zi/sheets.hpp"

#include <cstddef>
#include <functional>
#include <memory>

namespace zi::sheets {

using Bytes = std::function<ByteSource()>;  ///< each call begins anew

/// As read_sheet and read_sheet_columns.
void read_again(const Model& model, const Bytes& open, const SheetOptions& options, const UnitSink& sink);
void read_again_in_columns(std::shared_ptr<const Model> model, const Bytes& open, const SheetOptions& options,
                           const ColumnsSink& sink, std::size_t batch_rows);

}  // namespace zi::sheets
