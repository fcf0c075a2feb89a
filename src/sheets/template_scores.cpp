// Formulas of nodes, views and predicates.
#include "template_sums.hpp"

#include <algorithm>

namespace zi::sheets {

namespace {

constexpr std::uint16_t certain_column = 3, possible_column = 4;  // columns of a row of scores, after the weight

std::vector<std::string_view> heads(const FormOptions& options, std::vector<std::string_view> id,
                                    std::vector<std::string_view> en) {
    return options.language == Language::english ? std::move(en) : std::move(id);
}

}  // namespace

void add_scores(const Model& model, const FormOptions& options, Calculation& sums, FormTerms& out) {
    // Breadth first, so that the children of a node are in consecutive rows and form a range.
    std::vector<NodeIndex> order{NodeIndex{0}};
    List<std::size_t, Node> first_child(model.nodes.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        const Node& node = model.nodes[order[i]];
        first_child[order[i]] = order.size();
        order.insert(order.end(), node.children.begin(), node.children.end());
    }
    sums.begin(options.language == Language::english ? "Scores" : "Nilai",
               heads(options, {"bobot", "pasti", "mungkin"}, {"weight", "certain", "possible"}));
    const auto first_row = sums.at() + 1;
    // Cached results are computed from the children up.
    List<std::pair<double, double>, Node> values(model.nodes.size());
    for (std::size_t i = model.nodes.size(); i-- > 0;) {
        const Node& node = model.nodes[i];
        auto& [certain, possible] = values[i];
        if (node.question != none) {
            const Interval& share = out.questions[node.question].share;
            certain = node.weight.to_double() * share.low.value;
            possible = node.weight.to_double() * share.high.value;
            continue;
        }
        bool first = true;
        for (const NodeIndex child : node.children) {
            const auto& [low, high] = values[child];
            const auto take = [&](double& into, double one) {
                if (first)
                    into = one;
                else if (node.combine == Combine::min)
                    into = std::min(into, one);
                else if (node.combine == Combine::max)
                    into = std::max(into, one);
                else
                    into += one;
            };
            take(certain, low), take(possible, high);
            first = false;
        }
    }
    out.nodes.resize(model.nodes.size());
    for (const NodeIndex index : order) {
        const Node& node = model.nodes[index];
        sums.row(node.id, node.title.in(options.language));
        const Term weight = sums.put(literal(node.weight));
        const auto& [certain, possible] = values[index];
        if (node.question != none) {
            const Interval& share = out.questions[node.question].share;
            out.nodes[index].low = sums.put({weight.formula + "*" + share.low.formula, certain});
            out.nodes[index].high = sums.put({weight.formula + "*" + share.high.formula, possible});
            continue;
        }
        const auto from = first_row + static_cast<std::uint32_t>(first_child[index]);
        const auto to = from + static_cast<std::uint32_t>(node.children.size()) - 1;
        const std::string function = node.combine == Combine::min ? "MIN(" : node.combine == Combine::max ? "MAX(" : "SUM(";
        out.nodes[index].low = sums.put({function + sums.range(from, to, certain_column) + ")", certain});
        out.nodes[index].high = sums.put({function + sums.range(from, to, possible_column) + ")", possible});
    }
    for (const View& view : model.views) {
        sums.begin(view.name, heads(options, {"bobot", "pasti", "mungkin"}, {"weight", "certain", "possible"}));
        const auto first = sums.at() + 1;
        double certain = 0, possible = 0;
        for (const NodeIndex member : view.members) {
            sums.row(model.nodes[member].id);
            sums.put(literal(model.nodes[member].weight));
            certain += sums.put(out.nodes[member].low).value;
            possible += sums.put(out.nodes[member].high).value;
        }
        const auto last = sums.at();
        sums.row(view.name, view.title.in(options.language));
        sums.put(literal(view.weight));
        const Term low = sums.put({"SUM(" + sums.range(first, last, certain_column) + ")", certain});
        out.views.push_back({low, sums.put({"SUM(" + sums.range(first, last, possible_column) + ")", possible})});
    }
}

namespace {

class VerdictSums {
public:
    VerdictSums(const Model& model, const FormOptions& options, Calculation& sums, FactSums& facts, FormTerms& out)
        : model_(model), options_(options), sums_(sums), facts_(facts), out_(out) {}

