// This file is compiled once for each vector extension: Highway includes it again and again with another one switched on.
#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "columnar/simd.cpp"
// Includes the scalar target, as a fallback and as a reference for tests. Leaves out targets for processors older than 15
// years.
#ifndef HWY_COMPILE_ALL_ATTAINABLE
#define HWY_COMPILE_ALL_ATTAINABLE
#define HWY_DISABLED_TARGETS HWY_SSSE3
#endif
#include <hwy/foreach_target.h>  // must come before highway.h

#include <hwy/cache_control.h>
#include <hwy/highway.h>

#include "columnar/simd.hpp"

#include <algorithm>
#include <atomic>
#include <bit>
#include <cstring>
#include <iterator>
#include <limits>
#include <type_traits>

#ifndef ZI_COLUMNAR_FUNCTIONS
#define ZI_COLUMNAR_FUNCTIONS
namespace zi::columnar {

/// The functions of one target.
struct Functions {
    std::int64_t target;
    decltype(&simd::mark_unknown) mark_unknown;
    decltype(&simd::sum_group) sum_group;
    void (*add_scaled_32)(std::size_t, const std::uint16_t*, std::int64_t, bool, std::int32_t*);
    void (*add_scaled_64)(std::size_t, const std::uint16_t*, std::int64_t, bool, std::int64_t*);
    void (*sum_32)(std::size_t, const std::int32_t* const*, std::size_t, std::int32_t*);
    void (*sum_64)(std::size_t, const std::int64_t* const*, std::size_t, std::int64_t*);
    void (*add_product_32)(std::size_t, const std::uint32_t*, std::int64_t, bool, std::int32_t*);
    void (*add_product_64)(std::size_t, const std::uint32_t*, std::int64_t, bool, std::int64_t*);
    Bits (*at_least_32)(std::size_t, const std::int32_t*, const Bound*, std::size_t, Bits*);
    Bits (*at_least_64)(std::size_t, const std::int64_t*, const Bound*, std::size_t, Bits*);
    Bits (*all_at_least_32)(std::size_t, const std::int32_t* const*, const std::int32_t*, std::size_t, std::int64_t, Bits&);
    Bits (*all_at_least_64)(std::size_t, const std::int64_t* const*, const std::int64_t*, std::size_t, std::int64_t, Bits&);
    decltype(&simd::within) within;
    decltype(&simd::count_down) count_down;
    decltype(&simd::greater_of) greater_of;
    decltype(&simd::replace_codes) replace_codes;
    decltype(&simd::convert) convert;
    decltype(&simd::step) step;
    decltype(&simd::zeros) zeros;
    decltype(&simd::divide) divide;
    decltype(&simd::divide_by) divide_by;
    decltype(&simd::divide_columns) divide_columns;
    decltype(&simd::scale_column) scale_column;
    decltype(&simd::replace_shares) replace_shares;
    decltype(&simd::limit) limit;
};

}  // namespace zi::columnar
#endif

