/// The syntax tree of a rules file: built by the parser, printed by the printer, read by `model/lower`.
///
/// Literals keep their spelling; names are not resolved. Equality ignores spans, so that parse(print(x)) == x can be tested.
#pragma once

#include "zi/source.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace zi::syntax {

/// A token (name, label, path, number or date as spelled, or a text without quotes) and its span.
struct Word {
    std::string value;
    Span span;
    friend bool operator==(const Word& a, const Word& b) { return a.value == b.value; }
};

struct Title {
    Word id;
    std::optional<Word> en;
    friend bool operator==(const Title&, const Title&) = default;
};

struct Cite {
    Word source;
    std::optional<Word> first_page, last_page;
    std::optional<Word> place;
    std::optional<Word> from, until;
    friend bool operator==(const Cite&, const Cite&) = default;
};

/// A citation or an interpretation, in the order written.
using Note = std::variant<Cite, Title>;
using Notes = std::vector<Note>;

struct InForce {
    Word from;
    std::optional<Word> until;
    friend bool operator==(const InForce&, const InForce&) = default;
};

/// A formula. Chains of one operator are flat: a + b + c is one `add` with three operands; `subtract` and `divide` apply the
/// remaining operands to the first.
struct Expr {
    enum class Kind { number, name, add, subtract, multiply, divide, negate, min, max };
    Kind kind = Kind::number;
    Word word;  ///< of a number or input
    std::vector<Expr> args;
    Span span;
    friend bool operator==(const Expr& a, const Expr& b) { return a.kind == b.kind && a.word == b.word && a.args == b.args; }
};

enum class Op { at_least, above, at_most, below, equal, in };

struct Value {
    enum class Kind { number, date, month_day, name, set };
    Kind kind = Kind::number;
    std::vector<Word> words;  ///< one, or the members of a set
    Span span;
    friend bool operator==(const Value& a, const Value& b) { return a.kind == b.kind && a.words == b.words; }
};

/// `12 month`
struct Duration {
    Word count;
    std::string unit;
    friend bool operator==(const Duration&, const Duration&) = default;
};

struct Guard {
    enum class Kind { test, all, any };
    Kind kind = Kind::test;
    Word subject;  ///< of a test
    Op op = Op::equal;
    Value value;
    std::optional<Duration> elapsed;  ///< instead of a value: the time since the day that the subject names
    std::vector<Guard> args;          ///< of all / any
    friend bool operator==(const Guard&, const Guard&) = default;
};

struct Need {
    enum class Kind { document, any, all, at_least };
    Kind kind = Kind::document;
    Word word;               ///< document kind, or the number of `at_least`
    std::vector<Word> args;  ///< arguments of a document
    std::optional<Duration> fresh;
    std::vector<Need> parts;  ///< of any / all / at_least
    friend bool operator==(const Need&, const Need&) = default;
};

// ---- Statements, in the order of docs/language.md ------------------------------------------------------------------

struct Regulation {
    Word name;
    Title title;
    std::optional<InForce> in_force;
    Notes notes;
    friend bool operator==(const Regulation&, const Regulation&) = default;
};

struct Source {
    Word name;
    Word title;
    std::optional<InForce> in_force;
    friend bool operator==(const Source&, const Source&) = default;
};

struct Level {
    Word name;
    Title title;
    friend bool operator==(const Level&, const Level&) = default;
};

/// `grades` (ordered, worst first) or `choice`.
struct Members {
    bool ordered = false;
    Word name;
    std::optional<Title> title;
    std::vector<Word> values;
    Notes notes;
    friend bool operator==(const Members&, const Members&) = default;
};

struct Evidence {
    Word name;
    Title title;
    std::optional<Word> cost;
    Notes notes;
    friend bool operator==(const Evidence&, const Evidence&) = default;
};

/// `attribute opd "Organisasi perangkat daerah"`, `attribute jenis jenis_layanan "Jenis layanan"`
struct Attribute {
    Word name;
    std::optional<Word> type;
    Title title;
    friend bool operator==(const Attribute&, const Attribute&) = default;
};

struct Assessor {
    Word name;
    Title title;
    Notes notes;
    friend bool operator==(const Assessor&, const Assessor&) = default;
};

struct Fact {
    Word path;
    Word type;  ///< boolean, count, date, number, or the name of grades or of a choice
    std::optional<Word> min, max, step;
    bool percent = false, strict = false;
    Title title;
    std::optional<Word> members_meet;  ///< a predicate
    std::optional<Value> fallback;
    Notes notes;
    friend bool operator==(const Fact&, const Fact&) = default;
};

struct Option {
    Word name;
    Word value;
    friend bool operator==(const Option&, const Option&) = default;
};

