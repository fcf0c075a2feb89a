// Are the bounds of a question's share attained? Proved by answers that earn exactly the bound.
#include "build.hpp"

#include <algorithm>

namespace zi::lowering {

namespace {

/// Limit on inputs tried with 0 and 1 each (2^n combinations); beyond it, a ratio's bounds stay unproved.
constexpr std::size_t most_inputs = 4;

/// The value of a formula at one point; nullopt if a denominator is zero.
std::optional<Rational> value_at(const Formula& formula, const std::vector<Rational>& inputs, bool capped) {
    std::vector<Range> points;
    for (const Rational& input : inputs) points.push_back({input, input});
    bool zero = false;
    const Range value = range_of(formula, points, [&](const Formula&) { zero = true; });
    if (zero || !value.min) return std::nullopt;
    return capped ? limited(value).first : *value.min;
}

bool holds(const Guard& guard, const std::vector<Rational>& inputs) {
    const auto inner = [&](const Guard& arg) { return holds(arg, inputs); };
    if (guard.kind == Guard::Kind::all) return std::all_of(guard.args.begin(), guard.args.end(), inner);
    if (guard.kind == Guard::Kind::any) return std::any_of(guard.args.begin(), guard.args.end(), inner);
    const Rational& wanted = guard.other != none ? inputs[guard.other] : std::get<Rational>(guard.values.front());
    return compare(inputs[guard.subject], guard.op, wanted);
}

/// The share that counts earn; nullopt if the question stays open.
std::optional<Rational> share(const Question& question, const std::vector<Rational>& inputs) {
    for (const Case& one : question.cases)
        if (holds(one.guard, inputs)) return one.value;
    return value_at(question.formula, inputs, question.capped);
}

std::vector<Rational> shares_of_ratio(const Question& question) {
    std::vector<Index> free;
    for (InputIndex i{0}; i < question.inputs.size(); ++i)
        if (question.inputs[i].parts.empty()) free.push_back(i);
    std::vector<Rational> shares;
    if (free.size() > most_inputs) return shares;
    for (std::size_t choice = 0; choice < std::size_t{1} << free.size(); ++choice) {
        std::vector<Rational> inputs(question.inputs.size());
        for (std::size_t k = 0; k < free.size(); ++k) inputs[free[k]] = Rational(choice >> k & 1 ? 1 : 0);
        for (const Index i : question.input_order)
            for (const Index part : question.inputs[i].parts) inputs[i] += inputs[part];
        bool possible = true;
        for (InputIndex i{0}; i < question.inputs.size(); ++i) {
            const InputIndex whole = question.inputs[i].at_most;
            possible = possible && (whole == none || !(inputs[whole] < inputs[i]));
        }
        if (!possible) continue;
        if (auto one = share(question, inputs)) shares.push_back(std::move(*one));
    }
    return shares;
}

std::vector<Rational> shares_of_numbers(const Scale& scale) {
    std::vector<Rational> shares;
    const auto on_grid = [&](const Rational& number) {
        return !scale.step || ((number - scale.min) / *scale.step).is_integer();
    };
    for (const Band& band : scale.bands)
        for (const Rational& number : {band.low, band.high, (band.low + band.high) / Rational(2)})
            if (on_grid(number) && band.contains(number)) shares.push_back(band.value);
    if (scale.bands.empty())
        for (const Rational& number : {scale.min, scale.max})
            if (auto one = value_at(scale.formula, {number}, scale.capped)) shares.push_back(std::move(*one));
    return shares;
}

}  // namespace

bool attained(const Model& model, const Question& question) {
    if (question.kind == Question::Kind::options) return true;
    const std::vector<Rational> shares =
        question.kind == Question::Kind::ratio ? shares_of_ratio(question) : shares_of_numbers(model.scales[question.scale]);
    const auto earned = [&](const Rational& wanted) { return std::find(shares.begin(), shares.end(), wanted) != shares.end(); };
    return earned(question.worst) && earned(question.best);
}

}  // namespace zi::lowering
