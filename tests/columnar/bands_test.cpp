// Bands that leave out what their step rules out, and hosts that give such numbers all the same.
#include "columnar/support.hpp"
#include "zi/bulk.hpp"
#include "zi/load.hpp"
#include "zi/program.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <vector>

namespace zi {

namespace {

TEST(Bands, BesideTheirStepAreOpenToEveryEvaluator) {
    const Date today = *Date::parse("2026-05-31");
    const Loaded rules = load_text("pita.zi", R"(
regulation pita "Pita, sintetis"
scale mutu number 25 .. 100 step 0.01 { [25, 64.99] = 0.25 [65, 76.6] = 0.5 [76.61, 100] = 1 }
worksheet "Nilai" 4 { question a mutu "Mutu" 4 }
predicate P "P" { total >= 2 }
predicate Q "Q" { total < 2 }
)");
    ASSERT_TRUE(rules) << rules.text(Language::english);
    const Program program(rules.model);
    std::vector<Unit> units;
    ColumnsBuilder builder(rules.model, today);
    for (std::int64_t thousandths = 64'980; thousandths <= 65'010; ++thousandths) {
        Unit unit(*rules.model, std::to_string(thousandths));
        unit.answers[0] = Rational(thousandths, 1'000);
        builder.append(unit);
        units.push_back(std::move(unit));
    }
    const Columns columns = builder.finish();
    BulkOutputs outputs = BulkOutputs::verdicts(*rules.model);
    outputs.nodes = {NodeIndex(0)};
    const PreparedColumns prepared(program, today, outputs);
    const BulkResult bulk = assess_columns(prepared, columns);
    std::size_t open = 0;
    for (std::size_t row = 0; row < units.size(); ++row) {
        AssessmentState state;
        const Assessment found = assess_reference(*rules.model, units[row], today);
        EXPECT_TRUE(assess(program, units[row], today, state) == found) << units[row].id;
        EXPECT_EQ(columnar_test::difference(prepared, bulk, row, found), "") << units[row].id;
        const bool beside = found.questions[0].reason != Reason::answered;
        EXPECT_EQ(beside, units[row].id > "64990" && units[row].id < "65000") << units[row].id;
        EXPECT_EQ(found.predicates[0].verdict == Verdict::open, beside);
        open += beside ? 1 : 0;
    }
    EXPECT_EQ(open, 9u);
}

}  // namespace

}  // namespace zi
