// Indices into different lists do not stand for each other.
#include "zi/columns.hpp"

#include <gtest/gtest.h>

#include <type_traits>

namespace zi {

namespace {

template <class A, class B>
concept Equal = requires(A a, B b) {
    a == b;
};
template <class A, class B>
concept Ordered = requires(A a, B b) {
    a < b;
};
template <class A, class B>
concept Added = requires(A a, B b) {
    { a + b } -> std::same_as<FieldIndex>;
};
template <class Items, class Place>
concept Subscripted = requires(Items items, Place place) {
    items[place];
};

static_assert(Equal<NodeIndex, NodeIndex> && Ordered<NodeIndex, NodeIndex>);
static_assert(!Equal<NodeIndex, QuestionIndex> && !Ordered<NodeIndex, QuestionIndex> && !Ordered<QuestionIndex, NodeIndex>);
static_assert(Ordered<NodeIndex, std::size_t> && Equal<NodeIndex, None>);
static_assert(!std::is_constructible_v<NodeIndex, QuestionIndex> && !std::is_convertible_v<Index, NodeIndex>);
static_assert(std::is_constructible_v<NodeIndex, Index> && std::is_convertible_v<NodeIndex, Index>);
static_assert(Subscripted<List<int, Node>, NodeIndex> && Subscripted<List<int, Node>, std::size_t>);
static_assert(!Subscripted<List<int, Node>, QuestionIndex>);
static_assert(Added<FieldIndex, int> && Added<FieldIndex, Index> && Added<FieldIndex, InputIndex>);
static_assert(!Added<NodeIndex, int> && !Added<int, FieldIndex>);

TEST(Indices, CountFromNothing) {
    EXPECT_EQ(NodeIndex(), none);
    EXPECT_EQ(FieldIndex(3) + 2, FieldIndex(5));
    EXPECT_LT(NodeIndex(1), NodeIndex(2));
}

}  // namespace

}  // namespace zi
