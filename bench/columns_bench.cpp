// How fast do units come in? CSV and NDJSON into columns beside looking at every byte alone, and Arrow columns, which are only
// checked.
#include "population.hpp"

#include "zi/arrow.hpp"
#include "zi/read_columns.hpp"
#include "text_source.hpp"

#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace {

using namespace bench;

constexpr std::size_t units_written = 10'000, copies = 10;

struct Fixture {
    std::shared_ptr<const zi::Model> model = rules();
    zi::ColumnLayout layout{*model};
    std::string csv = "id", json;
    zi::Columns columns{model, std::make_shared<const zi::ColumnLayout>(*model), 0};

    Fixture() {
        zi::ColumnsBuilder builder(model, day());
        for (zi::QuestionIndex q{0}; q < model->questions.size(); ++q)
            for (zi::Index f = layout.answer(q); f < layout.documents(q); ++f) csv += "," + layout.fields()[f].name;
        csv += "\n";
        std::string rows;
        for (const zi::Unit& unit : population(*model, units_written)) {
            builder.append(unit);
            rows += unit.id;
            json += R"({"id":")" + unit.id + R"(","answers":{)";
            for (zi::QuestionIndex q{0}; q < model->questions.size(); ++q) write(unit, q, rows);
            rows += "\n";
            json += "}}\n";
        }
        columns = builder.finish();
        const std::string lines = json;
        for (std::size_t i = 0; i < copies; ++i) csv += rows;
        for (std::size_t i = 1; i < copies; ++i) json += lines;
    }

    void write(const zi::Unit& unit, zi::Index q, std::string& cells) {
        const zi::Question& question = model->questions[q];
        json += (q == 0 ? "\"" : ",\"") + model->nodes[question.node].id + "\":";
        if (const auto* option = std::get_if<zi::Member>(&unit.answers[q])) {
            const std::string& key = model->scales[question.scale].options[option->value].key;
            json += "\"" + key + "\"";
            cells += "," + key;
        } else if (const auto* number = std::get_if<zi::Rational>(&unit.answers[q])) {
            json += number->decimal(2);
            cells += "," + number->decimal(2);
        } else {
            const auto& counts = std::get<zi::Counts>(unit.answers[q]).values;
            for (std::size_t i = 0; i < counts.size(); ++i) {
                json += (i == 0 ? "{\"" : ",\"") + question.inputs[i].key + "\":" + counts[i]->fraction();
                cells += "," + counts[i]->fraction();
            }
            json += "}";
        }
    }
};

const Fixture& fixture() {
    static const Fixture once;
    return once;
}

void read(benchmark::State& state, bool csv) {
    const Fixture& f = fixture();
    const std::string& text = csv ? f.csv : f.json;
    std::size_t rows = 0;
    bool right = true;
    for (auto _ : state) {
        rows = 0;
        const zi::ByteSource source = zi::test::text_source(text);
        zi::ColumnsSink sink;
        sink.batch = [&](zi::ColumnsBatch batch) {
            const std::size_t last = batch.columns.rows() - 1;
            right = right && batch.columns.unit(last).answers == f.columns.unit((rows + last) % units_written).answers;
            rows += batch.columns.rows();
            return true;
        };
        sink.refused = [&](zi::RefusedRow) { return right = false; };
        if (csv)
            zi::read_columns_csv(f.model, source, {}, sink);
        else
            zi::read_columns_ndjson(f.model, day(), source, {}, sink);
    }
    if (!right || rows != units_written * copies) state.SkipWithError("wrong answer");
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * rows));
}
void columns_csv(benchmark::State& state) { read(state, true); }
void columns_ndjson(benchmark::State& state) { read(state, false); }

/// What no reader that goes byte by byte can beat: finding where cells end.
void bytes_alone(benchmark::State& state) {
    const std::string& text = fixture().csv;
    std::size_t cells = 0;
    for (auto _ : state) {
        cells = 0;
        for (const char c : text) {
            benchmark::DoNotOptimize(c);
            cells += c == ',' || c == '\n' ? 1 : 0;
        }
        benchmark::DoNotOptimize(cells);
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
    state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations() * units_written * copies));
}

/// Takes in columns that lie in Arrow's layout: names and structs, and every value once.
void columns_arrow(benchmark::State& state) {
    const Fixture& f = fixture();
    std::vector<ArrowSchema> schemas(f.layout.fields().size());
    std::vector<ArrowArray> arrays(schemas.size());
    std::vector<std::array<const void*, 2>> buffers(schemas.size());
    std::vector<ArrowSchema*> schema_pointers;
    std::vector<ArrowArray*> array_pointers;
    const auto rows = static_cast<std::int64_t>(f.columns.rows());
    const void* none[] = {nullptr};
    ArrowSchema schema{"+s", "", nullptr, 0, 0, nullptr, nullptr, [](ArrowSchema*) {}, nullptr};
    bool right = true;
    for (auto _ : state) {
        schema_pointers.clear();
        array_pointers.clear();
        for (zi::FieldIndex i{0}; i < schemas.size(); ++i) {
            const zi::Column& column = f.columns[i];
            if (column.type != zi::Column::Type::u8 || column.decimals != 0) continue;
            buffers[i] = {column.valid, column.values};
            schemas[i] = {"C",    f.layout.fields()[i].name.c_str(), nullptr, 0, 0, nullptr, nullptr, [](ArrowSchema*) {},
                          nullptr};
            arrays[i] = {rows, -1, 0, 2, 0, buffers[i].data(), nullptr, nullptr, [](ArrowArray*) {}, nullptr};
            schema_pointers.push_back(&schemas[i]);
            array_pointers.push_back(&arrays[i]);
        }
        const auto count = static_cast<std::int64_t>(schema_pointers.size());
        schema.n_children = count;
        schema.children = schema_pointers.data();
        ArrowArray units{rows, 0, 0, 1, count, none, array_pointers.data(), nullptr, [](ArrowArray*) {}, nullptr};
        const auto columns = zi::import_columns(f.model, schema, &units);
        right = columns && columns->unit(7).answers[0] == f.columns.unit(7).answers[0];
        benchmark::DoNotOptimize(columns);
    }
    if (!right) state.SkipWithError("wrong answer");
    state.SetItemsProcessed(state.iterations() * rows);
}

BENCHMARK(columns_csv)->Unit(benchmark::kMillisecond);
BENCHMARK(columns_ndjson)->Unit(benchmark::kMillisecond);
BENCHMARK(bytes_alone)->Unit(benchmark::kMillisecond);
BENCHMARK(columns_arrow)->Unit(benchmark::kMicrosecond);

}  // namespace
