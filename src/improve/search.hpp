/// Which levels and documents reach the target at the least cost? Fronts bound a box of choices; boxes are split until the best
/// plan is proved.
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

/// A choice of one level for every question, and the documents that carry them.
struct Solution {
    std::vector<Index> levels;
    TokenSet documents;
    std::uint64_t cost = 0;
};

struct Found {
    Solution best;
    std::uint64_t bound = 0;  ///< no choice of the box costs less; the cost of `best` if it is proved
    Certificate certificate;  ///< if asked for
};

/// What the search is about. Everything must outlive it.
struct Problem {
    const Model& model;
    const std::vector<Bound>& bounds;
    const Levels& levels;
    const Parts& parts;
};

enum class Choice : std::uint8_t { open, with, without };

/// Some of all solutions.
struct Box {
    std::vector<Index> low, high;                    ///< by question
    std::vector<Choice> documents;                   ///< by token
    std::vector<std::vector<std::uint64_t>> prices;  ///< by token and user: what each bears of its cost
};

class Search {
public:
    /// At most so many boxes for each `solve`, as far as the budget goes.
    Search(const Problem& problem, std::size_t boxes, Budget& budget);

    Box everything() const;

    /// The cheapest solution of a box. There is one, proved or not, unless everything as high as the box allows misses the
    /// target: then nothing. No document of the box may be decided upon.
    std::optional<Found> solve(Box start, bool certificate);

    /// No solution of the box costs less; `most` + 1 if that is all that is known. Nothing if there is none. No document of the
    /// box may be decided upon.
    std::optional<std::uint64_t> estimate(const Box& box, std::uint64_t most);

    /// The numbers that a box consists of.
    std::uint64_t box_size() const { return box_size_; }

private:
    static constexpr std::uint64_t shared_scale = 4;

    struct Relaxed {
        bool done = false;  ///< else the budget ended it
        bool possible = false, thinned = false;
        std::uint64_t cost = 0;   ///< times scale_, documents of the box included
        std::size_t entries = 0;  ///< of all fronts
        Index missed = none;      ///< the first bound that its levels miss
        std::vector<Index> levels, sets;
    };

    struct Node {
        Box box;
        bool possible = false;
        Index missed = none;      ///< a bound that nothing in the box reaches
        std::uint64_t bound = 0;  ///< by itself or as part of another
        Relaxed relaxed;
        // What shows that nothing costs less than `shown`: fronts up to a cost, with so much room.
        std::uint64_t shown = 0, most = 0;
        std::size_t room = 0;
        QuestionIndex split_question = none;
        Index split_level = 0;
        Index split_document = none;    ///< into Levels::tokens
        std::size_t low = 0, high = 0;  ///< 0: a leaf
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
    std::vector<Wide> thresholds_, slack_;     ///< by bound; slack: by how much points may be less than they are counted
    std::vector<Index> all_bounds_, watched_;  ///< watched: those that the fronts do not see to
    std::vector<std::uint64_t> sets_size_,
        path_;  ///< by question: documents in all sets of all levels; numbers that its points go into
    std::uint64_t scale_ = 1, box_size_ = 0, exact_steps_ = 1;
    std::vector<Node> nodes_;
    std::size_t first_room_ = 0, entries_ = 0;
    bool certificate_ = false;
    std::optional<Solution> best_;
};

/// What follows from a solution without further cost: answers that are claimed already count as far as its documents carry
/// them.
void settle(const Levels& levels, Solution& solution);
/// The same of one question.
void settle(const Levels& levels, Solution& solution, QuestionIndex question);

}  // namespace zi::improve
