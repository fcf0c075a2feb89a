// How long until rules are ready, and units are read?
#include "generated_rules.hpp"
#include "population.hpp"

#include <benchmark/benchmark.h>

#include <fmt/format.h>

#include <algorithm>

namespace {

using namespace bench;

void load_rules(benchmark::State& state) {
    const zi::FileReader reader = zi::read_from_disk();
    for (auto _ : state) {
        const zi::Loaded loaded = zi::load(ZI_SOURCE_DIR "/rules/zi-2021.zi", reader);
        if (!loaded || loaded.model->questions.size() != 113) state.SkipWithError("wrong answer");
        benchmark::DoNotOptimize(loaded);
    }
}
BENCHMARK(load_rules)->Unit(benchmark::kMillisecond);

/// Growth with the size of the rules: n questions in one file, so a line each.
void load_generated(benchmark::State& state) {
    const auto questions = static_cast<int>(state.range(0));
    std::string text =
        "regulation r \"generated\"\nlevel part \"Part\"\nscale s { A = 1 B = 0.5 C = 0 }\nworksheet \"Total\" 100 mean {\n";
    for (int i = 0; i < questions / 10; ++i) {
        text += fmt::format("  part p{} \"Part {}\" {{\n", i, i);
        for (int q = 0; q < 10; ++q) text += fmt::format("    question q{} s \"Question {} of part {}\"\n", q, q, i);
        text += "  }\n";
    }
    text += "}\npredicate P \"P\" {\n  total >= 75\n}\n";
    for (auto _ : state) {
        const zi::Loaded loaded = zi::load_text("generated.zi", text);
        if (!loaded || loaded.model->questions.size() != static_cast<std::size_t>(questions))
            state.SkipWithError("wrong answer");
        benchmark::DoNotOptimize(loaded);
    }
    state.SetComplexityN(questions);
}
BENCHMARK(load_generated)->Arg(160)->Arg(640)->Arg(2560)->Arg(10240)->Arg(40960)->Unit(benchmark::kMillisecond)->Complexity();

/// From text to a program, as an editor or a server does after every change of the rules.
void rules_2000_lines(benchmark::State& state) {
    const GeneratedRules rules = generated_rules(2'000);
    if (std::count(rules.text.begin(), rules.text.end(), '\n') != 2'000) return state.SkipWithError("not 2,000 lines");
    for (auto _ : state) {
        const zi::Loaded loaded = zi::load_text("generated.zi", rules.text);
        if (!loaded || !loaded.diagnostics.empty()) return state.SkipWithError("refused");
        const zi::Program program(loaded.model);
        const bool right = loaded.model->questions.size() == rules.questions && loaded.model->facts.size() == rules.facts &&
                           loaded.model->predicates.front().conditions.size() == rules.conditions &&
                           loaded.model->nodes.front().weight == zi::Rational(100) && program.integral();
        if (!right) state.SkipWithError("wrong answer");
    }
}
BENCHMARK(rules_2000_lines)->Unit(benchmark::kMillisecond);

void plan(benchmark::State& state) {
    const auto model = rules();
    for (auto _ : state) {
        const zi::Program program(model);
        if (!program.integral()) state.SkipWithError("not integral");
        benchmark::DoNotOptimize(program);
    }
    state.counters["denominator"] = static_cast<double>(zi::Program(model).denominator());
}
BENCHMARK(plan)->Unit(benchmark::kMicrosecond);

void read_units(benchmark::State& state) {
    const auto model = rules();
    const auto units = population(*model, static_cast<std::size_t>(state.range(0)));
    const std::string text = ndjson(*model, units);
    for (auto _ : state) {
        std::size_t read = 0;
        zi::read_units(*model, text, {}, [&](zi::Result<zi::Unit> unit) {
            if (unit && unit->answers == units[read].answers) ++read;
            return true;
        });
        if (read != units.size()) state.SkipWithError("wrong answer");
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * units.size()));
}
BENCHMARK(read_units)->Arg(253)->Unit(benchmark::kMillisecond);

}  // namespace
