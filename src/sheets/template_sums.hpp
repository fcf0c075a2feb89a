/// The formulas that compute in a form what zi computes for a unit.
///
/// The sheet of computations mirrors src/eval: intervals of questions, nodes and views, conditions, predicates.
#pragma once

#include "template_cells.hpp"
#include "template_plan.hpp"

#include "zi/form.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace zi::sheets {

/// Option keys in a column of the sheet of lists, with their values in another.
class WordLists {
public:
    struct Ranges {
        std::string words, values;  ///< references to the columns
        std::size_t size = 0;
        bool by_case = false;  ///< some words differ only in case
    };
    WordLists(lxw_worksheet* sheet, std::string name);

    Ranges add(std::string_view title, const std::vector<std::string_view>& words, const std::vector<Rational>& values = {});
    /// Whether a cell is neither empty nor a blank mark.
    std::string holds_something(std::string_view cell) const;
    /// The zero-based index of a cell's word; -1: not in the list.
    static std::string place_of(std::string_view cell, const Ranges& list);
    bool too_long() const { return too_long_; }

private:
    lxw_worksheet* sheet_;
    std::string name_;
    std::uint16_t next_ = 2;
    bool too_long_ = false;
};

/// The value of an input cell: -2 empty, -1 invalid, else a number >= 0.
inline constexpr double nothing = -2, unsound = -1;

struct Interval {
    Term low, high;
};

/// Intermediate results of one question.
struct QuestionTerms {
    Interval share;
    /// 0: answered; 1: not answered; 2: invalid; 3: ratio with missing counts; 4: not applicable.
    Term state;
    std::vector<Term> counts;  ///< of a ratio, as read
};
inline constexpr int state_unanswered = 1, state_unsound = 2, state_partial = 3, state_apart = 4;

struct ConditionTerms {
    Term applies;
    Term verdict;  ///< combined with applicability
};

struct PredicateTerms {
    Term concerned;  ///< truth
    Term verdict;
    List<ConditionTerms, Condition> conditions;
};

struct FormTerms {
    List<Term, Fact> facts;  ///< as read
    List<QuestionTerms, Question> questions;
    List<Interval, Node> nodes;
    List<Interval, View> views;
    List<PredicateTerms, Predicate> predicates;
    Term certain_stage, possible_stage;  ///< one-based; 0: before the first. Only with stages.
    Term in_force;                       ///< truth
};

/// Facts as operands of conditions and guards.
class FactSums {
public:
    struct Known {
        Term raw, known, value;  ///< known: 0 or 1
    };
    /// `fact_row`: zero-based row of the first fact on its sheet.
    FactSums(const Model& model, const FormPlan& plan, const FormOptions& options, Calculation& sums, WordLists& lists,
             std::uint32_t fact_row, Term as_of);

    const Known& of(FactIndex fact) const { return facts_[fact]; }
    const Term& as_of() const { return as_of_; }
    /// The truth of a guard over facts.
    Term truth(const Guard& guard);
    /// The truth of a comparison of a fact, or of an elapsed duration.
    Term truth(FactIndex fact, Operator op, const std::vector<FactValue>& wanted, const std::optional<Duration>& elapsed);

private:
    Known read(FactIndex fact, std::uint32_t row);

    const Model& model_;
    const FormPlan& plan_;
    Calculation& sums_;
    WordLists& lists_;
    Term as_of_;
    List<Known, Fact> facts_;
    Date day_;
};

/// Points of questions.
void add_questions(const Model& model, const FormPlan& plan, Calculation& sums, WordLists& lists, FactSums& facts,
                   FormTerms& out);
/// Scores of nodes and views.
void add_scores(const Model& model, const FormOptions& options, Calculation& sums, FormTerms& out);
/// Predicates and stages.
void add_verdicts(const Model& model, const FormOptions& options, Calculation& sums, FactSums& facts, FormTerms& out);

/// The verdict on an interval, from the margins of its ends.
Term judged(Operator op, const Term& low, const Term& high);

/// The value of a cell as a count: an integer >= 0.
std::string count_in(std::string_view cell);
/// The value of a cell as a number in a range; percentages are stored as shares.
std::string number_in(std::string_view cell, const Rational& low, const Rational& high, const std::optional<Rational>& step,
                      bool percent);

}  // namespace zi::sheets
