/// What is the cheapest way to a predicate, and how do we know?
///
/// A plan raises answers and obtains documents until every score condition of a predicate is certainly met. docs/plan.md
/// defines what may be improved and what it costs. Costs are whole numbers in the unit of the rules; everything is exact. All
/// functions are thread-safe.
#pragma once

#include "zi/assess.hpp"
#include "zi/limits.hpp"
#include "zi/model.hpp"
#include "zi/result.hpp"
#include "zi/unit.hpp"

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zi {

// ---- What improvements cost ----------------------------------------------------------------------------------------

/// A share of a question's weight that can be reached, and what that costs from the answer as it is.
struct LevelCost {
    Rational share;
    std::uint32_t cost = 0;
};

struct QuestionCosts {
    bool impossible = false;            ///< nothing about this question can be improved
    std::optional<std::uint32_t> step;  ///< in place of Question::cost
    /// If not empty: above what is claimed now, these shares and no others can be reached. Of options: shares that are an
    /// option's value.
    std::vector<LevelCost> levels;
};

/// What the host says in place of the rules' costs. Kinds and documents without a value cannot be had.
struct Costs {
    static constexpr std::uint32_t most = 1'000'000;  ///< the greatest cost that read_costs accepts

    std::map<QuestionIndex, QuestionCosts> questions;
    std::map<EvidenceIndex, std::optional<std::uint32_t>> kinds;
    std::map<std::string, std::optional<std::uint32_t>, std::less<>> documents;  ///< by id
};

/// Reads costs (docs/costs.schema.json). All errors are reported together, and nothing is read then. `documents`: the ids that
/// there are; others are refused. Null: any id may be one.
Result<Costs> read_costs(const Model& model, std::string_view text, const Limits& limits,
                         const std::vector<std::string>* documents = nullptr);

// ---- Plans ---------------------------------------------------------------------------------------------------------

enum class PlanStatus : std::uint8_t {
    already_met,   ///< the target is met; nothing to do
    scores_met,    ///< every score condition is certainly met, but `obligations` are left; there is nothing to plan
    optimal,       ///< no plan is cheaper
    bounded_gap,   ///< a limit ended the search: the plan works, and none costs less than `lower_bound`
    impossible,    ///< some conditions cannot be reached even with everything improved
    not_monotone,  ///< the target asks that some score be small or exact; such targets are not planned for
};

/// "optimal" and so on.
std::string_view code(PlanStatus status);

/// A condition, by its place in the rules.
struct ConditionRef {
    PredicateIndex predicate = none;
    ConditionIndex condition = none;  ///< none: the predicate's own `when`
    friend bool operator==(const ConditionRef&, const ConditionRef&) = default;
};

/// A condition on facts, days or members that is not certainly met. No improvement moves it, so that the target is not reached
/// before it is.
struct Obligation {
    enum class Way : std::uint8_t {
        time,    ///< it is met by itself, from `first_day` on
        begin,   ///< what must have lasted has not begun; if it does on the day of the plan, `first_day` is the day
        state,   ///< nobody has stated the fact
        others,  ///< somebody has to bring it about: an award, a grade, a report, what members do
        passed,  ///< it was met, if ever, on days that do not come again
    };
    ConditionRef ref;
    Way way = Way::others;
    std::optional<Date> first_day;  ///< the first on which it could hold; nothing where no day can be told
    friend bool operator==(const Obligation&, const Obligation&) = default;
};
/// "time" and so on.
std::string_view code(Obligation::Way way);

/// A document to have accepted.
struct ObtainedDocument {
    DocumentIndex document = none;  ///< index into documents_of(unit); none: a new one
    EvidenceIndex kind = none;
    QuestionIndex question = none;          ///< of a new one: the question it is for
    std::vector<std::string> args;          ///< of a new one: what it has to cover
    Standing standing = Standing::missing;  ///< before
    std::uint64_t cost = 0;
    friend bool operator==(const ObtainedDocument&, const ObtainedDocument&) = default;
};

/// A question that counts for more.
struct Improvement {
    QuestionIndex question = none;
    Rational from, to;          ///< certain shares of the weight, before and after
    OptionIndex option = none;  ///< of options: the one that counts then
    bool raised = false;        ///< the answer itself has to become better; else only evidence is lacking
    /// Of a number or ratio that is raised: the answer to reach, the nearest to the present one that suffices. Nothing given
    /// (monostate) where only the share can be told, since nobody knows what would be counted.
    Answer answer;
    std::uint64_t cost = 0;        ///< of the steps; documents cost apart
    Rational points;               ///< gained on the question itself
    std::vector<Index> documents;  ///< into Plan::documents: those that it rests on
    friend bool operator==(const Improvement&, const Improvement&) = default;
};

struct Plan {
    PlanStatus status = PlanStatus::optimal;
    std::uint64_t cost = 0;
    std::uint64_t lower_bound = 0;            ///< no plan costs less; equals `cost` where the plan is optimal
    std::vector<ObtainedDocument> documents;  ///< in the order of preparation: first, and bases before what derives from them
    std::vector<Improvement> improvements;    ///< then, in the order of the worksheet
    std::vector<Obligation> obligations;      ///< the target is reached only once these are met, too
    std::vector<ConditionRef> obstacles;      ///< why it is impossible or not monotone
    Assessment after;                         ///< of the unit as improved; as it is, where there is no plan
};

/// Is the target met once the plan is carried out? Not where other conditions are left that no plan moves.
inline bool reaches_target(const Plan& plan) {
    const bool found = plan.status == PlanStatus::optimal || plan.status == PlanStatus::bounded_gap;
    return plan.status == PlanStatus::already_met || (found && plan.obligations.empty());
}

/// One improvement taken by itself.
struct NextStep {
    Improvement improvement;
    std::vector<ObtainedDocument> documents;
    std::uint64_t cost = 0;  ///< documents included
    Rational shortfall;      ///< points by which the target's conditions are missed now, added up
    Rational progress;       ///< by how much the step reduces that
};

/// What proves that no plan costs less than `bound`; check_plan reads it. See docs/plan.md.
struct Certificate {
    /// A part of the score. Children come before parents, the last one is the root.
    struct Part {
        enum class Kind : std::uint8_t { question, sum, min, max };
        Kind kind = Kind::question;
        QuestionIndex question = none;
        std::size_t left = 0, right = 0;       ///< of all others: the two parts that it combines
        std::vector<ConditionRef> conditions;  ///< that this part must meet by itself
    };
    /// So many points for so much cost.
    struct Offer {
        Rational points;
        std::uint64_t cost = 0;  ///< times `scale`
    };
    /// Who bears how much of a document that several questions may use.
    struct Price {
        DocumentIndex document = none;
        QuestionIndex question = none;
        std::uint64_t price = 0;  ///< times `scale`
    };
    /// A part of the search. An inner box splits into two: a question stays at a level or gets beyond it, a document is
    /// obtained or not.
    struct Box {
        bool leaf = true;
        QuestionIndex question = none;  ///< of a split over levels: up to `level`, or above
        Index level = 0;
        DocumentIndex document = none;  ///< of a split over documents: without it, or with it
        std::size_t low = 0, high = 0;
        std::optional<ConditionRef> missed;  ///< of a leaf, as is the rest: a condition that nothing in the box reaches; else
        std::vector<Price> prices;
        /// By part: for every way to improve it that costs less than the bound and meets its conditions, an offer with no fewer
        /// points and no more cost. The root has none.
        std::vector<std::vector<Offer>> fronts;
    };
    std::vector<Part> parts;
    std::uint64_t scale = 1;
    std::vector<Box> boxes;  ///< the first is all of the search
    std::uint64_t bound = 0;
};

/// What is wrong with a plan or its proof.
enum class PlanFault : std::uint8_t {
    sound,
    not_a_plan,     ///< it obtains or raises what cannot be, or twice the same
    cost_wrong,     ///< the costs do not add up
    target_missed,  ///< the unit as improved does not meet the score conditions
    parts_wrong,    ///< parts do not make up the scores that the conditions ask for
    boxes_wrong,    ///< boxes do not cover the search
    prices_wrong,   ///< questions bear more than a document costs
    front_wrong,    ///< a part can do better than its front says
    bound_wrong,    ///< a box has a cheaper way than the bound
    too_large,  ///< a question has too many documents to try all of their subsets, or the proof takes more steps than `work`
    // Of a proof that says what it is for (zi/proof.hpp):
    other_rules,  ///< it was made for other rules
    other_day,    ///< for another day
    other_unit,   ///< for another unit, or for another state of it
    other_costs,  ///< with other costs
};
std::string_view code(PlanFault fault);

struct PlanOptions {
    std::size_t next = 0;      ///< how many next-best plans, 10 at most
    bool step = false;         ///< look for the best next step
    bool certificate = false;  ///< keep the proof
    /// Have check_plan look at the best plan, for Planned::verified: with twice the steps that the search took or 2^24,
    /// whichever is more, and no more than `work`.
    bool verify = false;
    std::size_t boxes = 2'000;  ///< of the search, for one plan; beyond, the gap is told
    /// Steps of the whole call: pairs of entries of fronts, answers and documents looked at; 5 to 60 ns each. Half of them are
    /// for the best plan. Where they end, the best plan so far is told, with what is proved of it: the same on every machine,
    /// and with more steps never a worse one. They bound memory as well, to less than 300 MB by default.
    std::uint64_t work = std::uint64_t{1} << 27;
    const std::atomic<bool>* cancel = nullptr;  ///< read after 2^20 steps at most; set it to stop early. Not owned.
    std::function<void(std::uint64_t done, std::uint64_t work)>
        progress;  ///< steps done so far; called now and then, from the calling thread
};

struct Planned {
    Plan best;
    std::vector<Plan> next;        ///< other plans, cheapest first
    std::optional<NextStep> step;  ///< nothing where no single improvement brings the target nearer
    std::optional<Certificate> certificate;
    std::optional<PlanFault> verified;  ///< what check_plan says of the best plan and its proof; nothing: not asked
    bool cut = false;        ///< the work ended before all of `next` were found, or all that `step` may be was looked at
    bool cancelled = false;  ///< what was found is valid, but less of it may be proved
    std::uint64_t work = 0;  ///< steps that it took
};

/// The cheapest plan that makes every score condition of a predicate, and of those that it `meets`, certainly met: conditions
/// in force on the day and not known to be inapplicable. Work that could be exponential is bounded by `options`: within any
/// bounds there is a plan to tell, if there is one at all, since everything raised to the highest level is one. Throws what
/// `progress` throws, and std::bad_alloc.
Planned plan_improvement(const Model& model, const Unit& unit, Date as_of, PredicateIndex target, const Costs& costs,
                         const PlanOptions& options = {});

/// The unit once a plan is carried out. Where an improvement of a number or ratio tells no answer, the unit gets to the share
/// somehow; in `model`, the rules otherwise unchanged, such a question is answered by choosing the share.
struct Improved {
    std::shared_ptr<const Model> model;
    Unit unit;
};
/// Valid as long as `model`.
Improved improved(const Model& model, const Unit& unit, Date as_of, const Plan& plan);

/// Steps of check_plan, some 50 ns each. A proof of a plan made with the default PlanOptions takes less.
inline constexpr std::uint64_t default_check_work = std::uint64_t{1} << 28;

/// Checks by other means than the plan was made that it works, that its costs add up, and that no plan costs less than its
/// lower bound. The first fault found. `work`: pairs and documents looked at. `cancel` is looked at with each of them, and ends
/// it as too large. Of `plan.after`, nothing is checked if it is empty.
PlanFault check_plan(const Model& model, const Unit& unit, Date as_of, PredicateIndex target, const Costs& costs,
                     const Plan& plan, const Certificate& certificate, std::uint64_t work = default_check_work,
                     const std::atomic<bool>* cancel = nullptr);

// ---- Many units ----------------------------------------------------------------------------------------------------

/// What a unit's way to the target costs: steps and documents of its own, and shared documents that are paid once for all
/// units.
struct UnitNeed {
    std::string id;
    PlanStatus status = PlanStatus::optimal;
    std::uint64_t cost = 0, lower_bound = 0;  ///< by itself
    std::vector<Obligation> obligations;      ///< as of a Plan; where there are any, no money brings the unit to the target
};

struct PopulationPlan {
    /// Those that can get there, cheapest first; then those whose scores can, while other conditions are left, cheapest first;
    /// then the others, as given.
    std::vector<UnitNeed> units;
    std::vector<std::size_t> coached;  ///< into `units`: those that get there within the budget, in the order to coach them
    std::vector<std::string> shared;   ///< ids of the shared documents to obtain for them
    std::uint64_t cost = 0;            ///< of coaching all of those
    std::size_t reachable_bound = 0;   ///< no choice gets more units there; equals coached.size() where that is proved
    bool cancelled = false;            ///< then there is nothing else
};

struct PopulationOptions {
    std::size_t boxes = 200;  ///< of the search for one unit
    std::size_t shared_documents =
        12;                  ///< up to so many shared documents, which of them to pay is decided exactly, as far as `work` goes
    std::uint64_t work = 0;  ///< steps as in PlanOptions, for all units together, a fair part for each; 0: 2^24 for each unit
    const std::atomic<bool>* cancel = nullptr;  ///< as in PlanOptions
    std::function<void(std::size_t done, std::size_t units)>
        progress;  ///< units that have a plan of their own; from the calling thread
};

/// How many of the units can reach the target within a budget, and which to coach first. Nothing is spent on units that money
/// alone does not bring there. Throws what `progress` throws, and std::bad_alloc.
PopulationPlan plan_population(const Model& model, const std::vector<Unit>& units, Date as_of, PredicateIndex target,
                               const Costs& costs, std::uint64_t budget, const PopulationOptions& options = {});

// ---- Reports -------------------------------------------------------------------------------------------------------

/// A plan that a unit can work from, in words.
std::string to_text(const Model& model, const Unit& unit, Date as_of, PredicateIndex target, const Planned& planned,
                    Language language);
/// The same as a JSON object ("schema": "zi-plan/1").
std::string to_json(const Model& model, const Unit& unit, Date as_of, PredicateIndex target, const Planned& planned);
/// Who gets there within the budget, in words.
std::string to_text(const Model& model, Date as_of, PredicateIndex target, std::uint64_t budget, const PopulationPlan& plan,
                    Language language);
/// The same as a JSON object ("schema": "zi-population-plan/1").
std::string to_json(const Model& model, Date as_of, PredicateIndex target, std::uint64_t budget, const PopulationPlan& plan);

}  // namespace zi
