/// What is a model lowered to? Integers over one denominator, and lists of who reads what: for a unit, its edits, and columns.
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
    std::uint32_t options = 0;       ///< how many; 0: it is answered with a number or counts
    NodeIndex node = none;
};

/// How a node comes by its score.
enum class Way : std::uint8_t { leaf, sum, extreme };

/// A condition, counted through all predicates. What is needed of it again and again is kept here: the model's own are large.
struct Place {
    PredicateIndex predicate = none;
    ConditionIndex condition = none;  ///< within the predicate
    Index index = none;               ///< Condition::index
    Condition::Subject subject = Condition::Subject::node;
    Operator op = Operator::at_least;
    bool always = false;  ///< it applies to every unit on every day
};

using PlaceIndex = IndexOf<Place>;

struct Tables {
    explicit Tables(std::shared_ptr<const Model> of);

    const Condition& condition(PlaceIndex place) const {
        return model->predicates[places[place].predicate].conditions[places[place].condition];
    }

    /// What the options of a question are worth; empty if it has none.
    std::span<const Rational> option_scores_of(QuestionIndex question) const {
        const std::size_t end = question + 1 < leaves.size() ? leaves[question + 1].first_option : option_scores.size();
        return {option_scores.data() + leaves[question].first_option, option_scores.data() + end};
    }

    std::shared_ptr<const Model> model;

    // Points in units of 1 / denominator; only where the worksheet is integral.
    bool integral = false;
    std::int64_t denominator = 1;
    Wide most_scale = 1;  ///< every score, threshold and denominator times this stays below 2^126
    List<Leaf, Question> leaves;
    std::vector<std::int64_t> option_points;
    std::vector<Rational> option_scores;   ///< the same as fractions
    List<std::int64_t, Place> thresholds;  ///< 0 for those that ask for no score

    List<NodeIndex, Node> parents;
    List<Way, Node> ways;

    List<Place> places;
    List<PlaceIndex, Predicate> first_condition;  ///< and one more, the end
    List<Index, Predicate> rank;                  ///< place in the order of references

    ListsOf<ViewIndex> views_of_node;
    ListsOf<PlaceIndex> conditions_on_node, conditions_on_view, conditions_on_predicate, conditions_on_fact;
    ListsOf<PlaceIndex> conditions_guarded_by_fact;
    ListsOf<PredicateIndex> predicates_guarded_by_fact;
    ListsOf<QuestionIndex> questions_guarded_by_fact;
    std::vector<FactIndex> facts_of_members;  ///< those that the members of the unit decide

private:
    void lower_points();
    void list_readers();
};

}  // namespace zi::program
