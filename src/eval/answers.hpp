/// Which answers may take the place of the one that is given, and what does each earn?
///
/// Numbers move on the step of their scale; counts move, whole, while those that the formula divides by stay: docs/plan.md.
/// Such answers are places in a box of whole numbers, so that they can be searched by halves however many there are.
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
        shares,  ///< what would be counted is not known: whole per cents of the weight, however the unit gets there
    };
    struct Range {
        std::int64_t low = 0, high = 0;  ///< both count
    };
    using Box = std::vector<Range>;
    using Place = std::vector<std::int64_t>;
    struct Found {
        Place place;
        Rational share;
        friend bool operator==(const Found&, const Found&) = default;
    };

    /// Those of a question with a number or a ratio, `given`: the answer that counts now. `model` and `given` must outlive it.
    Answers(const Model& model, QuestionIndex question, const Answer& given);

    Kind kind() const { return kind_; }
    const Box& all() const { return all_; }

    /// The answer at a place; nothing given (monostate) where these are shares.
    Answer at(const Place& place) const;
    /// What it earns; nothing where it earns nothing for certain, or breaks a bound of the rules.
    std::optional<Rational> share(const Place& place) const;
    /// Where an answer stands; nothing if it is none of these.
    std::optional<Place> place_of(const Answer& answer) const;
    /// Every answer of a box that earns something earns a share within.
    ShareBounds bounds(const Box& box) const;

    struct Part {
        Box box;
        ShareBounds within;
    };
    struct Halves {
        Part lower, upper;
    };
    /// A box in two, along what tells most about its shares. Precondition: it is more than a place.
    Halves halves(const Box& box) const;
    static bool is_place(const Box& box);

    /// Steps that one look at a box takes: more, the longer the formula and the more counts move.
    std::uint64_t effort() const { return effort_; }
    /// As many as find what there is, but for formulas that no rules are known to have.
    static constexpr std::uint64_t enough_steps = std::uint64_t{1} << 14, few_steps = enough_steps / 8;

    /// The answer with the greatest share that is not above `most`; nothing if there is none. Takes from `steps` what it needs.
    /// Where they are used up, it is the best that was found till then.
    std::optional<Found> best(const Rational& most, std::uint64_t& steps) const;
    /// The answer nearest to the given one of which `enough(share)` holds, which a greater share never breaks, and whose share
    /// is not above `most`: by one count alone where that can be; else from `there`, of which both hold, back towards the given
    /// one, count after count. Where nothing is given, it is where a count earns least.
    template <class Enough>
    Found nearest(const Found& there, const Rational& most, Enough asked) const {
        // To ask takes time; what is known of one share tells of others.
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

    /// The first in a range of one count, the others being as they are, from below or from above: by halves.
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

    /// A number without a step is named with few decimals where the nearest has none that are few.
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
    const Scale* scale_ = nullptr;  ///< of a number
    Kind kind_ = Kind::shares;
    Box all_;
    std::vector<std::optional<std::int64_t>> given_;  ///< by dimension
    Rational step_ = 1;                               ///< of a number
    bool step_stated_ = false;
    std::uint64_t effort_ = 1;
    Counts counts_;                   ///< what is given
    std::vector<InputIndex> moving_;  ///< by dimension
    std::vector<char> derived_;       ///< by input: a total that follows what moves
};

}  // namespace zi
