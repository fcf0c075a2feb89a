/// What do the targets about columns share? A model, a stream of bytes, and an assessment that must be that of the reference.
#pragma once

#include "strangers.hpp"

#include "zi/arrow.hpp"
#include "zi/load.hpp"
#include "zi/read_columns.hpp"
#include "../text_source.hpp"

#include <cstring>
#include <memory>
#include <span>

namespace strangers {

inline const std::shared_ptr<const zi::Model>& model() {
    static constexpr std::string_view with_a_day =
        "fact unit.berdiri date \"Berdiri\"\npredicate LAMA \"Lama\" { unit.berdiri < never }\n";
    static const auto one = zi::load_text("rules.zi", std::string(rules) + std::string(with_a_day)).model;
    return one;
}
inline const zi::Date day = *zi::Date::parse("2026-02-28");

inline zi::Limits limits_of_columns() {
    zi::Limits limits;
    limits.unit_bytes = 1 << 16;
    limits.errors = 20;
    return limits;
}

inline void assess(const zi::Columns& columns) {
    static const zi::PreparedColumns prepared(model(), day, zi::BulkOutputs::all(*model()));
    const zi::BulkResult result = zi::assess_columns(prepared, columns);
    for (std::size_t row = 0; row < columns.rows(); ++row)
        check(result.predicates[0][row] == zi::assess_row(columns, row, day).predicates[0].verdict);
    ArrowSchema schema;
    ArrowArray array;
    zi::export_result(prepared, columns, result, &schema, &array);
    array.release(&array);
    schema.release(&schema);
}

/// Every batch is assessed, every refusal said; `row` gets each with its line, and null in place of a row that was refused.
template <class Row>
zi::ColumnsSink sink(std::uint64_t& line, Row row) {
    zi::ColumnsSink sink;
    sink.batch = [&line, row](const zi::ColumnsBatch& batch) {
        check(batch.columns.rows() == batch.ids.size() && batch.ids.size() == batch.lines.size() && batch.ids.size() <= 3);
        assess(batch.columns);
        for (std::size_t i = 0; i < batch.lines.size(); ++i) {
            check(batch.lines[i] > line);
            line = batch.lines[i];
            row(line, &batch.columns, i);
        }
        return true;
    };
    sink.refused = [row](const zi::RefusedRow& refused) {
        check_said(refused.diagnostics, limits_of_columns().errors + 1);
        row(refused.line, nullptr, 0);
        return true;
    };
    return sink;
}

}  // namespace strangers
