/// How do prepared columns read these very columns? Formulas and comparisons are fitted to the types and decimals that the
/// columns have.
#pragma once

#include "columnar/prepared.hpp"

#include "zi/columns.hpp"

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
    std::vector<const Column*> inputs;
    Intervals range;  ///< of a number: what its scale admits
    std::vector<BoundBand> bands;
    FittedFormula number;  ///< of a number, in the decimals of its column

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
    const Column* answer = nullptr;       ///< of a question with options
    const std::uint8_t* plain = nullptr;  ///< its codes, where they need nothing but to be looked up
    bool translated = false;              ///< codes are not places
    std::uint8_t unknown = 0;             ///< the code of an answer that is not there
    std::vector<BoundNeed> needs;
    std::vector<const Column*> documents;
};

/// The cases of a ratio. Counts are whole numbers in every column, so they are prepared once.
std::vector<InputCase> cases_of(const Question& question, const FittedFormula& formula, std::int64_t share_unit);

struct Batch {
    const Prepared& prepared;
    const Columns& columns;
    const Column* evidence = nullptr;                   ///< null: no row states any
    std::vector<BoundQuestion> questions;               ///< by question of the model
    std::vector<std::vector<BoundQuotient>> quotients;  ///< by class
    std::vector<BoundTest> tests;

    Batch(const Prepared& prepared, const Columns& columns);
};

}  // namespace zi::columnar
