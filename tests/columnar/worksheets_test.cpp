// Random worksheets: ratios, decimals, views, least and greatest children, guards, facts, stages, members, answers of
// assessors.
#include "columnar/support.hpp"
#include "property/choices.hpp"
#include "property/subject.hpp"
#include "zi/report.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace zi::sheet {

namespace {

using columnar_test::difference;
using columnar_test::difference_exported;
using columnar_test::OnTarget;
using test::for_all;

struct Tally {
    std::uint64_t rows = 0, exact = 0, scaled = 0, open = 0, met = 0, with_error = 0, refused = 0;
};

void agree(Choices& choose, const Shape& shape, int units, std::size_t repeated, Tally& tally) {
    const Sheet sheet = any_sheet(choose, shape);
    const std::string rules = text(sheet);
    const auto program = program_of(rules);
    const std::shared_ptr<const Model> model = program->shared_model();
    std::optional<Date> day;
    std::optional<ColumnsBuilder> builder;
    MemberVerdicts verdicts;
    std::vector<Branch> before;
    std::vector<Assessment> expected;
    std::vector<std::string> written;
    for (int i = 0; i < units; ++i) {
        Given given = any_unit(choose, sheet, any_filling(choose));
        given.id = fmt::format("unit-{}", i);
        if (choose.likely(50)) {
            given.members.emplace();
            for (const Branch& one : before)
                if (choose.likely(30)) given.members->push_back(one);
        }
        if (!day) {
            day = day_of(given);
            builder.emplace(model, *day);
        }
        written.push_back(json(sheet, given));
        auto read = units_of(*model, written.back());
        RC_ASSERT(read.size() == 1);
        verdicts.hand_to(read[0]);
        expected.push_back(assess_reference(*model, read[0], *day));
        builder->append(read[0]);
        verdicts.add(read[0], expected.back());
        before.push_back({given.id, {}});
        for (const PredicateResult& one : expected.back().predicates) before.back().verdicts.emplace_back(code(one.verdict));
    }
    // Many rows make whole chunks; their numbers are those of a few units again and again.
    const auto first = builder->finish();
    for (std::size_t row = 0; row < repeated; ++row) builder->append(first.unit(row % first.rows()));
    BulkOutputs outputs = BulkOutputs::all(*model);
    outputs.as_decimals = choose.likely(30);
    // Conditions that nobody asks for are judged together.
    outputs.conditions = choose.likely(50);
    const PreparedColumns prepared(model, *day, outputs);
    const auto check = [&](const Columns& columns, bool count) {
        std::optional<BulkResult> one;
        for (const std::int64_t target : columnar_test::targets()) {
            const OnTarget on(target);
            const BulkResult result = assess_columns(prepared, columns);
            if (one && !columnar_test::same(*one, result))
                RC_FAIL(fmt::format("target {} gives other bits", target) + shown(rules, written.front()));
            if (!one) one = result;
        }
        for (std::size_t row = 0; row < columns.rows(); ++row)
            if (const std::string found = difference(prepared, *one, row, expected[row % expected.size()]); !found.empty())
                RC_FAIL(found + shown(rules, written[row % written.size()]));
        if (!count) return;
        tally.rows += one->rows;
        tally.exact += one->exact_rows;
        tally.scaled += prepared.integral() ? one->rows : 0;
        for (const BulkScores& scores : one->nodes) tally.with_error += scores.error > 0;
        for (const BulkVerdicts& verdict : one->predicates)
            for (std::size_t row = 0; row < one->rows; ++row) {
                tally.open += verdict[row] == Verdict::open;
                tally.met += verdict[row] == Verdict::met;
            }
    };
    check(first, true);
    const BulkResult result = assess_columns(prepared, first);
    for (const ExportOptions& options : {ExportOptions{0, true}, ExportOptions{0, false}, ExportOptions{2, false},
                                         ExportOptions{6, false}, ExportOptions{18, false}}) {
        if (check_export(prepared, options)) {
            ++tally.refused;
            continue;
        }
        if (const std::string found = difference_exported(prepared, first, result, options, expected); !found.empty())
            RC_FAIL(found + shown(rules, written.front()));
    }
    // CSV from columns is that from assessments, byte for byte.
    const PreparedColumns csv(model, *day, csv_outputs(*model));
    std::vector<std::string> ids, names;
    std::string lines;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        Unit unit(*model, fmt::format("unit-{}", i));
        unit.name = i % 3 == 0 ? "" : i % 3 == 1 ? "Nama, \"sintetis\"" : "=1+1";
        lines += csv_row(*model, unit, expected[i]);
        ids.push_back(std::move(unit.id));
        names.push_back(std::move(unit.name));
    }
    const std::string found = csv_rows(csv, first, assess_columns(csv, first), ids, names);
    if (found != lines) RC_FAIL("CSV from columns:\n" + found + "expected:\n" + lines + shown(rules, written.front()));
    if (repeated > 0) check(builder->finish(), false);
}

void record(const Tally& tally) {
    testing::Test::RecordProperty("rows", std::to_string(tally.rows));
    testing::Test::RecordProperty("exact_rows", std::to_string(tally.exact));
    testing::Test::RecordProperty("integral_rows", std::to_string(tally.scaled));
}

TEST(Worksheets, ColumnsAgreeWithTheReference) {
    Tally tally;
    for_all(400, 700, [&](Choices& choose) { agree(choose, Shape{}, 12, 0, tally); });
    record(tally);
    EXPECT_GT(tally.met, 200u);
    EXPECT_GT(tally.open, 200u);
    EXPECT_GT(tally.with_error, 200u);
    // These sheets are made to be awkward: thresholds that scores land on, numbers with endless decimals, products of large
    // counts.
    EXPECT_GT(tally.scaled, tally.rows * 9 / 10);
    EXPECT_LT(tally.exact, tally.rows * 6 / 10);
    EXPECT_GT(tally.exact, 0u);
}

TEST(Worksheets, WholeChunksAgreeToo) {
    Tally tally;
    for_all(40, 700, [&](Choices& choose) { agree(choose, Shape{}, 5, 100 + choose.below(1'000), tally); });
}

TEST(Worksheets, AgreeWhereTheDenominatorDoesNotFit) {
    Tally tally;
    Shape shape;
    shape.awkward = true;
    for_all(60, 700, [&](Choices& choose) { agree(choose, shape, 4, 0, tally); });
    EXPECT_LT(tally.scaled, tally.rows);
}

TEST(Worksheets, AgreeAtTheExtremes) {
    Tally tally;
    Shape shape;
    shape.extreme = true;
    for_all(60, 700, [&](Choices& choose) { agree(choose, shape, 4, 0, tally); });
    EXPECT_GT(tally.scaled, 0u);
    EXPECT_LT(tally.scaled, tally.rows);
    EXPECT_GT(tally.refused, 20u);
    EXPECT_GT(tally.met, 10u);
}

TEST(Worksheets, AgreeOnDeepTrees) {
    Tally tally;
    Shape shape;
    shape.questions = 80;
    for_all(60, 3'000, [&](Choices& choose) { agree(choose, shape, 6, 0, tally); });
}

}  // namespace

}  // namespace zi::sheet
