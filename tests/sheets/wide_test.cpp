// Tables with a line for each unit are read in several ways: plain lines as they stand, plain cells, cells of which something
// is to be said; as units and as columns; at once and as they come. They say the same.
#include "archive.hpp"

#include "zi/load.hpp"
#include "zi/sheets.hpp"

#include "random.hpp"
#include "text_source.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

namespace zi::wide_test {
namespace {

using test::Random;
using Rows = std::vector<std::vector<std::string>>;

const Date day = *Date::parse("2026-05-31");

std::shared_ptr<const Model> rules() {
    static const Loaded loaded = load_text("wide.zi", R"(regulation wide "Contoh"
level part "Bagian"
assessor TPI "Tim Penilai Internal"
assessor TPN "Tim Penilai Nasional"
choice kind "Jenis" { KL, PEMDA, KABUPATEN_KOTA }
fact office.kind kind "Jenis kantor"
fact office.since date "Sejak"
fact office.open boolean "Buka"
fact office.done number 0 .. 100 "Selesai"
fact office.size count "Pegawai"
scale three "Tiga pilihan" { A = 1 B = 0.5 C = 0 }
scale words "Kata" { Ya = 1 Belum = 0 }
scale index number 0 .. 4 { value / 4 }
scale large number 0 .. 5000 { value / 5000 }
worksheet "Nilai" 10 {
  part 1 "Dokumen" 5 {
    question a as plan three "Rencana kerja"
    question b words "Tim dibentuk"
  }
  part 2 "Hasil" 5 {
    question a index "Survei" 2
    question b ratio "Pengaduan selesai" 1 {
      input received "Diterima" = letters + visits
      input letters "Surat"
      input visits "Kunjungan"
      input settled "Selesai" <= received
      when received = 0 then open
      value settled / received
    }
    question c large "Anggaran" 2
  }
}
)");
    EXPECT_TRUE(loaded) << loaded.text(Language::english);
    return loaded.model;
}

std::string text_of(const Diagnostics& problems) {
    std::string text;
    for (const Diagnostic& one : problems)
        text += "\n  " + code_name(one.code) + " " + one.cell + " " + one.unit + " " + one.path + " " +
                message(one, Language::english);
    return text;
}

struct Value {
    std::string operator()(std::monostate) const { return "_"; }
    std::string operator()(Refused) const { return "?"; }
    std::string operator()(bool flag) const { return flag ? "yes" : "no"; }
    std::string operator()(Member member) const { return "#" + std::to_string(member.value); }
    std::string operator()(Date date) const { return date.iso(); }
    std::string operator()(const Rational& number) const { return number.fraction(); }
    std::string operator()(const Counts& counts) const {
        std::string text = "(";
        for (const auto& one : counts.values) text += (one ? one->fraction() : "_") + " ";
        return text + ")";
    }
};

template <class Values>
std::string values(const Values& all) {
    std::string text;
    for (const auto& one : all) text += " " + std::visit(Value(), one);
    return text;
}

/// Nothing of it is left out.
std::string text_of(const Result<Unit>& unit) {
    if (!unit) return "refused" + text_of(unit.diagnostics());
    std::string text = unit->id + "|" + unit->name + ":" + values(unit->answers);
    for (const auto& answers : unit->assessed) text += " /" + values(answers);
    return text + " ;" + values(unit->facts) + text_of(unit->remarks);
}

SheetOptions options_for(BadValues bad_values) {
    SheetOptions options;
    options.file_name = "sintetis.csv";
    options.as_of = day;
    options.bad_values = bad_values;
    return options;
}

std::vector<std::string> as_units(const std::string& bytes, BadValues bad_values, std::size_t piece = 0) {
    std::vector<std::string> all;
    const UnitSink sink = [&](const Result<Unit>& unit) { return all.push_back(text_of(unit)), true; };
    if (piece == 0)
        read_sheet(*rules(), bytes, options_for(bad_values), sink);
    else
        read_sheet(*rules(), test::text_source(bytes, piece), options_for(bad_values), sink);
    return all;
}

/// The same, of units as their answers count.
std::vector<std::string> as_counted(const std::string& bytes, BadValues bad_values) {
    std::vector<std::string> all;
    read_sheet(*rules(), bytes, options_for(bad_values), [&](Result<Unit> unit) {
        if (unit) {
            ColumnsBuilder builder(rules(), day);
            builder.append(*unit);
            Unit alone = builder.finish().unit(0);
            alone.id = unit->id;
            alone.name = unit->name;
            alone.remarks = unit->remarks;
            unit = std::move(alone);
        }
        return all.push_back(text_of(unit)), true;
    });
    return all;
}

std::vector<std::string> as_columns(const std::string& bytes, BadValues bad_values, std::size_t batch, std::size_t piece) {
    // Units come in batches, what is refused at once: put in order by their lines.
    std::vector<std::pair<std::uint64_t, std::string>> lines;
    std::uint64_t last = 0;
    ColumnsSink sink;
    sink.batch = [&](const ColumnsBatch& rows) {
        EXPECT_LE(rows.columns.rows(), batch);
        auto remarks = rows.remarks.begin();
        for (std::size_t row = 0; row < rows.columns.rows(); ++row) {
            Unit unit = rows.columns.unit(row);
            unit.id = rows.ids[row];
            unit.name = rows.names[row];
            if (remarks != rows.remarks.end() && remarks->row == row) unit.remarks = remarks++->diagnostics;
            lines.emplace_back(rows.lines[row], text_of(unit));
        }
        return true;
    };
    sink.refused = [&](const RefusedRow& row) {
        last = std::max(last, row.line);
        lines.emplace_back(row.line == 0 ? ~std::uint64_t{0} : row.line, text_of(Result<Unit>(row.diagnostics)));
        return true;
    };
    read_sheet_columns(rules(), test::text_source(bytes, piece), options_for(bad_values), sink, batch);
    std::ranges::stable_sort(lines, {}, &std::pair<std::uint64_t, std::string>::first);
    std::vector<std::string> all;
    for (auto& [line, text] : lines) all.push_back(std::move(text));
    return all;
}

// ---- Random tables ---------------------------------------------------------------------------------------------------

const std::vector<std::string> heads{
    "id",          "1.a",          "plan_",       "2.a",         "2.b/received",    "2.b/letters",
    "2.b/visits",  "2.b/settled",  "TPI:1.a",     "TPN:1.a",     "TPN:2.b/settled", "TPI:2.a",
    "office.kind", "office.since", "office.open", "office.done", "office.size",     "1.b",
    "nama",        "2.c",          "TPN:2.c"};

std::string cell_for(const std::string& head, Random& random, std::uint64_t odd) {
    const auto one_of = [&](std::initializer_list<const char*> words) {
        return std::string(words.begin()[random.below(words.size())]);
    };
    if (random.likely(15)) return "";
    if (random.likely(odd))
        return one_of({"-",
                       " ",
                       "\xC2\xA0",
                       "#N/A",
                       "x",
                       "TRUE",
                       "1.000",
                       "3,875",
                       "1.250",
                       "0.125",
                       "95 %",
                       "95%",
                       "1e3",
                       "+5",
                       "05",
                       "7,0",
                       "7.0",
                       " B ",
                       "a",
                       "ya",
                       "Belum Diisi",
                       "4/5/2024",
                       "25/12/2024",
                       "never",
                       "45691",
                       "1/2",
                       "999999999999999999999",
                       "0.1234567890123456789",
                       "tidak",
                       "kabupaten_kota",
                       "\"",
                       "A\"B",
                       "\xE2\x80\x94",
                       "3.14159",
                       "0",
                       "-1",
                       "1000000000001"});
    const std::string plain = head.substr(head.find(':') == head.npos ? 0 : head.find(':') + 1);
    if (plain == "1.a") return one_of({"A", "B", "C"});
    if (plain == "1.b") return one_of({"Ya", "Belum"});
    if (plain == "2.a") return one_of({"3.5", "4", "0", "3.25", "1,75", "2.5", "0.5"});
    if (plain == "2.c") return one_of({"4000", "0", "12.5", "7,25"});
    if (plain == "office.kind") return one_of({"KL", "PEMDA", "KABUPATEN_KOTA"});
    if (plain == "office.since") return one_of({"2024-03-01", "1999-12-31"});
    if (plain == "office.open") return one_of({"ya", "tidak", "TRUE", "false"});
    if (plain == "office.done") return one_of({"95", "90.5", "100", "0"});
    if (plain == "nama") return one_of({"Kantor", "Kantor A & B", "\xC3\x89t\xC3\xA9"});
    if (plain == "2.b/received") return random.likely(70) ? "" : std::to_string(random.below(30));
    return std::to_string(random.below(12));
}

Rows random_rows(Random& random, std::size_t count, std::uint64_t odd) {
    Rows rows;
    std::vector<std::string> row;
    std::vector<std::size_t> places;
    for (std::size_t i = 1; i < heads.size(); ++i)
        if (random.likely(80)) places.push_back(i);
    for (std::size_t i = places.size(); i > 1; --i) std::swap(places[i - 1], places[random.below(i)]);
    places.insert(places.begin() + static_cast<std::ptrdiff_t>(random.below(places.size() + 1)), 0);
    for (const std::size_t place : places) row.push_back(heads[place] == "plan_" ? "keterangan" : heads[place]);
    if (random.likely(70)) std::erase(row, "keterangan");
    rows.push_back(row);
    for (std::size_t u = 0; u < count; ++u) {
        row.clear();
        for (const std::string& head : rows.front())
            if (head == "id")
                row.push_back(random.likely(odd) ? (random.likely(50) ? "" : "sintetis-0") : "sintetis-" + std::to_string(u));
            else
                row.push_back(random.likely(odd) && random.likely(20) ? "" : cell_for(head, random, odd));
        if (random.likely(2)) row.assign(row.size(), "");
        rows.push_back(row);
    }
    return rows;
}

struct Spelling {
    char separator;
    const char* line_break;
    std::uint64_t quoted;  ///< per cent of cells that need no quotes
};

std::string csv(const Rows& rows, const Spelling& spelling, Random& random) {
    std::string text;
    for (const auto& row : rows) {
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (i > 0) text += spelling.separator;
            const std::string& cell = row[i];
            const bool must = cell.starts_with('"') || cell.find(spelling.separator) != cell.npos;
            if (!must && !random.likely(spelling.quoted)) {
                text += cell;
                continue;
            }
            text += '"';
            for (const char c : cell) text.append(c == '"' ? 2 : 1, c);
            text += '"';
        }
        text += spelling.line_break;
    }
    return text;
}

/// The same rows with a column for what a ratio comes to, in which a dash says nothing: no row is plain then.
Rows not_plain(Rows rows) {
    for (auto& row : rows) {
        const bool blank = std::ranges::all_of(row, [](const std::string& cell) { return cell.empty(); });
        row.push_back(&row == &rows.front() ? "2.b" : blank ? "" : "-");
    }
    return rows;
}

TEST(Wide, AllWaysToReadATableSayTheSame) {
    constexpr Spelling spellings[] = {{';', "\n", 0}, {',', "\r\n", 0}, {'\t', "\n", 5}, {';', "\r\n", 100}, {'\t', "\r", 0}};
    std::size_t plain = 0, refused = 0;
    for (std::uint64_t seed = 0; seed < 120; ++seed) {
        Random random(seed);
        const BadValues bad_values = random.likely(50) ? BadValues::leave_open : BadValues::refuse_unit;
        const Rows rows = random_rows(random, 30, seed % 3 * 4);
        const Spelling& spelling = spellings[random.below(std::size(spellings))];
        const std::string text = csv(rows, spelling, random);
        const auto found = as_units(text, bad_values);
        EXPECT_EQ(found, as_units(csv(not_plain(rows), spelling, random), bad_values)) << text;
        EXPECT_EQ(as_counted(text, bad_values), as_columns(text, bad_values, 7, 1'000)) << text;
        for (const std::string& one : found) (one.starts_with("refused") ? refused : plain) += 1;
    }
    EXPECT_GT(plain, 1'000u);
    EXPECT_GT(refused, 100u);
}

/// Long enough to come piece by piece, with pieces that end anywhere.
TEST(Wide, AsItComes) {
    for (const std::uint64_t odd : {0u, 2u}) {
        Random random(7 + odd);
        Rows rows = random_rows(random, 6'000, odd);
        rows[3'000][0] = rows[3'000][0].empty() ? "" : std::string(200'000, ' ') + rows[3'000][0];
        const std::string text = csv(rows, {';', "\r\n", odd}, random);
        ASSERT_GT(text.size(), std::size_t{1} << 18);
        const auto found = as_units(text, BadValues::leave_open);
        for (const std::size_t piece : {std::size_t{997}, std::size_t{1} << 17, std::string::npos})
            EXPECT_TRUE(found == as_units(text, BadValues::leave_open, piece)) << odd << " " << piece;
        EXPECT_TRUE(as_counted(text, BadValues::leave_open) == as_columns(text, BadValues::leave_open, 1'000, 100'000)) << odd;
    }
}

std::string many(const std::string& head, const std::string& line, const std::string& last) {
    std::string text = head + "\n";
    for (int i = 0; i < 20'000; ++i) text += "sintetis-" + std::to_string(i) + line + "\n";
    return text + last;
}

/// What is wrong with a line of a stream is told at that line.
TEST(Wide, WhatIsWrongFurtherDown) {
    const auto last = [](const std::string& text) {
        const auto found = as_units(text, BadValues::refuse_unit, 5'000);
        return std::to_string(found.size()) + " " + found.back().substr(0, found.back().find("  ", 12));
    };
    EXPECT_EQ(last(many("id;1.a", ";A", "x;Andr\xE9\n")), "20001 refused\n  ZI0953 A20002");
    EXPECT_EQ(last(many("id;1.a", ";A", "x;\"A\n")), "20001 refused\n  ZI0909 A20002");
    EXPECT_EQ(last(many("id;1.a", ";A", "sintetis-7;A\n")), "20001 refused\n  ZI0815 A20002 sintetis-7");
    EXPECT_EQ(last(many("id;1.a", ";A", "x;D")), "20001 refused\n  ZI0807 B20002 x /answers/1.a `D` is not one of the choices");
    EXPECT_EQ(last(many("id;1.a", ";A", "x;" + std::string(5u << 20, 'A'))), "20001 refused\n  ZI0816");
}

/// Other tables and workbooks become columns too.
TEST(Wide, WhateverTheFormOfATable) {
    using namespace sheets_test;
    const std::string lines = "unit;pertanyaan;jawaban;penilai\nu;1.a;A;\nu;1.a;C;TPI\nv;2.a;3,5;\n";
    EXPECT_EQ(as_columns(lines, BadValues::refuse_unit, 10, 100), as_counted(lines, BadValues::refuse_unit));
    // Of any length, as long as it has to be read whole.
    std::string long_lines = "unit;pertanyaan;jawaban;catatan\n";
    for (int i = 0; i < 12; ++i) long_lines += "u" + std::to_string(i) + ";1.a;B;" + std::string(500'000, 'x') + "\n";
    EXPECT_TRUE(as_units(long_lines, BadValues::refuse_unit, 100'000) == as_units(long_lines, BadValues::refuse_unit));
    EXPECT_EQ(as_units(long_lines, BadValues::refuse_unit, 100'000).size(), 12u);
    const std::string book =
        zip(workbook(sheet("<row><c t='str'><v>id</v></c><c t='str'><v>1.a</v></c><c t='str'><v>2.a</v></c></row>"
                           "<row><c><v>17</v></c><c t='str'><v>A</v></c><c><v>3.6199999999999997</v></c></row>"
                           "<row><c><v>18</v></c><c t='str'><v>B</v></c><c><v>3.875</v></c></row>"
                           "<row><c><v>19</v></c><c t='str'><v>Z</v></c><c><v>3</v></c></row>")));
    const auto found = as_columns(book, BadValues::leave_open, 10, 100);
    ASSERT_EQ(found.size(), 3u);
    EXPECT_TRUE(found[0].starts_with("17|: #0 _ 181/50")) << found[0];
    EXPECT_TRUE(found[1].starts_with("18|: #1 _ 31/8")) << found[1];
    EXPECT_EQ(found, as_counted(book, BadValues::leave_open));
}

}  // namespace
}  // namespace zi::wide_test
