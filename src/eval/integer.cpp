// The program at work: one pass over integers. Options are table look-ups; ratios and numbers bring denominators of their own,
// so the whole unit is scaled by their least common multiple. All arithmetic is in 128 bits with proved bounds; a unit whose
// multiple would not fit takes the rational path instead.
#include "facts.hpp"

#include "base/wide.hpp"

#include "zi/program.hpp"

#include <numeric>
#include <optional>

namespace zi {

namespace {

Wide absolute(Wide a) { return a < 0 ? -a : a; }

/// A fraction in lowest terms with positive denominator; arithmetic reports overflow instead of wrapping.
struct Fraction {
    Wide top = 0;
    Wide bottom = 1;
};

enum class Outcome { value, zero_denominator, overflow };

bool reduce(Fraction& f) {
    constexpr Wide least = static_cast<Wide>(static_cast<UnsignedWide>(1) << 127);  // has no negative
    if (f.top == least || f.bottom == least) return false;
    const Wide divisor = greatest_common_divisor(f.top, f.bottom);
    if (divisor > 1) f.top /= divisor, f.bottom /= divisor;
    if (f.bottom < 0) f.top = -f.top, f.bottom = -f.bottom;
    constexpr Wide most = static_cast<Wide>(1) << 120;
    return absolute(f.top) < most && f.bottom < most;
}

bool add(Fraction& a, const Fraction& b) {
    Wide left, right, bottom, top;
    if (__builtin_mul_overflow(a.top, b.bottom, &left) || __builtin_mul_overflow(b.top, a.bottom, &right) ||
        __builtin_mul_overflow(a.bottom, b.bottom, &bottom) || __builtin_add_overflow(left, right, &top))
        return false;
    a = {top, bottom};
    return reduce(a);
}

bool multiply(Fraction& a, const Fraction& b) {
    Fraction product;
    if (__builtin_mul_overflow(a.top, b.top, &product.top) || __builtin_mul_overflow(a.bottom, b.bottom, &product.bottom))
        return false;
    a = product;
    return reduce(a);
}

/// Sign of a - b; nothing on overflow.
std::optional<int> compare(const Fraction& a, const Fraction& b) {
    Wide left, right;
    if (__builtin_mul_overflow(a.top, b.bottom, &left) || __builtin_mul_overflow(b.top, a.bottom, &right)) return std::nullopt;
    return left < right ? -1 : left > right ? 1 : 0;
}

std::optional<Fraction> fraction(const Rational& value) {
    const auto parts = value.small();
    if (!parts) return std::nullopt;
    return Fraction{parts->first, parts->second};
}

bool satisfies(int sign, Operator op) {
    switch (op) {
        case Operator::at_least: return sign >= 0;
        case Operator::above: return sign > 0;
        case Operator::at_most: return sign <= 0;
        case Operator::below: return sign < 0;
        case Operator::equal:
        case Operator::in: return sign == 0;
    }
    return false;
}

Outcome evaluate(const Formula& formula, const std::vector<Fraction>& inputs, Fraction& out) {
    if (formula.kind == Formula::Kind::number) {
        const auto number = fraction(formula.number);
        if (!number) return Outcome::overflow;
        out = *number;
        return Outcome::value;
    }
    if (formula.kind == Formula::Kind::input) {
        out = inputs[formula.input];
        return Outcome::value;
    }
    bool first = true;
    // All operands are looked at even after a zero denominator, so that an overflow is never mistaken for one.
    Outcome outcome = Outcome::value;
    for (const Formula& arg : formula.args) {
        Fraction value;
        const Outcome inner = evaluate(arg, inputs, value);
        if (inner == Outcome::overflow) return inner;
        if (inner == Outcome::zero_denominator) outcome = inner;
        if (outcome != Outcome::value) continue;
        if (first) {
            out = value;
            first = false;
            continue;
        }
        bool fits = true;
        switch (formula.kind) {
            case Formula::Kind::add: fits = add(out, value); break;
            case Formula::Kind::subtract: fits = add(out, {-value.top, value.bottom}); break;
            case Formula::Kind::multiply: fits = multiply(out, value); break;
            case Formula::Kind::divide:
                if (value.top == 0)
                    outcome = Outcome::zero_denominator;
                else
                    fits = multiply(out, {value.bottom, value.top});
                break;
            case Formula::Kind::min:
            case Formula::Kind::max: {
                const auto sign = compare(value, out);
                fits = sign.has_value();
                if (fits && (formula.kind == Formula::Kind::min ? *sign < 0 : *sign > 0)) out = value;
                break;
            }
            case Formula::Kind::number:
            case Formula::Kind::input:
            case Formula::Kind::negate: break;
        }
        if (!fits) return Outcome::overflow;
    }
    if (outcome == Outcome::value && formula.kind == Formula::Kind::negate) out.top = -out.top;
    return outcome;
}

/// Does the guard hold? Nothing if a comparison would overflow.
std::optional<bool> holds(const Guard& guard, const std::vector<Fraction>& inputs) {
    if (guard.kind == Guard::Kind::test) {
        const auto wanted = fraction(std::get<Rational>(guard.values.front()));
        if (!wanted) return std::nullopt;
        const auto sign = compare(inputs[guard.subject], *wanted);
        if (!sign) return std::nullopt;
        return satisfies(*sign, guard.op);
    }
    const bool all = guard.kind == Guard::Kind::all;
    bool result = all;
    for (const Guard& arg : guard.args) {
        const auto inner = holds(arg, inputs);
        if (!inner) return std::nullopt;
        result = all ? result && *inner : result || *inner;
    }
    return result;
}

Fraction cap(const Fraction& value) {
    if (value.top <= 0) return {0, 1};
    if (value.top >= value.bottom) return {1, 1};
    return value;
}

}  // namespace

class IntegerEvaluator {
public:
    IntegerEvaluator(const Program& program, const Unit& unit, Date as_of, AssessmentState& state)
        : program_(program), model_(program.model()), unit_(unit), state_(state) {
        result_.as_of = as_of;
    }

