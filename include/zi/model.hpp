/// What do the rules say? The regulation with every name resolved, every weight known and every number exact.
///
/// Things refer to each other by their places in the lists of Model (zi/index.hpp); these are dense and stable for one loaded
/// file. A Model is immutable once loaded and may be shared by any number of threads.
#pragma once

#include "zi/date.hpp"
#include "zi/index.hpp"
#include "zi/language.hpp"
#include "zi/rational.hpp"
#include "zi/source.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace zi {

// ---- Where a rule comes from ---------------------------------------------------------------------------------------

/// A text that rules are taken from: a regulation, an annex, an official spreadsheet.
struct Source {
    std::string name;
    std::string title;
    std::optional<Period> in_force;
};

/// A place in a source.
struct Citation {
    SourceIndex source = none;
    std::uint32_t first_page = 0;  ///< 0 when no page is given
    std::uint32_t last_page = 0;
    std::string place;                ///< "Tabel 6"; may be empty
    std::optional<Date> from, until;  ///< the days on which it applies, its source's and its own: [from, until)

    bool applies_on(Date day) const { return !(from && day < *from) && !(until && *until <= day); }
};

/// Notes on a rule: citations, and interpretations where the sources are silent.
struct Notes {
    std::vector<Citation> citations;
    std::vector<Text> interpretations;
};

// ---- Facts and their types -----------------------------------------------------------------------------------------

/// `grades` (ordered from worst to best) or `choice` (unordered).
struct Enumeration {
    std::string name;
    Text title;
    bool ordered = false;
    std::vector<std::string> values;
    Notes notes;
    Span span;
};

/// A member of an Enumeration, by its place in `values`.
struct Member {
    Index value = 0;
    friend bool operator==(Member, Member) = default;
    friend auto operator<=>(Member, Member) = default;
};

/// Stands for an answer or fact that was given but cannot be what it says: a value outside the choices, a total that is not the
/// sum of its parts. It is not known, whatever holds where nothing is given. Why, the unit's remarks say.
struct Refused {
    friend bool operator==(Refused, Refused) = default;
    friend auto operator<=>(Refused, Refused) = default;
};

/// A value of a fact: unknown, of the type that the fact declares, or refused.
using FactValue = std::variant<std::monostate, bool, Rational, Date, Member, Refused>;

inline bool is_known(const FactValue& value) {
    return !std::holds_alternative<std::monostate>(value) && !std::holds_alternative<Refused>(value);
}

/// Is a number a per cent? Then 0.95 may have been meant as 95 of them.
enum class Percent : std::uint8_t {
    no,
    yes,     ///< what reads as a fraction of 1 as well is taken as written, with a remark (remarks_on in zi/unit.hpp)
    strict,  ///< that is refused where it is read without a per cent sign
};

struct Fact {
    enum class Type : std::uint8_t { boolean, count, number, date, member };
    std::string id;  ///< "instansi.opini_bpk"
    Text title;
    Type type = Type::boolean;
    EnumerationIndex enumeration = none;  ///< of a member
    Rational min, max;                    ///< of a number
    std::optional<Rational> step;         ///< of a number: admissible precision, counted from min
    Percent percent = Percent::no;        ///< of a number
    FactValue fallback;                   ///< used when a unit does not state the fact
    PredicateIndex members_meet =
        none;  ///< of a boolean that is derived, unless stated: every member of the unit meets this predicate
    Notes notes;
    Span span;
};

enum class Operator : std::uint8_t { at_least, above, at_most, below, equal, in };

/// ">=" and so on.
std::string_view spelling(Operator op);

/// value op wanted; `in` compares with the one value.
bool compare(const Rational& value, Operator op, const Rational& wanted);

/// A length of time.
struct Duration {
    std::uint32_t count = 0;
    CalendarUnit unit = CalendarUnit::day;
    friend bool operator==(const Duration&, const Duration&) = default;
};

/// A Boolean combination of comparisons. What `subject` counts depends on where the guard is: facts, or a question's
/// inputs.
struct Guard {
    enum class Kind : std::uint8_t { test, all, any };
    Kind kind = Kind::test;
    Index subject = none;  ///< fact, or input
    Operator op = Operator::equal;
    std::vector<FactValue> values;    ///< one; several for `in`; none where `other` is compared with
    Index other = none;               ///< over inputs: an input that the subject is compared with
    std::optional<Duration> elapsed;  ///< over facts: the time since the day that the subject names, as of a Condition
    std::vector<Guard> args;

    /// Of a guard over facts, or over inputs.
    FactIndex fact() const { return FactIndex(subject); }
    InputIndex input() const { return InputIndex(subject); }
    InputIndex other_input() const { return InputIndex(other); }
};

// ---- Scales and questions ------------------------------------------------------------------------------------------

/// A formula over a question's inputs, or over the single value of a numeric scale.
struct Formula {
    enum class Kind : std::uint8_t { number, input, add, subtract, multiply, divide, negate, min, max };
    Kind kind = Kind::number;
    Rational number;
    InputIndex input{0};
    std::vector<Formula> args;
    Span span;
};

