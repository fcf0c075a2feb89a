// The fewest losses whose repair meets a condition, by dynamic programming: for each node, bottom-up, the most points that 0,
// 1, 2, ... repairs below it can reach.
#include "layers.hpp"

#include "eval/answers.hpp"
#include "eval/tree.hpp"

#include <algorithm>
#include <functional>

namespace zi {

namespace {

struct Reach {
    std::vector<Rational> points;  ///< by number of repairs, times `scale_`; non-decreasing; [0]: the certain points now
    std::vector<Index> first;      ///< how many of the repairs go to the children before the last one joined; empty for a leaf
};

/// Limits of the search: table entries (questions times repairs), and words of big integers added.
constexpr std::size_t most_entries = std::size_t{1} << 22;
constexpr std::uint64_t most_work = std::uint64_t{1} << 29;

class RepairSearch {
public:
    RepairSearch(const Model& model, const Unit& unit, const Assessment& assessment, const Condition& condition)
        : model_(model), unit_(unit), assessment_(assessment), condition_(condition), documents_(documents_of(unit)) {}

    Repairs run() {
        Repairs repairs;
        repairs.reached = everything();
        repairs.enough = compare(repairs.reached, condition_.op, condition_.threshold);
        repairs.least = repairs.reached;
        if (!repairs.enough) return repairs;
        find_scale();
        const Rational threshold = condition_.threshold * scale_;
        // A few repairs usually suffice: search with a small limit first, then raise it.
        for (most_ = 8;; most_ *= 4) {
            if (most_ > most_entries / model_.questions.size() ||
                16 * work_ > most_work) {  // four times as many repairs, in up to 16 times the work
                repairs.more_than = most_ / 4;
                return repairs;
            }
            Part whole = this->whole();
            const std::vector<Rational>& points = whole.reach.back().points;
            const auto found = std::find_if(points.begin(), points.end(),
                                            [&](const Rational& one) { return compare(one, condition_.op, threshold); });
            if (found == points.end()) continue;
            repairs.reached = *found / scale_;
            collect(whole, static_cast<std::size_t>(found - points.begin()), repairs.losses);
            find_goals(repairs);
            return repairs;
        }
    }

private:
    /// A node, or the members of a view. A leaf has the losses of its question; an inner node has children and the partial
    /// results of joining them one by one.
    struct Part {
        std::vector<Loss> losses;
        std::vector<Part> children;
        std::vector<Reach> reach;  ///< after joining each child; back() is the result for all of them
    };

    /// The points that all repairs together reach.
    Rational everything() const {
        if (condition_.subject == Condition::Subject::node) return everything(condition_.node());
        Rational sum;
        for (const NodeIndex member : model_.views[condition_.view()].members) sum += everything(member);
        return sum;
    }

    Rational everything(NodeIndex index) const {
        const Node& node = model_.nodes[index];
        if (node.question != none) {
            Rational points = assessment_.nodes[index].certain;
            for (const Loss& loss : repairable_layers(node.question)) points += loss.points;
            return points;
        }
        return folded(node, [&](NodeIndex child) { return everything(child); });
    }

    /// Scaled by the common denominator, points are integers: adding and comparing them needs no gcd.
    void find_scale() {
        const auto take = [&](const Rational& points) {
            if (const Rational scaled = points * scale_; !scaled.is_integer()) scale_ *= scaled.denominator();
        };
        std::vector<NodeIndex> open{condition_.node()};
        if (condition_.subject != Condition::Subject::node) open = model_.views[condition_.view()].members;
        while (!open.empty()) {
            const Node& node = model_.nodes[open.back()];
            if (node.question != none) {
                take(assessment_.nodes[open.back()].certain);
                for (const Loss& loss : repairable_layers(node.question)) take(loss.points);
            }
            open.pop_back();
            open.insert(open.end(), node.children.begin(), node.children.end());
        }
        words_ = 1 + scale_.bits() / 64;
    }

    std::vector<Loss> repairable_layers(QuestionIndex question) const {
        std::vector<Loss> all = layers(model_, unit_, documents_, assessment_, question);
        all.erase(std::find_if_not(all.begin(), all.end(), repairable), all.end());
        return all;
    }

    Part whole() {
        if (condition_.subject == Condition::Subject::node) return part(condition_.node());
        return joined(model_.views[condition_.view()].members, Combine::sum);
    }

    Part part(NodeIndex index) {
        const Node& node = model_.nodes[index];
        if (node.question == none) return joined(node.children, node.combine);
        Part result;
        Reach reach{{assessment_.nodes[index].certain * scale_}, {}};
        for (Loss& loss : repairable_layers(node.question)) {
            reach.points.push_back(reach.points.back() + loss.points * scale_);
            result.losses.push_back(std::move(loss));
        }
        result.reach.push_back(std::move(reach));
        return result;
    }

    Part joined(const std::vector<NodeIndex>& children, Combine combine) {
        Part result;
        for (const NodeIndex child : children) {
            Part one = part(child);
            if (result.children.empty())
                result.reach.push_back({one.reach.back().points, {}});
            else
                result.reach.push_back(join(result.reach.back().points, one.reach.back().points, combine));
            result.children.push_back(std::move(one));
        }
        return result;
    }

    Reach join(const std::vector<Rational>& a, const std::vector<Rational>& b, Combine combine) {
        Reach reach;
        for (std::size_t count = 0; count < a.size() + b.size() - 1 && count <= most_; ++count) {
            std::optional<Rational> best;
            Index first = 0;
            // Ties go to losses that come first in the document.
            for (std::size_t i = std::min(count, a.size() - 1) + 1; i-- > 0 && count - i < b.size();) {
                Rational points = a[i];
                join_child(combine, points, b[count - i]);
                work_ += words_;
                if (best && points <= *best) continue;
                best = std::move(points);
                first = static_cast<Index>(i);
            }
            reach.points.push_back(std::move(*best));
            reach.first.push_back(first);
        }
        return reach;
    }

