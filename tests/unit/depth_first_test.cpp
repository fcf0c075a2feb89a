#include "base/depth_first.hpp"

#include <gtest/gtest.h>

namespace zi {

namespace {

using Graph = std::vector<std::vector<std::uint32_t>>;

struct Walk {
    std::vector<std::uint32_t> order;
    std::vector<std::vector<std::uint32_t>> circles;
};

Walk walk(const Graph& graph) {
    Walk result;
    depth_first(
        static_cast<std::uint32_t>(graph.size()), [&](std::uint32_t i) -> const auto& { return graph[i]; },
        [&](std::uint32_t i) { result.order.push_back(i); },
        [&](const std::vector<std::uint32_t>& circle) { result.circles.push_back(circle); });
    return result;
}

using Order = std::vector<std::uint32_t>;

TEST(DepthFirst, PutsEveryItemBehindWhatItDependsOn) {
    const Walk result = walk({{1, 2}, {2}, {}, {0}});
    EXPECT_EQ(result.order, (Order{2, 1, 0, 3}));
    EXPECT_TRUE(result.circles.empty());
}

TEST(DepthFirst, TakesNothingAndLonelyItems) {
    EXPECT_TRUE(walk({}).order.empty());
    EXPECT_EQ(walk({{}, {}}).order, (Order{0, 1}));
}

TEST(DepthFirst, VisitsADiamondOnce) { EXPECT_EQ(walk({{1, 2}, {3}, {3}, {}}).order, (Order{3, 1, 2, 0})); }

TEST(DepthFirst, ReportsCirclesWithTheirMembersInOrder) {
    EXPECT_EQ(walk({{0}}).circles, (std::vector<Order>{{0}}));
    EXPECT_EQ(walk({{1}, {2}, {0}}).circles, (std::vector<Order>{{0, 1, 2}}));
    EXPECT_EQ(walk({{1}, {2}, {1}}).circles, (std::vector<Order>{{1, 2}})) << "what leads into a circle is no part of it";
    EXPECT_EQ(walk({{1}, {0, 1}}).circles, (std::vector<Order>{{0, 1}, {1}}));
}

TEST(DepthFirst, FinishesEveryItemInSpiteOfCircles) { EXPECT_EQ(walk({{1}, {2}, {0}, {1}}).order.size(), 4u); }

TEST(DepthFirst, NeedsNoStackForLongChains) {
    Graph chain(200'000);
    for (std::uint32_t i = 0; i + 1 < chain.size(); ++i) chain[i].push_back(i + 1);
    const Walk result = walk(chain);
    EXPECT_EQ(result.order.front(), chain.size() - 1);
    EXPECT_EQ(result.order.back(), 0u);
}

}  // namespace

}  // namespace zi
