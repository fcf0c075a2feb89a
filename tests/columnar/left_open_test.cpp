// Values of Arrow arrays that are wrong and left open: as those of CSV are, and told alike.
#include "columnar/arrow_arrays.hpp"
#include "zi/load.hpp"
#include "zi/read_columns.hpp"
#include "text_source.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace zi {

namespace {

using columnar_test::Arrays;
using Cells = std::vector<std::optional<std::string>>;

const std::shared_ptr<const Model>& clinic() {
    static const Loaded loaded = load_text("rules.zi", R"(
regulation klinik "Penilaian klinik"
level bagian "Bagian"
scale abc { A = 1 B = 0.5 C = 0 }
scale indeks number 0 .. 4 step 0.01 { value / 4 }
grades opini { TMP < WDP < WTP }
assessor TPI "Penilai internal"
evidence sk "Surat keputusan"
fact unit.aktif boolean "Aktif" default yes
fact unit.opini opini "Opini"
fact unit.berdiri date "Berdiri" default never
fact unit.pegawai count "Pegawai"
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
  total >= 15
  unit.aktif = yes
  unit.opini >= WDP
}
)");
    if (!loaded) ADD_FAILURE() << loaded.text(Language::english);
    return loaded.model;
}

struct Named {
    std::string name;
    std::vector<std::string> cells;  ///< those that there may be
    bool assessed = false;
};
const std::vector<Named> named{{"A.a", {"A", "b", "C", "Z", "-", ""}},
                               {"A.b", {"3.59", "4", "4.01", "lima", "3,5", ""}},
                               {"A.c/hadir", {"1", "2", "tiga", "-1", ""}},
                               {"A.c/absen", {"0", "5", "1.5", ""}},
                               {"A.c/semua", {"3", "7", "x", "", "", ""}},
                               {"unit.aktif", {"ya", "tidak", "mungkin", "1", ""}},
                               {"unit.opini", {"WTP", "wdp", "WDB", ""}},
                               {"unit.berdiri", {"2024-08-01", "never", "kemarin", "45000", ""}},
                               {"unit.pegawai", {"12", "0", "-3", "1.000", ""}},
                               {"A.a", {"B", "x", "", ""}, true},
                               {"A.b", {"1", "5", "", ""}, true},
                               {"A.c/hadir", {"4", "y", "", ""}, true},
                               {"A.c/semua", {"4", "2", "", ""}, true}};

Diagnostics sorted(Diagnostics told) {
    std::ranges::sort(told, {}, [](const Diagnostic& one) { return one.unit + " " + message(one, Language::english); });
    return told;
}

/// The array of these cells: texts, or dictionaries of them.
Result<Columns> from_array(const std::vector<Cells>& cells, bool dictionaries, const std::function<void(Diagnostic)>& open) {
    Arrays arrays;
    std::vector<Arrays::Pair*> own, tpi;
    const auto rows = static_cast<std::int64_t>(cells.front().size());
    for (std::size_t i = 0; i < named.size(); ++i) {
        Arrays::Pair* column = nullptr;
        if (dictionaries) {
            std::vector<std::optional<std::uint8_t>> places;
            Cells words;
            for (const auto& cell : cells[i]) {
                places.push_back(static_cast<std::uint8_t>(words.size()));
                if (std::ranges::find(words, cell) == words.end()) words.push_back(cell);
                places.back() = static_cast<std::uint8_t>(std::ranges::find(words, cell) - words.begin());
            }
            column = &arrays.dictionary(arrays.numbers<std::uint8_t>(named[i].name, "C", places), arrays.texts("", words));
        } else {
            column = &arrays.texts(named[i].name, cells[i]);
        }
        (named[i].assessed ? tpi : own).push_back(column);
    }
    own.push_back(&arrays.structure("TPI", rows, tpi));
    auto& units = arrays.structure("", rows, own);
    return import_columns(clinic(), units.schema, &units.array, {}, open);
}