    void collect(Part& part, std::size_t count, std::vector<Loss>& out) const {
        for (std::size_t i = 0; part.children.empty() && i < count; ++i) out.push_back(std::move(part.losses[i]));
        std::vector<std::size_t> counts(part.children.size());
        for (std::size_t i = part.children.size(); i-- > 1;) {
            const std::size_t before = part.reach[i].first[count];
            counts[i] = count - before;
            count = before;
        }
        if (!counts.empty()) counts.front() = count;
        for (std::size_t i = 0; i < counts.size(); ++i) collect(part.children[i], counts[i], out);
    }

    // ---- Goals -------------------------------------------------------------------------------------------------------

    /// The points of all nodes and of the condition's subject, updated as questions are set to other points.
    class Points {
    public:
        Points(const Model& model, const Assessment& assessment, const Condition& condition)
            : model_(model), counted_(model.nodes.size(), 0) {
            for (const Score& score : assessment.nodes) nodes_.push_back(score.certain);
            if (condition.subject == Condition::Subject::node)
                counted_[condition.node()] = 1;
            else
                for (const NodeIndex member : model.views[condition.view()].members) ++counted_[member];
            for (NodeIndex i{0}; i < nodes_.size(); ++i) sum_ += nodes_[i] * Rational(counted_[i]);
        }
        const Rational& sum() const { return sum_; }
        void set(NodeIndex node, Rational points) {
            while (points != nodes_[node]) {
                const Rational change = points - nodes_[node];
                nodes_[node] = std::move(points);
                if (counted_[node] != 0) sum_ += change * Rational(counted_[node]);
                node = model_.nodes[node].parent;
                if (node == none) return;
                points = adds_up(model_.nodes[node].combine)
                             ? nodes_[node] + change
                             : folded(model_.nodes[node], [&](NodeIndex child) { return nodes_[child]; });
            }
        }

    private:
        const Model& model_;
        List<std::int64_t, Node> counted_;  ///< how often the condition's subject counts the node
        List<Rational, Node> nodes_;
        Rational sum_;
    };

    static bool is_of_answer(LossReason reason) {
        switch (reason) {
            case LossReason::unanswered:
            case LossReason::incomplete:
            case LossReason::left_open:
            case LossReason::zero_denominator:
            case LossReason::refused:
            case LossReason::low_answer:
            case LossReason::lowered_by_assessor: return true;
            default: return false;
        }
    }

    /// Turns the repaired losses of answers into goals: for each, the least answer that suffices given the others.
    void find_goals(Repairs& repairs) const {
        Points points(model_, assessment_, condition_);
        struct Raised {
            QuestionIndex question;
            Rational from, to;  ///< points from documents alone, and with the best answer
        };
        std::vector<Raised> raised;
        for (const Loss& loss : repairs.losses) {
            if (raised.empty() || raised.back().question != loss.question) {
                const Rational& now = assessment_.nodes[model_.questions[loss.question].node].certain;
                raised.push_back({loss.question, now, now});
            }
            raised.back().to += loss.points;
            if (!is_of_answer(loss.reason)) raised.back().from += loss.points;
            points.set(model_.questions[loss.question].node, raised.back().to);
        }
        for (const Raised& one : raised)
            if (one.from < one.to)
                if (auto goal = least_goal(one.question, one.from, one.to, points)) repairs.goals.push_back(std::move(*goal));
        repairs.least = points.sum();
    }

    std::optional<Goal> least_goal(QuestionIndex q, const Rational& from, const Rational& to, Points& points) const {
        const Question& question = model_.questions[q];
        const Rational& weight = model_.nodes[question.node].weight;
        const auto enough = [&](const Rational& share) {
            points.set(question.node, weight * share);
            return compare(points.sum(), condition_.op, condition_.threshold);
        };
        const Rational most = to / weight;
        std::optional<Goal> goal;
        if (question.kind == Question::Kind::options) {
            const auto& options = model_.scales[question.scale].options;
            for (OptionIndex option(options.size()); option-- > 0 && !goal;) {
                const Rational& share = options[option].value;
                if (share <= most && from < weight * share && enough(share)) goal = Goal{q, Member{option}, share, {}};
            }
        } else {
            const Answers answers(model_, q, *prevailing_answer(model_, unit_, q).answer);
            std::uint64_t steps = Answers::enough_steps;
            if (auto best = answers.best(most, steps); best && from < weight * best->share && enough(best->share)) {
                best = answers.nearest(std::move(*best), most, enough);
                goal = Goal{q, answers.at(best->place), best->share, {}};
            }
        }
        points.set(question.node, goal ? weight * goal->share : to);
        if (goal) goal->points = weight * goal->share - from;
        return goal;
    }

    const Model& model_;
    const Unit& unit_;
    const Assessment& assessment_;
    const Condition& condition_;
    List<const Document*, Document> documents_;
    Rational scale_ = 1;
    std::uint64_t words_ = 1;  ///< words per scaled number
    std::uint64_t work_ = 0;   ///< words added so far
    std::size_t most_ = 0;     ///< limit on the number of repairs
};

}  // namespace

Repairs fewest_repairs(const Model& model, const Unit& unit, const Assessment& assessment, const Condition& condition) {
    return RepairSearch(model, unit, assessment, condition).run();
}

}  // namespace zi
