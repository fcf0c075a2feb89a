/// What are the scores while answers change level? Incremental: a change updates only the path from its question to the root.
#pragma once

#include "target.hpp"

#include "eval/tree.hpp"

#include <cstddef>
#include <vector>

namespace zi::improve {

/// By node: the bounds that count it, with multiplicity.
using Counting = List<std::vector<Index>, Node>;

inline Counting counting_of(const Model& model, const std::vector<Bound>& bounds) {
    Counting counting(model.nodes.size());
    for (Index i = 0; i < bounds.size(); ++i)
        if (!bounds[i].view)
            counting[bounds[i].index].push_back(i);
        else
            for (const NodeIndex member : model.views[bounds[i].index].members) counting[member].push_back(i);
    return counting;
}

template <class Points>
class Scores {
public:
    /// `of_question(q)`: the initial points of a question. `model` and `counting` must outlive this object.
    template <class OfQuestion>
    Scores(const Model& model, const Counting& counting, std::size_t bounds, OfQuestion of_question)
        : model_(model), counting_(counting), nodes_(model.nodes.size()), bounds_(bounds) {
        for (std::size_t i = nodes_.size(); i-- > 0;) {
            const QuestionIndex question = model.nodes[i].question;
            nodes_[i] = question != none ? Points(of_question(question)) : combined(model.nodes[i]);
            for (const Index bound : counting[i]) bounds_[bound] += nodes_[i];
        }
    }

    const Points& bound(Index index) const { return bounds_[index]; }

    /// Sets the points of a question. Returns the number of values visited, for the budget.
    std::size_t set(QuestionIndex question, const Points& points) {
        std::size_t looked = 1;
        NodeIndex i = model_.questions[question].node;
        Points now = points;
        while (!(now == nodes_[i])) {
            const Points change = now - nodes_[i];
            nodes_[i] = now;
            for (const Index bound : counting_[i]) bounds_[bound] += change;
            looked += counting_[i].size() + 1;
            i = model_.nodes[i].parent;
            if (i == none) break;
            const Node& node = model_.nodes[i];
            if (adds_up(node.combine)) {
                now = nodes_[i] + change;
            } else {
                now = combined(node);
                looked += node.children.size();
            }
        }
        return looked;
    }

    /// Does `met(bound)` hold for all bounds that count a question?
    template <class Asked>
    bool all_of(QuestionIndex question, Asked asked) const {
        for (NodeIndex i = model_.questions[question].node; i != none; i = model_.nodes[i].parent)
            for (const Index bound : counting_[i])
                if (!asked(bound)) return false;
        return true;
    }

    /// Visits each bound that counts a question, with multiplicity.
    template <class Do>
    void each_bound(QuestionIndex question, Do what) const {
        all_of(question, [&](Index bound) {
            what(bound);
            return true;
        });
    }

private:
    Points combined(const Node& node) const {
        return folded(node, [&](Index child) { return nodes_[child]; });
    }

    const Model& model_;
    const Counting& counting_;
    List<Points, Node> nodes_;
    std::vector<Points> bounds_;
};

}  // namespace zi::improve
