// Reasons under varied rules: ledgers add up at every node and view, repairs that are enough meet their condition, differences
// add up, and all of it can be written in both languages.
#include "varied.hpp"

#include "why/cases.hpp"
#include "zi/diff.hpp"
#include "zi/report.hpp"

using strangers::check;
using zi::Rational;

namespace {

void adds_up(const std::vector<zi::Loss>& losses, const Rational& weight, const zi::Score& score) {
    check(zi::test::total(losses) == weight - score.certain);
    check(zi::test::total_open(losses) == score.possible - score.certain);
    for (const zi::Loss& loss : losses) check(loss.points.sign() > 0 && !zi::code(loss.reason).empty());
}

zi::Assessment examine(const zi::Model& model, const zi::Unit& unit, zi::Date day) {
    const zi::Assessment assessment = zi::assess_reference(model, unit, day);
    for (zi::NodeIndex node{0}; node < model.nodes.size(); ++node)
        adds_up(zi::losses(model, unit, assessment, node), model.nodes[node].weight, assessment.nodes[node]);
    for (zi::ViewIndex view{0}; view < model.views.size(); ++view)
        adds_up(zi::losses_of_view(model, unit, assessment, view), model.views[view].weight, assessment.views[view]);
    std::vector<zi::PredicateIndex> all;
    for (zi::PredicateIndex i{0}; i < model.predicates.size(); ++i) all.push_back(i);
    const auto reasons = zi::reasons(model, unit, assessment, all);
    for (const zi::PredicateReasons& one : reasons)
        for (const zi::ConditionReasons& why : one.conditions) {
            if (!why.repairs) continue;
            const zi::Condition& condition = model.predicates[one.predicate].conditions[why.result.condition];
            check(why.repairs->enough == zi::compare(why.repairs->reached, condition.op, condition.threshold));
            check(why.repairs->enough || why.repairs->losses.empty());
        }
    for (const zi::Language language : {zi::Language::indonesian, zi::Language::english}) {
        check(all.empty() || !zi::why_text(model, unit, assessment, reasons, language).empty());
        check(all.empty() || !zi::whynot_text(model, unit, assessment, reasons, language).empty());
        check(!zi::to_json(model, unit, assessment, reasons, language).empty());
    }
    return assessment;
}

void compare(const zi::Model& model, const zi::Standpoint& before, const zi::Standpoint& after) {
    const zi::Diff diff = zi::diff(model, before, after);
    std::vector<zi::Shift> moved(model.nodes.size());
    for (const zi::Move& one : diff.moves) {
        zi::Shift& shift = moved[model.questions[one.question].node];
        shift.certain += one.points.certain;
        shift.possible += one.points.possible;
    }
    for (std::size_t i = 0; i < model.nodes.size(); ++i) {
        if (model.nodes[i].question == zi::none) continue;
        const zi::Score &a = before.assessment.nodes[i], &b = after.assessment.nodes[i];
        check(moved[i] == zi::Shift{b.certain - a.certain, b.possible - a.possible});
    }
    check(!zi::to_json(model, before, after, diff).empty() &&
          !zi::diff_text(model, before, after, diff, zi::Language::english).empty());
}

void examine_all(const zi::Model& model, const std::vector<zi::Unit>& units, zi::Date day) {
    std::vector<zi::Assessment> assessments;
    for (const zi::Unit& unit : units) assessments.push_back(examine(model, unit, day));
    for (std::size_t i = 1; i < units.size(); ++i)
        compare(model, {units[i - 1], assessments[i - 1]}, {units[i], assessments[i]});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input = strangers::text_of(data, size);
    if (varied::is_text(input)) {
        const varied::Subject subject = varied::from_text(input, 3);
        if (subject.model) examine_all(*subject.model, subject.units, varied::day);
        return 0;
    }
    auto choose = varied::choices(input);
    zi::sheet::Shape shape;
    shape.questions = 12;
    shape.extreme = choose.likely(30);
    const zi::test::Case subject(choose, shape);
    std::vector<zi::Unit> units;
    for (int i = 0; i < 2; ++i) units.push_back(zi::test::any_unit(choose, subject));
    examine_all(subject.model, units, varied::day);
    return 0;
}
