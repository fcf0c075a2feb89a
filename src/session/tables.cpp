#include "tables.hpp"

#include "zi/session.hpp"

namespace zi {

namespace session {

namespace {

void facts_read(const Guard& guard, Index reader, std::vector<Lists::Entry>& out) {
    if (guard.kind == Guard::Kind::test) out.emplace_back(guard.subject, reader);
    for (const Guard& arg : guard.args) facts_read(arg, reader, out);
}

}  // namespace

Tables::Tables(std::shared_ptr<const Program> of) : program(std::move(of)) {
    const Model& m = model();
    std::vector<Lists::Entry> views, on_node, on_view, on_predicate, on_fact, guarding_conditions, guarding_predicates,
        guarding_questions;
    for (const Node& node : m.nodes) {
        parents.push_back(node.parent);
        adds_up.push_back(node.combine == Combine::sum || node.combine == Combine::mean);
    }
    for (Index i = 0; i < m.views.size(); ++i)
        for (const Index node : m.views[i].members) views.emplace_back(node, i);
    for (Index p = 0; p < m.predicates.size(); ++p) {
        first_condition.push_back(static_cast<Index>(places.size()));
        if (m.predicates[p].when) facts_read(*m.predicates[p].when, p, guarding_predicates);
        for (Index c = 0; c < m.predicates[p].conditions.size(); ++c) {
            const Condition& one = m.predicates[p].conditions[c];
            const auto place = static_cast<Index>(places.size());
            places.push_back({p, c});
            operators.push_back(one.op);
            if (one.when) facts_read(*one.when, place, guarding_conditions);
            if (one.unless) facts_read(*one.unless, place, guarding_conditions);
            switch (one.subject) {
                case Condition::Subject::node: on_node.emplace_back(one.index, place); break;
                case Condition::Subject::view: on_view.emplace_back(one.index, place); break;
                case Condition::Subject::fact: on_fact.emplace_back(one.index, place); break;
                case Condition::Subject::predicate: on_predicate.emplace_back(one.index, place); break;
                case Condition::Subject::day: break;
            }
        }
    }
    first_condition.push_back(static_cast<Index>(places.size()));
    for (Index q = 0; q < m.questions.size(); ++q)
        for (const Inapplicable& one : m.questions[q].inapplicable) facts_read(one.guard, q, guarding_questions);
    for (Index f = 0; f < m.facts.size(); ++f)
        if (m.facts[f].members_meet != none) facts_of_members.push_back(f);
    rank.resize(m.predicates.size());
    for (Index i = 0; i < m.predicate_order.size(); ++i) rank[m.predicate_order[i]] = i;

    views_of_node = Lists(m.nodes.size(), std::move(views));
    conditions_on_node = Lists(m.nodes.size(), std::move(on_node));
    conditions_on_view = Lists(m.views.size(), std::move(on_view));
    conditions_on_predicate = Lists(m.predicates.size(), std::move(on_predicate));
    conditions_on_fact = Lists(m.facts.size(), std::move(on_fact));
    conditions_guarded_by_fact = Lists(m.facts.size(), std::move(guarding_conditions));
    predicates_guarded_by_fact = Lists(m.facts.size(), std::move(guarding_predicates));
    questions_guarded_by_fact = Lists(m.facts.size(), std::move(guarding_questions));
}

}  // namespace session

SessionRules::SessionRules(std::shared_ptr<const Program> program) {
    auto tables = std::make_shared<session::Tables>(std::move(program));
    const Program& planned = *tables->program;
    if (planned.integral()) {
        for (const Program::Leaf& leaf : planned.leaves_) tables->leaves.push_back({leaf.worst, leaf.best, leaf.first_option});
        tables->option_points = planned.option_points_;
        for (const auto& row : planned.thresholds_) tables->thresholds.insert(tables->thresholds.end(), row.begin(), row.end());
        tables->most_scale = (Wide{1} << 126) / planned.bound_;
    }
    tables_ = std::move(tables);
}

const Program& SessionRules::program() const { return *tables_->program; }

}  // namespace zi
