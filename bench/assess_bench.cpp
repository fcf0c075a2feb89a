// How long does a unit take? The program and the reference, beside what a programmer would write by hand for this one worksheet.
#include "population.hpp"

#include <benchmark/benchmark.h>

#include <numeric>

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

// ---- By hand: points of the option questions of one unit, row by row -------------------------------------------------

/// Option answers as bytes and points as integers, laid out as someone would who writes for this worksheet only. Ratios and survey values are
/// left out, so the figure is a floor, not a rival.
struct ByHand {
    std::vector<std::uint8_t> answers;       ///< units x questions
    std::vector<std::int64_t> points;        ///< questions x 8
    std::vector<double> rounded;             ///< the same in binary floating point
    std::vector<std::size_t> questions;      ///< indices of option questions
    std::int64_t denominator = 1;

    explicit ByHand(const Fixture& f) {
        const zi::Model& m = *f.model;
        denominator = f.program.denominator();
        for (std::size_t q = 0; q < m.questions.size(); ++q)
            if (m.questions[q].kind == zi::Question::Kind::options) questions.push_back(q);
        for (const std::size_t q : questions) {
            const auto& options = m.scales[m.questions[q].scale].options;
            for (std::size_t o = 0; o < 8; ++o) {
                const zi::Rational share = o < options.size() ? options[o].value : zi::Rational(0);
                const zi::Rational value = m.nodes[m.questions[q].node].weight * share;
                points.push_back((value * zi::Rational(denominator)).small()->first);
                const auto parts = *value.small();
                rounded.push_back(static_cast<double>(parts.first) / static_cast<double>(parts.second));
            }
        }
        for (const zi::Unit& unit : f.units)
            for (const std::size_t q : questions) answers.push_back(static_cast<std::uint8_t>(std::get<zi::Member>(unit.answers[q]).value));
    }

    template <class Number>
    Number sum(std::size_t unit, const std::vector<Number>& table) const {
        Number total{};
        const std::uint8_t* row = answers.data() + unit * questions.size();
        for (std::size_t q = 0; q < questions.size(); ++q) total += table[8 * q + row[q]];
        return total;
    }

    zi::Rational expected(const Fixture& f, std::size_t unit) const {
        zi::Rational total;
        for (const std::size_t q : questions) total += f.expected[unit].nodes[f.model->questions[q].node].certain;
        return total;
    }
};

const ByHand& by_hand() {
    static const ByHand once(fixture());
    return once;
}

void floor_integers(benchmark::State& state) {
    const ByHand& hand = by_hand();
    std::vector<std::int64_t> totals(units_measured);
    for (auto _ : state) {
        for (std::size_t i = 0; i < units_measured; ++i) totals[i] = hand.sum(i, hand.points);
        benchmark::DoNotOptimize(totals.data());
        benchmark::ClobberMemory();
    }
    for (std::size_t i = 0; i < units_measured; ++i)
        if (zi::Rational(totals[i], hand.denominator) != hand.expected(fixture(), i)) state.SkipWithError("wrong answer");
    per_unit(state);
}
BENCHMARK(floor_integers)->Unit(benchmark::kMicrosecond);

void peer_double(benchmark::State& state) {
    const ByHand& hand = by_hand();
    std::vector<double> totals(units_measured);
    for (auto _ : state) {
        for (std::size_t i = 0; i < units_measured; ++i) totals[i] = hand.sum(i, hand.rounded);
        benchmark::DoNotOptimize(totals.data());
        benchmark::ClobberMemory();
    }
    per_unit(state);
}
BENCHMARK(peer_double)->Unit(benchmark::kMicrosecond);

}  // namespace