/// Could a per cent have been meant as a fraction of 1, 0.95 as 95 of them? Of 0 both say the same.
inline bool may_be_fraction(const Rational& percent) { return percent.sign() > 0 && !(Rational(1) < percent); }

struct Option {
    std::string key;
    Rational value;  ///< share of the question's weight, 0 to 1
};

/// A stretch of a numeric scale that earns one value.
struct Band {
    Rational low, high;
    bool includes_low = true, includes_high = false;
    Rational value;

    bool contains(const Rational& number) const {
        return (includes_low ? low <= number : low < number) && (includes_high ? number <= high : number < high);
    }
};

/// How an answer becomes a share of the weight.
struct Scale {
    std::string name;
    Text title;
    bool numeric = false;
    List<Option> options;          ///< best first
    Rational min, max;             ///< of a numeric scale
    std::optional<Rational> step;  ///< admissible precision, counted from min
    Percent percent = Percent::no;
    std::vector<Band> bands;  ///< either bands ...
    Formula formula;          ///< ... or a formula over `value`
    bool capped = false;      ///< the formula's result is limited to 0..1
    Rational worst, best;     ///< the least and greatest share that an answer can earn
    Notes notes;
    Span span;
};

/// A count that a ratio question asks for.
struct Input {
    std::string key;
    Text title;
    std::vector<InputIndex> parts;  ///< inputs whose sum this one is; it may then be stated or derived
    InputIndex at_most = none;      ///< the input that this one cannot exceed: a part, and its whole
    Notes notes;
};

/// `when guard then value`: decides before the formula does.
struct Case {
    Guard guard;
    std::optional<Rational> value;  ///< nothing for `open`
    Notes notes;
    Span span;
};

/// Evidence that an answer needs; zi/evidence.hpp evaluates it.
struct Need {
    enum class Kind : std::uint8_t { document, any, all, at_least };
    Kind kind = Kind::document;
    EvidenceIndex evidence = none;
    std::vector<std::string> args;
    std::uint32_t count = 0;  ///< of at_least
    std::uint32_t fresh = 0;  ///< 0: any age
    CalendarUnit fresh_unit = CalendarUnit::day;
    std::vector<Need> parts;
};

struct NeedFor {
    Need need;
    OptionIndex option = none;  ///< needed from this option upwards; none: for every answer
    Notes notes;
};

/// A kind of document.
struct Evidence {
    std::string name;
    Text title;
    std::uint32_t cost = 1;  ///< effort of getting one accepted, in the unit of the rules
    Notes notes;
    Span span;
};

/// `inapplicable when guard then value`: the question does not concern units for which the guard holds.
struct Inapplicable {
    Guard guard;     ///< over facts
    Rational value;  ///< the share that counts instead of an answer
    Notes notes;
    Span span;
};

/// What is asked at a leaf of the tree.
struct Question {
    enum class Kind : std::uint8_t { options, number, ratio };
    Kind kind = Kind::options;
    NodeIndex node = none;
    ScaleIndex scale = none;             ///< none for a ratio
    List<Text, Option> option_criteria;  ///< one for each option of the scale; may be empty texts
    Text criteria;
    List<Input> inputs;             ///< of a ratio, as is the rest
    std::vector<char> inputs_read;  ///< by input: 1 if the formula or a case reads it, so that a stated total cannot replace it
    std::vector<InputIndex> input_order;  ///< inputs such that totals come after their parts
    std::vector<Case> cases;
    Formula formula;
    bool capped = false;
    Notes formula_notes;
    Rational worst, best;   ///< the least and greatest share that an answer can earn
    bool attained = false;  ///< it is proved that some answer earns exactly `worst`, and some exactly `best`
    std::vector<NeedFor> needs;
    std::vector<Inapplicable> inapplicable;  ///< the first that holds decides
    std::uint32_t cost = 1;                  ///< effort of one step up: the next better option, or up to a tenth of the weight
};

// ---- The tree ------------------------------------------------------------------------------------------------------

struct Level {
    std::string name;
    Text title;
};

/// How a node's score comes from its children. `mean` is a sum of children that weigh the same.
enum class Combine : std::uint8_t { sum, mean, min, max };

/// A node of the worksheet; leaves are questions. Nodes are stored in document order, parents before children, the worksheet
/// first.
struct Node {
    std::string id;     ///< official path, "A.I.1.i.a"; "total" for the worksheet
    std::string label;  ///< last part of the path
    std::string alias;  ///< readable name; may be empty
    Text title;
    LevelIndex level = none;  ///< none for the worksheet and for questions
    NodeIndex parent = none;
    std::vector<NodeIndex> children;
    QuestionIndex question = none;
    Rational weight;                   ///< points that the node can earn
    std::vector<Rational> thresholds;  ///< that conditions of any predicate and day compare its score with, ascending
    bool weight_stated = false;
    Combine combine = Combine::sum;
    Notes notes;
    Span span;  ///< its label in the rules
    Span weight_span;
};