struct Band {
    bool includes_low = true, includes_high = false;
    Word low, high, value;
    Span span;
    friend bool operator==(const Band& a, const Band& b) {
        return a.includes_low == b.includes_low && a.includes_high == b.includes_high && a.low == b.low && a.high == b.high &&
               a.value == b.value;
    }
};

struct Scale {
    Word name;
    std::optional<Title> title;
    bool numeric = false;
    std::vector<Option> options;
    Word min, max;
    std::optional<Word> step;
    bool percent = false, strict = false;
    std::optional<Expr> formula;
    bool capped = false;
    std::vector<Band> bands;
    Notes notes;
    friend bool operator==(const Scale&, const Scale&) = default;
};

struct Interpretation {
    Word name;
    Title text;
    Notes notes;
    friend bool operator==(const Interpretation&, const Interpretation&) = default;
};

/// `worksheet`, or a node of a declared level.
struct Node {
    std::optional<Word> level;  ///< none for the worksheet
    Word label;                 ///< empty for the worksheet
    std::optional<Word> alias;
    Title title;
    std::optional<Word> weight;
    std::optional<Word> combine;
    Notes notes;
    friend bool operator==(const Node&, const Node&) = default;
};

struct Question {
    Word label;
    std::optional<Word> alias;
    Word scale;  ///< a scale's name, or `ratio`
    Title title;
    std::optional<Word> weight;
    std::optional<Word> cost;
    Notes notes;
    friend bool operator==(const Question&, const Question&) = default;
};

/// `Ya "criteria"` or `criteria "text"`.
struct Criteria {
    std::optional<Word> option;
    Title text;
    friend bool operator==(const Criteria&, const Criteria&) = default;
};

struct Input {
    Word name;
    Title title;
    std::vector<Word> parts;
    std::optional<Word> at_most;  ///< an input that this one cannot exceed
    Notes notes;
    friend bool operator==(const Input&, const Input&) = default;
};

struct Formula {
    Expr expr;
    bool capped = false;
    Notes notes;
    friend bool operator==(const Formula&, const Formula&) = default;
};

struct Case {
    Guard guard;
    std::optional<Word> value;  ///< none for `open`
    Notes notes;
    friend bool operator==(const Case&, const Case&) = default;
};

struct Inapplicable {
    Guard guard;
    Word value;
    Notes notes;
    friend bool operator==(const Inapplicable&, const Inapplicable&) = default;
};

struct Needs {
    Need need;
    std::optional<Word> option;
    Notes notes;
    friend bool operator==(const Needs&, const Needs&) = default;
};

struct View {
    Word level;
    Word name;
    Title title;
    std::optional<Word> weight;
    std::vector<Word> members;
    Notes notes;
    friend bool operator==(const View&, const View&) = default;
};

/// `A.a.count`, or `A.a.part / A.a.whole`.
struct Figure {
    Word path;
    std::optional<Word> over;
    friend bool operator==(const Figure&, const Figure&) = default;
};

struct Agreement {
    Figure left, right;
    std::optional<Word> within;
    Notes notes;
    friend bool operator==(const Agreement&, const Agreement&) = default;
};

struct Predicate {
    enum class Kind { predicate, eligibility, stage };
    Kind kind = Kind::predicate;

    const char* keyword() const {
        return kind == Kind::predicate ? "predicate" : kind == Kind::eligibility ? "eligibility" : "stage";
    }

    Word name;
    Title title;
    std::optional<Guard> when;
    Notes notes;
    friend bool operator==(const Predicate&, const Predicate&) = default;
};

struct Condition {
    enum class Kind { compare, each, meets };
    std::optional<Word> name;
    Kind kind = Kind::compare;
    Word subject;  ///< a path, `as_of`, a level or a predicate
    Op op = Op::at_least;
    Value value;
    std::optional<Duration> elapsed;  ///< instead of a value: the time since the day that the subject names
    std::optional<Guard> when, unless;
    std::optional<Word> from, until;
    Notes notes;
    friend bool operator==(const Condition&, const Condition&) = default;
};

struct Include {
    Word path;
    friend bool operator==(const Include&, const Include&) = default;
};

struct Statement {
    using What = std::variant<std::monostate, Regulation, Source, Level, Members, Evidence, Assessor, Attribute, Fact, Scale,
                              Interpretation, Node, Question, View, Agreement, Predicate, Include, Criteria, Input, Formula,
                              Case, Inapplicable, Needs, Condition>;
    What what;
    bool block = false;           ///< has braces of its own holding `body`
    std::vector<Statement> body;  ///< for an include: the statements of the included file
    Span head;                    ///< from the first word to the last before the brace
    Span whole;                   ///< with the braces
    friend bool operator==(const Statement& a, const Statement& b) {
        return a.what == b.what && a.block == b.block && a.body == b.body;
    }
};

/// A comment, without the line break.
struct Comment {
    std::string text;
    Span span;
};

}  // namespace zi::syntax
