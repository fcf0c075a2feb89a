// Interval arithmetic over a formula. Occurrences of the same input are treated as independent, which can only widen the
// bounds.
#include "bounds.hpp"

#include "facts.hpp"

#include <algorithm>
#include <optional>

namespace zi {

namespace {

/// An end of an interval: a number, or minus or plus infinity.
struct End {
    int infinite = 0;  ///< -1, 0, 1
    Rational number;

    int sign() const { return infinite != 0 ? infinite : number.sign(); }
    bool is_zero() const { return sign() == 0; }
    friend bool operator<(const End& a, const End& b) {
        return a.infinite != b.infinite ? a.infinite < b.infinite : a.infinite == 0 && a.number < b.number;
    }
    friend End operator-(const End& a) { return {-a.infinite, -a.number}; }
    /// Precondition: not opposite infinities.
    friend End operator+(const End& a, const End& b) {
        const int beyond = a.infinite != 0 ? a.infinite : b.infinite;
        return beyond != 0 ? End{beyond, {}} : End{0, a.number + b.number};
    }
    /// Here 0 * infinity = 0: no count of zeros adds up to anything.
    friend End operator*(const End& a, const End& b) {
        if (a.is_zero() || b.is_zero()) return {};
        return a.infinite != 0 || b.infinite != 0 ? End{a.sign() * b.sign(), {}} : End{0, a.number * b.number};
    }
};

struct Range {
    End low, high;

    bool holds_zero() const { return low.sign() <= 0 && high.sign() >= 0; }
};

Range exactly(const Rational& number) { return {{0, number}, {0, number}}; }

Range product(const Range& a, const Range& b) {
    const auto [low, high] = std::minmax({a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high});
    return {low, high};
}

End inverse(const End& end) { return end.infinite != 0 ? End{} : End{0, Rational(1) / end.number}; }

/// nullopt if a denominator may be zero.
std::optional<Range> evaluate(const Formula& formula, const std::vector<Range>& inputs) {
    if (formula.kind == Formula::Kind::number) return exactly(formula.number);
    if (formula.kind == Formula::Kind::input) return inputs[formula.input];
    auto result = evaluate(formula.args.front(), inputs);
    if (!result) return result;
    if (formula.kind == Formula::Kind::negate) return Range{-result->high, -result->low};
    for (std::size_t i = 1; i < formula.args.size(); ++i) {
        const auto next = evaluate(formula.args[i], inputs);
        if (!next) return next;
        switch (formula.kind) {
            case Formula::Kind::add: result = Range{result->low + next->low, result->high + next->high}; break;
            case Formula::Kind::subtract: result = Range{result->low + -next->high, result->high + -next->low}; break;
            case Formula::Kind::multiply: result = product(*result, *next); break;
            case Formula::Kind::divide:
                if (next->holds_zero()) return std::nullopt;
                result = product(*result, {inverse(next->high), inverse(next->low)});
                break;
            case Formula::Kind::min:
                result = Range{std::min(result->low, next->low), std::min(result->high, next->high)};
                break;
            case Formula::Kind::max:
                result = Range{std::max(result->low, next->low), std::max(result->high, next->high)};
                break;
            case Formula::Kind::number:
            case Formula::Kind::input:
            case Formula::Kind::negate: break;
        }
    }
    return result;
}

Truth holds(const Guard& guard, const std::vector<Range>& inputs) {
    if (guard.kind == Guard::Kind::test) {
        const Range& given = inputs[guard.subject];
        Range above{};  // the difference: given - wanted
        if (guard.other != none) {
            const Range& wanted = inputs[guard.other];
            above = {given.low + -wanted.high, given.high + -wanted.low};
        } else {
            const End wanted{0, -std::get<Rational>(guard.values.front())};
            above = {given.low + wanted, given.high + wanted};
        }
        const Verdict verdict = judge(guard.op, above.low.sign(), above.high.sign());
        return verdict == Verdict::met ? Truth::yes : verdict == Verdict::not_met ? Truth::no : Truth::unknown;
    }
    const bool all = guard.kind == Guard::Kind::all;
    Truth truth = all ? Truth::yes : Truth::no;
    for (const Guard& arg : guard.args) truth = all ? both(truth, holds(arg, inputs)) : either(truth, holds(arg, inputs));
    return truth;
}

/// The range of each input: its own value if given; a total is at least the sum of its known parts; a part is at most what the
/// total leaves over, and at most the input that bounds it.
std::vector<Range> ranges_of(const Question& question, const Counts& counts) {
    const auto given = [&](std::size_t i) { return i < counts.values.size() ? counts.values[i] : std::optional<Rational>(); };
    std::vector<Range> ranges;
    for (std::size_t i = 0; i < question.inputs.size(); ++i)
        ranges.push_back(given(i) ? exactly(*given(i)) : Range{{}, {1, {}}});
    // Parts precede totals in input_order; totals are propagated to parts in reverse order.
    for (const InputIndex i : question.input_order) {
        if (given(i) || question.inputs[i].parts.empty()) continue;
        Range sum{};
        for (const InputIndex part : question.inputs[i].parts) sum = {sum.low + ranges[part].low, sum.high + ranges[part].high};
        ranges[i] = sum;
    }
    for (auto i = question.input_order.rbegin(); i != question.input_order.rend(); ++i) {
        End least{};
        for (const InputIndex part : question.inputs[*i].parts) least = least + ranges[part].low;
        for (const InputIndex part : question.inputs[*i].parts) {
            const End rest = ranges[*i].high + -least + ranges[part].low;
            // Contradictory counts would give an empty range.
            if (!given(part) && !(rest < ranges[part].low)) ranges[part].high = std::min(ranges[part].high, rest);
        }
    }
    for (std::size_t i = 0; i < question.inputs.size(); ++i) {
        const InputIndex whole = question.inputs[i].at_most;
        if (whole == none) continue;
        if (!given(i) && !(ranges[whole].high < ranges[i].low)) ranges[i].high = std::min(ranges[i].high, ranges[whole].high);
        if (!given(whole) && !(ranges[whole].high < ranges[i].low))
            ranges[whole].low = std::max(ranges[whole].low, ranges[i].low);
    }
    return ranges;
}

/// The hull of the shares of all outcomes that may hold.
class Join {
public:
    explicit Join(const Question& question) : question_(question) {}

