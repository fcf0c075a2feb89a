#include "search.hpp"

#include "front.hpp"

#include "base/wide.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <queue>
#include <set>
#include <tuple>

namespace zi::improve {

namespace {

/// The denominator over which all points are whole numbers, where those fit with room for sums.
std::optional<Wide> common_denominator(const Problem& problem) {
    constexpr Wide most = Wide{1} << 80;
    constexpr std::int64_t most_points = std::int64_t{1} << 30;
    constexpr std::size_t most_questions = std::size_t{1} << 14;
    if (problem.levels.questions.size() > most_questions) return std::nullopt;
    Wide result = 1;
    const auto take = [&](const Rational& value) {
        const auto parts = value.small();
        if (!parts || value < Rational(-most_points) || Rational(most_points) < value) return false;
        const std::int64_t factor = parts->second / std::gcd(static_cast<std::int64_t>(result % parts->second), parts->second);
        if (result > most / factor) return false;
        result *= factor;
        return true;
    };
    for (Index q = 0; q < problem.levels.questions.size(); ++q)
        for (const Rung& level : problem.levels.questions[q])
            if (!take(level.share * problem.model.nodes[problem.model.questions[q].node].weight)) return std::nullopt;
    for (const Bound& bound : problem.bounds)
        if (!take(bound.threshold)) return std::nullopt;
    return result;
}

struct WholePoints {
    Wide denominator = 1;
    Wide points(const Rational& value) const {
        const auto parts = *value.small();
        return Wide{parts.first} * (denominator / parts.second);
    }
    Rational exact(Wide points) const { return Rational::from_int128(points, denominator); }
};
struct ExactPoints {
    const Rational& points(const Rational& value) const { return value; }
    const Rational& exact(const Rational& points) const { return points; }
};

enum class Choice : std::uint8_t { open, with, without };

/// Some of all solutions.
struct Box {
    std::vector<Index> low, high;       ///< by question
    std::vector<Choice> documents;      ///< by token
    std::vector<std::vector<std::uint64_t>> prices;  ///< by token and user: what each bears of its cost
};

template <class Points, class Convert>
class Search {
public:
    Search(const Problem& problem, Convert convert, std::size_t boxes) : problem_(problem), convert_(convert), levels_(problem.levels), most_boxes_(boxes) {
        for (Index q = 0; q < levels_.questions.size(); ++q) {
            const Rational& weight = problem.model.nodes[problem.model.questions[q].node].weight;
            auto& own = points_.emplace_back();
            for (const Rung& level : levels_.questions[q]) own.push_back(convert_.points(weight * level.share));
        }
        for (const Bound& bound : problem.bounds) thresholds_.push_back(convert_.points(bound.threshold));
        for (const Token& token : levels_.tokens)
            if (token.users.size() > 1 && token.what.cost > 0) scale_ = shared_scale;
    }

    Box everything() const {
        Box box;
        for (const auto& own : levels_.questions) {
            box.low.push_back(0);
            box.high.push_back(static_cast<Index>(own.size() - 1));
        }
        box.documents.assign(levels_.tokens.size(), Choice::open);
        for (const Token& token : levels_.tokens) box.prices.push_back(shared_out(token, token.users));
        return box;
    }

