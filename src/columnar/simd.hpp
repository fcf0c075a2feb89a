/// Vector kernels. Each works on the first `rows` rows of a chunk, a multiple of `row_multiple`, and is compiled for several
/// vector extensions, one of which is chosen at run time. Results are integers, bit for bit the same for all of them.
#pragma once

#include "columnar/bits.hpp"

#include "zi/columns.hpp"

#include <cstdint>

namespace zi::columnar {

/// A lower bound, and the interval [undecided, least) in which the comparison is undecided.
struct Bound {
    std::int64_t least = 0, undecided = 0;
};

namespace simd {

/// The targets, by Highway's numbers, that are compiled in and run on this machine: best first, scalar last.
std::vector<std::int64_t> targets();
/// Chooses a target for the whole process; default: the best. For tests.
void use(std::int64_t target);
/// The name of the chosen target.
const char* target();

/// Replaces the codes of null rows by `unknown`.
void mark_unknown(std::size_t rows, const std::uint8_t* codes, const Bits& there, std::uint8_t unknown, std::uint8_t* out);
/// A column of codes and its table of points.
struct ByteSource {
    const std::uint8_t* codes = nullptr;
    const std::uint8_t* table = nullptr;
};
struct WordSource {
    const std::uint8_t* codes = nullptr;
    const WordTable* table = nullptr;
};
/// Consecutive byte sources form byte sums: `counts[i]` of them the i-th, which is multiplied by `factors[i]`.
struct GroupSources {
    std::vector<ByteSource> bytes;
    std::vector<std::uint32_t> counts;
    std::vector<std::uint16_t> factors;
    std::vector<WordSource> words;
};
/// The sum of a group in 16 bits (proved by Group::bound). `offset` is added to the addresses of its sources.
void sum_group(std::size_t rows, const GroupSources& group, std::size_t offset, std::uint16_t* sums);
/// total += sums * factor; with `first`, total = sums * factor.
void add_scaled(std::size_t rows, const std::uint16_t* sums, std::int64_t factor, bool first, std::int32_t* total);
void add_scaled(std::size_t rows, const std::uint16_t* sums, std::int64_t factor, bool first, std::int64_t* total);
/// total = the sum of the parts, of which there is at least one.
void sum(std::size_t rows, const std::int32_t* const* parts, std::size_t count, std::int32_t* total);
void sum(std::size_t rows, const std::int64_t* const* parts, std::size_t count, std::int64_t* total);
/// total += shares * weight, or total = shares * weight; shares below 2^31.
void add_product(std::size_t rows, const std::uint32_t* shares, std::int64_t weight, bool first, std::int32_t* total);
void add_product(std::size_t rows, const std::uint32_t* shares, std::int64_t weight, bool first, std::int64_t* total);

/// For each bound, the rows with values >= bound; bounds must fit the type of the values. Returns the rows with a value in an
/// undecided interval.
Bits at_least(std::size_t rows, const std::int32_t* values, const Bound* bounds, std::size_t count, Bits* reached);
Bits at_least(std::size_t rows, const std::int64_t* values, const Bound* bounds, std::size_t count, Bits* reached);
/// Rows in which every value is at least its bound; values and bounds are not negative. `undecided`: rows whose largest
/// shortfall is 1 .. width.
Bits all_at_least(std::size_t rows, const std::int32_t* const* values, const std::int32_t* bounds, std::size_t count,
                  std::int64_t width, Bits& undecided);
Bits all_at_least(std::size_t rows, const std::int64_t* const* values, const std::int64_t* bounds, std::size_t count,
                  std::int64_t width, Bits& undecided);
/// Rows with low <= value <= high.
Bits within(std::size_t rows, const void* values, Column::Type type, std::int64_t low, std::int64_t high);

/// out = limit minus the number of `steps` whose bit is set.
void count_down(std::size_t rows, std::uint8_t limit, const Bits* steps, std::size_t count, std::uint8_t* out);
void greater_of(std::size_t rows, const std::uint8_t* a, const std::uint8_t* b, std::uint8_t* out);
/// Sets the codes of these rows.
void replace_codes(std::size_t rows, const Bits& which, std::uint8_t code, std::uint8_t* codes);

/// Converts integers to binary64; exact below 2^53.
void convert(std::size_t rows, const void* values, Column::Type type, double* out);

/// One step of a formula. A register holds `chunk` numbers.
void step(std::size_t rows, const FormulaStep& step, double* registers, std::size_t index);
Bits zeros(std::size_t rows, const double* numbers);
/// shares = floor(unit * top / bottom), clamped to 0 .. unit. Returns the rows outside that range.
Bits divide(std::size_t rows, const double* top, const double* bottom, std::int64_t unit, std::uint32_t* shares);
/// The same for columns of at most 16 bits, without registers; `zeros` are the rows with bottom = 0. The numerator is `top`, or
/// top - less with `less` of the same type. unit <= most_single. `outside` may be null. False if there is no kernel for the
/// types.
bool divide_columns(std::size_t rows, const void* top, const void* less, Column::Type top_type, const void* bottom,
                    Column::Type bottom_type, std::int64_t unit, std::uint32_t* shares, Bits* outside, Bits& zeros);
/// The same for a column divided by a constant that divides the unit. False if there is no kernel for its type.
bool scale_column(std::size_t rows, const void* values, Column::Type type, std::int64_t divisor, std::int64_t unit,
                  std::uint32_t* shares, Bits& outside);
/// The same for a constant denominator that divides the unit.
Bits divide_by(std::size_t rows, const double* top, std::int64_t divisor, std::int64_t unit, std::uint32_t* shares);

/// Sets the shares of these rows; or limits them to that share.
void replace_shares(std::size_t rows, const Bits& which, std::uint32_t share, std::uint32_t* shares);
void limit(std::size_t rows, const Bits& which, std::uint32_t share, std::uint32_t* shares);

}  // namespace simd

}  // namespace zi::columnar
