/// Which predicates turn when some of their conditions do? Counts of what fails and what is open, so that no condition is
/// looked at twice.
#pragma once

#include "zi/program.hpp"

#include "eval/facts.hpp"
#include "tables.hpp"

#include <vector>

namespace zi::program {

class Verdicts {
public:
    /// All conditions met, all predicates concerned and met.
    explicit Verdicts(const Tables& tables);

    /// A new unit: every condition and predicate is given anew, in the order of references, and decided at once. `of_subject`
    /// gives the verdict of a condition that refers to no predicate, and whether it applies; `concerned` whether a predicate
    /// concerns the unit.
    template <class Concerned, class OfSubject>
    void load(Concerned concerned, OfSubject of_subject) {
        for (const PredicateIndex index : tables_->model->predicate_order) {
            OfPredicate& predicate = predicates_[index];
            predicate = {};
            predicate.concerned = concerned(index);
            for (PlaceIndex place = tables_->first_condition[index]; place < tables_->first_condition[std::size_t{index} + 1];
                 ++place) {
                const Place& condition = tables_->places[place];
                OfCondition& one = conditions_[place];
                one = of_subject(place);
                if (condition.subject == Condition::Subject::predicate)
                    one.verdict = predicates_[PredicateIndex(condition.index)].verdict;
                count(predicate, one, 1);
            }
            predicate.verdict = judged(predicate);
            predicate.told_concerned = predicate.concerned != Truth::no;
        }
        turns_.clear();
    }

    // Take note; nothing is decided before `settle`.
    void judge(PlaceIndex place, Verdict verdict);
    void apply(PlaceIndex place, Truth truth);
    void concern(PredicateIndex predicate, Truth truth);

    /// Judges the predicates that may have turned, each once and after those that it refers to.
    void settle();
    /// What the last call of `settle` turned.
    const std::vector<Change::Turn>& turns() const { return turns_; }

    Verdict verdict(PredicateIndex predicate) const { return predicates_[predicate].verdict; }
    bool concerned(PredicateIndex predicate) const { return predicates_[predicate].concerned != Truth::no; }
    bool applies(PlaceIndex place) const { return conditions_[place].applies != Truth::no; }
    /// As far as the condition applies.
    Verdict of_condition(PlaceIndex place) const { return effective(conditions_[place].applies, conditions_[place].verdict); }

    struct OfCondition {
        Verdict verdict = Verdict::met;
        Truth applies = Truth::yes;
    };

private:
    struct OfPredicate {
        Index failing = 0, open = 0;  ///< conditions
        Truth concerned = Truth::yes;
        Verdict verdict = Verdict::met;
        bool told_concerned = true;  ///< when it was last judged
        bool queued = false;
    };

    static void count(OfPredicate& predicate, const OfCondition& one, Index by);
    void change(PlaceIndex place, OfCondition now);
    void queue(PredicateIndex predicate);
    static Verdict judged(const OfPredicate& predicate);

    const Tables* tables_;
    List<OfCondition, Place> conditions_;
    List<OfPredicate, Predicate> predicates_;
    std::vector<PredicateIndex> queue_;  ///< a heap, first in the order of references on top
    std::vector<Change::Turn> turns_;
};

}  // namespace zi::program
