/// How are prepared columns bound to the buffers of one batch? Comparisons and formulas are lowered to the types and decimals
/// of its columns.
#pragma once

#include "columnar/prepared.hpp"

#include "zi/columns.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace zi::columnar {

/// A comparison of a column with constants. Null rows take the result of the fact's default, or unknown.
struct BoundTest {
    const Column* column = nullptr;
    Intervals intervals;
    bool otherwise_yes = false, otherwise_unknown = true;
};

/// The share of all numbers in these intervals.
struct BoundBand {
    Intervals intervals;
    std::uint32_t share = 0;
};

struct BoundQuotient {
    const Quotient* prepared = nullptr;
    const Column* inputs = nullptr;  ///< array of columns, one for each input; of a number: its column
    // Of a number only, in units of its column.
    std::optional<std::uint8_t> decimals;
    Intervals range;  ///< values that its scale admits
    std::vector<BoundBand> bands;
    FittedFormula number;

    /// Rows with inputs above its `most` take the exact path.
    const FittedFormula& formula() const { return number.program ? number : prepared->formula; }
};

/// A need whose leaves are indices into the question's columns of documents.
struct BoundNeed {
    Index leaf = none;
    std::size_t wanted = 0;
    std::vector<BoundNeed> parts;
    OptionIndex option = none;
};

struct BoundQuestion {
    bool counts = false;                  ///< it has options, and an observed score depends on it
    bool translated = false;              ///< codes have to be translated to places
    std::uint8_t unknown = 0;             ///< the code of a null
    const Column* answer = nullptr;       ///< of a question with options
    const std::uint8_t* plain = nullptr;  ///< its codes, if they can be used as they are; else null
    std::span<const BoundNeed> needs;     ///< empty if no row of the batch states evidence
    const Column* documents = nullptr;    ///< array of columns, one for each leaf of its needs
};

/// The cases of a ratio. They do not depend on the batch, since counts are integers in every column.
std::vector<InputCase> cases_of(const Question& question, const FittedFormula& formula, std::int64_t share_unit);

/// Everything that depends on the columns of one batch; bound to one batch after the other. What depends on nothing but the
/// decimals of a column is kept until they change: otherwise binding would take longer than running a few hundred rows.
class Batch {
public:
    explicit Batch(const Prepared& prepared);
    Batch(const Batch&) = delete;
    Batch& operator=(const Batch&) = delete;
    /// Keeps pointers into the columns, which must outlive the run.
    void bind(const Columns& columns);

    const Columns& columns() const { return *columns_; }

    const Column* evidence = nullptr;                   ///< null: no row states evidence
    std::vector<BoundQuestion> questions;               ///< by question of the model
    std::vector<std::vector<BoundQuotient>> quotients;  ///< by class
    std::vector<BoundTest> tests;

private:
    void bind_needs();

    const Prepared& prepared_;
    const Columns* columns_ = nullptr;
    std::vector<std::vector<BoundNeed>> needs_;  ///< by question; empty until some batch states evidence
};

}  // namespace zi::columnar
