/// Access to single values of a column.
#pragma once

#include "zi/columns.hpp"

#include <cstring>
#include <optional>

namespace zi::columnar {

inline bool bit(const void* bits, std::size_t index) {
    return (static_cast<const std::uint8_t*>(bits)[index / 8] >> (index % 8) & 1) != 0;
}

/// Bytes of one value; 0 for bits.
inline std::size_t width(Column::Type type) {
    switch (type) {
        case Column::Type::absent:
        case Column::Type::bits: return 0;
        case Column::Type::u8:
        case Column::Type::i8: return 1;
        case Column::Type::u16:
        case Column::Type::i16: return 2;
        case Column::Type::u32:
        case Column::Type::i32: return 4;
        case Column::Type::i64: return 8;
    }
    return 0;
}

inline bool is_there(const Column& column, std::size_t row) {
    return column.type != Column::Type::absent && (!column.has_nulls || bit(column.valid, column.offset + row));
}

template <class Number>
std::int64_t number_at(const void* values, std::size_t index) {
    Number number;
    std::memcpy(&number, static_cast<const unsigned char*>(values) + index * sizeof(Number), sizeof number);
    return static_cast<std::int64_t>(number);
}

/// The stored integer, bit or code. Precondition: the row is not null.
inline std::int64_t stored(const Column& column, std::size_t row) {
    const std::size_t index = column.offset + row;
    switch (column.type) {
        case Column::Type::absent: return 0;
        case Column::Type::bits: return bit(column.values, index) ? 1 : 0;
        case Column::Type::u8: return number_at<std::uint8_t>(column.values, index);
        case Column::Type::i8: return number_at<std::int8_t>(column.values, index);
        case Column::Type::u16: return number_at<std::uint16_t>(column.values, index);
        case Column::Type::i16: return number_at<std::int16_t>(column.values, index);
        case Column::Type::u32: return number_at<std::uint32_t>(column.values, index);
        case Column::Type::i32: return number_at<std::int32_t>(column.values, index);
        case Column::Type::i64: return number_at<std::int64_t>(column.values, index);
    }
    return 0;
}

/// The same, with codes translated to places.
inline std::optional<std::int64_t> value_at(const Column& column, std::size_t row) {
    if (!is_there(column, row)) return std::nullopt;
    const std::int64_t value = stored(column, row);
    return column.places.empty() ? value : column.places[static_cast<std::size_t>(value)];
}

}  // namespace zi::columnar
