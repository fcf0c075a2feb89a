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

    /// The answer with the greatest share that is not above `most`. Nothing if there is none, or if it is not found within a
    /// limit of steps; then `complete` becomes false.
    std::optional<Found> best(const Rational& most, bool& complete) const;
    /// From an answer back towards the given one as far as `enough(share)` holds, which a greater share never breaks, and no
    /// share is above `most`: one count after the other, each as little changed as can be. Where nothing is given, from where
    /// it earns least.
    template <class Enough>
    Found nearest(Found from, const Rational& most, Enough enough) const {
        for (std::size_t i = 0; i < all_.size(); ++i) draw_back(from, i, most, enough);
        if (kind_ == Kind::number && !step_stated_) shorten(from, most, enough);
        return from;
    }

private:
    bool find_counts(const Counts& given);
    bool nothing_more(const Answer& given) const;
    void find_number(const Answer& given);
    void take_shares();
    Counts counts_at(const Place& place) const;
    Rational number_at(std::int64_t place) const;
    std::int64_t start(const Place& from, std::size_t dimension) const;
    std::optional<Rational> shorter(const Rational& number, const Rational& away_from) const;

    /// Halves, nearest to where it starts first.
    template <class Enough>
    void draw_back(Found& from, std::size_t dimension, const Rational& most, Enough enough) const {
        const std::int64_t target = start(from.place, dimension), now = from.place[dimension];
        if (target == now) return;
        const bool upwards = target < now;  // from the target to what there is
        std::vector<Range> open{upwards ? Range{target, now} : Range{now, target}};
        Place place = from.place;
        Box box;
        for (const std::int64_t one : place) box.push_back({one, one});
        for (int steps = 0; !open.empty() && steps < most_steps; ++steps) {
            const Range range = open.back();
            open.pop_back();
            box[dimension] = range;
            const ShareBounds within = bounds(box);
            if (!enough(within.high) || most < within.low) continue;
            if (range.low == range.high) {
                place[dimension] = range.low;
                auto own = share(place);
                if (!own || most < *own || !enough(*own)) continue;
                from = {std::move(place), std::move(*own)};
                return;
            }
            const std::int64_t middle = range.low + (range.high - range.low) / 2;
            const Range lower{range.low, middle}, upper{middle + 1, range.high};
            open.push_back(upwards ? upper : lower);
            open.push_back(upwards ? lower : upper);
        }
    }

    /// A number without a step is named with few decimals where the nearest has none that are few.
    template <class Enough>
    void shorten(Found& from, const Rational& most, Enough enough) const {
        const auto near = shorter(number_at(from.place.front()), number_at(start(from.place, 0)));
        if (!near) return;
        const auto place = place_of(Answer(*near));
        if (!place) return;
        auto own = share(*place);
        if (own && *own <= most && enough(*own)) from = {*place, std::move(*own)};
    }

    static constexpr int most_steps = 1 << 14;

    const Model& model_;
    QuestionIndex index_;
    const Question& question_;
    const Scale* scale_ = nullptr;  ///< of a number
    Kind kind_ = Kind::shares;
    Box all_;
    std::vector<std::optional<std::int64_t>> given_;  ///< by dimension
    Rational step_ = 1;                               ///< of a number
    bool step_stated_ = false;
    Counts counts_;                   ///< what is given
    std::vector<InputIndex> moving_;  ///< by dimension
    std::vector<char> derived_;       ///< by input: a total that follows what moves
};

}  // namespace zi
