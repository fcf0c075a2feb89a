/// What do the stages of lowering share? The model under construction, the names declared so far, and where they stand.
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

/// Names of one kind: which index they stand for, where they were declared, whether anybody used them.
class Names {
public:
    struct Entry {
        Index index;
        Span span;
        bool used = false;
    };

    /// False, and the earlier entry in `clash`, if the name is taken.
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

/// What a path in a condition or view may stand for.
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
    Names subjects;  ///< nodes, aliases, views, facts and `as_of` share one name space; index into `subject_list`
    std::vector<Subject> subject_list;
    std::vector<const syntax::Statement*> worksheet, views, agreement_statements, predicate_statements;
    std::vector<const syntax::Fact*> fact_statements;  ///< by fact
    std::vector<Names> members;                        ///< by enumeration
    std::vector<Names> options;                        ///< by scale
    CommonDenominator stated_weights, thresholds;      ///< see exact.cpp
    std::size_t scores = 0, scores_root = 0, score_bits = 0;
    std::size_t answers = 0;  ///< see Limits::answers
    Guesses guesses;
    bool stopped = false;  ///< cancelled, or beyond a limit that leaves no sense in going on; it was said
    std::size_t errors = 0, warnings = 0;
    std::map<std::size_t, Span> combine_spans;  ///< where a node says how it combines its children, for nodes that say so

    /// Keeps the first `limits.errors` errors and as many warnings; then says once that there are more.
    void report(Code code, std::vector<std::string> args, Span span, std::vector<Span> related = {},
                std::string suggestion = {}) {
        std::size_t& seen = severity(code) == Severity::error ? errors : warnings;
        if (++seen <= limits.errors)
            diagnostics.push_back({code, std::move(args), span, std::move(related), std::move(suggestion)});
        else if (seen == limits.errors + 1 && severity(code) == Severity::error)
            diagnostics.push_back({Code::too_many, {}, span});
    }
    bool shows_errors() const { return errors < limits.errors; }
    /// A did-you-mean, as long as errors are still shown.
    std::string suggest(std::string_view word, const Names& names) {
        return suggest(word, [&] { return names.all(); });
    }
    template <class Candidates>
    std::string suggest(std::string_view word, Candidates candidates) {
        return shows_errors() && !guesses.spent() ? closest(word, candidates(), guesses) : std::string();
    }
    /// Shall the stage go on? Said once if not.
    bool goes_on();
    /// Takes in what a question or fact can be answered with; false if that is too much.
    bool add_answers(std::size_t count, Span span);
    /// Reports a limit that leaves no sense in going on.
    void stop(Code code, std::vector<std::string> args, Span span);

    /// Declares a name, reporting a clash.
    void declare(Names& names, const syntax::Word& word, Index index);
    void declare_subject(const std::string& id, Span span, Subject::Kind kind, Index index);

    /// The index behind a name, marked as used; reports it and gives `none` if there is none.
    Index use(Names& names, const char* kind, const syntax::Word& word);
    /// The same for a path in a condition or view.
    const Subject* use_subject(const char* kind, const syntax::Word& word);

    Text text(const syntax::Title& title) const;
    /// Notes of a statement that counts on the days from `from` until before `until`, within those of the regulation.
    Notes notes(const syntax::Notes& notes, std::optional<Date> from = {}, std::optional<Date> until = {});
    std::optional<Period> period(const std::optional<syntax::InForce>& in_force);
    std::optional<Date> date(const syntax::Word& word);
    std::optional<std::chrono::month_day> month_day(const syntax::Word& word);
    Rational number(const syntax::Word& word);
    /// A number that must lie in 0..1.
    Rational share(const syntax::Word& word);
    /// A whole number from `least` to 10000; `least` where it is not.
    std::uint32_t count(const syntax::Word& word, std::uint32_t least);
    Duration duration(const syntax::Duration& duration, std::uint32_t least);
    /// The time since the day that a fact is; `op` must be >= or <.
    Duration elapsed(const syntax::Duration& duration, Operator op, const Fact& fact);
    std::optional<FactValue> value(const syntax::Word& word, syntax::Value::Kind kind, const Fact& fact);
    std::vector<FactValue> values(const syntax::Value& value, Operator op, FactIndex fact, Span op_span);
};

Operator to_operator(syntax::Op op);

/// A number as messages show it: exact, unless that would fill a page.
std::string shown(const Rational& number);

/// The words of messages for what a fact is, and for what is written.
const char* type_word(Fact::Type type);
const char* literal_word(const syntax::Word& word, syntax::Value::Kind kind);

/// A guard whose tests are turned into subject and values by `test`.
using TestLowering = std::function<void(const syntax::Guard& test, Guard& out)>;
Guard lower_guard(const syntax::Guard& guard, const TestLowering& test);
/// A guard over facts.
Guard lower_fact_guard(Build& build, const syntax::Guard& guard);

// The stages, in order. Each reports what it finds and goes on.
void lower_declarations(Build& build, const std::vector<syntax::Statement>& statements);  // declarations.cpp
void lower_worksheet(Build& build);                                                       // worksheet.cpp
void lower_views(Build& build);                                                           // worksheet.cpp
void check_weights(Build& build);                                                         // weights.cpp
void lower_agreements(Build& build);                                                      // agreements.cpp
void lower_predicates(Build& build);                                                      // predicates.cpp
void check_unused(Build& build);                                                          // declarations.cpp

// How large exact numbers can become (exact.cpp). Each says so and stops the build where Limits::exact_bits is crossed.
/// Takes in a stated weight: before any sum of weights.
void add_weight(Build& build, const Rational& weight, Span span);
/// The common denominator of all scores, once every node has its weight.
void measure_scores(Build& build);
/// Takes in what a condition compares with: readiness divides by it, and adds up.
bool add_threshold(Build& build, const Rational& threshold, Span span);
/// Takes in one more node, view or condition whose score is a sum, or is compared; false if that is one too many.
bool add_score(Build& build, Span span);

// Questions and formulas.
void lower_question(Build& build, const syntax::Statement& statement, NodeIndex node);  // questions.cpp
Formula lower_formula(Build& build, const syntax::Expr& expr,
                      const std::function<InputIndex(const syntax::Word&)>& input);  // formulas.cpp

/// The least and greatest value of something; nothing means unbounded.
struct Range {
    std::optional<Rational> min, max;
};
/// What a formula can yield when its inputs lie in `inputs` and no denominator is zero. Calls `denominator` for each division
/// whose denominator may be zero.
Range range_of(const Formula& formula, const std::vector<Range>& inputs,
               const std::function<void(const Formula& denominator)>& denominator);
/// Is it shown that some answer earns exactly the worst share of a question, and some exactly the best? Rules must be sound.
bool attained(const Model& model, const Question& question);  // attained.cpp
/// The part of a range within 0..1: what a formula earns at worst and at best.
std::pair<Rational, Rational> limited(const Range& range);
/// Reports a formula that can leave 0..1.
void check_formula_range(Build& build, const Range& range, bool capped, Span span);

}  // namespace zi::lowering
