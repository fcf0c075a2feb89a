// Scores at the edges of 62 and 64 bits and of 38 digits: exact or refused, never the nearest number that fits.
#include "columnar/floor.hpp"
#include "columnar/support.hpp"
#include "zi/arrow.hpp"
#include "zi/load.hpp"
#include "zi/report.hpp"
#include "base/wide.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <limits>
#include <stdexcept>

namespace zi {

namespace {

const Date wide_day = *Date::parse("2026-01-01");

std::shared_ptr<const Model> loaded(const std::string& rules) {
    const Loaded found = load_text("rules.zi", rules);
    if (!found) throw std::runtime_error(found.text(Language::english));
    return found.model;
}

/// One question of options that weighs everything; 0.37 keeps quotients from being whole.
std::shared_ptr<const Model> one_question(const std::string& total) {
    return loaded(fmt::format(R"(
regulation besar "Bobot besar, sintetis"
level bagian "Bagian"
scale abc {{ A = 1 B = 0.37 C = 0 }}
worksheet "Nilai" {0} {{ bagian A "Satu" {0} {{ question a abc "Pertanyaan" {0} }} }}
view bagian semua "Semua" = A
predicate PENUH "Penuh" {{ total >= 90% }}
)",
                              total));
}

/// The same with a ratio, whose quotients are rounded down.
std::shared_ptr<const Model> one_ratio(const std::string& total) {
    return loaded(fmt::format(R"(
regulation besar "Bobot besar, sintetis"
level bagian "Bagian"
worksheet "Nilai" {0} {{ bagian A "Satu" {0} {{ question a ratio "Pertanyaan" {0} {{ input n "Sebagian" input d "Semua" value n / d capped }} }} }}
)",
                              total));
}

struct Rows {
    std::vector<Assessment> expected;
    std::optional<Columns> columns;
};

