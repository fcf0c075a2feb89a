/// How is the engine asked for the same as the kernel by hand? The one place that changes when the engine's interface does.
#pragma once

#include "table.hpp"

#include "zi/bulk.hpp"

namespace bench {

/// The table's own buffers as the engine's columns; the table must outlive them.
zi::Columns columns_of(std::shared_ptr<const zi::Model> model, const Table& table);

/// The verdicts of WBK and WBBM, and the total.
zi::BulkOutputs verdicts_and_total(const zi::Model& model);

/// Bytes of a result's rows.
std::size_t bytes_of(const zi::BulkResult& result);

}  // namespace bench
