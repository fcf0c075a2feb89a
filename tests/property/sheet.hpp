/// What may a worksheet be? A description of rules and units that knows nothing of the library: it is printed as text for the
/// library to read, and read as it stands by the oracle (oracle.hpp).
#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace zi::sheet {

using Fraction = boost::multiprecision::cpp_rational;

enum class Op { at_least, above, at_most, below, equal, in };

/// The day of what never happens, later than all others: 10000-01-01 as days since 2000-01-01.
inline constexpr int never = 2'921'940;

/// A day of every year.
struct MonthDay {
    int month = 1, day = 1;
};

/// A formula over inputs; on a numeric scale the only input is the answer.
struct Expr {
    enum class Kind { number, input, add, subtract, multiply, divide, negate, min, max };
    Kind kind = Kind::number;
    Fraction number;
    std::size_t input = 0;
    std::vector<Expr> args;
};

/// The least and the greatest share that an answer can earn.
struct Reach {
    Fraction worst = 0, best = 1;
};

struct Band {
    Fraction low, high, share;
    bool includes_low = true, includes_high = false;
};

struct Scale {
    enum class Kind { options, bands, formula };
    std::string name;
    Kind kind = Kind::options;
    std::vector<std::pair<std::string, Fraction>> options;  ///< best first
    Fraction min = 0, max = 0;
    std::optional<Fraction> step;
    std::vector<Band> bands;
    Expr formula;
    bool capped = false;
    std::optional<Reach> reach;  ///< nothing where only bounds of it can be told, as of a formula at random
};

enum class Period { day, month, year };

/// A length of time.
struct Length {
    int count = 0;
    Period period = Period::day;
};

/// A comparison, or several. Subjects are inputs of the question, or facts.
struct Guard {
    enum class Kind { test, all, any };
    Kind kind = Kind::test;
    std::size_t subject = 0;
    Op op = Op::equal;
    std::vector<Fraction>
        numbers;  ///< to compare with; grades, members and booleans by their place, dates as days since 2000-01-01
    std::optional<std::size_t> other;  ///< an input to compare with, instead of numbers
    std::optional<Length> elapsed;     ///< time since the day of a fact, instead of numbers
    std::vector<Guard> args;
};

struct Input {
    std::string name;
    std::vector<std::size_t> parts;
};

struct Case {
    Guard guard;
    std::optional<Fraction> share;  ///< nothing for `open`
};

/// A guard over facts for units that a question does not concern.
struct Inapplicable {
    Guard guard;
    Fraction share;
};

struct Question {
    std::vector<Inapplicable> inapplicable;
    std::optional<std::size_t> scale;  ///< nothing for a ratio
    std::vector<Input> inputs;
    std::vector<Case> cases;
    bool cases_first = true;
    Expr formula;
    bool capped = false;
    std::optional<Reach> reach;  ///< of a ratio
};

struct Node {
    std::string id, label, alias;
    std::size_t level = 0;
    std::size_t parent = 0;
    std::vector<std::size_t> children;
    std::optional<Question> question;
    Fraction weight;
    bool weight_stated = false;
    std::string combine;  ///< what it does: sum, mean, min or max
    bool combine_stated = true;
};

struct View {
    std::string name;
    std::size_t level = 0;
    std::vector<std::size_t> members;
    Fraction weight;
    bool weight_stated = false;
};

struct Fact {
    enum class Type { boolean, count, number, date, grade, choice };
    std::string id;
    Type type = Type::boolean;
    std::size_t enumeration = 0;
    Fraction min = 0, max = 0;
    std::optional<std::size_t> members_meet;  ///< a predicate
    std::optional<Fraction> fallback;
};

struct Enumeration {
    std::string name;
    bool ordered = false;
    std::vector<std::string> values;
};

struct Condition {
    enum class Kind { node, view, each, fact, meets, elapsed, day };
    Kind kind = Kind::node;
    std::string name;       ///< may be empty
    std::size_t index = 0;  ///< node, view, level, fact or predicate
    Op op = Op::at_least;
    Fraction threshold;
    bool share = false;  ///< the threshold is a share of the weight
    std::vector<Fraction> numbers;
    std::optional<MonthDay> yearly;  ///< of a day, instead of a number
    Length elapsed;
    std::optional<Guard> when, unless;
    std::optional<int> from, until;  ///< days since 2000-01-01
};

struct Predicate {
    enum class Kind { predicate, eligibility, stage };
    std::string name;
    Kind kind = Kind::predicate;
    std::optional<Guard> when;
    std::vector<Condition> conditions;
};

struct Sheet {
    std::vector<std::string> levels;
    std::vector<Enumeration> enumerations;
    std::vector<std::string> assessors;
    std::vector<Fact> facts;
    std::vector<Scale> scales;
    std::vector<Node> nodes;  ///< document order, the worksheet first
    std::vector<View> views;
    std::vector<Predicate> predicates;  ///< stages last, in the order of a unit's life
};

/// What somebody answered; what is not in the maps is not answered.
struct Answers {
    std::map<std::size_t, std::size_t> options;                     ///< by node
    std::map<std::size_t, Fraction> numbers;                        ///< by node
    std::map<std::size_t, std::map<std::size_t, Fraction>> counts;  ///< by node and input
    std::map<std::size_t, int> spelling;                            ///< how a number is written in JSON, by node
};

/// A unit that belongs to another one.
struct Branch {
    std::string id;
    std::vector<std::string> verdicts;  ///< by predicate; empty: not assessed
};

/// One unit with its own answers, and those of each assessor.
struct Given : Answers {
    std::string id;
    std::vector<Answers> assessed;  ///< by assessor
    std::map<std::size_t, Fraction> facts;
    std::optional<std::vector<Branch>> members;
    int as_of = 0;
};

/// "2000-01-01" and `days` later.
std::string iso_day(int days);

/// The same as numbers, year first.
std::vector<int> calendar_day(int days);

/// The terminating decimal, if there is one.
std::optional<std::string> decimal(const Fraction& number);
/// The exact number as the rule language may spell it: decimal or fraction, as `style` says, as far as it fits.
std::string spelled(const Fraction& number, std::size_t style);

/// Puts a list of texts into another order; nothing leaves it as it is.
using Shuffle = std::function<void(std::vector<std::string>&)>;

/// `shuffle` is applied wherever order has no meaning: to declarations, children, members, inputs and conditions; to the keys
/// of JSON.
std::string text(const Sheet& sheet, const Shuffle& shuffle = {});
std::string json(const Sheet& sheet, const Given& unit, const Shuffle& shuffle = {});

}  // namespace zi::sheet
