// Runs all chunks of a batch, on several threads. Threads write to disjoint words of the result.
#include "zi/bulk.hpp"

#include "columnar/chunk.hpp"
#include "columnar/floor.hpp"
#include "eval/facts.hpp"
#include "program/evaluator.hpp"

#include "base/parallel.hpp"

#include <algorithm>
#include <exception>
#include <mutex>
#include <optional>
#include <stdexcept>

namespace zi {

namespace {

using namespace columnar;

/// Chunks of one task: enough work to amortise scheduling and progress reports.
constexpr std::size_t chunks_a_task = 4;

/// Rows for one run. The first `again` have results already; they only pad the run to whole vectors.
struct Stretch {
    std::size_t first = 0, rows = 0, again = 0;
};

/// The next rows to run, of [first, last).
Stretch next_stretch(std::size_t first, std::size_t last) {
    const std::size_t left = last - first;
    if (left >= chunk) return {first, chunk, 0};
    const std::size_t padded = (left + row_multiple - 1) / row_multiple * row_multiple;
    if (padded <= last) return {last - padded, padded, padded - left};
    return {first, left > row_multiple ? left / row_multiple * row_multiple : left, 0};
}

/// Writes the bits of the rows without results; the first of them is a multiple of 64.
void write(std::vector<std::uint64_t>& bits, const Stretch& stretch, const Bits& rows) {
    std::uint64_t* out = bits.data() + (stretch.first + stretch.again) / 64;
    const std::size_t skip = stretch.again / 64, shift = stretch.again % 64;
    for (std::size_t w = skip; 64 * w + shift < stretch.rows; ++w) {
        const std::uint64_t next = w + 1 < words ? rows[w + 1] : 0;
        *out++ = shift == 0 ? rows[w] : rows[w] >> shift | next << (64 - shift);
    }
}

void write(std::vector<std::uint64_t>& bits, std::size_t row, bool value) {
    const std::uint64_t mask = std::uint64_t{1} << (row % 64);
    if (value)
        bits[row / 64] |= mask;
    else
        bits[row / 64] &= ~mask;
}

class Bulk {
public:
    Bulk(const PreparedColumns& prepared, const Columns& columns, const BulkOptions& options, BulkResult memory)
        : prepared_(prepared.prepared()),
          unit_(prepared.denominator()),
          columns_(columns),
          options_(options),
          result_(std::move(memory)) {
        if (prepared_.integral) {
            batch_.emplace(prepared_.idle->batches.lease([&] { return std::make_unique<Batch>(prepared_); }));
            (*batch_)->bind(columns);
        }
        const Model& model = *prepared_.model;
        const BulkOutputs& outputs = prepared_.outputs;
        const std::size_t rows = columns.rows(), mask_words = (rows + 63) / 64;
        result_.rows = rows;
        const auto make_room = [&](BulkVerdicts& one, bool may_not_concern) {
            one.met.resize(mask_words);
            one.possible.resize(mask_words);
            one.concerned.resize(may_not_concern ? mask_words : 0);
        };
        result_.predicates.resize(outputs.predicates.size());
        result_.conditions.resize(outputs.conditions ? outputs.predicates.size() : 0);
        for (std::size_t i = 0; i < outputs.predicates.size(); ++i) {
            const Predicate& predicate = model.predicates[outputs.predicates[i]];
            make_room(result_.predicates[i], predicate.when.has_value());
            if (!outputs.conditions) continue;
            // Cleared here, since chunks do not write conditions that are not in force.
            result_.conditions[i].assign(predicate.conditions.size(), {});
            for (BulkVerdicts& one : result_.conditions[i]) make_room(one, true);
        }
        const auto make_scores = [&](std::vector<BulkScores>& all, std::size_t count, const std::vector<Index>& places) {
            all.resize(count);
            for (std::size_t i = 0; i < count; ++i) {
                all[i].certain.resize(prepared_.holds_scores ? rows : 0);
                all[i].possible.resize(prepared_.holds_scores && outputs.possible ? rows : 0);
                all[i].error = prepared_.integral ? prepared_.observed[places[i]].error : 1;
            }
        };
        make_scores(result_.nodes, outputs.nodes.size(), prepared_.node_place);
        make_scores(result_.views, outputs.views.size(), prepared_.view_place);
        result_.stage_certain.assign(outputs.stage ? rows : 0, none);
        result_.stage_possible.assign(outputs.stage ? rows : 0, none);
    }

