/// Formulas of ratios and numbers, compiled to integer steps for many rows, with a proof that no step overflows.
#pragma once

#include "zi/model.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace zi::columnar {

/// Integers are held in binary64, where operations on integers below 2^53 are exact; the bounds at compilation prove that all
/// are smaller. Vector units can divide binary64, but no 64-bit integers.
inline constexpr std::int64_t most_exact = std::int64_t{1} << 53;

/// The range of an input: an integer in 0 .. most (-most .. most if `negative`), in units of 1 / denominator.
struct InputBound {
    std::int64_t most = 0;
    std::int64_t denominator = 1;
    bool negative = false;
};

/// One step in single-assignment form: step i writes register i.
struct FormulaStep {
    enum class Kind : std::uint8_t {
        constant,  ///< `value`
        input,     ///< input `a`
        add,
        subtract,
        multiply,
        negate,
        lesser,    ///< c where register a < register b, else d
        not_zero,  ///< marks the rows where register a is zero; writes no register
    };
    Kind kind = Kind::constant;
    std::uint32_t a = 0, b = 0, c = 0, d = 0;
    std::int64_t value = 0;
};

/// Computes top / bottom; bottom > 0 in all rows that are not marked.
struct FormulaProgram {
    std::vector<FormulaStep> steps;
    std::uint32_t top = 0, bottom = 0;
    std::int64_t divisor = 0;  ///< the constant denominator, if it divides the unit of shares; else 0
    /// Inputs of the formulas a / c, (a - b) / c, a / divisor and (a - b) / divisor, which have kernels; else none.
    Index top_input = none, less_input = none, bottom_input = none;
    bool needs_cap = false;  ///< clamp to 0 .. 1; else rows outside take the exact path
};

/// Most steps of a program: bounds the scratch memory.
inline constexpr std::size_t most_steps = 96;

/// nullopt if some step cannot be proved exact, or there are too many. The result is in multiples of 1 / unit.
std::optional<FormulaProgram> compile(const Formula& formula, const std::vector<InputBound>& inputs, bool capped,
                                      std::int64_t unit);

/// A compiled formula, and the largest inputs for which it is proved exact.
struct FittedFormula {
    std::optional<FormulaProgram> program;  ///< nullopt: every row takes the exact path
    std::int64_t most = 0;
};
FittedFormula fit(const Formula& formula, std::vector<InputBound> inputs, bool capped, std::int64_t unit);

}  // namespace zi::columnar
