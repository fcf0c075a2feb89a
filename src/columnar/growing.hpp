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
    bool has_gaps = false;  ///< else the first `there` rows have a value, and `valid` is not kept
    std::size_t room = 0;   ///< rows that fit
    std::size_t there = 0;  ///< rows that have a value
    std::vector<std::uint8_t> valid, codes;
    std::vector<std::int64_t> numbers;

    /// Nothing, in the memory that there was.
    void clear() {
        decimals = 0;
        in_use = has_gaps = false;
        room = there = 0;
        valid.clear();
        codes.clear();
        numbers.clear();
    }
    bool holds(std::size_t row) const { return has_gaps ? row < room && bit(valid.data(), row) : row < there; }
    void make_room(std::size_t rows) {
        room = rows;
        if (has_gaps) valid.resize((rows + 7) / 8);
        if (storage == Storage::flag || storage == Storage::code)
            codes.resize(rows);
        else
            numbers.resize(rows);
    }
    void open_gaps() {
        has_gaps = true;
        valid.assign((room + 7) / 8, 0);
        for (std::size_t row = 0; row < there; ++row)
            valid[row / 8] = static_cast<std::uint8_t>(valid[row / 8] | 1u << (row % 8));
    }
    void mark(std::size_t row) {
        if (row == there && !has_gaps) return void(++there);
        if (!has_gaps) open_gaps();
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
