#include "state.hpp"

#include "eval/facts.hpp"

namespace zi::session {

State::State(std::shared_ptr<const Tables> tables, Unit unit, Date as_of)
    : tables_(std::move(tables)),
      model_(tables_->model()),
      unit_(std::move(unit)),
      as_of_(as_of),
      scores_(*tables_),
      verdicts_(*tables_),
      questions_(model_.questions.size()),
      facts_(model_.facts.size()) {
    unit_.answers.resize(model_.questions.size());
    unit_.facts.resize(model_.facts.size());
    if (unit_.documents) evidence_.emplace(model_, unit_, as_of_);
    for (Index q = 0; q < model_.questions.size(); ++q) {
        concerns_.push_back(applicability(model_.questions[q], model_, unit_).inapplicable == Truth::no);
        judge_question(q);
    }
    scores_.settle();
    for (Index place = 0; place < tables_->places.size(); ++place) {
        const Condition& condition = tables_->condition(place);
        verdicts_.apply(place, applies(condition, model_, unit_, as_of_));
        switch (condition.subject) {
            case Condition::Subject::node:
            case Condition::Subject::view: judge_score(place); break;
            case Condition::Subject::fact:
                verdicts_.judge(place, zi::judge_fact(condition, model_, unit_, as_of_).verdict);
                break;
            case Condition::Subject::day: verdicts_.judge(place, judge_day(condition, as_of_).verdict); break;
            case Condition::Subject::predicate: break;  // follows from the others
        }
    }
    for (Index p = 0; p < model_.predicates.size(); ++p)
        if (const auto& when = model_.predicates[p].when) verdicts_.concern(p, holds(*when, model_, unit_));
    verdicts_.settle();
    stage_ = zi::stage(model_, [&](Index i) { return verdicts_.verdict(i); });
}

// ---- Edits ---------------------------------------------------------------------------------------------------------

Answer& State::answer_at(Index question, Index assessor) {
    return assessor == none ? unit_.answers[question] : unit_.assessed[assessor][question];
}

/// Makes room for an assessor's answers.
void State::widen(Index assessor) {
    auto& columns = unit_.assessed;
    const std::size_t count = columns.size(), places = assessor < count ? columns[assessor].size() : 0;
    if (assessor < count && places >= model_.questions.size()) return;
    journal_.note({Entry::Kind::columns, assessor, static_cast<Index>(count), static_cast<Index>(places)});
    if (assessor >= count) columns.resize(std::size_t{assessor} + 1);
    columns[assessor].resize(model_.questions.size());
}

void State::set_answer(Index question, Answer answer, Index assessor) {
    if (assessor != none) {
        const auto& columns = unit_.assessed;
        const bool there = assessor < columns.size() && question < columns[assessor].size();
        if (!there && std::holds_alternative<std::monostate>(answer)) return;
        widen(assessor);
    }
    Answer& was = answer_at(question, assessor);
    if (was == answer) return;
    if (const auto* option = std::get_if<Member>(&was))
        journal_.note({Entry::Kind::option, question, assessor, option->value});
    else if (std::holds_alternative<std::monostate>(was))
        journal_.note({Entry::Kind::option, question, assessor, none});
    else
        journal_.note({Entry::Kind::answer, question, assessor, none}, std::move(was));
    put_answer(question, assessor, std::move(answer));
}

void State::put_answer(Index question, Index assessor, Answer answer) {
    answer_at(question, assessor) = std::move(answer);
    questions_.add(question);
}

void State::set_fact(Index fact, FactValue value) {
    if (unit_.facts[fact] == value) return;
    journal_.note({Entry::Kind::fact, fact, none, none}, std::exchange(unit_.facts[fact], std::move(value)));
    facts_.add(fact);
}

void State::set_document(Document document) {
    if (!unit_.documents) set_documents(std::vector<Document>{});
    const Index place = evidence_->find(document.id);
    if (place == none) {
        const auto last = static_cast<Index>(unit_.documents->size());
        journal_.note({Entry::Kind::inserted, last, none, none});
        return insert_document(last, std::move(document));
    }
    if (evidence_->document(place) == document) return;
    Replaced now = std::move(document);
    if (place >= unit_.documents->size()) now = std::make_shared<const Document>(std::move(*std::get_if<Document>(&now)));
    Replaced was = put_document(place, std::move(now));
    journal_.note({Entry::Kind::replaced, place, none, none}, std::move(was));
}

void State::remove_document(Index place) { journal_.note({Entry::Kind::erased, place, none, none}, erase_document(place)); }

Replaced State::put_document(Index place, Replaced document) {
    documents_touched_ = true;
    const std::size_t own = unit_.documents->size();
    if (auto* value = std::get_if<Document>(&document)) {
        std::swap((*unit_.documents)[place], *value);
        evidence_->replaced(*value, &(*unit_.documents)[place], place);
    } else {
        auto& shared = *std::get_if<SharedDocument>(&document);
        std::swap(unit_.shared[place - own], shared);
        evidence_->replaced(*shared, unit_.shared[place - own].get(), place);
    }
    return document;
}

void State::insert_document(Index place, Replaced document) {
    documents_touched_ = true;
    auto& own = *unit_.documents;
    if (auto* value = std::get_if<Document>(&document)) {
        evidence_->inserted(*own.insert(own.begin() + place, std::move(*value)), place);
    } else {
        const auto at = unit_.shared.begin() + static_cast<std::ptrdiff_t>(place - own.size());
        evidence_->inserted(**unit_.shared.insert(at, std::move(*std::get_if<SharedDocument>(&document))), place);
    }
}

Replaced State::erase_document(Index place) {
    documents_touched_ = true;
    auto& own = *unit_.documents;
    if (place < own.size()) {
        Document was = std::move(own[place]);
        own.erase(own.begin() + place);
        evidence_->erased(was, place);
        return was;
    }
    const auto at = unit_.shared.begin() + static_cast<std::ptrdiff_t>(place - own.size());
    SharedDocument was = std::move(*at);
    unit_.shared.erase(at);
    evidence_->erased(*was, place);
    return was;
}

void State::set_documents(std::optional<std::vector<Document>> documents) {
    if (unit_.documents != documents)
        journal_.note({Entry::Kind::documents, none, none, none}, put_documents(std::move(documents)));
}

Replaced State::put_documents(std::optional<std::vector<Document>> documents) {
    std::swap(unit_.documents, documents);
    evidence_.reset();
    if (unit_.documents) evidence_.emplace(model_, unit_, as_of_);
    for (Index q = 0; q < model_.questions.size(); ++q)
        if (!model_.questions[q].needs.empty()) questions_.add(q);
    return documents;
}

void State::set_member(Index member, std::vector<Verdict> verdicts) {
    if ((*unit_.members)[member].verdicts != verdicts)
        journal_.note({Entry::Kind::member, member, none, none}, put_verdicts(member, std::move(verdicts)));
}

Replaced State::put_verdicts(Index member, std::vector<Verdict> verdicts) {
    std::swap((*unit_.members)[member].verdicts, verdicts);
    for (const Index fact : tables_->facts_of_members) facts_.add(fact);
    return verdicts;
}

void State::undo() {
    const Entry entry = journal_.take();
    // The journal tells what stands beside an entry; it is there.
    const auto replaced = [&]<class What>(std::type_identity<What>) {
        Replaced was = journal_.take_replaced();
        return std::move(*std::get_if<What>(&was));
    };
    switch (entry.kind) {
        case Entry::Kind::option:
            put_answer(entry.index, entry.assessor, entry.was == none ? Answer() : Answer(Member{entry.was}));
            break;
        case Entry::Kind::answer: put_answer(entry.index, entry.assessor, replaced(std::type_identity<Answer>{})); break;
        case Entry::Kind::columns:
            unit_.assessed[entry.index].resize(entry.was);
            unit_.assessed.resize(entry.assessor);
            break;
        case Entry::Kind::fact:
            unit_.facts[entry.index] = replaced(std::type_identity<FactValue>{});
            facts_.add(entry.index);
            break;
        case Entry::Kind::replaced: put_document(entry.index, journal_.take_replaced()); break;
        case Entry::Kind::inserted: erase_document(entry.index); break;
        case Entry::Kind::erased: insert_document(entry.index, journal_.take_replaced()); break;
        case Entry::Kind::documents: put_documents(replaced(std::type_identity<std::optional<std::vector<Document>>>{})); break;
        case Entry::Kind::member: put_verdicts(entry.index, replaced(std::type_identity<std::vector<Verdict>>{})); break;
    }
}

// ---- What follows --------------------------------------------------------------------------------------------------

Change State::settle() {
    scores_.begin();
    changed_nodes_.clear();
    changed_views_.clear();
    for (const Index fact : facts_.list()) judge_fact(fact);
    if (documents_touched_ && evidence_)
        for (const Index question : evidence_->settle(model_, unit_, as_of_)) questions_.add(question);
    for (const Index question : questions_.list()) judge_question(question);
    scores_.each_changed_node([&](Index node) {
        changed_nodes_.push_back(node);
        for (const Index place : tables_->conditions_on_node[node]) verdicts_.judge(place, scores_.judge(place, true, node));
    });
    scores_.each_changed_view([&](Index view) {
        changed_views_.push_back(view);
        for (const Index place : tables_->conditions_on_view[view]) verdicts_.judge(place, scores_.judge(place, false, view));
    });
    verdicts_.settle();
    scores_.settle();

    changed_questions_ = questions_.list();
    questions_.clear();
    facts_.clear();
    documents_touched_ = false;
    Change change{changed_questions_, changed_nodes_, changed_views_, verdicts_.turns(), stage_, stage_};
    if (!change.predicates.empty()) stage_ = zi::stage(model_, [&](Index i) { return verdicts_.verdict(i); });
    change.stage_after = stage_;
    return change;
}

const Backing& State::backing(Index question) const {
    static const Backing taken_at_its_word;
    return evidence_ ? evidence_->backings()[question] : taken_at_its_word;
}

void State::judge_fact(Index fact) {
    for (const Index place : tables_->conditions_on_fact[fact])
        verdicts_.judge(place, zi::judge_fact(tables_->condition(place), model_, unit_, as_of_).verdict);
    for (const Index place : tables_->conditions_guarded_by_fact[fact])
        verdicts_.apply(place, applies(tables_->condition(place), model_, unit_, as_of_));
    for (const Index predicate : tables_->predicates_guarded_by_fact[fact])
        verdicts_.concern(predicate, holds(*model_.predicates[predicate].when, model_, unit_));
    for (const Index question : tables_->questions_guarded_by_fact[fact]) {
        concerns_[question] = applicability(model_.questions[question], model_, unit_).inapplicable == Truth::no;
        questions_.add(question);
    }
}

void State::judge_question(Index index) {
    const Question& question = model_.questions[index];
    if (question.kind != Question::Kind::options || concerns_[index] == 0 || !program().integral()) {
        const QuestionResult result = this->question(index);
        const Rational& weight = model_.nodes[question.node].weight;
        return scores_.set(index, {weight * result.certain, weight * result.possible});
    }
    // The same for an option, without a rational number.
    const Tables::Leaf& leaf = tables_->leaves[index];
    const auto* option = std::get_if<Member>(prevailing_answer(model_, unit_, index).answer);
    if (!option) return scores_.set(index, leaf.worst, leaf.best);
    const std::int64_t* points = tables_->option_points.data() + leaf.first_option;
    const Backing& carried = backing(index);
    if (!carried.needed) return scores_.set(index, points[option->value], points[option->value]);
    scores_.set(index, points[std::max(option->value, carried.certain_option)],
                points[std::max(option->value, carried.possible_option)]);
}

void State::judge_score(Index place) {
    const Condition& condition = tables_->condition(place);
    verdicts_.judge(place, scores_.judge(place, condition.subject == Condition::Subject::node, condition.index));
}

// ---- The state -----------------------------------------------------------------------------------------------------

QuestionResult State::question(Index question) const {
    return question_result(model_, unit_, question, prevailing_answer(model_, unit_, question), backing(question));
}

PredicateResult State::predicate(Index index) const {
    PredicateResult result;
    result.concerned = verdicts_.concerned(index);
    result.verdict = verdicts_.verdict(index);
    if (!result.concerned) return result;
    for (Index i = 0; i < model_.predicates[index].conditions.size(); ++i) {
        const Index place = tables_->first_condition[index] + i;
        if (!verdicts_.applies(place)) continue;
        const Condition& condition = model_.predicates[index].conditions[i];
        ConditionResult one;
        switch (condition.subject) {
            case Condition::Subject::node: one = zi::judge_score(condition, scores_.node(condition.index)); break;
            case Condition::Subject::view: one = zi::judge_score(condition, scores_.view(condition.index)); break;
            case Condition::Subject::fact: one = zi::judge_fact(condition, model_, unit_, as_of_); break;
            case Condition::Subject::day:
            case Condition::Subject::predicate: break;  // nothing but a verdict
        }
        one.condition = i;
        one.verdict = verdicts_.of_condition(place);
        result.conditions.push_back(std::move(one));
    }
    return result;
}

Assessment State::assessment() const {
    Assessment all;
    all.as_of = as_of_;
    for (Index i = 0; i < model_.nodes.size(); ++i) all.nodes.push_back(scores_.node(i));
    for (Index i = 0; i < model_.views.size(); ++i) all.views.push_back(scores_.view(i));
    for (Index i = 0; i < model_.questions.size(); ++i) all.questions.push_back(question(i));
    for (Index i = 0; i < model_.predicates.size(); ++i) all.predicates.push_back(predicate(i));
    all.stage = stage_;
    mark_exact(model_, unit_, all);
    return all;
}

}  // namespace zi::session
