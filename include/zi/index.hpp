/// Which element of a list? Typed indices: a type for each list, so that a question's index is not taken for a node's.
#pragma once

#include "zi/cplusplus.hpp"

#include <compare>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace zi {

/// An untyped index; what it counts is said where it is used. The model's lists have the types below.
using Index = std::uint32_t;

/// No index: nothing is referred to, or nothing was found.
struct None {
    constexpr operator Index() const { return 0xFFFF'FFFF; }
};
inline constexpr None none;

/// An index into a list of `What`, from 0. Converts to a number implicitly, from a number only explicitly: `NodeIndex(0)`.
template <class What>
class IndexOf {
public:
    constexpr IndexOf() = default;  ///< none
    constexpr IndexOf(None) {}
    constexpr explicit IndexOf(Index place) : place_(place) {}
    /// Precondition: less than 2^32 - 1, as every index into a Model is.
    constexpr explicit IndexOf(std::size_t place) : place_(static_cast<Index>(place)) {}
    constexpr explicit IndexOf(int place) : place_(static_cast<Index>(place)) {}
    /// Never from an index into another list.
    template <class Other>
    explicit IndexOf(IndexOf<Other>) = delete;

    constexpr operator Index() const { return place_; }
    constexpr IndexOf& operator++() { return ++place_, *this; }
    constexpr IndexOf operator++(int) { return IndexOf(place_++); }
    constexpr IndexOf operator--(int) { return IndexOf(place_--); }
    friend constexpr bool operator==(IndexOf, IndexOf) = default;
    friend constexpr auto operator<=>(IndexOf, IndexOf) = default;
    /// Indices into different lists are never compared.
    template <class Other>
    friend bool operator==(IndexOf, IndexOf<Other>) = delete;
    template <class Other>
    friend std::strong_ordering operator<=>(IndexOf, IndexOf<Other>) = delete;

private:
    Index place_ = none;
};

using SourceIndex = IndexOf<struct Source>;
using LevelIndex = IndexOf<struct Level>;
using EnumerationIndex = IndexOf<struct Enumeration>;
using EvidenceIndex = IndexOf<struct Evidence>;  ///< a kind of document
using AssessorIndex = IndexOf<struct Assessor>;
using AttributeIndex = IndexOf<struct Attribute>;
using FactIndex = IndexOf<struct Fact>;
using ScaleIndex = IndexOf<struct Scale>;
using OptionIndex = IndexOf<struct Option>;  ///< of a question's scale; 0 is the best
using NodeIndex = IndexOf<struct Node>;
using QuestionIndex = IndexOf<struct Question>;
using InputIndex = IndexOf<struct Input>;  ///< of a question
using ViewIndex = IndexOf<struct View>;
using PredicateIndex = IndexOf<struct Predicate>;
using ConditionIndex = IndexOf<struct Condition>;  ///< of a predicate
using DocumentIndex = IndexOf<struct Document>;    ///< among documents_of(unit)

/// A vector with an element for each `What`, in the order of those. Subscripted with its own index type, or with plain numbers.
template <class Item, class What = Item>
class List : public std::vector<Item> {
public:
    using std::vector<Item>::vector;
    List() = default;
    List(std::vector<Item> items) : std::vector<Item>(std::move(items)) {}

    /// Precondition: place < size().
    Item& operator[](std::size_t place) { return std::vector<Item>::operator[](place); }
    const Item& operator[](std::size_t place) const { return std::vector<Item>::operator[](place); }
    Item& operator[](IndexOf<What> place) { return std::vector<Item>::operator[](place); }
    const Item& operator[](IndexOf<What> place) const { return std::vector<Item>::operator[](place); }
    template <class Other>
    void operator[](IndexOf<Other>) const = delete;
};

}  // namespace zi
