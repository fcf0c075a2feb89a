/// How is a worksheet assessed quickly? Lowered once to integers over one common denominator, and shared.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>

#include "zi/assess.hpp"
#include "zi/model.hpp"
#include "zi/unit.hpp"

namespace zi {

namespace program {
struct Tables;
class Evaluator;
}  // namespace program

/// A model lowered to tables of integers, and lists of who reads what. Lowering takes time near linear in the rules. Immutable:
/// share it among threads; copies share their tables. Indices are those of the Model, so that results can be explained with it.
class Program {
public:
    /// Always succeeds: where the common denominator would not fit 62 bits, `integral()` is false and every unit is assessed in
    /// rational numbers.
    explicit Program(std::shared_ptr<const Model> model);

    const Model& model() const;
    const std::shared_ptr<const Model>& shared_model() const;
    bool integral() const;
    /// The LCM of the denominators of weights, option values and thresholds: points of options are multiples of its reciprocal.
    /// Ratios and numeric answers bring denominators of their own.
    std::int64_t denominator() const;

    // For the library: what the tables hold may change at any time.
    const program::Tables& tables() const { return *tables_; }
    const std::shared_ptr<const program::Tables>& shared_tables() const { return tables_; }

private:
    std::shared_ptr<const program::Tables> tables_;
};

/// The result of an Evaluation or a Session (zi/session.hpp), value by value. Scores are held as integers and converted to
/// fractions when they are read. Indices are those of the Model. Not thread-safe: one thread at a time.
class Evaluated {
public:
    Score score(NodeIndex node) const;
    Score view_score(ViewIndex view) const;
    QuestionResult question(QuestionIndex question) const;
    Verdict verdict(PredicateIndex predicate) const;
    StageResult stage() const;
    /// With all its conditions. Of an open predicate also whether open is exact, which reads the whole unit.
    PredicateResult predicate(PredicateIndex predicate) const;
    /// Everything as fractions: the same as assess_reference, bit for bit.
    Assessment assessment() const;

    /// False while the LCM of the unit's denominators takes more than 126 bits, or that of the rules more than 62: scores are
    /// then held as rational numbers, which is slower and as exact.
    bool in_integers() const;

protected:
    /// The evaluator must stay where it is.
    explicit Evaluated(const program::Evaluator& evaluator) : evaluator_(&evaluator) {}
    Evaluated(Evaluated&&) noexcept = default;
    Evaluated& operator=(Evaluated&&) noexcept = default;
    ~Evaluated() = default;

private:
    const program::Evaluator* evaluator_;
};

/// Assesses one unit after the other, in the same memory. Not thread-safe; different evaluations may run at the same time.
class Evaluation : public Evaluated {
public:
    explicit Evaluation(const Program& program);
    Evaluation(Evaluation&&) noexcept;
    Evaluation& operator=(Evaluation&&) noexcept;
    ~Evaluation();

    /// Assesses a unit, which must have been made for the model. Not owned: it is read again by the functions above, and must
    /// stay unchanged until the next call. Before the first call none of those may be called. `as_of` chooses the conditions in
    /// force.
    void assess(const Unit& unit, Date as_of);

private:
    struct State;
    explicit Evaluation(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// What an edit did. The spans point into the session and stay valid until its next edit; they are in no particular order.
struct Change {
    /// A predicate that came out differently, or that began or ceased to concern the unit.
    struct Turn {
        PredicateIndex predicate = none;
        Verdict before = Verdict::open, after = Verdict::open;
        bool concerned = true;  ///< after the edit
        friend bool operator==(const Turn&, const Turn&) = default;
    };

    std::span<const QuestionIndex> questions;  ///< evaluated anew: answer, evidence or applicability may differ
    std::span<const NodeIndex> nodes;          ///< whose scores differ
    std::span<const ViewIndex> views;          ///< whose scores differ
    std::span<const Turn> predicates;
    StageResult stage_before, stage_after;
};

/// Scratch memory of one caller; reuse it from unit to unit, never from two threads at the same time.
class AssessmentState {
public:
    /// Units so far that were assessed in rational numbers, because the LCM of their denominators took more than 126 bits.
    std::uint64_t exact_path_units() const { return exact_path_units_; }

private:
    friend Assessment assess(const Program& program, const Unit& unit, Date as_of, AssessmentState& state);
    std::shared_ptr<const program::Tables> of_;  ///< whose the evaluation is
    std::optional<Evaluation> evaluation_;
    std::uint64_t exact_path_units_ = 0;
};

/// The same result as assess_reference, bit for bit. Thread-safe for different states.
Assessment assess(const Program& program, const Unit& unit, Date as_of, AssessmentState& state);

}  // namespace zi