    BulkResult run() {
        const std::size_t tasks = (columns_.rows() + chunk * chunks_a_task - 1) / (chunk * chunks_a_task);
        const auto task = [&](std::size_t index) noexcept {
            try {
                do_task(index);
            } catch (...) {
                const std::lock_guard lock(mutex_);
                if (!failure_) failure_ = std::current_exception();
                stop_ = true;
            }
        };
        if (options_.executor)
            options_.executor(tasks, task);
        else
            in_parallel(tasks, options_.threads == 0 ? processors() : options_.threads, task);
        if (failure_) std::rethrow_exception(failure_);
        result_.exact_rows = exact_rows_;
        result_.cancelled = cancelled_;
        return std::move(result_);
    }

private:
    bool stopped() {
        if (stop_) return true;
        if (options_.cancel != nullptr && options_.cancel->load(std::memory_order_relaxed)) cancelled_ = stop_ = true;
        return stop_;
    }

    void do_task(std::size_t index) {
        if (stopped()) return;
        const std::size_t first = index * chunk * chunks_a_task,
                          last = std::min(columns_.rows(), first + chunk * chunks_a_task);
        if (prepared_.integral) {
            const TaskWorker worker(*this);
            for (std::size_t row = first; row < last && !stopped();) {
                const Stretch stretch = next_stretch(row, last);
                do_chunk(*worker.worker, stretch);
                row = stretch.first + stretch.rows;
            }
        } else {
            for (std::size_t row = first; row < last; ++row) {
                if (row % chunk == 0 && stopped()) return;
                do_row(row);
            }
            exact_rows_ += last - first;
        }
        if (!options_.progress) return;
        const std::lock_guard lock(mutex_);
        done_ += last - first;
        options_.progress(done_, columns_.rows());
    }

    using Worker = Pool<ChunkWorker>::Lease;

    /// Scratch memory bound to this batch, lent to one task at a time.
    struct TaskWorker {
        explicit TaskWorker(Bulk& bulk) : owner(bulk), worker(bulk.take_worker()) {}
        ~TaskWorker() {
            const std::lock_guard lock(owner.mutex_);
            owner.workers_.push_back(std::move(worker));
        }
        TaskWorker(const TaskWorker&) = delete;
        TaskWorker& operator=(const TaskWorker&) = delete;

        Bulk& owner;
        Worker worker;
    };

    Worker take_worker() {
        const std::lock_guard lock(mutex_);
        if (!workers_.empty()) {
            Worker worker = std::move(workers_.back());
            workers_.pop_back();
            return worker;
        }
        workers_.reserve(++taken_);  // so that ~TaskWorker does not throw
        Worker worker = prepared_.idle->workers.lease([&] { return make_worker(prepared_); });
        worker->bind(**batch_);
        return worker;
    }

    void do_chunk(ChunkWorker& worker, const Stretch& stretch) {
        const ChunkResult& chunk_result = worker.run(stretch.first, stretch.rows, stretch.again);
        const auto write = [&](BulkVerdicts& out, const Truths& verdict, const Truths& concerned) {
            zi::write(out.met, stretch, verdict.certain & chunk_result.live);
            zi::write(out.possible, stretch, verdict.possible & chunk_result.live);
            if (!out.concerned.empty()) zi::write(out.concerned, stretch, concerned.possible & chunk_result.live);
        };
        for (std::size_t i = 0; i < prepared_.outputs.predicates.size(); ++i) {
            const Index place = prepared_.place[prepared_.outputs.predicates[i]];
            write(result_.predicates[i], chunk_result.predicates[place], chunk_result.concerned[place]);
            if (!prepared_.outputs.conditions) continue;
            const auto& conditions = prepared_.predicates[place].conditions;
            for (std::size_t c = 0; c < conditions.size(); ++c)
                write(result_.conditions[i][conditions[c].condition], chunk_result.conditions[place][c],
                      chunk_result.applicable[place][c]);
        }
        if (prepared_.outputs.stage) write_stages(chunk_result, stretch.first);
        const auto write_scores = [&](BulkScores& out, Index observed) {
            const std::size_t first = stretch.first + stretch.again;
            worker.scores(observed, out.certain.data() + first, out.possible.empty() ? nullptr : out.possible.data() + first);
        };
        for (std::size_t i = 0; i < result_.nodes.size(); ++i) write_scores(result_.nodes[i], prepared_.node_place[i]);
        for (std::size_t i = 0; i < result_.views.size(); ++i) write_scores(result_.views[i], prepared_.view_place[i]);
        std::uint64_t exact = 0;
        for_each_row(chunk_result.exact, [&](std::size_t row) {
            do_row(stretch.first + row);
            ++exact;
        });
        if (exact != 0) exact_rows_ += exact;
    }

    void write_stages(const ChunkResult& chunk_result, std::size_t first) {
        for (PredicateIndex i{0}; i < prepared_.model->predicates.size(); ++i) {
            if (prepared_.model->predicates[i].kind != Predicate::Kind::stage) continue;
            const Truths& verdict = chunk_result.predicates[prepared_.place[i]];
            for_each_row(verdict.possible & chunk_result.live,
                         [&](std::size_t row) { result_.stage_possible[first + row] = i; });
            for_each_row(verdict.certain & chunk_result.live, [&](std::size_t row) { result_.stage_certain[first + row] = i; });
        }
    }

