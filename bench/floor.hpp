/// How fast can this one worksheet be assessed by hand? What a strong programmer would write who knows the 2021 worksheet and
/// nothing else: columns, vectors, integers, one pass. It is the measure that the engine is held to.
///
/// Exact: scores are integers over one denominator. Only ratios round, downwards and by a known bound; a unit whose verdict
/// could depend on that bound is assessed in rational numbers.
#pragma once

#include "table.hpp"

#include <array>
#include <cstdint>
#include <vector>

namespace bench {

struct FloorResult {
    std::vector<std::int32_t> totals;      ///< in units of 1 / Floor::denominator, rounded down
    std::vector<std::uint64_t> wbk, wbbm;  ///< a bit for each row: are the conditions on scores met?
    std::vector<std::uint32_t> undecided;  ///< rows that were assessed in rational numbers, of each thread one after the other

    explicit FloorResult(std::size_t rows);
};

/// The shape of the worksheet, folded once from the rules. Throws std::runtime_error where the rules are not those that it was
/// written for.
class Floor {
public:
    /// Shares of ratios are cut to multiples of 1 / share_unit, points to 1 / denominator. Both fit 32 bits with all 100
    /// points.
    static constexpr std::int32_t share_unit = 5'040'000;
    static constexpr std::int32_t denominator = 4 * share_unit;
    static constexpr std::size_t chunk = 1024;

    struct Column {
        std::uint32_t question = zi::QuestionIndex(0);
        std::array<std::uint8_t, 16> shares{};  ///< by option, in quarters or hundredths
    };
    /// Option questions of one weight: the sum of their shares fits 8 bits.
    struct Group {
        std::uint16_t points = 0;  ///< of one share, in the area's unit
        std::vector<Column> columns;
    };
    struct Ratio {
        std::uint32_t question = 0, top = 0, bottom = 0;
        bool fall = false;        ///< (bottom - top) / bottom instead of top / bottom
        std::int32_t weight = 0;  ///< points of one share
    };
    /// A change area; the sum of its options fits 16 bits.
    struct Area {
        std::int32_t scale = 0;  ///< from the area's unit to 1 / denominator
        std::vector<Group> groups;
        std::vector<Ratio> ratios;
        std::array<std::int32_t, 2> thresholds{};  ///< WBK, WBBM; here and below
    };

    explicit Floor(const zi::Model& model);

    /// Assesses rows [first, last); `first` is a multiple of `chunk`. Precondition: no answer is left open by the rules.
    /// Threads may share a result if they work on different rows; each hands in its own list of undecided rows.
    void run(const Table& table, std::size_t first, std::size_t last, FloorResult& result,
             std::vector<std::uint32_t>& undecided) const;
    /// All rows on so many threads.
    void run(const Table& table, FloorResult& result, unsigned threads = 1) const;
    /// Bytes of a row that are read.
    std::size_t bytes_read() const;

    /// What the kernel is compiled from; see floor.cpp.
    struct Shape {
        std::vector<Area> areas;
        std::uint32_t integrity = 0, performance = 0, service = 0;  ///< B.I.a, B.I.b, B.II.a
        std::int32_t survey_points = 0;                             ///< of an index of 1, over the denominator
        std::int32_t performance_step = 0;                          ///< of one option, over the denominator
        std::array<std::int32_t, 2> total{}, enablers{};
        std::array<std::uint32_t, 2> worst_performance{};            ///< the last option that will do
        std::array<zi::Rational, 2> least_integrity, least_service;  ///< index that will do
        std::int32_t error = 0;  ///< scores are less than this below the exact ones, surveys apart
    };

private:
    void decide(const Table& table, std::size_t row, FloorResult& result) const;

    const zi::Model& model_;
    Shape shape_;
};

/// Sums all values once, as fast as memory gives them: the bound for whatever reads every column. Returns the sum.
std::uint64_t read_all(const Table& table, unsigned threads);

}  // namespace bench
