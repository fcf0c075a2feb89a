// Compiles formulas to fractions of integers: numerator and denominator each in a register, with ranges by interval arithmetic.
#include "formula.hpp"

#include "base/wide.hpp"

#include <algorithm>

namespace zi::columnar {

namespace {

struct IntegerRange {
    Wide low = 0, high = 0;
};

struct Value {
    std::uint32_t top = 0, bottom = 0;
    IntegerRange top_range, bottom_range;  ///< the denominator is positive
};

class Compiler {
public:
    explicit Compiler(const std::vector<InputBound>& inputs) : inputs_(inputs) { one_ = constant(1); }

    std::optional<FormulaProgram> run(const Formula& formula, bool capped, std::int64_t unit) {
        const Value share = value(formula);
        // While bottom * unit < 2^53, the floor of the quotient is exact: distinct fractions with this denominator differ by
        // more than the rounding error of the division.
        if (share.bottom_range.high > most_exact / unit) fits_ = false;
        if (!fits_) return std::nullopt;
        program_.top = share.top;
        program_.bottom = share.bottom;
        program_.needs_cap = capped;
        const std::int64_t bottom = is_constant(share.bottom) ? program_.steps[share.bottom].value : 0;
        if (bottom > 0 && unit % bottom == 0) program_.divisor = bottom;
        drop_unused();
        recognise();
        return std::move(program_);
    }

private:
    using Kind = FormulaStep::Kind;

    /// Dead code elimination.
    void drop_unused() {
        std::vector<FormulaStep>& steps = program_.steps;
        std::vector<char> used(steps.size(), 0);
        used[program_.top] = 1;
        if (program_.divisor == 0) used[program_.bottom] = 1;
        for (std::size_t i = steps.size(); i-- > 0;) {
            const FormulaStep& step = steps[i];
            if (step.kind == Kind::not_zero) used[i] = 1;
            if (used[i] == 0 || step.kind == Kind::constant || step.kind == Kind::input) continue;
            used[step.a] = 1;
            if (step.kind == Kind::not_zero || step.kind == Kind::negate) continue;
            used[step.b] = 1;
            if (step.kind == Kind::lesser) used[step.c] = used[step.d] = 1;
        }
        std::vector<FormulaStep> kept;
        std::vector<std::uint32_t> place(steps.size(), 0);
        for (std::size_t i = 0; i < steps.size(); ++i) {
            if (used[i] == 0) continue;
            FormulaStep step = steps[i];
            if (step.kind != Kind::input) step.a = place[step.a];
            step.b = place[step.b], step.c = place[step.c], step.d = place[step.d];
            place[i] = static_cast<std::uint32_t>(kept.size());
            kept.push_back(step);
        }
        program_.top = place[program_.top];
        program_.bottom = place[program_.bottom];
        steps = std::move(kept);
    }

    /// Recognises the formulas that have kernels of their own.
    void recognise() {
        const std::vector<FormulaStep>& steps = program_.steps;
        const auto input = [&](std::uint32_t step) { return steps[step].kind == Kind::input ? steps[step].a : none; };
        const FormulaStep& last = steps[program_.top];
        const bool difference = last.kind == Kind::subtract;
        const Index top = input(difference ? last.a : program_.top), less = difference ? input(last.b) : none;
        const Index bottom = program_.divisor != 0 ? none : input(program_.bottom);
        if (top == none || (difference && less == none) || (program_.divisor == 0 && bottom == none)) return;
        for (const FormulaStep& step : steps) {
            if (step.kind == Kind::input || &step == &last) continue;
            if (step.kind != Kind::not_zero || bottom == none || input(step.a) != bottom) return;
        }
        program_.top_input = top;
        program_.less_input = less;
        program_.bottom_input = bottom;
    }

    std::uint32_t push(FormulaStep step) {
        if (program_.steps.size() >= most_steps) {
            fits_ = false;
            return 0;
        }
        program_.steps.push_back(step);
        return static_cast<std::uint32_t>(program_.steps.size() - 1);
    }

    std::uint32_t constant(std::int64_t number) {
        FormulaStep step;
        step.value = number;
        return push(step);
    }

    std::uint32_t step(Kind kind, std::uint32_t a, std::uint32_t b = 0, std::uint32_t c = 0, std::uint32_t d = 0) {
        FormulaStep step;
        step.kind = kind;
        step.a = a, step.b = b, step.c = c, step.d = d;
        return push(step);
    }

    IntegerRange checked(IntegerRange range) {
        if (range.low < -most_exact || range.high > most_exact) fits_ = false;
        // Saturates, so that the interval arithmetic itself cannot overflow.
        return fits_ ? range : IntegerRange{1, 1};
    }

    Value integer(std::uint32_t reg, IntegerRange range) { return {reg, one_, checked(range), {1, 1}}; }

    Value fraction(const Rational& number) {
        const auto parts = number.small();
        if (!parts || parts->second > most_exact) {
            fits_ = false;
            return integer(one_, {1, 1});
        }
        const auto [top, bottom] = *parts;
        Value value = integer(constant(top), {top, top});
        if (bottom != 1) {
            value.bottom = constant(bottom);
            value.bottom_range = {bottom, bottom};
        }
        return value;
    }

    Value input(Index index) {
        const InputBound& bound = inputs_[index];
        Value value = integer(step(Kind::input, index), {bound.negative ? -bound.most : 0, bound.most});
        if (bound.denominator != 1) {
            value.bottom = constant(bound.denominator);
            value.bottom_range = {bound.denominator, bound.denominator};
        }
        return value;
    }

