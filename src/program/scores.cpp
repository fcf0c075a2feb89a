#include "scores.hpp"

#include "base/common_multiple.hpp"
#include "eval/facts.hpp"
#include "base/wide.hpp"

#include <algorithm>
#include <numeric>

namespace zi::program {

namespace {

template <class Number>
int side(const Number& value, const Number& threshold) {
    return value < threshold ? -1 : threshold < value ? 1 : 0;
}

}  // namespace

// ---- Tree ----------------------------------------------------------------------------------------------------------

template <class Number>
Tree<Number>::Tree(const Tables& tables)
    : tables_(&tables),
      nodes_(tables.model->nodes.size()),
      views_(tables.model->views.size()),
      node_reached_(nodes_.size(), 0),
      view_reached_(views_.size(), 0) {}

template <class Number>
void Tree<Number>::begin() {
    for (const auto& one : reached_nodes_) node_reached_[one.index] = 0;
    for (const auto& one : reached_views_) view_reached_[one.index] = 0;
    reached_nodes_.clear();
    reached_views_.clear();
}

template <class Number>
void Tree<Number>::reach(std::vector<Reached<Number>>& list, std::vector<char>& seen, Index index,
                         const Interval<Number>& before) {
    if (seen[index] != 0) return;
    seen[index] = 1;
    list.push_back({index, before});
}

template <class Number>
Interval<Number> Tree<Number>::extreme(const Node& node) const {
    const bool least = node.combine == Combine::min;
    const auto better = [&](const Number& a, const Number& b) { return least ? a < b : b < a; };
    Interval<Number> result = nodes_[node.children.front()];
    for (const NodeIndex child : node.children) {
        if (better(nodes_[child].certain, result.certain)) result.certain = nodes_[child].certain;
        if (better(nodes_[child].possible, result.possible)) result.possible = nodes_[child].possible;
    }
    return result;
}

template <class Number>
void Tree<Number>::fold() {
    begin();
    for (NodeIndex i{0}; i < nodes_.size(); ++i)
        if (tables_->ways[i] != Way::leaf) nodes_[i] = {};
    // Children have larger indices than their parents, so in reverse order each node is complete before it is added to its
    // parent.
    for (NodeIndex i(nodes_.size()); i-- > 0;) {
        if (tables_->ways[i] == Way::extreme) nodes_[i] = extreme(tables_->model->nodes[i]);
        const NodeIndex parent = tables_->parents[i];
        if (parent == none || tables_->ways[parent] != Way::sum) continue;
        nodes_[parent].certain += nodes_[i].certain;
        nodes_[parent].possible += nodes_[i].possible;
    }
    for (ViewIndex i{0}; i < views_.size(); ++i) {
        Interval<Number> sum{};
        for (const NodeIndex member : tables_->model->views[i].members) {
            sum.certain += nodes_[member].certain;
            sum.possible += nodes_[member].possible;
        }
        views_[i] = std::move(sum);
    }
}

template <class Number>
void Tree<Number>::set(NodeIndex leaf, const Interval<Number>& worth) {
    Interval<Number> change{worth.certain - nodes_[leaf].certain, worth.possible - nodes_[leaf].possible};
    for (NodeIndex index = leaf; !(change == Interval<Number>{});) {
        reach(reached_nodes_, node_reached_, index, nodes_[index]);
        nodes_[index].certain += change.certain;
        nodes_[index].possible += change.possible;
        for (const ViewIndex view : tables_->views_of_node[index]) {
            reach(reached_views_, view_reached_, view, views_[view]);
            views_[view].certain += change.certain;
            views_[view].possible += change.possible;
        }
        index = tables_->parents[index];
        if (index == none) return;
        if (tables_->ways[index] == Way::sum) continue;
        const Interval<Number> now = extreme(tables_->model->nodes[index]);
        change = {now.certain - nodes_[index].certain, now.possible - nodes_[index].possible};
    }
}

template <class Number>
template <class Other, class Convert>
void Tree<Number>::take(const Tree<Other>& other, Convert convert) {
    const auto taken = [&](const Interval<Other>& one) {
        return Interval<Number>{convert(one.certain), convert(one.possible)};
    };
    begin();
    for (std::size_t i = 0; i < nodes_.size(); ++i) nodes_[i] = taken(other.nodes_[i]);
    for (std::size_t i = 0; i < views_.size(); ++i) views_[i] = taken(other.views_[i]);
    for (const auto& one : other.reached_nodes_) reach(reached_nodes_, node_reached_, one.index, taken(one.before));
    for (const auto& one : other.reached_views_) reach(reached_views_, view_reached_, one.index, taken(one.before));
}

template <class Number>
template <class Convert>
void Tree<Number>::convert(Convert convert) {
    const auto all = [&](Interval<Number>& one) { one = {convert(one.certain), convert(one.possible)}; };
    for (auto& one : nodes_) all(one);
    for (auto& one : views_) all(one);
    for (auto& one : reached_nodes_) all(one.before);
    for (auto& one : reached_views_) all(one.before);
}

// ---- Scores --------------------------------------------------------------------------------------------------------

Scores::Scores(const Tables& tables) : tables_(&tables), integers_(tables), extra_(tables.model->questions.size(), 1) {
    if (!tables.integral) rationals_.emplace(tables);
}

// ---- A new unit

void Scores::clear() {
    if (tables_->integral) rationals_.reset();
    std::fill(extra_.begin(), extra_.end(), 1);
    burdens_changed_ = false;
    replaced_.clear();
    laid_.clear();
}

void Scores::lay(QuestionIndex question, const Rational& certain, const Rational& possible) {
    extra_[question] = burden(question, certain, possible);
    integers_.lay(tables_->leaves[question].node, {});  // 0 at any scale; set by `fold` once the scale is known
    laid_.push_back({question, certain, possible});
}

void Scores::fold() {
    Wide scale = 1;
    bool fits = tables_->integral;
    for (const Laid& one : laid_) fits = fits && include(extra_[one.question], scale);
    if (!fits) {
        rationals_.emplace(*tables_);
        for (const Leaf& leaf : tables_->leaves) {
            const Interval<Wide>& worth = integers_.node(leaf.node);
            rationals_->lay(leaf.node, {rational_of(worth.certain, tables_->denominator),
                                        rational_of(worth.possible, tables_->denominator)});
        }
        for (const Laid& one : laid_)
            rationals_->lay(tables_->leaves[one.question].node, points(one.question, one.certain, one.possible));
        rationals_->fold();
        return;
    }
    if (scale != 1) {
        for (const Leaf& leaf : tables_->leaves) {
            const Interval<Wide>& worth = integers_.node(leaf.node);
            integers_.lay(leaf.node, {worth.certain * scale, worth.possible * scale});
        }
    }
    if (scale_ != scale) {
        scale_ = scale;
    }
    for (const Laid& one : laid_)
        integers_.lay(tables_->leaves[one.question].node, worth(one.question, one.certain, one.possible));
    integers_.fold();
}

// ---- An edit

void Scores::begin() {
    integers_.begin();
    if (rationals_) rationals_->begin();
    replaced_.clear();
}

void Scores::note(QuestionIndex question, std::int64_t extra) {
    if (extra_[question] == extra) return;
    replaced_.push_back(extra_[question]);
    extra_[question] = extra;
    burdens_changed_ = true;
}

void Scores::set(QuestionIndex question, std::int64_t certain, std::int64_t possible) {
    note(question, 1);
    const NodeIndex node = tables_->leaves[question].node;
    if (in_integers()) return integers_.set(node, {certain * scale_, possible * scale_});
    rationals_->set(node, {Rational(certain, tables_->denominator), Rational(possible, tables_->denominator)});
}

void Scores::set(QuestionIndex question, const Rational& certain, const Rational& possible) {
    const NodeIndex node = tables_->leaves[question].node;
    const std::int64_t extra = burden(question, certain, possible);
    note(question, extra);
    if (in_integers() && !make_room(extra)) to_rationals();
    if (in_integers())
        integers_.set(node, worth(question, certain, possible));
    else
        rationals_->set(node, points(question, certain, possible));
}

void Scores::settle() {
    if (in_integers() || !burdens_changed_ || !tables_->integral) return;
    burdens_changed_ = false;
    Wide scale = 1;
    if (!common(extra_, scale)) return;
    scale_ = scale;
    for (const Leaf& leaf : tables_->leaves) {
        const Interval<Rational>& points = rationals_->node(leaf.node);
        integers_.lay(leaf.node, {integer(points.certain), integer(points.possible)});
    }
    integers_.fold();
    rationals_.reset();
}

// ---- Denominators

/// The factor that the scale must have for this question: the LCM of its shares' denominators, reduced by what its weight
/// cancels. 0 if it does not fit.
std::int64_t Scores::burden(QuestionIndex question, const Rational& certain, const Rational& possible) const {
    if (!tables_->integral) return 0;
    const std::int64_t weight = tables_->leaves[question].weight;
    const auto of = [&](const Rational& share) -> std::int64_t {
        const auto parts = share.small();
        // Checked answers have shares from 0 to 1. Units built in code are not checked.
        if (!parts || parts->first < 0 || parts->first > parts->second) return 0;
        return parts->second == 1 ? 1 : parts->second / std::gcd(weight, parts->second);
    };
    const std::int64_t a = of(certain);
    if (a == 0 || certain == possible) return a;
    const std::int64_t b = of(possible);
    std::int64_t both = 0;
    if (b == 0 || __builtin_mul_overflow(a / std::gcd(a, b), b, &both)) return 0;
    return both;
}

/// Divides without remainder: the scale is a multiple of the burden.
Interval<Wide> Scores::worth(QuestionIndex question, const Rational& certain, const Rational& possible) const {
    const std::int64_t weight = tables_->leaves[question].weight;
    const auto of = [&](const Rational& share) {
        const auto parts = share.small();
        const std::int64_t shared = std::gcd(weight, parts->second);
        return static_cast<Wide>(weight / shared) * parts->first * (scale_ / (parts->second / shared));
    };
    const Wide first = of(certain);
    return {first, certain == possible ? first : of(possible)};
}

Interval<Rational> Scores::points(QuestionIndex question, const Rational& certain, const Rational& possible) const {
    const Rational& weight = tables_->model->nodes[tables_->leaves[question].node].weight;
    return {weight * certain, weight * possible};
}

/// Extends the scale to a multiple of `extra`; false if that does not fit.
bool Scores::make_room(std::int64_t extra) {
    if (extra == 0) return false;
    if (extra == 1 || scale_ % extra == 0) return true;
    Wide scale = scale_;
    if (!include(extra, scale)) {
        // The scale may still contain factors of answers that have been replaced. Compute it from the current ones.
        scale = 1;
        if (!common(extra_, scale) || !common(replaced_, scale)) return false;
    }
    rescale(scale);
    return true;
}

/// multiple = LCM(multiple, extra); false if that exceeds Tables::most_scale.
bool Scores::include(std::int64_t extra, Wide& multiple) const {
    return extra != 0 && include_factor(multiple, extra, tables_->most_scale);
}

bool Scores::common(const std::vector<std::int64_t>& burdens, Wide& multiple) const {
    return std::all_of(burdens.begin(), burdens.end(), [&](std::int64_t one) { return include(one, multiple); });
}

/// Divides without remainder: both scales are multiples of every denominator in use.
void Scores::rescale(Wide scale) {
    const Wide shared = greatest_common_divisor(scale_, scale);
    const Wide less = scale_ / shared, more = scale / shared;
    integers_.convert([&](Wide value) { return value / less * more; });
    scale_ = scale;
}

void Scores::to_rationals() {
    rationals_.emplace(*tables_).take(integers_, [&](Wide value) { return fraction(value); });
}

Wide Scores::integer(const Rational& points) const {
    // An integer, since the scale is a multiple of every burden, and below 2^126 (Tables::most_scale). It may exceed 64 bits.
    return floor_of(points * rational_of(tables_->denominator * scale_)).value_or(0);
}

// ---- Queries

Rational Scores::fraction(Wide worth) const {
    // Reducing the fraction is faster with small numbers, and without ratios below a node its score is a multiple of the scale.
    if (scale_ != 1 && worth % scale_ == 0) return rational_of(worth / scale_, tables_->denominator);
    return rational_of(worth, tables_->denominator * scale_);
}

Score Scores::score(const Interval<Wide>& worth) const {
    Rational certain = fraction(worth.certain);
    if (worth.certain == worth.possible) return {certain, certain};
    return {std::move(certain), fraction(worth.possible)};
}

Score Scores::node(NodeIndex index) const {
    return in_integers() ? score(integers_.node(index)) : score(rationals_->node(index));
}
Score Scores::view(ViewIndex index) const {
    return in_integers() ? score(integers_.view(index)) : score(rationals_->view(index));
}

Verdict Scores::judge(PlaceIndex condition, NodeIndex node) const {
    return in_integers() ? judge(condition, integers_.node(node)) : judge(condition, rationals_->node(node));
}

Verdict Scores::judge(PlaceIndex condition, ViewIndex view) const {
    return in_integers() ? judge(condition, integers_.view(view)) : judge(condition, rationals_->view(view));
}

Verdict Scores::judge(PlaceIndex condition, const Interval<Wide>& worth) const {
    const Wide threshold = tables_->thresholds[condition] * scale_;
    return zi::judge(tables_->places[condition].op, side(worth.certain, threshold), side(worth.possible, threshold));
}

Verdict Scores::judge(PlaceIndex condition, const Interval<Rational>& worth) const {
    const Rational& threshold = tables_->condition(condition).threshold;
    return zi::judge(tables_->places[condition].op, side(worth.certain, threshold), side(worth.possible, threshold));
}

}  // namespace zi::program
