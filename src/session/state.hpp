/// The state of a session: how is an edit applied, and how is it undone?
#pragma once

#include "zi/session.hpp"

#include "evidence.hpp"
#include "journal.hpp"

#include "program/evaluator.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace zi::session {

class State {
public:
    State(const Program& program, Unit unit, Date as_of);

    const Unit& unit() const { return unit_; }
    Date as_of() const { return as_of_; }
    const Model& model() const { return model_; }
    const program::Evaluator& now() const { return evaluator_; }
    Journal& journal() { return journal_; }

    // Each edit records the old value in the journal; arguments must be valid. Takes effect with `settle`.
    void set_answer(QuestionIndex question, Answer answer, AssessorIndex assessor);
    void set_fact(FactIndex fact, FactValue value);
    void set_document(Document document);
    void remove_document(DocumentIndex place);
    void set_documents(std::optional<std::vector<Document>> documents);
    void set_member(Index member, std::vector<Verdict> verdicts);
    /// Undoes the last recorded edit.
    void undo();

    /// The index of a document; none if there is no such document, or the unit states no evidence.
    DocumentIndex find_document(std::string_view id) const { return evidence_ ? evidence_->find(id) : DocumentIndex(); }

    Change settle();

private:
    Answer& answer_at(QuestionIndex question, AssessorIndex assessor);
    void put_answer(QuestionIndex question, AssessorIndex assessor, Answer answer);
    void widen(AssessorIndex assessor);
    Replaced put_document(DocumentIndex place, Replaced document);
    void insert_document(DocumentIndex place, Replaced document);
    Replaced erase_document(DocumentIndex place);
    Replaced put_documents(std::optional<std::vector<Document>> documents);
    Replaced put_verdicts(Index member, std::vector<Verdict> verdicts);

    program::Evaluator evaluator_;
    const Model& model_;
    Unit unit_;
    Date as_of_;
    std::optional<Evidence> evidence_;
    Journal journal_;
    bool documents_touched_ = false;
};

}  // namespace zi::session
