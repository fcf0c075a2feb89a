/// What is a topological order, and which dependencies are cyclic?
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace zi {

/// Depth-first search over 0 .. count-1, iterative. `edges(i)` returns a container of the indices that i depends on; `done(i)`
/// is called once all of them are done (post-order); `circle(path)` is called for each edge that closes a cycle, with the
/// members in order.
template <class Edges, class Done, class Circle>
void depth_first(std::uint32_t count, Edges edges, Done done, Circle circle) {
    enum : char { untouched, open, finished };
    struct Step {
        std::uint32_t item;
        std::size_t next;
    };
    std::vector<char> state(count, untouched);
    std::vector<Step> path;
    for (std::uint32_t start = 0; start < count; ++start) {
        if (state[start] != untouched) continue;
        state[start] = open;
        path.push_back({start, 0});
        while (!path.empty()) {
            Step& step = path.back();
            const auto& list = edges(step.item);
            if (step.next == list.size()) {
                state[step.item] = finished;
                done(step.item);
                path.pop_back();
                continue;
            }
            const std::uint32_t next = list[step.next++];
            if (state[next] == untouched) {
                state[next] = open;
                path.push_back({next, 0});
            } else if (state[next] == open) {
                std::vector<std::uint32_t> members;
                auto from = std::find_if(path.begin(), path.end(), [&](const Step& s) { return s.item == next; });
                for (; from != path.end(); ++from) members.push_back(from->item);
                circle(members);
            }
        }
    }
}

}  // namespace zi