/// Each option, and no answer; or some ratios.
Rows rows_of(const std::shared_ptr<const Model>& model) {
    Rows rows;
    ColumnsBuilder builder(model, wide_day);
    const auto add = [&](const Answer& answer) {
        Unit unit(*model, "sintetis");
        unit.answers.assign(model->questions.size(), answer);
        rows.expected.push_back(assess_reference(*model, unit, wide_day));
        builder.append(unit);
    };
    add({});
    if (model->questions[0].kind == Question::Kind::options)
        for (OptionIndex option{0}; option < model->scales[0].options.size(); ++option) add(Member{option});
    else
        for (const auto& [n, d] : {std::pair{0, 1}, {1, 1}, {1, 3}, {6, 7}, {999'999, 1'000'000}})
            add(Counts{{Rational(n), Rational(d)}});
    rows.columns = builder.finish();
    return rows;
}

/// Everything that prepared columns gives agrees with the reference, or is refused. Says what was refused.
std::string compare_all(const std::shared_ptr<const Model>& model) {
    const Rows rows = rows_of(model);
    std::string refused;
    for (const bool as_decimals : {false, true}) {
        BulkOutputs outputs = BulkOutputs::all(*model);
        outputs.as_decimals = as_decimals;
        const PreparedColumns prepared(model, wide_day, outputs);
        const BulkResult result = assess_columns(prepared, *rows.columns);
        for (std::size_t row = 0; row < rows.expected.size(); ++row)
            EXPECT_EQ(columnar_test::difference(prepared, result, row, rows.expected[row]), "");
        EXPECT_EQ(result.nodes[0].certain.empty(), !prepared.holds_scores());
        EXPECT_FALSE(prepared.describe(Language::english).empty());
        std::string csv;
        for (const Assessment& one : rows.expected) csv += csv_row(*model, Unit(*model, "x"), one);
        const PreparedColumns for_csv(model, wide_day, csv_outputs(*model));
        const std::vector<std::string> ids(rows.expected.size(), "x"), names(rows.expected.size());
        EXPECT_EQ(csv_rows(for_csv, *rows.columns, assess_columns(for_csv, *rows.columns), ids, names), csv);
        for (const bool integers : {true, false})
            for (const unsigned digits : {0u, 6u, 18u}) {
                const ExportOptions options{digits, integers};
                if (const auto problem = check_export(prepared, options)) {
                    EXPECT_EQ(problem->code, Code::column_range);
                    ArrowSchema schema{};
                    ArrowArray array{};
                    EXPECT_THROW(export_result(prepared, *rows.columns, result, &schema, &array, options),
                                 std::invalid_argument);
                    if (!as_decimals) refused += integers ? (digits == 0 ? "integers " : "") : fmt::format("{} ", digits);
                    continue;
                }
                EXPECT_EQ(columnar_test::difference_exported(prepared, *rows.columns, result, options, rows.expected), "");
            }
    }
    return refused;
}

TEST(WideScores, AreExactOrRefused) {
    // Below, at and above 2^62, 2^63 and 2^64: integers end at 2^63.
    for (const char* total :
         {"4611686018427387903", "4611686018427387904", "4611686018427387905", "9223372036854775806", "9223372036854775807"})
        EXPECT_EQ(compare_all(one_question(total)) + compare_all(one_ratio(total)), "") << total;
    for (const char* total :
         {"9223372036854775808", "9223372036854775809", "18446744073709551615", "18446744073709551616", "18446744073709551617"})
        EXPECT_EQ(compare_all(one_question(total)) + compare_all(one_ratio(total)), "integers integers ") << total;
    // What is left after the point is no matter of range.
    EXPECT_EQ(compare_all(one_question("9223372036854775807.5")), "");
    // 38 digits, places included: 10^20 with 18 of them is one too many.
    const std::string nines(38, '9'), more = "1" + std::string(38, '0');
    EXPECT_EQ(compare_all(one_question(nines.substr(0, 20))), "integers ");
    EXPECT_EQ(compare_all(one_question(more.substr(0, 21))), "integers 18 ");
    EXPECT_EQ(compare_all(one_question(nines.substr(0, 32))), "integers 18 ");
    EXPECT_EQ(compare_all(one_question(more.substr(0, 33))), "integers 6 18 ");
    EXPECT_EQ(compare_all(one_question(nines.substr(0, 32) + ".999999")), "integers 18 ");
    EXPECT_EQ(compare_all(one_question(nines.substr(0, 32) + ".9999991")), "integers 6 18 ") << "what is above takes 39";
    EXPECT_EQ(compare_all(one_question(nines)), "integers 6 18 ");
    EXPECT_EQ(compare_all(one_question(more)), "integers 0 6 18 ");
}

TEST(WideScores, AreExactWhereTheDenominatorDoesNotFit) {
    std::string questions;
    for (int i = 0; i < 1'001; ++i) questions += fmt::format("question q{0} ab \"Pertanyaan {0}\"\n", i);
    EXPECT_EQ(compare_all(loaded(fmt::format(R"(
regulation banyak "Banyak pertanyaan, sintetis"
level bagian "Bagian"
scale ab {{ A = 1 B = 0.6667 C = 0 }}
worksheet "Nilai" 1234567890123 {{ bagian A "Satu" 1234567890123 mean {{ {} }} }}
)",
                                             questions))),
              "");
}

/// Scores that nobody asks for need not fit.
TEST(WideScores, OnlyThoseThatAreKeptHaveToFit) {
    const auto model = one_question("18446744073709551616");
    BulkOutputs outputs = BulkOutputs::verdicts(*model);
    outputs.nodes.clear();
    const PreparedColumns prepared(model, wide_day, outputs);
    EXPECT_TRUE(prepared.holds_scores());
    EXPECT_FALSE(check_export(prepared, {6, true}));
}

TEST(WideScores, RefusalsNameTheScore) {
    const auto model = one_question("9223372036854775808");
    BulkOutputs outputs = BulkOutputs::verdicts(*model);
    outputs.nodes = {NodeIndex(1)};
    const PreparedColumns prepared(model, wide_day, outputs);
    EXPECT_EQ(message(*check_export(prepared, {6, true}), Language::english),
              "scores of `A` may reach 9223372036854775808, which does not fit int64");
    EXPECT_NE(prepared.describe(Language::english).find("9223372036854775808"), std::string::npos);
}

TEST(WideScores, FloorsAreExactOrNothing) {
    using columnar::floor_of;
    constexpr auto most = std::numeric_limits<std::int64_t>::max(), least = std::numeric_limits<std::int64_t>::min();
    const auto is = [](const std::optional<columnar::Floor>& found, std::int64_t value, bool exact) {
        return found && found->value == value && found->exact == exact;
    };
    EXPECT_TRUE(is(floor_of(Rational(most), 1), most, true));
    EXPECT_TRUE(is(floor_of(Rational(most) + Rational(1, 2), 1), most, false));
    EXPECT_FALSE(floor_of(Rational(most) + Rational(1), 1));
    EXPECT_TRUE(is(floor_of(Rational(least), 1), least, true));
    EXPECT_TRUE(is(floor_of(Rational(least) + Rational(1, 2), 1), least, false));
    EXPECT_FALSE(floor_of(Rational(least) - Rational(1, 2), 1));
    EXPECT_TRUE(is(floor_of(Rational(-1, 3), 2), -1, false));
    const Wide edge = Wide{1} << 126;
    EXPECT_TRUE(floor_of(rational_of(edge) * Rational(2) - Rational(1, 3)) == edge - 1 + edge);
    EXPECT_FALSE(floor_of(rational_of(edge) * Rational(2)));
    EXPECT_TRUE(floor_of(rational_of(-edge, 3) - Rational(1, 2)) == (-edge) / 3 - 1);
}

}  // namespace

}  // namespace zi
