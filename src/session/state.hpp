/// What does a session know, and how does an edit go through it? From what was touched to questions, scores, conditions and
/// predicates, each at most once.
#pragma once

#include "zi/session.hpp"

#include "evidence.hpp"
#include "journal.hpp"
#include "scores.hpp"
#include "tables.hpp"
#include "verdicts.hpp"

#include <memory>
#include <optional>
#include <vector>

namespace zi::session {

class State {
public:
    State(std::shared_ptr<const Tables> tables, Unit unit, Date as_of);

    const Unit& unit() const { return unit_; }
    Date as_of() const { return as_of_; }
    const Model& model() const { return model_; }
    const Program& program() const { return *tables_->program; }
    const Scores& scores() const { return scores_; }
    const Verdicts& verdicts() const { return verdicts_; }
    StageResult stage() const { return stage_; }
    Journal& journal() { return journal_; }

    // Each notes what was there; what is handed over must fit. Takes effect with `settle`.
    void set_answer(Index question, Answer answer, Index assessor);
    void set_fact(Index fact, FactValue value);
    void set_document(Document document);
    void remove_document(Index place);
    void set_documents(std::optional<std::vector<Document>> documents);
    void set_member(Index member, std::vector<Verdict> verdicts);
    /// Takes the last noted edit back.
    void undo();

    /// Where the document stands; none if it is not there, or if the unit has no evidence.
    Index find_document(std::string_view id) const { return evidence_ ? evidence_->find(id) : none; }

    Change settle();

    QuestionResult question(Index question) const;
    PredicateResult predicate(Index predicate) const;
    Assessment assessment() const;

private:
    /// Indices that were touched, each once.
    class Touched {
    public:
        explicit Touched(std::size_t count) : seen_(count, 0) {}
        void add(Index index) {
            if (seen_[index] == 0) list_.push_back(index);
            seen_[index] = 1;
        }
        void clear() {
            for (const Index index : list_) seen_[index] = 0;
            list_.clear();
        }
        const std::vector<Index>& list() const { return list_; }

    private:
        std::vector<char> seen_;
        std::vector<Index> list_;
    };

    Answer& answer_at(Index question, Index assessor);
    void put_answer(Index question, Index assessor, Answer answer);
    void widen(Index assessor);
    Replaced put_document(Index place, Replaced document);
    void insert_document(Index place, Replaced document);
    Replaced erase_document(Index place);
    Replaced put_documents(std::optional<std::vector<Document>> documents);
    Replaced put_verdicts(Index member, std::vector<Verdict> verdicts);

    const Backing& backing(Index question) const;
    void judge_fact(Index fact);
    void judge_question(Index question);
    void judge_score(Index condition);

    std::shared_ptr<const Tables> tables_;
    const Model& model_;
    Unit unit_;
    Date as_of_;
    std::optional<Evidence> evidence_;
    std::vector<char> concerns_;  ///< by question: 1 if it surely concerns the unit
    Scores scores_;
    Verdicts verdicts_;
    StageResult stage_;
    Journal journal_;
    Touched questions_, facts_;
    bool documents_touched_ = false;
    std::vector<Index> changed_questions_, changed_nodes_, changed_views_;
};

}  // namespace zi::session
