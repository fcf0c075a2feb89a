// Varied rules and units: the integer evaluator is the reference, scores lie in order, and every report can be written. Of
// rules made by chance, a third evaluator that shares nothing with the library says the same.
#include "varied.hpp"

#include "property/oracle.hpp"
#include "property/subject.hpp"
#include "zi/readiness.hpp"
#include "zi/report.hpp"

using strangers::check;

namespace {

void examine(const zi::Program& program, const zi::Unit& unit, zi::Date day) {
    const zi::Model& model = program.model();
    zi::AssessmentState state;
    const zi::Assessment assessment = zi::assess(program, unit, day, state);
    check(assessment == zi::assess_reference(model, unit, day));
    const auto in_order = [](const zi::Score& score, const zi::Rational& weight) {
        check(score.certain.sign() >= 0 && !(score.possible < score.certain) && !(weight < score.possible));
    };
    for (std::size_t i = 0; i < model.nodes.size(); ++i) in_order(assessment.nodes[i], model.nodes[i].weight);
    for (std::size_t i = 0; i < model.views.size(); ++i) in_order(assessment.views[i], model.views[i].weight);

    check(!zi::to_json(model, unit, assessment).empty() && !zi::csv_row(model, unit, assessment).empty());
    for (const zi::Language language : {zi::Language::indonesian, zi::Language::english}) {
        zi::Table table(model, day, language);
        table.add(unit, assessment);
        check(!table.text().empty() && !zi::explain(model, unit, assessment, language).empty());
    }
    for (zi::PredicateIndex predicate{0}; predicate < model.predicates.size(); ++predicate) {
        const zi::Readiness readiness = zi::readiness(model, unit, assessment, predicate);
        check(readiness.verdict == assessment.predicates[predicate].verdict);
        in_order(readiness.figure, 1);
        if (readiness.concerned)
            check((readiness.verdict == zi::Verdict::met) == (readiness.figure.certain == zi::Rational(1)));
        check(!zi::to_json(model, unit, assessment, readiness).empty());
        check(!zi::explain(model, unit, assessment, readiness, zi::Language::english).empty());
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input = strangers::text_of(data, size);
    if (varied::is_text(input)) {
        const varied::Subject subject = varied::from_text(input, 4);
        if (!subject.model) return 0;
        const zi::Program program(subject.model);
        for (const zi::Unit& unit : subject.units) examine(program, unit, varied::day);
        return 0;
    }
    auto choose = varied::choices(input);
    zi::sheet::Shape shape;
    shape.awkward = choose.likely(20);
    shape.extreme = choose.likely(30);
    const zi::sheet::Sheet sheet = zi::sheet::any_sheet(choose, shape);
    const auto program = zi::sheet::program_of(zi::sheet::text(sheet));
    for (int i = 0; i < 2; ++i) {
        const zi::sheet::Given given = zi::sheet::any_unit(choose, sheet, zi::sheet::any_filling(choose));
        const zi::Unit unit = zi::sheet::units_of(program->model(), zi::sheet::json(sheet, given)).front();
        examine(*program, unit, zi::sheet::day_of(given));
        const std::string difference = zi::sheet::difference(
            sheet, given, program->model(), zi::assess_reference(program->model(), unit, zi::sheet::day_of(given)));
        if (!difference.empty()) std::fputs(difference.c_str(), stderr);
        check(difference.empty());
    }
    return 0;
}
