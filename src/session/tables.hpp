/// Who reads what? Lists made once for a program, so that an edit finds what depends on it without a search.
#pragma once

#include "base/wide.hpp"
#include "zi/program.hpp"

#include <algorithm>
#include <cstdint>
#include <memory>
#include <span>
#include <utility>
#include <vector>

namespace zi::session {

/// One list of indices for each of many things, all in one piece of memory.
class Lists {
public:
    using Entry = std::pair<Index, Index>;  ///< whose list, and what stands in it

    Lists() = default;
    Lists(std::size_t count, std::vector<Entry> entries) : begins_(count + 1, 0) {
        std::sort(entries.begin(), entries.end());
        entries.erase(std::unique(entries.begin(), entries.end()), entries.end());
        for (const auto& [whose, item] : entries) {
            ++begins_[whose + 1];
            items_.push_back(item);
        }
        for (std::size_t i = 1; i < begins_.size(); ++i) begins_[i] += begins_[i - 1];
    }

    std::span<const Index> operator[](Index whose) const {
        return {items_.data() + begins_[whose], items_.data() + begins_[whose + 1]};
    }

private:
    std::vector<Index> begins_, items_;
};

/// A condition, counted through all predicates.
struct Place {
    Index predicate = none;
    Index condition = none;  ///< within the predicate
};

struct Tables {
    explicit Tables(std::shared_ptr<const Program> of);

    const Model& model() const { return program->model(); }
    const Condition& condition(Index place) const {
        return model().predicates[places[place].predicate].conditions[places[place].condition];
    }

    std::shared_ptr<const Program> program;

    // Points in units of 1 / denominator; only where the program is integral.
    struct Leaf {
        std::int64_t worst = 0, best = 0;
        std::uint32_t first_option = 0;
    };
    std::vector<Leaf> leaves;  ///< by question
    std::vector<std::int64_t> option_points;
    std::vector<std::int64_t> thresholds;  ///< by condition
    Wide most_scale = 1;                   ///< every score times this stays below 2^126

    std::vector<Index> parents;  ///< by node
    std::vector<char> adds_up;   ///< by node: sum or mean

    std::vector<Place> places;           ///< of conditions
    std::vector<Operator> operators;     ///< of conditions; apart from them, because edits look at many
    std::vector<Index> first_condition;  ///< by predicate
    std::vector<Index> rank;             ///< by predicate: its place in the order of references

    Lists views_of_node, conditions_on_node, conditions_on_view, conditions_on_predicate;
    Lists conditions_on_fact, conditions_guarded_by_fact, predicates_guarded_by_fact, questions_guarded_by_fact;
    std::vector<Index> facts_of_members;  ///< those that the members of the unit decide
};

}  // namespace zi::session
