// From an assessment to the share of each condition that is fulfilled. docs/readiness.md is the definition.
#include "zi/readiness.hpp"

#include "eval/facts.hpp"
#include "eval/references.hpp"

#include <algorithm>
#include <utility>

namespace zi {

namespace {

const Rational nothing(0), everything(1);
/// The share of a value exactly on a threshold that must be exceeded: less than 1, though nothing measurable is lacking.
const Rational nearly(99, 100);

bool wants_less(Operator op) { return op == Operator::at_most || op == Operator::below; }

/// A condition on a measured value, in canonical form.
struct Demand {
    Operator op;
    Rational threshold;

    /// For integers, "> 3" is ">= 4". "= the greatest value" is ">= it".
    Demand(Operator stated, Rational value, bool whole, const std::optional<Rational>& greatest)
        : op(stated), threshold(std::move(value)) {
        if (whole && threshold.is_integer()) {
            if (op == Operator::above) op = Operator::at_least, threshold += everything;
            if (op == Operator::below) op = Operator::at_most, threshold -= everything;
        }
        if (op == Operator::equal && greatest && threshold == *greatest) op = Operator::at_least;
    }

    /// The share of the demand that a value fulfils: monotone towards the passing side, and 1 exactly on it.
    Rational share(const Rational& value) const {
        if (compare(value, op, threshold)) return everything;
        Rational part = nothing;
        if (threshold.sign() > 0) {
            if (wants_more(op) && value.sign() > 0) part = value / threshold;
            if (wants_less(op)) part = threshold / value;
        }
        return op == Operator::above || op == Operator::below ? min(part, nearly) : part;
    }

    /// The same for an interval.
    Score share(const Score& value) const {
        if (wants_more(op)) return {share(value.certain), share(value.possible)};
        if (wants_less(op)) return {share(value.possible), share(value.certain)};
        const Verdict verdict = judge(op, (value.certain - threshold).sign(), (value.possible - threshold).sign());
        return {verdict == Verdict::met ? everything : nothing, verdict == Verdict::not_met ? nothing : everything};
    }
};

/// All or nothing.
Score flat(Verdict verdict) {
    return {verdict == Verdict::met ? everything : nothing, verdict == Verdict::not_met ? nothing : everything};
}

Rational days(Date from, Date to) { return Rational((to.day - from.day).count()); }

class Measurement {
public:
    Measurement(const Model& model, const Unit& unit, const Assessment& assessment)
        : model_(model), unit_(unit), assessment_(assessment) {}

    /// Sets `value`, `required` and `share` of a condition that is not `meets`.
    void measure(const Condition& rule, const ConditionResult& result, ConditionReadiness& row) const {
        switch (rule.subject) {
            case Condition::Subject::node: return score(rule, *result.value, model_.nodes[rule.index].weight, row);
            case Condition::Subject::view: return score(rule, *result.value, model_.views[rule.index].weight, row);
            case Condition::Subject::fact: return rule.elapsed ? elapsed(rule, row) : fact(rule, result, row);
            case Condition::Subject::day: row.share = flat(judge_day(rule, assessment_.as_of).verdict); return;
            case Condition::Subject::predicate: return;
        }
    }

private:
    static void score(const Condition& rule, const Score& value, const Rational& weight, ConditionReadiness& row) {
        row.attained = value;
        row.required = rule.threshold;
        row.share = Demand(rule.op, rule.threshold, false, weight).share(value);
    }

    void fact(const Condition& rule, const ConditionResult& result, ConditionReadiness& row) const {
        row.attained = result.value;
        row.share = flat(judge_fact(rule, model_, unit_, assessment_.as_of).verdict);
        if (rule.op == Operator::in || rule.values.empty()) return;
        const Fact& declared = model_.facts[rule.index];
        const bool graded = declared.type == Fact::Type::member && model_.enumerations[declared.enumeration].ordered;
        std::optional<Rational> greatest;
        if (graded) {
            const auto* member = std::get_if<Member>(&rule.values.front());
            if (!member) return;
            row.required = Rational(member->value);
            greatest = Rational(static_cast<std::int64_t>(model_.enumerations[declared.enumeration].values.size()) - 1);
        } else if (const auto* number = std::get_if<Rational>(&rule.values.front())) {
            row.required = *number;
            if (declared.type == Fact::Type::number) greatest = declared.max;
        }
        if (!row.required || !row.attained) return;
        // Whether the condition is fulfilled is the verdict's to say.
        if (row.share.certain == everything) return;
        const Rational share =
            Demand(rule.op, *row.required, declared.type != Fact::Type::number, greatest).share(row.attained->certain);
        row.share.certain = row.share.possible = share < everything ? share : nearly;
    }

    void elapsed(const Condition& rule, ConditionReadiness& row) const {
        const Verdict verdict = judge_fact(rule, model_, unit_, assessment_.as_of).verdict;
        row.share = flat(verdict);
        const auto* day = std::get_if<Date>(&fact_of(model_, unit_, rule.fact()));
        if (!day || *day == Date::never()) return;
        row.required = days(*day, after(*day, static_cast<int>(rule.elapsed->count), rule.elapsed->unit));
        const Rational passed = max(nothing, days(*day, assessment_.as_of));
        row.attained = Score{passed, passed};
        if (verdict == Verdict::not_met && rule.op == Operator::at_least && row.required->sign() > 0)
            row.share.certain = row.share.possible = passed / *row.required;
    }

