#include "boundary.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace regulation {

std::int64_t in_parts(const zi::Rational& points) {
    const auto scaled = (points * zi::Rational(parts_per_point)).small();
    if (!scaled || scaled->second != 1) throw std::runtime_error("not a whole number of parts: " + points.fraction());
    return scaled->first;
}

double as_double(const zi::Rational& value) {
    const auto parts = *value.small();
    return static_cast<double>(parts.first) / static_cast<double>(parts.second);
}

namespace {

/// Every ratio of the worksheet is n / d, or (d - n) / d for the fall in breaches of discipline, cut to 0..1.
struct RatioInputs {
    zi::Index numerator, denominator;
    bool decrease;
};

RatioInputs ratio_inputs(const zi::Question& question) {
    const zi::Formula& top = question.formula.args.at(0);
    const zi::Index denominator = question.formula.args.at(1).input;
    if (top.kind == zi::Formula::Kind::subtract) return {top.args.at(1).input, denominator, true};
    return {top.input, denominator, false};
}

std::vector<Choice> choices(const zi::Model& model, const zi::Question& question) {
    const zi::Rational& weight = model.nodes[question.node].weight;
    std::vector<Choice> list;
    const auto add = [&](zi::Answer answer, const zi::Rational& share) {
        list.push_back({std::move(answer), in_parts(weight * share), as_double(share)});
    };
    if (question.kind == zi::Question::Kind::options) {
        const auto& options = model.scales[question.scale].options;
        for (zi::OptionIndex i{0}; i < options.size(); ++i) add(zi::Member{i}, options[i].value);
    } else if (question.kind == zi::Question::Kind::number) {
        for (const char* index : {"0", "2.8", "3.1", "3.19", "3.2", "3.21", "3.4", "3.59", "3.6", "3.61", "3.88", "4"}) {
            const zi::Rational value = *zi::Rational::parse(index);
            add(value, value / zi::Rational(4));
        }
    } else {
        const RatioInputs inputs = ratio_inputs(question);
        for (std::int64_t d = 1; d <= 6; ++d)
            for (std::int64_t n = 0; n <= (question.inputs[inputs.numerator].at_most == zi::none ? d + 1 : d); ++n) {
                zi::Counts counts;
                counts.values.assign(question.inputs.size(), std::nullopt);
                for (std::size_t i = 0; i < question.inputs.size(); ++i)
                    if (question.inputs[i].parts.empty()) counts.values[i] = zi::Rational(0);
                counts.values[inputs.numerator] = zi::Rational(n);
                // A total is made of its parts: all of it in the first one.
                const auto& parts = question.inputs[inputs.denominator].parts;
                counts.values[parts.empty() ? inputs.denominator : parts.front()] = zi::Rational(d);
                zi::Diagnostics problems;
                if (!zi::derive_totals(question, counts, "", "", problems)) throw std::runtime_error("counts do not fit");
                const std::int64_t top = std::max<std::int64_t>(0, std::min(d, inputs.decrease ? d - n : n));
                add(std::move(counts), zi::Rational(top, d));
            }
    }
    return list;
}

}  // namespace

Worksheet::Worksheet() {
    for (const zi::Question& question : model.questions) questions.push_back(choices(model, question));
}

std::vector<std::size_t> Worksheet::below(const zi::Condition& condition) const {
    std::set<zi::Index> tops;
    if (condition.subject == zi::Condition::Subject::node)
        tops.insert(condition.index);
    else
        tops.insert(model.views[condition.index].members.begin(), model.views[condition.index].members.end());
    std::vector<std::size_t> found;
    for (std::size_t q = 0; q < model.questions.size(); ++q)
        for (zi::NodeIndex node = model.questions[q].node; node != zi::none; node = model.nodes[node].parent)
            if (tops.contains(node)) found.push_back(q);
    return found;
}

const Worksheet& worksheet() {
    static const Worksheet once;
    return once;
}

