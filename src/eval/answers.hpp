/// Which answers could replace the given one, and what share does each earn?
///
/// A number moves in steps of its scale. Counts move in whole numbers, while the inputs that the formula divides by stay fixed:
/// docs/plan.md. Each candidate is an integer point in a box, so that branch and bound can search any number of them.
#pragma once

#include "bounds.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace zi {

/// By input of a ratio: whether its formula divides by it.
std::vector<char> divisors_of(const Question& question);

class Answers {
public:
    enum class Kind : std::uint8_t {
        number,
        counts,
        shares,  ///< the counts are unknown: whole per cents of the weight, whatever the answer
    };
    struct Range {
        std::int64_t low = 0, high = 0;  ///< both inclusive
    };
    using Box = std::vector<Range>;
    using Place = std::vector<std::int64_t>;
    struct Found {
        Place place;
        Rational share;
        friend bool operator==(const Found&, const Found&) = default;
    };

    /// The candidates of a number or ratio question. `given`: its current answer. `model` and `given` must outlive this object.
    Answers(const Model& model, QuestionIndex question, const Answer& given);

    Kind kind() const { return kind_; }
    const Box& all() const { return all_; }

    /// The answer at a point; monostate if kind() is `shares`.
    Answer at(const Place& place) const;
    /// The share that this answer earns; nullopt if it earns none for certain, or breaks a bound of the rules.
    std::optional<Rational> share(const Place& place) const;
    /// The point of an answer; nullopt if the answer is not a candidate.
    std::optional<Place> place_of(const Answer& answer) const;
    /// An interval that holds the share of every answer in the box that earns one.
    ShareBounds bounds(const Box& box) const;

    struct Part {
        Box box;
        ShareBounds within;
    };
    struct Halves {
        Part lower, upper;
    };
    /// Splits a box in two, along the dimension that narrows the bounds most. Precondition: the box is more than one point.
    Halves halves(const Box& box) const;
    static bool is_place(const Box& box);

    /// The cost of evaluating one box, in steps: it grows with the length of the formula and with the number of moving counts.
    std::uint64_t effort() const { return effort_; }
    /// Budgets that suffice to finish the search, but for formulas that occur in no known rules.
    static constexpr std::uint64_t enough_steps = std::uint64_t{1} << 14, few_steps = enough_steps / 8;

    /// The answer with the greatest share that is at most `most`; nullopt if there is none. Subtracts its cost from `steps`;
    /// when they run out, returns the best answer found so far.
    std::optional<Found> best(const Rational& most, std::uint64_t& steps) const;
    /// The answer nearest to the given one whose share is at most `most` and satisfies `enough(share)`, which must be monotone.
    /// Changes a single count where that suffices; otherwise starts at `there`, which must satisfy both, and moves count after
    /// count towards the given answer. A count that is not given starts at the end that earns less.
    template <class Enough>
    Found nearest(const Found& there, const Rational& most, Enough asked) const {
        // `asked` is expensive and monotone: remember the least share that passed and the greatest that failed.
        Rational sufficient = there.share;
        std::optional<Rational> too_little;
        const auto enough = [&](const Rational& share) {
            if (sufficient <= share) return true;
            if (too_little && share <= *too_little) return false;
            const bool yes = asked(share);
            if (yes)
                sufficient = share;
            else
                too_little = share;
            return yes;
        };
        const Place start = start_of(there.place);
        std::optional<Found> found;
        std::int64_t distance = 0;
        for (std::size_t i = 0; i < all_.size(); ++i)
            for (const bool upwards : {true, false}) {
                const Range range = upwards ? Range{start[i], all_[i].high} : Range{all_[i].low, start[i]};
                auto one = first(start, i, range, upwards, most, enough);
                if (!one) continue;
                const std::int64_t apart = upwards ? one->place[i] - start[i] : start[i] - one->place[i];
                if (found && distance <= apart) continue;
                found = std::move(one);
                distance = apart;
            }
        if (!found) {
            found = there;
            for (std::size_t i = 0; i < all_.size(); ++i) {
                const bool upwards = start[i] < found->place[i];
                const Range range = upwards ? Range{start[i], found->place[i]} : Range{found->place[i], start[i]};
                if (auto one = first(found->place, i, range, upwards, most, enough)) found = std::move(one);
            }
        }
        if (kind_ == Kind::number && !step_stated_) shorten(*found, start, most, enough);
        return std::move(*found);
    }

private:
    bool find_counts(const Counts& given);
    bool nothing_more(const Answer& given) const;
    void find_number(const Answer& given);
    void take_shares();
    void trim();
    Counts counts_at(const Place& place) const;
    Rational number_at(std::int64_t place) const;
    Place start_of(Place place) const;
    std::optional<Rational> shorter(const Rational& number, const Rational& away_from) const;

    /// The lowest (or highest, by `upwards`) value in a range of one count that passes, the other counts fixed; by bisection.
    template <class Enough>
    std::optional<Found> first(Place place, std::size_t dimension, Range all, bool upwards, const Rational& most,
                               Enough& enough) const {
        Box box;
        for (const std::int64_t one : place) box.push_back({one, one});
        std::vector<Range> open{all};
        for (std::uint64_t steps = 0; !open.empty() && steps < few_steps; steps += effort_) {
            const Range range = open.back();
            open.pop_back();
            box[dimension] = range;
            const ShareBounds within = bounds(box);
            if (!enough(within.high) || most < within.low) continue;
            if (range.low == range.high) {
                place[dimension] = range.low;
                if (auto own = share(place); own && *own <= most && enough(*own))
                    return Found{std::move(place), std::move(*own)};
                continue;
            }
            const std::int64_t middle = range.low + (range.high - range.low) / 2;
            const Range lower{range.low, middle}, upper{middle + 1, range.high};
            open.push_back(upwards ? upper : lower);
            open.push_back(upwards ? lower : upper);
        }
        return std::nullopt;
    }

    /// Replaces a number that has no step and many decimals by one nearby with few, so that it can be read.
    template <class Enough>
    void shorten(Found& from, const Place& start, const Rational& most, Enough& enough) const {
        const auto near = shorter(number_at(from.place.front()), number_at(start.front()));
        if (!near) return;
        const auto place = place_of(Answer(*near));
        if (!place) return;
        if (auto own = share(*place); own && *own <= most && enough(*own)) from = {*place, std::move(*own)};
    }

    const Model& model_;
    QuestionIndex index_;
    const Question& question_;
    const Scale* scale_ = nullptr;  ///< of a number question
    Kind kind_ = Kind::shares;
    Box all_;
    std::vector<std::optional<std::int64_t>> given_;  ///< by dimension
    Rational step_ = 1;                               ///< of a number question
    bool step_stated_ = false;
    std::uint64_t effort_ = 1;
    Counts counts_;                   ///< the given counts
    std::vector<InputIndex> moving_;  ///< by dimension
    std::vector<char> derived_;       ///< by input: a total that is recomputed from moving parts
};

}  // namespace zi
