// Formulas: resolving names to inputs, and the range of values.
#include "build.hpp"

#include <algorithm>

namespace zi::lowering {

Formula lower_formula(Build& build, const syntax::Expr& expr, const std::function<InputIndex(const syntax::Word&)>& input) {
    Formula formula;
    formula.span = expr.span;
    switch (expr.kind) {
        case syntax::Expr::Kind::number:
            formula.kind = Formula::Kind::number;
            formula.number = build.number(expr.word);
            return formula;
        case syntax::Expr::Kind::name:
            formula.kind = Formula::Kind::input;
            formula.input = input(expr.word);
            return formula;
        case syntax::Expr::Kind::add: formula.kind = Formula::Kind::add; break;
        case syntax::Expr::Kind::subtract: formula.kind = Formula::Kind::subtract; break;
        case syntax::Expr::Kind::multiply: formula.kind = Formula::Kind::multiply; break;
        case syntax::Expr::Kind::divide: formula.kind = Formula::Kind::divide; break;
        case syntax::Expr::Kind::negate: formula.kind = Formula::Kind::negate; break;
        case syntax::Expr::Kind::min: formula.kind = Formula::Kind::min; break;
        case syntax::Expr::Kind::max: formula.kind = Formula::Kind::max; break;
    }
    for (const syntax::Expr& arg : expr.args) formula.args.push_back(lower_formula(build, arg, input));
    return formula;
}

namespace {

using Bound = std::optional<Rational>;  // nullopt: unbounded

Range negated(const Range& r) {
    Range result;
    if (r.max) result.min = -*r.max;
    if (r.min) result.max = -*r.min;
    return result;
}

Range sum(const Range& a, const Range& b) {
    Range result;
    if (a.min && b.min) result.min = *a.min + *b.min;
    if (a.max && b.max) result.max = *a.max + *b.max;
    return result;
}

Range product(const Range& a, const Range& b) {
    const auto zero = [](const Range& r) { return r.min && r.max && r.min->is_zero() && r.max->is_zero(); };
    if (zero(a) || zero(b)) return {Rational(0), Rational(0)};
    if (a.min && a.max && b.min && b.max) {
        const Rational corners[] = {*a.min * *b.min, *a.min * *b.max, *a.max * *b.min, *a.max * *b.max};
        return {*std::min_element(std::begin(corners), std::end(corners)),
                *std::max_element(std::begin(corners), std::end(corners))};
    }
    const bool positive = a.min && a.min->sign() >= 0 && b.min && b.min->sign() >= 0;
    if (!positive) return {};
    Range result{*a.min * *b.min, std::nullopt};
    if (a.max && b.max) result.max = *a.max * *b.max;
    return result;
}

/// The range of 1/x for x in r without 0.
Range reciprocal(const Range& r) {
    const Rational one(1);
    if (r.min && r.min->sign() >= 0)  // r is positive
        return {r.max ? Bound(one / *r.max) : Bound(Rational(0)), r.min->sign() > 0 ? Bound(one / *r.min) : std::nullopt};
    if (r.max && r.max->sign() <= 0) return negated(reciprocal(negated(r)));
    return {};
}

bool may_be_zero(const Range& r) { return !(r.min && r.min->sign() > 0) && !(r.max && r.max->sign() < 0); }

}  // namespace

Range range_of(const Formula& formula, const std::vector<Range>& inputs,
               const std::function<void(const Formula& denominator)>& denominator) {
    switch (formula.kind) {
        case Formula::Kind::number: return {formula.number, formula.number};
        case Formula::Kind::input: return formula.input < inputs.size() ? inputs[formula.input] : Range{};
        default: break;
    }
    std::vector<Range> args;
    for (const Formula& arg : formula.args) args.push_back(range_of(arg, inputs, denominator));
    Range result = args.front();
    switch (formula.kind) {
        case Formula::Kind::number:
        case Formula::Kind::input: break;
        case Formula::Kind::negate: result = negated(result); break;
        case Formula::Kind::add:
            for (std::size_t i = 1; i < args.size(); ++i) result = sum(result, args[i]);
            break;
        case Formula::Kind::subtract:
            for (std::size_t i = 1; i < args.size(); ++i) result = sum(result, negated(args[i]));
            break;
        case Formula::Kind::multiply:
            for (std::size_t i = 1; i < args.size(); ++i) result = product(result, args[i]);
            break;
        case Formula::Kind::divide:
            for (std::size_t i = 1; i < args.size(); ++i) {
                if (may_be_zero(args[i])) denominator(formula.args[i]);
                result = product(result, reciprocal(args[i]));
            }
            break;
        case Formula::Kind::min:
            for (std::size_t i = 1; i < args.size(); ++i) {
                result.min = result.min && args[i].min ? Bound(zi::min(*result.min, *args[i].min)) : std::nullopt;
                if (args[i].max) result.max = result.max ? zi::min(*result.max, *args[i].max) : *args[i].max;
            }
            break;
        case Formula::Kind::max:
            for (std::size_t i = 1; i < args.size(); ++i) {
                if (args[i].min) result.min = result.min ? zi::max(*result.min, *args[i].min) : *args[i].min;
                result.max = result.max && args[i].max ? Bound(zi::max(*result.max, *args[i].max)) : std::nullopt;
            }
            break;
    }
    return result;
}

std::pair<Rational, Rational> limited(const Range& range) {
    const Rational zero(0), one(1);
    return {range.min ? min(one, max(zero, *range.min)) : zero, range.max ? max(zero, min(one, *range.max)) : one};
}

void check_formula_range(Build& build, const Range& range, bool capped, Span span) {
    if (capped || (range.min && range.min->sign() >= 0 && range.max && !(Rational(1) < *range.max))) return;
    const auto end = [](const Bound& bound, const char* infinite) { return bound ? shown(*bound) : std::string(infinite); };
    build.report(Code::formula_range, {end(range.min, "-\u221e"), end(range.max, "\u221e")}, span);
}

}  // namespace zi::lowering
