/// How is a worksheet assessed quickly? As whole numbers over one common denominator, lowered once and shared.
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

/// A model lowered to tables of whole numbers, and lists of who reads what. Made once, near linear in the rules. Immutable:
/// share one among threads; copies share their tables. Nodes keep the indices of the Model, so that results can be explained
/// with it.
class Program {
public:
    /// Always succeeds: where the common denominator would not fit 62 bits, `integral()` is false and every unit is assessed in
    /// rational numbers.
    explicit Program(std::shared_ptr<const Model> model);

    const Model& model() const;
    const std::shared_ptr<const Model>& shared_model() const;
    bool integral() const;
    /// Points are multiples of 1 / denominator, ratios and numbers apart.
    std::int64_t denominator() const;

    const program::Tables& tables() const { return *tables_; }
    const std::shared_ptr<const program::Tables>& shared_tables() const { return tables_; }

private:
    std::shared_ptr<const program::Tables> tables_;
};

/// What a unit comes to on a day, piece by piece, of an Evaluation or a Session (zi/session.hpp). Scores are kept as whole
/// numbers, and turned into fractions where somebody asks for them. Indices are those of the Model. One thread at a time.
class Evaluated {
public:
    Score score(NodeIndex node) const;
    Score view_score(ViewIndex view) const;
    QuestionResult question(QuestionIndex question) const;
    Verdict verdict(PredicateIndex predicate) const;
    StageResult stage() const;
    /// With all its conditions. Of an open predicate it also says whether open is exact, which looks at the whole unit.
    PredicateResult predicate(PredicateIndex predicate) const;
    /// Everything as fractions: the same as assess_reference, bit for bit.
    Assessment assessment() const;

    /// False while the unit's ratios need more than 126 bits together, or the rules more than 62: then scores are held as
    /// rational numbers, which is slower and as exact.
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

/// One unit after the other, assessed. Keeps its memory from unit to unit; different evaluations may be used at once.
class Evaluation : public Evaluated {
public:
    explicit Evaluation(const Program& program);
    Evaluation(Evaluation&&) noexcept;
    Evaluation& operator=(Evaluation&&) noexcept;
    ~Evaluation();

    /// Assesses a unit, which must have been made for the model and must stay as it is until the next call: what is asked above
    /// looks at it again. Before the first call nothing may be asked. `as_of` chooses the conditions in force.
    void assess(const Unit& unit, Date as_of);

private:
    struct State;
    explicit Evaluation(std::unique_ptr<State> state);
    std::unique_ptr<State> state_;
};

/// What an edit did. The lists live in the session and stay valid until it is edited again; they are in no particular order.
struct Change {
    /// A predicate that came out differently, or that began or ceased to concern the unit.
    struct Turn {
        PredicateIndex predicate = none;
        Verdict before = Verdict::open, after = Verdict::open;
        bool concerned = true;  ///< after the edit
        friend bool operator==(const Turn&, const Turn&) = default;
    };

    std::span<const QuestionIndex> questions;  ///< looked at anew: answer, evidence or applicability may differ
    std::span<const NodeIndex> nodes;          ///< whose scores differ
    std::span<const ViewIndex> views;          ///< whose scores differ
    std::span<const Turn> predicates;
    StageResult stage_before, stage_after;
};

/// Scratch memory of one caller; reuse it from unit to unit, never from two threads at once.
class AssessmentState {
public:
    /// Units that had to take rational numbers because their ratios needed more than 126 bits together.
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