    void add(const Range& one) {
        const Rational low = within(one.low), high = within(one.high);
        low_ = low_ ? min(*low_, low) : low;
        high_ = high_ ? max(*high_, high) : high;
    }
    void add_all() { add({{-1, {}}, {1, {}}}); }
    ShareBounds bounds() const { return {*low_, *high_}; }

private:
    /// No answer earns more than the question's best share, or less than its worst.
    Rational within(const End& end) const {
        if (end.infinite != 0) return end.infinite < 0 ? question_.worst : question_.best;
        return max(question_.worst, min(question_.best, end.number));
    }

    const Question& question_;
    std::optional<Rational> low_, high_;
};

}  // namespace

namespace {

ShareBounds bounds_within(const Question& question, const std::vector<Range>& ranges) {
    Join join(question);
    bool first = true;
    for (Index i = 0; i < question.cases.size(); ++i) {
        const Case& one = question.cases[i];
        const Truth truth = holds(one.guard, ranges);
        if (truth == Truth::no) continue;
        one.value ? join.add(exactly(*one.value)) : join.add_all();
        if (truth == Truth::yes) {
            ShareBounds bounds = join.bounds();
            if (first) bounds.decided_by = i;
            return bounds;
        }
        first = false;
    }
    if (const auto value = evaluate(question.formula, ranges))
        join.add(*value);  // clamping is no new information: best and worst are bounds already
    else
        join.add_all();
    return join.bounds();
}

}  // namespace

ShareBounds bounds_of(const Question& question, const Counts& counts) {
    if (std::ranges::none_of(counts.values, [](const auto& one) { return one.has_value(); }))
        return {question.worst, question.best};
    return bounds_within(question, ranges_of(question, counts));
}

ShareBounds bounds_of(const Question& question, const std::vector<CountRange>& counts) {
    std::vector<Range> ranges;
    for (const CountRange& one : counts) {
        Range& range = ranges.emplace_back();
        range.low.number = one.low;
        if (one.high)
            range.high.number = *one.high;
        else
            range.high.infinite = 1;
    }
    return bounds_within(question, ranges);
}

ShareBounds bounds_of(const Question& question, const Scale& scale, const Rational& low, const Rational& high) {
    Join join(question);
    bool any = false;
    for (const Band& band : scale.bands) {
        const bool apart = band.includes_low ? high < band.low : high <= band.low;
        if (apart || (band.includes_high ? band.high < low : band.high <= low)) continue;
        join.add(exactly(band.value));
        any = true;
    }
    const auto value = any ? std::nullopt : evaluate(scale.formula, {Range{{0, low}, {0, high}}});
    if (value)
        join.add(*value);
    else if (!any)
        join.add_all();
    return join.bounds();
}

}  // namespace zi
