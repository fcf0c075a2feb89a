/// A column while its values come, row by row. Inside ColumnsBuilder; readers of text put plain values here themselves.
#pragma once

#include "columnar/values.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace zi::columnar {

/// How the values of a field are kept. Flags and codes are bytes until the end.
enum class Storage : std::uint8_t { flag, code, number, decimal };

constexpr std::int64_t most_stored = std::int64_t{1} << 53;  ///< of numbers, those closer to 0 than this fit

struct Growing {
    Storage storage = Storage::code;
    std::uint8_t decimals = 0;
    bool in_use = false;    ///< some row's being empty says something
    std::size_t room = 0;   ///< rows that fit
    std::size_t there = 0;  ///< rows that have a value
    std::vector<std::uint8_t> codes;
    std::vector<std::int64_t> numbers;
    std::vector<std::uint8_t> valid;

    bool holds(std::size_t row) const { return row < room && bit(valid.data(), row); }
    void make_room(std::size_t rows) {
        room = rows;
        valid.resize((rows + 7) / 8);
        if (storage == Storage::flag || storage == Storage::code)
            codes.resize(rows);
        else
            numbers.resize(rows);
    }
    void mark(std::size_t row) {
        valid[row / 8] = static_cast<std::uint8_t>(valid[row / 8] | 1u << (row % 8));
        ++there;
    }
    void code(std::size_t row, std::uint8_t value) {
        codes[row] = value;
        mark(row);
    }
    void number(std::size_t row, std::int64_t value) {
        numbers[row] = value;
        mark(row);
    }
    /// False: there is no room yet, or the column has to become another one first; nothing has changed.
    bool put(std::size_t row, std::int64_t value, unsigned value_decimals) {
        if (row >= room) return false;
        if (storage == Storage::flag || storage == Storage::code) return code(row, static_cast<std::uint8_t>(value)), true;
        if (storage == Storage::decimal && (value_decimals != decimals || value >= most_stored || value <= -most_stored))
            return false;
        return number(row, value), true;
    }
};

}  // namespace zi::columnar
