#include "parts.hpp"

#include "eval/tree.hpp"

#include <algorithm>
#include <map>
#include <optional>

namespace zi::improve {

namespace {

using Kind = Certificate::Part::Kind;

/// A scope is a maximal sum: its parent is a minimum, a maximum, or nothing. Its atoms are the questions, minima and maxima it
/// adds up, by node.
using Atoms = std::vector<NodeIndex>;

class Builder {
public:
    Builder(const Model& model, const std::vector<Bound>& bounds) : model_(model), bounds_(bounds), placed_(bounds.size(), 0) {}

    Parts run() {
        scope(NodeIndex(0));
        for (Index i = 0; i < bounds_.size(); ++i)
            if (placed_[i] == 0) parts_.deferred.push_back(i);
        return std::move(parts_);
    }

private:
    bool adds_up(NodeIndex node) const {
        const Node& n = model_.nodes[node];
        return n.question == none && zi::adds_up(n.combine);
    }

    void gather(NodeIndex node, Atoms& atoms) const {
        if (!adds_up(node)) return atoms.push_back(node);
        for (const NodeIndex child : model_.nodes[node].children) gather(child, atoms);
    }

    Atoms atoms_of(const Bound& bound) const {
        Atoms atoms;
        if (bound.view)
            for (const NodeIndex member : model_.views[bound.index].members) gather(member, atoms);
        else
            gather(NodeIndex(bound.index), atoms);
        std::sort(atoms.begin(), atoms.end());
        return atoms;
    }

    struct Set {
        Atoms atoms;
        std::vector<Index> bounds;
        std::vector<std::size_t> inner;
    };

    /// Builds the part for the sum below a node.
    std::size_t scope(NodeIndex node) {
        Set all;
        gather(node, all.atoms);
        std::sort(all.atoms.begin(), all.atoms.end());
        std::vector<Set> sets{std::move(all)};
        for (Index i = 0; i < bounds_.size(); ++i) {
            if (placed_[i] != 0 || compared_ > most_compared) continue;
            const Atoms atoms = atoms_of(bounds_[i]);
            compared_ += atoms.size() + 1;
            if (std::adjacent_find(atoms.begin(), atoms.end()) != atoms.end()) continue;
            const auto inside = [](const Atoms& less, const Atoms& more) {
                return std::includes(more.begin(), more.end(), less.begin(), less.end());
            };
            if (!inside(atoms, sets.front().atoms)) continue;
            const bool nested = std::all_of(sets.begin(), sets.end(), [&](const Set& set) {
                Atoms common;
                compared_ += atoms.size() + set.atoms.size();
                std::set_intersection(atoms.begin(), atoms.end(), set.atoms.begin(), set.atoms.end(),
                                      std::back_inserter(common));
                return common.empty() || common == atoms || common == set.atoms;
            });
            if (!nested) continue;
            placed_[i] = 1;
            const auto same = std::find_if(sets.begin(), sets.end(), [&](const Set& set) { return set.atoms == atoms; });
            if (same == sets.end())
                sets.push_back({atoms, {i}, {}});
            else
                same->bounds.push_back(i);
        }
        // Each set becomes a child of the smallest set that contains it; larger sets come first.
        std::stable_sort(sets.begin(), sets.end(), [](const Set& a, const Set& b) { return a.atoms.size() > b.atoms.size(); });
        for (std::size_t i = 1; i < sets.size(); ++i)
            for (std::size_t outer = i; outer-- > 0;)
                if (std::includes(sets[outer].atoms.begin(), sets[outer].atoms.end(), sets[i].atoms.begin(),
                                  sets[i].atoms.end())) {
                    sets[outer].inner.push_back(i);
                    break;
                }
        return sum(sets, 0);
    }

    std::size_t sum(const std::vector<Set>& sets, std::size_t index) {
        const Set& set = sets[index];
        std::vector<std::size_t> terms;
        Atoms taken;
        for (const std::size_t inner : set.inner) taken.insert(taken.end(), sets[inner].atoms.begin(), sets[inner].atoms.end());
        std::sort(taken.begin(), taken.end());
        for (const NodeIndex one : set.atoms)
            if (!std::binary_search(taken.begin(), taken.end(), one)) terms.push_back(atom(one));
        for (const std::size_t inner : set.inner) terms.push_back(sum(sets, inner));
        return mark(combined(Kind::sum, terms), set.bounds);
    }

    std::size_t atom(NodeIndex node) {
        const Node& n = model_.nodes[node];
        if (n.question != none) return add({Kind::question, n.question, 0, 0, {}});
        std::vector<std::size_t> terms;
        for (const NodeIndex child : n.children) terms.push_back(scope(child));
        return combined(n.combine == Combine::min ? Kind::min : Kind::max, terms);
    }

    std::size_t combined(Kind kind, const std::vector<std::size_t>& terms) {
        std::size_t result = terms.front();
        for (std::size_t i = 1; i < terms.size(); ++i) result = add({kind, none, result, terms[i], {}});
        return result;
    }

    std::size_t mark(std::size_t part, const std::vector<Index>& bounds) {
        auto& own = parts_.all[part].bounds;
        own.insert(own.end(), bounds.begin(), bounds.end());
        return part;
    }

    std::size_t add(Part part) {
        parts_.all.push_back(std::move(part));
        return parts_.all.size() - 1;
    }

    /// Limit on atoms compared when testing for nesting. Bounds beyond it are deferred.
    static constexpr std::size_t most_compared = std::size_t{1} << 26;

    const Model& model_;
    const std::vector<Bound>& bounds_;
    std::vector<char> placed_;
    std::size_t compared_ = 0;
    Parts parts_;
};

}  // namespace

Parts parts_of(const Model& model, const std::vector<Bound>& bounds) { return Builder(model, bounds).run(); }

}  // namespace zi::improve
