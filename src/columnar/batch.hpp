/// How do prepared columns read these very columns? Formulas and comparisons are fitted to the types and decimals that the
/// columns have.
#pragma once

#include "columnar/prepared.hpp"

#include "zi/columns.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

namespace zi::columnar {

/// A comparison of a column's integers. Null rows go by what the rules assume.
struct BoundTest {
    const Column* column = nullptr;
    Intervals intervals;
    bool otherwise_yes = false, otherwise_unknown = true;
};

/// What a stretch of numbers earns.
struct BoundBand {
    Intervals intervals;
    std::uint32_t share = 0;
};

struct BoundQuotient {
    const Quotient* prepared = nullptr;
    const Column* inputs = nullptr;  ///< one after the other; of a number: its column
    // Of a number, in the decimals of its column.
    std::optional<std::uint8_t> decimals;
    Intervals range;  ///< what its scale admits
    std::vector<BoundBand> bands;
    FittedFormula number;

    /// Inputs beyond its `most` are left to exact arithmetic.
    const FittedFormula& formula() const { return number.program ? number : prepared->formula; }
};

/// A need in terms of a question's documents.
struct BoundNeed {
    Index leaf = none;
    std::size_t wanted = 0;
    std::vector<BoundNeed> parts;
    OptionIndex option = none;
};

struct BoundQuestion {
    bool counts = false;                  ///< it has options, and some observed score depends on it
    bool translated = false;              ///< codes are not places
    std::uint8_t unknown = 0;             ///< the code of an answer that is not there
    const Column* answer = nullptr;       ///< of a question with options
    const std::uint8_t* plain = nullptr;  ///< its codes, where they need nothing but to be looked up
    std::span<const BoundNeed> needs;     ///< none where no row states evidence
    const Column* documents = nullptr;    ///< one after the other
};

/// The cases of a ratio. Counts are whole numbers in every column, so they are prepared once.
std::vector<InputCase> cases_of(const Question& question, const FittedFormula& formula, std::int64_t share_unit);

/// Memory that is bound to one batch after the other. What hangs on no more than the decimals of a column stays as it is until
/// they change: a call over a few hundred rows would take longer to bind than to run.
class Batch {
public:
    explicit Batch(const Prepared& prepared);
    Batch(const Batch&) = delete;
    Batch& operator=(const Batch&) = delete;
    /// The columns must stay for as long as the batch is run.
    void bind(const Columns& columns);

    const Columns& columns() const { return *columns_; }

    const Column* evidence = nullptr;                   ///< null: no row states any
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
