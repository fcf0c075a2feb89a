#include "search.hpp"

#include <algorithm>
#include <limits>
#include <set>

namespace zi::improve {

namespace {

/// Limits on front entries of a relaxation. If the smallest is too small, the first box is tried again with the next. The
/// sequence of work never depends on the budget, only how far it gets: a larger budget never makes a plan worse.
constexpr std::size_t rooms[] = {std::size_t{1} << 18, std::size_t{1} << 20, std::size_t{1} << 22};
constexpr std::size_t last_room = std::size(rooms) - 1;

/// Approximate limit on front entries kept for a certificate.
constexpr std::size_t most_proof = std::size_t{1} << 22;

/// Steps charged for each number kept, which bounds memory too.
constexpr std::uint64_t keeping = 16;

/// By question: values visited when its points change.
std::vector<std::uint64_t> steps_of_paths(const Model& model, const Counting& counting) {
    std::vector<std::uint64_t> below(model.nodes.size()), steps;
    for (NodeIndex i{0}; i < model.nodes.size(); ++i) {
        const Node& node = model.nodes[i];
        below[i] = 1 + counting[i].size() + (node.parent == none ? 0 : below[node.parent]);
        if (!adds_up(node.combine)) below[i] += node.children.size();
    }
    for (const Question& question : model.questions) steps.push_back(below[question.node]);
    return steps;
}

}  // namespace

Search::Search(const Problem& problem, std::size_t boxes, Budget& budget)
    : problem_(problem),
      levels_(problem.levels),
      grid_(problem.model, problem.bounds, problem.levels),
      counting_(counting_of(problem.model, problem.bounds)),
      most_boxes_(boxes),
      budget_(budget),
      slack_(grid_.exact() ? std::vector<Wide>(problem.bounds.size(), 0) : answers_counted(problem.model, problem.bounds)) {
    for (QuestionIndex q{0}; q < levels_.questions.size(); ++q) {
        const Rational& weight = problem.model.nodes[problem.model.questions[q].node].weight;
        auto& own = points_.emplace_back();
        std::uint64_t& size = sets_size_.emplace_back(0);
        for (const Rung& level : levels_.questions[q]) {
            own.push_back(grid_.up(weight * level.share));
            for (const TokenSet& set : level.sets) size += 1 + set.size();
        }
    }
    for (const Bound& bound : problem.bounds)
        thresholds_.push_back(bound.strict ? grid_.down(bound.threshold) : grid_.up(bound.threshold));
    for (Index i = 0; i < problem.bounds.size(); ++i) all_bounds_.push_back(i);
    watched_ = grid_.exact() ? problem.parts.deferred : all_bounds_;
    if (!grid_.exact()) {
        // An exact score costs time quadratic in the length of its numbers.
        Rational total;
        for (const Bound& bound : problem.bounds) total += bound.threshold;
        for (const auto& own : levels_.questions) total += own.back().share;
        const std::uint64_t words = 1 + total.fraction().size() / 32;
        exact_steps_ = problem.model.nodes.size() * words * words;
    }
    path_ = steps_of_paths(problem.model, counting_);
    box_size_ = 2 * levels_.questions.size() + levels_.tokens.size();
    for (const Token& token : levels_.tokens) {
        if (token.users.size() > 1 && token.what.cost > 0) scale_ = shared_scale;
        box_size_ += token.users.size();
    }
}

Box Search::everything() const {
    Box box;
    for (const auto& own : levels_.questions) {
        box.low.push_back(0);
        box.high.push_back(static_cast<Index>(own.size() - 1));
    }
    box.documents.assign(levels_.tokens.size(), Choice::open);
    for (const Token& token : levels_.tokens) box.prices.push_back(shared_out(token, token.users));
    return box;
}

std::optional<Found> Search::solve(Box start, bool certificate) {
    nodes_.clear();
    best_.reset();
    certificate_ = certificate;
    first_room_ = entries_ = 0;
    if (missed(start.high, all_bounds_) != none) return std::nullopt;

    std::set<std::pair<std::uint64_t, std::size_t>> open;
    const auto add = [&](Box box, std::uint64_t bound) {
        enter(std::move(box), bound, nodes_.empty());
        if (nodes_.back().possible) open.emplace(nodes_.back().bound, nodes_.size() - 1);
        return nodes_.size() - 1;
    };
    add(start, 0);
    // The highest levels always are a solution; so there is one to return.
    if (!best_ || nodes_.front().relaxed.thinned)
        if (auto plan = lowered(start, nullptr)) consider(std::move(*plan));
    std::uint64_t bound = best_->cost;
    while (!open.empty()) {
        const auto [least, index] = *open.begin();
        if (least >= best_->cost) break;
        if (nodes_.size() + 2 > most_boxes_ || budget_.over() || (certificate_ && entries_ > most_proof)) {
            bound = least;
            break;
        }
        open.erase(open.begin());
        if (!split(nodes_[index])) continue;
        Box low = nodes_[index].box, high = nodes_[index].box;
        if (!certificate_) nodes_[index].box = {};
        entries_ -= nodes_[index].relaxed.entries;
        const Node& node = nodes_[index];
        if (node.split_question != none) {
            low.high[node.split_question] = node.split_level;
            high.low[node.split_question] = node.split_level + 1;
        } else {
            low.documents[node.split_document] = Choice::without;
            high.documents[node.split_document] = Choice::with;
        }
        const std::size_t first = add(std::move(low), least);
        const std::size_t second = add(std::move(high), least);
        nodes_[index].low = first;
        nodes_[index].high = second;
        nodes_[index].relaxed = {};
        bound = best_->cost;
    }
    Found found;
    found.best = *best_;
    found.bound = levels_.complete ? std::min(bound, found.best.cost) : 0;
    if (certificate_) certify(found);
    nodes_.clear();
    return found;
}

std::optional<std::uint64_t> Search::estimate(const Box& box, std::uint64_t most) {
    if (missed(box.high, all_bounds_) != none) return std::nullopt;
    const Relaxed relaxed = relax(box, scale_ * most, last_room, true);
    return relaxed.done && !relaxed.possible ? most + 1 : rounded_up(relaxed.cost);
}

/// Splits a document's cost equally among some of its users.
std::vector<std::uint64_t> Search::shared_out(const Token& token, const std::vector<QuestionIndex>& bearers) const {
    std::vector<std::uint64_t> prices(token.users.size(), 0);
    if (bearers.empty()) return prices;
    std::uint64_t left = token.what.cost * scale_;
    std::uint64_t count = bearers.size();
    for (std::size_t i = 0; i < token.users.size(); ++i) {
        if (!std::binary_search(bearers.begin(), bearers.end(), token.users[i])) continue;
        prices[i] = left / count;
        left -= prices[i];
        --count;
    }
    return prices;
}

std::uint64_t Search::paid(const Box& box) const {
    std::uint64_t sum = 0;
    for (std::size_t t = 0; t < levels_.tokens.size(); ++t)
        if (box.documents[t] == Choice::with) sum += levels_.tokens[t].what.cost * scale_;
    return sum;
}

std::uint64_t Search::price(const Box& box, Index token, QuestionIndex question) const {
    const std::vector<QuestionIndex>& users = levels_.tokens[token].users;
    const auto place = std::lower_bound(users.begin(), users.end(), question) - users.begin();
    return box.prices[token][static_cast<std::size_t>(place)];
}

/// The levels of a question within a box, each with its cheapest documents.
Front Search::choices(const Box& box, QuestionIndex q) const {
    Front all;
    for (Index level = box.low[q]; level <= box.high[q]; ++level) {
        const Rung& own = levels_.questions[q][level];
        std::optional<std::pair<std::uint64_t, std::uint32_t>> cheapest;
        for (std::uint32_t s = 0; s < own.sets.size(); ++s) {
            std::uint64_t cost = own.steps * scale_;
            bool available = true;
            for (const Index t : own.sets[s]) {
                if (box.documents[t] == Choice::without) available = false;
                if (box.documents[t] == Choice::open) cost += price(box, t, q);
            }
            if (available && (!cheapest || cost < cheapest->first)) cheapest = {cost, s};
        }
        if (cheapest) all.push_back({points_[q][level], cheapest->first, level, cheapest->second});
    }
    return all;
}

/// The fronts of all parts, up to a cost; nullopt if the budget ends.
std::optional<std::vector<Front>> Search::fronts(const Box& box, std::uint64_t most, std::size_t room, bool hopeful,
                                                 bool& thinned) {
    using Kind = Certificate::Part::Kind;
    std::vector<Front> all;
    all.reserve(problem_.parts.all.size());
    Room left(rooms[room], problem_.parts.all.size());
    for (const Part& part : problem_.parts.all) {
        Front front;
        const auto both = [&](auto points) {
            front = combine(all[part.left], all[part.right], most, left.pairs(), hopeful, thinned, budget_, points);
        };
        switch (part.kind) {
            case Kind::question:
                if (!budget_.spend(1 + sets_size_[part.question])) return std::nullopt;
                front = choices(box, part.question);
                tidy(front);
                std::erase_if(front, [&](const Entry& entry) { return entry.cost > most; });
                break;
            case Kind::sum: both([](Wide a, Wide b) { return a + b; }); break;
            case Kind::min: both([](Wide a, Wide b) { return b < a ? b : a; }); break;
            case Kind::max: both([](Wide a, Wide b) { return a < b ? b : a; }); break;
        }
        if (budget_.over()) return std::nullopt;
        for (const Index bound : part.bounds)
            std::erase_if(front, [&](const Entry& entry) { return !reaches(entry.points, bound); });
        if (front.size() > left.next()) {
            thinned = true;
            thin(front, left.next(), hopeful);
        }
        left.taken(front.size());
        all.push_back(std::move(front));
    }
    return all;
}

bool Search::reaches(Wide points, Index bound) const {
    return problem_.bounds[bound].strict ? thresholds_[bound] < points : !(points < thresholds_[bound]);
}

Search::Relaxed Search::relax(const Box& box, std::uint64_t most, std::size_t room, bool hopeful) {
    Relaxed result;
    const std::uint64_t base = paid(box);
    result.done = true;
    if (base > most) return result;
    const auto all = fronts(box, most - base, room, hopeful, result.thinned);
    result.done = all.has_value();
    if (!all) return result;
    for (const Front& front : *all) result.entries += front.size();
    if (all->back().empty()) return result;
    result.possible = true;
    result.cost = base + all->back().front().cost;
    result.levels.assign(levels_.questions.size(), 0);
    result.sets.assign(levels_.questions.size(), 0);
    std::vector<std::uint32_t> chosen(all->size(), 0);
    for (std::size_t i = all->size(); i-- > 0;) {
        const Part& part = problem_.parts.all[i];
        const Entry& entry = (*all)[i][chosen[i]];
        if (part.kind == Certificate::Part::Kind::question) {
            result.levels[part.question] = entry.left;
            result.sets[part.question] = entry.right;
        } else {
            chosen[part.left] = entry.left;
            chosen[part.right] = entry.right;
        }
    }
    return result;
}

/// The highest scaled cost of a solution that beats the best one so far.
std::uint64_t Search::most_useful() const {
    if (!best_) return std::numeric_limits<std::uint64_t>::max();
    return best_->cost == 0 ? 0 : scale_ * (best_->cost - 1);
}

/// Bounds a box; `bound` is inherited from the box it was split from.
void Search::enter(Box box, std::uint64_t bound, bool first) {
    Node& node = nodes_.emplace_back();
    node.bound = bound;
    node.possible = true;
    budget_.spend(keeping * box_size_);
    node.missed = missed(box.high, watched_);
    node.box = std::move(box);
    if (node.missed == none) {
        std::size_t room = first_room_;
        while (look(node, node.box, room) && node.possible && node.relaxed.thinned && room < last_room) ++room;
        if (first) first_room_ = room;
        for (int round = first ? 6 : 1; round > 0 && node.possible && node.relaxed.done; --round) {
            Box dearer = node.box;
            if (!shift_prices(dearer, node.relaxed) || !look(node, std::move(dearer), room)) break;
        }
    } else {
        node.possible = false;
    }
    entries_ += node.relaxed.entries;
    if (!node.possible && !certificate_) node.box = {};
}

/// Bounds a box with the prices it has. False if that does not improve the bound.
bool Search::look(Node& node, Box box, std::size_t room) {
    const std::uint64_t most = most_useful();
    Relaxed relaxed = relax(box, most, room, true);
    if (!relaxed.done) return false;
    const bool known = node.relaxed.done;
    if (known && relaxed.possible && room == node.room && relaxed.cost <= node.relaxed.cost) return false;
    // An empty front up to `most` proves that the box has nothing better.
    const std::uint64_t shown = relaxed.possible ? rounded_up(relaxed.cost) : most / scale_ + 1;
    if (known && shown < node.shown) return true;
    node.shown = shown;
    node.bound = std::max(node.bound, shown);
    node.most = most;
    node.room = room;
    node.box = std::move(box);
    node.relaxed = std::move(relaxed);
    node.possible = node.relaxed.possible;
    if (node.possible) note(node);
    return true;
}

/// Moves the unused shares of a document's cost to the questions that use it. False if there is nothing to move.
bool Search::shift_prices(Box& box, const Relaxed& relaxed) const {
    bool shifted = false;
    for (const auto& [token, users] : used(box, relaxed)) {
        if (unpaid(box, token, users) == 0) continue;
        box.prices[token] = shared_out(levels_.tokens[token], users);
        shifted = true;
    }
    return shifted;
}

/// The undecided documents that a relaxation uses, each with the questions that use it.
std::vector<std::pair<Index, std::vector<QuestionIndex>>> Search::used(const Box& box, const Relaxed& relaxed) const {
    std::vector<std::vector<QuestionIndex>> users(levels_.tokens.size());
    for (QuestionIndex q{0}; q < levels_.questions.size(); ++q)
        for (const Index t : levels_.questions[q][relaxed.levels[q]].sets[relaxed.sets[q]]) users[t].push_back(q);
    std::vector<std::pair<Index, std::vector<QuestionIndex>>> result;
    for (Index t = 0; t < users.size(); ++t)
        if (!users[t].empty() && box.documents[t] == Choice::open) result.emplace_back(t, std::move(users[t]));
    return result;
}

std::uint64_t Search::unpaid(const Box& box, Index token, const std::vector<QuestionIndex>& users) const {
    std::uint64_t sum = levels_.tokens[token].what.cost * scale_;
    for (const QuestionIndex q : users) sum -= price(box, token, q);
    return sum;
}

Scores<Wide> Search::scores(const std::vector<Index>& levels) const {
    return {problem_.model, counting_, problem_.bounds.size(), [&](QuestionIndex q) { return points_[q][levels[q]]; }};
}

/// The first of `bounds` that the levels miss; none if they meet all.
Index Search::missed(const std::vector<Index>& levels, const std::vector<Index>& bounds) {
    if (bounds.empty()) return none;
    budget_.spend(problem_.model.nodes.size());
    const Scores<Wide> now = scores(levels);
    bool certain = true;
    for (const Index i : bounds) {
        if (!reaches(now.bound(i), i)) return i;
        certain = certain && reaches(now.bound(i) - slack_[i], i);
    }
    if (certain) return none;
    budget_.spend(exact_steps_);
    const Scores<Rational> exact(problem_.model, counting_, problem_.bounds.size(), [&](QuestionIndex q) {
        return levels_.questions[q][levels[q]].share * problem_.model.nodes[problem_.model.questions[q].node].weight;
    });
    for (const Index i : bounds)
        if (!problem_.bounds[i].met_by(exact.bound(i))) return i;
    return none;
}

/// Chooses how to split a box; false if it contains nothing better.
bool Search::split(Node& node) {
    const std::vector<Index>& levels = node.relaxed.levels;
    if (const Index bound = node.relaxed.missed; bound != none && !node.relaxed.thinned) {
        // Some question that the missed bound counts must be higher: branch on the one that could add most.
        Scores<Wide> now = scores(levels);
        Wide best = now.bound(bound);
        std::uint64_t looked = levels.size();
        for (QuestionIndex q{0}; q < levels.size(); ++q) {
            if (levels[q] >= node.box.high[q]) continue;
            looked += now.set(q, points_[q][node.box.high[q]]);
            const Wide then = now.bound(bound);
            looked += now.set(q, points_[q][levels[q]]);
            if (!(best < then)) continue;
            best = then;
            node.split_question = q;
            node.split_level = levels[q];
        }
        budget_.spend(looked);
        if (node.split_question != none) return true;
    }
    std::uint64_t most = 0;
    for (const auto& [token, users] : used(node.box, node.relaxed))
        if (const std::uint64_t left = unpaid(node.box, token, users); left > most) {
            most = left;
            node.split_document = token;
        }
    if (most > 0) return true;
    Index widest = 0;
    for (QuestionIndex q{0}; q < levels.size(); ++q) {
        const Index width = node.box.high[q] - node.box.low[q];
        if (width <= widest) continue;
        widest = width;
        node.split_question = q;
        node.split_level = node.box.low[q] + width / 2;
    }
    return widest > 0;
}

}  // namespace zi::improve
