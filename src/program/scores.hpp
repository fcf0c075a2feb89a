/// How are the scores of nodes and views computed and updated? As integers over one denominator while they fit 128 bits, as
/// rational numbers otherwise; by one fold over the tree for a new unit, and along the path to the root for an edit.
///
/// Points of options are multiples of 1 / Tables::denominator. Shares of ratios and numbers have denominators of their own, so
/// a unit's integers are scaled by the LCM of those; if it does not fit, the unit falls back to rational numbers.
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

/// A node or view whose score may have changed since the last `begin`, and its score at that time.
template <class Number>
struct Reached {
    Index index = none;
    Interval<Number> before;
};

/// Lower and upper bounds of the scores of all nodes and views.
template <class Number>
class Tree {
public:
    /// All scores are 0.
    explicit Tree(const Tables& tables);

    const Interval<Number>& node(NodeIndex index) const { return nodes_[index]; }
    const Interval<Number>& view(ViewIndex index) const { return views_[index]; }
    const std::vector<Reached<Number>>& reached_nodes() const { return reached_nodes_; }
    const std::vector<Reached<Number>>& reached_views() const { return reached_views_; }

    /// Sets a leaf's score without propagating it; `fold` then computes all inner nodes and views.
    void lay(NodeIndex leaf, Interval<Number> worth) { nodes_[leaf] = std::move(worth); }
    void fold();

    void begin();
    /// Sets a leaf's score and updates the nodes and views above it.
    void set(NodeIndex leaf, const Interval<Number>& worth);

    /// Copies another tree's scores, converting each number.
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

    // A new unit: `clear`, then `lay` once for each question, then `fold`.
    void clear();
    /// Bounds of a question's points, in units of 1 / denominator. Precondition: the program is integral.
    void lay(QuestionIndex question, std::int64_t certain, std::int64_t possible) {
        integers_.lay(tables_->leaves[question].node, {certain, possible});
    }
    /// Bounds of the share of its weight.
    void lay(QuestionIndex question, const Rational& certain, const Rational& possible);
    void fold();

    // An edit: `begin`, then `set` for each changed question, then `settle`.
    void begin();
    /// As `lay`, and updates all scores above the question.
    void set(QuestionIndex question, std::int64_t certain, std::int64_t possible);
    void set(QuestionIndex question, const Rational& certain, const Rational& possible);
    /// Returns to integers if the edit has made that possible.
    void settle();

    Score node(NodeIndex index) const;
    Score view(ViewIndex index) const;
    /// Calls `on_node(index)`, then `on_view(index)`, for each whose score differs from that at `begin`.
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

    /// A question given in shares; kept until `fold` knows the scale.
    struct Laid {
        QuestionIndex question = none;
        Rational certain, possible;
    };

    const Tables* tables_;
    Tree<Wide> integers_;
    std::optional<Tree<Rational>> rationals_;  ///< instead of integers_, if they do not fit
    bool burdens_changed_ = false;
    Wide scale_ = 1;                      ///< integers are multiples of 1 / (denominator * scale)
    std::vector<std::int64_t> extra_;     ///< by question: a factor that the scale must have; 0: none that fits
    std::vector<std::int64_t> replaced_;  ///< factors of replaced answers: Reached::before still needs them during an edit
    std::vector<Laid> laid_;
};

}  // namespace zi::program
