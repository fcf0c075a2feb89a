#include "scores.hpp"

#include "eval/facts.hpp"

#include <numeric>

namespace zi::session {

namespace {

/// The part of a number's denominator that the program's denominator does not hold; nothing if the number is too large.
std::optional<std::int64_t> burden(const Rational& points, std::int64_t denominator) {
    const auto parts = points.small();
    if (!parts) return std::nullopt;
    return parts->second / std::gcd(parts->second, denominator);
}

template <class Number>
int side(const Number& value, const Number& threshold) {
    return value < threshold ? -1 : threshold < value ? 1 : 0;
}

}  // namespace

// ---- Tree ----------------------------------------------------------------------------------------------------------

template <class Number>
Tree<Number>::Tree(const Tables& tables)
    : tables_(&tables),
      nodes_(tables.model().nodes.size()),
      views_(tables.model().views.size()),
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
    for (const Index child : node.children) {
        if (better(nodes_[child].certain, result.certain)) result.certain = nodes_[child].certain;
        if (better(nodes_[child].possible, result.possible)) result.possible = nodes_[child].possible;
    }
    return result;
}

template <class Number>
void Tree<Number>::set(Index leaf, const Interval<Number>& worth) {
    Interval<Number> change{worth.certain - nodes_[leaf].certain, worth.possible - nodes_[leaf].possible};
    for (Index index = leaf; !(change == Interval<Number>{});) {
        reach(reached_nodes_, node_reached_, index, nodes_[index]);
        nodes_[index].certain += change.certain;
        nodes_[index].possible += change.possible;
        for (const Index view : tables_->views_of_node[index]) {
            reach(reached_views_, view_reached_, view, views_[view]);
            views_[view].certain += change.certain;
            views_[view].possible += change.possible;
        }
        index = tables_->parents[index];
        if (index == none) return;
        if (tables_->adds_up[index] != 0) continue;
        const Interval<Number> now = extreme(tables_->model().nodes[index]);
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

Scores::Scores(const Tables& tables)
    : tables_(&tables),
      integers_(tables),
      thresholds_(tables.thresholds.begin(), tables.thresholds.end()),
      extra_(tables.model().questions.size(), 1) {
    if (!tables.program->integral()) rationals_.emplace(tables);
}

void Scores::begin() {
    integers_.begin();
    if (rationals_) rationals_->begin();
    replaced_.clear();
}

void Scores::note(Index question, std::int64_t extra) {
    if (extra_[question] == extra) return;
    replaced_.push_back(extra_[question]);
    extra_[question] = extra;
    burdens_changed_ = true;
}

void Scores::set(Index question, std::int64_t certain, std::int64_t possible) {
    note(question, 1);
    const Index node = tables_->model().questions[question].node;
    if (in_integers()) return integers_.set(node, {certain * scale_, possible * scale_});
    const std::int64_t denominator = tables_->program->denominator();
    rationals_->set(node, {Rational(certain, denominator), Rational(possible, denominator)});
}

void Scores::set(Index question, const Score& points) {
    const Index node = tables_->model().questions[question].node;
    const std::int64_t denominator = tables_->program->denominator();
    const auto certain = burden(points.certain, denominator), possible = burden(points.possible, denominator);
    std::int64_t extra = 0;
    // The checker proves that points are 0 .. weight for every answer that it lets pass; a unit made by hand may hold others.
    const bool bounded = points.certain.sign() >= 0 && points.possible.sign() >= 0 &&
                         points.certain <= tables_->model().nodes[node].weight &&
                         points.possible <= tables_->model().nodes[node].weight;
    if (bounded && certain && possible && __builtin_mul_overflow(*certain / std::gcd(*certain, *possible), *possible, &extra))
        extra = 0;
    note(question, extra);
    if (in_integers() && !make_room(extra)) to_rationals();
    if (in_integers())
        integers_.set(node, {integer(points.certain), integer(points.possible)});
    else
        rationals_->set(node, {points.certain, points.possible});
}

void Scores::settle() {
    if (in_integers() || !burdens_changed_ || !tables_->program->integral()) return;
    burdens_changed_ = false;
    Wide scale = 1;
    if (!common(extra_, scale)) return;
    scale_ = scale;
    integers_ = Tree<Wide>(*tables_);
    for (const Question& question : tables_->model().questions) {
        const Interval<Rational>& worth = rationals_->node(question.node);
        integers_.set(question.node, {integer(worth.certain), integer(worth.possible)});
    }
    integers_.begin();
    rationals_.reset();
    scale_thresholds();
}

/// Makes the scale a multiple of `extra`; false if that does not fit.
bool Scores::make_room(std::int64_t extra) {
    if (extra == 0) return false;
    if (extra == 1 || scale_ % extra == 0) return true;
    Wide scale = scale_;
    if (!common({extra}, scale)) {
        // The scale still serves points that are long gone.
        scale = 1;
        if (!common(extra_, scale) || !common(replaced_, scale)) return false;
    }
    rescale(scale);
    return true;
}

/// Grows a multiple until all of these divide it; false if it would become too large.
bool Scores::common(const std::vector<std::int64_t>& denominators, Wide& multiple) const {
    for (const std::int64_t one : denominators) {
        if (one == 0) return false;
        const Wide factor = one / greatest_common_divisor(multiple, one);
        if (factor > tables_->most_scale / multiple) return false;
        multiple *= factor;
    }
    return true;
}

/// Exact: the new scale too is a multiple of every denominator there is.
void Scores::rescale(Wide scale) {
    const Wide shared = greatest_common_divisor(scale_, scale);
    const Wide less = scale_ / shared, more = scale / shared;
    integers_.convert([&](Wide value) { return value / less * more; });
    scale_ = scale;
    scale_thresholds();
}

void Scores::scale_thresholds() {
    for (std::size_t i = 0; i < thresholds_.size(); ++i) thresholds_[i] = tables_->thresholds[i] * scale_;
}

void Scores::to_rationals() {
    const Wide denominator = tables_->program->denominator() * scale_;
    rationals_.emplace(*tables_).take(integers_, [&](Wide value) { return Rational::from_int128(value, denominator); });
}

Wide Scores::integer(const Rational& points) const {
    const auto parts = points.small();  // there, as `extra_` says
    return tables_->program->denominator() * scale_ / parts->second * parts->first;
}

Score Scores::score(const Interval<Wide>& worth) const {
    const Wide denominator = tables_->program->denominator() * scale_;
    return {Rational::from_int128(worth.certain, denominator), Rational::from_int128(worth.possible, denominator)};
}

Score Scores::node(Index index) const {
    if (in_integers()) return score(integers_.node(index));
    return {rationals_->node(index).certain, rationals_->node(index).possible};
}

Score Scores::view(Index index) const {
    if (in_integers()) return score(integers_.view(index));
    return {rationals_->view(index).certain, rationals_->view(index).possible};
}

Verdict Scores::judge(Index condition, bool on_node, Index subject) const {
    const Operator op = tables_->operators[condition];
    if (in_integers()) {
        const Interval<Wide>& worth = on_node ? integers_.node(subject) : integers_.view(subject);
        const Wide threshold = thresholds_[condition];
        return zi::judge(op, side(worth.certain, threshold), side(worth.possible, threshold));
    }
    const Interval<Rational>& worth = on_node ? rationals_->node(subject) : rationals_->view(subject);
    const Rational& threshold = tables_->condition(condition).threshold;
    return zi::judge(op, side(worth.certain, threshold), side(worth.possible, threshold));
}

}  // namespace zi::session