TEST(LeftOpen, ArraysAreReadAsCsvIs) {
    std::mt19937 chance(16);
    constexpr std::size_t rows = 2000;
    std::vector<Cells> cells;
    for (const Named& one : named) {
        Cells& column = cells.emplace_back();
        for (std::size_t row = 0; row < rows; ++row) column.push_back(one.cells[chance() % one.cells.size()]);
    }
    std::string csv = "id";
    for (const Named& one : named) csv += (one.assessed ? ",TPI:" : ",") + one.name;
    for (std::size_t row = 0; row < rows; ++row) {
        csv += "\n#" + std::to_string(row + 1);
        for (const Cells& column : cells) csv += ",\"" + *column[row] + "\"";
    }
    std::optional<Columns> wanted;
    Diagnostics remarks;
    ColumnsSink sink;
    sink.batch = [&](ColumnsBatch batch) {
        wanted = std::move(batch.columns);
        for (auto& one : batch.remarks)
            for (Diagnostic& each : one.diagnostics) remarks.push_back(std::move(each));
        return true;
    };
    sink.refused = [](const RefusedRow& row) {
        ADD_FAILURE() << message(row.diagnostics.front(), Language::english);
        return false;
    };
    ReadColumnsOptions options;
    options.batch_rows = rows;
    options.bad_values = BadValues::leave_open;
    const std::string text = csv + "\n";
    read_columns_csv(clinic(), test::text_source(text), {}, sink, options);
    ASSERT_TRUE(wanted);
    remarks = sorted(std::move(remarks));
    for (const bool dictionaries : {false, true}) {
        Diagnostics told;
        const auto found = from_array(cells, dictionaries, [&](Diagnostic one) { told.push_back(std::move(one)); });
        ASSERT_TRUE(found) << message(found.diagnostics().front(), Language::english);
        for (std::size_t row = 0; row < rows; ++row) {
            EXPECT_EQ(found->unit(row).answers, wanted->unit(row).answers) << row;
            EXPECT_EQ(found->unit(row).facts, wanted->unit(row).facts) << row;
            EXPECT_EQ(assess_row(*found, row, *Date::parse("2026-01-01")),
                      assess_row(*wanted, row, *Date::parse("2026-01-01")));
        }
        told = sorted(std::move(told));
        ASSERT_EQ(told.size(), remarks.size());
        for (std::size_t i = 0; i < told.size(); ++i) {
            EXPECT_EQ(message(told[i], Language::english), message(remarks[i], Language::english));
            EXPECT_EQ(told[i].unit, remarks[i].unit);
            EXPECT_EQ(told[i].row.value_or(0), std::stoul(told[i].unit.substr(1)));
        }
    }
    const auto refused = from_array(cells, false, {});  // without: all of it
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.diagnostics().size(), Limits{}.errors + 1);
}

/// Numbers that are read where they lie are copied where one is wrong.
TEST(LeftOpen, WrongPlacesNumbersAndDaysToo) {
    for (const bool wrong : {false, true}) {
        Arrays arrays;
        const std::uint8_t place = wrong ? 3 : 2;
        auto& units = arrays.structure(
            "", 3,
            {&arrays.numbers<std::uint8_t>("A.a", "C", {std::uint8_t{0}, place, std::nullopt}),
             &arrays.numbers<std::int32_t>("A.b", "i", {3, wrong ? 5 : 4, std::nullopt}),
             &arrays.numbers<double>("unit.pegawai", "g", {12.0, wrong ? 1.5 : 1.0, std::nullopt}),
             &arrays.numbers<std::int64_t>("unit.berdiri", "tss:", {0, wrong ? 86'401 : 86'400, std::nullopt})});
        Diagnostics told;
        const auto columns =
            import_columns(clinic(), units.schema, &units.array, {}, [&](Diagnostic one) { told.push_back(std::move(one)); });
        ASSERT_TRUE(columns);
        EXPECT_EQ(told.size(), wrong ? 4u : 0u);
        for (const Diagnostic& one : told) EXPECT_EQ(one.unit, "#2");
        const Unit unit = columns->unit(1);
        EXPECT_EQ(std::holds_alternative<std::monostate>(unit.answers[QuestionIndex{0}]), wrong);
        EXPECT_EQ(std::holds_alternative<std::monostate>(unit.answers[QuestionIndex{1}]), wrong);
        EXPECT_EQ(std::holds_alternative<Member>(columns->unit(0).answers[QuestionIndex{0}]), true);
    }
}

/// Names, evidence and the array itself.
TEST(LeftOpen, OtherProblemsRefuseTheArray) {
    const auto refused = [](auto make) {
        Arrays arrays;
        auto& units = arrays.structure("", 1, {&make(arrays)});
        return !import_columns(clinic(), units.schema, &units.array, {}, [](const Diagnostic&) { ADD_FAILURE(); });
    };
    EXPECT_TRUE(refused([](Arrays& a) -> Arrays::Pair& { return a.texts("A.x", {"A"}); }));
    EXPECT_TRUE(refused([](Arrays& a) -> Arrays::Pair& { return a.texts("A.a#sk", {"barangkali"}); }));
    EXPECT_TRUE(refused([](Arrays& a) -> Arrays::Pair& { return a.texts("evidence", {"barangkali"}); }));
    EXPECT_TRUE(refused([](Arrays& a) -> Arrays::Pair& { return a.texts("A.a", {"\xFF"}); }));
    EXPECT_TRUE(refused([](Arrays& a) -> Arrays::Pair& { return a.flags("A.b", {true}); }));
    EXPECT_TRUE(refused([](Arrays& a) -> Arrays::Pair& {
        return a.dictionary(a.numbers<std::uint8_t>("A.a", "C", {std::uint8_t{1}}), a.texts("", {"A"}));
    }));
}

}  // namespace
}  // namespace zi
