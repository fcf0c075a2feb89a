/// What comes of one chunk of rows?
#pragma once

#include "columnar/batch.hpp"
#include "columnar/simd.hpp"

#include <memory>

namespace zi::columnar {

/// The results of a chunk, to be copied to where they belong.
struct ChunkResult {
    Bits live{};                                              ///< rows whose results are wanted
    Bits exact{};                                             ///< rows left to rational numbers
    std::vector<Truths> predicates;                           ///< by place in the prepared columns
    std::vector<Truths> concerned;                            ///< the same; only where a predicate has a `when`
    std::vector<std::vector<Truths>> conditions, applicable;  ///< by place and condition in force; only if asked for
};

/// Scratch memory of one thread, for batches of the same prepared columns.
class ChunkWorker {
public:
    virtual ~ChunkWorker() = default;
    /// Turns to a batch, which must stay for as long as it is run.
    virtual void bind(const Batch& batch) = 0;
    /// At most a chunk of rows, the first `again` of which nobody wants. Unless they are a multiple of `row_multiple`, they are
    /// copied.
    virtual const ChunkResult& run(std::size_t first, std::size_t rows, std::size_t again) = 0;
    /// The wanted scores of the rows that were run last. `possible` may be null.
    virtual void scores(Index observed, std::int64_t* certain, std::int64_t* possible) const = 0;
};

std::unique_ptr<ChunkWorker> make_worker(const Prepared& prepared);

}  // namespace zi::columnar
