/// What are nodes and views worth? Whole numbers over one denominator while they fit, rational numbers otherwise; all at once
/// for a new unit, and along one path from leaf to root when a question changes.
///
/// Options are multiples of 1 / Tables::denominator. A ratio or number brings a denominator of its own, so that a unit is
/// scaled by the least common multiple of those, in 128 bits; a unit whose multiple does not fit is held in rational numbers.
#pragma once

#include "zi/assess.hpp"

#include "tables.hpp"

#include <optional>
#include <vector>

namespace zi::program {

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

    const Interval<Number>& node(NodeIndex index) const { return nodes_[index]; }
    const Interval<Number>& view(ViewIndex index) const { return views_[index]; }
    const std::vector<Reached<Number>>& reached_nodes() const { return reached_nodes_; }
    const std::vector<Reached<Number>>& reached_views() const { return reached_views_; }

    /// Lays a leaf's worth down; `fold` then works out everything above the leaves.
    void lay(NodeIndex leaf, Interval<Number> worth) { nodes_[leaf] = std::move(worth); }
    void fold();

    void begin();
    /// Gives a leaf its new worth, and everything above it.
    void set(NodeIndex leaf, const Interval<Number>& worth);

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
    List<Interval<Number>, Node> nodes_;
    List<Interval<Number>, View> views_;
    std::vector<Reached<Number>> reached_nodes_, reached_views_;
    std::vector<char> node_reached_, view_reached_;
};

class Scores {
public:
    explicit Scores(const Tables& tables);

    bool in_integers() const { return !rationals_; }

    // A new unit: each question is laid down once, then all is folded.
    void clear();
    /// A question's points as multiples of 1 / denominator. Only where the program is integral.
    void lay(QuestionIndex question, std::int64_t certain, std::int64_t possible) {
        integers_.lay(tables_->leaves[question].node, {certain, possible});
    }
    /// Shares of its weight, whatever they are.
    void lay(QuestionIndex question, const Rational& certain, const Rational& possible);
    void fold();

    // An edit.
    void begin();
    /// As `lay`, but for everything above the question at once.
    void set(QuestionIndex question, std::int64_t certain, std::int64_t possible);
    void set(QuestionIndex question, const Rational& certain, const Rational& possible);
    /// After the last change: goes back to integers where that has become possible.
    void settle();

    Score node(NodeIndex index) const;
    Score view(ViewIndex index) const;
    /// Calls `on_node(index)`, then `on_view(index)`, for what is worth something else than when the change began.
    template <class OnNode, class OnView>
    void each_change(OnNode on_node, OnView on_view) const {
        const auto in = [&](const auto& tree) {
            for (const auto& one : tree.reached_nodes())
                if (!(tree.node(NodeIndex(one.index)) == one.before)) on_node(NodeIndex(one.index));
            for (const auto& one : tree.reached_views())
                if (!(tree.view(ViewIndex(one.index)) == one.before)) on_view(ViewIndex(one.index));
        };
        in_integers() ? in(integers_) : in(*rationals_);
    }

    /// The verdict of a condition on a score.
    Verdict judge(PlaceIndex condition, NodeIndex node) const;
    Verdict judge(PlaceIndex condition, ViewIndex view) const;

private:
    Verdict judge(PlaceIndex condition, const Interval<Wide>& worth) const;
    Verdict judge(PlaceIndex condition, const Interval<Rational>& worth) const;
    std::int64_t burden(QuestionIndex question, const Rational& certain, const Rational& possible) const;
    Interval<Wide> worth(QuestionIndex question, const Rational& certain, const Rational& possible) const;
    Interval<Rational> points(QuestionIndex question, const Rational& certain, const Rational& possible) const;
    void note(QuestionIndex question, std::int64_t extra);
    bool make_room(std::int64_t extra);
    bool include(std::int64_t extra, Wide& multiple) const;
    bool common(const std::vector<std::int64_t>& burdens, Wide& multiple) const;
    void rescale(Wide scale);
    void to_rationals();
    Wide integer(const Rational& points) const;
    Rational fraction(Wide worth) const;
    Score score(const Interval<Wide>& worth) const;
    Score score(const Interval<Rational>& worth) const { return {worth.certain, worth.possible}; }

    /// A question that was laid down in shares, until the scale is known.
    struct Laid {
        QuestionIndex question = none;
        Rational certain, possible;
    };

    const Tables* tables_;
    Tree<Wide> integers_;
    std::optional<Tree<Rational>> rationals_;  ///< in their stead, where they do not fit
    bool burdens_changed_ = false;
    Wide scale_ = 1;                      ///< integers are multiples of 1 / (denominator * scale)
    std::vector<std::int64_t> extra_;     ///< by question: what the scale must be a multiple of; 0: it does not fit at all
    std::vector<std::int64_t> replaced_;  ///< the same of what this change has replaced: what was reached is still told in it
    std::vector<Laid> laid_;
};

}  // namespace zi::program
