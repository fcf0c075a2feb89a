// Is "open" proved, or only a bound? It is proved if some completion of the unknowns meets the predicate and another does not.
//
// The proof, for one predicate and those it refers to, each visited once. If no unknown fact occurs in two places, every
// unknown guard and every open condition on a fact can turn out either way, independently of the others. If all open conditions
// on scores ask for more (or all for less), one completion gives all scores one end of their intervals and meets these
// conditions, and another gives them the other end and meets none. So everything open can be met at once, and each of it can
// fail.
#include "facts.hpp"

#include <algorithm>
#include <utility>

namespace zi {

namespace {

/// Conditions visited for one assessment; beyond this nothing is proved. Bounds the work on rules whose predicates refer to
/// each other densely, where it would be quadratic.
constexpr std::size_t most_conditions = std::size_t{1} << 16;

bool under_way(DocumentStatus status) {
    return status == DocumentStatus::submitted || status == DocumentStatus::verifying || status == DocumentStatus::needs_repair;
}

/// Values of a fact on both sides of every comparison with `wanted`, as far as the type has them.
std::vector<FactValue> samples(const Model& model, const Fact& fact, const std::vector<FactValue>& wanted) {
    std::vector<FactValue> values;
    switch (fact.type) {
        case Fact::Type::boolean: return {false, true};
        case Fact::Type::member:
            for (Index i = 0; i < model.enumerations[fact.enumeration].values.size(); ++i) values.emplace_back(Member{i});
            return values;
        case Fact::Type::count:
        case Fact::Type::number: {
            const bool count = fact.type == Fact::Type::count;
            const auto add = [&](const Rational& number) {
                const bool fits = count ? number.is_integer() && number.sign() >= 0 : fact.min <= number && number <= fact.max;
                if (fits) values.emplace_back(number);
            };
            for (const Rational& end : {count ? Rational(0) : fact.min, count ? Rational(1) : fact.max}) add(end);
            for (const FactValue& one : wanted)
                if (const auto* number = std::get_if<Rational>(&one))
                    for (const int step : {-1, 0, 1}) add(*number + Rational(step));
            return values;
        }
        case Fact::Type::date:
            values = {*Date::parse("0001-01-01"), Date::never()};
            values.insert(values.end(), wanted.begin(), wanted.end());
            return values;
    }
    return values;
}

class Exactness {
public:
    Exactness(const Model& model, const Unit& unit, const Assessment& assessment)
        : model_(model),
          unit_(unit),
          assessment_(assessment),
          fact_used_(model.facts.size(), none),
          visited_(model.predicates.size(), none) {}

    bool proved(PredicateIndex predicate) {
        current_ = predicate;
        more_ = less_ = false;
        pending_.assign(1, predicate);
        visited_[predicate] = predicate;
        while (!pending_.empty()) {
            const PredicateIndex next = pending_.back();
            pending_.pop_back();
            if (!look_at(next)) return false;
        }
        return !(more_ && less_);
    }

private:
    /// Can every open part of the predicate turn out either way?
    bool look_at(PredicateIndex index) {
        const Predicate& predicate = model_.predicates[index];
        const PredicateResult& result = assessment_.predicates[index];
        looked_at_ += result.conditions.size();
        if (looked_at_ > most_conditions) return false;
        // Open only through its `when`: the condition itself may be certain to fail.
        if (combine(result.conditions) == Verdict::not_met) return false;
        if (predicate.when && !free(*predicate.when)) return false;
        return std::all_of(result.conditions.begin(), result.conditions.end(), [&](const ConditionResult& one) {
            return one.verdict == Verdict::met || look_at(predicate.conditions[one.condition]);
        });
    }

    bool look_at(const Condition& condition) {
        if (condition.when && !free(*condition.when)) return false;
        if (condition.unless && !free(*condition.unless)) return false;
        switch (condition.subject) {
            case Condition::Subject::node: return ask(condition.op) && !loose(condition.node());
            case Condition::Subject::view: {
                const auto& members = model_.views[condition.index].members;
                return ask(condition.op) &&
                       std::none_of(members.begin(), members.end(), [&](NodeIndex member) { return loose(member); });
            }
            case Condition::Subject::fact:
                if (!is_known(fact_of(model_, unit_, condition.fact()))) return use(condition.fact()) && both_ways(condition);
                return judge_fact(condition, model_, unit_, assessment_.as_of).verdict == Verdict::not_met;
            case Condition::Subject::day: return judge_day(condition, assessment_.as_of).verdict == Verdict::not_met;
            case Condition::Subject::predicate: break;
        }
        if (assessment_.predicates[condition.index].verdict == Verdict::open && visited_[condition.index] != current_) {
            visited_[condition.index] = current_;
            pending_.push_back(condition.predicate());
        }
        return true;
    }

