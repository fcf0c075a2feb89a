#include "unit_state.hpp"

#include "eval/facts.hpp"

#include <algorithm>
#include <functional>
#include <map>

namespace zi {

Rational Consequence::points() const {
    // The worksheet comes first.
    return nodes.empty() || nodes.front().index != 0 ? Rational() : nodes.front().after.certain - nodes.front().before.certain;
}

namespace graph {

ScoreUses::ScoreUses(const Model& model)
    : views_of_node(model.nodes.size()), of_node(model.nodes.size()), of_view(model.views.size()) {
    for (Index i = 0; i < model.views.size(); ++i)
        for (const Index node : model.views[i].members) views_of_node[node].push_back(i);
    for (Index p = 0; p < model.predicates.size(); ++p)
        for (Index c = 0; c < model.predicates[p].conditions.size(); ++c) {
            const Condition& condition = model.predicates[p].conditions[c];
            if (condition.subject == Condition::Subject::node) of_node[condition.index].push_back({p, c});
            if (condition.subject == Condition::Subject::view) of_view[condition.index].push_back({p, c});
        }
}

UnitState::UnitState(const Program& program, const ScoreUses& uses, const Unit& unit, Date as_of, AssessmentState& scratch)
    : model_(&program.model()),
      uses_(&uses),
      unit_(&unit),
      world_(zi::documents_of(unit), as_of),
      links_(world_.documents, model_->questions.size()),
      standings_(links_.standings(world_)),
      assessment_(assess(program, unit, as_of, scratch)) {}

Consequence UnitState::consequence(const DocumentWorld& changed) const {
    Consequence result;
    result.stage_before = result.stage_after = assessment_.stage;
    const std::vector<Standing> standings = links_.standings(changed);
    std::vector<Index> questions;
    for (std::size_t i = 0; i < standings.size(); ++i) {
        if (standings[i] == standings_[i] && changed.documents[i] == world_.documents[i] && changed.days[i] == world_.days[i])
            continue;
        for (const Document::Support& support : world_.documents[i]->supports) questions.push_back(support.question);
    }
    std::sort(questions.begin(), questions.end());
    questions.erase(std::unique(questions.begin(), questions.end()), questions.end());
    for (const Index question : questions) {
        const QuestionResult& before = assessment_.questions[question];
        if (!before.backing.needed) continue;  // also where the rules set it apart
        const Backing backing = links_.back(*model_, changed, standings, question);
        if (backing == before.backing) continue;
        QuestionResult after =
            question_result(*model_, *unit_, question, prevailing_answer(*model_, *unit_, question), backing);
        if (after.certain != before.certain || after.possible != before.possible)
            result.questions.push_back({question, before, std::move(after)});
    }
    if (!result.questions.empty()) spread(result);
    return result;
}

/// From the questions to all nodes above them, to views, and to predicates.
void UnitState::spread(Consequence& result) const {
    // Children come after their parents, so that the last one is always ready.
    std::map<Index, std::vector<Consequence::Points>, std::greater<>> ready;
    std::map<Index, Consequence::Points> views;
    for (const Consequence::Answer& one : result.questions) {
        const Index node = model_->questions[one.question].node;
        const Rational& weight = model_->nodes[node].weight;
        ready[node].push_back({node, assessment_.nodes[node], {weight * one.after.certain, weight * one.after.possible}});
    }
    while (!ready.empty()) {
        const Index index = ready.begin()->first;
        const std::vector<Consequence::Points> inner = std::move(ready.begin()->second);
        ready.erase(ready.begin());
        const Node& node = model_->nodes[index];
        const Score& before = assessment_.nodes[index];
        Consequence::Points points{index, before, node.question != none ? inner.front().after : scored(node, before, inner)};
        if (points.after == before) continue;
        for (const Index view : uses_->views_of_node[index]) {
            auto& seen = views.try_emplace(view, Consequence::Points{view, assessment_.views[view], assessment_.views[view]})
                             .first->second;
            seen.after.certain += points.after.certain - before.certain;
            seen.after.possible += points.after.possible - before.possible;
        }
        if (node.parent != none) ready[node.parent].push_back(points);
        result.nodes.push_back(std::move(points));
    }
    std::reverse(result.nodes.begin(), result.nodes.end());
    for (auto& [view, points] : views)
        if (points.after != points.before) result.views.push_back(std::move(points));
    if (turns(result)) judge(result);
}

/// The score of a node some of whose children have changed.
Score UnitState::scored(const Node& node, const Score& before, const std::vector<Consequence::Points>& changed) const {
    Score score = before;
    if (node.combine == Combine::sum || node.combine == Combine::mean) {
        for (const Consequence::Points& child : changed) {
            score.certain += child.after.certain - child.before.certain;
            score.possible += child.after.possible - child.before.possible;
        }
        return score;
    }
    bool first = true;
    auto next = changed.rbegin();  // the last child comes first
    for (const Index child : node.children) {
        const bool is_next = next != changed.rend() && next->index == child;
        const Score& inner = is_next ? next->after : assessment_.nodes[child];
        if (is_next) ++next;
        const auto better = [&](const Rational& a, const Rational& b) {
            return node.combine == Combine::min ? min(a, b) : max(a, b);
        };
        score = first ? inner : Score{better(score.certain, inner.certain), better(score.possible, inner.possible)};
        first = false;
    }
    return score;
}

/// Does any condition on a changed score come out differently? Mostly none does, and then predicates need not be judged again.
bool UnitState::turns(const Consequence& result) const {
    const auto differs = [&](const std::vector<ScoreUses::Use>& uses, const Consequence::Points& points) {
        return std::any_of(uses.begin(), uses.end(), [&](const ScoreUses::Use& use) {
            const Condition& condition = model_->predicates[use.predicate].conditions[use.condition];
            return judge_score(condition, points.before).verdict != judge_score(condition, points.after).verdict;
        });
    };
    return std::any_of(result.nodes.begin(), result.nodes.end(),
                       [&](const auto& one) { return differs(uses_->of_node[one.index], one); }) ||
           std::any_of(result.views.begin(), result.views.end(),
                       [&](const auto& one) { return differs(uses_->of_view[one.index], one); });
}

void UnitState::judge(Consequence& result) const {
    const auto changed = [](const std::vector<Consequence::Points>& all, Index index, const Score& before) -> const Score& {
        const auto found = points_of(all, index);
        return found == all.end() ? before : found->after;
    };
    Assessment judged;
    judged.as_of = assessment_.as_of;
    judge_predicates(*model_, *unit_, judged, [&](Index predicate, Index i) {
        const Condition& condition = model_->predicates[predicate].conditions[i];
        return judge_score(condition, condition.subject == Condition::Subject::node
                                          ? changed(result.nodes, condition.index, assessment_.nodes[condition.index])
                                          : changed(result.views, condition.index, assessment_.views[condition.index]));
    });
    for (Index p = 0; p < judged.predicates.size(); ++p)
        if (const Verdict before = assessment_.predicates[p].verdict; before != judged.predicates[p].verdict)
            result.predicates.push_back({p, before, judged.predicates[p].verdict});
    result.stage_after = judged.stage;
}

Document after_change(const Document& document, DocumentChange change, Date day) {
    Document changed = document;
    switch (change) {
        case DocumentChange::rejected: changed.status = DocumentStatus::rejected; break;
        case DocumentChange::expired:
            if (!changed.valid_until || day < *changed.valid_until) changed.valid_until = day;
            break;
        case DocumentChange::accepted:
            changed.status = DocumentStatus::accepted;
            changed.issued = std::max(day, changed.issued.value_or(day));
            if (changed.valid_until && *changed.valid_until <= day) changed.valid_until.reset();
            break;
    }
    return changed;
}

std::size_t turned(const Model& model, const Consequence& consequence) {
    return static_cast<std::size_t>(
        std::count_if(consequence.predicates.begin(), consequence.predicates.end(), [&](const Consequence::Turn& turn) {
            return turn.before == Verdict::met && model.predicates[turn.predicate].kind != Predicate::Kind::stage;
        }));
}

}  // namespace graph
}  // namespace zi
