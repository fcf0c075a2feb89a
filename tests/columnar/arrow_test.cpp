// Arrow arrays in and out: each type, with and without nulls and offsets; every lie that can be seen is refused, and released
// once.
#include "columnar/arrow_arrays.hpp"
#include "zi/load.hpp"
#include "zi/report.hpp"
#include "base/wide.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <functional>

namespace zi {

namespace {

using columnar_test::Arrays;
template <class T>
using Given = std::vector<std::optional<T>>;
using Pair = Arrays::Pair;
constexpr auto null = std::nullopt;

constexpr std::string_view small_rules = R"(
regulation klinik "Penilaian klinik"
level bagian "Bagian"
scale abc { A = 1 B = 0.5 C = 0 }
scale indeks number 0 .. 4 step 0.01 { value / 4 }
grades opini { TMP < WDP < WTP }
assessor TPI "Penilai internal"
evidence sk "Surat keputusan"
fact unit.aktif boolean "Aktif"
fact unit.opini opini "Opini"
fact unit.berdiri date "Berdiri"
fact unit.pegawai count "Pegawai"
worksheet "Nilai" 30 {
  bagian A "Pelayanan" 30 {
    question a as tim abc "Tim bekerja" 10 { needs sk }
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
)";

const std::shared_ptr<const Model>& model() {
    static const Loaded loaded = load_text("rules.zi", std::string(small_rules));
    if (!loaded) ADD_FAILURE() << loaded.text(Language::english);
    return loaded.model;
}

const Date day = *Date::parse("2026-01-01");

Result<Columns> import_of(Pair& units, const Limits& limits = {}) {
    return import_columns(model(), units.schema, &units.array, limits);
}

std::string problems(const Result<Columns>& result) {
    std::string text;
    if (!result)
        for (const Diagnostic& one : result.diagnostics())
            text += fmt::format("{} {} {}: {}\n", code_name(one.code), one.unit, one.path, message(one, Language::english));
    return text;
}

/// The same units in JSON, through the reader of units.
Columns from_json(const std::string& text) {
    ColumnsBuilder builder(model(), day);
    read_units(*model(), text, {}, [&](Result<Unit> unit) {
        if (!unit)
            ADD_FAILURE() << message(unit.diagnostics().front(), Language::english);
        else
            builder.append(*unit);
        return true;
    });
    return builder.finish();
}

void expect_same(const Columns& found, const Columns& expected) {
    ASSERT_EQ(found.rows(), expected.rows());
    for (std::size_t row = 0; row < found.rows(); ++row) {
        EXPECT_EQ(found.unit(row).answers, expected.unit(row).answers) << row;
        EXPECT_EQ(found.unit(row).facts, expected.unit(row).facts) << row;
        EXPECT_EQ(assess_row(found, row, day), assess_row(expected, row, day)) << row;
    }
    const PreparedColumns prepared(model(), day, BulkOutputs::all(*model()));
    const BulkResult a = assess_columns(prepared, found), b = assess_columns(prepared, expected);
    for (std::size_t i = 0; i < a.predicates.size(); ++i) {
        EXPECT_EQ(a.predicates[i].met, b.predicates[i].met);
        EXPECT_EQ(a.predicates[i].possible, b.predicates[i].possible);
    }
    for (std::size_t i = 0; i < a.nodes.size(); ++i) {
        EXPECT_EQ(a.nodes[i].certain, b.nodes[i].certain);
        EXPECT_EQ(a.nodes[i].possible, b.nodes[i].possible);
    }
}

TEST(Arrow, ReadsCodesNumbersFlagsAndDays) {
    for (const std::size_t skip : {0u, 1u, 8u, 13u}) {
        Arrays arrays;
        Pair& units = arrays.structure(
            "", 3,
            {&arrays.texts("id", {"x", "y", "z"}), &arrays.numbers<std::uint8_t>("A.a", "C", {0, null, 2}, skip),
             &arrays.numbers<std::int32_t>("A.b", "i", {3, 4, null}, skip),
             &arrays.numbers<std::int64_t>("A.c/hadir", "l", {7, null, 1}, skip),
             &arrays.numbers<std::uint16_t>("A.c/absen", "S", {3, 2, 0}, skip),
             &arrays.flags("unit.aktif", {true, false, null}, skip),
             &arrays.numbers<std::int8_t>("unit.opini", "c", {2, 0, null}, skip),
             &arrays.numbers<std::int32_t>("unit.berdiri", "tdD", {0, null, 2932897}, skip),
             &arrays.numbers<std::uint64_t>("unit.pegawai", "L", {12, 0, null}, skip)});
        auto columns = import_of(units);
        ASSERT_TRUE(columns) << problems(columns);
        EXPECT_EQ(units.array.release, nullptr);
        EXPECT_EQ(units.released, 0);
        expect_same(
            *columns,
            from_json(
                R"({"id":"x","answers":{"A.a":"A","A.b":3,"A.c":{"hadir":7,"absen":3}},"facts":{"unit":{"aktif":true,"opini":"WTP","berdiri":"1970-01-01","pegawai":12}}}
{"id":"y","answers":{"A.b":4,"A.c":{"absen":2}},"facts":{"unit":{"aktif":false,"opini":"TMP","pegawai":0}}}
{"id":"z","answers":{"A.a":"C","A.c":{"hadir":1,"absen":0}},"facts":{"unit":{"berdiri":"never"}}})"));
        columns = Diagnostic{};
        EXPECT_EQ(units.released, 1);
    }
}

TEST(Arrow, ReadsDaysHoweverTheyCome) {
    // The day before 1970, a day, none, and never; some beside a dictionary's word that nobody uses.
    const Given<std::string> days{"1969-12-31", "2024-08-01", null, "never", "kapan-kapan"},
        column{days.begin(), days.end() - 1};
    const std::vector<std::int64_t> ticks{-1, 19'936, 0, 2'932'897};
    const auto moments = [&](std::int64_t second) {
        Given<std::int64_t> made;
        for (const std::int64_t day_number : ticks) made.emplace_back(day_number * 86'400 * second);
        made[2] = null;
        return made;
    };
    const auto expected = from_json(R"({"id":"a","facts":{"unit.berdiri":"1969-12-31"}}
{"id":"b","facts":{"unit.berdiri":"2024-08-01"}}
{"id":"c"}
{"id":"d","facts":{"unit.berdiri":"never"}})");
    for (const std::size_t skip : {0u, 3u}) {
        Arrays a;
        for (Pair* days_of_units :
             {&a.texts("unit.berdiri", column), &a.views("unit.berdiri", column),
              &a.dictionary(a.numbers<std::uint8_t>("unit.berdiri", "C", {0, 1, null, 3}, skip), a.texts("", days)),
              &a.numbers<std::int64_t>("unit.berdiri", "tdm", moments(1'000), skip),
              &a.numbers<std::int64_t>("unit.berdiri", "tss:", moments(1), skip),
              &a.numbers<std::int64_t>("unit.berdiri", "tsu:", moments(1'000'000), skip)}) {
            SCOPED_TRACE(days_of_units->format);
            const auto columns = import_of(a.structure("", 4, {days_of_units}));
            ASSERT_TRUE(columns) << problems(columns);
            expect_same(*columns, expected);
        }
        const auto late =
            import_of(a.structure("", 1, {&a.numbers<std::int64_t>("unit.berdiri", "tsm:", {-36'000'500}, skip)}));
        ASSERT_FALSE(late);
        EXPECT_EQ(late.diagnostics().front().args.front(), "1969-12-31T13:59:59.500");
    }
}

TEST(Arrow, ReadsTextsDictionariesAndDecimals) {
    __extension__ using Int128 = __int128;
    for (const auto& [wide, views] : {std::pair(false, false), {true, false}, {false, true}}) {
        Arrays arrays;
        const Given<std::string> keys{"C", "A", null, "tidak dipakai"}, opinions{"WTP", null, "WDP", "TMP"};
        Pair& words = views ? arrays.views("", keys) : arrays.texts("", keys);
        Pair& answers = wide ? arrays.numbers<std::int64_t>("tim", "l", {1, 0, 2, null})
                             : arrays.numbers<std::int8_t>("tim", "c", {1, 0, 2, null});
        Pair& units = arrays.structure(
            "", 4,
            {&arrays.dictionary(answers, words),
             views ? &arrays.views("unit.opini", opinions) : &arrays.texts<std::int64_t>("unit.opini", opinions),
             &arrays.numbers<Int128>("A.b", "d:38,10", {Int128{35'900'000'000}, null, Int128{40'000'000'000}, Int128{0}})});
        auto columns = import_of(units);
        ASSERT_TRUE(columns) << problems(columns);
        expect_same(*columns, from_json(R"({"id":"1","answers":{"A.a":"A","A.b":3.59},"facts":{"unit.opini":"WTP"}}
{"id":"2","answers":{"A.a":"C"}}
{"id":"3","answers":{"A.b":4},"facts":{"unit.opini":"WDP"}}
{"id":"4","answers":{"A.b":0},"facts":{"unit.opini":"TMP"}})"));
        // All was copied, so nobody looks into the array any more.
        EXPECT_EQ(units.released, 1);
    }
}

TEST(Arrow, ReadsFloatsByTheirShortestDecimal) {
    Arrays arrays;
    Pair& units = arrays.structure("", 4,
                                   {&arrays.numbers<double>("A.b", "g", {3.59, 0.1, null, 4.0}, 3),
                                    &arrays.numbers<float>("A.c/hadir", "f", {7.0F, 0.0F, null, 1e6F}),
                                    &arrays.numbers<double>("unit.pegawai", "g", {12.0, null, 0.0, 1e11})});
    const auto columns = import_of(units);
    ASSERT_TRUE(columns) << problems(columns);
    expect_same(*columns, from_json(R"({"id":"1","answers":{"A.b":3.59,"A.c":{"hadir":7}},"facts":{"unit.pegawai":12}}
{"id":"2","answers":{"A.b":0.1,"A.c":{"hadir":0}}}
{"id":"3","facts":{"unit.pegawai":0}}
{"id":"4","answers":{"A.b":4,"A.c":{"hadir":1000000}},"facts":{"unit.pegawai":100000000000}})"));
}

/// Tables of texts alone, as CSV and databases give them: every text is what a cell of CSV says.
TEST(Arrow, ReadsTextsOfEveryField) {
    const Given<std::string> index{"3.59", " 0,1", null, ""}, there{"7", "0", null, "\u00a0"}, absent{"3", "1", "0", null},
        active{"ya", "FALSE", null, " "}, staff{"12", null, "", "100000000000"}, day_of{"2024-08-01", null, "never", ""};
    const auto expected = from_json(
        R"({"id":"1","answers":{"A.a":"A","A.b":3.59,"A.c":{"hadir":7,"absen":3}},"facts":{"unit.aktif":true,"unit.pegawai":12,"unit.berdiri":"2024-08-01"}}
{"id":"2","answers":{"A.c":{"hadir":0,"absen":1}},"facts":{"unit.aktif":false}}
{"id":"3","answers":{"A.a":"B","A.c":{"absen":0}},"facts":{"unit.berdiri":"never"}}
{"id":"4","facts":{"unit.pegawai":100000000000}})");
    enum { narrow, wide, views, categories };
    for (const int kind : {narrow, wide, views, categories}) {
        Arrays a;
        const auto column = [&](const char* name, const Given<std::string>& texts) -> Pair* {
            if (kind == wide) return &a.texts<std::int64_t>(name, texts);
            if (kind == views) return &a.views(name, texts);
            if (kind == narrow) return &a.texts(name, texts);
            return &a.dictionary(
                a.numbers<std::int16_t>(name, "s", {std::int16_t{0}, std::int16_t{1}, std::int16_t{2}, std::int16_t{3}}),
                a.texts("", texts));
        };
        Given<std::string> good = index;
        good[1] = null;
        const auto columns = import_of(a.structure(
            "", 4,
            {column("tim", {"A", null, "b", ""}), column("A.b", good), column("A.c/hadir", there), column("A.c/absen", absent),
             column("unit.aktif", active), column("unit.pegawai", staff), column("unit.berdiri", day_of)}));
        ASSERT_TRUE(columns) << problems(columns);
        expect_same(*columns, expected);
        const auto comma = import_of(a.structure("", 4, {column("A.b", index), column("A.c/hadir", {"1.000", "x", "-", "5"})}));
        EXPECT_EQ(problems(comma),
                  "ZI0808 #2 /A.b: ` 0,1` cannot be read as a number\n"
                  "ZI0811 #1 /A.c~1hadir: 1.000 is not a count\nZI0811 #2 /A.c~1hadir: x is not a count\n"
                  "ZI0840 #3 /A.c~1hadir: `-` may mean not answered, and may mean nought\n");
    }
}

TEST(Arrow, DocumentsInWordsCarryAnswers) {
    Arrays a;
    const auto columns = import_of(a.structure("", 3,
                                               {&a.texts("A.a", {"A", "A", "A"}), &a.texts("evidence", {"ya", "TRUE", ""}),
                                                &a.texts("A.a#sk", {"true", "tidak", null})}));
    ASSERT_TRUE(columns) << problems(columns);
    EXPECT_EQ(assess_row(*columns, 0, day).questions[0].certain, Rational(1));
    EXPECT_EQ(assess_row(*columns, 1, day).questions[0].possible, Rational(0));
    EXPECT_EQ(assess_row(*columns, 2, day).questions[0].certain, Rational(1));
    EXPECT_EQ(problems(import_of(a.structure("", 1, {&a.texts("A.a#sk", {"ada"})}))),
              "ZI0802 #1 /A.a#sk: expected true or false here, found a string\n");
}

/// A cell that is missing is an answer that is not given, whatever type a program gives a column for its sake.
TEST(Arrow, MissingCellsAreNotGiven) {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    Arrays a;
    const auto columns = import_of(a.structure(
        "", 2,
        {&a.numbers<double>("A.a", "g", {nan, null}), &a.numbers<double>("A.b", "g", {3.59, nan}),
         &a.numbers<float>("A.c/hadir", "f", {std::numeric_limits<float>::quiet_NaN(), 5.0F}),
         &a.numbers<double>("unit.aktif", "g", {nan, nan}), &a.numbers<std::int64_t>("unit.berdiri", "l", {null, null})}));
    ASSERT_TRUE(columns) << problems(columns);
    expect_same(*columns, from_json(R"({"id":"1","answers":{"A.b":3.59}}
{"id":"2","answers":{"A.c":{"hadir":5}}})"));
}

TEST(Arrow, TellsColumnsAndRowsInWords) {
    Arrays a;
    const auto columns = import_of(
        a.structure("", 3,
                    {&a.numbers<std::int64_t>("A.a", "l", {0, 1, 2}), &a.texts("A.b", {"3.59", "4.01", null}),
                     &a.texts("A.c", {"", "", ""}), &a.texts("opini", {"", "", ""}),
                     &a.structure("TPI", 3, {&a.texts("A.c", {"", "", ""}), &a.texts("A.c/hadir", {"1", "2", "tiga"})})}));
    ASSERT_FALSE(columns);
    std::string told;
    for (const Diagnostic& one : columns.diagnostics()) told += render(one, SourceSet(), Language::indonesian);
    const std::string list =
        "; daftarnya: `rules.columns()` di Python, `Columns` di Go, `zi_rules_columns` di C, `columns_json` di C++\n";
    EXPECT_EQ(
        told,
        "galat[ZI0904]: kolom ini berisi bilangan bulat (int64), yang tidak cocok untuknya\n  --> kolom A.a\n"
        "  = bantuan: yang cocok: teks dengan nama pilihannya, atau tempatnya sebagai uint8 (0 yang pertama)\n"
        "galat[ZI0809]: 4.01 di luar rentang 0 .. 4\n  --> kolom A.b, baris 2\n"
        "galat[ZI0901]: kolom `A.c` tidak dikenal\n  --> kolom A.c\n"
        "  = bantuan: nama kolom adalah id pertanyaan, isian, dokumen atau fakta; yang diisi pada pertanyaan ini: "
        "`A.c/hadir`, `A.c/absen`, `A.c/semua`" +
            list +
            "galat[ZI0901]: kolom `opini` tidak dikenal\n  --> kolom opini\n"
            "  = bantuan: nama kolom adalah id pertanyaan, isian, dokumen atau fakta" +
            list +
            "galat[ZI0901]: kolom `A.c` tidak dikenal\n  --> kolom TPI:A.c\n"
            "  = bantuan: nama kolom adalah id pertanyaan, isian, dokumen atau fakta; yang diisi pada pertanyaan ini: "
            "`A.c/hadir`, `A.c/absen`, `A.c/semua`" +
            list +
            "galat[ZI0811]: tiga bukan jumlah\n  --> kolom TPI:A.c/hadir, baris 3\n"
            "  = bantuan: jumlah adalah bilangan bulat dari 0 sampai 1000000000000, ditulis dengan angka saja: 1000, bukan "
            "1.000\n");
}

TEST(Arrow, TheLastAssessorCountsAndTotalsAreDerived) {
    Arrays arrays;
    Pair& tpi = arrays.structure("TPI", 3,
                                 {&arrays.numbers<std::uint8_t>("A.a", "C", {null, 2, 1}),
                                  &arrays.numbers<std::uint8_t>("A.c/semua", "C", {9, null, null})});
    Pair& units = arrays.structure(
        "", 3,
        {&arrays.numbers<std::uint8_t>("A.a", "C", {0, 0, null}), &arrays.numbers<std::uint8_t>("A.c/hadir", "C", {1, 2, 3}),
         &arrays.numbers<std::uint8_t>("A.c/absen", "C", {1, 2, null}), &tpi});
    const auto columns = import_of(units);
    ASSERT_TRUE(columns) << problems(columns);
    expect_same(*columns,
                from_json(R"({"id":"1","answers":{"A.a":"A","A.c":{"hadir":1,"absen":1}},"assessed":{"TPI":{"A.c":{"semua":9}}}}
{"id":"2","answers":{"A.a":"A","A.c":{"hadir":2,"absen":2}},"assessed":{"TPI":{"A.a":"C"}}}
{"id":"3","answers":{"A.c":{"hadir":3}},"assessed":{"TPI":{"A.a":"B"}}})"));
}

TEST(Arrow, NullStructsKnowNothingAndOffsetsAdd) {
    Arrays arrays;
    Pair& child = arrays.numbers<std::uint8_t>("A.a", "C", {0, 1, 200, 0}, 3);
    Pair& units = arrays.structure("", 3, {&child});
    units.buffers.clear();
    units.pointers.clear();
    arrays.with(units, {0b1010});  // rows 1 and 3 of four; the first row of the struct is row 1
    units.array.offset = 1;
    units.array.null_count = 1;
    const auto columns = import_of(units);
    ASSERT_TRUE(columns) << problems(columns);
    EXPECT_EQ(columns->unit(0).answers[0], Answer(Member{1}));
    EXPECT_EQ(columns->unit(1).answers[0], Answer());
    EXPECT_EQ(columns->unit(2).answers[0], Answer(Member{0}));
}

TEST(Arrow, DocumentsCarryAnswers) {
    Arrays arrays;
    Pair& units = arrays.structure(
        "", 4,
        {&arrays.numbers<std::uint8_t>("A.a", "C", {0, 0, 0, 0}), &arrays.flags("evidence", {true, true, true, null}),
         &arrays.flags("A.a#sk", {true, false, null, false})});
    const auto columns = import_of(units);
    ASSERT_TRUE(columns) << problems(columns);
    const auto score = [&](std::size_t row) { return assess_row(*columns, row, day).questions[0]; };
    EXPECT_EQ(score(0).certain, Rational(1));
    EXPECT_EQ(score(1).possible, Rational(0));
    EXPECT_EQ(score(2).certain, Rational(0));
    EXPECT_EQ(score(2).possible, Rational(1));
    EXPECT_EQ(score(3).certain, Rational(1));
}

// ---- Refusals ------------------------------------------------------------------------------------------------------

struct Malformed {
    const char* what;
    Code code;
    std::function<Pair&(Arrays&)> make;
};

Pair& one(Arrays& arrays, Pair& child) { return arrays.structure("", child.array.length, {&child}); }
Pair& changed(Arrays& arrays, const std::function<void(Pair&)>& change) {
    Pair& child = arrays.numbers<std::uint8_t>("A.a", "C", {0, 1, null});
    change(child);
    return arrays.structure("", 3, {&child});
}
Pair& outer(Arrays& arrays, const std::function<void(Pair&)>& change) {
    Pair& units = arrays.structure("", 3, {&arrays.numbers<std::uint8_t>("A.a", "C", {0, 1, null})});
    change(units);
    return units;
}

const std::vector<Malformed>& malformed() {
    using A = Arrays;
    __extension__ using Int128 = __int128;
    static const std::vector<Malformed> all{
        {"unknown name", Code::unknown_column, [](A& a) -> Pair& { return one(a, a.numbers<std::uint8_t>("A.d", "C", {0})); }},
        {"no name", Code::array_shape, [](A& a) -> Pair& { return changed(a, [](Pair& p) { p.schema.name = nullptr; }); }},
        {"name twice", Code::duplicate_key,
         [](A& a) -> Pair& {
             return a.structure("", 1, {&a.numbers<std::uint8_t>("A.a", "C", {0}), &a.numbers<std::uint8_t>("tim", "C", {0})});
         }},
        {"name not UTF-8", Code::column_text, [](A& a) -> Pair& { return one(a, a.numbers<std::uint8_t>("A\xFF", "C", {0})); }},
        {"no format", Code::array_shape, [](A& a) -> Pair& { return changed(a, [](Pair& p) { p.schema.format = nullptr; }); }},
        {"not a struct", Code::column_format, [](A& a) -> Pair& { return outer(a, [](Pair& p) { p.schema.format = "C"; }); }},
        {"half", Code::column_float, [](A& a) -> Pair& { return one(a, a.numbers<std::uint16_t>("A.b", "e", {0x3E00})); }},
        {"infinite", Code::number_invalid,
         [](A& a) -> Pair& { return one(a, a.numbers<float>("A.b", "f", {std::numeric_limits<float>::infinity()})); }},
        {"half a count", Code::count_invalid,
         [](A& a) -> Pair& { return one(a, a.numbers<double>("unit.pegawai", "g", {1.5})); }},
        {"options as int16", Code::column_format,
         [](A& a) -> Pair& { return one(a, a.numbers<std::int16_t>("A.a", "s", {0})); }},
        {"options as floats", Code::column_format, [](A& a) -> Pair& { return one(a, a.numbers<double>("A.a", "g", {0.0})); }},
        {"options as flags", Code::unknown_value, [](A& a) -> Pair& { return one(a, a.flags("A.a", {true})); }},
        {"flag as int", Code::column_format,
         [](A& a) -> Pair& { return one(a, a.numbers<std::uint8_t>("unit.aktif", "C", {0})); }},
        {"time as a day", Code::column_format,
         [](A& a) -> Pair& { return one(a, a.numbers<std::int64_t>("unit.berdiri", "ttm", {0})); }},
        {"decimal256", Code::column_format,
         [](A& a) -> Pair& { return one(a, a.numbers<Int128>("A.b", "d:38,2,256", {Int128{1}})); }},
        {"negative scale", Code::column_format,
         [](A& a) -> Pair& { return one(a, a.numbers<Int128>("A.b", "d:38,-2", {Int128{1}})); }},
        {"decimal without precision", Code::column_format,
         [](A& a) -> Pair& { return one(a, a.numbers<Int128>("A.b", "d:", {Int128{1}})); }},
        {"released child", Code::array_released,
         [](A& a) -> Pair& { return changed(a, [](Pair& p) { p.array.release = nullptr; }); }},
        {"released child schema", Code::array_released,
         [](A& a) -> Pair& { return changed(a, [](Pair& p) { p.schema.release = nullptr; }); }},
        {"child count differs", Code::array_shape,
         [](A& a) -> Pair& { return outer(a, [](Pair& p) { ++p.schema.n_children; }); }},
        {"children negative", Code::array_shape,
         [](A& a) -> Pair& { return outer(a, [](Pair& p) { p.schema.n_children = p.array.n_children = -1; }); }},
        {"absurdly many children", Code::array_shape,
         [](A& a) -> Pair& {
             return outer(a, [](Pair& p) { p.schema.n_children = p.array.n_children = std::int64_t{1} << 60; });
         }},
        {"children null", Code::array_shape,
         [](A& a) -> Pair& { return outer(a, [](Pair& p) { p.array.children = nullptr; }); }},
        {"a child null", Code::array_shape, [](A& a) -> Pair& { return outer(a, [](Pair& p) { p.arrays[0] = nullptr; }); }},
        {"buffer count", Code::array_shape, [](A& a) -> Pair& { return changed(a, [](Pair& p) { p.array.n_buffers = 1; }); }},
        {"buffers null", Code::array_shape,
         [](A& a) -> Pair& { return changed(a, [](Pair& p) { p.array.buffers = nullptr; }); }},
        {"values null", Code::array_shape, [](A& a) -> Pair& { return changed(a, [](Pair& p) { p.pointers[1] = nullptr; }); }},
        {"length negative", Code::array_shape, [](A& a) -> Pair& { return outer(a, [](Pair& p) { p.array.length = -1; }); }},
        {"length absurd", Code::array_shape,
         [](A& a) -> Pair& { return outer(a, [](Pair& p) { p.array.length = std::int64_t{1} << 62; }); }},
        {"child too short", Code::array_shape, [](A& a) -> Pair& { return changed(a, [](Pair& p) { p.array.length = 2; }); }},
        {"offset negative", Code::array_shape, [](A& a) -> Pair& { return changed(a, [](Pair& p) { p.array.offset = -1; }); }},
        {"offset absurd", Code::array_shape,
         [](A& a) -> Pair& { return changed(a, [](Pair& p) { p.array.offset = INT64_MAX - 1; }); }},
        {"null count wrong", Code::array_shape,
         [](A& a) -> Pair& { return changed(a, [](Pair& p) { p.array.null_count = 2; }); }},
        {"null count without bitmap", Code::array_shape,
         [](A& a) -> Pair& {
             return changed(a, [](Pair& p) {
                 p.pointers[0] = nullptr;
                 p.array.null_count = 1;
             });
         }},
        {"dictionary of the schema only", Code::array_shape,
         [](A& a) -> Pair& { return changed(a, [&a](Pair& p) { p.schema.dictionary = &a.texts("", {"A"}).schema; }); }},
        {"dictionary of numbers", Code::column_format,
         [](A& a) -> Pair& {
             return one(a, a.dictionary(a.numbers<std::int8_t>("A.a", "c", {0}), a.numbers<std::int32_t>("", "i", {1})));
         }},
        {"index outside", Code::column_index,
         [](A& a) -> Pair& { return one(a, a.dictionary(a.numbers<std::int8_t>("A.a", "c", {1}), a.texts("", {"A"}))); }},
        {"index negative", Code::column_index,
         [](A& a) -> Pair& { return one(a, a.dictionary(a.numbers<std::int32_t>("A.a", "i", {-1}), a.texts("", {"A"}))); }},
        {"word unknown", Code::unknown_value,
         [](A& a) -> Pair& { return one(a, a.dictionary(a.numbers<std::int8_t>("A.a", "c", {0}), a.texts("", {"D"}))); }},
        {"text unknown", Code::unknown_value, [](A& a) -> Pair& { return one(a, a.texts("A.a", {"D"})); }},
        {"text not UTF-8", Code::column_text, [](A& a) -> Pair& { return one(a, a.texts("A.a", {"\xC0\x80"})); }},
        {"text offsets fall", Code::array_shape,
         [](A& a) -> Pair& {
             Pair& p = a.texts("A.a", {"A", "B"});
             p.buffers[1][4] = 9;
             return one(a, p);
         }},
        {"text offset negative", Code::array_shape,
         [](A& a) -> Pair& {
             Pair& p = a.texts("A.a", {"A"});
             p.buffers[1][3] = 0xFF;
             return one(a, p);
         }},
        {"text data null", Code::array_shape,
         [](A& a) -> Pair& {
             Pair& p = a.texts("A.a", {"A"});
             p.pointers[2] = nullptr;
             return one(a, p);
         }},
        {"view unknown", Code::unknown_value, [](A& a) -> Pair& { return one(a, a.views("A.a", {"D"})); }},
        {"long view unknown", Code::unknown_value,
         [](A& a) -> Pair& { return one(a, a.views("A.a", {"tidak ada pilihan ini"})); }},
        {"view not UTF-8", Code::column_text, [](A& a) -> Pair& { return one(a, a.views("A.a", {"\xC0\x80"})); }},
        {"view length negative", Code::array_shape,
         [](A& a) -> Pair& {
             Pair& p = a.views("A.a", {"A"});
             p.buffers[1][3] = 0xFF;
             return one(a, p);
         }},
        {"view beyond its buffer", Code::array_shape,
         [](A& a) -> Pair& {
             Pair& p = a.views("A.a", {"tidak dipakai"});
             p.buffers[1][12] = 1;
             return one(a, p);
         }},
        {"view offset negative", Code::array_shape,
         [](A& a) -> Pair& {
             Pair& p = a.views("A.a", {"tidak dipakai"});
             p.buffers[1][15] = 0xFF;
             return one(a, p);
         }},
        {"view of no buffer", Code::array_shape,
         [](A& a) -> Pair& {
             Pair& p = a.views("A.a", {"tidak dipakai"});
             p.buffers[1][8] = 1;
             return one(a, p);
         }},
        {"view of a negative buffer", Code::array_shape,
         [](A& a) -> Pair& {
             Pair& p = a.views("A.a", {"tidak dipakai"});
             p.buffers[1][11] = 0xFF;
             return one(a, p);
         }},
        {"views null", Code::array_shape,
         [](A& a) -> Pair& {
             Pair& p = a.views("A.a", {"A"});
             p.pointers[1] = nullptr;
             return one(a, p);
         }},
        {"data of views null", Code::array_shape,
         [](A& a) -> Pair& {
             Pair& p = a.views("A.a", {"tidak dipakai"});
             p.pointers[2] = nullptr;
             return one(a, p);
         }},
        {"sizes of views null", Code::array_shape,
         [](A& a) -> Pair& {
             Pair& p = a.views("A.a", {"A"});
             p.pointers[3] = nullptr;
             return one(a, p);
         }},
        {"views without sizes", Code::array_shape,
         [](A& a) -> Pair& {
             Pair& p = a.views("A.a", {"A"});
             p.array.n_buffers = 2;
             return one(a, p);
         }},
        {"code outside", Code::column_code, [](A& a) -> Pair& { return one(a, a.numbers<std::uint8_t>("A.a", "C", {3})); }},
        {"code negative", Code::column_code,
         [](A& a) -> Pair& { return one(a, a.numbers<std::int8_t>("unit.opini", "c", {-1})); }},
        {"count negative", Code::count_invalid,
         [](A& a) -> Pair& { return one(a, a.numbers<std::int32_t>("A.c/hadir", "i", {-1})); }},
        {"count beyond the limit", Code::count_invalid,
         [](A& a) -> Pair& { return one(a, a.numbers<std::uint64_t>("A.c/hadir", "L", {UINT64_MAX})); }},
        {"count not whole", Code::count_invalid,
         [](A& a) -> Pair& { return one(a, a.numbers<Int128>("A.c/hadir", "d:9,1", {Int128{15}})); }},
        {"number outside", Code::number_range,
         [](A& a) -> Pair& { return one(a, a.numbers<Int128>("A.b", "d:9,2", {Int128{401}})); }},
        {"number beside the step", Code::number_step,
         [](A& a) -> Pair& { return one(a, a.numbers<Int128>("A.b", "d:9,3", {Int128{3001}})); }},
        {"day before all days", Code::bad_date,
         [](A& a) -> Pair& { return one(a, a.numbers<std::int32_t>("unit.berdiri", "tdD", {-800'000})); }},
        {"moment within a day", Code::bad_date,
         [](A& a) -> Pair& { return one(a, a.numbers<std::int64_t>("unit.berdiri", "tss:", {50'400})); }},
        {"moment before all days", Code::bad_date,
         [](A& a) -> Pair& { return one(a, a.numbers<std::int64_t>("unit.berdiri", "tsu:", {INT64_MIN})); }},
        {"moment of a place", Code::column_format,
         [](A& a) -> Pair& { return one(a, a.numbers<std::int64_t>("unit.berdiri", "tsu:Asia/Makassar", {0})); }},
        {"day that is none", Code::bad_date, [](A& a) -> Pair& { return one(a, a.texts("unit.berdiri", {"2023-02-29"})); }},
        {"total contradicted", Code::total_mismatch,
         [](A& a) -> Pair& {
             return a.structure(
                 "", 1, {&a.numbers<std::uint8_t>("A.c/hadir", "C", {2}), &a.numbers<std::uint8_t>("A.c/semua", "C", {1})});
         }},
        {"fact of an assessor", Code::unknown_column,
         [](A& a) -> Pair& { return one(a, a.structure("TPI", 1, {&a.flags("unit.aktif", {true})})); }},
        {"assessor in an assessor", Code::unknown_column,
         [](A& a) -> Pair& { return one(a, a.structure("TPI", 1, {&a.structure("TPI", 1, {})})); }},
        {"assessor not a struct", Code::column_format,
         [](A& a) -> Pair& { return one(a, a.numbers<std::uint8_t>("TPI", "C", {0})); }},
    };
    return all;
}

TEST(Arrow, RefusesMalformedArraysAndReleasesThemOnce) {
    for (const Malformed& bad : malformed()) {
        SCOPED_TRACE(bad.what);
        Arrays arrays;
        Pair& units = bad.make(arrays);
        const auto columns = import_of(units);
        ASSERT_FALSE(columns);
        EXPECT_EQ(code_name(columns.diagnostics().front().code), code_name(bad.code)) << problems(columns);
        EXPECT_EQ(units.array.release, nullptr);
        EXPECT_EQ(units.released, 1);
        for (const Language language : {Language::indonesian, Language::english})
            for (const Diagnostic& one : columns.diagnostics()) EXPECT_EQ(message(one, language).find('{'), std::string::npos);
    }
}

TEST(Arrow, RefusesWhatIsReleasedAlready) {
    Arrays arrays;
    Pair& units = arrays.structure("", 0, {});
    units.schema.release = nullptr;
    auto columns = import_of(units);
    ASSERT_FALSE(columns);
    EXPECT_EQ(columns.diagnostics().front().code, Code::array_released);
    EXPECT_EQ(units.released, 1);
    columns = import_of(units);
    EXPECT_EQ(columns.diagnostics().front().code, Code::array_released);
    EXPECT_EQ(units.released, 1);
}

TEST(Arrow, ReportsAllProblemsWithRowAndColumnUpToTheLimit) {
    Arrays arrays;
    Pair& units = arrays.structure(
        "", 3, {&arrays.numbers<std::uint8_t>("A.a", "C", {0, 7, 8}), &arrays.texts("unit.opini", {"WTB", "WTP", null})});
    const auto columns = import_of(units);
    EXPECT_EQ(problems(columns),
              "ZI0906 #2 /A.a: the code 7 stands for no option\nZI0906 #3 /A.a: the code 8 stands for no option\n"
              "ZI0807 #1 /unit.opini: `WTB` is not one of the choices\n");
    EXPECT_EQ(columns.diagnostics().back().suggestion, "WTP");
    Arrays more;
    Limits limits;
    limits.errors = 1;
    const auto cut = import_of(more.structure("", 2, {&more.numbers<std::uint8_t>("A.a", "C", {9, 9})}), limits);
    ASSERT_EQ(cut.diagnostics().size(), 2u);
    EXPECT_EQ(cut.diagnostics().back().code, Code::too_many);
}

// ---- Out -----------------------------------------------------------------------------------------------------------

template <class Number>
Number value(const ArrowArray& array, std::size_t row) {
    Number number;
    std::memcpy(&number, static_cast<const unsigned char*>(array.buffers[1]) + row * sizeof number, sizeof number);
    return number;
}

TEST(Arrow, WritesVerdictsAndCertifiedDigits) {
    __extension__ using Int128 = __int128;
    std::string text;
    // Counts whose ratio is a little more, or exactly, what six digits show.
    const std::pair<int, int> ratios[] = {{1, 3}, {3, 8}, {999'999, 1'000'000}, {2, 3}, {0, 5}, {1, 1}};
    for (const auto& [hadir, semua] : ratios)
        text +=
            fmt::format(
                R"({{"id":"{}-{}","answers":{{"A.a":"A","A.b":3.33,"A.c":{{"hadir":{},"absen":{}}}}},"facts":{{"unit.aktif":true,"unit.opini":"WTP"}}}})",
                hadir, semua, hadir, semua - hadir) +
            "\n";
    text += R"({"id":"kosong","answers":{}})";
    const Columns columns = from_json(text);
    BulkOutputs outputs = BulkOutputs::all(*model()), fine = outputs;
    fine.as_decimals = true;
    const PreparedColumns prepared(model(), day, outputs), prepared_for_decimals(model(), day, fine);
    EXPECT_GT(prepared_for_decimals.denominator(), 100 * prepared.denominator());
    const BulkResult result = assess_columns(prepared, columns), fine_result = assess_columns(prepared_for_decimals, columns);
    for (const auto& [digits, is_fine] :
         {std::pair(0u, false), {6u, false}, {18u, false}, {0u, true}, {6u, true}, {18u, true}}) {
        ArrowSchema schema;
        ArrowArray array;
        export_result(is_fine ? prepared_for_decimals : prepared, columns, is_fine ? fine_result : result, &schema, &array,
                      {digits, false});
        ASSERT_EQ(schema.n_children, array.n_children);
        std::size_t scores = 0;
        for (std::int64_t c = 0; c < array.n_children; ++c) {
            const std::string name = schema.children[c]->name;
            const ArrowArray& child = *array.children[c];
            ASSERT_EQ(child.length, static_cast<std::int64_t>(columns.rows()));
            for (std::size_t row = 0; row < columns.rows(); ++row) {
                const Assessment exact = assess_row(columns, row, day);
                if (name == "LAIK") {
                    const auto code_at = value<std::int8_t>(child, row);
                    const auto from = static_cast<const std::int32_t*>(child.dictionary->buffers[1]);
                    const std::string word(static_cast<const char*>(child.dictionary->buffers[2]) + from[code_at],
                                           static_cast<std::size_t>(from[code_at + 1] - from[code_at]));
                    EXPECT_EQ(word, code(exact.predicates[0].verdict));
                } else if (name.ends_with("/certain") && model()->find_node(name.substr(0, name.size() - 8)) != none) {
                    EXPECT_EQ(schema.children[c]->format, fmt::format("d:38,{}", digits));
                    const NodeIndex node = model()->find_node(name.substr(0, name.size() - 8));
                    const Rational power = *Rational::parse("1e" + std::to_string(digits)),
                                   shown = rational_of(value<Int128>(child, row)), score = exact.nodes[node].certain * power;
                    bool beside = false;
                    for (const Rational& threshold : model()->nodes[node].thresholds) {
                        const Rational apart = score - threshold * power;
                        beside = beside || (Rational(-1) < apart && apart < Rational(1));
                        EXPECT_EQ(shown < threshold * power, apart.sign() < 0) << name << " " << shown.fraction();
                    }
                    EXPECT_TRUE(beside || shown == rational_of(*floor_of(score + Rational(1, 2))))
                        << name << " " << score.fraction() << " shown " << shown.fraction();
                    ++scores;
                }
            }
        }
        EXPECT_EQ(scores, columns.rows() * model()->nodes.size());
        // A child that is moved out lives on.
        ArrowArray moved = *array.children[0];
        array.children[0]->release = nullptr;
        array.release(&array);
        EXPECT_EQ(array.release, nullptr);
        EXPECT_EQ(moved.length, static_cast<std::int64_t>(columns.rows()));
        moved.release(&moved);
        schema.release(&schema);
    }
    ArrowSchema schema;
    ArrowArray array;
    export_result(prepared, columns, result, &schema, &array, {6, true});
    const std::int64_t last = array.n_children - 1;
    EXPECT_STREQ(schema.children[last]->format, "l");
    EXPECT_NE(schema.children[last]->metadata, nullptr);
    EXPECT_EQ(value<std::int64_t>(*array.children[last], 0), result.nodes.back().possible[0]);
    array.release(&array);
    schema.release(&schema);

    outputs.possible = false;
    const PreparedColumns certain(model(), day, outputs);
    export_result(certain, columns, assess_columns(certain, columns), &schema, &array);
    for (std::int64_t c = 0; c < array.n_children; ++c) {
        EXPECT_FALSE(std::string_view(schema.children[c]->name).ends_with("/possible") &&
                     std::string_view(schema.children[c]->name) != "stage/possible");
        EXPECT_EQ(array.children[c]->length, static_cast<std::int64_t>(columns.rows()));
    }
    array.release(&array);
    schema.release(&schema);
}

}  // namespace

}  // namespace zi
