// Lowers rational weights, options and thresholds to integers over one common denominator.
#include "tables.hpp"

#include "base/common_multiple.hpp"

#include <algorithm>
#include <optional>

namespace zi::program {

namespace {

// A denominator of at most 2^62 / weight leaves 63 bits for the scale of the ratios (scores.hpp).
constexpr std::int64_t limit = std::int64_t{1} << 62;

/// value * denominator, an integer; nullopt if it is too large.
std::optional<std::int64_t> scaled(const Rational& value, std::int64_t denominator) {
    const auto parts = value.small();
    if (!parts) return std::nullopt;
    const Wide product = static_cast<Wide>(parts->first) * (denominator / parts->second);
    if (product > limit || product < -limit) return std::nullopt;
    return static_cast<std::int64_t>(product);
}

template <class Reader>
void facts_read(const Guard& guard, Reader reader, std::vector<std::pair<Index, Reader>>& out) {
    if (guard.kind == Guard::Kind::test) out.emplace_back(guard.subject, reader);
    for (const Guard& arg : guard.args) facts_read(arg, reader, out);
}

}  // namespace

Tables::Tables(std::shared_ptr<const Model> of) : model(std::move(of)) {
    list_readers();
    lower_points();
}

void Tables::lower_points() {
    std::int64_t common = 1;
    bool fits = true;
    const auto include = [&](const Rational& value) { fits = fits && include_denominator(common, value, limit); };
    for (const Node& node : model->nodes) include(node.weight);
    for (const Question& question : model->questions) {
        const Rational& weight = model->nodes[question.node].weight;
        include(weight * question.worst);
        include(weight * question.best);
        Leaf& leaf = leaves.emplace_back();
        leaf.node = question.node;
        leaf.first_option = static_cast<std::uint32_t>(option_scores.size());
        if (question.kind == Question::Kind::options)
            for (const Option& option : model->scales[question.scale].options)
                include(option_scores.emplace_back(weight * option.value));
        leaf.options = static_cast<std::uint32_t>(option_scores.size()) - leaf.first_option;
    }
    for (const Predicate& predicate : model->predicates)
        for (const Condition& condition : predicate.conditions) include(condition.threshold);
    if (!fits) return;
    denominator = common;

    const auto integer = [&](const Rational& value) {
        const auto number = scaled(value, denominator);
        if (!number) fits = false;
        return number.value_or(0);
    };
    // The sum of all leaves bounds every score: no node or view counts a leaf twice.
    std::int64_t sum = 0, bound = denominator;
    for (Index i = 0; i < leaves.size(); ++i) {
        const Question& question = model->questions[i];
        const Rational& weight = model->nodes[question.node].weight;
        leaves[i].weight = integer(weight);
        leaves[i].worst = integer(weight * question.worst);
        leaves[i].best = integer(weight * question.best);
        if (__builtin_add_overflow(sum, leaves[i].weight, &sum)) fits = false;
    }
    for (const Rational& score : option_scores) option_points.push_back(integer(score));
    bound = std::max(bound, sum);
    for (const Predicate& predicate : model->predicates)
        for (const Condition& condition : predicate.conditions) {
            const std::int64_t threshold = thresholds.emplace_back(integer(condition.threshold));
            bound = std::max(bound, threshold < 0 ? -threshold : threshold);
        }
    most_scale = (Wide{1} << 126) / bound;
    integral = fits;
}

void Tables::list_readers() {
    const Model& m = *model;
    std::vector<std::pair<Index, ViewIndex>> views;
    std::vector<std::pair<Index, PlaceIndex>> on_node, on_view, on_predicate, on_fact, guarding_conditions;
    std::vector<std::pair<Index, PredicateIndex>> guarding_predicates;
    std::vector<std::pair<Index, QuestionIndex>> guarding_questions;
    for (const Node& node : m.nodes) {
        parents.push_back(node.parent);
        const bool adds_up = node.combine == Combine::sum || node.combine == Combine::mean;
        ways.push_back(node.question != none ? Way::leaf : adds_up ? Way::sum : Way::extreme);
    }
    for (ViewIndex i{0}; i < m.views.size(); ++i)
        for (const NodeIndex node : m.views[i].members) views.emplace_back(node, i);
    for (PredicateIndex p{0}; p < m.predicates.size(); ++p) {
        first_condition.emplace_back(places.size());
        if (m.predicates[p].when) facts_read(*m.predicates[p].when, p, guarding_predicates);
        for (ConditionIndex c{0}; c < m.predicates[p].conditions.size(); ++c) {
            const Condition& one = m.predicates[p].conditions[c];
            const PlaceIndex place(places.size());
            const bool always = !one.when && !one.unless && !one.from && !one.until;
            places.push_back({p, c, one.index, one.subject, one.op, always});
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
    first_condition.emplace_back(places.size());
    for (QuestionIndex q{0}; q < m.questions.size(); ++q)
        for (const Inapplicable& one : m.questions[q].inapplicable) facts_read(one.guard, q, guarding_questions);
    for (FactIndex f{0}; f < m.facts.size(); ++f)
        if (m.facts[f].members_meet != none) facts_of_members.push_back(f);
    rank.resize(m.predicates.size());
    for (Index i = 0; i < m.predicate_order.size(); ++i) rank[m.predicate_order[i]] = i;

    views_of_node = {m.nodes.size(), views};
    conditions_on_node = {m.nodes.size(), on_node};
    conditions_on_view = {m.views.size(), on_view};
    conditions_on_predicate = {m.predicates.size(), on_predicate};
    conditions_on_fact = {m.facts.size(), on_fact};
    conditions_guarded_by_fact = {m.facts.size(), guarding_conditions};
    predicates_guarded_by_fact = {m.facts.size(), guarding_predicates};
    questions_guarded_by_fact = {m.facts.size(), guarding_questions};
}

}  // namespace zi::program
