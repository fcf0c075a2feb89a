/// What are nodes and views worth after one question changes? Integers over one denominator while they fit, rational numbers
/// otherwise.
#pragma once

#include "zi/assess.hpp"

#include "tables.hpp"

#include <optional>
#include <vector>

namespace zi::session {

template <class Number>
struct Interval {
    Number certain{};
    Number possible{};
    friend bool operator==(const Interval&, const Interval&) = default;
};

/// A node or view that was reached since the last call of `begin`, and what it was worth before.
template <class Number>
struct Reached {
    Index index = none;
    Interval<Number> before;
};

/// Scores of all nodes and views, kept up from leaf to root.
template <class Number>
class Tree {
public:
    /// Every leaf is worth nothing.
    explicit Tree(const Tables& tables);

    const Interval<Number>& node(Index index) const { return nodes_[index]; }
    const Interval<Number>& view(Index index) const { return views_[index]; }
    const std::vector<Reached<Number>>& reached_nodes() const { return reached_nodes_; }
    const std::vector<Reached<Number>>& reached_views() const { return reached_views_; }

    void begin();
    /// Gives a leaf its new worth, and everything above it.
    void set(Index leaf, const Interval<Number>& worth);

    /// Another tree's scores, number by number.
    template <class Other, class Convert>
    void take(const Tree<Other>& other, Convert convert);
    template <class Convert>
    void convert(Convert convert);

private:
    template <class Other>
    friend class Tree;

    Interval<Number> extreme(const Node& node) const;
    void reach(std::vector<Reached<Number>>& list, std::vector<char>& seen, Index index, const Interval<Number>& before);

    const Tables* tables_;
    std::vector<Interval<Number>> nodes_, views_;
    std::vector<Reached<Number>> reached_nodes_, reached_views_;
    std::vector<char> node_reached_, view_reached_;
};

class Scores {
public:
    explicit Scores(const Tables& tables);

    bool in_integers() const { return !rationals_; }

    void begin();
    /// A question's points as multiples of 1 / denominator. Only where the program is integral.
    void set(Index question, std::int64_t certain, std::int64_t possible);
    /// The same, whatever they are.
    void set(Index question, const Score& points);
    /// After the last change: goes back to integers where that has become possible.
    void settle();

    Score node(Index index) const;
    Score view(Index index) const;

    /// Calls `changed(index)` for what is worth something else than when the change began.
    template <class Changed>
    void each_changed_node(Changed changed) const {
        if (in_integers())
            each(
                integers_.reached_nodes(), [&](Index i) -> auto& { return integers_.node(i); }, changed);
        else
            each(
                rationals_->reached_nodes(), [&](Index i) -> auto& { return rationals_->node(i); }, changed);
    }
    template <class Changed>
    void each_changed_view(Changed changed) const {
        if (in_integers())
            each(
                integers_.reached_views(), [&](Index i) -> auto& { return integers_.view(i); }, changed);
        else
            each(
                rationals_->reached_views(), [&](Index i) -> auto& { return rationals_->view(i); }, changed);
    }

    /// The verdict of a condition on a score.
    Verdict judge(Index condition, bool on_node, Index subject) const;

private:
    template <class List, class Now, class Changed>
    static void each(const List& reached, Now now, Changed changed) {
        for (const auto& one : reached)
            if (!(now(one.index) == one.before)) changed(one.index);
    }

    void note(Index question, std::int64_t extra);
    bool make_room(std::int64_t extra);
    bool common(const std::vector<std::int64_t>& denominators, Wide& multiple) const;
    void rescale(Wide scale);
    void scale_thresholds();
    void to_rationals();
    Wide integer(const Rational& points) const;
    Score score(const Interval<Wide>& worth) const;

    const Tables* tables_;
    Tree<Wide> integers_;
    std::optional<Tree<Rational>> rationals_;  ///< in their stead, where they do not fit
    bool burdens_changed_ = false;
    Wide scale_ = 1;                   ///< integers are multiples of 1 / (denominator * scale)
    std::vector<Wide> thresholds_;     ///< by condition, in the same unit
    std::vector<std::int64_t> extra_;  ///< by question: what the scale must be a multiple of; 0: its points do not fit at all
    std::vector<std::int64_t>
        replaced_;  ///< the same of points that this change has replaced: what was reached is still told in them
};

}  // namespace zi::session
