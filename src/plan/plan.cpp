// From rational weights to integers: every option, weight and threshold as a multiple of one common denominator.
#include "zi/program.hpp"

#include <algorithm>
#include <numeric>

namespace zi {

namespace {

// A denominator of at most 2^62 / weight leaves 63 bits for the scale that ratios add (see eval/integer.cpp).
constexpr std::int64_t limit = std::int64_t{1} << 62;

/// Gathers the least common multiple of denominators; gives up beyond the limit.
class WholeDenominator {
public:
    void add(const Rational& value) {
        const auto parts = value.small();
        if (!parts || !fits_) {
            fits_ = false;
            return;
        }
        const std::int64_t factor = parts->second / std::gcd(value_, parts->second);
        if (factor > limit / value_)
            fits_ = false;
        else
            value_ *= factor;
    }
    bool fits() const { return fits_; }
    std::int64_t value() const { return value_; }

private:
    std::int64_t value_ = 1;
    bool fits_ = true;
};

/// value * denominator, which is an integer; nothing if it is too large.
std::optional<std::int64_t> scaled(const Rational& value, std::int64_t denominator) {
    const auto parts = (value * Rational(denominator)).small();
    if (!parts || parts->second != 1 || parts->first > limit || parts->first < -limit) return std::nullopt;
    return parts->first;
}

}  // namespace

Program::Program(std::shared_ptr<const Model> model) : model_(std::move(model)) {
    const Model& m = *model_;
    WholeDenominator common;
    for (const Node& node : m.nodes) common.add(node.weight);
    for (const Question& question : m.questions) {
        const Rational& weight = m.nodes[question.node].weight;
        common.add(weight * question.worst);
        common.add(weight * question.best);
        if (question.kind == Question::Kind::options)
            for (const Option& option : m.scales[question.scale].options) common.add(weight * option.value);
    }
    for (const Predicate& predicate : m.predicates)
        for (const Condition& condition : predicate.conditions) common.add(condition.threshold);
    if (!common.fits()) return;
    denominator_ = common.value();

    bool fits = true;
    const auto integer = [&](const Rational& value) {
        const auto number = scaled(value, denominator_);
        if (!number) fits = false;
        return number.value_or(0);
    };
    for (const Question& question : m.questions) {
        const Rational& weight = m.nodes[question.node].weight;
        Leaf leaf{integer(weight), integer(weight * question.worst), integer(weight * question.best),
                  static_cast<std::uint32_t>(option_points_.size())};
        if (question.kind == Question::Kind::options)
            for (const Option& option : m.scales[question.scale].options)
                option_points_.push_back(integer(option_scores_.emplace_back(weight * option.value)));
        leaves_.push_back(leaf);
    }
    for (const Predicate& predicate : m.predicates) {
        std::vector<std::int64_t>& row = thresholds_.emplace_back();
        for (const Condition& condition : predicate.conditions) row.push_back(integer(condition.threshold));
    }
    // No sum exceeds all leaves together: nodes and views count no leaf twice.
    bound_ = denominator_;
    std::int64_t leaves = 0;
    for (const Leaf& leaf : leaves_)
        if (__builtin_add_overflow(leaves, leaf.weight, &leaves)) fits = false;
    bound_ = std::max(bound_, leaves);
    for (const auto& row : thresholds_)
        for (const std::int64_t threshold : row) bound_ = std::max(bound_, threshold < 0 ? -threshold : threshold);
    integral_ = fits;
}

}  // namespace zi
