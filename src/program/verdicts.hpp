/// Which predicates change with some of their conditions? Each predicate counts its failing and open conditions, so that an
/// edit reads only the conditions that changed.
#pragma once

#include "zi/program.hpp"

#include "eval/facts.hpp"
#include "tables.hpp"

#include <vector>

namespace zi::program {

class Verdicts {
public:
    /// Initially all conditions and predicates are applicable and met.
    explicit Verdicts(const Tables& tables);

    /// Evaluates all conditions and predicates of a new unit, in topological order. `of_subject` returns the verdict and
    /// applicability of a condition (of one on a predicate, applicability alone); `concerned` whether a predicate applies to
    /// the unit.
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

    // Record a change; predicates are updated by `settle`.
    void judge(PlaceIndex place, Verdict verdict);
    void apply(PlaceIndex place, Truth truth);
    void concern(PredicateIndex predicate, Truth truth);

    /// Updates the predicates with recorded changes, each once, in topological order.
    void settle();
    /// The predicates that the last `settle` changed.
    const std::vector<Change::Turn>& turns() const { return turns_; }

    Verdict verdict(PredicateIndex predicate) const { return predicates_[predicate].verdict; }
    bool concerned(PredicateIndex predicate) const { return predicates_[predicate].concerned != Truth::no; }
    bool applies(PlaceIndex place) const { return conditions_[place].applies != Truth::no; }
    /// The verdict combined with the applicability of the condition.
    Verdict of_condition(PlaceIndex place) const { return effective(conditions_[place].applies, conditions_[place].verdict); }

    struct OfCondition {
        Verdict verdict = Verdict::met;
        Truth applies = Truth::yes;
    };

private:
    struct OfPredicate {
        Index failing = 0, open = 0;  ///< numbers of conditions
        Truth concerned = Truth::yes;
        Verdict verdict = Verdict::met;
        bool told_concerned = true;  ///< `concerned` at the last update
        bool queued = false;
    };

    static void count(OfPredicate& predicate, const OfCondition& one, Index by);
    void change(PlaceIndex place, OfCondition now);
    void queue(PredicateIndex predicate);
    static Verdict judged(const OfPredicate& predicate);

    const Tables* tables_;
    List<OfCondition, Place> conditions_;
    List<OfPredicate, Predicate> predicates_;
    std::vector<PredicateIndex> queue_;  ///< a min-heap by topological rank
    std::vector<Change::Turn> turns_;
};

}  // namespace zi::program
