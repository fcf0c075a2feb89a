/// The program of a model for columns: sums of table look-ups, and comparisons with bounds.
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

/// Rows of one run: few enough for the scratch memory to stay in the L1 cache.
inline constexpr std::size_t chunk = 1024;
inline constexpr std::size_t words = chunk / 64;

/// Runs are padded to a multiple of this: whole pairs of vectors.
inline constexpr std::size_t row_multiple = 128;

/// The largest unit of shares for which 16-bit counts can be divided in single precision, with an error below 1 (simd.cpp).
inline constexpr std::int64_t most_single = 8'000'000;

/// Entries of a look-up table in one vector register.
inline constexpr std::size_t most_codes = 16;

/// Points by code: the options, then null, then the cases of `inapplicable`.
using ByteTable = std::array<std::uint8_t, most_codes>;

/// Points that do not fit a byte: low and high bytes.
struct WordTable {
    alignas(16) ByteTable low{};
    alignas(16) ByteTable high{};
};

/// Questions with a common factor: points are summed in bytes, then multiplied.
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
    std::vector<QuestionIndex> words;  ///< questions added one by one, in 16 bits
    std::vector<WordTable> certain, possible;
};

/// A question whose points do not fit 16 bits, or with more codes than a table holds: points by code.
struct Coded {
    QuestionIndex question = none;
    std::vector<std::int64_t> certain, possible;
};

/// Closed intervals of integers.
using Intervals = std::vector<std::pair<std::int64_t, std::int64_t>>;

/// A guard over the inputs of a ratio.
struct InputGuard {
    Guard::Kind kind = Guard::Kind::test;
    Index input = none;
    Operator op = Operator::equal;
    Index other = none;      ///< operand of a comparison with another input; none: `intervals` decide
    bool no_bottom = false;  ///< true iff the denominator is 0, which the division detects anyway
    Intervals intervals;
    std::vector<InputGuard> args;
};

struct InputCase {
    InputGuard guard;
    bool open = false;
    std::uint32_t share = 0;
};

/// A question with a share: a ratio or number.
struct Quotient {
    QuestionIndex question = none;
    std::int64_t weight = 0;                 ///< points for one unit of the share
    std::int64_t worst = 0, best = 0;        ///< in units of shares, rounded down
    std::vector<std::int64_t> inapplicable;  ///< by case, the same
    FittedFormula formula;                   ///< of a ratio
    std::vector<InputCase> cases;            ///< of a ratio
};

/// Questions that contribute to the same observed scores, summed once; or one node that is a minimum or maximum.
struct Class {
    std::vector<Group> groups;
    std::vector<Coded> coded;
    std::vector<Quotient> quotients;
    Index extreme = none;         ///< index into Prepared::observed of the minimum or maximum; none: a sum
    std::vector<Index> observed;  ///< scores that it contributes to
};

/// A node or view that is an output or an operand: the sum of some classes.
struct Observed {
    NodeIndex node;
    ViewIndex view;
    std::vector<Index> classes;
    std::vector<Index> children;  ///< of a minimum or maximum: the observed scores of its children
    bool least = false;           ///< min, not max
    std::int64_t error = 0;       ///< the exact value is less than this above; 0: it is the value
    std::vector<Index> reaches;   ///< comparisons of its certain value
};

/// The comparison value >= bound of the certain and possible values. Undecided for values in [undecided, bound).
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
    std::optional<std::int64_t> last_day;  ///< of a duration: it is over for start days up to this; `op` is >= or <
    friend bool operator==(const FactTest&, const FactTest&) = default;
};

/// A guard whose tests are indices into Prepared::tests.
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
    Index at = none, above = none;  ///< indices of Reach for >= and > threshold, as far as `op` needs them
    Index index = none;             ///< fact test, or predicate
    bool value = false;             ///< of a constant
    std::optional<PlannedGuard> when, unless;
};

struct PreparedPredicate {
    PredicateIndex predicate = none;
    std::optional<PlannedGuard> when;
    std::vector<Reach> scores;                 ///< conditions in force that are lower bounds of scores; evaluated in one pass
    std::vector<PlannedCondition> conditions;  ///< the other conditions in force
};

class Batch;
class ChunkWorker;

/// Scratch memory that is reused by later calls.
struct Idle {
    Pool<Batch> batches;
    Pool<ChunkWorker> workers;
};

/// The cases of `inapplicable` of a question.
struct SetApart {
    std::vector<PlannedGuard> cases;
    std::vector<std::int64_t> certain, possible;  ///< points by code; of a question with options that has cases
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
    std::vector<Observed> observed;  ///< children before their parents
    std::vector<Reach> reaches;
    std::vector<FactTest> tests;
    std::vector<PreparedPredicate> predicates;  ///< topological: each after those that it refers to
    std::vector<Index> place;                   ///< by predicate of the model: index into `predicates`; none: not needed
    std::vector<SetApart> set_apart;            ///< by question of the model
    std::vector<Index> node_place, view_place;  ///< by output: index into `observed`
    std::unique_ptr<Idle> idle;
    std::vector<char> counts;  ///< by question of the model: 1 if an observed score depends on it
};

}  // namespace zi::columnar
