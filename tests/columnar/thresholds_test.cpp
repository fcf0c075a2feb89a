// Shares in seventeenths are rounded down in bulk, and some of their sums are whole numbers: thresholds that rounding must not
// miss.
#include "columnar/support.hpp"
#include "zi/load.hpp"
#include "zi/report.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace zi {

namespace {

using columnar_test::difference;
using columnar_test::OnTarget;

constexpr std::string_view threshold_rules = R"(
regulation ambang "Ambang sintetis"
level bagian "Bagian"
worksheet "Nilai" 100 {
  bagian A "Satu-satunya bagian" 100 {
    question a ratio "Pertama" 30 {
      input n "Sebagian"
      input d "Semua"
      when d = 1 then 0.25
      when d = 0 then 0.5
      value n / d capped
    }
    question b ratio "Kedua" 50 {
      input lalu "Lalu"
      input kini "Kini"
      when kini = 0 then 0.125
      when lalu = 0 then 0
      value (lalu - kini) / lalu capped
    }
    question c ratio "Ketiga" 20 {
      input n "Sebagian"
      input d "Semua"
      value n / d capped
    }
  }
}
predicate MINIMAL "Paling sedikit" { total >= 50 }
predicate LEBIH "Lebih" { total > 50 }
predicate KEDUANYA "Keduanya" { total >= 70 A >= 50 }
predicate TERBATAS "Terbatas" { total >= 50 paling_banyak: total <= 70 }
)";

const Date threshold_day = *Date::parse("2026-01-01");

struct ThresholdRows {
    std::shared_ptr<const Model> model;
    std::vector<Assessment> expected;
    std::optional<Columns> columns;
};

/// Every pair of seventeenths, a third question of none, all or no known share, and whatever the cases ask for.
ThresholdRows all_rows() {
    const Loaded loaded = load_text("rules.zi", std::string(threshold_rules));
    if (!loaded) throw std::runtime_error(loaded.text(Language::english));
    ThresholdRows rows{loaded.model, {}, std::nullopt};
    ColumnsBuilder builder(rows.model, threshold_day);
    const auto counts = [](int first, int second) { return Counts{{Rational(first), Rational(second)}}; };
    const auto add = [&](const Counts& a, const Counts& b, const Answer& c) {
        Unit unit(*rows.model, fmt::format("sintetis-{}", builder.rows()));
        unit.answers = {a, b, c};
        rows.expected.push_back(assess_reference(*rows.model, unit, threshold_day));
        builder.append(unit);
    };
    for (int x = 0; x <= 17; ++x)
        for (int y = 0; y <= 17; ++y)
            for (const Answer& c : {Answer{counts(0, 7)}, Answer{counts(7, 7)}, Answer{}})
                add(counts(x, 17), counts(17, 17 - y), c);
    for (int first = 0; first <= 2; ++first)
        for (int second = 0; second <= 2; ++second)
            for (const Answer& c : {Answer{counts(0, 0)}, Answer{counts(1, 3)}}) {
                add(counts(first, second), counts(17, 3), c);
                add(counts(1, 17), counts(first, second), c);
            }
    rows.columns = builder.finish();
    return rows;
}

TEST(Thresholds, RoundingDownMissesNone) {
    const ThresholdRows rows = all_rows();
    std::size_t on = 0, possibly_on = 0;
    for (const Assessment& one : rows.expected) {
        on += one.nodes.front().certain == Rational(50);
        possibly_on += one.nodes.front().certain != one.nodes.front().possible && one.nodes.front().possible == Rational(70);
    }
    EXPECT_GE(on, 4u);
    EXPECT_GE(possibly_on, 1u);
    for (const bool conditions : {false, true}) {
        BulkOutputs outputs = BulkOutputs::all(*rows.model);
        outputs.conditions = conditions;
        const PreparedColumns prepared(rows.model, threshold_day, outputs);
        ASSERT_TRUE(prepared.integral());
        for (const std::int64_t target : columnar_test::targets()) {
            const OnTarget on_target(target);
            const BulkResult result = assess_columns(prepared, *rows.columns);
            for (std::size_t row = 0; row < rows.expected.size(); ++row)
                EXPECT_EQ(difference(prepared, result, row, rows.expected[row]), "") << bulk_target() << ", row " << row;
            EXPECT_GT(result.exact_rows, 0u);
            EXPECT_LT(result.exact_rows, rows.expected.size() / 4);
        }
    }
}

/// Scores whose decimals need more than 64 bits, in units coarser than a place.
TEST(Thresholds, LargeScoresAreWrittenInFull) {
    const Loaded loaded = load_text("rules.zi", R"(
regulation besar "Bobot besar, sintetis"
level bagian "Bagian"
scale abc { A = 1 B = 0.5 C = 0 }
worksheet "Nilai" 20000000000000 {
  bagian A "Satu" 20000000000000 { question a abc "Pertanyaan" 20000000000000 }
}
)");
    ASSERT_TRUE(loaded) << loaded.text(Language::english);
    ColumnsBuilder builder(loaded.model, threshold_day);
    std::string expected;
    for (OptionIndex option = OptionIndex(0); option <= 3; ++option) {
        Unit unit(*loaded.model, "sintetis");
        if (option < 3) unit.answers[0] = Member{option};
        builder.append(unit);
        expected += csv_row(*loaded.model, unit, assess_reference(*loaded.model, unit, threshold_day));
    }
    const Columns columns = builder.finish();
    const PreparedColumns prepared(loaded.model, threshold_day, csv_outputs(*loaded.model));
    ASSERT_TRUE(prepared.integral());
    const std::vector<std::string> ids(4, "sintetis"), names(4);
    EXPECT_EQ(csv_rows(prepared, columns, assess_columns(prepared, columns), ids, names), expected);
}

}  // namespace

}  // namespace zi
