// How few documents must be lost for a predicate to fail? Documents and questions fall into independent clusters whose losses
// add up. Within a cluster, all sets of lost documents up to a size are enumerated; across clusters, a knapsack over exact
// points finds the smallest set. If a cluster is too large to enumerate, the answer is enclosed between an upper bound on what
// each further document can cost and losses actually found.
#include "state.hpp"

#include "eval/facts.hpp"
#include "eval/references.hpp"
#include "eval/tree.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

namespace zi {

namespace {

/// A score that must not fall, and its slack.
struct Target {
    Condition::Subject subject;
    Index index;
    Rational slack;
    bool strict;  ///< the condition fails only when more than `slack` is lost
    bool broken_by(const Rational& loss) const { return strict ? slack < loss : loss.sign() > 0 && slack <= loss; }
};

/// The worst that k lost documents of one cluster do to one target.
struct Losses {
    std::vector<Rational> found;                   ///< by k = 0, 1, ...: points lost by the worst set tried
    std::vector<std::vector<DocumentIndex>> sets;  ///< by k: that set
    std::vector<Rational> most;                    ///< by k: upper bound on the points lost
    Rational cap;                                  ///< upper bound for any number of lost documents
};

struct Cluster {
    std::vector<DocumentIndex> documents;
    bool revives = false;  ///< losing a document may revive one that it superseded
};

class Disjoint {
public:
    explicit Disjoint(std::size_t count) : parent_(count) { std::iota(parent_.begin(), parent_.end(), Index{0}); }
    Index root(Index i) {
        while (parent_[i] != i) i = parent_[i] = parent_[parent_[i]];
        return i;
    }
    void join(std::size_t a, std::size_t b) { parent_[root(static_cast<Index>(b))] = root(static_cast<Index>(a)); }

private:
    std::vector<Index> parent_;
};

class Search {
public:
    Search(const Program& program, const graph::UnitState& unit, const FragilityLimits& limits)
        : model_(program.model()), unit_(unit), alternatives_(program, unit), limits_(limits), budget_(limits.losses) {}

    /// Does not set Fragility::documents; see `documents`.
    Fragility run(PredicateIndex predicate) {
        Fragility result;
        result.now = unit_.assessment().predicates[predicate].verdict;
        if (result.now != Verdict::met) return result;
        gather_targets(predicate);
        gather_documents();
        std::vector<std::vector<Losses>> losses;  // by cluster and target
        // Smallest clusters first: the budget they do not use is left to the larger ones.
        std::stable_sort(clusters_.begin(), clusters_.end(),
                         [](const Cluster& a, const Cluster& b) { return a.documents.size() < b.documents.size(); });
        for (std::size_t i = 0; i < clusters_.size(); ++i)
            losses.push_back(try_losses(clusters_[i], budget_ / (clusters_.size() - i)));

        result.breakable = unsure_;
        result.at_least = unsure_ ? 1 : none;
        for (std::size_t t = 0; t < targets_.size(); ++t) weigh(t, losses, result);
        if (!result.breakable) result.at_least = 0;
        if (result.breakable && !result.at_most) lose_everything(result);
        return result;
    }

    /// The documents whose loss makes the predicate fail; valid after `run` found such a set.
    const std::vector<DocumentIndex>& documents() const { return documents_; }

private:
    /// The scores that the predicate depends on, including those of predicates it refers to.
    void gather_targets(PredicateIndex predicate) {
        bool limited = false;  // are there upper limits on scores?
        const auto look_at = [&](PredicateIndex p, ConditionIndex, const ConditionResult& result) {
            const Condition& condition = model_.predicates[p].conditions[result.condition];
            if (!is_score(condition)) return referred(condition);
            const Rational slack = result.value->certain - condition.threshold;
            const bool least = condition.op == Operator::at_least || condition.op == Operator::equal;
            if (least || condition.op == Operator::above)
                targets_.push_back({condition.subject, condition.index, slack, least});
            limited = limited || !wants_more(condition.op);
            return PredicateIndex();
        };
        walk_references(
            model_, predicate, [&](PredicateIndex p) -> const auto& { return unit_.assessment().predicates[p].conditions; },
            [](PredicateIndex) {}, look_at);
        const auto& documents = unit_.world().documents;
        for (DocumentIndex i{0}; limited && i < documents.size(); ++i)
            unsure_ = unsure_ || (is_accepted(i) && !unit_.links().replaced(i).empty());
    }

