// Assesses a stream of units in wide CSV, batch by batch, and counts who meets what: zi_columns RULES DATE < units.csv
#include <zi/bulk.hpp>
#include <zi/load.hpp>
#include <zi/read_columns.hpp>

#include <cstdio>

int main(int argc, char** argv) {
    const auto day = argc == 3 ? zi::Date::parse(argv[2]) : std::nullopt;
    if (!day) return std::fputs("zi_columns RULES DATE < units.csv\n", stderr), 2;
    const zi::Loaded rules = zi::load(argv[1], zi::read_from_disk());
    if (!rules) return std::fputs(rules.text(zi::Language::english).c_str(), stderr), 1;
    const zi::PreparedColumns prepared(rules.model, *day, zi::BulkOutputs::verdicts(*rules.model));  // share it among threads
    std::vector<std::size_t> met(rules.model->predicates.size());
    std::size_t units = 0, refused = 0;

    zi::ColumnsSink sink;
    sink.batch = [&](const zi::ColumnsBatch& batch) {
        const zi::BulkResult result = zi::assess_columns(prepared, batch.columns);
        units += result.rows;
        for (std::size_t i = 0; i < met.size(); ++i)
            for (std::size_t row = 0; row < result.rows; ++row)
                met[i] += result.predicates[i].concerns(row) && result.predicates[i][row] == zi::Verdict::met;
        return true;
    };
    sink.refused = [&](const zi::RefusedRow& row) {
        for (const zi::Diagnostic& one : row.diagnostics)
            std::fprintf(stderr, "line %llu: %s %s\n", static_cast<unsigned long long>(row.line), one.path.c_str(),
                         zi::message(one, zi::Language::english).c_str());
        ++refused;
        return true;
    };
    zi::read_columns_csv(
        rules.model, [](std::span<char> buffer) { return std::fread(buffer.data(), 1, buffer.size(), stdin); }, {}, sink);
    std::printf("%zu units, %zu refused\n", units, refused);
    for (std::size_t i = 0; i < met.size(); ++i)
        std::printf("%s: %zu\n", rules.model->predicates[prepared.outputs().predicates[i]].name.c_str(), met[i]);
}
