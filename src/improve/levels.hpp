/// What can be improved, to what, and at what cost? The levels of every question, and the sets of documents that each level may
/// be backed by.
#pragma once

#include "zi/improve.hpp"

#include "eval/answers.hpp"

#include <vector>

namespace zi::improve {

/// A document that can be obtained: existing documents by index, then new ones.
struct Token {
    ObtainedDocument what;
    std::vector<QuestionIndex> users;  ///< questions that may be backed by it
};

/// Indices into Levels::tokens, ascending.
using TokenSet = std::vector<Index>;

struct Rung {
    Rational share;  ///< certain share of the weight
    OptionIndex option = none;
    std::uint64_t steps = 0;     ///< cost of raising the answer
    bool claimed = false;        ///< the answer claims at least this already
    std::vector<TokenSet> sets;  ///< each of them backs the level; none contains another
    Answers::Place place;        ///< for a raised number or ratio: the answer that earns the share; may be empty
    bool top = false;            ///< the best level for its cost: any answer between it and the level below costs the same
};

/// The levels of all questions; level 0 is the current one.
struct Levels {
    std::vector<std::vector<Rung>> questions;
    std::vector<Token> tokens;
    bool complete = true;  ///< false: some level has more sets of documents than were kept
};

Levels levels_of(const Model& model, const Unit& unit, Date as_of, const Assessment& assessment, const Costs& costs);

}  // namespace zi::improve
