/// Which formulas compute what zi computes of a unit?
///
/// The sheet of computations follows src/eval step by step: what an answer is worth between worst and best, nodes, conditions.
#pragma once

#include "template_cells.hpp"
#include "template_plan.hpp"

#include "zi/form.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace zi::sheets {

/// Words in columns of their own, with what each is worth.
class WordLists {
public:
    struct Ranges {
        std::string words, values;  ///< references from other sheets
        std::size_t size = 0;
        bool by_case = false;  ///< two of the words differ by case alone
    };
    WordLists(lxw_worksheet* sheet, std::string name);

    Ranges add(std::string_view title, const std::vector<std::string_view>& words, const std::vector<Rational>& values = {});
    /// Whether a cell holds something, and no mark that stands for nothing.
    std::string holds_something(std::string_view cell) const;
    /// The place of a cell's word, from 0; -1: it is none of the list.
    static std::string place_of(std::string_view cell, const Ranges& list);
    bool too_long() const { return too_long_; }

private:
    lxw_worksheet* sheet_;
    std::string name_;
    std::uint16_t next_ = 2;
    bool too_long_ = false;
};

/// What a cell is read as: -2, nothing is there; -1, it cannot be what is asked for; else the number, which is never negative.
inline constexpr double nothing = -2, unsound = -1;

struct Interval {
    Term low, high;
};

/// What is worked out of one question.
struct QuestionTerms {
    Interval share;
    /// 0: answered; 1: not answered; 2: unsound; 3: of a ratio, not to its end; 4: does not concern the unit.
    Term state;
    std::vector<Term> counts;  ///< of a ratio, as they are read
};
inline constexpr int state_unanswered = 1, state_unsound = 2, state_partial = 3, state_apart = 4;

struct ConditionTerms {
    Term applies;
    Term verdict;  ///< with what applies taken into account
};

struct PredicateTerms {
    Term concerned;  ///< truth
    Term verdict;
    List<ConditionTerms, Condition> conditions;
};

struct FormTerms {
    List<Term, Fact> facts;  ///< as they are read
    List<QuestionTerms, Question> questions;
    List<Interval, Node> nodes;
    List<Interval, View> views;
    List<PredicateTerms, Predicate> predicates;
    Term certain_stage, possible_stage;  ///< from 1, among the stages; 0: before the first. Only where there are stages.
    Term in_force;                       ///< truth
};

/// Facts as conditions and guards see them.
class FactSums {
public:
    struct Known {
        Term raw, known, value;  ///< known: 0 or 1
    };
    /// `fact_row`: of the first fact on its sheet, from 0.
    FactSums(const Model& model, const FormPlan& plan, const FormOptions& options, Calculation& sums, WordLists& lists,
             std::uint32_t fact_row, Term as_of);

    const Known& of(FactIndex fact) const { return facts_[fact]; }
    const Term& as_of() const { return as_of_; }
    /// The truth of a guard over facts.
    Term truth(const Guard& guard);
    /// Does a comparison of a fact hold, or has the time passed?
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

/// What questions earn.
void add_questions(const Model& model, const FormPlan& plan, Calculation& sums, WordLists& lists, FactSums& facts,
                   FormTerms& out);
/// Scores of nodes and views.
void add_scores(const Model& model, const FormOptions& options, Calculation& sums, FormTerms& out);
/// Predicates and stages.
void add_verdicts(const Model& model, const FormOptions& options, Calculation& sums, FactSums& facts, FormTerms& out);

/// The verdict on an interval, given how far its ends lie above what they are compared with.
Term judged(Operator op, const Term& low, const Term& high);

/// A count, a whole number from 0, as a cell holds it.
std::string count_in(std::string_view cell);
/// A number within a range, as a cell holds it: of a per cent, as a share that is shown as one.
std::string number_in(std::string_view cell, const Rational& low, const Rational& high, const std::optional<Rational>& step,
                      bool percent);

}  // namespace zi::sheets
