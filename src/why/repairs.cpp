// The fewest losses whose repair meets a condition: what each node can reach with 0, 1, 2 ... repairs below it, from the
// questions upwards.
#include "layers.hpp"

#include "eval/tree.hpp"

#include <algorithm>
#include <functional>

namespace zi {

namespace {

struct Reach {
    std::vector<Rational> points;  ///< by number of repairs, times `scale_`; never falls; the first is what is certain now
    std::vector<Index>
        first;  ///< how many of the repairs go to what was there before the last part was joined; empty for one part
};

/// Questions times repairs that are looked at, and words of numbers that are added for it.
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
        if (!repairs.enough) return repairs;
        find_scale();
        const Rational threshold = condition_.threshold * scale_;
        // Few repairs are enough as a rule, so look for few first.
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
            return repairs;
        }
    }

private:
    /// A node, or the members of a view: its own losses if it is a question, else its children and how they are joined, one
    /// after the other.
    struct Part {
        std::vector<Loss> losses;
        std::vector<Part> children;
        std::vector<Reach> reach;  ///< after each child has been joined; the last one is that of the whole
    };

    /// What all repairs together reach.
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

    /// With their common denominator, points are whole numbers, which are added and compared without looking for divisors.
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
            // What comes first in the document is tried first and kept among equals.
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

    const Model& model_;
    const Unit& unit_;
    const Assessment& assessment_;
    const Condition& condition_;
    List<const Document*, Document> documents_;
    Rational scale_ = 1;
    std::uint64_t words_ = 1;  ///< of a number
    std::uint64_t work_ = 0;   ///< words that were added
    std::size_t most_ = 0;     ///< repairs that are looked at
};

}  // namespace

Repairs fewest_repairs(const Model& model, const Unit& unit, const Assessment& assessment, const Condition& condition) {
    return RepairSearch(model, unit, assessment, condition).run();
}

}  // namespace zi
