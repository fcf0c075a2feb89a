/// How ready are all of them? Assesses columns of units at once, with the verdicts of assess_reference.
///
/// Scores are integers, a multiple of 1 / PreparedColumns::denominator(). Options are exact in it; ratios and survey values are
/// rounded down with a proved error, and a unit whose verdict could depend on that error is assessed in rational numbers:
/// docs/bulk.md.
#pragma once

#include "zi/assess.hpp"
#include "zi/columns.hpp"
#include "zi/model.hpp"
#include "zi/program.hpp"

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zi {

namespace columnar {
struct Prepared;
}  // namespace columnar

/// What to keep of the assessments. What is not asked for is not computed either, unless something asked for depends on it.
struct BulkOutputs {
    std::vector<PredicateIndex> predicates;  ///< indices into Model::predicates
    std::vector<NodeIndex> nodes;            ///< whose scores are kept
    std::vector<ViewIndex> views;            ///< whose scores are kept
    bool conditions = false;                 ///< keep the verdict of every condition of these predicates
    bool stage = false;                      ///< keep the stage
    bool possible = true;                    ///< keep possible scores beside the certain ones
    /// Scores will be written as decimals: points are counted in much smaller units, in 64 bits and longer.
    bool as_decimals = false;

    /// Every predicate, and the total.
    static BulkOutputs verdicts(const Model& model);
    /// Every output.
    static BulkOutputs all(const Model& model);
};

/// A program prepared for a day and a selection of outputs. Immutable: share it among threads. Keeps a pool of scratch memory,
/// some hundred kilobytes for each thread that has assessed with it at the same time (2021 rules).
class PreparedColumns {
public:
    PreparedColumns(const Program& program, Date as_of, BulkOutputs outputs);
    /// Lowers the model first.
    PreparedColumns(std::shared_ptr<const Model> model, Date as_of, BulkOutputs outputs)
        : PreparedColumns(Program(std::move(model)), as_of, std::move(outputs)) {}
    ~PreparedColumns();
    PreparedColumns(PreparedColumns&&) noexcept;
    PreparedColumns& operator=(PreparedColumns&&) noexcept;

    const Model& model() const;
    const std::shared_ptr<const Model>& shared_model() const;
    Date as_of() const;
    const BulkOutputs& outputs() const;
    /// Scores are counted in units of 1 / denominator, chosen so that every score that is kept fits.
    std::int64_t denominator() const;
    /// False: the rules' common denominator does not fit 62 bits, and every unit is assessed in rational numbers.
    bool integral() const;
    /// False: some node or view that is kept weighs 2^63 or more, so that its scores fit 64 bits in no unit. BulkScores are
    /// then left empty; verdicts are given as ever, and scores come from assess_row, or as decimals from export_result.
    bool holds_scores() const;
    /// The node or view that is kept which weighs most, and what it weighs: no score that is kept is larger.
    std::pair<std::string_view, Rational> largest_score() const;
    /// Widths, denominators, error bounds, and which questions were merged (`zi check --prepared`), as text.
    std::string describe(Language language) const;

    /// For the library: its contents may change at any time.
    const columnar::Prepared& prepared() const { return *prepared_; }

private:
    std::unique_ptr<const columnar::Prepared> prepared_;
};

/// Scores of one node or view, row by row. Empty where PreparedColumns::holds_scores() is false.
struct BulkScores {
    std::vector<std::int64_t> certain, possible;  ///< in units of 1 / denominator, rounded down; `possible` may be left out
    std::int64_t error = 0;                       ///< the exact value is less than this above; 0: it is the value
};

/// A verdict for each row, as two bit masks in 64-bit words, least significant bit first: certainly met, and possibly met.
struct BulkVerdicts {
    std::vector<std::uint64_t> met, possible;
    std::vector<std::uint64_t> concerned;  ///< empty: every row

    Verdict operator[](std::size_t row) const {
        const auto bit = [row](const std::vector<std::uint64_t>& bits) { return (bits[row / 64] >> (row % 64) & 1) != 0; };
        return bit(met) ? Verdict::met : bit(possible) ? Verdict::open : Verdict::not_met;
    }
    bool concerns(std::size_t row) const { return concerned.empty() || (concerned[row / 64] >> (row % 64) & 1) != 0; }
};

/// Vectors run parallel to those of BulkOutputs.
struct BulkResult {
    std::size_t rows = 0;
    std::vector<BulkVerdicts> predicates;
    std::vector<std::vector<BulkVerdicts>> conditions;  ///< by predicate and condition; `concerned`: it may apply
    std::vector<BulkScores> nodes, views;
    std::vector<PredicateIndex> stage_certain, stage_possible;  ///< as in StageResult
    std::uint64_t exact_rows = 0;                               ///< rows that were assessed in rational numbers
    bool cancelled = false;                                     ///< then the rest is not to be used
};

/// Runs `task(0)` to `task(count - 1)`, in any order and on any threads, and returns when all of them have.
using Executor = std::function<void(std::size_t count, const std::function<void(std::size_t)>& task)>;

struct BulkOptions {
    /// Threads that the call may run, its own included; 0: std::thread::hardware_concurrency(). Unused with an executor.
    unsigned threads = 1;
    Executor executor;
    const std::atomic<bool>* cancel = nullptr;  ///< read every 1,024 rows; set it to stop early. Not owned.
    /// Rows done so far, of how many. Called from any thread, never from two at once.
    std::function<void(std::size_t done, std::size_t rows)> progress;
};

/// Assesses every row. The result is the same, bit for bit, for any number of threads and any processor. `memory`: an earlier
/// result, whose buffers are reused. Throws std::invalid_argument if the columns are of another model than the prepared
/// columns, std::range_error if a score exceeds 64 bits because counts made by hand contradict each other, so that a share is
/// more than 1, what a callback throws, and std::bad_alloc. Thread-safe.
BulkResult assess_columns(const PreparedColumns& prepared, const Columns& columns, const BulkOptions& options = {},
                          BulkResult memory = {});

/// A row's assessment in full and exact, for reasons and fractions.
Assessment assess_row(const Columns& columns, std::size_t row, Date as_of);

/// Evaluates single rows exactly, one after the other in the same memory, for who needs a few of their scores as fractions: a
/// fifth of the time of assess_row. Not thread-safe; different evaluations may run at the same time.
class RowEvaluation : public Evaluated {
public:
    /// Keeps what it needs of the prepared columns.
    explicit RowEvaluation(const PreparedColumns& prepared);
    RowEvaluation(RowEvaluation&&) noexcept;
    RowEvaluation& operator=(RowEvaluation&&) noexcept;
    ~RowEvaluation();

    /// The functions of Evaluated tell of this row until the next call; before the first none of them may be called. The
    /// columns must be of the same model, else this throws std::invalid_argument; they are not kept. `row`: less than their
    /// rows.
    void assess(const Columns& columns, std::size_t row);

private:
    struct State;
    explicit RowEvaluation(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// The processor features that assess_columns uses on this machine, "AVX2" for instance; for reports.
std::string_view bulk_target();

}  // namespace zi
