/// How do the scores of a node's children become its own?
#pragma once

#include "zi/model.hpp"

#include <cstddef>

namespace zi {

/// A sum, or a mean, which is a sum of children that weigh the same.
inline bool adds_up(Combine combine) { return combine == Combine::sum || combine == Combine::mean; }

/// Joins the score of one more child to that of those before it.
template <class Points>
void join_child(Combine combine, Points& joined, const Points& child) {
    if (adds_up(combine))
        joined += child;
    else if (combine == Combine::min ? child < joined : joined < child)
        joined = child;
}

/// What the children come to together; there is one at least. `of_child(index)`: the points of a child.
template <class OfChild>
auto folded(const Node& node, OfChild of_child) {
    auto joined = of_child(node.children.front());
    for (std::size_t c = 1; c < node.children.size(); ++c) join_child(node.combine, joined, of_child(node.children[c]));
    return joined;
}

}  // namespace zi
