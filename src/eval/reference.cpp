// The specification: every step in rational numbers, in the order in which the rules are written.
#include "bounds.hpp"
#include "facts.hpp"

#include "zi/assess.hpp"

#include <algorithm>

namespace zi {

namespace {

/// The value of a formula; nullopt if a denominator is zero.
std::optional<Rational> evaluate(const Formula& formula, const std::vector<Rational>& inputs) {
    if (formula.kind == Formula::Kind::number) return formula.number;
    if (formula.kind == Formula::Kind::input) return inputs[formula.input];
    auto result = evaluate(formula.args.front(), inputs);
    if (!result) return result;
    if (formula.kind == Formula::Kind::negate) return -*result;
    for (std::size_t i = 1; i < formula.args.size(); ++i) {
        const auto next = evaluate(formula.args[i], inputs);
        if (!next) return next;
        switch (formula.kind) {
            case Formula::Kind::add: *result += *next; break;
            case Formula::Kind::subtract: *result -= *next; break;
            case Formula::Kind::multiply: *result *= *next; break;
            case Formula::Kind::divide:
                if (next->is_zero()) return std::nullopt;
                *result /= *next;
                break;
            case Formula::Kind::min: result = min(*result, *next); break;
            case Formula::Kind::max: result = max(*result, *next); break;
            case Formula::Kind::number:
            case Formula::Kind::input:
            case Formula::Kind::negate: break;
        }
    }
    return result;
}

bool holds(const Guard& guard, const std::vector<Rational>& inputs) {
    const auto inner = [&](const Guard& arg) { return holds(arg, inputs); };
    switch (guard.kind) {
        case Guard::Kind::all: return std::all_of(guard.args.begin(), guard.args.end(), inner);
        case Guard::Kind::any: return std::any_of(guard.args.begin(), guard.args.end(), inner);
        case Guard::Kind::test: break;
    }
    const Rational& wanted = guard.other != none ? inputs[guard.other] : std::get<Rational>(guard.values.front());
    return compare(inputs[guard.subject], guard.op, wanted);
}

Rational cap(const Rational& value) { return min(Rational(1), max(Rational(0), value)); }

QuestionResult known(Rational value, Index decided_by = none) {
    QuestionResult result;
    result.reason = Reason::answered;
    result.claimed = std::move(value);
    result.decided_by = decided_by;
    return result;
}
QuestionResult open(Reason reason, Index decided_by = none) {
    QuestionResult result;
    result.reason = reason;
    result.decided_by = decided_by;
    return result;
}

QuestionResult number_value(const Scale& scale, const Rational& number) {
    if (number < scale.min || scale.max < number) return open(Reason::unanswered);
    for (const Band& band : scale.bands)
        if (band.contains(number)) return known(band.value);
    if (!scale.bands.empty()) return open(Reason::unanswered);  // off the step: no band need contain the number
    const auto value = evaluate(scale.formula, {number});
    if (!value) return open(Reason::zero_denominator);
    return known(scale.capped ? cap(*value) : *value);
}

/// Do all completions of the missing inputs earn the same share?
QuestionResult partly_known(const ShareBounds& bounds) {
    if (bounds.low == bounds.high) return known(bounds.low, bounds.decided_by);
    QuestionResult result = open(Reason::incomplete);
    result.certain = bounds.low;
    result.possible = bounds.high;
    return result;
}

bool is_given(const Counts& counts, std::size_t input) {
    return input < counts.values.size() && counts.values[input].has_value();
}

/// Are the missing inputs irrelevant?
bool is_complete(const Question& question, const Counts& counts) {
    // A total that is given, or that nothing reads, stands in for its parts; totals are visited before their parts. A part that
    // the formula or a case reads must be known regardless.
    std::vector<bool> stood_for(question.inputs.size(), false);
    for (auto i = question.input_order.rbegin(); i != question.input_order.rend(); ++i)
        if (is_given(counts, *i) || stood_for[*i])
            for (const Index part : question.inputs[*i].parts) stood_for[part] = true;
    for (std::size_t i = 0; i < question.inputs.size(); ++i)
        if (!is_given(counts, i) && !(stood_for[i] && question.inputs_read[i] == 0)) return false;
    return true;
}

QuestionResult ratio_value(const Question& question, const Counts& counts) {
    std::vector<Rational> inputs(question.inputs.size());
    bool all_given = true;
    for (std::size_t i = 0; i < inputs.size(); ++i) {
        const bool given = is_given(counts, i);
        if (given) inputs[i] = *counts.values[i];
        all_given = all_given && given;
    }
    if (!all_given && !is_complete(question, counts)) return partly_known(bounds_of(question, counts));
    for (Index i = 0; i < question.cases.size(); ++i) {
        const Case& one = question.cases[i];
        if (!holds(one.guard, inputs)) continue;
        return one.value ? known(*one.value, i) : open(Reason::left_open, i);
    }
    const auto value = evaluate(question.formula, inputs);
    if (!value) return open(Reason::zero_denominator);
    return known(question.capped ? cap(*value) : *value);
}

QuestionResult as_answered(const Model& model, const Question& question, const Answer& answer) {
    if (std::holds_alternative<std::monostate>(answer)) return open(Reason::unanswered);
    if (std::holds_alternative<Refused>(answer)) return open(Reason::refused);
    switch (question.kind) {
        case Question::Kind::options: {
            const auto* option = std::get_if<Member>(&answer);
            const auto& options = model.scales[question.scale].options;
            if (!option || option->value >= options.size()) break;
            return known(options[option->value].value);
        }
        case Question::Kind::number:
            if (const auto* number = std::get_if<Rational>(&answer)) return number_value(model.scales[question.scale], *number);
            break;
        case Question::Kind::ratio:
            if (const auto* counts = std::get_if<Counts>(&answer)) return ratio_value(question, *counts);
            break;
    }
    return open(Reason::unanswered);
}

/// An answer counts at the minimum of its claim and its backing; an open answer ranges from worst to best.
void count(const Model& model, const Question& question, const Backing& backing, QuestionResult& result) {
    result.backing = backing;
    if (!result.claimed) {
        const bool bounded = result.reason == Reason::incomplete;
        if (!bounded || (backing.needed && !backing.certain)) result.certain = question.worst;
        if (!bounded) result.possible = question.best;
        return;
    }
    result.certain = result.possible = *result.claimed;
    if (!backing.needed) return;
    if (question.kind == Question::Kind::options) {
        const auto& options = model.scales[question.scale].options;
        result.certain = min(*result.claimed, options[backing.certain_option].value);
        result.possible = min(*result.claimed, options[backing.possible_option].value);
    } else {
        if (!backing.certain) result.certain = min(*result.claimed, question.worst);
        if (!backing.possible) result.possible = min(*result.claimed, question.worst);
    }
}

/// Applies the `inapplicable` cases; if one depends on an unknown fact, both outcomes are joined.
void set_apart(const Model& model, const Question& question, const Unit& unit, Date as_of, QuestionResult& result) {
    const Applicability found = applicability(question, model, unit, as_of);
    if (found.inapplicable == Truth::no) return;
    result.decided_by = found.decided_by;
    result.claimed.reset();
    if (found.inapplicable == Truth::yes) {
        result.reason = Reason::not_applicable;
        result.backing = {};
        result.certain = result.possible = question.inapplicable[found.decided_by].value;
        return;
    }
    result.reason = Reason::applicability_open;
    // Any case from the first undecided one on may turn out to apply, up to the first that certainly does; if none does, the
    // answer counts.
    Rational least = question.inapplicable[found.decided_by].value, most = least;
    Truth settled = Truth::unknown;
    for (std::size_t i = found.decided_by + 1; i < question.inapplicable.size() && settled != Truth::yes; ++i) {
        const Inapplicable& one = question.inapplicable[i];
        settled = holds(one.guard, model, unit, as_of);
        if (settled == Truth::no) continue;
        least = min(least, one.value);
        most = max(most, one.value);
    }
    if (settled != Truth::yes) {
        least = min(least, result.certain);
        most = max(most, result.possible);
    }
    result.certain = std::move(least);
    result.possible = std::move(most);
}

}  // namespace

QuestionResult question_result(const Model& model, const Unit& unit, QuestionIndex index, const Prevailing& given,
                               const Backing& backing, Date as_of) {
    const Question& question = model.questions[index];
    QuestionResult result = as_answered(model, question, *given.answer);
    result.assessor = given.assessor;
    count(model, question, backing, result);
    set_apart(model, question, unit, as_of, result);
    return result;
}

std::optional<Rational> claimed_share(const Model& model, QuestionIndex question, const Answer& answer) {
    return as_answered(model, model.questions[question], answer).claimed;
}

namespace {

Score sum_of(const std::vector<NodeIndex>& nodes, const Assessment& assessment) {
    Sum certain, possible;
    for (const NodeIndex node : nodes) {
        certain.add(assessment.nodes[node].certain);
        possible.add(assessment.nodes[node].possible);
    }
    return {certain.total(), possible.total()};
}

Score node_score(const Model& model, NodeIndex index, Assessment& assessment) {
    const Node& node = model.nodes[index];
    Score score;
    if (node.question != none) {
        const QuestionResult& result = assessment.questions[node.question];
        score.certain = node.weight * result.certain;
        score.possible = node.weight * result.possible;
    } else {
        if (node.combine == Combine::sum || node.combine == Combine::mean)  // a mean is a sum of children of equal weight
            return sum_of(node.children, assessment);
        bool first = true;
        for (const NodeIndex child : node.children) {
            const Score& inner = assessment.nodes[child];
            switch (node.combine) {
                case Combine::sum:
                case Combine::mean: break;
                case Combine::min:
                    score.certain = first ? inner.certain : min(score.certain, inner.certain);
                    score.possible = first ? inner.possible : min(score.possible, inner.possible);
                    break;
                case Combine::max:
                    score.certain = first ? inner.certain : max(score.certain, inner.certain);
                    score.possible = first ? inner.possible : max(score.possible, inner.possible);
                    break;
            }
            first = false;
        }
    }
    return score;
}

}  // namespace

ConditionResult judge_score(const Condition& condition, const Score& score) {
    ConditionResult result;
    result.value = score;
    result.margin = margin(condition.op, score, condition.threshold);
    result.verdict =
        judge(condition.op, (score.certain - condition.threshold).sign(), (score.possible - condition.threshold).sign());
    return result;
}

Assessment assess_reference(const Model& model, const Unit& unit, Date as_of) {
    return assess_backed(model, unit, backings(model, unit, as_of), as_of);
}

Assessment assess_backed(const Model& model, const Unit& unit, const List<Backing, Question>& backing, Date as_of) {
    Assessment assessment;
    assessment.as_of = as_of;
    for (QuestionIndex i{0}; i < model.questions.size(); ++i)
        assessment.questions.push_back(question_result(model, unit, i, prevailing_answer(model, unit, i), backing[i], as_of));

    // Children follow their parents in the list, so that a reverse pass is a post-order traversal.
    assessment.nodes.resize(model.nodes.size());
    for (std::size_t i = model.nodes.size(); i-- > 0;) assessment.nodes[i] = node_score(model, NodeIndex(i), assessment);

    for (const View& view : model.views) assessment.views.push_back(sum_of(view.members, assessment));

    judge_predicates(model, unit, assessment, [&](PredicateIndex predicate, ConditionIndex i) {
        const Condition& condition = model.predicates[predicate].conditions[i];
        return judge_score(condition, condition.subject == Condition::Subject::node ? assessment.nodes[condition.node()]
                                                                                    : assessment.views[condition.view()]);
    });
    mark_exact(model, unit, assessment);
    return assessment;
}

std::optional<Diagnostic> check_in_force(const Model& model, Date day) {
    if (!model.in_force || model.in_force->contains(day)) return std::nullopt;
    std::string period = std::string("@from") + phrase_mark + model.in_force->from.iso();
    if (model.in_force->until)
        period += phrase_mark + std::string("@until_before") + phrase_mark + model.in_force->until->iso();
    return Diagnostic{Code::not_in_force, {model.name, day.iso(), std::move(period)}};
}

}  // namespace zi
