/// Evaluates one chunk of rows.
#pragma once

#include "columnar/batch.hpp"
#include "columnar/simd.hpp"

#include <memory>

namespace zi::columnar {

/// The results of a chunk.
struct ChunkResult {
    Bits live{};                     ///< rows whose results are wanted
    Bits exact{};                    ///< rows that need the exact path
    std::vector<Truths> predicates;  ///< by index into Prepared::predicates
    std::vector<Truths> concerned;   ///< the same; unspecified for predicates without `when`
    std::vector<std::vector<Truths>> conditions,
        applicable;  ///< by predicate and condition in force; only with BulkOutputs::conditions
};

/// Evaluates chunks for one thread and holds its scratch memory. Not thread-safe.
class ChunkWorker {
public:
    virtual ~ChunkWorker() = default;
    /// Chooses the batch of the following runs, which must outlive them.
    virtual void bind(const Batch& batch) = 0;
    /// Evaluates `rows` <= chunk rows from `first` on; the first `again` of them only pad. Copies the columns if `rows` is not
    /// a multiple of `row_multiple`. The result is valid until the next run.
    virtual const ChunkResult& run(std::size_t first, std::size_t rows, std::size_t again) = 0;
    /// Copies an observed score of the last run, without padding rows. `possible` may be null.
    virtual void scores(Index observed, std::int64_t* certain, std::int64_t* possible) const = 0;
};

std::unique_ptr<ChunkWorker> make_worker(const Prepared& prepared);

}  // namespace zi::columnar
