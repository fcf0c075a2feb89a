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

/// Every node, view, condition and predicate, kept as whole numbers.
void evaluate_program(benchmark::State& state) {
    const Fixture& f = fixture();
    zi::Evaluation evaluation(f.program);
    std::size_t met = 0, expected = 0;
    for (auto _ : state) {
        for (const zi::Unit& unit : f.units) {
            evaluation.assess(unit, day());
            met += evaluation.verdict(zi::PredicateIndex(0)) == zi::Verdict::met ? 1 : 0;
        }
    }
    for (const zi::Assessment& one : f.expected) expected += one.predicates[0].verdict == zi::Verdict::met ? 1 : 0;
    bool right = met == expected * state.iterations();
    for (std::size_t i = 0; i < units_measured; ++i) {
        evaluation.assess(f.units[i], day());
        right = right && evaluation.assessment() == f.expected[i];
    }
    if (!right) state.SkipWithError("wrong answer");
    per_unit(state);
}
BENCHMARK(evaluate_program)->Unit(benchmark::kMillisecond);

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

}  // namespace
