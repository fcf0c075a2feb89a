// Plans under varied rules: whatever the search gives, its proof holds, its costs lie above its bound, and the unit as improved
// gets there.
#include "varied.hpp"

#include "improve/subject.hpp"
#include "zi/improve.hpp"

using strangers::check;

namespace {

bool works(const zi::Plan& plan) {
    return plan.status == zi::PlanStatus::optimal || plan.status == zi::PlanStatus::bounded_gap;
}

void examine(const zi::Model& model, const std::vector<zi::Unit>& units, zi::Date day, zi::PredicateIndex target,
             const zi::Costs& costs) {
    zi::PlanOptions options;
    options.certificate = options.step = true;
    options.next = 2;
    options.boxes = 60;
    for (const zi::Unit& unit : units) {
        const zi::Planned planned = zi::plan_improvement(model, unit, day, target, costs, options);
        const zi::Plan& best = planned.best;
        for (const zi::Language language : {zi::Language::indonesian, zi::Language::english})
            check(!zi::to_text(model, unit, day, target, planned, language).empty());
        check(!zi::to_json(model, unit, day, target, planned).empty());
        const zi::Certificate nothing;
        if (best.status != zi::PlanStatus::not_monotone)
            check(zi::check_plan(model, unit, day, target, costs, best, planned.certificate ? *planned.certificate : nothing) ==
                  zi::PlanFault::sound);
        if (!works(best)) {
            check(planned.next.empty());
            continue;
        }
        check(best.lower_bound <= best.cost && (best.status == zi::PlanStatus::bounded_gap || best.lower_bound == best.cost));
        for (const zi::Plan& next : planned.next) check(works(next) && best.lower_bound <= next.cost);
        const zi::Improved improved = zi::improved(model, unit, day, best);
        const zi::Assessment after = zi::assess_reference(*improved.model, improved.unit, day);
        check(after.nodes == best.after.nodes && after.views == best.after.views);
        if (best.obligations.empty())
            check(after.predicates[target].verdict == zi::Verdict::met || !after.predicates[target].concerned);
    }
    zi::PopulationOptions some;
    some.boxes = 30;
    for (const std::uint64_t budget : {0u, 5u, 1'000'000u}) {
        const zi::PopulationPlan plan = zi::plan_population(model, units, day, target, costs, budget, some);
        check(plan.units.size() == units.size() && plan.cost <= budget && plan.coached.size() <= plan.reachable_bound);
        check(!zi::to_json(model, day, target, budget, plan).empty());
        check(!zi::to_text(model, day, target, budget, plan, zi::Language::english).empty());
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view input = strangers::text_of(data, size);
    if (varied::is_text(input)) {
        const varied::Subject subject = varied::from_text(input, 2);
        if (!subject.model) return 0;
        const auto costs = zi::read_costs(*subject.model, subject.rest, {});
        for (zi::PredicateIndex target = zi::PredicateIndex(0);
             target < std::min<std::size_t>(2, subject.model->predicates.size()); ++target)
            examine(*subject.model, subject.units, varied::day, target, costs ? *costs : zi::Costs());
        return 0;
    }
    auto choose = varied::choices(input);
    zi::test::Shape shape;
    shape.documents = choose.likely(50);
    shape.awkward = choose.likely(20);
    shape.large_costs = choose.likely(20);
    const zi::test::Subject subject = zi::test::any_subject(choose, shape);
    examine(*subject.model, {subject.unit}, subject.day, subject.target, subject.costs);
    return 0;
}