    static IntegerRange product(const IntegerRange& a, const IntegerRange& b) {
        const Wide corners[] = {a.low * b.low, a.low * b.high, a.high * b.low, a.high * b.high};
        return {*std::min_element(std::begin(corners), std::end(corners)),
                *std::max_element(std::begin(corners), std::end(corners))};
    }

    bool is_constant(std::uint32_t reg) const { return program_.steps[reg].kind == Kind::constant; }

    /// a * b, folding constants and factors of 1.
    std::uint32_t times(std::uint32_t a, const IntegerRange& range_a, std::uint32_t b, const IntegerRange& range_b,
                        IntegerRange& range) {
        range = checked(product(range_a, range_b));
        if (a == one_) return b;
        if (b == one_) return a;
        if (is_constant(a) && is_constant(b) && fits_) return constant(program_.steps[a].value * program_.steps[b].value);
        return step(Kind::multiply, a, b);
    }

    /// Brings two values to a common denominator.
    void align(Value& a, Value& b) {
        if (a.bottom == b.bottom) return;
        const Value old = a;
        a.top = times(a.top, a.top_range, b.bottom, b.bottom_range, a.top_range);
        a.bottom = times(old.bottom, old.bottom_range, b.bottom, b.bottom_range, a.bottom_range);
        b.top = times(b.top, b.top_range, old.bottom, old.bottom_range, b.top_range);
        b.bottom = a.bottom;
        b.bottom_range = a.bottom_range;
    }

    Value divide(const Value& a, Value b) {
        if (!is_constant(b.top) || program_.steps[b.top].value == 0) step(Kind::not_zero, b.top);
        if (b.top_range.low < 0) {
            // Keeps the denominator positive: negates both parts of a negative divisor.
            const std::uint32_t zero = constant(0);
            const std::uint32_t top = step(Kind::lesser, b.top, zero, step(Kind::negate, b.top), b.top);
            b.bottom = step(Kind::lesser, b.top, zero, step(Kind::negate, b.bottom), b.bottom);
            b.top = top;
            const Wide most = std::max(b.top_range.high, -b.top_range.low);
            const IntegerRange signed_bottom{-b.bottom_range.high, b.bottom_range.high};
            b.top_range = {1, std::max<Wide>(1, most)};
            Value result;
            result.top = times(a.top, a.top_range, b.bottom, signed_bottom, result.top_range);
            result.bottom = times(a.bottom, a.bottom_range, b.top, b.top_range, result.bottom_range);
            return result;
        }
        Value result;
        result.top = times(a.top, a.top_range, b.bottom, b.bottom_range, result.top_range);
        const IntegerRange divisor{1, std::max<Wide>(1, b.top_range.high)};
        result.bottom = times(a.bottom, a.bottom_range, b.top, divisor, result.bottom_range);
        return result;
    }

    Value value(const Formula& formula) {
        if (!fits_) return integer(one_, {1, 1});
        switch (formula.kind) {
            case Formula::Kind::number: return fraction(formula.number);
            case Formula::Kind::input: return input(formula.input);
            default: break;
        }
        Value result = value(formula.args.front());
        if (formula.kind == Formula::Kind::negate) {
            result.top = step(Kind::negate, result.top);
            result.top_range = {-result.top_range.high, -result.top_range.low};
            return result;
        }
        for (std::size_t i = 1; i < formula.args.size() && fits_; ++i) {
            Value other = value(formula.args[i]);
            switch (formula.kind) {
                case Formula::Kind::add:
                    align(result, other);
                    result.top = step(Kind::add, result.top, other.top);
                    result.top_range =
                        checked({result.top_range.low + other.top_range.low, result.top_range.high + other.top_range.high});
                    break;
                case Formula::Kind::subtract:
                    align(result, other);
                    result.top = step(Kind::subtract, result.top, other.top);
                    result.top_range =
                        checked({result.top_range.low - other.top_range.high, result.top_range.high - other.top_range.low});
                    break;
                case Formula::Kind::multiply: {
                    const Value left = result;
                    result.top = times(left.top, left.top_range, other.top, other.top_range, result.top_range);
                    result.bottom =
                        times(left.bottom, left.bottom_range, other.bottom, other.bottom_range, result.bottom_range);
                    break;
                }
                case Formula::Kind::divide: result = divide(result, other); break;
                case Formula::Kind::min:
                case Formula::Kind::max: {
                    align(result, other);
                    const bool least = formula.kind == Formula::Kind::min;
                    const IntegerRange a = result.top_range, b = other.top_range;
                    result.top = least ? step(Kind::lesser, result.top, other.top, result.top, other.top)
                                       : step(Kind::lesser, result.top, other.top, other.top, result.top);
                    result.top_range = least ? IntegerRange{std::min(a.low, b.low), std::min(a.high, b.high)}
                                             : IntegerRange{std::max(a.low, b.low), std::max(a.high, b.high)};
                    break;
                }
                default: break;
            }
        }
        return result;
    }

    const std::vector<InputBound>& inputs_;
    FormulaProgram program_;
    std::uint32_t one_ = 0;
    bool fits_ = true;
};

}  // namespace

std::optional<FormulaProgram> compile(const Formula& formula, const std::vector<InputBound>& inputs, bool capped,
                                      std::int64_t unit) {
    return Compiler(inputs).run(formula, capped, unit);
}

FittedFormula fit(const Formula& formula, std::vector<InputBound> inputs, bool capped, std::int64_t unit) {
    FittedFormula result;
    // Start at 28 bits, more than any count of people or documents; nearly every formula fits then.
    for (int bits = 28; bits >= 8 && !result.program; bits -= 4) {
        result.most = (std::int64_t{1} << bits) - 1;
        for (InputBound& one : inputs) one.most = result.most;
        result.program = compile(formula, inputs, capped, unit);
    }
    return result;
}

}  // namespace zi::columnar
