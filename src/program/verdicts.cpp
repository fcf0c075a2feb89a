#include "verdicts.hpp"

#include <algorithm>

namespace zi::program {

Verdicts::Verdicts(const Tables& tables)
    : tables_(&tables), conditions_(tables.places.size()), predicates_(tables.model->predicates.size()) {}

void Verdicts::judge(PlaceIndex place, Verdict verdict) {
    if (conditions_[place].verdict != verdict) change(place, {verdict, conditions_[place].applies});
}

void Verdicts::apply(PlaceIndex place, Truth truth) {
    if (conditions_[place].applies != truth) change(place, {conditions_[place].verdict, truth});
}

void Verdicts::concern(PredicateIndex predicate, Truth truth) {
    if (predicates_[predicate].concerned == truth) return;
    predicates_[predicate].concerned = truth;
    queue(predicate);
}

void Verdicts::count(OfPredicate& predicate, const OfCondition& one, Index by) {
    if (one.applies == Truth::no) return;
    const Verdict verdict = effective(one.applies, one.verdict);
    if (verdict == Verdict::not_met) predicate.failing += by;
    if (verdict == Verdict::open) predicate.open += by;
}

void Verdicts::change(PlaceIndex place, OfCondition now) {
    const PredicateIndex index = tables_->places[place].predicate;
    count(predicates_[index], conditions_[place], static_cast<Index>(-1));
    conditions_[place] = now;
    count(predicates_[index], now, 1);
    queue(index);
}

void Verdicts::queue(PredicateIndex predicate) {
    if (predicates_[predicate].queued) return;
    predicates_[predicate].queued = true;
    queue_.push_back(predicate);
    std::push_heap(queue_.begin(), queue_.end(),
                   [&](PredicateIndex a, PredicateIndex b) { return tables_->rank[a] > tables_->rank[b]; });
}

/// As `combine`: not met with a failing condition, else open with an open one.
Verdict Verdicts::judged(const OfPredicate& predicate) {
    if (predicate.concerned == Truth::no) return Verdict::not_met;
    if (predicate.concerned == Truth::unknown) return Verdict::open;
    return predicate.failing > 0 ? Verdict::not_met : predicate.open > 0 ? Verdict::open : Verdict::met;
}

void Verdicts::settle() {
    turns_.clear();
    while (!queue_.empty()) {
        const PredicateIndex index = queue_.front();
        std::pop_heap(queue_.begin(), queue_.end(),
                      [&](PredicateIndex a, PredicateIndex b) { return tables_->rank[a] > tables_->rank[b]; });
        queue_.pop_back();
        OfPredicate& predicate = predicates_[index];
        predicate.queued = false;
        const Verdict before = predicate.verdict, after = judged(predicate);
        if (before == after && predicate.told_concerned == concerned(index)) continue;
        predicate.verdict = after;
        predicate.told_concerned = concerned(index);
        turns_.push_back({index, before, after, predicate.told_concerned});
        if (before == after) continue;
        for (const PlaceIndex place : tables_->conditions_on_predicate[index]) judge(place, after);
    }
}

}  // namespace zi::program
