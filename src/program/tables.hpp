/// What is a model lowered to? Integers over one denominator, and for each node, view and fact the list of its dependents. Used
/// for single units, for edits and for columns.
#pragma once

#include "base/lists.hpp"
#include "base/wide.hpp"
#include "zi/model.hpp"

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

namespace zi::program {

/// Points of a question, in units of 1 / denominator.
struct Leaf {
    std::int64_t weight = 0;
    std::int64_t worst = 0, best = 0;
    std::uint32_t first_option = 0;  ///< into Tables::option_points and option_scores
    std::uint32_t options = 0;       ///< how many; 0: a ratio or number
    NodeIndex node = none;
};

/// How a node's score is computed: that of a question, the sum of its children, or their minimum or maximum.
enum class Way : std::uint8_t { leaf, sum, extreme };

/// A condition, numbered through all predicates. A compact copy of what evaluation reads most: the model's conditions are
/// large.
struct Place {
    PredicateIndex predicate = none;
    ConditionIndex condition = none;  ///< within the predicate
    Index index = none;               ///< Condition::index
    Condition::Subject subject = Condition::Subject::node;
    Operator op = Operator::at_least;
    bool always = false;  ///< it has no guard and no period
};

using PlaceIndex = IndexOf<Place>;

struct Tables {
    explicit Tables(std::shared_ptr<const Model> of);

    const Condition& condition(PlaceIndex place) const {
        return model->predicates[places[place].predicate].conditions[places[place].condition];
    }

    /// Points of a question's options, as fractions; empty if it has none.
    std::span<const Rational> option_scores_of(QuestionIndex question) const {
        const std::size_t end = question + 1 < leaves.size() ? leaves[question + 1].first_option : option_scores.size();
        return {option_scores.data() + leaves[question].first_option, option_scores.data() + end};
    }

    std::shared_ptr<const Model> model;

    // Points in units of 1 / denominator. Empty unless `integral`.
    bool integral = false;
    std::int64_t denominator = 1;
    Wide most_scale = 1;  ///< scores, thresholds and the denominator, multiplied by up to this, stay below 2^126
    List<Leaf, Question> leaves;
    std::vector<std::int64_t> option_points;
    std::vector<Rational> option_scores;   ///< the same as fractions
    List<std::int64_t, Place> thresholds;  ///< 0 if the condition is not on a score

    List<NodeIndex, Node> parents;
    List<Way, Node> ways;

    List<Place> places;
    List<PlaceIndex, Predicate> first_condition;  ///< by predicate, with the end as a last element
    List<Index, Predicate> rank;                  ///< topological: after the predicates that it refers to

    ListsOf<ViewIndex> views_of_node;
    ListsOf<PlaceIndex> conditions_on_node, conditions_on_view, conditions_on_predicate, conditions_on_fact;
    ListsOf<PlaceIndex> conditions_guarded_by_fact;
    ListsOf<PredicateIndex> predicates_guarded_by_fact;
    ListsOf<QuestionIndex> questions_guarded_by_fact;
    std::vector<FactIndex> facts_of_members;  ///< facts derived from the unit's members

private:
    void lower_points();
    void list_readers();
};

}  // namespace zi::program