    void all() {
        out_.predicates.resize(model_.predicates.size());
        for (const PredicateIndex index : model_.predicate_order) out_.predicates[index] = predicate(model_.predicates[index]);
        stages();
        sums_.begin(english() ? "Rules in force" : "Aturan berlaku", {});
        sums_.row(model_.name);
        out_.in_force = sums_.put(model_.in_force ? within(model_.in_force->from, model_.in_force->until) : Term{"2", 2});
    }

private:
    bool english() const { return options_.language == Language::english; }

    /// Whether the assessment day is in the half-open period.
    Term within(const std::optional<Date>& from, const std::optional<Date>& until) const {
        const std::string& day = facts_.as_of().formula;
        std::string inside;
        if (from) inside += day + ">=" + literal(serial(*from)).formula;
        if (until) inside += (inside.empty() ? "" : ",") + day + "<" + literal(serial(*until)).formula;
        const bool holds = !(from && options_.as_of < *from) && !(until && *until <= options_.as_of);
        return {"IF(AND(" + inside + "),2,0)", holds ? 2.0 : 0.0};
    }

    Term negated(const Term& truth) const { return {"(2-" + truth.formula + ")", 2 - truth.value}; }

    PredicateTerms predicate(const Predicate& predicate) {
        PredicateTerms terms;
        sums_.begin(predicate.name, english() ? std::vector<std::string_view>{"applies", "by itself", "verdict"}
                                              : std::vector<std::string_view>{"berlaku", "sendiri", "hasil"});
        Term concerned{"2", 2};
        if (predicate.when) concerned = facts_.truth(*predicate.when);
        std::vector<Term> verdicts;
        for (const Condition& condition : predicate.conditions) {
            terms.conditions.push_back(this->condition(predicate, condition));
            verdicts.push_back(terms.conditions.back().verdict);
        }
        const Term together = sums_.least(verdicts);
        sums_.row(predicate.name, predicate.title.in(options_.language));
        terms.concerned = sums_.put(concerned);
        const Term all = sums_.put(together);
        const std::string& c = terms.concerned.formula;
        terms.verdict =
            sums_.put({"IF(" + c + "=0,0,IF(" + c + "=1,1," + all.formula + "))", terms.concerned.value == 0   ? 0.0
                                                                                  : terms.concerned.value == 1 ? 1.0
                                                                                                               : all.value});
        return terms;
    }

    ConditionTerms condition(const Predicate& predicate, const Condition& condition) {
        std::vector<Term> applies;
        if (condition.from || condition.until) applies.push_back(within(condition.from, condition.until));
        if (condition.when) applies.push_back(facts_.truth(*condition.when));
        if (condition.unless) applies.push_back(negated(facts_.truth(*condition.unless)));
        if (applies.empty()) applies.push_back({"2", 2});
        const Term applicable = sums_.least(applies);
        const Term alone = by_itself(condition);
        sums_.row(predicate.name + "." + condition.id);
        ConditionTerms terms;
        terms.applies = sums_.put(applicable);
        const Term verdict = sums_.put(alone);
        // An inapplicable condition is ignored; one of unknown applicability does not fail the predicate.
        const std::string &a = terms.applies.formula, &v = verdict.formula;
        const double known = terms.applies.value == 0 ? 2 : terms.applies.value == 1 && verdict.value == 0 ? 1 : verdict.value;
        terms.verdict = sums_.put({"IF(" + a + "=0,2,IF(AND(" + a + "=1," + v + "=0),1," + v + "))", known});
        return terms;
    }

