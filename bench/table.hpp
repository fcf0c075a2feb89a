/// How do fully answered units lie in memory when every answer is a column? The same buffers for the engine and for the kernel
/// by hand.
#pragma once

#include "population.hpp"

#include <cstddef>
#include <cstdint>
#include <new>
#include <vector>

namespace bench {

/// Memory on a cache line's boundary.
template <class T>
struct Aligned {
    using value_type = T;
    static constexpr std::align_val_t line{64};
    Aligned() = default;
    template <class U>
    Aligned(const Aligned<U>&) {}
    T* allocate(std::size_t count) { return static_cast<T*>(::operator new(count * sizeof(T), line)); }
    void deallocate(T* memory, std::size_t) { ::operator delete(memory, line); }
    friend bool operator==(const Aligned&, const Aligned&) { return true; }
};

template <class T>
using Values = std::vector<T, Aligned<T>>;

/// Columns by question; those of other kinds are empty. Each is padded with zeros to a multiple of `padding` rows.
struct Table {
    static constexpr std::size_t padding = 1024;

    std::size_t rows = 0;
    int decimals = 2;                                        ///< of numbers
    std::vector<Values<std::uint8_t>> options;               ///< the option's place on its scale
    std::vector<Values<std::uint32_t>> numbers;              ///< the number times 10^decimals
    std::vector<std::vector<Values<std::uint16_t>>> counts;  ///< by question and input
    Values<std::uint8_t> held;  ///< the predicate that the unit holds, the one before WBBM; not asked by the kernel by hand

    Table(const zi::Model& model, std::size_t rows, int decimals);
    /// Bytes of the values of one row.
    std::size_t bytes_per_row() const;
};

/// `population(model, rows)`, without an object for each unit.
Table draw_table(const zi::Model& model, std::size_t rows);
/// Columns of fully answered units. Throws what does not fit.
Table table_of(const zi::Model& model, const std::vector<zi::Unit>& units, int decimals);
/// A row as a unit.
zi::Unit unit_of(const zi::Model& model, const Table& table, std::size_t row);

}  // namespace bench
