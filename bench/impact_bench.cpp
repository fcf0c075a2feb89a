// How long do questions about documents take? Each benchmark checks its answer against a plain assessment.
#include "population.hpp"

#include "zi/graph.hpp"

#include <benchmark/benchmark.h>

namespace {

using namespace bench;

/// Units with shared documents, and with documents of their own where `own` says so.
zi::EvidenceGraph graph_of(std::size_t count, bool own) {
    std::vector<zi::Unit> units = population(*rules(), count);
    give_evidence(*rules(), units);
    if (!own)
        for (zi::Unit& unit : units) unit.documents->clear();
    return {rules(), std::move(units), day()};
}

const zi::EvidenceGraph& full() {
    static const zi::EvidenceGraph graph = graph_of(253, true);
    return graph;
}

/// The certain total of a unit once a shared document is rejected, by assessing it anew.
zi::Rational total_without(const zi::EvidenceGraph& graph, zi::UnitIndex unit, zi::GraphDocumentIndex document) {
    zi::Unit changed = graph.units()[unit];
    for (auto& one : changed.shared)
        if (one->id == graph.documents()[document].document->id) {
            zi::Document rejected = *one;
            rejected.status = zi::DocumentStatus::rejected;
            one = std::make_shared<const zi::Document>(rejected);
        }
    return zi::assess_reference(graph.model(), changed, day()).nodes.front().certain;
}

void build_graph(benchmark::State& state) {
    std::vector<zi::Unit> units = population(*rules(), 253);
    give_evidence(*rules(), units);
    for (auto _ : state) benchmark::DoNotOptimize(zi::EvidenceGraph(rules(), units, day()));
    state.SetItemsProcessed(state.iterations() * 253);
}
BENCHMARK(build_graph)->Unit(benchmark::kMillisecond);

void impact_of_a_shared_document(benchmark::State& state) {
    const zi::EvidenceGraph graph = graph_of(static_cast<std::size_t>(state.range(0)), false);
    const zi::GraphDocumentIndex document(graph.documents().size() - 1);
    zi::Impact impact;
    for (auto _ : state) impact = graph.impact(document, zi::DocumentChange::rejected);
    if (impact.units.size() != graph.units().size()) state.SkipWithError("a unit was not reached");
    for (std::size_t i = 0; i < impact.units.size(); i += 1 + impact.units.size() / 20) {
        const auto& [unit, consequence] = impact.units[i];
        if (graph.assessment(unit).nodes.front().certain + consequence.points() != total_without(graph, unit, document))
            state.SkipWithError("wrong answer");
    }
    state.SetItemsProcessed(state.iterations() * state.range(0));
}
BENCHMARK(impact_of_a_shared_document)->Arg(253)->Arg(10'000)->Unit(benchmark::kMillisecond);

void five_heaviest_documents(benchmark::State& state) {
    const zi::EvidenceGraph& graph = full();
    std::vector<zi::DocumentWeight> weights;
    for (auto _ : state) weights = graph.heaviest(5);
    if (weights.size() != 5) state.SkipWithError("wrong answer");
    zi::Rational lost;
    for (const auto& one : graph.impact(weights.front().document, zi::DocumentChange::rejected).units)
        lost -= one.consequence.points();
    if (lost != weights.front().points) state.SkipWithError("wrong answer");
    state.counters["documents"] = static_cast<double>(graph.documents().size());
}
BENCHMARK(five_heaviest_documents)->Unit(benchmark::kMillisecond);

void radar_and_fragility_of_a_unit(benchmark::State& state) {
    const zi::EvidenceGraph& graph = full();
    const zi::PredicateIndex wbk = graph.model().find_predicate("WBK");
    zi::UnitIndex unit(0);
    while (unit < graph.units().size() && graph.assessment(unit).predicates[wbk].verdict != zi::Verdict::met) ++unit;
    if (unit == graph.units().size()) return state.SkipWithError("no unit meets WBK");
    for (auto _ : state) {
        benchmark::DoNotOptimize(graph.radar(unit, wbk));
        benchmark::DoNotOptimize(graph.fragility(unit, wbk));
    }
}
BENCHMARK(radar_and_fragility_of_a_unit)->Unit(benchmark::kMillisecond);

}  // namespace
