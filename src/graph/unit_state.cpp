#include "unit_state.hpp"

#include "base/lists.hpp"

#include <algorithm>

namespace zi {

Rational Consequence::points() const {
    // Nodes come before views in the list of changes: the worksheet is node 0.
    return nodes.empty() || nodes.front().index != 0 ? Rational() : nodes.front().after.certain - nodes.front().before.certain;
}

namespace graph {

UnitState::UnitState(program::Evaluator& evaluator, const Unit& unit, Date as_of)
    : unit_(&unit),
      world_(zi::documents_of(unit), as_of),
      links_(world_.documents, evaluator.model().questions.size()),
      standings_(links_.standings(world_)) {
    List<Backing, Question> backings;
    for (QuestionIndex i{0}; unit.documents && i < evaluator.model().questions.size(); ++i)
        backings.push_back(links_.back(evaluator.model(), world_, standings_, i));
    evaluator.load(unit, as_of, unit.documents ? &backings : nullptr);
    assessment_ = evaluator.assessment();
}

void Alternatives::of(const UnitState& unit) {
    unit_ = &unit;
    loaded_ = false;
}

void Alternatives::load() {
    loaded_ = true;
    backings_.clear();
    for (const QuestionResult& question : unit_->assessment().questions) backings_.push_back(question.backing);
    evaluator_.load(unit_->unit(), unit_->assessment().as_of, &backings_);
}

Consequence Alternatives::consequence(const DocumentWorld& changed) {
    const DocumentWorld& world = unit_->world();
    const Assessment& now = unit_->assessment();
    Consequence result;
    result.stage_before = result.stage_after = now.stage;

    const List<Standing, Document> standings = unit_->links().standings(changed);
    std::vector<QuestionIndex> questions;
    for (std::size_t i = 0; i < standings.size(); ++i) {
        if (standings[i] == unit_->standings()[i] && changed.documents[i] == world.documents[i] &&
            changed.days[i] == world.days[i])
            continue;
        for (const Document::Support& support : world.documents[i]->supports) questions.push_back(support.question);
    }
    std::sort(questions.begin(), questions.end());
    questions.erase(std::unique(questions.begin(), questions.end()), questions.end());
    before_.clear();
    for (const QuestionIndex question : questions) {
        if (!now.questions[question].backing.needed) continue;  // includes questions that are not applicable
        Backing backing = unit_->links().back(evaluator_.model(), changed, standings, question);
        if (backing == now.questions[question].backing) continue;
        if (!loaded_) load();
        before_.emplace_back(question, std::exchange(backings_[question], backing));
        evaluator_.touch_question(question);
    }
    if (before_.empty()) return result;

    const Change change = evaluator_.settle();
    for (const auto& [question, backing] : before_) {
        const QuestionResult& before = now.questions[question];
        QuestionResult after = evaluator_.question(question);
        if (after.certain != before.certain || after.possible != before.possible)
            result.questions.push_back({question, before, std::move(after)});
    }
    for (const NodeIndex node : ascending(change.nodes))
        result.nodes.push_back({node, now.nodes[node], evaluator_.score(node)});
    for (const ViewIndex view : ascending(change.views))
        result.views.push_back({view, now.views[view], evaluator_.view_score(view)});
    for (const Change::Turn& turn : change.predicates)
        if (turn.before != turn.after) result.predicates.push_back({turn.predicate, turn.before, turn.after});
    std::sort(result.predicates.begin(), result.predicates.end(),
              [](const Consequence::Turn& a, const Consequence::Turn& b) { return a.predicate < b.predicate; });
    result.stage_after = change.stage_after;

    for (const auto& [question, backing] : before_) {
        backings_[question] = backing;
        evaluator_.touch_question(question);
    }
    evaluator_.settle();
    return result;
}

Document after_change(const Document& document, DocumentChange change, Date day) {
    Document changed = document;
    switch (change) {
        case DocumentChange::rejected: changed.status = DocumentStatus::rejected; break;
        case DocumentChange::expired:
            if (!changed.valid_until || day <= *changed.valid_until) changed.valid_until = Date{day.day - std::chrono::days{1}};
            break;
        case DocumentChange::accepted:
            changed.status = DocumentStatus::accepted;
            changed.issued = std::max(day, changed.issued.value_or(day));
            if (changed.valid_until && *changed.valid_until < day) changed.valid_until.reset();
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