    bool is_accepted(DocumentIndex document) const {
        return unit_.world().documents[document]->status == DocumentStatus::accepted;
    }

    /// How much of its share a question may lose.
    Rational at_stake(QuestionIndex question) const {
        const QuestionResult& result = unit_.assessment().questions[question];
        if (!result.backing.needed) return {};
        return result.certain - (result.claimed ? min(*result.claimed, model_.questions[question].worst) : Rational());
    }

    /// By document, the questions whose backing may suffer if it is lost: those it supports, and those supported by documents
    /// derived from it. Traverses from the questions down, because there are few.
    List<std::vector<QuestionIndex>, Document> touched() const {
        List<std::vector<QuestionIndex>, Document> result(unit_.world().documents.size());
        std::vector<DocumentIndex> open;
        for (QuestionIndex question{0}; question < model_.questions.size(); ++question) {
            if (at_stake(question).sign() <= 0) continue;
            const auto reach = [&](DocumentIndex one) {
                if (!result[one].empty() && result[one].back() == question) return;
                result[one].push_back(question);
                open.push_back(one);
            };
            for (const Supporter& one : unit_.links().supporting(question)) reach(one.document);
            while (!open.empty()) {
                const DocumentIndex one = open.back();
                open.pop_back();
                std::ranges::for_each(unit_.links().bases(one), reach);
            }
        }
        return result;
    }

    /// Splits accepted documents into clusters: two documents share a cluster if they touch the same question, or questions
    /// below a node that is not additive (`min`, `max`).
    void gather_documents() {
        const auto& documents = unit_.world().documents;
        const std::size_t count = documents.size();
        Disjoint groups(count + model_.questions.size() + model_.nodes.size());
        touched_ = touched();
        for (DocumentIndex i{0}; i < count; ++i) {
            if (!is_accepted(i)) continue;
            for (const QuestionIndex question : touched_[i]) groups.join(count + question, i);
            for (const DocumentIndex old : unit_.links().replaced(i))
                if (is_accepted(old)) groups.join(old, i);
        }
        for (QuestionIndex q{0}; q < model_.questions.size(); ++q)
            for (NodeIndex node = model_.nodes[model_.questions[q].node].parent; node != none; node = model_.nodes[node].parent)
                if (!adds_up(model_.nodes[node].combine)) groups.join(count + model_.questions.size() + node, count + q);
        std::map<Index, Cluster> found;
        std::set<Index> matters;
        for (DocumentIndex i{0}; i < count; ++i) {
            if (!is_accepted(i)) continue;
            const Index root = groups.root(i);
            found[root].documents.push_back(i);
            found[root].revives = found[root].revives || !unit_.links().replaced(i).empty();
            if (!touched_[i].empty()) matters.insert(root);
        }
        for (auto& [root, cluster] : found)
            if (matters.contains(root)) clusters_.push_back(std::move(cluster));
    }

    std::vector<Rational> loss(const std::vector<DocumentIndex>& lost) {
        DocumentWorld world = unit_.world();
        std::vector<Document> rejected;
        rejected.reserve(lost.size());
        for (const DocumentIndex i : lost) {
            rejected.push_back(graph::after_change(*world.documents[i], DocumentChange::rejected, world.days[i]));
            world.documents[i] = &rejected.back();
        }
        const Consequence consequence = alternatives_.consequence(world);
        std::vector<Rational> result;
        for (const Target& target : targets_) {
            const auto& points = target.subject == Condition::Subject::node ? consequence.nodes : consequence.views;
            const auto found = graph::points_of(points, target.index);
            result.push_back(found == points.end() ? Rational() : found->before.certain - found->after.certain);
        }
        return result;
    }

    /// The most that a question can contribute to a target.
    Rational worth(const Target& target, QuestionIndex question) const {
        Rational weight;
        const Rational& own = model_.nodes[model_.questions[question].node].weight;
        for (NodeIndex node = model_.questions[question].node; node != none; node = model_.nodes[node].parent) {
            if (target.subject == Condition::Subject::node && target.index == node) weight += own;
            if (target.subject == Condition::Subject::view) {
                const auto& members = model_.views[target.index].members;
                weight += own * Rational(std::count(members.begin(), members.end(), node));
            }
        }
        return weight * at_stake(question);
    }

