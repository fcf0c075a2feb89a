// Columns from strangers. The first byte chooses: an Arrow array with lies in types, lengths and pointers that stays within memory; CSV; or NDJSON, which
// must read what the reader of units reads, line by line, and refuse what that refuses.
#include "zi/arrow.hpp"
#include "zi/load.hpp"
#include "zi/read_columns.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr std::string_view rules = R"(
regulation klinik "Penilaian klinik"
level bagian "Bagian"
scale abc { A = 1 B = 0.5 C = 0 }
scale indeks number 0 .. 4 { value / 4 }
assessor TPI "Penilai internal"
evidence sk "Surat keputusan"
fact unit.aktif boolean "Aktif"
worksheet "Nilai" 30 {
  bagian A "Pelayanan" 30 {
    question a abc "Tim bekerja" 10 { needs sk }
    question b indeks "Indeks" 10
    question c ratio "Kehadiran" 10 {
      input hadir "Hadir"
      input absen "Absen"
      input semua "Semua" = hadir + absen
      when semua = 0 then 0
      value hadir / semua capped
    }
  }
}
predicate LAIK "Laik" {
  total >= 5
  unit.aktif = yes
}
)";

const std::shared_ptr<const zi::Model>& model() {
    static const auto one = zi::load_text("rules.zi", std::string(rules)).model;
    return one;
}
const zi::Date day = *zi::Date::parse("2026-02-28");

void check(bool holds) {
    if (!holds) std::abort();
}

class Bytes {
public:
    explicit Bytes(std::string_view text) : text_(text) {}
    std::uint8_t next() {
        if (text_.empty()) return 0;
        const auto byte = static_cast<std::uint8_t>(text_.front());
        text_.remove_prefix(1);
        return byte;
    }
    std::size_t below(std::size_t bound) { return next() % bound; }
    bool rarely() { return next() > 251; }

private:
    std::string_view text_;
};

/// Buffers are as long as the longest length and offset that are told; everything else may be a lie.
constexpr std::size_t most_rows = 40, buffer_bytes = 16 * (2 * most_rows + 2) + 64;

struct Lying {
    ArrowSchema schema{};
    ArrowArray array{};
    std::array<std::vector<std::uint8_t>, 4> buffers;
    std::array<const void*, 4> pointers{};
    std::vector<ArrowSchema*> schemas;
    std::vector<ArrowArray*> arrays;
    std::vector<std::unique_ptr<Lying>> children;
    std::unique_ptr<Lying> dictionary;
    int released = 0;

