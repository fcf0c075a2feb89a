/// In which order do things follow what they depend on, and who goes in circles?
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace zi {

/// Visits 0 .. count-1 depth first, without recursion. `edges(i)` gives what i depends on (a container of indices); `done(i)`
/// is called once everything i depends on is done; `circle(path)` for each edge that closes a circle, with the members in
/// order.
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
