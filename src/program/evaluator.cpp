#include "evaluator.hpp"

#include "base/prevailing.hpp"
#include "eval/facts.hpp"

namespace zi::program {

Evaluator::Evaluator(std::shared_ptr<const Tables> tables)
    : tables_(std::move(tables)),
      model_(*tables_->model),
      concerns_(model_.questions.size(), 1),
      told_(model_.questions.size()),
      scores_(*tables_),
      verdicts_(*tables_),
      questions_(model_.questions.size()),
      facts_(model_.facts.size()) {}

// ---- Loading a unit --------------------------------------------------------------------------------------------------------

void Evaluator::load(const Unit& unit, Date as_of, const List<Backing, Question>* backings) {
    unit_ = &unit;
    as_of_ = as_of;
    backings_ = backings;
    questions_.clear();
    facts_.clear();
    scores_.clear();
    for (QuestionIndex i{0}; i < model_.questions.size(); ++i) {
        const Question& question = model_.questions[i];
        if (!question.inapplicable.empty())
            concerns_[i] = applicability(question, model_, unit, as_of).inapplicable == Truth::no ? 1 : 0;
        judge_question(i, [&](const auto& certain, const auto& possible) { scores_.lay(i, certain, possible); });
    }
    scores_.fold();
    const auto concerned = [&](PredicateIndex predicate) {
        const auto& when = model_.predicates[predicate].when;
        return when ? holds(*when, model_, unit, as_of) : Truth::yes;
    };
    verdicts_.load(concerned, [&](PlaceIndex place) -> Verdicts::OfCondition {
        const Place& one = tables_->places[place];
        const Truth applicable = one.always ? Truth::yes : applies(tables_->condition(place), model_, unit, as_of);
        switch (one.subject) {
            case Condition::Subject::node: return {scores_.judge(place, NodeIndex(one.index)), applicable};
            case Condition::Subject::view: return {scores_.judge(place, ViewIndex(one.index)), applicable};
            case Condition::Subject::fact: return {fact_verdict(tables_->condition(place), model_, unit, as_of), applicable};
            case Condition::Subject::day: return {judge_day(tables_->condition(place), as_of).verdict, applicable};
            case Condition::Subject::predicate: break;
        }
        return {Verdict::open, applicable};
    });
    stage_ = zi::stage(model_, [&](PredicateIndex i) { return verdicts_.verdict(i); });
}

// ---- Propagating an edit ------------------------------------------------------------------------------------

Change Evaluator::settle() {
    scores_.begin();
    changed_nodes_.clear();
    changed_views_.clear();
    for (const FactIndex fact : facts_.list()) judge_fact(fact);
    for (const QuestionIndex question : questions_.list())
        judge_question(question, [&](const auto& certain, const auto& possible) { scores_.set(question, certain, possible); });
    scores_.each_change(
        [&](NodeIndex node) {
            changed_nodes_.push_back(node);
            for (const PlaceIndex place : tables_->conditions_on_node[node]) verdicts_.judge(place, scores_.judge(place, node));
        },
        [&](ViewIndex view) {
            changed_views_.push_back(view);
            for (const PlaceIndex place : tables_->conditions_on_view[view]) verdicts_.judge(place, scores_.judge(place, view));
        });
    verdicts_.settle();
    scores_.settle();

    changed_questions_ = questions_.list();
    questions_.clear();
    facts_.clear();
    Change change{changed_questions_, changed_nodes_, changed_views_, verdicts_.turns(), stage_, stage_};
    if (!change.predicates.empty()) stage_ = zi::stage(model_, [&](PredicateIndex i) { return verdicts_.verdict(i); });
    change.stage_after = stage_;
    return change;
}

void Evaluator::judge_fact(FactIndex fact) {
    for (const PlaceIndex place : tables_->conditions_on_fact[fact])
        verdicts_.judge(place, fact_verdict(tables_->condition(place), model_, *unit_, as_of_));
    for (const PlaceIndex place : tables_->conditions_guarded_by_fact[fact])
        verdicts_.apply(place, applies(tables_->condition(place), model_, *unit_, as_of_));
    for (const PredicateIndex predicate : tables_->predicates_guarded_by_fact[fact])
        verdicts_.concern(predicate, holds(*model_.predicates[predicate].when, model_, *unit_, as_of_));
    for (const QuestionIndex question : tables_->questions_guarded_by_fact[fact]) {
        concerns_[question] =
            applicability(model_.questions[question], model_, *unit_, as_of_).inapplicable == Truth::no ? 1 : 0;
        questions_.add(question);
    }
}

const Backing& Evaluator::backing(QuestionIndex question) const {
    static constexpr Backing taken_at_its_word;
    return backings_ ? (*backings_)[question] : taken_at_its_word;
}

std::optional<Evaluator::Options> Evaluator::options(QuestionIndex index) const {
    const Leaf& leaf = tables_->leaves[index];
    if (leaf.options == 0 || concerns_[index] == 0) return std::nullopt;
    // As prevailing_answer, but from the tables alone.
    const auto given = prevailing(*unit_, index, model_.assessors.size(),
                                  [&](const Answer& answer) { return fits_options(answer, leaf.options); });
    const auto* option = std::get_if<Member>(given.answer);
    if (!option) return std::nullopt;
    const Backing& carried = backing(index);
    if (!carried.needed) return Options{leaf.first_option + option->value, leaf.first_option + option->value};
    return Options{leaf.first_option + std::max<Index>(option->value, carried.certain_option),
                   leaf.first_option + std::max<Index>(option->value, carried.possible_option)};
}

/// Whether a question's points cannot be looked up in Tables::option_points.
bool Evaluator::is_in_shares(QuestionIndex question) const {
    return !tables_->integral || concerns_[question] == 0 || tables_->leaves[question].options == 0;
}

QuestionResult Evaluator::asked(QuestionIndex question) const {
    return question_result(model_, *unit_, question, prevailing_answer(model_, *unit_, question), backing(question), as_of_);
}

/// Calls `put` with the bounds of a question's points as integers where the tables have them, else with its shares.
template <class Put>
void Evaluator::judge_question(QuestionIndex index, Put put) {
    if (is_in_shares(index)) {
        const QuestionResult& told = told_[index] = asked(index);
        return put(told.certain, told.possible);
    }
    if (const auto counted = options(index))
        return put(tables_->option_points[counted->certain], tables_->option_points[counted->possible]);
    put(tables_->leaves[index].worst, tables_->leaves[index].best);
}

// ---- Queries -------------------------------------------------------------------------------------------------

Score Evaluator::score(NodeIndex node) const {
    const QuestionIndex question = model_.nodes[node].question;
    if (question != none)
        if (const auto counted = options(question))
            return {tables_->option_scores[counted->certain], tables_->option_scores[counted->possible]};
    return scores_.node(node);
}

QuestionResult Evaluator::question(QuestionIndex question) const {
    if (!is_in_shares(question)) return asked(question);
    QuestionResult result = told_[question];
    if (result.backing.needed) result.backing = backing(question);  // its indices of documents may be stale
    return result;
}

template <class OfNode, class OfView>
PredicateResult Evaluator::results(PredicateIndex index, OfNode of_node, OfView of_view) const {
    PredicateResult result;
    result.concerned = verdicts_.concerned(index);
    result.verdict = verdicts_.verdict(index);
    if (!result.concerned) return result;
    const List<Condition>& conditions = model_.predicates[index].conditions;
    result.conditions.reserve(conditions.size());
    for (ConditionIndex i{0}; i < conditions.size(); ++i) {
        const PlaceIndex place(tables_->first_condition[index] + i);
        if (!verdicts_.applies(place)) continue;
        const Condition& condition = conditions[i];
        ConditionResult& one = result.conditions.emplace_back();
        switch (condition.subject) {
            case Condition::Subject::node: one.value = of_node(condition.node()); break;
            case Condition::Subject::view: one.value = of_view(condition.view()); break;
            case Condition::Subject::fact: one = zi::judge_fact(condition, model_, *unit_, as_of_); break;
            case Condition::Subject::day:
            case Condition::Subject::predicate: break;  // these have no value, only a verdict
        }
        if (condition.subject == Condition::Subject::node || condition.subject == Condition::Subject::view)
            one.margin = margin(condition.op, *one.value, condition.threshold);
        one.condition = i;
        one.verdict = verdicts_.of_condition(place);
    }
    return result;
}

PredicateResult Evaluator::predicate(PredicateIndex predicate) const {
    if (verdict(predicate) == Verdict::open) return std::move(assessment().predicates[predicate]);
    return results(
        predicate, [&](NodeIndex node) { return score(node); }, [&](ViewIndex view) { return view_score(view); });
}

Assessment Evaluator::assessment() const {
    Assessment all;
    all.as_of = as_of_;
    all.nodes.reserve(model_.nodes.size());
    all.views.reserve(model_.views.size());
    all.questions.reserve(model_.questions.size());
    all.predicates.reserve(model_.predicates.size());
    for (NodeIndex i{0}; i < model_.nodes.size(); ++i) all.nodes.push_back(score(i));
    for (ViewIndex i{0}; i < model_.views.size(); ++i) all.views.push_back(view_score(i));
    for (QuestionIndex i{0}; i < model_.questions.size(); ++i) all.questions.push_back(question(i));
    for (PredicateIndex i{0}; i < model_.predicates.size(); ++i)
        all.predicates.push_back(results(
            i, [&](NodeIndex node) { return all.nodes[node]; }, [&](ViewIndex view) { return all.views[view]; }));
    all.stage = stage_;
    mark_exact(model_, *unit_, all);
    return all;
}

}  // namespace zi::program
