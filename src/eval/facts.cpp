#include "facts.hpp"

#include <algorithm>
#include <chrono>

namespace zi {

namespace {

/// Does every member of the unit meet the predicate?
const FactValue& members_meet(const std::vector<MemberUnit>& members, PredicateIndex predicate) {
    static const FactValue unknown, yes(true), no(false);
    Truth truth = Truth::yes;
    for (const MemberUnit& member : members) {
        const Verdict verdict = predicate < member.verdicts.size() ? member.verdicts[predicate] : Verdict::open;
        truth = both(truth, verdict == Verdict::met ? Truth::yes : verdict == Verdict::not_met ? Truth::no : Truth::unknown);
    }
    return truth == Truth::yes ? yes : truth == Truth::no ? no : unknown;
}

}  // namespace

const FactValue& fact_of(const Model& model, const Unit& unit, FactIndex fact) {
    if (fact < unit.facts.size() && !std::holds_alternative<std::monostate>(unit.facts[fact])) return unit.facts[fact];
    const Fact& declared = model.facts[fact];
    // A kawasan without members does not meet it vacuously.
    if (declared.members_meet != none && unit.members && !unit.members->empty())
        return members_meet(*unit.members, declared.members_meet);
    return declared.fallback;
}

namespace {

/// Applies an operator to the result of a three-way comparison.
bool compares(std::strong_ordering order, Operator op) {
    switch (op) {
        case Operator::at_least: return order >= 0;
        case Operator::above: return order > 0;
        case Operator::at_most: return order <= 0;
        case Operator::below: return order < 0;
        case Operator::equal:
        case Operator::in: break;
    }
    return order == 0;
}

}  // namespace

std::optional<Rational> as_number(const FactValue& value) {
    if (const auto* number = std::get_if<Rational>(&value)) return *number;
    if (const auto* member = std::get_if<Member>(&value)) return Rational(member->value);
    if (const auto* date = std::get_if<Date>(&value)) return Rational(date->day.time_since_epoch().count());
    if (const auto* flag = std::get_if<bool>(&value)) return Rational(*flag ? 1 : 0);
    return std::nullopt;
}

Truth holds(const FactValue& fact, Operator op, const std::vector<FactValue>& wanted) {
    if (!is_known(fact)) return Truth::unknown;
    for (const FactValue& one : wanted)
        if (one.index() == fact.index() && compares(fact <=> one, op)) return Truth::yes;
    return Truth::no;
}

Truth holds(const FactValue& fact, Operator op, const Duration& elapsed, Date as_of) {
    const auto* day = std::get_if<Date>(&fact);
    if (!day) return Truth::unknown;
    const bool passed = after(*day, static_cast<int>(elapsed.count), elapsed.unit) <= as_of;
    return passed == (op == Operator::at_least) ? Truth::yes : Truth::no;
}

Truth holds(const Guard& guard, const Model& model, const Unit& unit, Date as_of) {
    if (guard.kind == Guard::Kind::test) {
        const FactValue& fact = fact_of(model, unit, guard.fact());
        return guard.elapsed ? holds(fact, guard.op, *guard.elapsed, as_of) : holds(fact, guard.op, guard.values);
    }
    const bool all = guard.kind == Guard::Kind::all;
    Truth truth = all ? Truth::yes : Truth::no;
    for (const Guard& arg : guard.args) {
        const Truth one = holds(arg, model, unit, as_of);
        truth = all ? both(truth, one) : either(truth, one);
    }
    return truth;
}

bool in_force(const Condition& condition, Date day) {
    return !(condition.from && day < *condition.from) && !(condition.until && day >= *condition.until);
}

Truth applies(const Condition& condition, const Model& model, const Unit& unit, Date as_of) {
    if (!in_force(condition, as_of)) return Truth::no;
    Truth truth = Truth::yes;
    if (condition.when) truth = both(truth, holds(*condition.when, model, unit, as_of));
    if (condition.unless) truth = both(truth, negate(holds(*condition.unless, model, unit, as_of)));
    return truth;
}

Rational margin(Operator op, const Score& value, const Rational& threshold) {
    switch (op) {
        case Operator::at_least:
        case Operator::above: return value.certain - threshold;
        case Operator::at_most:
        case Operator::below: return threshold - value.possible;
        case Operator::equal:
        case Operator::in: break;
    }
    return min(min(value.certain - threshold, threshold - value.certain),
               min(value.possible - threshold, threshold - value.possible));
}

namespace {

Verdict verdict_of(const FactValue& fact, const Condition& condition, Date as_of) {
    switch (condition.elapsed ? holds(fact, condition.op, *condition.elapsed, as_of)
                              : holds(fact, condition.op, condition.values)) {
        case Truth::yes: return Verdict::met;
        case Truth::no: return Verdict::not_met;
        case Truth::unknown: break;
    }
    return Verdict::open;
}

}  // namespace

Verdict fact_verdict(const Condition& condition, const Model& model, const Unit& unit, Date as_of) {
    return verdict_of(fact_of(model, unit, condition.fact()), condition, as_of);
}

ConditionResult judge_fact(const Condition& condition, const Model& model, const Unit& unit, Date as_of) {
    ConditionResult result;
    const FactValue& fact = fact_of(model, unit, condition.fact());
    result.verdict = verdict_of(fact, condition, as_of);
    if (condition.elapsed || !is_known(fact)) return result;
    const Fact& declared = model.facts[condition.index];
    const bool graded = declared.type == Fact::Type::member && model.enumerations[declared.enumeration].ordered;
    const bool measured = declared.type == Fact::Type::count || declared.type == Fact::Type::number;
    if (!graded && !measured) return result;
    const Rational value = *as_number(fact);
    result.value = Score{value, value};
    if (condition.op != Operator::in) result.margin = margin(condition.op, *result.value, *as_number(condition.values.front()));
    return result;
}

ConditionResult judge_day(const Condition& condition, Date as_of) {
    ConditionResult result;
    Rational day(as_of.day.time_since_epoch().count()), wanted;
    if (condition.yearly) {
        // Within one year, days compare as (month, day).
        const std::chrono::year_month_day date{as_of.day};
        const auto place = [](std::chrono::month_day d) {
            return Rational(std::int64_t{32} * static_cast<unsigned>(d.month()) + static_cast<unsigned>(d.day()));
        };
        day = place({date.month(), date.day()});
        wanted = place(*condition.yearly);
    } else if (const auto* date = condition.values.empty() ? nullptr : std::get_if<Date>(&condition.values.front())) {
        wanted = Rational(date->day.time_since_epoch().count());
    } else {
        return result;
    }
    result.verdict = compare(day, condition.op, wanted) ? Verdict::met : Verdict::not_met;
    return result;
}

std::optional<Date> first_day(const Condition& condition, const Model& model, const Unit& unit, Date today) {
    const auto later = [&](Date day) { return today < day && day < Date::never() ? std::optional(day) : std::nullopt; };
    if (condition.elapsed) {
        const auto* start = std::get_if<Date>(&fact_of(model, unit, condition.fact()));
        // Elapsed time only grows: a maximum that is exceeded stays exceeded.
        if (!start || condition.op != Operator::at_least) return std::nullopt;
        return later(after(*start, static_cast<int>(condition.elapsed->count), condition.elapsed->unit));
    }
    if (condition.subject != Condition::Subject::day) return std::nullopt;
    const auto holds_on = [&](Date day) { return judge_day(condition, day).verdict == Verdict::met; };
    if (condition.yearly) {
        // 29 February recurs within eight years, even across 2100.
        Date day = after(today, 1, CalendarUnit::day);
        for (const Date end = after(today, 8, CalendarUnit::year); day <= end; day = after(day, 1, CalendarUnit::day))
            if (holds_on(day)) return later(day);
        return std::nullopt;
    }
    const auto* wanted = condition.values.empty() ? nullptr : std::get_if<Date>(&condition.values.front());
    if (!wanted) return std::nullopt;
    for (const Date day : {*wanted, after(*wanted, 1, CalendarUnit::day)})
        if (holds_on(day)) return later(day);
    return std::nullopt;
}

Applicability applicability(const Question& question, const Model& model, const Unit& unit, Date as_of) {
    for (Index i = 0; i < question.inapplicable.size(); ++i)
        if (const Truth truth = holds(question.inapplicable[i].guard, model, unit, as_of); truth != Truth::no)
            return {truth, i};
    return {};
}

List<Backing, Question> backings(const Model& model, const Unit& unit, Date as_of) {
    if (unit.documents) return back_answers(model, documents_of(unit), as_of);
    return List<Backing, Question>(model.questions.size());
}

Verdict combine(const std::vector<ConditionResult>& conditions) {
    Verdict verdict = Verdict::met;
    for (const ConditionResult& c : conditions) {
        if (c.verdict == Verdict::not_met) return Verdict::not_met;
        if (c.verdict == Verdict::open) verdict = Verdict::open;
    }
    return verdict;
}

}  // namespace zi
