/// How do the scores of a node's children combine to its own?
#pragma once

#include "zi/model.hpp"

#include <cstddef>

namespace zi {

/// True for a sum and for a mean, which is a sum of children of equal weight.
inline bool adds_up(Combine combine) { return combine == Combine::sum || combine == Combine::mean; }

/// Folds one more child's score into that of the children before it.
template <class Points>
void join_child(Combine combine, Points& joined, const Points& child) {
    if (adds_up(combine))
        joined += child;
    else if (combine == Combine::min ? child < joined : joined < child)
        joined = child;
}

/// The combined points of the children. Precondition: at least one child. `of_child(index)`: the points of a child.
template <class OfChild>
auto folded(const Node& node, OfChild of_child) {
    auto joined = of_child(node.children.front());
    for (std::size_t c = 1; c < node.children.size(); ++c) join_child(node.combine, joined, of_child(node.children[c]));
    return joined;
}

}  // namespace zi
