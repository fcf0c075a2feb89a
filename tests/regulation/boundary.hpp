/// Which units lie exactly on a threshold of the 2021 rules, or one reachable step beside it? A search over real answers, and
/// sums in integers that share nothing with the library's. Tests and benchmarks use both.
#pragma once

#include "random.hpp"
#include "rules_2021.hpp"

#include <cstdint>
#include <functional>
#include <vector>

namespace regulation {

// Weights, options, nine decimals of a survey index and ratios with denominators up to 6 are all multiples of one part.
inline constexpr std::int64_t parts_per_point = 24'000ll * 60 * 1'000'000'000 / 25;

using zi::test::Random;

/// One way to answer a question: the answer, its worth in parts, and its share as a double.
struct Choice {
    zi::Answer answer;
    std::int64_t parts = 0;
    double share = 0;
};

/// Throws if points are no multiple of a part.
std::int64_t in_parts(const zi::Rational& points);
double as_double(const zi::Rational& value);

struct Worksheet {
    const zi::Model& model = *rules_2021();
    zi::Program program{rules_2021()};
    std::vector<std::vector<Choice>> questions;  ///< choices

    Worksheet();
    /// The questions below a node or view.
    std::vector<std::size_t> below(const zi::Condition& condition) const;
};

const Worksheet& worksheet();

using Picks = std::vector<std::size_t>;  ///< a choice for each question

std::int64_t sum(const Picks& picks, const std::vector<std::size_t>& questions);
zi::Unit unit_of(const Picks& picks);

/// May this question be answered so? Some choice must be allowed.
using Allowed = std::function<bool(std::size_t question, const Choice& choice)>;
/// Wholes, halves and index 3.6: what a search adds to them can cancel out exactly.
bool plain(std::size_t question, const Choice& choice);

/// Allowed answers to everything, in the neighbourhood of the target as far as `questions` are concerned.
Picks start(const std::vector<std::size_t>& questions, std::int64_t target, const Allowed& allowed, Random& random);

enum class Side { below, on, above };

/// Changes a few answers so that the questions' sum lands on `target`, or as near as those answers allow on the side asked for.
bool aim(Picks& picks, const std::vector<std::size_t>& questions, std::int64_t target, Side side, Random& random);

/// Can these questions, few enough to try everything, reach the target at all?
bool reachable(const std::vector<std::size_t>& questions, std::int64_t target);

}  // namespace regulation
