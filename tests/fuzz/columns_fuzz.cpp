// Columns from strangers. The first byte chooses: an Arrow array with lies in types, lengths and pointers that stays within memory; CSV; or NDJSON, which
// must read what the reader of units reads, line by line, and refuse what that refuses.
#include "lying_arrays.hpp"

#include "zi/load.hpp"
#include "zi/read_columns.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

using strangers::Bytes;
using strangers::check;
using strangers::Lying;
using strangers::rules;

namespace {

const std::shared_ptr<const zi::Model>& model() {
    static const auto one = zi::load_text("rules.zi", std::string(rules)).model;
    return one;
}
const zi::Date day = *zi::Date::parse("2026-02-28");

void assess(const zi::Columns& columns) {
    static const zi::BulkPlan plan(model(), day, zi::BulkOutputs::all(*model()));
    const zi::BulkResult result = zi::assess_columns(plan, columns);
    for (std::size_t row = 0; row < columns.rows(); ++row)
        check(result.predicates[0][row] == zi::assess_row(columns, row, day).predicates[0].verdict);
    ArrowSchema schema;
    ArrowArray array;
    zi::export_result(plan, columns, result, &schema, &array);
    array.release(&array);
    schema.release(&schema);
}

void arrow(std::string_view text) {
    Bytes bytes(text);
    Lying lying(bytes, 0);
    {
        const auto columns = zi::import_columns(model(), lying.schema, &lying.array);
        check(lying.array.release == nullptr);
        if (columns) assess(*columns);
        else check(!columns.diagnostics().empty() && lying.released == 1);
    }
    check(lying.released == 1);
}

void stream(std::string_view text, bool csv) {
    zi::Limits limits;
    limits.unit_bytes = 1 << 16;
    limits.errors = 20;
    std::size_t at = 0;
    const zi::ByteSource source = [&](std::span<char> buffer) {
        const std::size_t size = std::min({buffer.size(), std::size_t{100}, text.size() - at});
        std::memcpy(buffer.data(), text.data() + at, size);
        at += size;
        return size;
    };
    zi::ColumnsSink sink;
    std::uint64_t line = 0;
    std::vector<std::string> lines{""};
    for (const char c : text) {
        if (c == '\n') lines.emplace_back();
        else lines.back() += c;
    }
    if (lines[0].starts_with("\xEF\xBB\xBF")) lines[0].erase(0, 3);
    const auto by_units = [&](std::uint64_t number, const zi::Columns* columns, std::size_t row) {
        // A sound line before it makes it one of several, whatever it holds: alone, what begins with a bracket would be an array, whose units are read
        // one by one, up to the place where it breaks off.
        const std::string two = "{\"id\":\"\"}\n" + lines[number - 1];
        std::size_t read = 0;
        zi::read_units(*model(), two, limits, [&](zi::Result<zi::Unit> unit) {
            if (++read != 2) return true;
            check(static_cast<bool>(unit) == (columns != nullptr));
            if (!unit) return true;
            zi::ColumnsBuilder builder(model(), day);
            builder.append(*unit);
            const zi::Columns one = builder.finish();
            check(one.unit(0).answers == columns->unit(row).answers && one.unit(0).facts == columns->unit(row).facts && one.backings(0) == columns->backings(row));
            return true;
        });
    };
    sink.batch = [&](zi::ColumnsBatch batch) {
        check(batch.columns.rows() == batch.ids.size() && batch.ids.size() == batch.lines.size() && batch.ids.size() <= 3);
        assess(batch.columns);
        for (std::size_t i = 0; i < batch.lines.size(); ++i) {
            check(batch.lines[i] > line);
            line = batch.lines[i];
            if (!csv) by_units(line, &batch.columns, i);
        }
        return true;
    };
    sink.refused = [&](zi::RefusedRow row) {
        check(!row.diagnostics.empty());
        for (const zi::Diagnostic& one : row.diagnostics) check(!zi::message(one, zi::Language::indonesian).empty());
        if (!csv && row.line > 0) by_units(row.line, nullptr, 0);
        return true;
    };
    if (csv) zi::read_columns_csv(model(), source, limits, sink, {3, nullptr});
    else zi::read_columns_ndjson(model(), day, source, limits, sink, {3, nullptr});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    if (text.starts_with('a')) arrow(text.substr(1));
    else stream(text, text.starts_with("id") || text.starts_with('"'));
    return 0;
}
