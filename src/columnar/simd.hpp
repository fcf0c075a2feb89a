/// What is done to whole vectors of rows? Each function works on the first `rows` rows of one chunk, a multiple of
/// `row_multiple`, and has code for several vector extensions; which one runs is decided at run time. All of it is arithmetic
/// on integers, so that every one gives the same bits.
#pragma once

#include "columnar/bits.hpp"

#include "zi/columns.hpp"

#include <cstdint>

namespace zi::columnar {

/// What a value is compared with, and from where on that is not decided.
struct Bound {
    std::int64_t least = 0, undecided = 0;
};

namespace simd {

/// The vector extensions, as Highway numbers them, that this machine has and there is code for: from the best on, none at all
/// last.
std::vector<std::int64_t> targets();
/// One of them is in use from now on, for the whole process; without this the best. For tests.
void use(std::int64_t target);
/// The name of the one in use.
const char* target();

/// Codes of rows that are not there become `unknown`.
void mark_unknown(std::size_t rows, const std::uint8_t* codes, const Bits& there, std::uint8_t unknown, std::uint8_t* out);
/// What the codes of one byte sum of a group are worth, and where they are.
struct ByteSource {
    const std::uint8_t* codes = nullptr;
    const std::uint8_t* table = nullptr;
};
struct WordSource {
    const std::uint8_t* codes = nullptr;
    const WordTable* table = nullptr;
};
/// `counts[i]` of the byte sources belong to the i-th sum, which is multiplied by `factors[i]`.
struct GroupSources {
    std::vector<ByteSource> bytes;
    std::vector<std::uint32_t> counts;
    std::vector<std::uint16_t> factors;
    std::vector<WordSource> words;
};
/// The sum of a group, whose codes are `offset` bytes beyond where its sources say. Its bound proves that 16 bits hold it.
void sum_group(std::size_t rows, const GroupSources& group, std::size_t offset, std::uint16_t* sums);
/// total += sums * factor; or, for the first of several, total = sums * factor.
void add_scaled(std::size_t rows, const std::uint16_t* sums, std::int64_t factor, bool first, std::int32_t* total);
void add_scaled(std::size_t rows, const std::uint16_t* sums, std::int64_t factor, bool first, std::int64_t* total);
/// total = the sum of the parts, of which there is at least one.
void sum(std::size_t rows, const std::int32_t* const* parts, std::size_t count, std::int32_t* total);
void sum(std::size_t rows, const std::int64_t* const* parts, std::size_t count, std::int64_t* total);
/// total += shares * weight, or total = shares * weight; shares below 2^31.
void add_product(std::size_t rows, const std::uint32_t* shares, std::int64_t weight, bool first, std::int32_t* total);
void add_product(std::size_t rows, const std::uint32_t* shares, std::int64_t weight, bool first, std::int64_t* total);

/// For each bound, the rows with values >= bound; bounds fit the type of the values. Returns the rows with a value in some
/// [undecided, bound).
Bits at_least(std::size_t rows, const std::int32_t* values, const Bound* bounds, std::size_t count, Bits* reached);
Bits at_least(std::size_t rows, const std::int64_t* values, const Bound* bounds, std::size_t count, Bits* reached);
/// Rows in which each of the values is at least its bound; no value or bound is negative. Those in which the worst of them
/// falls short by 1 to `width` are written to `undecided`.
Bits all_at_least(std::size_t rows, const std::int32_t* const* values, const std::int32_t* bounds, std::size_t count,
                  std::int64_t width, Bits& undecided);
Bits all_at_least(std::size_t rows, const std::int64_t* const* values, const std::int64_t* bounds, std::size_t count,
                  std::int64_t width, Bits& undecided);
/// Rows with low <= value <= high.
Bits within(std::size_t rows, const void* values, Column::Type type, std::int64_t low, std::int64_t high);

/// out = limit less one for each bit set of each of `steps`.
void count_down(std::size_t rows, std::uint8_t limit, const Bits* steps, std::size_t count, std::uint8_t* out);
void greater_of(std::size_t rows, const std::uint8_t* a, const std::uint8_t* b, std::uint8_t* out);
/// Codes of some rows become one code.
void replace_codes(std::size_t rows, const Bits& which, std::uint8_t code, std::uint8_t* codes);

/// Integers of any type as binary64, in which those below 2^53 are exact.
void convert(std::size_t rows, const void* values, Column::Type type, double* out);

/// One step of a formula; registers are `chunk` numbers each.
void step(std::size_t rows, const FormulaStep& step, double* registers, std::size_t index);
Bits zeros(std::size_t rows, const double* numbers);
/// The quotient top / bottom in multiples of 1 / unit, rounded down, limited to 0 .. unit. Rows that lie outside are returned.
Bits divide(std::size_t rows, const double* top, const double* bottom, std::int64_t unit, std::uint32_t* shares);
/// The same for columns of at most 16 bits, without a detour through registers, and the rows whose bottom is 0 as well. The top
/// is `top`, or `top` less `less` of the same type. The unit is at most `most_single`. `outside` may be null. False if there is
/// no code for their types.
bool divide_columns(std::size_t rows, const void* top, const void* less, Column::Type top_type, const void* bottom,
                    Column::Type bottom_type, std::int64_t unit, std::uint32_t* shares, Bits* outside, Bits& zeros);
/// The same for a column over a constant that divides the unit. False if there is no code for its type.
bool scale_column(std::size_t rows, const void* values, Column::Type type, std::int64_t divisor, std::int64_t unit,
                  std::uint32_t* shares, Bits& outside);
/// The same where the bottom is `divisor` for all rows, and divides the unit.
Bits divide_by(std::size_t rows, const double* top, std::int64_t divisor, std::int64_t unit, std::uint32_t* shares);

/// shares of some rows become one share; or at most that share.
void replace_shares(std::size_t rows, const Bits& which, std::uint32_t share, std::uint32_t* shares);
void limit(std::size_t rows, const Bits& which, std::uint32_t share, std::uint32_t* shares);

}  // namespace simd

}  // namespace zi::columnar
