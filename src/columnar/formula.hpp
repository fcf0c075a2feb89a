/// What share does a ratio or a number earn, for many rows at once? Formulas over integers that are proved to fit.
#pragma once

#include "zi/model.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace zi::columnar {

/// Integers are carried in binary64, in which every operation on integers below 2^53 is exact; the bounds that a FormulaProgram
/// is compiled with prove that none is larger. Vector units divide these, and no 64-bit integers.
inline constexpr std::int64_t most_exact = std::int64_t{1} << 53;

/// What is known of an input: it is an integer in 0 .. most (or, if `negative`, down to -most), to be divided by `denominator`.
struct InputBound {
    std::int64_t most = 0;
    std::int64_t denominator = 1;
    bool negative = false;
};

/// One step; registers are numbered by the step that fills them.
struct FormulaStep {
    enum class Kind : std::uint8_t {
        constant,  ///< `value`
        input,     ///< input `a`
        add,
        subtract,
        multiply,
        negate,
        lesser,    ///< c where register a < register b, else d
        not_zero,  ///< notes the rows where register a is zero; fills nothing
    };
    Kind kind = Kind::constant;
    std::uint32_t a = 0, b = 0, c = 0, d = 0;
    std::int64_t value = 0;
};

/// Computes top / bottom, with bottom above zero wherever no zero was noted.
struct FormulaProgram {
    std::vector<FormulaStep> steps;
    std::uint32_t top = 0, bottom = 0;
    std::int64_t divisor = 0;  ///< the bottom where it is the same for all rows, and divides the unit of shares; else 0
    /// Of the commonest formulas, an input or the difference of two over another or over `divisor`: which inputs. Else none.
    Index top_input = none, less_input = none, bottom_input = none;
    bool needs_cap = false;  ///< the result is to be limited to 0..1; else rows outside are to be left to exact arithmetic
};

/// Steps that fit a chunk's scratch memory.
inline constexpr std::size_t most_steps = 96;

/// Nothing if it cannot be proved that every step stays exact, or there are too many. `unit`: shares are wanted in multiples of
/// 1 / unit.
std::optional<FormulaProgram> compile(const Formula& formula, const std::vector<InputBound>& inputs, bool capped,
                                      std::int64_t unit);

/// A formula with the largest inputs for which every step is proved exact.
struct FittedFormula {
    std::optional<FormulaProgram> program;  ///< nothing: left to exact arithmetic
    std::int64_t most = 0;
};
FittedFormula fit(const Formula& formula, std::vector<InputBound> inputs, bool capped, std::int64_t unit);

}  // namespace zi::columnar
