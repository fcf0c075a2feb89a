/// How is a worksheet assessed quickly? As integers over one common denominator, planned once and shared.
#pragma once

#include "zi/assess.hpp"
#include "zi/model.hpp"
#include "zi/unit.hpp"

#include <cstdint>
#include <memory>
#include <vector>

namespace zi {

/// A regulation made ready for assessing. Immutable: share one among threads. Nodes keep the indices of the Model, so that
/// results can be explained with it.
class Program {
public:
    /// Folds weights and option values into integers. Always succeeds: where the common denominator would not fit 62 bits,
    /// `integral()` is false and every unit takes the exact rational path.
    explicit Program(std::shared_ptr<const Model> model);

    const Model& model() const { return *model_; }
    const std::shared_ptr<const Model>& shared_model() const { return model_; }
    bool integral() const { return integral_; }
    /// Points are multiples of 1 / denominator, ratios and numbers apart.
    std::int64_t denominator() const { return denominator_; }

private:
    friend class IntegerEvaluator;
    friend class SessionRules;

    /// What a question can earn, in units of 1 / denominator.
    struct Leaf {
        std::int64_t weight = 0;
        std::int64_t worst = 0, best = 0;
        std::uint32_t first_option = 0;  ///< into option_points_ and option_scores_
    };

    std::shared_ptr<const Model> model_;
    bool integral_ = false;
    std::int64_t denominator_ = 1;
    std::int64_t bound_ = 1;    ///< no score, threshold or denominator is larger
    std::vector<Leaf> leaves_;  ///< by question
    std::vector<std::int64_t> option_points_;
    std::vector<Rational> option_scores_;                ///< the same as numbers
    std::vector<std::vector<std::int64_t>> thresholds_;  ///< by predicate and condition; 0 for conditions on facts
};

/// Scratch memory of one caller; reuse it from unit to unit, never from two threads at once.
class AssessmentState {
public:
    /// Units that had to take the exact rational path because their ratios needed more than 126 bits together.
    std::uint64_t exact_path_units() const { return exact_path_units_; }

private:
    friend class IntegerEvaluator;
    __extension__ using Wide = __int128;
    std::vector<Wide> certain_, possible_;
    std::uint64_t exact_path_units_ = 0;
};

/// The same result as assess_reference, bit for bit. Thread-safe for different states.
Assessment assess(const Program& program, const Unit& unit, Date as_of, AssessmentState& state);

}  // namespace zi