/// A second reading of the same leaves: the sum of some nodes.
struct View {
    std::string name;
    Text title;
    LevelIndex level = none;
    std::vector<NodeIndex> members;  ///< nodes
    Rational weight;
    std::vector<Rational> thresholds;  ///< as of a Node
    Notes notes;
    Span span;
};

// ---- Predicates ----------------------------------------------------------------------------------------------------

/// Met, not met, or not decided by what is known.
enum class Verdict : std::uint8_t { met, not_met, open };

struct Condition {
    enum class Subject : std::uint8_t { node, view, fact, predicate, day };  ///< `day`: the as-of date itself
    std::string id;                                                          ///< unique within its predicate
    Subject subject = Subject::node;
    Index index = none;  ///< of the subject, in the list of Model that `subject` names
    Operator op = Operator::at_least;
    Rational threshold;             ///< points, for nodes and views
    std::optional<Rational> share;  ///< the threshold as written, where it is a share of the weight
    std::vector<FactValue> values;  ///< for facts and the day: one; several for `in`
    std::optional<Duration>
        elapsed;  ///< for facts that are dates: compares the time from that day to the as-of date, with >= or <
    std::optional<std::chrono::month_day> yearly;  ///< for the day: a day of every year, instead of a value
    std::optional<Guard> when, unless;
    std::optional<Date> from, until;  ///< days of the rules on which the condition counts: [from, until)
    Notes notes;
    Span span;

    /// `index` in the list of the subject. Precondition: `subject` is that.
    NodeIndex node() const { return NodeIndex(index); }
    ViewIndex view() const { return ViewIndex(index); }
    FactIndex fact() const { return FactIndex(index); }
    PredicateIndex predicate() const { return PredicateIndex(index); }
};

/// A list of conditions, all of which must be met: an award that scores lead to, who may be proposed for it, or a stage of a
/// unit's life.
struct Predicate {
    enum class Kind : std::uint8_t { predicate, eligibility, stage };
    std::string name;
    Text title;
    Kind kind = Kind::predicate;
    std::optional<Guard> when;  ///< units for which this does not hold are not concerned
    List<Condition> conditions;
    Notes notes;
    Span span;
};

/// Somebody who answers after the unit does. Each one's answer replaces those before it.
struct Assessor {
    std::string name;
    Text title;
    Notes notes;
    Span span;
};

/// What units are grouped by in reports: an organisation, a regency, a kind of service. No score or condition reads it.
struct Attribute {
    std::string name;
    Text title;
    EnumerationIndex enumeration = none;  ///< which values it may have; none: any text
    Span span;
};

/// A number that a unit gives: a fact, the answer to a question with a numeric scale, or one input of a ratio.
struct Figure {
    enum class Kind : std::uint8_t { fact, number, count };
    Kind kind = Kind::fact;
    FactIndex fact = none;
    QuestionIndex question = none;  ///< of a number and a count
    InputIndex input = none;        ///< of a count
};

/// `agree LEFT with RIGHT`: what a unit gives twice, or in two ways, must be the same.
struct Agreement {
    /// A figure, or a quotient of two.
    struct Side {
        std::string text;  ///< as it is written
        Figure figure;
        std::optional<Figure> over;
        bool in_percent = false;  ///< a quotient that is compared with a per cent
    };
    Side left, right;
    Rational within;  ///< how far apart they may be
    Notes notes;
    Span span;
};

struct Interpretation {
    std::string name;
    Text text;
    Notes notes;
};

// ---- All of it -----------------------------------------------------------------------------------------------------

struct Model {
    std::string name;
    Text title;
    std::optional<Period> in_force;
    Notes notes;
    List<Source> sources;
    List<Level> levels;
    List<Enumeration> enumerations;
    List<Evidence> evidence;
    List<Assessor> assessors;  ///< in the order in which they answer, after the unit itself
    List<Attribute> attributes;
    List<Fact> facts;
    List<Scale> scales;
    List<Interpretation> interpretations;
    List<Node> nodes;          ///< nodes[0] is the worksheet
    List<Question> questions;  ///< in document order
    List<View> views;
    List<Agreement> agreements;
    List<Predicate> predicates;  ///< stages in the order of a unit's life
    std::vector<PredicateIndex>
        predicate_order;  ///< an order in which every predicate comes after those it refers to by `meets`

    /// The node with this official path or alias; none if there is none. Linear in the number of nodes.
    NodeIndex find_node(std::string_view id_or_alias) const;
    /// The question with this official path or alias; none if there is none, or if it is a node with children. Linear in the
    /// number of nodes.
    QuestionIndex find_question(std::string_view id_or_alias) const;
    /// The fact with this id; none if there is none.
    FactIndex find_fact(std::string_view id) const;
    ViewIndex find_view(std::string_view name) const;
    PredicateIndex find_predicate(std::string_view name) const;
    AssessorIndex find_assessor(std::string_view name) const;
    AttributeIndex find_attribute(std::string_view name) const;

    /// "PermenPANRB 90/2021 Lampiran III, hlm. 66, Tabel 6".
    std::string cite(const Citation& citation, Language language) const;
};

}  // namespace zi
