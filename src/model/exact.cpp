// How large can the exact numbers of a unit become? Coprime denominators multiply; this file bounds the cost before anything is
// added up. See docs/decisions/0016.
#include "build.hpp"

#include <algorithm>
#include <bit>
#include <utility>

namespace zi::lowering {

namespace {

/// 1,024 = 32^2 scores may have numbers of exact_bits; with more scores, numbers must be shorter.
constexpr std::size_t full_scores_root = 32;

void refuse(Build& build, Span span) { build.stop(Code::exact_numbers, {std::to_string(build.limits.exact_bits)}, span); }

/// Upper bounds on the bits of numerator and denominator.
struct Bits {
    std::size_t top = 1, bottom = 0;
};

Bits bits_of(const Formula& formula, const std::vector<Bits>& inputs) {
    if (formula.kind == Formula::Kind::number) return {formula.number.bits(), formula.number.denominator().bits() - 1};
    if (formula.kind == Formula::Kind::input) return formula.input < inputs.size() ? inputs[formula.input] : Bits{};
    Bits result = bits_of(formula.args.front(), inputs);
    for (std::size_t i = 1; i < formula.args.size(); ++i) {
        const Bits other = bits_of(formula.args[i], inputs);
        switch (formula.kind) {
            case Formula::Kind::add:
            case Formula::Kind::subtract:
                result = {std::max(result.top + other.bottom, other.top + result.bottom) + 1, result.bottom + other.bottom};
                break;
            case Formula::Kind::multiply: result = {result.top + other.top, result.bottom + other.bottom}; break;
            case Formula::Kind::divide: result = {result.top + other.bottom, result.bottom + other.top}; break;
            case Formula::Kind::min:
            case Formula::Kind::max: result = {std::max(result.top, other.top), std::max(result.bottom, other.bottom)}; break;
            case Formula::Kind::number:
            case Formula::Kind::input:
            case Formula::Kind::negate: break;
        }
    }
    return result;
}

/// Counts, and totals, which count a part once for each path to it; nullopt if that is absurdly many.
std::optional<std::vector<Bits>> bits_of_inputs(const Question& question, const Limits& limits) {
    constexpr std::uint64_t absurd = std::uint64_t{1} << 62;
    const auto count = static_cast<std::size_t>(std::bit_width(static_cast<std::uint64_t>(limits.count)));
    std::vector<std::uint64_t> times(question.inputs.size(), 1);
    std::vector<Bits> bits(question.inputs.size(), Bits{count, 0});
    for (const Index i : question.input_order) {
        if (question.inputs[i].parts.empty()) continue;
        times[i] = 0;
        for (const Index part : question.inputs[i].parts)
            if ((times[i] += times[part]) > absurd) return std::nullopt;
        bits[i].top = count + static_cast<std::size_t>(std::bit_width(times[i]));
    }
    return bits;
}

/// A number of a scale: a multiple of its step, or any decimal a unit may write.
Bits bits_of_number(const Scale& scale, const Limits& limits) {
    const std::size_t most = std::max(scale.min.bits(), scale.max.bits());
    const std::size_t bottom =
        scale.step ? (scale.min.denominator() * scale.step->denominator()).bits() : limits.number_digits * 10 / 3 + 1;
    return {most + bottom, bottom};
}

/// The denominator bits that answers contribute; nullopt if unbounded.
std::optional<std::size_t> answer_bits(const Model& model, const Question& question, const Limits& limits) {
    switch (question.kind) {
        case Question::Kind::options: break;
        case Question::Kind::number: {
            const Scale& scale = model.scales[question.scale];
            if (scale.bands.empty()) return bits_of(scale.formula, {bits_of_number(scale, limits)}).bottom;
            break;
        }
        case Question::Kind::ratio: {
            const auto inputs = bits_of_inputs(question, limits);
            if (!inputs) return std::nullopt;
            return bits_of(question.formula, *inputs).bottom;
        }
    }
    return 0;
}

}  // namespace

void add_weight(Build& build, const Rational& weight, Span span) {
    if (build.stopped) return;
    build.stated_weights.add(weight);
    if (build.stated_weights.bits() > build.limits.exact_bits) refuse(build, span);
}

void measure_scores(Build& build) {
    const Model& model = build.model;
    CommonDenominator weights, shares;
    std::vector<char> scale_seen(model.scales.size(), 0);
    std::size_t answers = 0;
    for (const Question& question : model.questions) {
        const Node& node = model.nodes[question.node];
        weights.add(node.weight);
        const bool scaled = question.kind != Question::Kind::ratio && question.scale != none;
        if (scaled && std::exchange(scale_seen[question.scale], 1) == 0) {
            for (const Option& option : model.scales[question.scale].options)
                if (shares.bits() <= build.limits.exact_bits) shares.add(option.value);
            for (const Band& band : model.scales[question.scale].bands)
                if (shares.bits() <= build.limits.exact_bits) shares.add(band.value);
        }
        for (const Case& one : question.cases)
            if (one.value) shares.add(*one.value);
        for (const Inapplicable& one : question.inapplicable) shares.add(one.value);
        const auto answered = scaled || question.kind == Question::Kind::ratio ? answer_bits(model, question, build.limits) : 0;
        answers += answered.value_or(0);
        build.score_bits = weights.bits() + shares.bits() + answers;
        if (!answered || build.score_bits > build.limits.exact_bits) return refuse(build, node.span);
    }
    for (const Node& node : model.nodes)
        if (node.question == none && !add_score(build, node.span)) return;
}

bool add_threshold(Build& build, const Rational& threshold, Span span) {
    if (build.stopped || threshold.is_zero()) return !build.stopped;
    build.thresholds.add(Rational(1) / threshold);
    if (build.thresholds.bits() + build.score_bits > build.limits.exact_bits) refuse(build, span);
    return !build.stopped;
}

bool add_score(Build& build, Span span) {
    if (build.stopped) return false;
    ++build.scores;
    while ((build.scores_root + 1) * (build.scores_root + 1) <= build.scores) ++build.scores_root;
    // Work is quadratic in the length of numbers, so bits^2 * scores is bounded by exact_bits^2 * full scores.
    const std::size_t bits = build.limits.exact_bits, root = build.scores_root;
    const std::size_t allowed = bits / root * full_scores_root + bits % root * full_scores_root / root;
    if (root > full_scores_root && build.score_bits > allowed) refuse(build, span);
    return !build.stopped;
}

}  // namespace zi::lowering