    /// Nothing if the unit does not fit into 128 bits.
    std::optional<Assessment> run() {
        const std::size_t questions = model_.questions.size();
        result_.questions.resize(questions);
        given_.resize(questions);
        const std::vector<Backing> backing = backings(model_, unit_, result_.as_of);
        for (std::size_t i = 0; i < questions; ++i) result_.questions[i].backing = backing[i];
        dynamic_.clear();
        for (std::size_t i = 0; i < questions; ++i)
            if (!answer(static_cast<Index>(i))) return std::nullopt;
        if (!find_scale()) return std::nullopt;
        fill_leaves();
        sum_nodes();
        report();
        return std::move(result_);
    }

private:
    /// A question whose value is a fraction of its own.
    struct Dynamic {
        Index question;
        Fraction share;
    };

    /// What the rules say of units that the question does not concern. False on overflow.
    bool set_apart(Index index, Index decided_by) {
        const auto share = fraction(model_.questions[index].inapplicable[decided_by].value);
        if (!share) return false;
        QuestionResult& result = result_.questions[index];
        result.reason = Reason::not_applicable;
        result.decided_by = decided_by;
        result.backing = {};
        result.certain = result.possible = model_.questions[index].inapplicable[decided_by].value;
        dynamic_.push_back({index, *share});
        return true;
    }

    void open(Index index, Reason reason, Index decided_by = none) {
        QuestionResult& result = result_.questions[index];
        result.reason = reason;
        result.decided_by = decided_by;
        result.certain = model_.questions[index].worst;
        result.possible = model_.questions[index].best;
    }

    void known(Index index, const Fraction& share, Index decided_by = none) {
        QuestionResult& result = result_.questions[index];
        result.reason = Reason::answered;
        result.decided_by = decided_by;
        result.claimed = result.certain = result.possible = Rational::from_int128(share.top, share.bottom);
        const Rational& worst = model_.questions[index].worst;
        if (result.backing.needed && !result.backing.certain) result.certain = min(*result.claimed, worst);
        if (result.backing.needed && !result.backing.possible) result.possible = min(*result.claimed, worst);
        dynamic_.push_back({index, share});
    }

    /// The worse of two options: the claimed one, and the best that evidence carries.
    Index carried(Index index, Index option, Index limit) const {
        return result_.questions[index].backing.needed ? std::max(option, limit) : option;
    }

    /// Finds out what a question is worth. False on overflow.
    bool answer(Index index) {
        const Question& question = model_.questions[index];
        const Prevailing prevailing = prevailing_answer(model_, unit_, index);
        const Answer& given = *prevailing.answer;
        given_[index] = &given;
        result_.questions[index].assessor = prevailing.assessor;
        if (!question.inapplicable.empty()) {
            const Applicability found = applicability(question, model_, unit_);
            if (found.inapplicable == Truth::unknown) return false;  // rare: the specification deals with it
            if (found.inapplicable == Truth::yes) return set_apart(index, found.decided_by);
        }
        if (const auto* option = std::get_if<Member>(&given); option && question.kind == Question::Kind::options) {
            const auto& options = model_.scales[question.scale].options;
            if (option->value < options.size()) {
                QuestionResult& result = result_.questions[index];
                result.reason = Reason::answered;
                result.claimed = options[option->value].value;
                result.certain = options[carried(index, option->value, result.backing.certain_option)].value;
                result.possible = options[carried(index, option->value, result.backing.possible_option)].value;
                return true;
            }
        }
        if (const auto* number = std::get_if<Rational>(&given); number && question.kind == Question::Kind::number)
            return numeric(index, model_.scales[question.scale], *number);
        if (const auto* counts = std::get_if<Counts>(&given); counts && question.kind == Question::Kind::ratio)
            return ratio(index, question, *counts);
        open(index, Reason::unanswered);
        return true;
    }