    // ---- In rational numbers ---------------------------------------------------------------------------------------

    void do_row(std::size_t row) {
        const Assessment assessment = assess_row(columns_, row, prepared_.as_of);
        for (std::size_t i = 0; i < prepared_.outputs.predicates.size(); ++i) {
            const PredicateResult& from = assessment.predicates[prepared_.outputs.predicates[i]];
            write(result_.predicates[i], row, from.verdict, from.concerned);
            if (!prepared_.outputs.conditions) continue;
            for (BulkVerdicts& one : result_.conditions[i]) write(one, row, Verdict::not_met, false);
            for (const ConditionResult& one : from.conditions)
                write(result_.conditions[i][one.condition], row, one.verdict, true);
        }
        if (prepared_.outputs.stage) {
            result_.stage_certain[row] = assessment.stage.certain;
            result_.stage_possible[row] = assessment.stage.possible;
        }
        for (std::size_t i = 0; i < result_.nodes.size(); ++i)
            write(result_.nodes[i], row, assessment.nodes[prepared_.outputs.nodes[i]]);
        for (std::size_t i = 0; i < result_.views.size(); ++i)
            write(result_.views[i], row, assessment.views[prepared_.outputs.views[i]]);
    }

    static void write(BulkVerdicts& out, std::size_t row, Verdict verdict, bool concerned) {
        zi::write(out.met, row, verdict == Verdict::met);
        zi::write(out.possible, row, verdict != Verdict::not_met);
        if (!out.concerned.empty()) zi::write(out.concerned, row, concerned);
    }

    void write(BulkScores& out, std::size_t row, const Score& score) const {
        if (!out.certain.empty()) out.certain[row] = in_units(score.certain);
        if (!out.possible.empty()) out.possible[row] = in_units(score.possible);
    }

    std::int64_t in_units(const Rational& score) const {
        const auto found = floor_of(score, unit_);
        if (!found) throw std::range_error("a score exceeds what its node weighs");
        return found->value;
    }

    const Prepared& prepared_;
    std::int64_t unit_;
    const Columns& columns_;
    const BulkOptions& options_;
    std::optional<Pool<Batch>::Lease> batch_;  ///< nullopt: every row takes the exact path
    BulkResult result_;
    std::mutex mutex_;
    std::vector<Worker> workers_;
    std::size_t taken_ = 0;
    std::exception_ptr failure_;
    std::size_t done_ = 0;
    std::atomic<std::uint64_t> exact_rows_{0};
    std::atomic<bool> stop_{false}, cancelled_{false};
};

void check_same(const std::shared_ptr<const Model>& model, const Columns& columns) {
    if (model != columns.shared_model())
        throw std::invalid_argument("the columns are of another model than the prepared columns");
}

}  // namespace

BulkResult assess_columns(const PreparedColumns& prepared, const Columns& columns, const BulkOptions& options,
                          BulkResult memory) {
    check_same(prepared.shared_model(), columns);
    return Bulk(prepared, columns, options, std::move(memory)).run();
}

Assessment assess_row(const Columns& columns, std::size_t row, Date as_of) {
    const List<Backing, Question> backing = columns.backings(row);
    Assessment assessment = assess_backed(columns.model(), columns.unit(row), backing, as_of);
    // Columns do not tell which documents replace others, which a proof that a verdict is really open needs.
    if (std::any_of(backing.begin(), backing.end(), [](const Backing& one) { return one.needed; }))
        for (PredicateResult& one : assessment.predicates)
            if (one.verdict == Verdict::open) one.exact = false;
    return assessment;
}

struct RowEvaluation::State {
    program::Evaluator evaluator;
    Date as_of;
    Unit unit;
    List<Backing, Question> backings;
};

RowEvaluation::RowEvaluation(const PreparedColumns& prepared)
    : RowEvaluation(std::make_unique<State>(State{program::Evaluator(prepared.prepared().tables), prepared.as_of(), {}, {}})) {}
RowEvaluation::RowEvaluation(std::unique_ptr<State> state) : Evaluated(state->evaluator), state_(std::move(state)) {}
RowEvaluation::RowEvaluation(RowEvaluation&&) noexcept = default;
RowEvaluation& RowEvaluation::operator=(RowEvaluation&&) noexcept = default;
RowEvaluation::~RowEvaluation() = default;

void RowEvaluation::assess(const Columns& columns, std::size_t row) {
    check_same(state_->evaluator.tables().model, columns);
    state_->unit = columns.unit(row);
    state_->backings = columns.backings(row);
    state_->evaluator.load(state_->unit, state_->as_of, &state_->backings);
}

std::string_view bulk_target() { return simd::target(); }

}  // namespace zi
