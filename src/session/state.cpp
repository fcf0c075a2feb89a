#include "state.hpp"

namespace zi::session {

State::State(const Program& program, Unit unit, Date as_of)
    : evaluator_(program.shared_tables()), model_(program.model()), unit_(std::move(unit)), as_of_(as_of) {
    unit_.answers.resize(model_.questions.size());
    unit_.facts.resize(model_.facts.size());
    if (unit_.documents) evidence_.emplace(model_, unit_, as_of_);
    evaluator_.load(unit_, as_of_, evidence_ ? &evidence_->backings() : nullptr);
}

// ---- Edits ---------------------------------------------------------------------------------------------------------

Answer& State::answer_at(QuestionIndex question, AssessorIndex assessor) {
    return assessor == none ? unit_.answers[question] : unit_.assessed[assessor][question];
}

/// Adds a column for an assessor's answers if there is none yet.
void State::widen(AssessorIndex assessor) {
    auto& columns = unit_.assessed;
    const std::size_t count = columns.size(), places = assessor < count ? columns[assessor].size() : 0;
    if (assessor < count && places >= model_.questions.size()) return;
    journal_.note({Entry::Kind::columns, assessor, static_cast<Index>(count), static_cast<Index>(places)});
    if (assessor >= count) columns.resize(std::size_t{assessor} + 1);
    columns[assessor].resize(model_.questions.size());
}

void State::set_answer(QuestionIndex question, Answer answer, AssessorIndex assessor) {
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

void State::put_answer(QuestionIndex question, AssessorIndex assessor, Answer answer) {
    answer_at(question, assessor) = std::move(answer);
    evaluator_.touch_question(question);
}

void State::set_fact(FactIndex fact, FactValue value) {
    if (unit_.facts[fact] == value) return;
    journal_.note({Entry::Kind::fact, fact, none, none}, std::exchange(unit_.facts[fact], std::move(value)));
    evaluator_.touch_fact(fact);
}

void State::set_document(Document document) {
    if (!unit_.documents) set_documents(std::vector<Document>{});
    const DocumentIndex place = evidence_->find(document.id);
    if (place == none) {
        const DocumentIndex last(unit_.documents->size());
        journal_.note({Entry::Kind::inserted, last, none, none});
        return insert_document(last, std::move(document));
    }
    if (evidence_->document(place) == document) return;
    Replaced now = std::move(document);
    if (place >= unit_.documents->size()) now = std::make_shared<const Document>(std::move(*std::get_if<Document>(&now)));
    Replaced was = put_document(place, std::move(now));
    journal_.note({Entry::Kind::replaced, place, none, none}, std::move(was));
}

void State::remove_document(DocumentIndex place) {
    journal_.note({Entry::Kind::erased, place, none, none}, erase_document(place));
}

Replaced State::put_document(DocumentIndex place, Replaced document) {
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

void State::insert_document(DocumentIndex place, Replaced document) {
    documents_touched_ = true;
    auto& own = *unit_.documents;
    if (auto* value = std::get_if<Document>(&document)) {
        evidence_->inserted(*own.insert(own.begin() + place, std::move(*value)), place);
    } else {
        const auto at = unit_.shared.begin() + static_cast<std::ptrdiff_t>(place - own.size());
        evidence_->inserted(**unit_.shared.insert(at, std::move(*std::get_if<SharedDocument>(&document))), place);
    }
}

Replaced State::erase_document(DocumentIndex place) {
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
    evaluator_.rest_on(evidence_ ? &evidence_->backings() : nullptr);
    for (QuestionIndex q{0}; q < model_.questions.size(); ++q)
        if (!model_.questions[q].needs.empty()) evaluator_.touch_question(q);
    return documents;
}

void State::set_member(Index member, std::vector<Verdict> verdicts) {
    if ((*unit_.members)[member].verdicts != verdicts)
        journal_.note({Entry::Kind::member, member, none, none}, put_verdicts(member, std::move(verdicts)));
}

Replaced State::put_verdicts(Index member, std::vector<Verdict> verdicts) {
    std::swap((*unit_.members)[member].verdicts, verdicts);
    for (const FactIndex fact : evaluator_.tables().facts_of_members) evaluator_.touch_fact(fact);
    return verdicts;
}

void State::undo() {
    const Entry entry = journal_.take();
    // Kinds with a value in the second list; the journal guarantees that it exists.
    const auto replaced = [&]<class What>(std::type_identity<What>) {
        Replaced was = journal_.take_replaced();
        return std::move(*std::get_if<What>(&was));
    };
    switch (entry.kind) {
        case Entry::Kind::option:
            put_answer(QuestionIndex(entry.index), AssessorIndex(entry.assessor),
                       entry.was == none ? Answer() : Answer(Member{entry.was}));
            break;
        case Entry::Kind::answer:
            put_answer(QuestionIndex(entry.index), AssessorIndex(entry.assessor), replaced(std::type_identity<Answer>{}));
            break;
        case Entry::Kind::columns:
            unit_.assessed[entry.index].resize(entry.was);
            unit_.assessed.resize(entry.assessor);
            break;
        case Entry::Kind::fact:
            unit_.facts[entry.index] = replaced(std::type_identity<FactValue>{});
            evaluator_.touch_fact(FactIndex(entry.index));
            break;
        case Entry::Kind::replaced: put_document(DocumentIndex(entry.index), journal_.take_replaced()); break;
        case Entry::Kind::inserted: erase_document(DocumentIndex(entry.index)); break;
        case Entry::Kind::erased: insert_document(DocumentIndex(entry.index), journal_.take_replaced()); break;
        case Entry::Kind::documents: put_documents(replaced(std::type_identity<std::optional<std::vector<Document>>>{})); break;
        case Entry::Kind::member: put_verdicts(entry.index, replaced(std::type_identity<std::vector<Verdict>>{})); break;
    }
}

// ---- Consequences --------------------------------------------------------------------------------------------------

Change State::settle() {
    if (documents_touched_ && evidence_)
        for (const QuestionIndex question : evidence_->settle(model_, unit_, as_of_)) evaluator_.touch_question(question);
    documents_touched_ = false;
    return evaluator_.settle();
}

}  // namespace zi::session