    bool numeric(Index index, const Scale& scale, const Rational& number) {
        if (number < scale.min || scale.max < number) {
            open(index, Reason::unanswered);
            return true;
        }
        for (const Band& band : scale.bands) {
            if (!band.contains(number)) continue;
            const auto share = fraction(band.value);
            if (share) known(index, *share);
            return share.has_value();
        }
        const auto value = fraction(number);
        return value && formula(index, scale.formula, {*value}, scale.capped);
    }

    bool ratio(Index index, const Question& question, const Counts& counts) {
        const std::size_t count = question.inputs.size();
        std::vector<Fraction> inputs(count);
        std::vector<char> given(count, 0), covered(count, 0);
        for (std::size_t i = 0; i < count && i < counts.values.size(); ++i) {
            if (!counts.values[i]) continue;
            const auto value = fraction(*counts.values[i]);
            if (!value) return false;
            inputs[i] = *value;
            given[i] = 1;
        }
        for (std::size_t k = count; k-- > 0;) {
            const Index i = question.input_order[k];
            if (given[i] || covered[i])
                for (const Index part : question.inputs[i].parts) covered[part] = 1;
        }
        for (std::size_t i = 0; i < count; ++i) {
            if (given[i] || (covered[i] && question.inputs_read[i] == 0)) continue;
            open(index, Reason::incomplete);
            return true;
        }
        for (Index i = 0; i < question.cases.size(); ++i) {
            const auto decides = holds(question.cases[i].guard, inputs);
            if (!decides) return false;
            if (!*decides) continue;
            if (!question.cases[i].value) {
                open(index, Reason::left_open, i);
                return true;
            }
            const auto share = fraction(*question.cases[i].value);
            if (share) known(index, *share, i);
            return share.has_value();
        }
        return formula(index, question.formula, inputs, question.capped);
    }

    bool formula(Index index, const Formula& formula, const std::vector<Fraction>& inputs, bool capped) {
        Fraction share;
        switch (evaluate(formula, inputs, share)) {
            case Outcome::overflow: return false;
            case Outcome::zero_denominator: open(index, Reason::zero_denominator); return true;
            case Outcome::value: break;
        }
        if (capped) share = cap(share);
        // The checker proves 0..1 for whole counts from 0; a host that hands over anything else gets the rational path.
        if (share.top < 0 || share.top > share.bottom) return false;
        known(index, share);
        return true;
    }

    /// The least common multiple of the fractions' denominators, small enough that every score times it stays below 2^126.
    bool find_scale() {
        const Wide most = (static_cast<Wide>(1) << 126) / program_.bound_;
        for (const Dynamic& dynamic : dynamic_) {
            // weight * top / bottom: what the weight already cancels needs no scaling.
            const Wide weight = program_.leaves_[dynamic.question].weight;
            const Wide bottom = dynamic.share.bottom / greatest_common_divisor(weight, dynamic.share.bottom);
            const Wide factor = bottom / greatest_common_divisor(scale_, bottom);
            if (factor > most / scale_) return false;
            scale_ *= factor;
        }
        return true;
    }

    /// The options that count of an answered question, by their places in the program.
    std::pair<std::size_t, std::size_t> options_of(Index question) const {
        const Index option = std::get<Member>(*given_[question]).value;
        const Backing& backing = result_.questions[question].backing;
        const std::size_t first = program_.leaves_[question].first_option;
        return {first + carried(question, option, backing.certain_option),
                first + carried(question, option, backing.possible_option)};
    }