    const Model& model_;
    const Unit& unit_;
    const Assessment& assessment_;
};

/// How certain is it that a predicate has to be met on the way to the target?
enum class Needed : std::uint8_t { no, maybe, yes };

class Way {
public:
    Way(const Model& model, const Unit& unit, const Assessment& assessment, PredicateIndex target)
        : model_(model), unit_(unit), assessment_(assessment), target_(target), needed_(model.predicates.size(), Needed::no) {}

    Readiness run() {
        const PredicateResult& result = assessment_.predicates[target_];
        readiness_.predicate = target_;
        readiness_.concerned = result.concerned;
        readiness_.verdict = result.verdict;
        if (!result.concerned) return std::move(readiness_);
        find_needed();
        list_conditions();
        readiness_.figure = {mean(&Score::certain, false), mean(&Score::possible, true)};
        find_binding();
        return std::move(readiness_);
    }

private:
    const Condition& rule(PredicateIndex predicate, const ConditionResult& result) const {
        return model_.predicates[predicate].conditions[result.condition];
    }
    bool surely_applies(const Condition& condition) const {
        return applies(condition, model_, unit_, assessment_.as_of) == Truth::yes;
    }

    /// Predicates are visited before those they refer to, so that every path to a predicate is known before its own references
    /// are followed.
    void find_needed() {
        needed_[target_] = Needed::yes;
        for (auto p = model_.predicate_order.rbegin(); p != model_.predicate_order.rend(); ++p)
            for (const ConditionResult& one : assessment_.predicates[*p].conditions)
                if (const Condition& condition = rule(*p, one); referred(condition) != none) {
                    const Needed here = surely_applies(condition) ? asked(*p) : std::min(asked(*p), Needed::maybe);
                    needed_[condition.index] = std::max(needed_[condition.index], here);
                }
    }

    Truth concerned(PredicateIndex predicate) const {
        const Predicate& stated = model_.predicates[predicate];
        return stated.when ? holds(*stated.when, model_, unit_, assessment_.as_of) : Truth::yes;
    }

    /// How certain is it that a predicate's conditions are asked? If another predicate turns out not to concern the unit, its
    /// conditions are dropped.
    Needed asked(PredicateIndex predicate) const {
        const bool sure = predicate == target_ || concerned(predicate) == Truth::yes;
        return sure ? needed_[predicate] : std::min(needed_[predicate], Needed::maybe);
    }

    void list_conditions() {
        const Measurement measurement(model_, unit_, assessment_);
        const auto list = [&](PredicateIndex predicate, ConditionIndex, const ConditionResult& result) {
            const Condition& condition = rule(predicate, result);
            if (condition.subject == Condition::Subject::predicate) return condition.predicate();
            const bool sure = asked(predicate) == Needed::yes && surely_applies(condition);
            measurement.measure(condition, result, add(predicate, result.condition, result.verdict, sure));
            return PredicateIndex();
        };
        walk_references(
            model_, target_, [&](PredicateIndex p) -> const auto& { return assessment_.predicates[p].conditions; },
            [&](PredicateIndex p) { list_when(p); }, list);
    }

    /// A predicate that does not concern the unit, or may not, cannot be met for certain.
    void list_when(PredicateIndex predicate) {
        const Truth truth = concerned(predicate);
        if (truth == Truth::yes) return;
        const Verdict verdict = truth == Truth::no ? Verdict::not_met : Verdict::open;
        add(predicate, none, verdict, needed_[predicate] == Needed::yes).share = flat(verdict);
    }

    ConditionReadiness& add(PredicateIndex predicate, ConditionIndex condition, Verdict verdict, bool sure) {
        ConditionReadiness& row = readiness_.conditions.emplace_back();
        row.predicate = predicate;
        row.condition = condition;
        row.verdict = verdict;
        row.may_not_apply = !sure;
        return row;
    }

    /// The mean over the conditions that certainly apply and those optional ones that push the mean towards the wanted end.
    Rational mean(Rational Score::*end, bool greatest) const {
        Sum sure;
        std::int64_t count = 0;
        std::vector<Rational> optional;
        for (const ConditionReadiness& row : readiness_.conditions) {
            if (row.may_not_apply)
                optional.push_back(row.share.*end);
            else
                sure.add(row.share.*end), ++count;
        }
        Rational sum = sure.total();
        std::sort(optional.begin(), optional.end());
        if (greatest) std::reverse(optional.begin(), optional.end());
        Rational best = count == 0 ? everything : sum / Rational(count);
        for (const Rational& share : optional) {
            if (greatest ? share <= best : best <= share) break;
            best = (sum += share) / Rational(++count);
        }
        return best;
    }

    void find_binding() {
        const auto& rows = readiness_.conditions;
        const auto least = std::min_element(
            rows.begin(), rows.end(),
            [](const ConditionReadiness& a, const ConditionReadiness& b) { return a.share.certain < b.share.certain; });
        if (least != rows.end() && least->share.certain != everything)
            readiness_.binding = static_cast<Index>(least - rows.begin());
    }

    const Model& model_;
    const Unit& unit_;
    const Assessment& assessment_;
    PredicateIndex target_;
    std::vector<Needed> needed_;  ///< by predicate
    Readiness readiness_;
};

}  // namespace

PredicateIndex default_target(const Model& model) {
    const auto award = std::ranges::find(model.predicates, Predicate::Kind::predicate, &Predicate::kind);
    if (award != model.predicates.end()) return PredicateIndex(static_cast<std::size_t>(award - model.predicates.begin()));
    return model.predicates.empty() ? PredicateIndex() : PredicateIndex(0);
}

Readiness readiness(const Model& model, const Unit& unit, const Assessment& assessment, PredicateIndex predicate) {
    return Way(model, unit, assessment, predicate).run();
}

}  // namespace zi
