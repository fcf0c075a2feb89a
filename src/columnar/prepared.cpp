// Lowers weights and conditions to integer sums and bounds. Questions that contribute to the same observed scores form one
// class and are summed once.
#include "columnar/batch.hpp"
#include "columnar/chunk.hpp"
#include "columnar/floor.hpp"
#include "columnar/grouping.hpp"
#include "columnar/prepared.hpp"

#include "base/common_multiple.hpp"
#include "eval/facts.hpp"
#include "program/tables.hpp"

#include <algorithm>
#include <map>

namespace zi {

namespace {

using namespace columnar;

/// Factors by which units are refined for quotients. They have small primes as factors, so that most quotients of small counts
/// are exact.
constexpr std::int64_t refinements[] = {14'414'400, 720'720, 55'440, 27'720, 5'040, 2'520, 840, 420, 60, 12, 1};
/// The same for scores to be written as decimals; shares still fit 31 bits.
constexpr std::int64_t refinement_of_decimals = 1'729'728'000;
/// With coarser shares too many rows would take the exact path.
constexpr std::int64_t least_share_unit = 100'000;

constexpr std::int64_t most = std::int64_t{1} << 62;

std::pair<std::string_view, Rational> largest_score_of(const Model& model, const BulkOutputs& outputs) {
    std::pair<std::string_view, Rational> largest;
    const auto look_at = [&](std::string_view name, const Rational& weight) {
        if (largest.second < weight) largest = {name, weight};
    };
    for (const NodeIndex node : outputs.nodes) look_at(model.nodes[node].id, model.nodes[node].weight);
    for (const ViewIndex view : outputs.views) look_at(model.views[view].name, model.views[view].weight);
    return largest;
}

class Planner {
public:
    Planner(const Program& program, Date as_of, BulkOutputs outputs) : tables_(program.tables()) {
        prepared_.tables = program.shared_tables();
        prepared_.model = program.shared_model();
        prepared_.as_of = as_of;
        prepared_.outputs = std::move(outputs);
        prepared_.idle = std::make_unique<Idle>();
    }

    Prepared run() {
        choose_predicates();
        observe();
        find_units();
        if (prepared_.integral) {
            classify();
            plan_conditions();
        } else {
            choose_units_of_scores();
        }
        return std::move(prepared_);
    }

private:
    const Model& model() const { return *prepared_.model; }

    // ---- What is needed --------------------------------------------------------------------------------------------

    /// The requested predicates and, transitively, those they refer to.
    void choose_predicates() {
        std::vector<char> needed(model().predicates.size(), 0);
        for (const PredicateIndex one : prepared_.outputs.predicates) needed[one] = 1;
        for (PredicateIndex i{0}; i < model().predicates.size(); ++i)
            if (prepared_.outputs.stage && model().predicates[i].kind == Predicate::Kind::stage) needed[i] = 1;
        for (std::size_t i = model().predicate_order.size(); i-- > 0;) {
            const PredicateIndex index = model().predicate_order[i];
            if (needed[index] == 0) continue;
            for (const Condition& condition : model().predicates[index].conditions)
                if (condition.subject == Condition::Subject::predicate) needed[condition.index] = 1;
        }
        prepared_.place.assign(model().predicates.size(), none);
        for (const PredicateIndex index : model().predicate_order) {
            if (needed[index] == 0) continue;
            prepared_.place[index] = static_cast<Index>(prepared_.predicates.size());
            prepared_.predicates.emplace_back().predicate = index;
        }
    }

    /// Marks the nodes and views whose scores are outputs or operands of a condition, and the leaves below them.
    void observe() {
        node_wanted_.assign(model().nodes.size(), 0);
        view_wanted_.assign(model().views.size(), 0);
        for (const NodeIndex node : prepared_.outputs.nodes) node_wanted_[node] = 1;
        for (const ViewIndex view : prepared_.outputs.views) view_wanted_[view] = 1;
        for (const PreparedPredicate& one : prepared_.predicates)
            for (const Condition& condition : model().predicates[one.predicate].conditions) {
                if (!in_force(condition, prepared_.as_of)) continue;
                if (condition.subject == Condition::Subject::node) node_wanted_[condition.index] = 1;
                if (condition.subject == Condition::Subject::view) view_wanted_[condition.index] = 1;
            }
        // A minimum or maximum below an observed score is observed too, and so are its children. Parents have smaller indices
        // than their children.
        std::vector<char> below(model().nodes.size(), 0);
        for (ViewIndex view{0}; view < model().views.size(); ++view)
            if (view_wanted_[view] != 0)
                for (const NodeIndex member : model().views[view].members) below[member] = 1;
        for (NodeIndex i{0}; i < model().nodes.size(); ++i) {
            const Node& node = model().nodes[i];
            below[i] = below[i] != 0 || node_wanted_[i] != 0 || (node.parent != none && below[node.parent] != 0) ? 1 : 0;
            if (below[i] == 0 || !extreme(i)) continue;
            node_wanted_[i] = 1;
            for (const NodeIndex child : node.children) node_wanted_[child] = 1;
        }
        for (NodeIndex i{0}; i < model().nodes.size(); ++i)
            if (below[i] != 0 && model().nodes[i].question != none) leaves_.push_back(i);
        prepared_.counts.assign(model().questions.size(), 0);
        for (const NodeIndex leaf : leaves_) prepared_.counts[model().nodes[leaf].question] = 1;
    }

    bool extreme(NodeIndex node) const {
        const Combine combine = model().nodes[node].combine;
        return model().nodes[node].question == none && (combine == Combine::min || combine == Combine::max);
    }

    // ---- Units -----------------------------------------------------------------------------------------------------

    bool is_quotient(QuestionIndex question) const { return model().questions[question].kind != Question::Kind::options; }

    void find_units() {
        std::int64_t unit = 1, weights = 1;  // LCM of the denominators of all points; of the weights of quotients
        bool fits = true, quotients = false;
        const auto include = [&](std::int64_t& common, const Rational& value) {
            fits = fits && include_denominator(common, value, most);
        };
        Rational total;
        for (const NodeIndex leaf : leaves_) {
            const Question& question = model().questions[model().nodes[leaf].question];
            const Rational& weight = model().nodes[leaf].weight;
            total += weight;
            include(unit, weight);
            if (is_quotient(model().nodes[leaf].question)) {
                quotients = true;
                include(weights, weight);
                continue;
            }
            include(unit, weight * question.worst);
            include(unit, weight * question.best);
            for (const Rational& score : tables_.option_scores_of(model().nodes[leaf].question)) include(unit, score);
            for (const Inapplicable& one : question.inapplicable) include(unit, weight * one.value);
            // Codes are bytes, and some are needed for nulls and inapplicable cases.
            if (model().scales[question.scale].options.size() + question.inapplicable.size() > 250) fits = false;
        }
        if (!fits || !is_less(total, unit, most)) return;
        prepared_.integral = choose_units(unit, weights, total, quotients);
    }

    static bool is_less(const Rational& value, std::int64_t unit, std::int64_t than) {
        const auto found = floor_of(value, unit);
        return found && found->value < than;
    }

    /// The finest units for which sums fit 32 bits, if shares are fine enough in these; else for 63 bits. With as_decimals
    /// always finer ones in 63 bits.
    bool choose_units(std::int64_t unit, std::int64_t weights, const Rational& total, bool quotients) {
        constexpr std::int64_t most_narrow = (std::int64_t{1} << 31) - 2;
        const auto take = [&](std::int64_t points_unit, std::int64_t share_unit) {
            prepared_.points_unit = points_unit;
            prepared_.share_unit = share_unit;
            prepared_.bound = points(total);
            prepared_.narrow = prepared_.bound < most_narrow;
            return true;
        };
        if (!quotients) return take(unit, 1);
        if (prepared_.outputs.as_decimals && refinement_of_decimals < most / unit &&
            is_less(total, unit * refinement_of_decimals, most))
            return take(unit * refinement_of_decimals, refinement_of_decimals);
        for (const std::int64_t refinement : refinements) {
            if (refinement > most_narrow / unit || !is_less(total, unit * refinement, most_narrow)) continue;
            const std::int64_t share_unit = unit * refinement / weights;
            if (share_unit > most_single) continue;
            if (share_unit < least_share_unit) break;
            return take(unit * refinement, share_unit);
        }
        for (const std::int64_t refinement : refinements) {
            if (refinement < least_share_unit) break;
            if (refinement < most / unit && is_less(total, unit * refinement, most)) return take(unit * refinement, refinement);
        }
        // With fewer digits of a quotient, nearly every row would take the exact path anyway.
        return false;
    }

    /// Units of scores that are computed in rational numbers: the finest for which all of them fit 64 bits.
    void choose_units_of_scores() {
        const Rational largest = largest_score_of(model(), prepared_.outputs).second;
        const auto fitting = std::find_if(std::begin(refinements), std::end(refinements),
                                          [&](std::int64_t unit) { return floor_of(largest, unit).has_value(); });
        prepared_.holds_scores = fitting != std::end(refinements);
        prepared_.points_unit = prepared_.holds_scores ? *fitting : 1;
    }

    // ---- Sums ------------------------------------------------------------------------------------------------------

    void classify() {
        observe_in_order();
        for (std::size_t i = 0; i < prepared_.observed.size(); ++i) gather(static_cast<Index>(i));
        // Leaves and extremes that contribute to the same observed scores form one class.
        std::map<std::vector<Index>, Index> of_members;
        const auto class_of = [&](const std::vector<Index>& members) {
            const auto [found, added] = of_members.emplace(members, static_cast<Index>(prepared_.classes.size()));
            if (added) {
                prepared_.classes.emplace_back();
                for (const Index observed : members) prepared_.observed[observed].classes.push_back(found->second);
            }
            return found->second;
        };
        std::vector<std::vector<Coded>> coded;
        for (const auto& [node, members] : members_) {
            const QuestionIndex question = model().nodes[node].question;
            if (question == none) continue;
            const Index index = class_of(members);
            coded.resize(prepared_.classes.size());
            if (is_quotient(question))
                prepared_.classes[index].quotients.push_back(quotient(question));
            else
                coded[index].push_back({question, by_code(question, false), by_code(question, true)});
        }
        for (Index i = 0; i < coded.size(); ++i) group(std::move(coded[i]), prepared_.classes[i]);
        for (const auto& [node, members] : members_) {
            if (!extreme(node)) continue;
            prepared_.classes.emplace_back().extreme = place_of(node);
            for (const Index observed : members)
                prepared_.observed[observed].classes.push_back(static_cast<Index>(prepared_.classes.size() - 1));
        }
        prepared_.set_apart.resize(model().questions.size());
        for (const NodeIndex leaf : leaves_) {
            const QuestionIndex question = model().nodes[leaf].question;
            SetApart& apart = prepared_.set_apart[question];
            for (const Inapplicable& one : model().questions[question].inapplicable) apart.cases.push_back(guard(one.guard));
            if (apart.cases.empty() || is_quotient(question)) continue;
            apart.certain = by_code(question, false);
            apart.possible = by_code(question, true);
        }
        for (Index i = 0; i < prepared_.observed.size(); ++i)
            for (const Index part : prepared_.observed[i].classes) prepared_.classes[part].observed.push_back(i);
        find_errors();
    }

    /// In order of evaluation: children before parents, then views.
    void observe_in_order() {
        node_place_.assign(model().nodes.size(), none);
        view_place_.assign(model().views.size(), none);
        for (NodeIndex i(model().nodes.size()); i-- > 0;) {
            if (node_wanted_[i] == 0) continue;
            node_place_[i] = static_cast<Index>(prepared_.observed.size());
            prepared_.observed.emplace_back().node = i;
        }
        for (ViewIndex i{0}; i < model().views.size(); ++i) {
            if (view_wanted_[i] == 0) continue;
            view_place_[i] = static_cast<Index>(prepared_.observed.size());
            prepared_.observed.emplace_back().view = i;
        }
        for (Observed& one : prepared_.observed) {
            if (one.node == none || !extreme(one.node)) continue;
            one.least = model().nodes[one.node].combine == Combine::min;
            for (const NodeIndex child : model().nodes[one.node].children) one.children.push_back(place_of(child));
        }
        for (const NodeIndex node : prepared_.outputs.nodes) prepared_.node_place.push_back(place_of(node));
        for (const ViewIndex view : prepared_.outputs.views) prepared_.view_place.push_back(place_of_view(view));
    }

    Index place_of(NodeIndex node) const { return node_place_[node]; }
    Index place_of_view(ViewIndex view) const { return view_place_[view]; }

    /// Records the leaves and extremes that an observed score is the sum of.
    void gather(Index observed) {
        const Observed& one = prepared_.observed[observed];
        std::vector<NodeIndex> pending;
        if (one.view != none)
            pending = model().views[one.view].members;
        else if (extreme(one.node))
            pending = {};
        else
            pending = {one.node};
        while (!pending.empty()) {
            const NodeIndex node = pending.back();
            pending.pop_back();
            if (model().nodes[node].question != none || extreme(node))
                members_[node].push_back(observed);
            else
                pending.insert(pending.end(), model().nodes[node].children.begin(), model().nodes[node].children.end());
        }
    }

    // Fits: the total does (find_units).
    std::int64_t points(const Rational& value) const { return floor_of(value, prepared_.points_unit).value().value; }
    std::int64_t share(const Rational& value) const { return floor_of(value, prepared_.share_unit).value().value; }

    Quotient quotient(QuestionIndex index) const {
        const Question& question = model().questions[index];
        Quotient result;
        result.question = index;
        result.weight = points(model().nodes[question.node].weight) / prepared_.share_unit;
        result.worst = share(question.worst);
        result.best = share(question.best);
        for (const Inapplicable& one : question.inapplicable) result.inapplicable.push_back(share(one.value));
        if (question.kind == Question::Kind::ratio) {
            result.formula =
                fit(question.formula, std::vector<InputBound>(question.inputs.size()), question.capped, prepared_.share_unit);
            result.cases = cases_of(question, result.formula, prepared_.share_unit);
        }
        return result;
    }

    /// Points by code of a question: options, then null, then the cases of `inapplicable`.
    std::vector<std::int64_t> by_code(QuestionIndex index, bool possible) const {
        const Question& question = model().questions[index];
        const Rational& weight = model().nodes[question.node].weight;
        std::vector<std::int64_t> values;
        for (const Rational& score : tables_.option_scores_of(index)) values.push_back(points(score));
        values.push_back(points(weight * (possible ? question.best : question.worst)));
        for (const Inapplicable& one : question.inapplicable) values.push_back(points(weight * one.value));
        return values;
    }

    /// An upper bound of the rounding error: each quotient is less than one unit of its share too small.
    void find_errors() {
        for (Observed& one : prepared_.observed) {
            for (const Index index : one.classes) {
                const Class& part = prepared_.classes[index];
                for (const Quotient& quotient : part.quotients) one.error += quotient.weight;
                if (part.extreme != none) one.error += prepared_.observed[part.extreme].error;
            }
            for (const Index child : one.children) one.error = std::max(one.error, prepared_.observed[child].error);
        }
    }

    // ---- Conditions ------------------------------------------------------------------------------------------------

    void plan_conditions() {
        for (PreparedPredicate& one : prepared_.predicates) {
            const Predicate& predicate = model().predicates[one.predicate];
            if (predicate.when) one.when = guard(*predicate.when);
            for (ConditionIndex i{0}; i < predicate.conditions.size(); ++i) {
                const Condition& from = predicate.conditions[i];
                if (!in_force(from, prepared_.as_of)) continue;
                if (is_just_a_score(from))
                    one.scores.push_back(reach(observed(from), from.threshold, from.op == Operator::above));
                else
                    one.conditions.push_back(condition(from, i));
            }
        }
    }

    /// Whether the condition can be evaluated with others in one pass: a lower bound of a score, without an output of its own.
    bool is_just_a_score(const Condition& condition) const {
        return is_score(condition) && wants_more(condition.op) && !prepared_.outputs.conditions && !condition.when &&
               !condition.unless;
    }

    Index observed(const Condition& condition) const {
        return condition.subject == Condition::Subject::node ? node_place_[condition.index] : view_place_[condition.index];
    }

    PlannedCondition condition(const Condition& from, ConditionIndex index) {
        PlannedCondition result;
        result.condition = index;
        result.op = from.op;
        if (from.when) result.when = guard(*from.when);
        if (from.unless) result.unless = guard(*from.unless);
        switch (from.subject) {
            case Condition::Subject::node:
            case Condition::Subject::view: {
                result.kind = PlannedCondition::Kind::score;
                const auto reached = [&](bool above) {
                    const Reach one = reach(observed(from), from.threshold, above);
                    return once(prepared_.observed[one.observed].reaches, prepared_.reaches, one);
                };
                const bool both = from.op == Operator::equal || from.op == Operator::in;
                if (both || from.op == Operator::at_least || from.op == Operator::below) result.at = reached(false);
                if (both || from.op == Operator::above || from.op == Operator::at_most) result.above = reached(true);
                break;
            }
            case Condition::Subject::fact:
                result.kind = PlannedCondition::Kind::fact;
                result.index = test(from.fact(), from.op, from.values, from.elapsed);
                break;
            case Condition::Subject::predicate:
                result.kind = PlannedCondition::Kind::predicate;
                result.index = prepared_.place[from.index];
                break;
            case Condition::Subject::day: result.value = judge_day(from, prepared_.as_of).verdict == Verdict::met; break;
        }
        return result;
    }

    /// The comparison score >= threshold, or score > threshold.
    Reach reach(Index observed, const Rational& threshold, bool above) const {
        const Observed& one = prepared_.observed[observed];
        // Clamps thresholds above every sum and below 0, so that they fit.
        const auto found = floor_of(threshold, prepared_.points_unit);
        const std::int64_t beyond = threshold.sign() < 0 ? -1 : prepared_.bound;
        const std::int64_t below = found ? std::clamp<std::int64_t>(found->value, -1, prepared_.bound) : beyond;
        const bool on_grid = found && found->exact && found->value == below;
        const std::int64_t least = above || !on_grid ? below + 1 : below;
        return {observed, least, one.error == 0 ? least : std::max<std::int64_t>(0, below - one.error + 1)};
    }

    PlannedGuard guard(const Guard& from) {
        PlannedGuard result;
        result.kind = from.kind;
        if (from.kind == Guard::Kind::test) result.test = test(from.fact(), from.op, from.values, from.elapsed);
        for (const Guard& arg : from.args) result.args.push_back(guard(arg));
        return result;
    }

    Index test(FactIndex fact, Operator op, const std::vector<FactValue>& values, const std::optional<Duration>& elapsed) {
        FactTest result{fact, op, values, std::nullopt};
        if (elapsed) result.last_day = last_day(*elapsed);
        return once(tests_of_[fact], prepared_.tests, result);
    }

    /// Index of an equal element; appends it if there is none.
    template <class Thing>
    static Index once(std::vector<Index>& known, std::vector<Thing>& all, const Thing& thing) {
        for (const Index index : known)
            if (all[index] == thing) return index;
        all.push_back(thing);
        known.push_back(static_cast<Index>(all.size() - 1));
        return known.back();
    }

    /// The last start day for which the duration is over by `as_of`. Monotonic, so a binary search finds it.
    std::int64_t last_day(const Duration& duration) const {
        const auto passed = [&](std::int64_t days) {
            const Date from{std::chrono::sys_days{std::chrono::days{days}}};
            return after(from, static_cast<int>(duration.count), duration.unit) <= prepared_.as_of;
        };
        std::int64_t low = -800'000, high = 3'000'000;  // beyond the years 1 and 9999
        while (high - low > 1) {
            const std::int64_t middle = low + (high - low) / 2;
            (passed(middle) ? low : high) = middle;
        }
        return low;
    }

    const program::Tables& tables_;
    Prepared prepared_;
    std::vector<char> node_wanted_, view_wanted_;
    std::vector<NodeIndex> leaves_;
    std::map<NodeIndex, std::vector<Index>> members_;  ///< by leaf or extreme: the observed scores that it contributes to
    std::vector<Index> node_place_, view_place_;       ///< indices into Prepared::observed; none: not observed
    std::map<FactIndex, std::vector<Index>> tests_of_;
};

}  // namespace

BulkOutputs BulkOutputs::verdicts(const Model& model) {
    BulkOutputs outputs;
    for (PredicateIndex i{0}; i < model.predicates.size(); ++i) outputs.predicates.push_back(i);
    outputs.nodes = {NodeIndex(0)};
    return outputs;
}

BulkOutputs BulkOutputs::all(const Model& model) {
    BulkOutputs outputs = verdicts(model);
    outputs.nodes.clear();
    for (NodeIndex i{0}; i < model.nodes.size(); ++i) outputs.nodes.push_back(i);
    for (ViewIndex i{0}; i < model.views.size(); ++i) outputs.views.push_back(i);
    outputs.conditions = outputs.stage = true;
    return outputs;
}

PreparedColumns::PreparedColumns(const Program& program, Date as_of, BulkOutputs outputs)
    : prepared_(std::make_unique<const Prepared>(Planner(program, as_of, std::move(outputs)).run())) {}
PreparedColumns::~PreparedColumns() = default;
PreparedColumns::PreparedColumns(PreparedColumns&&) noexcept = default;
PreparedColumns& PreparedColumns::operator=(PreparedColumns&&) noexcept = default;

const Model& PreparedColumns::model() const { return *prepared_->model; }
const std::shared_ptr<const Model>& PreparedColumns::shared_model() const { return prepared_->model; }
Date PreparedColumns::as_of() const { return prepared_->as_of; }
const BulkOutputs& PreparedColumns::outputs() const { return prepared_->outputs; }
std::int64_t PreparedColumns::denominator() const { return prepared_->points_unit; }
bool PreparedColumns::integral() const { return prepared_->integral; }
std::pair<std::string_view, Rational> PreparedColumns::largest_score() const {
    return largest_score_of(*prepared_->model, prepared_->outputs);
}
bool PreparedColumns::holds_scores() const { return prepared_->holds_scores; }

}  // namespace zi
