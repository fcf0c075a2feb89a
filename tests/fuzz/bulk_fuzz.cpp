// Columns of varied rules and units: verdicts, scores, CSV and Arrow say what the reference says, to the last digit.
#include "varied.hpp"

#include "columnar/support.hpp"
#include "property/subject.hpp"
#include "zi/arrow.hpp"
#include "zi/report.hpp"

#include <cstdio>

using strangers::check;

namespace {

using Whole = boost::multiprecision::cpp_int;

constexpr int digits = 4;

void check_arrow(const zi::PreparedColumns& prepared, const zi::Columns& columns, const zi::BulkResult& result,
                 const std::vector<zi::Assessment>& expected) {
    zi::ExportOptions options;
    options.digits = digits;
    // Refused exactly where some score may not fit, rounded up.
    const Whole power = boost::multiprecision::pow(Whole(10), digits), most = boost::multiprecision::pow(Whole(10), 38) - 1;
    const auto objection = zi::check_export(prepared, options);
    check(objection.has_value() ==
          (zi::sheet::fraction_of(prepared.largest_score().second) * zi::sheet::Fraction(power) > zi::sheet::Fraction(most)));
    if (objection) return strangers::check_said({*objection}, 1);
    const std::string found = zi::columnar_test::difference_exported(prepared, columns, result, options, expected);
    if (!found.empty()) std::fputs(found.c_str(), stderr);
    check(found.empty());
}

void check_rows(const zi::PreparedColumns& prepared, const zi::BulkResult& result,
                const std::vector<zi::Assessment>& expected) {
    for (std::size_t row = 0; row < expected.size(); ++row) {
        const std::string found = zi::columnar_test::difference(prepared, result, row, expected[row]);
        if (!found.empty()) std::fputs(found.c_str(), stderr);
        check(found.empty());
    }
}

void examine(const std::shared_ptr<const zi::Model>& model, const std::vector<zi::Unit>& units, zi::Date day) {
    zi::ColumnsBuilder builder(model, day);
    std::vector<zi::Assessment> expected;
    std::string lines;
    std::vector<std::string> ids, names;
    for (const zi::Unit& unit : units) {
        builder.append(unit);
        expected.push_back(zi::assess_reference(*model, unit, day));
        lines += zi::csv_row(*model, unit, expected.back());
        ids.push_back(unit.id);
        names.push_back(unit.name);
    }
    const zi::Columns columns = builder.finish();
    for (const bool as_decimals : {false, true}) {
        zi::BulkOutputs outputs = zi::BulkOutputs::all(*model);
        outputs.as_decimals = as_decimals;
        const zi::PreparedColumns prepared(model, day, outputs);
        check(!prepared.describe(zi::Language::english).empty());
        const zi::BulkResult result = zi::assess_columns(prepared, columns);
        check_arrow(prepared, columns, result, expected);
        if (prepared.holds_scores()) {
            check_rows(prepared, result, expected);
            continue;
        }
        // None are given, rather than wrong ones; verdicts are there as ever.
        for (const auto* scores : {&result.nodes, &result.views})
            for (const zi::BulkScores& one : *scores) check(one.certain.empty() && one.possible.empty());
        outputs.nodes.clear();
        outputs.views.clear();
        const zi::PreparedColumns verdicts(model, day, outputs);
        check_rows(verdicts, zi::assess_columns(verdicts, columns), expected);
    }
    const zi::PreparedColumns csv(model, day, zi::csv_outputs(*model));
    check(zi::csv_rows(csv, columns, zi::assess_columns(csv, columns), ids, names) == lines);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input = strangers::text_of(data, size);
    if (varied::is_text(input)) {
        const varied::Subject subject = varied::from_text(input, 4);
        if (subject.model) examine(subject.model, subject.units, varied::day);
        return 0;
    }
    auto choose = varied::choices(input);
    zi::sheet::Shape shape;
    shape.awkward = choose.likely(20);
    shape.extreme = choose.likely(30);
    const zi::sheet::Sheet sheet = zi::sheet::any_sheet(choose, shape);
    const auto program = zi::sheet::program_of(zi::sheet::text(sheet));
    std::vector<zi::Unit> units;
    std::optional<zi::Date> day;
    for (int i = 0; i < 4; ++i) {
        zi::sheet::Given given = zi::sheet::any_unit(choose, sheet, zi::sheet::any_filling(choose));
        if (!day) day = zi::sheet::day_of(given);
        units.push_back(zi::sheet::units_of(program->model(), zi::sheet::json(sheet, given)).front());
    }
    examine(program->shared_model(), units, *day);
    return 0;
}
