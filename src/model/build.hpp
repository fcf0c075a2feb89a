/// What do the stages of lowering share? The model under construction and the symbol tables with the spans of declarations.
#pragma once

#include "zi/diagnostic.hpp"
#include "zi/limits.hpp"
#include "zi/model.hpp"

#include "base/common_denominator.hpp"
#include "base/suggest.hpp"
#include "syntax/ast.hpp"

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace zi::lowering {

/// A symbol table of one kind of name: index, span of the declaration, and whether it was used.
class Names {
public:
    struct Entry {
        Index index;
        Span span;
        bool used = false;
    };

    /// False, with the earlier entry in `clash`, if the name is taken.
    bool add(const std::string& name, Index index, Span span, const Entry** clash) {
        const auto [position, added] = entries_.try_emplace(name, Entry{index, span});
        *clash = &position->second;
        return added;
    }
    Entry* find(std::string_view name) {
        const auto found = entries_.find(name);
        return found == entries_.end() ? nullptr : &found->second;
    }
    std::vector<std::string_view> all() const {
        std::vector<std::string_view> names;
        for (const auto& [name, entry] : entries_) names.push_back(name);
        return names;
    }
    const std::map<std::string, Entry, std::less<>>& entries() const { return entries_; }

private:
    std::map<std::string, Entry, std::less<>> entries_;
};

/// What a path in a condition or view may refer to.
struct Subject {
    enum class Kind { node, view, fact, day };  ///< `day`: the as-of date
    Kind kind;
    Index index;
};

struct Build {
    Build(const Limits& limits_, Diagnostics& diagnostics_) : limits(limits_), diagnostics(diagnostics_) {}

    const Limits& limits;
    Diagnostics& diagnostics;
    Model model;
    Names sources, levels, enumerations, evidence, assessors, attributes, scales, interpretations, predicates;
    Names subjects;  ///< one name space: nodes, aliases, views, facts and `as_of`; index into `subject_list`
    std::vector<Subject> subject_list;
    std::vector<const syntax::Statement*> worksheet, views, agreement_statements, predicate_statements;
    std::vector<const syntax::Fact*> fact_statements;  ///< by fact
    std::vector<Names> members;                        ///< by enumeration
    std::vector<Names> options;                        ///< by scale
    CommonDenominator stated_weights, thresholds;      ///< see exact.cpp
    std::size_t scores = 0, scores_root = 0, score_bits = 0;
    std::size_t answers = 0;  ///< see Limits::answers
    Guesses guesses;
    bool stopped = false;  ///< cancelled, or over a limit beyond which going on makes no sense; already reported
    std::size_t errors = 0, warnings = 0;
    std::map<std::size_t, Span> combine_spans;  ///< by node: the span of its `combine` clause, if stated

    /// Keeps the first `limits.errors` errors and as many warnings; then reports once that there are more.
    void report(Code code, std::vector<std::string> args, Span span, std::vector<Span> related = {},
                std::string suggestion = {}) {
        std::size_t& seen = severity(code) == Severity::error ? errors : warnings;
        if (++seen <= limits.errors)
            diagnostics.push_back({code, std::move(args), span, std::move(related), std::move(suggestion)});
        else if (seen == limits.errors + 1 && severity(code) == Severity::error)
            diagnostics.push_back({Code::too_many, {}, span});
    }
    bool shows_errors() const { return errors < limits.errors; }
    /// A did-you-mean; empty once no more errors are shown.
    std::string suggest(std::string_view word, const Names& names) {
        return suggest(word, [&] { return names.all(); });
    }
    template <class Candidates>
    std::string suggest(std::string_view word, Candidates candidates) {
        return shows_errors() && !guesses.spent() ? closest(word, candidates(), guesses) : std::string();
    }
    /// Should the stage go on? If not, the reason has been reported.
    bool goes_on();
    /// Counts the possible answers of a question or fact against the limit; false if there are too many.
    bool add_answers(std::size_t count, Span span);
    /// Reports a limit and stops the build.
    void stop(Code code, std::vector<std::string> args, Span span);

    /// Declares a name, reporting a clash.
    void declare(Names& names, const syntax::Word& word, Index index);
    void declare_subject(const std::string& id, Span span, Subject::Kind kind, Index index);

    /// The index of a name, marked as used. Reports an unknown name and returns `none`.
    Index use(Names& names, const char* kind, const syntax::Word& word);
    /// The same for a path in a condition or view.
    const Subject* use_subject(const char* kind, const syntax::Word& word);

    Text text(const syntax::Title& title) const;
    /// The notes of a statement in force from `from` until before `until`, within the regulation's period.
    Notes notes(const syntax::Notes& notes, std::optional<Date> from = {}, std::optional<Date> until = {});
    std::optional<Period> period(const std::optional<syntax::InForce>& in_force);
    std::optional<Date> date(const syntax::Word& word);
    std::optional<std::chrono::month_day> month_day(const syntax::Word& word);
    Rational number(const syntax::Word& word);
    /// A number that must lie in 0..1.
    Rational share(const syntax::Word& word);
    /// An integer in [least, 10000]; reports others and returns `least`.
    std::uint32_t count(const syntax::Word& word, std::uint32_t least);
    Duration duration(const syntax::Duration& duration, std::uint32_t least);
    /// An elapsed-time comparison; `op` must be >= or <.
    Duration elapsed(const syntax::Duration& duration, Operator op, const Fact& fact);
    std::optional<FactValue> value(const syntax::Word& word, syntax::Value::Kind kind, const Fact& fact);
    std::vector<FactValue> values(const syntax::Value& value, Operator op, FactIndex fact, Span op_span);
};

Operator to_operator(syntax::Op op);

/// A number for messages: exact, unless it would fill a page.
std::string shown(const Rational& number);

/// Message words for the type of a fact, and for the type of what was written.
const char* type_word(Fact::Type type);
const char* literal_word(const syntax::Word& word, syntax::Value::Kind kind);

/// Lowers a guard; `test` fills in subject and values of each test.
using TestLowering = std::function<void(const syntax::Guard& test, Guard& out)>;
Guard lower_guard(const syntax::Guard& guard, const TestLowering& test);
/// A guard over facts.
Guard lower_fact_guard(Build& build, const syntax::Guard& guard);

// The stages, in order. Each reports its problems and continues.
void lower_declarations(Build& build, const std::vector<syntax::Statement>& statements);  // declarations.cpp
void lower_worksheet(Build& build);                                                       // worksheet.cpp
void lower_views(Build& build);                                                           // worksheet.cpp
void check_weights(Build& build);                                                         // weights.cpp
void lower_agreements(Build& build);                                                      // agreements.cpp
void lower_predicates(Build& build);                                                      // predicates.cpp
void check_unused(Build& build);                                                          // declarations.cpp

// Bounds on the size of exact numbers (exact.cpp). Each reports and stops the build if Limits::exact_bits is exceeded.
/// Adds a stated weight. Call before summing weights.
void add_weight(Build& build, const Rational& weight, Span span);
/// The common denominator of all scores. Precondition: every node has its weight.
void measure_scores(Build& build);
/// Adds a threshold: readiness divides by it, and sums the quotients.
bool add_threshold(Build& build, const Rational& threshold, Span span);
/// Counts one more node, view or condition with a summed or compared score; false if there are too many.
bool add_score(Build& build, Span span);

// Questions and formulas.
void lower_question(Build& build, const syntax::Statement& statement, NodeIndex node);  // questions.cpp
Formula lower_formula(Build& build, const syntax::Expr& expr,
                      const std::function<InputIndex(const syntax::Word&)>& input);  // formulas.cpp

/// A closed interval; nullopt: unbounded.
struct Range {
    std::optional<Rational> min, max;
};
/// The range of a formula, given ranges of its inputs and assuming that no denominator is zero. Calls `denominator` for each
/// division whose denominator may be zero.
Range range_of(const Formula& formula, const std::vector<Range>& inputs,
               const std::function<void(const Formula& denominator)>& denominator);
/// Is it proved that some answer earns exactly the question's worst share, and some its best? Precondition: no errors so far.
bool attained(const Model& model, const Question& question);  // attained.cpp
/// The range clamped to 0..1: the worst and the best share.
std::pair<Rational, Rational> limited(const Range& range);
/// Reports a formula whose range exceeds 0..1.
void check_formula_range(Build& build, const Range& range, bool capped, Span span);

}  // namespace zi::lowering