    std::vector<Losses> try_losses(const Cluster& cluster, std::size_t allowance) {
        const std::size_t count = cluster.documents.size();
        const std::size_t most = std::min(count, limits_.documents);
        std::vector<Losses> losses(targets_.size());
        for (Losses& one : losses) one.found.resize(1), one.sets.resize(1), one.most.resize(1);
        std::size_t size = 1;
        for (std::size_t sets = count; size <= most && sets <= allowance; ++size) {
            allowance -= sets;
            budget_ -= sets;
            for (Losses& one : losses) {
                one.found.push_back(one.found.back());
                one.sets.push_back(one.sets.back());
            }
            try_sets(cluster, size, losses);
            for (Losses& one : losses) one.most.push_back(one.found.back());
            sets = sets * (count - size) / (size + 1);  // cannot wrap: the loop ends once `sets` exceeds the allowance
        }
        for (Losses& one : losses) one.cap = one.found.back();
        if (size <= count) enclose(cluster, losses);
        return losses;
    }

    /// Tries all sets of a size, in lexicographic order.
    void try_sets(const Cluster& cluster, std::size_t size, std::vector<Losses>& losses) {
        std::vector<std::size_t> chosen(size);
        std::iota(chosen.begin(), chosen.end(), std::size_t{0});
        const std::size_t count = cluster.documents.size();
        for (;;) {
            std::vector<DocumentIndex> lost;
            for (const std::size_t i : chosen) lost.push_back(cluster.documents[i]);
            record(lost, losses);
            std::size_t i = size;
            while (i > 0 && chosen[i - 1] == count - size + i - 1) --i;
            if (i == 0) return;
            ++chosen[i - 1];
            for (; i < size; ++i) chosen[i] = chosen[i - 1] + 1;
        }
    }

    void record(const std::vector<DocumentIndex>& lost, std::vector<Losses>& losses) {
        const std::vector<Rational> found = loss(lost);
        for (std::size_t t = 0; t < targets_.size(); ++t)
            for (std::size_t k = lost.size(); k < losses[t].found.size() && losses[t].found[k] < found[t]; ++k) {
                losses[t].found[k] = found[t];
                losses[t].sets[k] = lost;
            }
    }

    /// Bounds for the set sizes that were not enumerated.
    void enclose(const Cluster& cluster, std::vector<Losses>& losses) {
        const std::size_t most = std::min(cluster.documents.size(), limits_.documents);
        const std::vector<Rational> everything = loss(cluster.documents);
        std::set<QuestionIndex> questions;
        for (const DocumentIndex i : cluster.documents) questions.insert(touched_[i].begin(), touched_[i].end());
        std::vector<std::vector<std::pair<Rational, DocumentIndex>>> orders;
        for (std::size_t t = 0; t < targets_.size(); ++t) {
            std::map<QuestionIndex, Rational> worths;
            Rational cap;
            for (const QuestionIndex q : questions) cap += worths[q] = worth(targets_[t], q);
            // If no document can revive another, losing all is the worst case.
            if (!cluster.revives) cap = everything[t];
            auto& order = orders.emplace_back();
            for (const DocumentIndex i : cluster.documents) {
                Rational sum;
                for (const QuestionIndex q : touched_[i]) sum += worths[q];
                order.emplace_back(std::move(sum), i);
            }
            std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return b.first < a.first; });
            Losses& one = losses[t];
            one.cap = cap;
            Rational sum;
            for (std::size_t k = 1; k <= most; ++k) {
                sum += order[k - 1].first;
                if (k < one.most.size()) continue;
                one.most.push_back(min(sum, cap));
                one.found.push_back(one.found.back());
                one.sets.push_back(one.sets.back());
            }
        }
        // Lower bounds: greedily lose the most valuable documents, one more at a time.
        for (const auto& order : orders) {
            std::vector<DocumentIndex> lost;
            for (std::size_t k = 0; k < most; ++k) {
                lost.push_back(order[k].second);
                record(lost, losses);
            }
        }
        record(cluster.documents, losses);
    }

