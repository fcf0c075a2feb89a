// What does more than a verdict cost? Scores only, all nodes, evidence, explanations; growth with questions and documents;
// units on thresholds.
#include "adversarial.hpp"
#include "engine.hpp"
#include "floor.hpp"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <chrono>

namespace {

using namespace bench;

void per_unit(benchmark::State& state, std::size_t units, std::size_t bytes) {
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * units));
    state.counters["ns_per_unit"] = benchmark::Counter(
        static_cast<double>(units) * 1e-9, benchmark::Counter::kIsIterationInvariantRate | benchmark::Counter::kInvert);
    if (bytes != 0) state.counters["bytes_per_unit"] = static_cast<double>(bytes) / static_cast<double>(units);
}

/// Every output of these rows is that of zi::assess: verdicts exactly, scores within the error that the result states.
bool right(const zi::PreparedColumns& prepared, const zi::BulkResult& result, const std::vector<zi::Assessment>& expected) {
    const auto fits = [&](const zi::BulkScores& scores, std::size_t row, const zi::Score& exact) {
        const auto near = [&](std::int64_t score, const zi::Rational& value) {
            const zi::Rational distance = value * zi::Rational(prepared.denominator()) - zi::Rational(score);
            return distance.is_zero() || (distance.sign() > 0 && distance < zi::Rational(scores.error));
        };
        return near(scores.certain[row], exact.certain) &&
               (scores.possible.empty() || near(scores.possible[row], exact.possible));
    };
    const zi::BulkOutputs& outputs = prepared.outputs();
    for (std::size_t row = 0; row < expected.size(); ++row) {
        for (std::size_t i = 0; i < outputs.predicates.size(); ++i) {
            const zi::PredicateResult& exact = expected[row].predicates[outputs.predicates[i]];
            if (result.predicates[i].concerns(row) != exact.concerned ||
                (exact.concerned && result.predicates[i][row] != exact.verdict))
                return false;
        }
        for (std::size_t i = 0; i < outputs.nodes.size(); ++i)
            if (!fits(result.nodes[i], row, expected[row].nodes[outputs.nodes[i]])) return false;
        for (std::size_t i = 0; i < outputs.views.size(); ++i)
            if (!fits(result.views[i], row, expected[row].views[outputs.views[i]])) return false;
    }
    return true;
}

std::vector<zi::Assessment> assess_all(const std::shared_ptr<const zi::Model>& model, const std::vector<zi::Unit>& units) {
    const zi::Program program(model);
    zi::AssessmentState scratch;
    std::vector<zi::Assessment> all;
    for (const zi::Unit& unit : units) all.push_back(zi::assess(program, unit, day(), scratch));
    return all;
}

