/// What is a model lowered to for columns? Sums of table entries, and comparisons with bounds.
#pragma once

#include "zi/bulk.hpp"

#include "columnar/formula.hpp"
#include "columnar/pool.hpp"

#include <array>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace zi::columnar {

/// Rows that are worked on together: few enough for their numbers to stay in the first-level cache.
inline constexpr std::size_t chunk = 1024;
inline constexpr std::size_t words = chunk / 64;

/// Rows are worked on in multiples of this, so that no pair of vectors is cut.
inline constexpr std::size_t row_multiple = 128;

/// Units of shares up to this let 16-bit counts be divided in single precision: two roundings are then off by less than 1
/// (simd.cpp).
inline constexpr std::int64_t most_single = 8'000'000;

/// Codes that a look-up table of one vector register tells apart.
inline constexpr std::size_t most_codes = 16;

/// What a question's codes are worth. The code after the last option says that nothing is known; those after it stand for the
/// cases of `inapplicable`.
using ByteTable = std::array<std::uint8_t, most_codes>;

/// A question whose worth does not fit a byte: lower and upper bytes.
struct WordTable {
    alignas(16) ByteTable low{};
    alignas(16) ByteTable high{};
};

/// Questions that weigh the same: their codes' worths are summed in bytes, then multiplied.
struct ByteSum {
    std::uint16_t factor = 1;
    std::vector<QuestionIndex> questions;
    std::vector<ByteTable> certain, possible;
};

/// Questions whose points are summed in 16 bits, as multiples of `factor`.
struct Group {
    std::int64_t factor = 1;  ///< in units of points
    std::int64_t bound = 0;   ///< the largest sum, proved to fit
    std::vector<ByteSum> sums;
    std::vector<QuestionIndex> words;  ///< questions added one by one
    std::vector<WordTable> certain, possible;
};

/// A question that does not fit 16 bits, or with more codes than a table: its points by code.
struct Coded {
    QuestionIndex question = none;
    std::vector<std::int64_t> certain, possible;
};

/// Stretches of integers, ends included.
using Intervals = std::vector<std::pair<std::int64_t, std::int64_t>>;

/// A guard over the inputs of a ratio.
struct InputGuard {
    Guard::Kind kind = Guard::Kind::test;
    Index input = none;
    Operator op = Operator::equal;
    Index other = none;      ///< an input that it is compared with, row by row; none: `intervals` say what holds
    bool no_bottom = false;  ///< asks whether what the ratio divides by is 0, which dividing finds out anyway
    Intervals intervals;
    std::vector<InputGuard> args;
};

struct InputCase {
    InputGuard guard;
    bool open = false;
    std::uint32_t share = 0;
};

/// A question whose share of the weight comes from a division or a decimal.
struct Quotient {
    QuestionIndex question = none;
    std::int64_t weight = 0;                 ///< points of one unit of its share
    std::int64_t worst = 0, best = 0;        ///< in units of shares, rounded down
    std::vector<std::int64_t> inapplicable;  ///< by case, the same
    FittedFormula formula;                   ///< of a ratio
    std::vector<InputCase> cases;            ///< of a ratio
};

/// Things that are always added up together, or a node that is the least or greatest of its children.
struct Class {
    std::vector<Group> groups;
    std::vector<Coded> coded;
    std::vector<Quotient> quotients;
    Index extreme = none;         ///< index into Prepared::observed of the node whose value this is
    std::vector<Index> observed;  ///< what it is a part of
};

/// A node or view that something asks for: the sum of some classes.
struct Observed {
    NodeIndex node;
    ViewIndex view;
    std::vector<Index> classes;
    std::vector<Index> children;  ///< of a node that combines by min or max: other observed ones
    bool least = false;           ///< min, not max
    std::int64_t error = 0;       ///< the exact value is less than this above; 0: it is the value
    std::vector<Index> reaches;   ///< comparisons of its certain value
};

/// Are the certain and the possible value at least `bound`? Not decided where one lies in [undecided, bound).
struct Reach {
    Index observed = none;
    std::int64_t bound = 0, undecided = 0;
    friend bool operator==(const Reach&, const Reach&) = default;
};

/// A comparison of a fact.
struct FactTest {
    FactIndex fact = none;
    Operator op = Operator::equal;
    std::vector<FactValue> values;
    std::optional<std::int64_t> last_day;  ///< of a time that has passed: it has for days up to this one; `op` is >= or <
    friend bool operator==(const FactTest&, const FactTest&) = default;
};

/// A guard whose tests are numbered.
struct PlannedGuard {
    Guard::Kind kind = Guard::Kind::test;
    Index test = none;  ///< into Prepared::tests
    std::vector<PlannedGuard> args;
};

struct PlannedCondition {
    enum class Kind : std::uint8_t { score, fact, predicate, constant };
    Kind kind = Kind::constant;
    ConditionIndex condition = none;  ///< index into the predicate's conditions
    Operator op = Operator::at_least;
    Index at = none, above = none;  ///< reaches of the threshold, and of anything above it; those that `op` needs
    Index index = none;             ///< fact test, or predicate
    bool value = false;             ///< of a constant
    std::optional<PlannedGuard> when, unless;
};

struct PreparedPredicate {
    PredicateIndex predicate = none;
    std::optional<PlannedGuard> when;
    std::vector<Reach> scores;                 ///< conditions in force on the day that just ask for a score; judged together
    std::vector<PlannedCondition> conditions;  ///< the others in force on the day
};

class Batch;
class ChunkWorker;

/// Memory that calls and their threads leave for those that come after them.
struct Idle {
    Pool<Batch> batches;
    Pool<ChunkWorker> workers;
};

/// The cases in which a question does not concern a unit.
struct SetApart {
    std::vector<PlannedGuard> cases;
    std::vector<std::int64_t> certain, possible;  ///< of a question with options that has cases: what each code is worth
};

/// What PreparedColumns holds.
struct Prepared {
    std::shared_ptr<const program::Tables> tables;
    std::shared_ptr<const Model> model;
    Date as_of;
    BulkOutputs outputs;

    bool integral = false;
    bool holds_scores = true;      ///< scores that are kept fit 64 bits in points_unit
    bool narrow = false;           ///< sums of points fit 32 bits
    std::int64_t points_unit = 1;  ///< points are multiples of 1 / points_unit
    std::int64_t share_unit = 1;   ///< shares from divisions are multiples of 1 / share_unit, rounded down
    std::int64_t bound = 0;        ///< no sum of points is larger, in its unit

    std::vector<Class> classes;
    std::vector<Observed> observed;  ///< children before the nodes that look at them
    std::vector<Reach> reaches;
    std::vector<FactTest> tests;
    std::vector<PreparedPredicate> predicates;  ///< each after those it refers to
    std::vector<Index> place;                   ///< by predicate of the model: its index into `predicates`; none: not needed
    std::vector<SetApart> set_apart;            ///< by question of the model
    std::vector<Index> node_place, view_place;  ///< by output: index into `observed`
    std::unique_ptr<Idle> idle;
    std::vector<char> counts;  ///< by question of the model: whether some observed score depends on it
};

}  // namespace zi::columnar
