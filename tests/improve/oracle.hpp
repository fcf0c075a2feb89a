/// What does it cost to reach the target? By trying every choice of documents and of answers. Shares nothing with the library
/// but the assessment of documents (zi/evidence.hpp).
#pragma once

#include "subject.hpp"

#include <map>
#include <optional>

namespace zi::test {

/// Where an answer may get, as docs/plan.md defines it.
struct Goal {
    Rational share;
    std::uint64_t steps = 0;
    OptionIndex option = none;
    bool raised = false;
};

struct Oracle {
    /// By question, the first is where it stands now. Nothing is said of documents.
    std::vector<std::vector<Goal>> goals;
    bool too_large = false;  ///< more documents than can be tried; then nothing else is known
    /// Certain shares of all questions that meet the target, with the least cost of each.
    std::map<std::vector<std::size_t>, std::uint64_t> ways;

    std::optional<std::uint64_t> least() const;
    /// The costs of those other than `best` in which nothing can be left out to save cost, and nothing more be had for the
    /// same; ascending.
    std::vector<std::uint64_t> worthwhile(const Subject& subject, const std::vector<std::size_t>& best, std::size_t most) const;
};

/// What an answer earns, by formulas of the test's own. Nothing: the rules leave it open.
std::optional<Rational> earned(const Model& model, QuestionIndex question, const Answer& answer);
/// Every answer that docs/plan.md lets a number or count become, few as they are here; nothing given (monostate) in each place
/// where only shares can be told. Nothing at all: there are too many.
std::optional<std::vector<std::pair<Answer, Rational>>> answers_of(const Subject& subject, QuestionIndex question);
/// Do these shares of all questions meet the target?
bool meets(const Subject& subject, const std::vector<Rational>& shares);

std::vector<Goal> goals_of(const Subject& subject, const Assessment& assessment, QuestionIndex question);
Oracle try_everything(const Subject& subject);

}  // namespace zi::test