void outputs(benchmark::State& state, const zi::BulkOutputs& wanted) {
    const auto model = rules();
    const Table table = draw_table(*model, 10'000);
    const zi::Columns columns = columns_of(model, table);
    const zi::PreparedColumns prepared(model, day(), wanted);
    zi::BulkResult result;
    for (auto _ : state) result = zi::assess_columns(prepared, columns, {}, std::move(result));
    if (!right(prepared, result, assess_all(model, population(*model, 1'000)))) state.SkipWithError("wrong answer");
    per_unit(state, table.rows, table.rows * table.bytes_per_row() + bytes_of(result));
}

void score_only(benchmark::State& state) {
    zi::BulkOutputs wanted;
    wanted.nodes = {zi::NodeIndex(0)};
    outputs(state, wanted);
}
BENCHMARK(score_only)->Unit(benchmark::kMillisecond);

void verdicts(benchmark::State& state) { outputs(state, verdicts_and_total(*rules())); }
BENCHMARK(verdicts)->Unit(benchmark::kMillisecond);

void all_nodes(benchmark::State& state) { outputs(state, zi::BulkOutputs::all(*rules())); }
BENCHMARK(all_nodes)->Unit(benchmark::kMillisecond);

/// The documents are judged when columns are made of units; that is the second figure.
void with_evidence(benchmark::State& state) {
    const auto model = rules();
    std::vector<zi::Unit> units = population(*model, 1'000);
    give_evidence(*model, units);
    const auto build = [&] {
        zi::ColumnsBuilder builder(model, day());
        builder.reserve(units.size());
        for (const zi::Unit& unit : units) builder.append(unit);
        return builder.finish();
    };
    const auto start = std::chrono::steady_clock::now();
    const zi::Columns columns = build();
    const std::chrono::duration<double, std::nano> building = std::chrono::steady_clock::now() - start;
    const zi::PreparedColumns prepared(model, day(), verdicts_and_total(*model));
    zi::BulkResult result;
    for (auto _ : state) result = zi::assess_columns(prepared, columns, {}, std::move(result));
    if (!right(prepared, result, assess_all(model, units))) state.SkipWithError("wrong answer");
    state.counters["columns_ns_per_unit"] = building.count() / static_cast<double>(units.size());
    per_unit(state, units.size(), columns.bytes() + bytes_of(result));
}
BENCHMARK(with_evidence)->Unit(benchmark::kMillisecond);

/// The sentences of one row.
void with_explanation(benchmark::State& state) {
    const auto model = rules();
    const Table table = draw_table(*model, 253);
    const zi::Columns columns = columns_of(model, table);
    const std::string expected = zi::explain(
        *model, columns.unit(0), zi::assess_reference(*model, population(*model, 1)[0], day()), zi::Language::indonesian);
    std::string first;
    for (auto _ : state)
        for (std::size_t row = 0; row < table.rows; ++row) {
            std::string text =
                zi::explain(*model, columns.unit(row), zi::assess_row(columns, row, day()), zi::Language::indonesian);
            if (row == 0) first = std::move(text);
        }
    if (first != expected) state.SkipWithError("wrong answer");
    per_unit(state, table.rows, 0);
}
BENCHMARK(with_explanation)->Unit(benchmark::kMillisecond);

/// Growth with the questions of a worksheet.
void questions(benchmark::State& state) {
    const auto count = static_cast<int>(state.range(0));
    std::string text =
        "regulation r \"generated\"\nlevel part \"Part\"\nscale s { A = 1 B = 0.5 C = 0 }\nworksheet \"Total\" 100 mean {\n";
    for (int i = 0; i < count / 10; ++i) {
        text += fmt::format("  part p{} \"Part {}\" {{\n", i, i);
        for (int q = 0; q < 10; ++q) text += fmt::format("    question q{} s \"Question {} of part {}\"\n", q, q, i);
        text += "  }\n";
    }
    text += "}\npredicate P \"P\" {\n  total >= 75\n}\n";
    const zi::Loaded loaded = zi::load_text("generated.zi", text);
    if (!loaded) return state.SkipWithError("rules do not load");
    const zi::Model& model = *loaded.model;
    constexpr std::size_t rows = 10'000;
    const auto layout = std::make_shared<const zi::ColumnLayout>(model);
    zi::Columns columns(loaded.model, layout, rows);
    Random random(1);
    std::vector<Values<std::uint8_t>> answers(model.questions.size(), Values<std::uint8_t>(rows));
    for (zi::QuestionIndex q{0}; q < model.questions.size(); ++q) {
        for (std::uint8_t& answer : answers[q]) answer = static_cast<std::uint8_t>(random.below(4) == 0 ? random.below(3) : 0);
        zi::Column column;
        column.type = zi::Column::Type::u8;
        column.values = answers[q].data();
        columns.set(layout->answer(q), std::move(column));
    }
    zi::BulkOutputs wanted;
    wanted.predicates = {zi::PredicateIndex(0)};
    wanted.nodes = {zi::NodeIndex(0)};
    const zi::PreparedColumns prepared(loaded.model, day(), wanted);
    zi::BulkResult result;
    for (auto _ : state) result = zi::assess_columns(prepared, columns, {}, std::move(result));
    std::vector<zi::Assessment> expected;
    for (std::size_t row = 0; row < 20; ++row) expected.push_back(zi::assess_reference(model, columns.unit(row), day()));
    if (!right(prepared, result, expected)) state.SkipWithError("wrong answer");
    per_unit(state, rows, 0);
    state.SetComplexityN(state.range(0));
}
BENCHMARK(questions)->Arg(100)->Arg(1'000)->Arg(10'000)->Unit(benchmark::kMillisecond)->Complexity(benchmark::oN);

/// Growth with documents: units that have each document several times, made into columns and assessed.
void documents(benchmark::State& state) {
    const auto model = rules();
    std::vector<zi::Unit> units = population(*model, 50);
    give_evidence(*model, units);
    for (zi::Unit& unit : units) {
        const std::vector<zi::Document> once = *unit.documents;
        for (std::int64_t copy = 1; copy < state.range(0); ++copy)
            for (zi::Document one : once) {
                one.id += fmt::format("/{}", copy);
                one.derives_from.clear();
                unit.documents->push_back(std::move(one));
            }
    }
    const zi::PreparedColumns prepared(model, day(), verdicts_and_total(*model));
    zi::BulkResult result;
    for (auto _ : state) {
        zi::ColumnsBuilder builder(model, day());
        builder.reserve(units.size());
        for (const zi::Unit& unit : units) builder.append(unit);
        result = zi::assess_columns(prepared, builder.finish());
    }
    if (!right(prepared, result, assess_all(model, units))) state.SkipWithError("wrong answer");
    per_unit(state, units.size(), 0);
    state.counters["documents_per_unit"] = static_cast<double>(units[0].documents->size() + units[0].shared.size());
}
BENCHMARK(documents)->Arg(1)->Arg(2)->Arg(4)->Unit(benchmark::kMillisecond);

/// Wrong verdicts on units that lie on thresholds or just below.
void thresholds(benchmark::State& state) {
    const auto model = rules();
    static const Adversarial hard = adversarial();
    const Table table = table_of(*model, hard.units, 9);
    const zi::Columns columns = columns_of(model, table);
    const zi::PreparedColumns prepared(model, day(), verdicts_and_total(*model));
    const Floor floor(*model);
    FloorResult by_hand(table.rows);
    zi::BulkResult result;
    for (auto _ : state) {
        result = zi::assess_columns(prepared, columns);
        floor.run(table, by_hand);
    }
    std::size_t wrong = 0, wrong_by_hand = 0;
    for (std::size_t row = 0; row < table.rows; ++row) {
        const zi::Assessment exact = zi::assess_reference(*model, hard.units[row], day());
        bool engine_right = true, floor_right = true;
        const std::vector<std::uint64_t>* met[] = {&by_hand.wbk, &by_hand.wbbm};
        for (std::size_t p = 0; p < 2; ++p) {
            const zi::Verdict verdict = exact.predicates[prepared.outputs().predicates[p]].verdict;
            engine_right = engine_right && result.predicates[p][row] == verdict;
            floor_right = floor_right && ((*met[p])[row / 64] >> (row % 64) & 1) == (verdict == zi::Verdict::met);
        }
        wrong += !engine_right;
        wrong_by_hand += !floor_right;
    }
    state.counters["on"] = static_cast<double>(hard.on);
    state.counters["below"] = static_cast<double>(hard.below);
    state.counters["wrong"] = static_cast<double>(wrong);
    state.counters["floor_wrong"] = static_cast<double>(wrong_by_hand);
    state.counters["exact_rows"] = static_cast<double>(result.exact_rows);
    state.counters["floor_exact_rows"] = static_cast<double>(by_hand.undecided.size());
    if (wrong + wrong_by_hand != 0) state.SkipWithError("wrong verdicts");
    per_unit(state, table.rows, 0);
}
BENCHMARK(thresholds)->Unit(benchmark::kMicrosecond);

}  // namespace