HWY_BEFORE_NAMESPACE();
namespace zi::columnar {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

using simd::ByteSource;
using simd::GroupSources;
using simd::WordSource;

/// Vectors capped so that row_multiple rows are whole pairs of byte vectors, and whole fours of wider ones.
template <class Number>
using Vector = hn::CappedTag<Number, row_multiple / 2 / sizeof(Number)>;

/// Stores the bits of a mask from `row` on. May overwrite bits after them, so rows must be stored in order.
template <class Tag, class Mask>
HWY_INLINE void put(Tag tag, Mask mask, std::size_t row, std::uint64_t* out) {
    auto* bytes = reinterpret_cast<std::uint8_t*>(out) + row / 8;
    if (hn::Lanes(tag) >= 8) {
        hn::StoreMaskBits(tag, mask, bytes);
        return;
    }
    std::uint8_t bits[8] = {};
    hn::StoreMaskBits(tag, mask, bits);
    const auto lanes = static_cast<unsigned>(bits[0] & ((1u << hn::Lanes(tag)) - 1));
    if (row % 8 == 0) *bytes = 0;
    *bytes = static_cast<std::uint8_t>(*bytes | lanes << (row % 8));
}

/// Loads a vector mask from a chunk's bit mask.
template <class Tag>
HWY_INLINE auto get(Tag tag, const Bits& bits, std::size_t row) {
    std::uint64_t word = bits[row / 64] >> (row % 64);
    std::uint8_t bytes[8 + 8] = {};
    std::memcpy(bytes, &word, sizeof word);
    return hn::LoadMaskBits(tag, bytes);
}

void mark_unknown(std::size_t rows, const std::uint8_t* codes, const Bits& there, std::uint8_t unknown, std::uint8_t* out) {
    const Vector<std::uint8_t> tag;
    const auto none_given = hn::Set(tag, unknown);
    for (std::size_t row = 0; row < rows; row += hn::Lanes(tag))
        hn::StoreU(hn::IfThenElse(get(tag, there, row), hn::LoadU(tag, codes + row), none_given), tag, out + row);
}

#if HWY_TARGET == HWY_SCALAR

void sum_group(std::size_t rows, const GroupSources& group, std::size_t offset, std::uint16_t* sums) {
    std::fill_n(sums, rows, std::uint16_t{0});
    const auto add = [](std::uint16_t& sum, unsigned part) { sum = static_cast<std::uint16_t>(sum + part); };
    std::size_t next = 0;
    for (std::size_t i = 0; i < group.counts.size(); ++i)
        for (std::size_t k = 0; k < group.counts[i]; ++k, ++next)
            for (std::size_t row = 0; row < rows; ++row)
                add(sums[row], group.factors[i] * group.bytes[next].table[group.bytes[next].codes[offset + row]]);
    for (const WordSource& one : group.words)
        for (std::size_t row = 0; row < rows; ++row) {
            const std::uint8_t code = one.codes[offset + row];
            add(sums[row], one.table->low[code] + 256u * one.table->high[code]);
        }
}

#else

void sum_group(std::size_t rows, const GroupSources& group, std::size_t offset, std::uint16_t* sums) {
    const Vector<std::uint8_t> bytes;
    const hn::Repartition<std::uint16_t, decltype(bytes)> halves;
    const std::size_t lanes = hn::Lanes(bytes);
    const auto low_bytes = hn::Set(halves, std::uint16_t{0xFF});
    const std::size_t count = group.counts.size();
    constexpr std::size_t ahead = 256;
    // Two vectors at a time share the table loads. Even and odd bytes are summed apart and interleaved at the end.
    for (std::size_t row = 0; row < rows; row += 2 * lanes) {
        auto even0 = hn::Zero(halves), odd0 = even0, even1 = even0, odd1 = even0;
        const ByteSource* next = group.bytes.data();
        for (std::size_t i = 0; i < count; ++i) {
            auto sum0 = hn::Zero(bytes), sum1 = sum0;
            for (const ByteSource* end = next + group.counts[i]; next != end; ++next) {
                const std::uint8_t* codes = next->codes + offset + row;
                // Software prefetch: more streams than hardware prefetchers follow.
                hwy::Prefetch(codes + ahead);
                hwy::Prefetch(codes + ahead + lanes);
                const auto table = hn::LoadDup128(bytes, next->table);
                sum0 = hn::Add(sum0, hn::TableLookupBytes(table, hn::LoadU(bytes, codes)));
                sum1 = hn::Add(sum1, hn::TableLookupBytes(table, hn::LoadU(bytes, codes + lanes)));
            }
            const auto factor = hn::Set(halves, group.factors[i]);
            const auto wide0 = hn::BitCast(halves, sum0), wide1 = hn::BitCast(halves, sum1);
            even0 = hn::Add(even0, hn::Mul(hn::And(wide0, low_bytes), factor));
            odd0 = hn::Add(odd0, hn::Mul(hn::ShiftRight<8>(wide0), factor));
            even1 = hn::Add(even1, hn::Mul(hn::And(wide1, low_bytes), factor));
            odd1 = hn::Add(odd1, hn::Mul(hn::ShiftRight<8>(wide1), factor));
        }
        for (const WordSource& one : group.words) {
            const auto low_table = hn::LoadDup128(bytes, one.table->low.data()),
                       high_table = hn::LoadDup128(bytes, one.table->high.data());
            const auto add = [&](const std::uint8_t* codes, auto& even, auto& odd) HWY_ATTR {
                const auto code = hn::LoadU(bytes, codes);
                const auto low = hn::BitCast(halves, hn::TableLookupBytes(low_table, code));
                const auto high = hn::BitCast(halves, hn::TableLookupBytes(high_table, code));
                even = hn::Add(even, hn::Or(hn::And(low, low_bytes), hn::ShiftLeft<8>(high)));
                odd = hn::Add(odd, hn::Or(hn::ShiftRight<8>(low), hn::AndNot(low_bytes, high)));
            };
            add(one.codes + offset + row, even0, odd0);
            add(one.codes + offset + row + lanes, even1, odd1);
        }
        hn::StoreInterleaved2(even0, odd0, halves, sums + row);
        hn::StoreInterleaved2(even1, odd1, halves, sums + row + lanes);
    }
}

#endif

void add_scaled_32(std::size_t rows, const std::uint16_t* sums, std::int64_t factor, bool first, std::int32_t* total) {
    const Vector<std::int32_t> tag;
    const hn::Rebind<std::uint16_t, decltype(tag)> half;
    const auto by = hn::Set(tag, static_cast<std::int32_t>(factor));
    for (std::size_t row = 0; row < rows; row += hn::Lanes(tag)) {
        const auto product = hn::Mul(hn::PromoteTo(tag, hn::LoadU(half, sums + row)), by);
        hn::StoreU(first ? product : hn::Add(hn::LoadU(tag, total + row), product), tag, total + row);
    }
}

void add_scaled_64(std::size_t rows, const std::uint16_t* sums, std::int64_t factor, bool first, std::int64_t* total) {
    for (std::size_t row = 0; row < rows; ++row) total[row] = (first ? 0 : total[row]) + sums[row] * factor;
}

template <class Number>
HWY_INLINE void sum_of_parts(std::size_t rows, const Number* const* parts, std::size_t count, Number* total) {
    const Vector<Number> tag;
    const std::size_t lanes = hn::Lanes(tag);
    for (std::size_t row = 0; row < rows; row += 2 * lanes) {
        auto sum0 = hn::LoadU(tag, parts[0] + row), sum1 = hn::LoadU(tag, parts[0] + row + lanes);
        for (std::size_t i = 1; i < count; ++i) {
            sum0 = hn::Add(sum0, hn::LoadU(tag, parts[i] + row));
            sum1 = hn::Add(sum1, hn::LoadU(tag, parts[i] + row + lanes));
        }
        hn::StoreU(sum0, tag, total + row);
        hn::StoreU(sum1, tag, total + row + lanes);
    }
}
void sum_32(std::size_t rows, const std::int32_t* const* parts, std::size_t count, std::int32_t* total) {
    sum_of_parts(rows, parts, count, total);
}
void sum_64(std::size_t rows, const std::int64_t* const* parts, std::size_t count, std::int64_t* total) {
    sum_of_parts(rows, parts, count, total);
}

void add_product_32(std::size_t rows, const std::uint32_t* shares, std::int64_t weight, bool first, std::int32_t* total) {
    const Vector<std::int32_t> tag;
    const auto by = hn::Set(tag, static_cast<std::int32_t>(weight));
    for (std::size_t row = 0; row < rows; row += hn::Lanes(tag)) {
        const auto product = hn::Mul(hn::LoadU(tag, reinterpret_cast<const std::int32_t*>(shares) + row), by);
        hn::StoreU(first ? product : hn::Add(hn::LoadU(tag, total + row), product), tag, total + row);
    }
}
void add_product_64(std::size_t rows, const std::uint32_t* shares, std::int64_t weight, bool first, std::int64_t* total) {
    for (std::size_t row = 0; row < rows; ++row)
        total[row] = (first ? 0 : total[row]) + static_cast<std::int64_t>(shares[row]) * weight;
}

template <class Number>
HWY_INLINE Bits rows_at_least(std::size_t rows, const Number* values, const Bound* bounds, std::size_t count, Bits* reached) {
    const Vector<Number> tag;
    Bits undecided{};
    for (std::size_t i = 0; i < count; ++i) {
        const auto from = static_cast<Number>(bounds[i].undecided), least = static_cast<Number>(bounds[i].least);
        const auto first = hn::Set(tag, from), bound = hn::Set(tag, least);
        auto between = hn::Lt(bound, bound);  // none
        for (std::size_t row = 0; row < rows; row += hn::Lanes(tag)) {
            const auto value = hn::LoadU(tag, values + row);
            const auto below = hn::Lt(value, bound);
            put(tag, below, row, reached[i].data());
            between = hn::Or(between, hn::AndNot(hn::Lt(value, first), below));
        }
        reached[i] = ~reached[i];
        // Undecided rows are rare, so find them in a second pass.
        if (hn::AllFalse(tag, between)) continue;
        for (std::size_t row = 0; row < rows; ++row)
            if (values[row] >= from && values[row] < least) undecided[row / 64] |= std::uint64_t{1} << (row % 64);
    }
    return undecided;
}
Bits at_least_32(std::size_t rows, const std::int32_t* values, const Bound* bounds, std::size_t count, Bits* reached) {
    return rows_at_least(rows, values, bounds, count, reached);
}
Bits at_least_64(std::size_t rows, const std::int64_t* values, const Bound* bounds, std::size_t count, Bits* reached) {
    return rows_at_least(rows, values, bounds, count, reached);
}

/// Uses the minimum of value - bound over all values: its sign decides for all of them.
template <class Number>
HWY_INLINE Bits rows_all_at_least(std::size_t rows, const Number* const* values, const Number* bounds, std::size_t count,
                                  std::int64_t width, Bits& undecided) {
    const Vector<Number> tag;
    const std::size_t lanes = hn::Lanes(tag);
    const auto zero = hn::Zero(tag), open = hn::Set(tag, static_cast<Number>(-width));
    Bits below;
    for (std::size_t row = 0; row < rows; row += 4 * lanes) {
        auto least0 = hn::Set(tag, std::numeric_limits<Number>::max()), least1 = least0, least2 = least0, least3 = least0;
        for (std::size_t i = 0; i < count; ++i) {
            const auto bound = hn::Set(tag, bounds[i]);
            const Number* from = values[i] + row;
            least0 = hn::Min(least0, hn::Sub(hn::LoadU(tag, from), bound));
            least1 = hn::Min(least1, hn::Sub(hn::LoadU(tag, from + lanes), bound));
            least2 = hn::Min(least2, hn::Sub(hn::LoadU(tag, from + 2 * lanes), bound));
            least3 = hn::Min(least3, hn::Sub(hn::LoadU(tag, from + 3 * lanes), bound));
        }
        const auto note = [&](auto least, std::size_t at) HWY_ATTR {
            const auto missed = hn::Lt(least, zero);
            put(tag, missed, at, below.data());
            put(tag, hn::AndNot(hn::Lt(least, open), missed), at, undecided.data());
        };
        note(least0, row);
        note(least1, row + lanes);
        note(least2, row + 2 * lanes);
        note(least3, row + 3 * lanes);
    }
    return ~below;
}
Bits all_at_least_32(std::size_t rows, const std::int32_t* const* values, const std::int32_t* bounds, std::size_t count,
                     std::int64_t width, Bits& undecided) {
    return rows_all_at_least(rows, values, bounds, count, width, undecided);
}
Bits all_at_least_64(std::size_t rows, const std::int64_t* const* values, const std::int64_t* bounds, std::size_t count,
                     std::int64_t width, Bits& undecided) {
    return rows_all_at_least(rows, values, bounds, count, width, undecided);
}

template <class Number>
HWY_INLINE Bits rows_within(std::size_t rows, const void* values, std::int64_t low, std::int64_t high) {
    constexpr auto least = static_cast<std::int64_t>(std::numeric_limits<Number>::min());
    constexpr auto most = static_cast<std::int64_t>(std::numeric_limits<Number>::max());
    Bits out{};
    if (low > most || high < least || low > high) return out;
    const Vector<Number> tag;
    const auto from = hn::Set(tag, static_cast<Number>(std::max(low, least)));
    const auto to = hn::Set(tag, static_cast<Number>(std::min(high, most)));
    const auto* numbers = static_cast<const Number*>(values);
    const auto inside = [&](auto outside) HWY_ATTR {
        for (std::size_t row = 0; row < rows; row += hn::Lanes(tag))
            put(tag, outside(hn::LoadU(tag, numbers + row)), row, out.data());
        return ~out;
    };
    // A bound outside the range of the type needs no comparison.
    if (low <= least) return inside([&](auto number) HWY_ATTR { return hn::Gt(number, to); });
    if (high >= most) return inside([&](auto number) HWY_ATTR { return hn::Lt(number, from); });
    return inside([&](auto number) HWY_ATTR { return hn::Or(hn::Lt(number, from), hn::Gt(number, to)); });
}
Bits within(std::size_t rows, const void* values, Column::Type type, std::int64_t low, std::int64_t high) {
    switch (type) {
        case Column::Type::u8: return rows_within<std::uint8_t>(rows, values, low, high);
        case Column::Type::i8: return rows_within<std::int8_t>(rows, values, low, high);
        case Column::Type::u16: return rows_within<std::uint16_t>(rows, values, low, high);
        case Column::Type::i16: return rows_within<std::int16_t>(rows, values, low, high);
        case Column::Type::u32: return rows_within<std::uint32_t>(rows, values, low, high);
        case Column::Type::i32: return rows_within<std::int32_t>(rows, values, low, high);
        case Column::Type::i64: return rows_within<std::int64_t>(rows, values, low, high);
        case Column::Type::absent:
        case Column::Type::bits: break;
    }
    return {};
}

void count_down(std::size_t rows, std::uint8_t limit, const Bits* steps, std::size_t count, std::uint8_t* out) {
    const Vector<std::uint8_t> tag;
    const auto one = hn::Set(tag, std::uint8_t{1});
    for (std::size_t row = 0; row < rows; row += hn::Lanes(tag)) {
        auto left = hn::Set(tag, limit);
        for (std::size_t i = 0; i < count; ++i) left = hn::Sub(left, hn::IfThenElseZero(get(tag, steps[i], row), one));
        hn::StoreU(left, tag, out + row);
    }
}

void greater_of(std::size_t rows, const std::uint8_t* a, const std::uint8_t* b, std::uint8_t* out) {
    const Vector<std::uint8_t> tag;
    for (std::size_t row = 0; row < rows; row += hn::Lanes(tag))
        hn::StoreU(hn::Max(hn::LoadU(tag, a + row), hn::LoadU(tag, b + row)), tag, out + row);
}

void replace_codes(std::size_t rows, const Bits& which, std::uint8_t code, std::uint8_t* codes) {
    const Vector<std::uint8_t> tag;
    const auto with = hn::Set(tag, code);
    for (std::size_t row = 0; row < rows; row += hn::Lanes(tag))
        hn::StoreU(hn::IfThenElse(get(tag, which, row), with, hn::LoadU(tag, codes + row)), tag, codes + row);
}

/// Converts integers of at most 32 bits to binary64.
template <class Number, class Tag>
HWY_INLINE auto load_integers(Tag tag, const Number* numbers) {
    const hn::Rebind<Number, Tag> narrow;
    if constexpr (sizeof(Number) == 4)
        return hn::PromoteTo(tag, hn::LoadU(narrow, numbers));
    else
        return hn::PromoteTo(tag, hn::PromoteTo(hn::Rebind<std::int32_t, Tag>(), hn::LoadU(narrow, numbers)));
}

template <class Number>
HWY_INLINE void convert_integers(std::size_t rows, const void* values, double* out) {
    const auto* numbers = static_cast<const Number*>(values);
    if constexpr (sizeof(Number) == 8) {
        for (std::size_t row = 0; row < rows; ++row) out[row] = static_cast<double>(numbers[row]);
    } else if constexpr (std::is_same_v<Number, std::uint32_t>) {
        // As the mantissa of a number in [2^52, 2^53), whose unit in the last place is 1.
        const Vector<double> tag;
        const hn::RebindToUnsigned<decltype(tag)> wide;
        const auto base = hn::Set(tag, 4503599627370496.0);
        for (std::size_t row = 0; row < rows; row += hn::Lanes(tag)) {
            const auto bits = hn::PromoteTo(wide, hn::LoadU(hn::Rebind<std::uint32_t, decltype(tag)>(), numbers + row));
            hn::StoreU(hn::Sub(hn::BitCast(tag, hn::Or(bits, hn::BitCast(wide, base))), base), tag, out + row);
        }
    } else {
        const Vector<double> tag;
        for (std::size_t row = 0; row < rows; row += hn::Lanes(tag))
            hn::StoreU(load_integers<Number>(tag, numbers + row), tag, out + row);
    }
}
void convert(std::size_t rows, const void* values, Column::Type type, double* out) {
    switch (type) {
        case Column::Type::u8: return convert_integers<std::uint8_t>(rows, values, out);
        case Column::Type::i8: return convert_integers<std::int8_t>(rows, values, out);
        case Column::Type::u16: return convert_integers<std::uint16_t>(rows, values, out);
        case Column::Type::i16: return convert_integers<std::int16_t>(rows, values, out);
        case Column::Type::u32: return convert_integers<std::uint32_t>(rows, values, out);
        case Column::Type::i32: return convert_integers<std::int32_t>(rows, values, out);
        case Column::Type::i64: return convert_integers<std::int64_t>(rows, values, out);
        case Column::Type::absent:
        case Column::Type::bits: break;
    }
    std::fill_n(out, rows, 0.0);
}

void step(std::size_t rows, const FormulaStep& step, double* registers, std::size_t index) {
    using Kind = FormulaStep::Kind;
    const Vector<double> tag;
    double* out = registers + index * chunk;
    const double* a = registers + step.a * chunk;
    const double* b = registers + step.b * chunk;
    const double* c = registers + step.c * chunk;
    const double* d = registers + step.d * chunk;
    const auto each = [&](auto&& combine) {
        for (std::size_t row = 0; row < rows; row += hn::Lanes(tag))
            hn::StoreU(combine(hn::LoadU(tag, a + row), hn::LoadU(tag, b + row)), tag, out + row);
    };
    switch (step.kind) {
        case Kind::constant: std::fill_n(out, rows, static_cast<double>(step.value)); break;
        case Kind::add: each([](auto x, auto y) HWY_ATTR { return hn::Add(x, y); }); break;
        case Kind::subtract: each([](auto x, auto y) HWY_ATTR { return hn::Sub(x, y); }); break;
        case Kind::multiply: each([](auto x, auto y) HWY_ATTR { return hn::Mul(x, y); }); break;
        case Kind::negate: each([](auto x, auto) HWY_ATTR { return hn::Neg(x); }); break;
        case Kind::lesser:
            for (std::size_t row = 0; row < rows; row += hn::Lanes(tag)) {
                const auto below = hn::Lt(hn::LoadU(tag, a + row), hn::LoadU(tag, b + row));
                hn::StoreU(hn::IfThenElse(below, hn::LoadU(tag, c + row), hn::LoadU(tag, d + row)), tag, out + row);
            }
            break;
        case Kind::input:
        case Kind::not_zero: break;
    }
}

Bits zeros(std::size_t rows, const double* numbers) {
    const Vector<double> tag;
    Bits out{};
    const auto zero = hn::Zero(tag);
    for (std::size_t row = 0; row < rows; row += hn::Lanes(tag))
        put(tag, hn::Eq(hn::LoadU(tag, numbers + row), zero), row, out.data());
    return out;
}

/// One vector of quotients, rounded down and clamped to 0 .. unit. Marks rows outside 0 .. 1 in `outside`.
template <class Tag, class Number>
HWY_INLINE void divide_vector(Tag tag, Number top, Number bottom, Number unit, std::size_t row, std::uint32_t* shares,
                              Bits& outside) {
    const hn::Rebind<std::int32_t, Tag> narrow;
    const auto zero = hn::Zero(tag);
    put(tag, hn::Or(hn::Lt(top, zero), hn::Gt(top, bottom)), row, outside.data());
    const auto capped = hn::Min(hn::Max(top, zero), bottom);
    // 0 / 0 in rows whose denominator is 0; their result is replaced later.
    const auto quotient = hn::Min(hn::Max(hn::Div(hn::Mul(capped, unit), bottom), zero), unit);
    hn::StoreU(hn::DemoteTo(narrow, quotient), narrow, reinterpret_cast<std::int32_t*>(shares) + row);
}

Bits divide(std::size_t rows, const double* top, const double* bottom, std::int64_t unit, std::uint32_t* shares) {
    const Vector<double> tag;
    const auto all = hn::Set(tag, static_cast<double>(unit));
    Bits outside;
    for (std::size_t row = 0; row < rows; row += hn::Lanes(tag))
        divide_vector(tag, hn::LoadU(tag, top + row), hn::LoadU(tag, bottom + row), all, row, shares, outside);
    return outside;
}

/// Prefetches the same rows of the next chunk, once for each cache line. The address may be invalid: it is a hint.
template <class Number>
HWY_INLINE void foresee(const Number* numbers, std::size_t row) {
    if (row % (64 / sizeof(Number)) == 0) hwy::Prefetch(numbers + row + chunk);
}

/// Divides 16-bit counts in single precision. Two roundings, each with a relative error of at most 2^-24, of a quotient of at
/// most 8 000 000: the error is less than 1. The remainder corrects it; its operands may wrap around in 32 bits, but it does
/// not.
template <bool difference, class Top, class Bottom>
HWY_INLINE void divide_integers(std::size_t rows, const Top* top, [[maybe_unused]] const Top* less, const Bottom* bottom,
                                std::int64_t unit, std::uint32_t* shares, Bits* outside, Bits& zeros) {
    const Vector<std::int32_t> tag;
    const hn::Rebind<float, decltype(tag)> floats;
    const hn::Rebind<Top, decltype(tag)> tops;
    const hn::Rebind<Bottom, decltype(tag)> bottoms;
    const auto zero = hn::Zero(tag), one = hn::Set(tag, 1), all = hn::Set(tag, static_cast<std::int32_t>(unit));
    const auto all_float = hn::Set(floats, static_cast<float>(unit));
    for (std::size_t row = 0; row < rows; row += hn::Lanes(tag)) {
        foresee(top, row);
        foresee(bottom, row);
        auto t = hn::PromoteTo(tag, hn::LoadU(tops, top + row));
        if constexpr (difference) {
            foresee(less, row);
            t = hn::Sub(t, hn::PromoteTo(tag, hn::LoadU(tops, less + row)));
        }
        const auto b = hn::PromoteTo(tag, hn::LoadU(bottoms, bottom + row));
        put(tag, hn::Eq(b, zero), row, zeros.data());
        if (outside != nullptr) put(tag, hn::Or(hn::Lt(t, zero), hn::Gt(t, b)), row, outside->data());
        const auto n = [&]() HWY_ATTR {
            if constexpr (difference || std::is_signed_v<Top>)
                return hn::Min(hn::Max(t, zero), b);
            else
                return hn::Min(t, b);
        }();
        const auto d = hn::Max(b, one);
        const auto share = hn::ConvertTo(tag, hn::Div(hn::Mul(hn::ConvertTo(floats, n), all_float), hn::ConvertTo(floats, d)));
        const auto rest = hn::Sub(hn::Mul(n, all), hn::Mul(share, d));
        // True lanes of a mask are -1: q + 1, minus 1 if rest < d, minus 1 if rest < 0.
        const auto less_one = hn::VecFromMask(tag, hn::Lt(rest, d)), less_another = hn::VecFromMask(tag, hn::Lt(rest, zero));
        hn::StoreU(hn::Add(hn::Add(share, one), hn::Add(less_one, less_another)), tag,
                   reinterpret_cast<std::int32_t*>(shares) + row);
    }
}

bool divide_columns(std::size_t rows, const void* top, const void* less, Column::Type top_type, const void* bottom,
                    Column::Type bottom_type, std::int64_t unit, std::uint32_t* shares, Bits* outside, Bits& zeros) {
    const auto with_types = [&](auto top_number, auto bottom_number) {
        const auto* tops = static_cast<const decltype(top_number)*>(top);
        const auto* minus = static_cast<const decltype(top_number)*>(less);
        const auto* bottoms = static_cast<const decltype(bottom_number)*>(bottom);
        if (less == nullptr)
            divide_integers<false>(rows, tops, minus, bottoms, unit, shares, outside, zeros);
        else
            divide_integers<true>(rows, tops, minus, bottoms, unit, shares, outside, zeros);
        return true;
    };
    const auto with_bottom = [&](auto top_number) {
        switch (bottom_type) {
            case Column::Type::u8: return with_types(top_number, std::uint8_t{});
            case Column::Type::u16: return with_types(top_number, std::uint16_t{});
            case Column::Type::i16: return with_types(top_number, std::int16_t{});
            default: return false;
        }
    };
    switch (top_type) {
        case Column::Type::u8: return with_bottom(std::uint8_t{});
        case Column::Type::u16: return with_bottom(std::uint16_t{});
        case Column::Type::i16: return with_bottom(std::int16_t{});
        default: return false;
    }
}

Bits divide_by(std::size_t rows, const double* top, std::int64_t divisor, std::int64_t unit, std::uint32_t* shares) {
    const Vector<double> tag;
    const hn::Rebind<std::int32_t, decltype(tag)> narrow;
    const auto zero = hn::Zero(tag), most = hn::Set(tag, static_cast<double>(divisor)),
               by = hn::Set(tag, static_cast<double>(unit / divisor));
    Bits outside{};
    for (std::size_t row = 0; row < rows; row += hn::Lanes(tag)) {
        const auto t = hn::LoadU(tag, top + row);
        put(tag, hn::Or(hn::Lt(t, zero), hn::Gt(t, most)), row, outside.data());
        const auto product = hn::Mul(hn::Min(hn::Max(t, zero), most), by);
        hn::StoreU(hn::DemoteTo(narrow, product), narrow, reinterpret_cast<std::int32_t*>(shares) + row);
    }
    return outside;
}

/// Divides a column by a constant that divides the unit: exact in integers.
template <class Number>
HWY_INLINE void scale_integers(std::size_t rows, const Number* numbers, std::int64_t divisor, std::int64_t unit,
                               std::uint32_t* shares, Bits& outside) {
    using Wide = std::conditional_t<std::is_same_v<Number, std::uint32_t>, std::uint32_t, std::int32_t>;
    const Vector<Wide> tag;
    const hn::Rebind<Number, decltype(tag)> narrow;
    const auto zero = hn::Zero(tag), most = hn::Set(tag, static_cast<Wide>(divisor)),
               by = hn::Set(tag, static_cast<Wide>(unit / divisor));
    for (std::size_t row = 0; row < rows; row += hn::Lanes(tag)) {
        foresee(numbers, row);
        const auto loaded = hn::LoadU(narrow, numbers + row);
        const auto number = [&] {
            if constexpr (sizeof(Number) < 4)
                return hn::PromoteTo(tag, loaded);
            else
                return loaded;
        }();
        put(tag, hn::Or(hn::Lt(number, zero), hn::Gt(number, most)), row, outside.data());
        hn::StoreU(hn::Mul(hn::Min(hn::Max(number, zero), most), by), tag, reinterpret_cast<Wide*>(shares) + row);
    }
}

bool scale_column(std::size_t rows, const void* values, Column::Type type, std::int64_t divisor, std::int64_t unit,
                  std::uint32_t* shares, Bits& outside) {
    if (unit > 0x7FFF'FFFF) return false;
    switch (type) {
        case Column::Type::u8:
            scale_integers(rows, static_cast<const std::uint8_t*>(values), divisor, unit, shares, outside);
            return true;
        case Column::Type::u16:
            scale_integers(rows, static_cast<const std::uint16_t*>(values), divisor, unit, shares, outside);
            return true;
        case Column::Type::i16:
            scale_integers(rows, static_cast<const std::int16_t*>(values), divisor, unit, shares, outside);
            return true;
        case Column::Type::u32:
            scale_integers(rows, static_cast<const std::uint32_t*>(values), divisor, unit, shares, outside);
            return true;
        case Column::Type::i32:
            scale_integers(rows, static_cast<const std::int32_t*>(values), divisor, unit, shares, outside);
            return true;
        default: return false;
    }
}

void replace_shares(std::size_t rows, const Bits& which, std::uint32_t share, std::uint32_t* shares) {
    const Vector<std::uint32_t> tag;
    const auto with = hn::Set(tag, share);
    for (std::size_t row = 0; row < rows; row += hn::Lanes(tag))
        hn::StoreU(hn::IfThenElse(get(tag, which, row), with, hn::LoadU(tag, shares + row)), tag, shares + row);
}

void limit(std::size_t rows, const Bits& which, std::uint32_t share, std::uint32_t* shares) {
    const Vector<std::uint32_t> tag;
    const auto most_share = hn::Set(tag, share);
    for (std::size_t row = 0; row < rows; row += hn::Lanes(tag)) {
        const auto now = hn::LoadU(tag, shares + row);
        hn::StoreU(hn::IfThenElse(get(tag, which, row), hn::Min(now, most_share), now), tag, shares + row);
    }
}

constexpr Functions functions{
    HWY_TARGET,     mark_unknown, sum_group,   add_scaled_32,   add_scaled_64,   sum_32,    sum_64,         add_product_32,
    add_product_64, at_least_32,  at_least_64, all_at_least_32, all_at_least_64, within,    count_down,     greater_of,
    replace_codes,  convert,      step,        zeros,           divide,          divide_by, divide_columns, scale_column,
    replace_shares, limit};

}  // namespace HWY_NAMESPACE
}  // namespace zi::columnar
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace zi::columnar {

namespace {

/// Best first; then the baseline target of the build, and the scalar target last.
constexpr const Functions* versions[] = {
#if HWY_ARCH_X86 && (HWY_TARGETS & HWY_AVX3) && HWY_STATIC_TARGET != HWY_AVX3
    &N_AVX3::functions,
#endif
#if HWY_ARCH_X86 && (HWY_TARGETS & HWY_AVX2) && HWY_STATIC_TARGET != HWY_AVX2
    &N_AVX2::functions,
#endif
#if HWY_ARCH_X86 && (HWY_TARGETS & HWY_SSE4) && HWY_STATIC_TARGET != HWY_SSE4
    &N_SSE4::functions,
#endif
    &HWY_STATIC_DISPATCH(functions),
#if (HWY_TARGETS & HWY_SCALAR) && HWY_STATIC_TARGET != HWY_SCALAR
    &N_SCALAR::functions,
#endif
};

/// Checks the processor features that Highway enables for each target. Processors with AVX2 and FMA have F16C too.
bool runs(std::int64_t target) {
    if (target == HWY_STATIC_TARGET || target == HWY_SCALAR) return true;
#if HWY_ARCH_X86
    const auto sse4 = [] {
        return __builtin_cpu_supports("sse4.1") && __builtin_cpu_supports("sse4.2") && __builtin_cpu_supports("pclmul") &&
               __builtin_cpu_supports("aes");
    };
    const auto avx2 = [&] {
        return sse4() && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
               __builtin_cpu_supports("fma");
    };
    const auto avx3 = [&] {
        return avx2() && __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
               __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw");
    };
    return target == HWY_AVX3 ? avx3() : target == HWY_AVX2 ? avx2() : target == HWY_SSE4 && sse4();
#else
    return false;
#endif
}

/// Not Highway's own dispatch, which needs its library: that (1.0.3) measures clocks for some milliseconds at program start.
std::atomic<const Functions*> chosen{nullptr};

const Functions& functions() {
    if (const Functions* known = chosen.load(std::memory_order_relaxed)) return *known;
    const Functions* known = nullptr;
    const auto best =
        std::find_if(std::begin(versions), std::end(versions), [](const Functions* one) { return runs(one->target); });
    return chosen.compare_exchange_strong(known, *best) ? **best : *known;  // unless another thread, or a test, has chosen
}

}  // namespace

namespace simd {

std::vector<std::int64_t> targets() {
    std::vector<std::int64_t> all;
    for (const Functions* one : versions)
        if (runs(one->target)) all.push_back(one->target);
    return all;
}

void use(std::int64_t target) {
    chosen = *std::find_if(std::begin(versions), std::prev(std::end(versions)),
                           [&](const Functions* one) { return one->target == target; });
}

const char* target() { return hwy::TargetName(functions().target); }
void mark_unknown(std::size_t rows, const std::uint8_t* codes, const Bits& there, std::uint8_t unknown, std::uint8_t* out) {
    functions().mark_unknown(rows, codes, there, unknown, out);
}
void sum_group(std::size_t rows, const GroupSources& group, std::size_t offset, std::uint16_t* sums) {
    functions().sum_group(rows, group, offset, sums);
}
void add_scaled(std::size_t rows, const std::uint16_t* sums, std::int64_t factor, bool first, std::int32_t* total) {
    functions().add_scaled_32(rows, sums, factor, first, total);
}
void add_scaled(std::size_t rows, const std::uint16_t* sums, std::int64_t factor, bool first, std::int64_t* total) {
    functions().add_scaled_64(rows, sums, factor, first, total);
}
void sum(std::size_t rows, const std::int32_t* const* parts, std::size_t count, std::int32_t* total) {
    functions().sum_32(rows, parts, count, total);
}
void sum(std::size_t rows, const std::int64_t* const* parts, std::size_t count, std::int64_t* total) {
    functions().sum_64(rows, parts, count, total);
}
void add_product(std::size_t rows, const std::uint32_t* shares, std::int64_t weight, bool first, std::int32_t* total) {
    functions().add_product_32(rows, shares, weight, first, total);
}
void add_product(std::size_t rows, const std::uint32_t* shares, std::int64_t weight, bool first, std::int64_t* total) {
    functions().add_product_64(rows, shares, weight, first, total);
}
Bits at_least(std::size_t rows, const std::int32_t* values, const Bound* bounds, std::size_t count, Bits* reached) {
    return functions().at_least_32(rows, values, bounds, count, reached);
}
Bits at_least(std::size_t rows, const std::int64_t* values, const Bound* bounds, std::size_t count, Bits* reached) {
    return functions().at_least_64(rows, values, bounds, count, reached);
}
Bits all_at_least(std::size_t rows, const std::int32_t* const* values, const std::int32_t* bounds, std::size_t count,
                  std::int64_t width, Bits& undecided) {
    return functions().all_at_least_32(rows, values, bounds, count, width, undecided);
}
Bits all_at_least(std::size_t rows, const std::int64_t* const* values, const std::int64_t* bounds, std::size_t count,
                  std::int64_t width, Bits& undecided) {
    return functions().all_at_least_64(rows, values, bounds, count, width, undecided);
}
Bits within(std::size_t rows, const void* values, Column::Type type, std::int64_t low, std::int64_t high) {
    return functions().within(rows, values, type, low, high);
}
void count_down(std::size_t rows, std::uint8_t limit, const Bits* steps, std::size_t count, std::uint8_t* out) {
    functions().count_down(rows, limit, steps, count, out);
}
void greater_of(std::size_t rows, const std::uint8_t* a, const std::uint8_t* b, std::uint8_t* out) {
    functions().greater_of(rows, a, b, out);
}
void replace_codes(std::size_t rows, const Bits& which, std::uint8_t code, std::uint8_t* codes) {
    functions().replace_codes(rows, which, code, codes);
}
void convert(std::size_t rows, const void* values, Column::Type type, double* out) {
    functions().convert(rows, values, type, out);
}
void step(std::size_t rows, const FormulaStep& step, double* registers, std::size_t index) {
    functions().step(rows, step, registers, index);
}
Bits zeros(std::size_t rows, const double* numbers) { return functions().zeros(rows, numbers); }
Bits divide(std::size_t rows, const double* top, const double* bottom, std::int64_t unit, std::uint32_t* shares) {
    return functions().divide(rows, top, bottom, unit, shares);
}
bool divide_columns(std::size_t rows, const void* top, const void* less, Column::Type top_type, const void* bottom,
                    Column::Type bottom_type, std::int64_t unit, std::uint32_t* shares, Bits* outside, Bits& zeros) {
    return functions().divide_columns(rows, top, less, top_type, bottom, bottom_type, unit, shares, outside, zeros);
}
bool scale_column(std::size_t rows, const void* values, Column::Type type, std::int64_t divisor, std::int64_t unit,
                  std::uint32_t* shares, Bits& outside) {
    return functions().scale_column(rows, values, type, divisor, unit, shares, outside);
}
Bits divide_by(std::size_t rows, const double* top, std::int64_t divisor, std::int64_t unit, std::uint32_t* shares) {
    return functions().divide_by(rows, top, divisor, unit, shares);
}
void replace_shares(std::size_t rows, const Bits& which, std::uint32_t share, std::uint32_t* shares) {
    if (count(which) > rows / 16)
        functions().replace_shares(rows, which, share, shares);
    else
        for_each_row(which, [&](std::size_t row) { shares[row] = share; });
}
void limit(std::size_t rows, const Bits& which, std::uint32_t share, std::uint32_t* shares) {
    functions().limit(rows, which, share, shares);
}

}  // namespace simd

}  // namespace zi::columnar
#endif  // HWY_ONCE
