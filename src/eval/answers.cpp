#include "answers.hpp"

#include "facts.hpp"

#include "base/power_of_ten.hpp"

#include "zi/limits.hpp"

#include <algorithm>

namespace zi {

namespace {

/// A scale with more points than this is planned in shares.
constexpr std::int64_t places_of_a_scale = std::int64_t{1} << 60;

/// Decimals of a number that has no step.
constexpr std::size_t decimals = 9, few_decimals = 6;

/// The greatest whole number that is not above, where it fits.
std::optional<std::int64_t> whole_below(const Rational& number) {
    if (number < Rational(-places_of_a_scale) || Rational(places_of_a_scale) < number) return std::nullopt;
    // decimal(0) works for numbers of any size, but rounds.
    std::int64_t whole = std::stoll(number.decimal(0));
    if (number < Rational(whole)) --whole;
    return whole;
}

void inputs_in(const Formula& formula, std::vector<char>& seen) {
    if (formula.kind == Formula::Kind::input) seen[formula.input] = 1;
    for (const Formula& arg : formula.args) inputs_in(arg, seen);
}

/// The inputs of divisors, or those that a formula reads elsewhere.
void inputs_beside(const Formula& formula, bool divisors, std::vector<char>& seen) {
    if (!divisors && formula.kind == Formula::Kind::input) seen[formula.input] = 1;
    for (std::size_t i = 0; i < formula.args.size(); ++i)
        if (formula.kind != Formula::Kind::divide || i == 0)
            inputs_beside(formula.args[i], divisors, seen);
        else if (divisors)
            inputs_in(formula.args[i], seen);
}

std::uint64_t terms_in(const Formula& formula) {
    std::uint64_t terms = 1;
    for (const Formula& arg : formula.args) terms += terms_in(arg);
    return terms;
}

constexpr std::uint64_t terms_of_a_step = 16;

}  // namespace

std::vector<char> divisors_of(const Question& question) {
    std::vector<char> divisors(question.inputs.size(), 0);
    inputs_beside(question.formula, true, divisors);
    return divisors;
}

Answers::Answers(const Model& model, QuestionIndex question, const Answer& given)
    : model_(model), index_(question), question_(model.questions[question]) {
    const bool ratio = question_.kind == Question::Kind::ratio;
    const std::uint64_t terms = terms_in(ratio ? question_.formula : model.scales[question_.scale].formula);
    const std::uint64_t others =
        ratio ? question_.inputs.size() + question_.cases.size() : model.scales[question_.scale].bands.size();
    effort_ = 1 + (terms + others) / terms_of_a_step;
    if (!ratio) {
        find_number(given);
    } else {
        const auto* counts = std::get_if<Counts>(&given);
        if (!find_counts(counts ? *counts : Counts{}) || nothing_more(given)) take_shares();
        effort_ *= std::max<std::size_t>(all_.size() * all_.size(), 1);
        if (kind_ == Kind::counts) trim();
    }
}

void Answers::find_number(const Answer& given) {
    scale_ = &model_.scales[question_.scale];
    step_stated_ = scale_->step.has_value();
    const Rational length = scale_->max - scale_->min;
    step_ = step_stated_ ? *scale_->step : Rational(1) / power_of_ten(decimals);
    while (!step_stated_ && Rational(places_of_a_scale) * step_ < length) step_ *= Rational(10);
    const auto places = whole_below(length / step_);
    if (!places || *places >= places_of_a_scale) return take_shares();
    kind_ = Kind::number;
    // The end of the range is a candidate even if no step reaches it.
    all_ = {{0, Rational(*places) * step_ < length ? *places + 1 : *places}};
    given_ = {std::nullopt};
    if (const auto* number = std::get_if<Rational>(&given); number && scale_->min <= *number && *number <= scale_->max)
        given_.front() = whole_below((*number - scale_->min) / step_);
}

/// False if it is unknown which counts the answer would have.
bool Answers::find_counts(const Counts& given) {
    const std::size_t inputs = question_.inputs.size();
    counts_ = given;
    counts_.values.resize(inputs);
    std::vector<char> divisors = divisors_of(question_), others(inputs, 0);
    inputs_beside(question_.formula, false, others);
    for (auto i = question_.input_order.rbegin(); i != question_.input_order.rend(); ++i)
        for (const InputIndex part : question_.inputs[*i].parts) divisors[part] |= divisors[*i];
    // A total is recomputed if a part of it is read, or is itself recomputed; otherwise the total moves as a count of its own.
    derived_.assign(inputs, 0);
    for (const InputIndex i : question_.input_order)
        for (const InputIndex part : question_.inputs[i].parts)
            if (question_.inputs_read[part] != 0 || derived_[part] != 0) derived_[i] = 1;
    const auto find_moving = [&](auto moves) {
        for (InputIndex i{0}; i < inputs; ++i)
            if (question_.inputs_read[i] != 0 && derived_[i] == 0 && moves(i)) moving_.push_back(i);
    };
    find_moving([&](InputIndex i) { return divisors[i] == 0; });
    if (moving_.empty()) find_moving([&](InputIndex i) { return others[i] != 0; });
    if (moving_.empty()) return false;
    const auto moves = [&](InputIndex i) { return std::find(moving_.begin(), moving_.end(), i) != moving_.end(); };
    for (InputIndex i{0}; i < inputs; ++i)
        if (question_.inputs_read[i] != 0 && derived_[i] == 0 && !moves(i) && !counts_.values[i]) return false;
    // Inputs that do not move stay fixed, and so do totals without moving parts. A recomputed total needs all of its parts.
    for (const InputIndex i : question_.input_order) {
        if (derived_[i] == 0) continue;
        const auto& parts = question_.inputs[i].parts;
        const auto follows = [&](InputIndex part) { return moves(part) || derived_[part] != 0; };
        derived_[i] = std::any_of(parts.begin(), parts.end(), follows);
        for (const InputIndex part : parts)
            if (derived_[i] != 0 && !follows(part) && !counts_.values[part]) return false;
    }
    kind_ = Kind::counts;
    for (const InputIndex i : moving_) {
        Range range{0, Limits{}.count};
        const auto known = [&](InputIndex input) {
            const bool fixed = input != none && !moves(input) && derived_[input] == 0 && counts_.values[input];
            return fixed ? whole_below(*counts_.values[input]) : std::optional<std::int64_t>();
        };
        if (const auto whole = known(question_.inputs[i].at_most)) range.high = std::max<std::int64_t>(*whole, 0);
        for (InputIndex part{0}; part < inputs; ++part)
            if (question_.inputs[part].at_most == i)
                if (const auto least = known(part)) range.low = std::min(std::max(range.low, *least), range.high);
        all_.push_back(range);
        const auto& now = counts_.values[i];
        const auto place = now ? whole_below(*now) : std::nullopt;
        given_.push_back(place ? std::optional(std::clamp(*place, range.low, range.high)) : std::nullopt);
    }
    return true;
}

/// Do counts that are divided by, none as yet, keep every other one from earning more? Then some are needed first, and nobody
/// knows how many.
bool Answers::nothing_more(const Answer& given) const {
    const std::vector<char> divisors = divisors_of(question_);
    bool no_whole = false;
    for (InputIndex i{0}; i < divisors.size(); ++i)
        no_whole = no_whole || (divisors[i] != 0 && counts_.values[i] && counts_.values[i]->is_zero());
    if (!no_whole) return false;
    std::uint64_t steps = enough_steps;
    const auto most = best(question_.best, steps);
    return !most || most->share <= claimed_share(model_, index_, given).value_or(question_.worst);
}

/// Of counts that all earn the best share, the lowest suffice: a smaller box is searched faster.
void Answers::trim() {
    while (all_.size() == 1 && all_.front().low < all_.front().high) {
        const Range range = all_.front();
        const std::int64_t high = std::max(range.low + (range.high - range.low) / 2 + 1, given_.front().value_or(range.low));
        if (high == range.high || bounds({{high, range.high}}).low < question_.best) return;
        all_.front().high = high;
    }
}

void Answers::take_shares() {
    kind_ = Kind::shares;
    moving_.clear();
    const Rational hundredths = (question_.best - question_.worst) * Rational(100);
    const std::int64_t whole = *whole_below(hundredths);
    all_ = {{0, Rational(whole) < hundredths ? whole + 1 : whole}};
    given_ = {0};
}

Rational Answers::number_at(std::int64_t place) const { return min(scale_->max, scale_->min + Rational(place) * step_); }

Counts Answers::counts_at(const Place& place) const {
    Counts counts = counts_;
    const auto drop_parts = [&](auto&& self, InputIndex total) -> void {
        for (const InputIndex part : question_.inputs[total].parts) {
            counts.values[part].reset();
            self(self, part);
        }
    };
    for (std::size_t i = 0; i < moving_.size(); ++i) {
        auto& value = counts.values[moving_[i]];
        const Rational now(place[i]);
        if (value == now) continue;
        value = now;
        drop_parts(drop_parts, moving_[i]);  // a total that moves on its own no longer agrees with its parts
    }
    for (const InputIndex i : question_.input_order) {
        if (derived_[i] == 0) continue;
        Rational sum;
        bool known = true;
        for (const InputIndex part : question_.inputs[i].parts) {
            known = known && counts.values[part];
            if (known) sum += *counts.values[part];
        }
        counts.values[i] = known ? std::optional(sum) : std::nullopt;
    }
    return counts;
}

Answer Answers::at(const Place& place) const {
    switch (kind_) {
        case Kind::number: return number_at(place.front());
        case Kind::counts: return counts_at(place);
        case Kind::shares: break;
    }
    return std::monostate{};
}

std::optional<Rational> Answers::share(const Place& place) const {
    if (kind_ == Kind::shares) return min(question_.best, question_.worst + Rational(place.front(), 100));
    const Answer answer = at(place);
    if (const auto* counts = std::get_if<Counts>(&answer))
        for (std::size_t i = 0; i < question_.inputs.size(); ++i) {
            const InputIndex whole = question_.inputs[i].at_most;
            if (whole == none || !counts->values[i] || !counts->values[whole]) continue;
            if (*counts->values[whole] < *counts->values[i]) return std::nullopt;
        }
    return claimed_share(model_, index_, answer);
}

std::optional<Answers::Place> Answers::place_of(const Answer& answer) const {
    Place place;
    if (const auto* number = std::get_if<Rational>(&answer); number && kind_ == Kind::number) {
        const auto steps = whole_below((*number - scale_->min) / step_);
        if (!steps) return std::nullopt;
        place = {*number == scale_->max ? all_.front().high : *steps};
    } else if (const auto* counts = std::get_if<Counts>(&answer); counts && kind_ == Kind::counts) {
        if (counts->values.size() != question_.inputs.size()) return std::nullopt;
        for (const InputIndex i : moving_) {
            const auto whole = counts->values[i] ? whole_below(*counts->values[i]) : std::nullopt;
            if (!whole) return std::nullopt;
            place.push_back(*whole);
        }
    } else {
        return std::nullopt;
    }
    for (std::size_t i = 0; i < place.size(); ++i)
        if (place[i] < all_[i].low || all_[i].high < place[i]) return std::nullopt;
    return at(place) == answer ? std::optional(std::move(place)) : std::nullopt;
}

ShareBounds Answers::bounds(const Box& box) const {
    switch (kind_) {
        case Kind::shares:
            return {question_.worst + Rational(box.front().low, 100),
                    min(question_.best, question_.worst + Rational(box.front().high, 100)), none};
        case Kind::number: return bounds_of(question_, *scale_, number_at(box.front().low), number_at(box.front().high));
        case Kind::counts: break;
    }
    std::vector<CountRange> ranges(question_.inputs.size());
    for (std::size_t i = 0; i < ranges.size(); ++i)
        if (const auto& value = counts_.values[i]) ranges[i] = {*value, *value};
    for (std::size_t i = 0; i < moving_.size(); ++i) ranges[moving_[i]] = {Rational(box[i].low), Rational(box[i].high)};
    for (const InputIndex i : question_.input_order) {
        if (derived_[i] == 0) continue;
        CountRange sum{0, Rational(0)};
        for (const InputIndex part : question_.inputs[i].parts) {
            sum.low += ranges[part].low;
            sum.high = sum.high && ranges[part].high ? std::optional(*sum.high + *ranges[part].high) : std::nullopt;
        }
        ranges[i] = sum;
    }
    return bounds_of(question_, ranges);
}

Answers::Halves Answers::halves(const Box& box) const {
    std::optional<Halves> best;
    Rational least;
    for (std::size_t i = 0; i < box.size(); ++i) {
        if (box[i].low == box[i].high) continue;
        Halves two{{box, {}}, {box, {}}};
        two.lower.box[i].high = box[i].low + (box[i].high - box[i].low) / 2;
        two.upper.box[i].low = two.lower.box[i].high + 1;
        two.lower.within = bounds(two.lower.box);
        two.upper.within = bounds(two.upper.box);
        Rational width = two.lower.within.high - two.lower.within.low + (two.upper.within.high - two.upper.within.low);
        if (best && least <= width) continue;
        best = std::move(two);
        least = std::move(width);
    }
    return std::move(*best);
}

bool Answers::is_place(const Box& box) {
    return std::all_of(box.begin(), box.end(), [](const Range& range) { return range.low == range.high; });
}

std::optional<Answers::Found> Answers::best(const Rational& most, std::uint64_t& steps) const {
    std::optional<Found> found;
    std::vector<Part> open{{all_, bounds(all_)}};
    while (!open.empty() && steps > 0) {
        steps -= std::min(steps, effort_);
        const Part now = std::move(open.back());
        open.pop_back();
        if (most < now.within.low || (found && now.within.high <= found->share)) continue;
        if (is_place(now.box)) {
            Place place;
            for (const Range& range : now.box) place.push_back(range.low);
            auto own = share(place);
            if (own && *own <= most && (!found || found->share < *own)) found = {std::move(place), std::move(*own)};
            if (found && (found->share == most || found->share == question_.best)) break;
            continue;
        }
        // Best first: the half with the higher bound is on top of the stack.
        Halves two = halves(now.box);
        const bool up = two.lower.within.high < two.upper.within.high ||
                        (two.lower.within.high == two.upper.within.high && two.lower.within.low < two.upper.within.low);
        open.push_back(up ? two.lower : two.upper);
        open.push_back(up ? std::move(two.upper) : std::move(two.lower));
    }
    return found;
}

/// The given counts; for counts that are not given, the end of the range that earns less.
Answers::Place Answers::start_of(Place place) const {
    for (std::size_t i = 0; i < place.size(); ++i)
        if (given_[i]) place[i] = *given_[i];
    for (std::size_t i = 0; i < place.size(); ++i) {
        if (given_[i]) continue;
        Place low = place, high = place;
        low[i] = all_[i].low;
        high[i] = all_[i].high;
        const auto at_low = share(low), at_high = share(high);
        place[i] = at_low && at_high && *at_high < *at_low ? all_[i].high : all_[i].low;
    }
    return place;
}

/// The next number with few decimals, away from another: a power of ten that is not above a thousandth of the scale. Nothing
/// where the number itself has few.
std::optional<Rational> Answers::shorter(const Rational& number, const Rational& away_from) const {
    if ((number * power_of_ten(few_decimals)).is_integer()) return std::nullopt;
    const Rational thousandth = (scale_->max - scale_->min) / Rational(1000);
    Rational unit = step_;
    while (unit * Rational(10) <= thousandth) unit *= Rational(10);
    const auto whole = whole_below(number / unit);
    if (!whole) return std::nullopt;
    const Rational below = Rational(*whole) * unit;
    return number < away_from || below == number ? below : min(scale_->max, below + unit);
}

}  // namespace zi