    Term by_itself(const Condition& condition) {
        switch (condition.subject) {
            case Condition::Subject::node: return score(condition, out_.nodes[condition.node()]);
            case Condition::Subject::view: return score(condition, out_.views[condition.view()]);
            case Condition::Subject::fact:
                return facts_.truth(condition.fact(), condition.op, condition.values, condition.elapsed);
            case Condition::Subject::predicate: return out_.predicates[condition.predicate()].verdict;
            case Condition::Subject::day: break;
        }
        return day(condition);
    }

    /// Rounds to nine decimals, so that binary rounding errors do not decide at a threshold.
    Term score(const Condition& condition, const Interval& score) {
        const Term threshold = literal(condition.threshold);
        sums_.row("", condition.id);
        const auto above = [&](const Term& end) {
            const double value = end.value - threshold.value;
            return sums_.put({"ROUND(" + end.formula + "-" + threshold.formula + ",9)", std::abs(value) < 5e-10 ? 0 : value});
        };
        const Term low = above(score.low);
        return judged(condition.op, low, above(score.high));
    }

    Term day(const Condition& condition) {
        const std::string& today = facts_.as_of().formula;
        Term above;
        if (condition.yearly) {
            const auto place = [](std::chrono::month_day d) {
                return 32.0 * static_cast<unsigned>(d.month()) + static_cast<unsigned>(d.day());
            };
            const std::chrono::year_month_day date{options_.as_of.day};
            const double wanted = place(*condition.yearly);
            above = {"32*MONTH(" + today + ")+DAY(" + today + ")-" + literal(wanted).formula,
                     place({date.month(), date.day()}) - wanted};
        } else {
            const auto* date = condition.values.empty() ? nullptr : std::get_if<Date>(&condition.values.front());
            if (!date) return {"1", 1};
            above = {today + "-" + literal(serial(*date)).formula, serial(options_.as_of) - serial(*date)};
        }
        sums_.row("", condition.id);
        const Term put = sums_.put(above);
        return judged(condition.op, put, put);
    }

    void stages() {
        std::vector<PredicateIndex> stages;
        for (PredicateIndex i{0}; i < model_.predicates.size(); ++i)
            if (model_.predicates[i].kind == Predicate::Kind::stage) stages.push_back(i);
        if (stages.empty()) return;
        sums_.begin(english() ? "Stages" : "Tahap", english() ? std::vector<std::string_view>{"certain", "possible"}
                                                              : std::vector<std::string_view>{"pasti", "mungkin"});
        const auto first = sums_.at() + 1;
        double certain = 0, possible = 0, place = 0;
        for (const PredicateIndex index : stages) {
            ++place;
            sums_.row(model_.predicates[index].name);
            const Term& verdict = out_.predicates[index].verdict;
            const std::string number = literal(place).formula;
            sums_.put({"IF(" + verdict.formula + "=2," + number + ",0)", verdict.value == 2 ? place : 0});
            sums_.put({"IF(" + verdict.formula + ">=1," + number + ",0)", verdict.value >= 1 ? place : 0});
            if (verdict.value == 2) certain = place;
            if (verdict.value >= 1) possible = place;
        }
        const auto last = sums_.at();
        sums_.row("");
        out_.certain_stage = sums_.put({"MAX(" + sums_.range(first, last, 2) + ")", certain});
        out_.possible_stage = sums_.put({"MAX(" + sums_.range(first, last, 3) + ")", possible});
    }

    const Model& model_;
    const FormOptions& options_;
    Calculation& sums_;
    FactSums& facts_;
    FormTerms& out_;
};

}  // namespace

void add_verdicts(const Model& model, const FormOptions& options, Calculation& sums, FactSums& facts, FormTerms& out) {
    VerdictSums(model, options, sums, facts, out).all();
}

}  // namespace zi::sheets