    Found solve(Box start, bool certificate) {
        nodes_.clear();
        best_.reset();
        std::set<std::pair<std::uint64_t, std::size_t>> open;
        const auto enter = [&](Box box, int price_rounds) {
            Node& node = nodes_.emplace_back();
            node.box = std::move(box);
            bound(node, price_rounds);
            if (node.possible) open.emplace(node.bound, nodes_.size() - 1);
            return nodes_.size() - 1;
        };
        enter(std::move(start), scale_ > 1 ? 6 : 0);
        Found found;
        found.bound = best_ ? best_->cost : std::numeric_limits<std::uint64_t>::max();
        while (!open.empty()) {
            const auto [least, index] = *open.begin();
            if (best_ && least >= best_->cost) break;
            if (nodes_.size() + 2 > most_boxes_) {
                found.bound = least;
                break;
            }
            open.erase(open.begin());
            if (!split(index)) continue;
            const std::size_t at = index;
            Box low = nodes_[at].box, high = nodes_[at].box;
            const Node& node = nodes_[at];
            if (node.split_question != none) {
                low.high[node.split_question] = node.split_level;
                high.low[node.split_question] = node.split_level + 1;
            } else {
                low.documents[node.split_document] = Choice::without;
                high.documents[node.split_document] = Choice::with;
            }
            const std::size_t first = enter(std::move(low), 1);
            const std::size_t second = enter(std::move(high), 1);
            nodes_[at].low = first;
            nodes_[at].high = second;
            nodes_[at].relaxed = {};
            found.bound = best_ ? best_->cost : std::numeric_limits<std::uint64_t>::max();
        }
        found.best = best_;
        if (best_ && found.bound > best_->cost) found.bound = best_->cost;
        if (!levels_.complete) found.bound = 0;
        if (certificate && best_) certify(found);
        return found;
    }

    /// Lawler's partition: what is left of a box without its best solution, in boxes that do not overlap.
    std::vector<Box> without(const Box& box, const Solution& solution) const {
        std::vector<Box> rest;
        Box fixed = box;
        for (Index q = 0; q < levels_.questions.size(); ++q) {
            const Index level = solution.levels[q];
            if (fixed.low[q] < level) {
                rest.push_back(fixed);
                rest.back().high[q] = level - 1;
            }
            if (level < fixed.high[q]) {
                rest.push_back(fixed);
                rest.back().low[q] = level + 1;
            }
            fixed.low[q] = fixed.high[q] = level;
        }
        return rest;
    }

    /// No solution of the box costs less; nothing if there is none.
    std::optional<std::uint64_t> estimate(const Box& box) {
        const Relaxed relaxed = relax(box, std::numeric_limits<std::uint64_t>::max(), true);
        if (!relaxed.possible) return std::nullopt;
        return rounded_up(relaxed.cost);
    }

private:
    static constexpr std::uint64_t shared_scale = 4;

    struct Relaxed {
        bool possible = false, thinned = false;
        std::uint64_t cost = 0;       ///< times scale_, documents of the box included
        std::vector<Index> levels, sets;
    };

    struct Node {
        Box box;
        bool possible = false;
        Index missed = none;            ///< a deferred bound that nothing in the box reaches
        std::uint64_t bound = 0;
        Relaxed relaxed;
        Index split_question = none, split_level = 0, split_document = none;
        std::size_t low = 0, high = 0;  ///< 0: a leaf
    };

    std::uint64_t rounded_up(std::uint64_t scaled) const { return (scaled + scale_ - 1) / scale_; }

    /// A document's cost, borne by some of its users in equal parts.
    std::vector<std::uint64_t> shared_out(const Token& token, const std::vector<Index>& bearers) const {
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

    std::uint64_t paid(const Box& box) const {
        std::uint64_t sum = 0;
        for (std::size_t t = 0; t < levels_.tokens.size(); ++t)
            if (box.documents[t] == Choice::with) sum += levels_.tokens[t].what.cost * scale_;
        return sum;
    }

    Front<Points> leaf(const Box& box, Index q) const {
        Front<Points> front;
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
            if (cheapest) front.push_back({points_[q][level], cheapest->first, level, cheapest->second});
        }
        tidy(front);
        return front;
    }

    std::uint64_t price(const Box& box, Index token, Index question) const {
        const std::vector<Index>& users = levels_.tokens[token].users;
        const auto place = std::lower_bound(users.begin(), users.end(), question) - users.begin();
        return box.prices[token][static_cast<std::size_t>(place)];
    }

