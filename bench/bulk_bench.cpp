// How long does a unit take in bulk? The engine, with rules from text, by turns with the kernel that is written by hand for
// this worksheet, and with nothing but reading the same memory.
#include "engine.hpp"
#include "floor.hpp"
#include "paired.hpp"

#include <benchmark/benchmark.h>

#include <memory>

namespace {

using namespace bench;

constexpr std::int64_t sizes[] = {253, 10'000, 100'000, 1'000'000};

/// Everything of one population; only the last one asked for is kept.
struct Population {
    std::shared_ptr<const zi::Model> model = rules();
    Table table;
    zi::Columns columns;
    zi::PreparedColumns prepared;
    Floor floor;

    explicit Population(std::size_t rows)
        : table(draw_table(*model, rows)),
          columns(columns_of(model, table)),
          prepared(model, day(), verdicts_and_total(*model)),
          floor(*model) {}
};

const Population& population_of(std::int64_t rows) {
    static std::unique_ptr<Population> last;
    if (!last || last->table.rows != static_cast<std::size_t>(rows)) {
        last.reset();
        last = std::make_unique<Population>(static_cast<std::size_t>(rows));
    }
    return *last;
}

bool bit(const std::vector<std::uint64_t>& bits, std::size_t row) { return (bits[row / 64] >> (row % 64) & 1) != 0; }

/// Score in units of 1 / unit, rounded down, that is less than `error` below the exact one.
bool bounds(std::int64_t score, std::int64_t error, std::int64_t unit, const zi::Rational& exact) {
    const zi::Rational distance = exact * zi::Rational(unit) - zi::Rational(score);
    return distance.sign() >= 0 && (distance.is_zero() || distance < zi::Rational(error));
}

/// Rows on which the engine, the kernel by hand and zi::assess do not agree. Engine and kernel are compared on every row, with
/// zi::assess on the first 10,000 and on every 101st after them.
std::size_t wrong(const Population& p, const zi::BulkResult& engine, const FloorResult& floor) {
    const zi::Program program(p.model);
    zi::AssessmentState scratch;
    const zi::Index wbk = p.model->find_predicate("WBK"), wbbm = p.model->find_predicate("WBBM");
    std::size_t count = 0;
    for (std::size_t row = 0; row < p.table.rows; ++row) {
        bool right = bit(floor.wbk, row) == (engine.predicates[0][row] == zi::Verdict::met) &&
                     bit(floor.wbbm, row) == (engine.predicates[1][row] == zi::Verdict::met);
        if (row < 10'000 || row % 101 == 0) {
            const zi::Assessment exact = zi::assess(program, unit_of(*p.model, p.table, row), day(), scratch);
            const zi::Rational& total = exact.nodes.front().certain;
            right = right && engine.predicates[0][row] == exact.predicates[wbk].verdict &&
                    engine.predicates[1][row] == exact.predicates[wbbm].verdict &&
                    bounds(engine.nodes[0].certain[row], engine.nodes[0].error, p.prepared.denominator(), total) &&
                    bounds(floor.totals[row], Floor::denominator / 100'000, Floor::denominator, total);
        }
        count += !right;
    }
    return count;
}

/// Both in turns. The time of the benchmark is the engine's.
void bulk(benchmark::State& state) {
    const Population& p = population_of(state.range(0));
    const double rows = static_cast<double>(p.table.rows);
    zi::BulkResult engine;
    FloorResult floor(p.table.rows);
    for (auto _ : state) {
        const Paired measured = paired(
            Clock::thread, [&] { engine = zi::assess_columns(p.prepared, p.columns, {}, std::move(engine)); },
            [&] { p.floor.run(p.table, floor); });
        state.SetIterationTime(measured.first_ns / 1e9);
        state.counters["engine_ns"] = measured.first_ns / rows;
        state.counters["floor_ns"] = measured.second_ns / rows;
        state.counters["ratio"] = measured.ratio;
        state.counters["turns"] = measured.turns;
    }
    std::uint64_t read = 0;
    const Paired reading = paired(
        Clock::thread, [&] { benchmark::DoNotOptimize(read += read_all(p.table, 1)); }, [&] { p.floor.run(p.table, floor); });
    state.counters["read_ns"] = reading.first_ns / rows;
    state.counters["column_bytes"] = static_cast<double>(p.table.bytes_per_row());
    state.counters["result_bytes"] = static_cast<double>(bytes_of(engine)) / rows;
    state.counters["exact_rows"] = static_cast<double>(engine.exact_rows);
    state.counters["floor_exact_rows"] = static_cast<double>(floor.undecided.size());
    std::size_t met = 0;
    for (std::size_t row = 0; row < p.table.rows; ++row) met += bit(floor.wbk, row);
    state.counters["wbk_share"] = static_cast<double>(met) / rows;
    if (p.table.rows <= 10'000) {
        const std::vector<zi::Unit> units = population(*p.model, p.table.rows);
        for (std::size_t row = 0; row < units.size(); ++row)
            if (unit_of(*p.model, p.table, row).answers != units[row].answers)
                return state.SkipWithError("columns and units differ");
    }
    const std::size_t wrong_rows = wrong(p, engine, floor);
    state.counters["wrong"] = static_cast<double>(wrong_rows);
    if (wrong_rows != 0) state.SkipWithError("wrong verdicts");
}

/// One thread against two, in turns.
void bulk_two_threads(benchmark::State& state) {
    const Population& p = population_of(state.range(0));
    const double rows = static_cast<double>(p.table.rows);
    zi::BulkOptions two;
    two.threads = 2;
    zi::BulkResult one_thread, two_threads;
    FloorResult floor(p.table.rows), floor_two(p.table.rows);
    std::uint64_t read = 0;
    for (auto _ : state) {
        const Paired engine = paired(
            Clock::wall, [&] { one_thread = zi::assess_columns(p.prepared, p.columns, {}, std::move(one_thread)); },
            [&] { two_threads = zi::assess_columns(p.prepared, p.columns, two, std::move(two_threads)); });
        const Paired hand = paired(
            Clock::wall, [&] { p.floor.run(p.table, floor); }, [&] { p.floor.run(p.table, floor_two, 2); });
        const Paired reading = paired(
            Clock::wall, [&] { benchmark::DoNotOptimize(read += read_all(p.table, 1)); },
            [&] { benchmark::DoNotOptimize(read += read_all(p.table, 2)); });
        state.SetIterationTime(engine.second_ns / 1e9);
        state.counters["speedup"] = engine.ratio;
        state.counters["floor_speedup"] = hand.ratio;
        state.counters["read_speedup"] = reading.ratio;
        state.counters["engine_ns"] = engine.second_ns / rows;
        state.counters["floor_ns"] = hand.second_ns / rows;
        state.counters["read_ns"] = reading.second_ns / rows;
    }
    if (floor.totals != floor_two.totals || floor.wbk != floor_two.wbk ||
        one_thread.nodes[0].certain != two_threads.nodes[0].certain ||
        one_thread.predicates[0].met != two_threads.predicates[0].met ||
        one_thread.predicates[1].met != two_threads.predicates[1].met)
        state.SkipWithError("threads change the answer");
}

void all_sizes(benchmark::internal::Benchmark* one) {
    for (const std::int64_t size : sizes) one->Arg(size);
    one->Iterations(1)->UseManualTime()->Unit(benchmark::kMillisecond);
}
BENCHMARK(bulk)->Apply(all_sizes);
BENCHMARK(bulk_two_threads)->Arg(100'000)->Arg(1'000'000)->Iterations(1)->UseManualTime()->Unit(benchmark::kMillisecond);

}  // namespace
