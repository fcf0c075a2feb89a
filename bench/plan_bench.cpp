// How long does the cheapest plan of a full unit take, its check, and the reading of its proof?
#include "population.hpp"

#include "zi/proof.hpp"

#include <benchmark/benchmark.h>

namespace {

using namespace bench;

constexpr std::size_t units_measured = 20;

/// Synthetic units that miss the total: every third answer is taken back.
std::vector<zi::Unit> wanting(const zi::Model& model) {
    std::vector<zi::Unit> units = population(model, units_measured);
    for (zi::Unit& unit : units)
        for (std::size_t q = 0; q < unit.answers.size(); q += 3) unit.answers[q] = std::monostate{};
    return units;
}

void plan_unit(benchmark::State& state) {
    const auto model = rules();
    const std::vector<zi::Unit> units = wanting(*model);
    const zi::PredicateIndex target = model->find_predicate("WBK");
    std::size_t at = 0, optimal = 0;
    for (auto _ : state) {
        const zi::Planned planned = zi::plan_improvement(*model, units[at++ % units.size()], day(), target, {});
        optimal += planned.best.status == zi::PlanStatus::optimal;
        benchmark::DoNotOptimize(planned);
    }
    if (optimal != static_cast<std::size_t>(state.iterations())) state.SkipWithError("not proved");
}
BENCHMARK(plan_unit)->Unit(benchmark::kMillisecond);

/// As the command and the C ABI plan: with its proof, and that checked.
void plan_verified(benchmark::State& state) {
    const auto model = rules();
    const std::vector<zi::Unit> units = wanting(*model);
    const zi::PredicateIndex target = model->find_predicate("WBK");
    zi::PlanOptions options;
    options.verify = true;
    std::size_t at = 0, sound = 0;
    for (auto _ : state) {
        const zi::Planned planned = zi::plan_improvement(*model, units[at++ % units.size()], day(), target, {}, options);
        sound += planned.verified == zi::PlanFault::sound;
        benchmark::DoNotOptimize(planned);
    }
    if (sound != static_cast<std::size_t>(state.iterations())) state.SkipWithError("refused");
}
BENCHMARK(plan_verified)->Unit(benchmark::kMillisecond);

void plan_next(benchmark::State& state) {
    const auto model = rules();
    const std::vector<zi::Unit> units = wanting(*model);
    zi::PlanOptions options;
    options.next = 3;
    for (auto _ : state)
        benchmark::DoNotOptimize(zi::plan_improvement(*model, units[0], day(), model->find_predicate("WBK"), {}, options));
}
BENCHMARK(plan_next)->Unit(benchmark::kMillisecond);

void check_plan(benchmark::State& state) {
    const auto model = rules();
    const std::vector<zi::Unit> units = wanting(*model);
    const zi::PredicateIndex target = model->find_predicate("WBK");
    zi::PlanOptions options;
    options.certificate = true;
    const zi::Planned planned = zi::plan_improvement(*model, units[0], day(), target, {}, options);
    for (auto _ : state)
        if (zi::check_plan(*model, units[0], day(), target, {}, planned.best, *planned.certificate) != zi::PlanFault::sound)
            state.SkipWithError("refused");
}
BENCHMARK(check_plan)->Unit(benchmark::kMillisecond);

void verify_proof(benchmark::State& state) {
    const auto model = rules();
    const std::vector<zi::Unit> units = wanting(*model);
    zi::PlanOptions options;
    options.certificate = true;
    const zi::PredicateIndex target = model->find_predicate("WBK");
    zi::Planned planned = zi::plan_improvement(*model, units[0], day(), target, {}, options);
    const std::string text = zi::proof_json(
        *model, units[0], {zi::proof_head(*model, units[0], day(), target, {}), planned.best, *planned.certificate});
    for (auto _ : state) {
        const auto verified = zi::verify(*model, units[0], day(), {}, text, {});
        if (!verified || verified->fault != zi::PlanFault::sound) state.SkipWithError("refused");
    }
    state.counters["bytes"] = static_cast<double>(text.size());
}
BENCHMARK(verify_proof)->Unit(benchmark::kMillisecond);

}  // namespace