    /// Fronts of all parts, up to a cost.
    std::vector<Front<Points>> fronts(const Box& box, std::uint64_t most, bool hopeful, bool& thinned) const {
        using Kind = Certificate::Part::Kind;
        std::vector<Front<Points>> all;
        all.reserve(problem_.parts.all.size());
        for (const Part& part : problem_.parts.all) {
            Front<Points> front;
            switch (part.kind) {
                case Kind::question:
                    front = leaf(box, part.question);
                    std::erase_if(front, [&](const auto& entry) { return entry.cost > most; });
                    break;
                case Kind::sum:
                    front = combine(all[part.left], all[part.right], most, hopeful, thinned, [](const Points& a, const Points& b) { return Points(a + b); });
                    break;
                case Kind::min:
                    front = combine(all[part.left], all[part.right], most, hopeful, thinned, [](const Points& a, const Points& b) { return b < a ? b : a; });
                    break;
                case Kind::max:
                    front = combine(all[part.left], all[part.right], most, hopeful, thinned, [](const Points& a, const Points& b) { return a < b ? b : a; });
                    break;
            }
            for (const Index bound : part.bounds) std::erase_if(front, [&](const auto& entry) { return !reaches(entry.points, bound); });
            all.push_back(std::move(front));
        }
        return all;
    }

    bool reaches(const Points& points, Index bound) const {
        return problem_.bounds[bound].strict ? thresholds_[bound] < points : !(points < thresholds_[bound]);
    }