    void fill_leaves() {
        state_.certain_.assign(model_.nodes.size(), 0);
        state_.possible_.assign(model_.nodes.size(), 0);
        for (std::size_t i = 0; i < model_.questions.size(); ++i) {
            const Question& question = model_.questions[i];
            const Program::Leaf& leaf = program_.leaves_[i];
            if (result_.questions[i].reason != Reason::answered) {
                set(question.node, leaf.worst * scale_, leaf.best * scale_);
            } else if (question.kind == Question::Kind::options) {
                const auto [certain, possible] = options_of(static_cast<Index>(i));
                set(question.node, program_.option_points_[certain] * scale_, program_.option_points_[possible] * scale_);
            }
        }
        for (const Dynamic& dynamic : dynamic_) {
            // Exact: the scale holds whatever of the bottom the weight does not cancel.
            const Wide weight = program_.leaves_[dynamic.question].weight;
            const Wide shared = greatest_common_divisor(weight, dynamic.share.bottom);
            const Wide points = weight / shared * dynamic.share.top * (scale_ / (dynamic.share.bottom / shared));
            const Wide worst = std::min<Wide>(points, program_.leaves_[dynamic.question].worst * scale_);
            const Backing& backing = result_.questions[dynamic.question].backing;
            set(model_.questions[dynamic.question].node, backing.needed && !backing.certain ? worst : points,
                backing.needed && !backing.possible ? worst : points);
        }
    }

    void set(Index node, Wide certain, Wide possible) {
        state_.certain_[node] = certain;
        state_.possible_[node] = possible;
    }

    void sum_nodes() {
        for (std::size_t i = model_.nodes.size(); i-- > 0;) {
            const Node& node = model_.nodes[i];
            if (node.question != none) continue;
            Wide certain = 0, possible = 0;
            bool first = true;
            for (const Index child : node.children) {
                const Wide c = state_.certain_[child], p = state_.possible_[child];
                if (node.combine == Combine::sum || node.combine == Combine::mean || first) {
                    certain += c;
                    possible += p;
                } else if (node.combine == Combine::min) {
                    certain = std::min(certain, c);
                    possible = std::min(possible, p);
                } else {
                    certain = std::max(certain, c);
                    possible = std::max(possible, p);
                }
                first = false;
            }
            set(static_cast<Index>(i), certain, possible);
        }
    }

    Score score(Wide certain, Wide possible) const {
        Rational one = points(certain);
        if (certain == possible) return {one, one};
        return {std::move(one), points(possible)};
    }

    Rational points(Wide scaled) const {
        // Without a ratio below it, a node has no need of the unit's scale; small numbers are reduced faster.
        if (scale_ != 1 && scaled % scale_ == 0) return Rational::from_int128(scaled / scale_, program_.denominator());
        return Rational::from_int128(scaled, program_.denominator() * scale_);
    }

    Score node_score(Index node) const {
        const Index question = model_.nodes[node].question;
        if (question == none || model_.questions[question].kind != Question::Kind::options ||
            result_.questions[question].reason != Reason::answered)
            return score(state_.certain_[node], state_.possible_[node]);
        const auto [certain, possible] = options_of(question);
        return {program_.option_scores_[certain], program_.option_scores_[possible]};
    }

    void report() {
        result_.nodes.reserve(model_.nodes.size());
        for (Index i = 0; i < model_.nodes.size(); ++i) result_.nodes.push_back(node_score(i));
        std::vector<std::pair<Wide, Wide>> views;
        for (const View& view : model_.views) {
            Wide certain = 0, possible = 0;
            for (const Index member : view.members) {
                certain += state_.certain_[member];
                possible += state_.possible_[member];
            }
            views.emplace_back(certain, possible);
            result_.views.push_back(score(certain, possible));
        }
        judge_predicates(model_, unit_, result_, [&](Index predicate, Index i) {
            const Condition& condition = model_.predicates[predicate].conditions[i];
            const bool node = condition.subject == Condition::Subject::node;
            const auto [certain, possible] =
                node ? std::pair{state_.certain_[condition.index], state_.possible_[condition.index]} : views[condition.index];
            const Wide threshold = program_.thresholds_[predicate][i] * scale_;
            const auto side = [&](Wide value) { return value < threshold ? -1 : value > threshold ? 1 : 0; };
            ConditionResult result;
            result.verdict = judge(condition.op, side(certain), side(possible));
            result.value = node ? result_.nodes[condition.index] : result_.views[condition.index];
            result.margin = margin(condition.op, *result.value, condition.threshold);
            return result;
        });
        mark_exact(model_, unit_, result_);
    }

    const Program& program_;
    const Model& model_;
    const Unit& unit_;
    AssessmentState& state_;
    Assessment result_;
    std::vector<Dynamic> dynamic_;
    std::vector<const Answer*> given_;
    Wide scale_ = 1;

public:
    static Assessment assess(const Program& program, const Unit& unit, Date as_of, AssessmentState& state) {
        if (program.integral())
            if (auto result = IntegerEvaluator(program, unit, as_of, state).run()) return std::move(*result);
        ++state.exact_path_units_;
        return assess_reference(program.model(), unit, as_of);
    }
};

Assessment assess(const Program& program, const Unit& unit, Date as_of, AssessmentState& state) {
    return IntegerEvaluator::assess(program, unit, as_of, state);
}

}  // namespace zi
