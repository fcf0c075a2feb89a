// Cycles among documents, and a preparation order for the rest. The only file that uses Boost.Graph.
#include "state.hpp"

#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/strong_components.hpp>

#include <algorithm>
#include <functional>
#include <queue>
#include <utility>

namespace zi {

namespace {

using Edge = std::pair<Index, Index>;
using Graph = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, boost::no_property, boost::no_property,
                                                 Index, Index>;

Graph make_graph(const std::vector<Edge>& edges, std::size_t vertices) {
    return Graph(boost::edges_are_unsorted_multi_pass, edges.begin(), edges.end(), static_cast<Index>(vertices));
}

/// The strongly connected component of each vertex.
std::vector<Index> components_of(const Graph& graph) {
    std::vector<Index> component(num_vertices(graph));
    boost::strong_components(graph, boost::make_iterator_property_map(component.begin(), get(boost::vertex_index, graph)));
    return component;
}

auto targets(const Graph& graph, Index vertex) {
    const auto [first, last] = adjacent_vertices(vertex, graph);
    std::vector<Index> result(first, last);
    std::sort(result.begin(), result.end());  // independent of the order of the edges
    return result;
}

/// Which components are cyclic: several vertices, or one with an edge to itself.
std::vector<char> circular_components(const Graph& graph, const std::vector<Index>& component) {
    std::vector<Index> size(component.size(), 0);
    std::vector<char> circular(component.size(), 0);
    for (Index v = 0; v < component.size(); ++v) {
        if (++size[component[v]] > 1) circular[component[v]] = 1;
        for (const Index target : targets(graph, v))
            if (target == v) circular[component[v]] = 1;
    }
    return circular;
}

/// Finds a shortest cycle inside a component, by breadth-first search from each vertex.
class CircleFinder {
public:
    CircleFinder(const Graph& graph, const std::vector<Index>& component)
        : graph_(graph), component_(component), before_(component.size(), none), seen_(component.size(), 0) {}

    /// The vertices of a shortest cycle, starting with the smallest.
    std::vector<Index> shortest(const std::vector<Index>& members) {
        std::vector<Index> best;
        steps_ = 0;
        for (const Index start : members) {
            if (!best.empty() && steps_ > most_steps) break;
            std::vector<Index> circle = through(start, best.size());
            if (!circle.empty()) best = std::move(circle);
            if (best.size() == 1) break;
        }
        std::rotate(best.begin(), std::min_element(best.begin(), best.end()), best.end());
        return best;
    }

private:
    static constexpr std::size_t most_steps = 10'000'000;

    /// A cycle through `start` with fewer than `bound` vertices (0: any number); empty if there is none.
    std::vector<Index> through(Index start, std::size_t bound) {
        ++round_;
        std::vector<Index> layer{start};
        for (std::size_t length = 1; !layer.empty() && (bound == 0 || length < bound); ++length) {
            std::vector<Index> next;
            for (const Index v : layer)
                for (const Index target : targets(graph_, v)) {
                    ++steps_;
                    if (target == start) return path(start, v);
                    if (component_[target] != component_[start] || seen_[target] == round_) continue;
                    seen_[target] = round_;
                    before_[target] = v;
                    next.push_back(target);
                }
            layer = std::move(next);
        }
        return {};
    }

    std::vector<Index> path(Index start, Index last) const {
        std::vector<Index> vertices;
        for (Index v = last; v != start; v = before_[v]) vertices.push_back(v);
        vertices.push_back(start);
        std::reverse(vertices.begin(), vertices.end());
        return vertices;
    }

    const Graph& graph_;
    const std::vector<Index>& component_;
    std::vector<Index> before_;
    std::vector<Index> seen_;
    Index round_ = 0;
    std::size_t steps_ = 0;
};

std::size_t reference_to(const std::vector<std::string>& ids, const std::string& id) {
    return static_cast<std::size_t>(std::find(ids.begin(), ids.end(), id) - ids.begin());
}

}  // namespace

std::vector<Cycle> EvidenceGraph::cycles() const {
    std::vector<Cycle> cycles;
    const std::size_t count = state_->documents.size();
    for (const Relation relation : {Relation::derives_from, Relation::supersedes}) {
        std::vector<Edge> edges;
        for (GraphDocumentIndex i{0}; i < count; ++i)
            for (const GraphDocumentIndex other : named(i, relation)) edges.emplace_back(i, other);
        if (edges.empty()) continue;
        const Graph graph = make_graph(edges, count);
        const std::vector<Index> component = components_of(graph);
        const std::vector<char> circular = circular_components(graph, component);
        std::vector<std::vector<Index>> members(count);  // by component
        std::vector<Index> in_order;
        for (Index v = 0; v < count; ++v) {
            if (!circular[component[v]]) continue;
            if (members[component[v]].empty()) in_order.push_back(component[v]);
            members[component[v]].push_back(v);
        }
        CircleFinder finder(graph, component);
        for (const Index one : in_order) {
            const std::vector<Index> circle = finder.shortest(members[one]);
            Cycle cycle{relation, {}};
            for (std::size_t i = 0; i < circle.size(); ++i) {
                const GraphDocumentIndex here(circle[i]), to(circle[(i + 1) % circle.size()]);
                const Document& from = *state_->documents[here].document;
                cycle.edges.push_back({here, to,
                                       reference_to(relation == Relation::derives_from ? from.derives_from : from.supersedes,
                                                    state_->documents[to].document->id)});
            }
            cycles.push_back(std::move(cycle));
        }
    }
    return cycles;
}

PreparationOrder EvidenceGraph::preparation_order(UnitIndex unit, bool all) const {
    const DocumentLinks& links = state_->states[unit].links();
    const List<GraphDocumentIndex, Document>& documents = state_->of_unit[unit];
    const auto count = static_cast<Index>(documents.size());
    std::vector<Edge> edges;  // from prerequisite to dependent
    for (DocumentIndex i{0}; i < count; ++i) {
        for (const DocumentIndex basis : links.bases(i)) edges.emplace_back(basis, i);
        for (const DocumentIndex old : links.replaced(i)) edges.emplace_back(old, i);
    }
    const Graph graph = make_graph(edges, count);
    const std::vector<Index> component = components_of(graph);
    const std::vector<char> circular = circular_components(graph, component);

    // Kahn's algorithm on the condensation. Cyclic components rank after acyclic ones, and whatever depends on them later
    // still.
    std::vector<Index> waits_for(count, 0), rank(count, 0);
    for (const auto& [from, to] : edges)
        if (component[from] != component[to]) ++waits_for[to];
    using Turn = std::pair<Index, Index>;  // ordered by rank, then by index
    std::priority_queue<Turn, std::vector<Turn>, std::greater<>> ready;
    const auto enqueue = [&](Index i) {
        if (circular[component[i]]) ++rank[i];
        ready.emplace(rank[i], i);
    };
    for (Index i = 0; i < count; ++i)
        if (waits_for[i] == 0) enqueue(i);
    PreparationOrder order;
    while (!ready.empty()) {
        const Index i = ready.top().second;
        ready.pop();
        const Standing standing = state_->states[unit].standings()[i];
        if (all || (standing != Standing::accepted && standing != Standing::superseded)) {
            order.documents.push_back(documents[i]);
            if (circular[component[i]]) order.circular.push_back(documents[i]);
        }
        for (const Index next : targets(graph, i)) {
            if (component[next] == component[i]) continue;
            rank[next] = std::max(rank[next], rank[i] + (circular[component[i]] ? 1u : 0u));
            if (--waits_for[next] == 0) enqueue(next);
        }
    }
    return order;
}

}  // namespace zi
