/// How is one unit evaluated, and how is the result updated after an edit? Values propagate from questions to scores,
/// conditions and predicates; an edit evaluates each of them at most once.
#pragma once

#include "zi/program.hpp"

#include "scores.hpp"
#include "tables.hpp"
#include "verdicts.hpp"

#include <memory>
#include <vector>

namespace zi::program {

class Evaluator {
public:
    explicit Evaluator(std::shared_ptr<const Tables> tables);

    const Tables& tables() const { return *tables_; }
    const Model& model() const { return model_; }

    /// Evaluates a unit from scratch. Keeps pointers to the unit and the backings, which the functions below read again, so
    /// both must outlive the evaluation. `backings`: how far documents support each answer; null: answers count as claimed.
    void load(const Unit& unit, Date as_of, const List<Backing, Question>* backings);

    // Mark what an edit has changed in the unit; evaluated by `settle`.
    void touch_question(QuestionIndex question) { questions_.add(question); }
    void touch_fact(FactIndex fact) { facts_.add(fact); }
    void rest_on(const List<Backing, Question>* backings) { backings_ = backings; }
    /// Propagates the marked changes. The spans of the result point into this object and are valid until the next call.
    Change settle();

    Score score(NodeIndex node) const;
    Score view_score(ViewIndex view) const { return scores_.view(view); }
    Verdict verdict(PredicateIndex predicate) const { return verdicts_.verdict(predicate); }
    StageResult stage() const { return stage_; }
    QuestionResult question(QuestionIndex question) const;
    PredicateResult predicate(PredicateIndex predicate) const;
    Assessment assessment() const;
    bool in_integers() const { return scores_.in_integers(); }

private:
    /// A set of indices: a list in order of insertion, and a flag for each index against duplicates.
    template <class Place>
    class Touched {
    public:
        explicit Touched(std::size_t count) : seen_(count, 0) {}
        void add(Place index) {
            if (seen_[index] == 0) list_.push_back(index);
            seen_[index] = 1;
        }
        void clear() {
            for (const Place index : list_) seen_[index] = 0;
            list_.clear();
        }
        const std::vector<Place>& list() const { return list_; }

    private:
        std::vector<char> seen_;
        std::vector<Place> list_;
    };

    /// Lower and upper bound of the option that counts, for an answered question with options that is certainly applicable.
    struct Options {
        Index certain, possible;  ///< into Tables::option_points
    };
    std::optional<Options> options(QuestionIndex question) const;
    bool is_in_shares(QuestionIndex question) const;
    QuestionResult asked(QuestionIndex question) const;
    const Backing& backing(QuestionIndex question) const;
    template <class Put>
    void judge_question(QuestionIndex question, Put put);
    void judge_fact(FactIndex fact);
    /// Without PredicateResult::exact, which takes the whole assessment. `of_node` and `of_view` return scores as fractions.
    template <class OfNode, class OfView>
    PredicateResult results(PredicateIndex predicate, OfNode of_node, OfView of_view) const;

    std::shared_ptr<const Tables> tables_;
    const Model& model_;
    const Unit* unit_ = nullptr;
    Date as_of_;
    const List<Backing, Question>* backings_ = nullptr;
    List<char, Question> concerns_;        ///< 1: certainly applicable
    List<QuestionResult, Question> told_;  ///< results of questions that are evaluated as shares
    Scores scores_;
    Verdicts verdicts_;
    StageResult stage_;
    Touched<QuestionIndex> questions_;
    Touched<FactIndex> facts_;
    std::vector<QuestionIndex> changed_questions_;
    std::vector<NodeIndex> changed_nodes_;
    std::vector<ViewIndex> changed_views_;
};

}  // namespace zi::program