    /// The fewest lost documents, over all clusters, that break one target.
    void weigh(std::size_t t, const std::vector<std::vector<Losses>>& losses, Fragility& result) {
        Rational cap;
        std::size_t documents = 0;
        for (std::size_t c = 0; c < clusters_.size(); ++c) {
            cap += losses[c][t].cap;
            documents += clusters_[c].documents.size();
        }
        if (!targets_[t].broken_by(cap)) return;
        const std::size_t most = std::min(documents, limits_.documents);

        const std::vector<Rational> bound =
            fold(losses, most,
                 [&](const std::vector<Losses>& cluster) -> const std::vector<Rational>& { return cluster[t].most; }, {});
        std::size_t least = 1;
        while (least <= most && !targets_[t].broken_by(bound[least])) ++least;
        if (least > documents) return;  // nothing breaks it
        result.breakable = true;
        result.at_least = std::min(result.at_least, least);

        std::vector<std::vector<std::size_t>> choices;
        const std::vector<Rational> found = fold(
            losses, most, [&](const std::vector<Losses>& cluster) -> const std::vector<Rational>& { return cluster[t].found; },
            &choices);
        std::size_t enough = 1;
        while (enough <= most && !targets_[t].broken_by(found[enough])) ++enough;
        if (enough > most || (result.at_most && *result.at_most <= enough)) return;
        documents_.clear();
        for (std::size_t c = losses.size(), left = enough; c-- > 0;) {
            const std::size_t here = choices[c][left];
            const std::vector<DocumentIndex>& set = losses[c][t].sets[here];
            documents_.insert(documents_.end(), set.begin(), set.end());
            left -= here;
        }
        std::sort(documents_.begin(), documents_.end());
        result.at_most = enough;
    }

    /// If no small set breaks the target, losing everything may.
    void lose_everything(Fragility& result) {
        std::vector<DocumentIndex> all;
        for (const Cluster& cluster : clusters_) all.insert(all.end(), cluster.documents.begin(), cluster.documents.end());
        const std::vector<Rational> lost = loss(all);
        for (std::size_t t = 0; t < targets_.size(); ++t) {
            if (!targets_[t].broken_by(lost[t])) continue;
            std::sort(all.begin(), all.end());
            result.at_most = all.size();
            documents_ = std::move(all);
            return;
        }
    }

    /// Knapsack: by number of lost documents 0 .. most, the worst over all clusters together. `choices`: how many of them in
    /// each cluster.
    template <class Values>
    static std::vector<Rational> fold(const std::vector<std::vector<Losses>>& losses, std::size_t most, Values values,
                                      std::vector<std::vector<std::size_t>>* choices) {
        std::vector<Rational> total(most + 1);
        for (const std::vector<Losses>& cluster : losses) {
            const std::vector<Rational>& here = values(cluster);
            std::vector<Rational> sum = total;
            std::vector<std::size_t> choice(most + 1, 0);
            for (std::size_t k = 1; k <= most; ++k)
                for (std::size_t n = 1; n <= k && n < here.size(); ++n) {
                    Rational one = total[k - n] + here[n];
                    if (one <= sum[k]) continue;
                    sum[k] = std::move(one);
                    choice[k] = n;
                }
            total = std::move(sum);
            if (choices) choices->push_back(std::move(choice));
        }
        return total;
    }

    const Model& model_;
    const graph::UnitState& unit_;
    graph::Alternatives alternatives_;
    const FragilityLimits& limits_;
    std::size_t budget_;
    std::vector<Target> targets_;
    bool unsure_ = false;  ///< losing a document may revive one that raises a score over a limit
    List<std::vector<QuestionIndex>, Document> touched_;
    std::vector<Cluster> clusters_;
    std::vector<DocumentIndex> documents_;
};

}  // namespace

Fragility EvidenceGraph::fragility(UnitIndex unit, PredicateIndex predicate, const FragilityLimits& limits) const {
    // Most answers are small: start with small sets; each retry has eight times the budget.
    FragilityLimits attempt = limits;
    for (attempt.losses = std::min<std::size_t>(limits.losses, 500);;
         attempt.losses = std::min(limits.losses, 8 * attempt.losses)) {
        Search search(state_->program, state_->states[unit], attempt);
        Fragility result = search.run(predicate);
        if (result.now == Verdict::met && !result.exact() && attempt.losses < limits.losses) continue;
        for (const DocumentIndex document : search.documents()) result.documents.push_back(state_->of_unit[unit][document]);
        return result;
    }
}

}  // namespace zi