    Lying(Bytes& bytes, int depth) {
        static constexpr const char* formats[] = {"C", "c", "S", "s", "I", "i", "l", "L", "b", "u", "U", "vu", "n", "tdD", "d:9,2", "d:38,30", "d:", "d:9", "g", "+s", "", "w:4"};
        static constexpr const char* names[] = {"A.a", "A.b", "A.c/hadir", "A.c/absen", "A.c/semua", "A.a#sk", "evidence", "unit.aktif", "id", "TPI", "A.d", "\xFF", ""};
        const bool is_struct = depth == 0 || (depth == 1 && bytes.below(6) == 0);
        static constexpr const char* suitable[] = {"C", "d:9,2", "i", "S", "l", "b", "b", "b", "u", "n", "C", "C", "C"};
        const std::size_t name = bytes.below(std::size(names));
        schema.format = is_struct ? "+s" : bytes.below(8) != 0 ? suitable[name] : formats[bytes.below(std::size(formats))];
        schema.name = is_struct ? "TPI" : names[name];
        if (bytes.below(4) != 0 && name >= 9 && !is_struct) schema.name = "id";
        if (bytes.rarely()) schema.format = nullptr;
        if (bytes.rarely()) schema.name = nullptr;
        array.length = static_cast<std::int64_t>(bytes.below(most_rows));
        array.offset = static_cast<std::int64_t>(bytes.below(8));
        array.null_count = bytes.below(8) == 0 ? static_cast<std::int64_t>(bytes.below(4)) : -1;
        if (bytes.rarely()) array.length = std::int64_t{1} << bytes.below(64);
        if (array.length > static_cast<std::int64_t>(most_rows) && depth > 0) array.length = -array.length;  // a child may not be read so far
        if (depth == 0 && array.length > static_cast<std::int64_t>(most_rows) && array.length <= std::int64_t{1} << 30) array.length = -1;
        if (bytes.rarely()) array.offset = -1 - array.offset;
        const std::string_view format = schema.format ? schema.format : "";
        array.n_buffers = format == "+s" ? 1 : format == "u" || format == "U" ? 3 : format == "vu" ? 4 : format == "n" ? 0 : 2;
        if (bytes.rarely()) array.n_buffers = static_cast<std::int64_t>(bytes.below(5)) - 1;
        for (std::size_t i = 0; i < buffers.size(); ++i) {
            // Text data can be as long as 16-bit offsets say; larger ones are made impossible below.
            buffers[i].resize(i == 2 ? 70'000 : buffer_bytes);
            const bool small = bytes.below(8) != 0;
            for (std::size_t k = 0; k < 48; ++k) {
                const std::uint8_t byte = bytes.next();
                buffers[i][k] = i == 2 ? static_cast<std::uint8_t>("ABC"[byte % 3]) : i == 1 && small ? static_cast<std::uint8_t>(byte % 3) : byte;
            }
            pointers[i] = bytes.rarely() || (i == 0 && bytes.below(2) == 0) ? nullptr : buffers[i].data();
        }
        if (format == "u" || format == "U") {
            const std::size_t width = format == "u" ? 4 : 8;
            std::uint8_t so_far = 0;
            for (std::size_t k = 0; k * width + width <= buffer_bytes; ++k) {
                std::memset(&buffers[1][k * width], 0, width);
                const std::uint8_t step = bytes.next();
                so_far = step > 250 ? step : static_cast<std::uint8_t>(std::min(255, so_far + step % 3));
                buffers[1][k * width] = so_far;
            }
        }
        if (format == "vu") {
            for (std::size_t k = 0; k + 16 <= buffer_bytes; k += 16) {
                std::memset(&buffers[1][k], 0, 16);
                buffers[1][k] = static_cast<std::uint8_t>(bytes.below(16));
                for (const std::size_t part : {k + 4, k + 5}) buffers[1][part] = static_cast<std::uint8_t>("ABC"[bytes.below(3)]);
                if (bytes.rarely()) buffers[1][k + bytes.below(16)] = bytes.next();
            }
            const std::int64_t size = bytes.below(4) == 0 ? static_cast<std::int64_t>(bytes.below(16)) : 70'000;
            std::memcpy(buffers[3].data(), &size, sizeof size);
        }
        array.buffers = bytes.rarely() ? nullptr : pointers.data();
        for (std::size_t n = is_struct ? bytes.below(6) : 0; n > 0; --n) {
            Lying& child = *children.emplace_back(std::make_unique<Lying>(bytes, depth + 1));
            schemas.push_back(bytes.rarely() ? nullptr : &child.schema);
            arrays.push_back(bytes.rarely() ? nullptr : &child.array);
        }
        schema.children = schemas.data();
        array.children = arrays.data();
        schema.n_children = array.n_children = static_cast<std::int64_t>(children.size());
        if (bytes.rarely()) schema.n_children += 1;
        if (bytes.rarely()) schema.n_children = array.n_children = -1;
        if (!is_struct && depth < 4 && bytes.below(3) == 0) {
            dictionary = std::make_unique<Lying>(bytes, depth + 2);
            schema.dictionary = &dictionary->schema;
            array.dictionary = bytes.rarely() ? nullptr : &dictionary->array;
        }
        array.private_data = this;
        if (!bytes.rarely() || depth == 0) schema.release = [](ArrowSchema*) {};
        if (!bytes.rarely() || depth == 0)
            array.release = [](ArrowArray* one) {
                ++static_cast<Lying*>(one->private_data)->released;
                one->release = nullptr;
            };
    }
    Lying(const Lying&) = delete;
    Lying& operator=(const Lying&) = delete;
};

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
        // A second line keeps the reader of units from taking an array for several units.
        const std::string two = lines[number - 1] + "\n{\"id\":\"\"}";
        bool first = true;
        zi::read_units(*model(), two, limits, [&](zi::Result<zi::Unit> unit) {
            if (!first) return true;
            first = false;
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
