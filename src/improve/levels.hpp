/// What can be improved, to what, and what does it cost? Every question's levels, and the sets of documents that each may rest
/// on.
#pragma once

#include "zi/improve.hpp"

#include "eval/answers.hpp"

#include <vector>

namespace zi::improve {

/// A document that can be had: an existing one by its index, then new ones.
struct Token {
    ObtainedDocument what;
    std::vector<QuestionIndex> users;  ///< questions that may rest on it
};

/// Tokens in ascending order.
using TokenSet = std::vector<Index>;

struct Rung {
    Rational share;  ///< certain share of the weight
    OptionIndex option = none;
    std::uint64_t steps = 0;     ///< cost of raising the answer
    bool claimed = false;        ///< the answer claims as much already
    std::vector<TokenSet> sets;  ///< each of them carries the level; none contains another
    Answers::Place place;        ///< of a number or ratio that is raised: the answer that earns the share; may be empty
    bool top = false;            ///< the most that is had for the cost: anything between it and the level below costs as much
};

/// The levels of all questions; the first of each is where it stands now.
struct Levels {
    std::vector<std::vector<Rung>> questions;
    std::vector<Token> tokens;
    bool complete = true;  ///< false: some level has more sets of documents than are kept
};

Levels levels_of(const Model& model, const Unit& unit, Date as_of, const Assessment& assessment, const Costs& costs);

}  // namespace zi::improve
