// Columns of varied rules and units: verdicts, scores, CSV and Arrow say what the reference says, to the last digit.
#include "varied.hpp"

#include "columnar/support.hpp"
#include "property/subject.hpp"
#include "zi/arrow.hpp"
#include "zi/report.hpp"

#include <cstring>

using strangers::check;

namespace {

using Whole = boost::multiprecision::cpp_int;

constexpr int digits = 4;

/// In units of the last digit, rounded down.
Whole in_digits(const zi::Rational& score) {
    const zi::sheet::Fraction exact =
        zi::sheet::fraction_of(score) * zi::sheet::Fraction(boost::multiprecision::pow(Whole(10), digits));
    return numerator(exact) / denominator(exact);
}

/// A decimal128: 128 bits, little-endian, none of them negative here.
Whole value_at(const ArrowArray& array, std::size_t row) {
    std::uint64_t words[2];
    std::memcpy(words,
                static_cast<const char*>(array.buffers[1]) + sizeof words * (row + static_cast<std::size_t>(array.offset)),
                sizeof words);
    return (Whole(words[1]) << 64) + words[0];
}

void check_arrow(const zi::BulkPlan& plan, const zi::Columns& columns, const zi::BulkResult& result,
                 const std::vector<zi::Assessment>& expected) {
    ArrowSchema schema;
    ArrowArray array;
    zi::ExportOptions options;
    options.digits = digits;
    // Refused exactly where some score may not fit.
    const auto objection = zi::check_export(plan, options);
    check(objection.has_value() == (in_digits(plan.largest_score().second) >= boost::multiprecision::pow(Whole(10), 38)));
    if (objection) return strangers::check_said({*objection}, 1);
    zi::export_result(plan, columns, result, &schema, &array, options);
    const zi::Model& model = plan.model();
    for (std::int64_t i = 0; i < array.n_children; ++i) {
        const std::string_view name = schema.children[i]->name;
        if (!std::string_view(schema.children[i]->format).starts_with("d:")) continue;
        const std::size_t slash = name.rfind('/');
        const bool certain = name.substr(slash + 1) == "certain";
        const zi::Index node = model.find_node(name.substr(0, slash)), view = model.find_view(name.substr(0, slash));
        for (std::size_t row = 0; row < expected.size(); ++row) {
            const zi::Score& score = node != zi::none ? expected[row].nodes[node] : expected[row].views[view];
            check(value_at(*array.children[i], row) == in_digits(certain ? score.certain : score.possible));
        }
    }
    array.release(&array);
    schema.release(&schema);
}

void check_rows(const zi::BulkPlan& plan, const zi::BulkResult& result, const std::vector<zi::Assessment>& expected) {
    for (std::size_t row = 0; row < expected.size(); ++row) {
        const std::string found = zi::columnar_test::difference(plan, result, row, expected[row]);
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
    for (const bool fine : {false, true}) {
        zi::BulkOutputs outputs = zi::BulkOutputs::all(*model);
        outputs.fine = fine;
        const zi::BulkPlan plan(model, day, outputs);
        check(!plan.describe(zi::Language::english).empty());
        const zi::BulkResult result = zi::assess_columns(plan, columns);
        check_arrow(plan, columns, result, expected);
        if (plan.holds_scores()) {
            check_rows(plan, result, expected);
            continue;
        }
        // None are given, rather than wrong ones; verdicts are there as ever.
        for (const auto* scores : {&result.nodes, &result.views})
            for (const zi::BulkScores& one : *scores) check(one.certain.empty() && one.possible.empty());
        outputs.nodes.clear();
        outputs.views.clear();
        const zi::BulkPlan verdicts(model, day, outputs);
        check_rows(verdicts, zi::assess_columns(verdicts, columns), expected);
    }
    const zi::BulkPlan csv(model, day, zi::csv_outputs(*model));
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