    /// Is a guard decided, or can it turn out either way?
    bool free(const Guard& guard) {
        return holds(guard, model_, unit_, assessment_.as_of) != Truth::unknown || free_tests(guard);
    }
    bool free_tests(const Guard& guard) {
        if (guard.kind != Guard::Kind::test)
            return std::all_of(guard.args.begin(), guard.args.end(), [&](const Guard& arg) { return free_tests(arg); });
        if (!!is_known(fact_of(model_, unit_, guard.fact()))) return true;
        return use(guard.fact()) &&
               (guard.elapsed ? differ(guard.fact(), *guard.elapsed) : differ(guard.fact(), guard.op, guard.values));
    }

    bool both_ways(const Condition& condition) const {
        return condition.elapsed ? differ(condition.fact(), *condition.elapsed)
                                 : differ(condition.fact(), condition.op, condition.values);
    }

    bool differ(FactIndex fact, const Duration& elapsed) const {
        return differ(fact, {}, [&](const FactValue& value) {
            return holds(value, Operator::at_least, elapsed, assessment_.as_of) == Truth::yes;
        });
    }
    bool differ(FactIndex fact, Operator op, const std::vector<FactValue>& wanted) const {
        if (op == Operator::in)  // a subset of the members, each named once
            return !wanted.empty() && wanted.size() < model_.enumerations[model_.facts[fact].enumeration].values.size();
        return differ(fact, wanted, [&](const FactValue& value) { return holds(value, op, wanted) == Truth::yes; });
    }
    template <class Outcome>
    bool differ(FactIndex fact, const std::vector<FactValue>& wanted, Outcome outcome) const {
        const std::vector<FactValue> values = samples(model_, model_.facts[fact], wanted);
        return std::any_of(values.begin(), values.end(), outcome) && !std::all_of(values.begin(), values.end(), outcome);
    }

    /// Records an unknown fact; false if it occurs elsewhere too. A fact derived from members cannot take any value freely.
    bool use(FactIndex fact) {
        if (model_.facts[fact].members_meet != none && unit_.members) return false;
        return std::exchange(fact_used_[fact], current_) != current_;
    }

    /// Records whether an open condition asks for more or less of a score; false if it asks for one exact value.
    bool ask(Operator op) {
        const bool more = wants_more(op);
        const bool less = op == Operator::at_most || op == Operator::below;
        more_ = more_ || more;
        less_ = less_ || less;
        return more || less;
    }

    /// May an end of a node's interval be unreachable?
    bool loose(NodeIndex node) {
        if (loose_.empty()) find_loose();
        return loose_[node] != 0;
    }

    void find_loose() {
        loose_.assign(model_.nodes.size(), 0);
        const std::vector<const Document*> documents = documents_of(unit_);
        // Accepting one document may supersede another; then neither end is certain to be reached.
        const bool replacing = std::any_of(documents.begin(), documents.end(), [](const Document* one) {
            return under_way(one->status) && !one->supersedes.empty();
        });
        for (QuestionIndex i{0}; i < model_.questions.size(); ++i) {
            const Question& question = model_.questions[i];
            const QuestionResult& result = assessment_.questions[i];
            bool sharp = false;
            switch (result.reason) {
                case Reason::answered: sharp = !(replacing && result.backing.needed); break;
                case Reason::unanswered:
                case Reason::refused: sharp = question.attained; break;
                case Reason::not_applicable: sharp = true; break;
                // The known counts, the rules or facts restrict the remaining values.
                case Reason::incomplete:
                case Reason::left_open:
                case Reason::zero_denominator:
                case Reason::applicability_open: break;
            }
            if (sharp) continue;
            for (NodeIndex node = question.node; node != none && loose_[node] == 0; node = model_.nodes[node].parent)
                loose_[node] = 1;
        }
    }

    const Model& model_;
    const Unit& unit_;
    const Assessment& assessment_;
    std::vector<Index> fact_used_;  ///< by fact: the predicate that last used it
    std::vector<Index> visited_;    ///< by predicate: the same
    std::vector<PredicateIndex> pending_;
    std::vector<char> loose_;  ///< by node, memoised
    Index current_ = none;
    std::size_t looked_at_ = 0;
    bool more_ = false, less_ = false;
};

}  // namespace

void mark_exact(const Model& model, const Unit& unit, Assessment& assessment) {
    const auto is_open = [](const PredicateResult& result) { return result.verdict == Verdict::open; };
    if (std::none_of(assessment.predicates.begin(), assessment.predicates.end(), is_open)) return;
    Exactness exactness(model, unit, assessment);
    for (PredicateIndex i{0}; i < assessment.predicates.size(); ++i)
        if (is_open(assessment.predicates[i])) assessment.predicates[i].exact = exactness.proved(i);
}

}  // namespace zi