std::int64_t sum(const Picks& picks, const std::vector<std::size_t>& questions) {
    std::int64_t total = 0;
    for (const std::size_t q : questions) total += worksheet().questions[q][picks[q]].parts;
    return total;
}

bool aim(Picks& picks, const std::vector<std::size_t>& questions, std::int64_t target, Side side, Random& random) {
    std::vector<std::size_t> chosen = questions;
    for (std::size_t i = chosen.size(); i > 1; --i) std::swap(chosen[i - 1], chosen[random.below(i)]);
    constexpr std::size_t searched = 9;
    if (chosen.size() > searched) chosen.resize(searched);
    const std::int64_t rest = sum(picks, questions) - sum(picks, chosen);

    // Layer by layer, every sum that the chosen questions can reach and how.
    std::vector<std::map<std::int64_t, std::size_t>> layers{{{rest, 0}}};
    for (const std::size_t q : chosen) {
        std::map<std::int64_t, std::size_t> next;
        for (const auto& [value, how] : layers.back()) {
            for (std::size_t c = 0; c < worksheet().questions[q].size(); ++c)
                next.emplace(value + worksheet().questions[q][c].parts, c);
            if (next.size() > 60'000) break;  // enough to be near; the search stays short
        }
        layers.push_back(std::move(next));
    }
    const auto& reachable = layers.back();
    auto found = reachable.end();
    if (side == Side::on) {
        found = reachable.find(target);
    } else if (side == Side::above) {
        found = reachable.upper_bound(target);
    } else if (auto after = reachable.lower_bound(target); after != reachable.begin()) {
        found = std::prev(after);
    }
    if (found == reachable.end()) return false;

    std::int64_t value = found->first;
    for (std::size_t i = chosen.size(); i-- > 0;) {
        const std::size_t c = layers[i + 1].at(value);
        picks[chosen[i]] = c;
        value -= worksheet().questions[chosen[i]][c].parts;
    }
    return true;
}

bool plain(std::size_t, const Choice& choice) {
    return choice.share == 0 || choice.share == 0.5 || choice.share == 1 || choice.share == 0.9;
}

Picks start(const std::vector<std::size_t>& questions, std::int64_t target, const Allowed& allowed, Random& random) {
    const Worksheet& w = worksheet();
    const auto choose = [&](std::size_t q) {
        for (;;) {
            const std::size_t c = random.below(w.questions[q].size());
            if (allowed(q, w.questions[q][c])) return c;
        }
    };
    Picks picks(w.questions.size());
    for (std::size_t q = 0; q < picks.size(); ++q) picks[q] = choose(q);
    // Walk towards the target one answer at a time.
    std::int64_t distance = target - sum(picks, questions);
    for (int step = 0; step < 4000; ++step) {
        const std::size_t q = questions[random.below(questions.size())];
        const std::size_t c = choose(q);
        const std::int64_t change = w.questions[q][c].parts - w.questions[q][picks[q]].parts;
        if (std::abs(distance - change) >= std::abs(distance)) continue;
        picks[q] = c;
        distance -= change;
    }
    return picks;
}

bool reachable(const std::vector<std::size_t>& questions, std::int64_t target) {
    std::set<std::int64_t> sums{0};
    for (const std::size_t q : questions) {
        std::set<std::int64_t> next;
        for (const std::int64_t value : sums)
            for (const Choice& choice : worksheet().questions[q])
                if (value + choice.parts <= target) next.insert(value + choice.parts);
        sums = std::move(next);
    }
    return sums.contains(target);
}

zi::Unit unit_of(const Picks& picks) {
    const Worksheet& w = worksheet();
    zi::Unit unit(w.model, "boundary");
    for (std::size_t q = 0; q < picks.size(); ++q) unit.answers[q] = w.questions[q][picks[q]].answer;
    return unit;
}

}  // namespace regulation
