/// Which levels and documents reach the target at the least cost? Branch and bound: fronts bound a box of choices, and boxes
/// are split until the best solution is proved.
#pragma once

#include "front.hpp"
#include "grid.hpp"
#include "levels.hpp"
#include "parts.hpp"
#include "scores.hpp"

#include <optional>
#include <utility>
#include <vector>

namespace zi::improve {

/// A level for every question, and the documents that back them.
struct Solution {
    std::vector<Index> levels;
    TokenSet documents;
    std::uint64_t cost = 0;
};

struct Found {
    Solution best;
    std::uint64_t bound = 0;  ///< no solution of the box costs less; equals the cost of `best` if that is proved optimal
    Certificate certificate;  ///< if requested
};

/// The input of the search. All references must outlive it.
struct Problem {
    const Model& model;
    const std::vector<Bound>& bounds;
    const Levels& levels;
    const Parts& parts;
};

enum class Choice : std::uint8_t { open, with, without };

/// A subset of the solutions.
struct Box {
    std::vector<Index> low, high;                    ///< by question, both inclusive
    std::vector<Choice> documents;                   ///< by token
    std::vector<std::vector<std::uint64_t>> prices;  ///< by token and user: the share of its cost that each user bears
};

class Search {
public:
    /// `boxes`: limit for each `solve`, within the budget.
    Search(const Problem& problem, std::size_t boxes, Budget& budget);

    Box everything() const;

    /// The cheapest solution of a box, proved or not; nullopt only if the highest levels of the box miss the target.
    /// Precondition: no document of the box is decided.
    std::optional<Found> solve(Box start, bool certificate);

    /// A lower bound on the cost of the box's solutions; `most` + 1 if they cost more than `most`; nullopt if the box has none.
    /// Precondition: no document of the box is decided.
    std::optional<std::uint64_t> estimate(const Box& box, std::uint64_t most);

    /// The number of values in a box, for the budget.
    std::uint64_t box_size() const { return box_size_; }

private:
    static constexpr std::uint64_t shared_scale = 4;

    struct Relaxed {
        bool done = false;  ///< false: the budget ended first
        bool possible = false, thinned = false;
        std::uint64_t cost = 0;   ///< times scale_, including the documents of the box
        std::size_t entries = 0;  ///< of all fronts
        Index missed = none;      ///< the first bound that its levels miss
        std::vector<Index> levels, sets;
    };

    struct Node {
        Box box;
        bool possible = false;
        Index missed = none;      ///< a bound that no solution of the box meets
        std::uint64_t bound = 0;  ///< its own, or inherited
        Relaxed relaxed;
        // The parameters that proved `shown`: fronts up to cost `most`, with limit `room`.
        std::uint64_t shown = 0, most = 0;
        std::size_t room = 0;
        QuestionIndex split_question = none;
        Index split_level = 0;
        Index split_document = none;    ///< into Levels::tokens
        std::size_t low = 0, high = 0;  ///< child nodes; 0: a leaf
    };

    std::uint64_t rounded_up(std::uint64_t scaled) const { return (scaled + scale_ - 1) / scale_; }
    std::vector<std::uint64_t> shared_out(const Token& token, const std::vector<QuestionIndex>& bearers) const;
    std::uint64_t paid(const Box& box) const;
    std::uint64_t price(const Box& box, Index token, QuestionIndex question) const;

    Front choices(const Box& box, QuestionIndex question) const;
    std::optional<std::vector<Front>> fronts(const Box& box, std::uint64_t most, std::size_t room, bool hopeful, bool& thinned);
    bool reaches(Wide points, Index bound) const;
    Relaxed relax(const Box& box, std::uint64_t most, std::size_t room, bool hopeful);
    std::uint64_t most_useful() const;

    void enter(Box box, std::uint64_t bound, bool first);
    bool look(Node& node, Box box, std::size_t room);
    void note(Node& node);
    void consider(Solution solution);
    std::optional<Solution> lowered(const Box& box, const Relaxed* guide);
    Solution solution(const std::vector<Index>& levels, const std::vector<Index>& sets) const;
    bool shift_prices(Box& box, const Relaxed& relaxed) const;
    std::vector<std::pair<Index, std::vector<QuestionIndex>>> used(const Box& box, const Relaxed& relaxed) const;
    std::uint64_t unpaid(const Box& box, Index token, const std::vector<QuestionIndex>& users) const;
    Scores<Wide> scores(const std::vector<Index>& levels) const;
    Index missed(const std::vector<Index>& levels, const std::vector<Index>& bounds);
    bool split(Node& node);
    void certify(Found& found);
    bool write_boxes(Certificate& proof);
    bool write_fronts(const Node& node, std::uint64_t bound, Certificate::Box& box);

    const Problem& problem_;
    const Levels& levels_;
    Grid grid_;
    Counting counting_;
    std::size_t most_boxes_;
    Budget& budget_;
    std::vector<std::vector<Wide>> points_;    ///< by question and level
    std::vector<Wide> thresholds_, slack_;     ///< by bound; slack: how much the rounded-up points may exceed the exact ones
    std::vector<Index> all_bounds_, watched_;  ///< watched: bounds that the fronts do not enforce
    std::vector<std::uint64_t> sets_size_,
        path_;  ///< by question: documents in all sets of all levels; numbers that its points go into
    std::uint64_t scale_ = 1, box_size_ = 0, exact_steps_ = 1;
    std::vector<Node> nodes_;
    std::size_t first_room_ = 0, entries_ = 0;
    bool certificate_ = false;
    std::optional<Solution> best_;
};

/// Raises levels at no cost: to what answers already claim, as far as the documents back it.
void settle(const Levels& levels, Solution& solution);
/// The same for one question.
void settle(const Levels& levels, Solution& solution, QuestionIndex question);

}  // namespace zi::improve
