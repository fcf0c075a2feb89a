/// What is a worksheet in whole numbers, and who reads what in it? The one lowering: for a unit, for its edits, and for
/// columns.
#pragma once

#include "base/lists.hpp"
#include "base/wide.hpp"
#include "zi/model.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace zi::program {

/// What a question is worth, in units of 1 / denominator.
struct Leaf {
    std::int64_t weight = 0;
    std::int64_t worst = 0, best = 0;
    std::uint32_t first_option = 0;  ///< into Tables::option_points and option_scores
};

/// A condition, counted through all predicates.
struct Place {
    Index predicate = none;
    Index condition = none;  ///< within the predicate
};

struct Tables {
    explicit Tables(std::shared_ptr<const Model> of);

    const Condition& condition(Index place) const {
        return model->predicates[places[place].predicate].conditions[places[place].condition];
    }

    /// What the options of a question are worth; empty if it has none.
    std::span<const Rational> option_scores_of(Index question) const {
        const std::size_t end = question + 1 < leaves.size() ? leaves[question + 1].first_option : option_scores.size();
        return {option_scores.data() + leaves[question].first_option, option_scores.data() + end};
    }

    std::shared_ptr<const Model> model;

    // Points in units of 1 / denominator; only where the worksheet is integral.
    bool integral = false;
    std::int64_t denominator = 1;
    Wide most_scale = 1;       ///< every score, threshold and denominator times this stays below 2^126
    std::vector<Leaf> leaves;  ///< by question
    std::vector<std::int64_t> option_points;
    std::vector<Rational> option_scores;   ///< the same as fractions
    std::vector<std::int64_t> thresholds;  ///< by condition; 0 for those that ask for no score

    std::vector<Index> parents;  ///< by node
    std::vector<char> adds_up;   ///< by node: sum or mean

    std::vector<Place> places;           ///< of conditions
    std::vector<Operator> operators;     ///< of conditions; apart from them, because edits look at many
    std::vector<Index> first_condition;  ///< by predicate; and one more, the end
    std::vector<Index> rank;             ///< by predicate: its place in the order of references

    Lists views_of_node, conditions_on_node, conditions_on_view, conditions_on_predicate;
    Lists conditions_on_fact, conditions_guarded_by_fact, predicates_guarded_by_fact, questions_guarded_by_fact;
    std::vector<Index> facts_of_members;  ///< those that the members of the unit decide

private:
    void lower_points();
    void list_readers();
};

}  // namespace zi::program
