/// What is behind zi_prepared, and how is a batch assessed with it?
#pragma once

#include "options.hpp"

#include "zi/arrow.hpp"
#include "zi/bulk.hpp"

#include <cstdint>
#include <memory>

namespace zi::c {

struct Prepared {
    PreparedColumns columns;
    ExportOptions shown;
};

/// The options of a run, validated and copied.
struct Run {
    explicit Run(const zi_run_options* options);

    unsigned threads = 1;
    Limits limits;
    const std::atomic<bool>* cancel = nullptr;
    zi_progress progress = nullptr;
    void* user = nullptr;
    std::uint64_t rows_before = 0;  ///< the batch or stream
    bool leaves_open = false;       ///< answers and facts that are wrong
    zi_left_open left_open = nullptr;
    void* left_open_user = nullptr;
};

/// Releases an Arrow struct on scope exit.
template <class Arrow>
class Taken {
public:
    explicit Taken(Arrow* from) : held(*from) { from->release = nullptr; }
    ~Taken() {
        if (held.release != nullptr) held.release(&held);
    }
    Taken(const Taken&) = delete;
    Taken& operator=(const Taken&) = delete;
    Arrow held;
};

/// Takes the array over. `rows_before` are those of earlier batches of this run; after the `last` one the number of all rows is
/// known.
void assess_batch(const Prepared& prepared, const ArrowSchema& schema, ArrowArray* array, const Run& run,
                  std::uint64_t rows_before, bool last, ArrowSchema* out_schema, ArrowArray* out_array);

}  // namespace zi::c

struct zi_prepared : zi::c::Tagged {
    static constexpr std::uint64_t mark = zi::c::mark_of("prep");
    explicit zi_prepared(std::shared_ptr<const zi::c::Prepared> held) : Tagged(mark), prepared(std::move(held)) {}
    const std::shared_ptr<const zi::c::Prepared> prepared;
};
