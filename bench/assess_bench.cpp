// How long does one unit take that is an object? The program and the reference. For many at once see bulk_bench.cpp.
#include "population.hpp"

#include <benchmark/benchmark.h>

namespace {

using namespace bench;

constexpr std::size_t units_measured = 253;

struct Fixture {
    std::shared_ptr<const zi::Model> model = rules();
    zi::Program program{model};
    std::vector<zi::Unit> units = population(*model, units_measured);
    std::vector<zi::Assessment> expected;

    Fixture() {
        for (const zi::Unit& unit : units) expected.push_back(zi::assess_reference(*model, unit, day()));
    }
};

const Fixture& fixture() {
    static const Fixture once;
    return once;
}

void per_unit(benchmark::State& state) {
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * units_measured));
}

void assess_program(benchmark::State& state) {
    const Fixture& f = fixture();
    zi::AssessmentState scratch;
    std::vector<zi::Assessment> results(units_measured);
    for (auto _ : state) {
        for (std::size_t i = 0; i < units_measured; ++i) results[i] = zi::assess(f.program, f.units[i], day(), scratch);
        benchmark::DoNotOptimize(results);
    }
    if (results != f.expected) state.SkipWithError("wrong answer");
    state.counters["exact_path"] = static_cast<double>(scratch.exact_path_units()) / static_cast<double>(state.iterations());
    per_unit(state);
}
BENCHMARK(assess_program)->Unit(benchmark::kMillisecond);

void assess_reference(benchmark::State& state) {
    const Fixture& f = fixture();
    std::vector<zi::Assessment> results(units_measured);
    for (auto _ : state) {
        for (std::size_t i = 0; i < units_measured; ++i) results[i] = zi::assess_reference(*f.model, f.units[i], day());
        benchmark::DoNotOptimize(results);
    }
    if (results != f.expected) state.SkipWithError("wrong answer");
    per_unit(state);
}
BENCHMARK(assess_reference)->Unit(benchmark::kMillisecond);

// ---- One answer changed ------------------------------------------------------------------------------------------------

/// A host that edits one answer and wants everything anew: the unit is assessed again, whole.
void one_answer_changed(benchmark::State& state) {
    const Fixture& f = fixture();
    zi::AssessmentState scratch;
    zi::Unit unit = f.units.front();
    zi::Assessment result;
    bool best = false;
    for (auto _ : state) {
        best = !best;
        unit.answers.front() = zi::Member{best ? 0u : 1u};
        result = zi::assess(f.program, unit, day(), scratch);
        benchmark::DoNotOptimize(result);
    }
    if (result != zi::assess_reference(*f.model, unit, day())) state.SkipWithError("wrong answer");
}
BENCHMARK(one_answer_changed)->Unit(benchmark::kMicrosecond);

/// The floor: the difference of two table entries added to the totals on the way to the root.
void one_answer_changed_by_hand(benchmark::State& state) {
    const Fixture& f = fixture();
    const zi::Model& m = *f.model;
    const zi::Index leaf = m.questions.front().node;
    const auto& options = m.scales[m.questions.front().scale].options;
    const auto points = [&](zi::Index option) {
        return (m.nodes[leaf].weight * options[option].value * zi::Rational(f.program.denominator())).small()->first;
    };
    const std::int64_t change = points(0) - points(1);
    std::vector<zi::Index> path;
    for (zi::Index node = leaf; node != zi::none; node = m.nodes[node].parent) path.push_back(node);
    std::vector<std::int64_t> totals(m.nodes.size(), 0);
    bool best = false;
    for (auto _ : state) {
        best = !best;
        for (const zi::Index node : path) totals[node] += best ? change : -change;
        benchmark::DoNotOptimize(totals.data());
        benchmark::ClobberMemory();
    }
    if (totals.front() != (best ? change : 0)) state.SkipWithError("wrong answer");
}
BENCHMARK(one_answer_changed_by_hand)->Unit(benchmark::kNanosecond);

}  // namespace