    Relaxed relax(const Box& box, std::uint64_t most, bool hopeful) const {
        Relaxed result;
        const std::uint64_t base = paid(box);
        if (base > most) return result;
        const auto all = fronts(box, most - base, hopeful, result.thinned);
        if (all.back().empty()) return result;
        result.possible = true;
        result.cost = base + all.back().front().cost;
        result.levels.assign(levels_.questions.size(), 0);
        result.sets.assign(levels_.questions.size(), 0);
        std::vector<std::uint32_t> chosen(all.size(), 0);
        for (std::size_t i = all.size(); i-- > 0;) {
            const Part& part = problem_.parts.all[i];
            const Entry<Points>& entry = all[i][chosen[i]];
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

    /// The most that a plan may cost to be better than the best one so far.
    std::uint64_t most_useful() const {
        if (!best_) return std::numeric_limits<std::uint64_t>::max();
        return best_->cost == 0 ? 0 : scale_ * (best_->cost - 1);
    }

    void bound(Node& node, int price_rounds) {
        node.missed = violated(node.box.high);
        if (node.missed != none) return;
        node.relaxed = relax(node.box, most_useful(), true);
        if (!note(node)) return;
        for (int round = 0; round < price_rounds; ++round) {
            Box dearer = node.box;
            if (!shift_prices(dearer, node.relaxed)) break;
            Relaxed relaxed = relax(dearer, most_useful(), true);
            if (relaxed.possible && relaxed.cost <= node.relaxed.cost) break;
            node.box = std::move(dearer);
            node.relaxed = std::move(relaxed);
            if (!note(node)) return;
        }
    }

    /// Takes over what a relaxation says; false if nothing better is in the box.
    bool note(Node& node) {
        node.possible = node.relaxed.possible;
        if (!node.possible) return false;
        node.bound = rounded_up(node.relaxed.cost);
        if (node.relaxed.thinned) {
            const Relaxed real = relax(node.box, most_useful(), false);
            if (real.possible) consider(real);
        } else {
            consider(node.relaxed);
        }
        return true;
    }

    void consider(const Relaxed& relaxed) {
        Solution solution;
        solution.levels = relaxed.levels;
        solution.documents = documents(relaxed);
        for (const Index t : solution.documents) solution.cost += levels_.tokens[t].what.cost;
        for (Index q = 0; q < levels_.questions.size(); ++q) solution.cost += levels_.questions[q][solution.levels[q]].steps;
        if (best_ && best_->cost <= solution.cost) return;
        if (violated(relaxed.levels) != none) return;
        best_ = std::move(solution);
    }

    TokenSet documents(const Relaxed& relaxed) const {
        std::set<Index> all;
        for (Index q = 0; q < levels_.questions.size(); ++q) {
            const TokenSet& set = levels_.questions[q][relaxed.levels[q]].sets[relaxed.sets[q]];
            all.insert(set.begin(), set.end());
        }
        return {all.begin(), all.end()};
    }

    /// Lets those who use a document bear what others were to bear. False if there is nothing to shift.
    bool shift_prices(Box& box, const Relaxed& relaxed) const {
        bool shifted = false;
        for (const auto& [token, users] : used(box, relaxed)) {
            if (unpaid(box, token, users) == 0) continue;
            box.prices[token] = shared_out(levels_.tokens[token], users);
            shifted = true;
        }
        return shifted;
    }

    /// Documents not decided upon that a relaxation uses, each with the questions that do.
    std::vector<std::pair<Index, std::vector<Index>>> used(const Box& box, const Relaxed& relaxed) const {
        std::vector<std::vector<Index>> users(levels_.tokens.size());
        for (Index q = 0; q < levels_.questions.size(); ++q)
            for (const Index t : levels_.questions[q][relaxed.levels[q]].sets[relaxed.sets[q]]) users[t].push_back(q);
        std::vector<std::pair<Index, std::vector<Index>>> result;
        for (Index t = 0; t < users.size(); ++t)
            if (!users[t].empty() && box.documents[t] == Choice::open) result.emplace_back(t, std::move(users[t]));
        return result;
    }

    std::uint64_t unpaid(const Box& box, Index token, const std::vector<Index>& users) const {
        std::uint64_t sum = levels_.tokens[token].what.cost * scale_;
        for (const Index q : users) sum -= price(box, token, q);
        return sum;
    }

    /// The first deferred bound that levels miss; none if they miss none.
    Index violated(const std::vector<Index>& levels) const {
        if (problem_.parts.deferred.empty()) return none;
        const std::vector<Points> values = node_points(levels);
        for (const Index i : problem_.parts.deferred)
            if (!reaches(bound_points(values, problem_.bounds[i]), i)) return i;
        return none;
    }

    std::vector<Points> node_points(const std::vector<Index>& levels) const {
        const Model& model = problem_.model;
        std::vector<Points> values(model.nodes.size());
        for (std::size_t i = model.nodes.size(); i-- > 0;) {
            const zi::Node& node = model.nodes[i];
            if (node.question != none) {
                values[i] = points_[node.question][levels[node.question]];
                continue;
            }
            bool first = true;
            for (const Index child : node.children) {
                if (first)
                    values[i] = values[child];
                else if (node.combine == Combine::min)
                    values[i] = values[child] < values[i] ? values[child] : values[i];
                else if (node.combine == Combine::max)
                    values[i] = values[i] < values[child] ? values[child] : values[i];
                else
                    values[i] += values[child];
                first = false;
            }
        }
        return values;
    }
    Points bound_points(const std::vector<Points>& values, const Bound& bound) const {
        if (!bound.view) return values[bound.index];
        Points sum{};
        for (const Index member : problem_.model.views[bound.index].members) sum += values[member];
        return sum;
    }

    /// Chooses how to split a box; false if there is nothing better in it.
    bool split(std::size_t index) {
        Node& node = nodes_[index];
        const std::vector<Index>& levels = node.relaxed.levels;
        if (const Index bound = violated(levels); bound != none && !node.relaxed.thinned) {
            // Some question that the bound counts must do better; the one that could help most decides most.
            std::vector<Index> raised = levels;
            Points best = bound_points(node_points(levels), problem_.bounds[bound]);
            for (Index q = 0; q < levels.size(); ++q) {
                if (levels[q] >= node.box.high[q]) continue;
                raised[q] = node.box.high[q];
                const Points then = bound_points(node_points(raised), problem_.bounds[bound]);
                raised[q] = levels[q];
                if (!(best < then)) continue;
                best = then;
                node.split_question = q;
                node.split_level = levels[q];
            }
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
        for (Index q = 0; q < levels.size(); ++q) {
            const Index width = node.box.high[q] - node.box.low[q];
            if (width <= widest) continue;
            widest = width;
            node.split_question = q;
            node.split_level = node.box.low[q] + width / 2;
        }
        return widest > 0;
    }

    // ---- The proof ---------------------------------------------------------------------------------------------------

    void certify(Found& found) {
        // Thinned fronts depend on how far they reach, so that the bound may have to be given up in steps.
        while (found.bound > 0) {
            Certificate& proof = found.certificate;
            proof = {};
            proof.scale = scale_;
            proof.bound = found.bound;
            std::uint64_t least = std::numeric_limits<std::uint64_t>::max();
            for (const Node& node : nodes_) least = std::min(least, prove(node, proof));
            if (least >= found.bound) break;
            found.bound = least;
        }
        if (found.bound == 0) {
            found.certificate = {};
            found.certificate.scale = scale_;
            found.certificate.boxes.emplace_back();
        }
        for (const Part& part : problem_.parts.all) {
            Certificate::Part& one = found.certificate.parts.emplace_back();
            one.kind = part.kind;
            one.question = part.question;
            one.left = part.left;
            one.right = part.right;
            for (const Index bound : part.bounds) one.conditions.push_back(problem_.bounds[bound].ref);
        }
    }

    /// Writes down a box; gives the least cost that is still possible in it below the bound.
    std::uint64_t prove(const Node& node, Certificate& proof) const {
        Certificate::Box& box = proof.boxes.emplace_back();
        std::uint64_t least = std::numeric_limits<std::uint64_t>::max();
        if (node.low != 0) {
            box.leaf = false;
            box.question = node.split_question;
            box.level = node.split_level;
            box.document = node.split_question == none ? node.split_document : none;
            box.low = node.low;
            box.high = node.high;
            return least;
        }
        for (Index t = 0; t < levels_.tokens.size(); ++t)
            for (std::size_t u = 0; u < levels_.tokens[t].users.size(); ++u)
                if (levels_.tokens[t].what.document != none && node.box.documents[t] == Choice::open)
                    box.prices.push_back({levels_.tokens[t].what.document, levels_.tokens[t].users[u], node.box.prices[t][u]});
        if (node.missed != none) {
            box.missed = problem_.bounds[node.missed].ref;
            return least;
        }
        const std::uint64_t base = paid(node.box), most = scale_ * (proof.bound - 1);
        if (base > most) return least;
        bool thinned = false;
        const auto all = fronts(node.box, most - base, true, thinned);
        for (const Front<Points>& front : all) {
            auto& offers = box.fronts.emplace_back();
            for (const Entry<Points>& entry : front) offers.push_back({convert_.exact(entry.points), entry.cost});
        }
        if (!all.back().empty()) least = rounded_up(base + all.back().front().cost);
        return least;
    }

    const Problem& problem_;
    Convert convert_;
    const Levels& levels_;
    std::size_t most_boxes_;
    std::vector<std::vector<Points>> points_;
    std::vector<Points> thresholds_;
    std::uint64_t scale_ = 1;
    std::vector<Node> nodes_;
    std::optional<Solution> best_;
};

/// Lawler's way through the solutions, cheapest first. Told are those that are worth a thought: nothing can be left out to save cost, and
/// nothing more can be had for the same.
template <class Points, class Convert>
class Ranker {
public:
    Ranker(Search<Points, Convert>& search, const Levels& levels) : search_(search), levels_(levels), all_(search.everything()) {}

    Ranking run(std::size_t next, bool certificate) {
        Ranking ranking;
        ranking.best = search_.solve(all_, certificate);
        if (!ranking.best.best || next == 0) return ranking;
        // The best solution may come to more than it was found as; that is not another plan.
        Solution best = *ranking.best.best;
        settle(levels_, best);
        leave(all_, *ranking.best.best);
        for (std::size_t looked = 0; ranking.next.size() < next && !heap_.empty() && looked < most_looked; ++looked) {
            std::pop_heap(heap_.begin(), heap_.end(), later);
            Candidate candidate = std::move(heap_.back());
            heap_.pop_back();
            if (!candidate.found) {
                candidate.found = search_.solve(candidate.box, false);
                if (!candidate.found->best) continue;
                candidate.bound = candidate.found->best->cost;
                push(std::move(candidate));
                continue;
            }
            const Solution solution = *candidate.found->best;
            if (solution.levels != best.levels && is_worthwhile(solution)) ranking.next.push_back(std::move(*candidate.found));
            if (ranking.next.size() < next) leave(candidate.box, solution);
        }
        return ranking;
    }

private:
    struct Candidate {
        std::uint64_t bound = 0, order = 0;
        Box box;
        std::optional<Found> found;  ///< nothing yet: `bound` is an estimate
    };
    static bool later(const Candidate& a, const Candidate& b) { return std::tie(a.bound, a.order) > std::tie(b.bound, b.order); }

    /// A target may have very many ways that cost the same.
    static constexpr std::size_t most_looked = 1'000, most_kept = 20'000;

    void push(Candidate candidate) {
        candidate.order = order_++;
        heap_.push_back(std::move(candidate));
        std::push_heap(heap_.begin(), heap_.end(), later);
    }

    void leave(const Box& box, const Solution& solution) {
        for (Box& rest : search_.without(box, solution)) {
            if (heap_.size() >= most_kept) return;
            if (const auto bound = search_.estimate(rest)) push({*bound, 0, std::move(rest), {}});
        }
    }

    bool is_worthwhile(const Solution& solution) {
        Solution settled = solution;
        settle(levels_, settled);
        if (settled.levels != solution.levels) return false;
        Box less = all_;
        less.high = solution.levels;
        if (search_.solve(less, false).best->cost < solution.cost) return false;
        for (Index q = 0; q < levels_.questions.size(); ++q) {
            if (solution.levels[q] == all_.high[q]) continue;
            Box more = all_;
            more.low = more.high = solution.levels;
            more.low[q] = more.high[q] = solution.levels[q] + 1;
            const auto bound = search_.estimate(more);
            if (!bound || *bound > solution.cost) continue;
            if (search_.solve(std::move(more), false).best->cost <= solution.cost) return false;
        }
        return true;
    }

    Search<Points, Convert>& search_;
    const Levels& levels_;
    Box all_;
    std::vector<Candidate> heap_;
    std::uint64_t order_ = 0;
};

}  // namespace

Ranking cheapest(const Problem& problem, std::size_t next, std::size_t boxes, bool certificate) {
    if (const auto denominator = common_denominator(problem)) {
        Search<Wide, WholePoints> search(problem, WholePoints{*denominator}, boxes);
        return Ranker(search, problem.levels).run(next, certificate);
    }
    Search<Rational, ExactPoints> search(problem, ExactPoints{}, boxes);
    return Ranker(search, problem.levels).run(next, certificate);
}

void settle(const Levels& levels, Solution& solution) {
    for (Index q = 0; q < levels.questions.size(); ++q) {
        const std::vector<Rung>& own = levels.questions[q];
        for (Index level = solution.levels[q] + 1; level < own.size(); ++level) {
            if (!own[level].claimed) continue;
            const bool carried = std::any_of(own[level].sets.begin(), own[level].sets.end(), [&](const TokenSet& set) {
                return std::includes(solution.documents.begin(), solution.documents.end(), set.begin(), set.end());
            });
            if (carried) solution.levels[q] = level;
        }
    }
}

}  // namespace zi::improve
