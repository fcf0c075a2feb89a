// Verifies a plan: by enumerating all subsets of a question's documents, with the reference evaluator, and inequality by
// inequality. Shares no code with the search. Deliberately one long file, to be read from first line to last by somebody who
// trusts nothing else.
#include "zi/improve.hpp"

#include "eval/answers.hpp"
#include "eval/facts.hpp"

#include <algorithm>
#include <iterator>
#include <limits>
#include <set>

namespace zi {

namespace {

using PartKind = Certificate::Part::Kind;

constexpr std::size_t most_tried = 16;  ///< limit on the documents of one question

// Arithmetic that saturates: a proof may state any number, and the greatest is never a sum of real costs.
constexpr std::uint64_t beyond = std::numeric_limits<std::uint64_t>::max();
std::uint64_t plus(std::uint64_t a, std::uint64_t b) { return b > beyond - a ? beyond : a + b; }
std::uint64_t times(std::uint64_t a, std::uint64_t b) { return a != 0 && b > beyond / a ? beyond : a * b; }

// ---- Scores as sums of terms ---------------------------------------------------------------------------------------

/// A sum of questions, minima and maxima in canonical form, so that equal sums compare equal.
struct Term {
    std::string text;
    char op = 0;
    std::vector<std::string> args;
};
using TermSum = std::vector<Term>;

std::string in_one_spelling(const TermSum& sum) {
    std::vector<std::string> texts;
    for (const Term& term : sum) texts.push_back(term.text);
    std::sort(texts.begin(), texts.end());
    std::string all = "(";
    for (const std::string& text : texts) all += text + "+";
    return all + ")";
}

TermSum joined(char op, const std::vector<TermSum>& sums) {
    if (sums.size() == 1) return sums.front();
    Term term{std::string(1, op) + "[", op, {}};
    for (const TermSum& sum : sums) {
        if (sum.size() == 1 && sum.front().op == op)
            term.args.insert(term.args.end(), sum.front().args.begin(), sum.front().args.end());
        else
            term.args.push_back(in_one_spelling(sum));
    }
    std::sort(term.args.begin(), term.args.end());
    for (const std::string& arg : term.args) term.text += arg + ",";
    term.text += "]";
    return {term};
}

TermSum added(const std::vector<TermSum>& sums) {
    TermSum all;
    for (const TermSum& sum : sums) all.insert(all.end(), sum.begin(), sum.end());
    return all;
}

TermSum joint(TermSum a, TermSum b) {
    TermSum& larger = a.size() < b.size() ? b : a;
    TermSum& smaller = a.size() < b.size() ? a : b;
    larger.insert(larger.end(), std::make_move_iterator(smaller.begin()), std::make_move_iterator(smaller.end()));
    return std::move(larger);
}

TermSum sum_of_question(QuestionIndex question) { return {{"q" + std::to_string(question), 0, {}}}; }

/// The terms of each node.
std::vector<TermSum> sums_of_nodes(const Model& model) {
    std::vector<TermSum> all(model.nodes.size());
    for (std::size_t i = model.nodes.size(); i-- > 0;) {
        const Node& node = model.nodes[i];
        std::vector<TermSum> children;
        for (const NodeIndex child : node.children) children.push_back(all[child]);
        if (node.question != none)
            all[i] = sum_of_question(node.question);
        else if (node.combine == Combine::min || node.combine == Combine::max)
            all[i] = joined(node.combine == Combine::min ? '<' : '>', children);
        else
            all[i] = added(children);
    }
    return all;
}

// ---- The checker ---------------------------------------------------------------------------------------------------

class Checker {
public:
    Checker(const Model& model, const Unit& unit, Date as_of, PredicateIndex target, const Costs& costs, std::uint64_t work,
            const std::atomic<bool>* cancel)
        : model_(model),
          unit_(unit),
          as_of_(as_of),
          target_(target),
          costs_(costs),
          left_(work),
          cancel_(cancel),
          now_(assess_reference(model, unit, as_of)),
          documents_(documents_of(unit)),
          standings_(standings(documents_, as_of)) {
        conditions_of(target);
        for (DocumentIndex i{0}; i < documents_.size(); ++i) prices_.push_back(find_price_of(i));
        for (QuestionIndex q{0}; q < model.questions.size(); ++q) aims_of(q);
    }

    PlanFault check(const Plan& plan, const Certificate& certificate) {
        const bool claims_little = plan.status == PlanStatus::already_met || plan.status == PlanStatus::scores_met ||
                                   plan.status == PlanStatus::not_monotone;
        if (too_large_ && !claims_little) return PlanFault::too_large;
        const bool does_nothing = plan.documents.empty() && plan.improvements.empty() && plan.cost == 0;
        if (plan.status != PlanStatus::optimal && plan.status != PlanStatus::bounded_gap && !does_nothing)
            return PlanFault::not_a_plan;
        switch (plan.status) {
            case PlanStatus::already_met:
                return now_.predicates[target_].verdict == Verdict::met ? PlanFault::sound : PlanFault::target_missed;
            case PlanStatus::scores_met: return met(now_) ? PlanFault::sound : PlanFault::target_missed;
            case PlanStatus::not_monotone: return PlanFault::sound;  // nothing is claimed
            case PlanStatus::impossible: return check_obstacles(plan);
            case PlanStatus::optimal:
            case PlanStatus::bounded_gap: break;
        }
        if (const PlanFault fault = check_costs(plan); fault != PlanFault::sound) return fault;
        if (const PlanFault fault = check_effect(plan); fault != PlanFault::sound) return fault;
        if (certificate.bound != plan.lower_bound && plan.lower_bound != 0) return PlanFault::bound_wrong;
        if ((plan.status == PlanStatus::optimal) != (plan.cost == plan.lower_bound)) return PlanFault::bound_wrong;
        if (plan.lower_bound == 0) return PlanFault::sound;
        return check_proof(certificate);
    }

private:
    /// Spends steps before they are done; false if there are too many.
    bool spend(std::uint64_t steps) const {
        if (steps > left_ || (cancel_ != nullptr && cancel_->load(std::memory_order_relaxed))) too_large_ = true;
        left_ -= std::min(steps, left_);
        return !too_large_;
    }

    // ---- Conditions --------------------------------------------------------------------------------------------------

    /// All conditions on scores that the target requires.
    void conditions_of(PredicateIndex predicate) {
        for (ConditionIndex i{0}; i < model_.predicates[predicate].conditions.size(); ++i) {
            const Condition& condition = model_.predicates[predicate].conditions[i];
            if (applies(condition, model_, unit_, as_of_) == Truth::no) continue;
            if (condition.subject == Condition::Subject::predicate) conditions_of(condition.predicate());
            const bool score = condition.subject == Condition::Subject::node || condition.subject == Condition::Subject::view;
            if (score && (condition.op == Operator::at_least || condition.op == Operator::above))
                conditions_.push_back({predicate, i});
        }
    }
    const Condition& condition(ConditionRef ref) const { return model_.predicates[ref.predicate].conditions[ref.condition]; }
    bool asked(ConditionRef ref) const { return std::find(conditions_.begin(), conditions_.end(), ref) != conditions_.end(); }
    static bool reached(const Condition& condition, const Rational& points) {
        return compare(points, condition.op, condition.threshold);
    }

    bool met(const Assessment& assessment) const {
        return std::all_of(conditions_.begin(), conditions_.end(), [&](ConditionRef ref) {
            const Condition& one = condition(ref);
            return reached(one, one.subject == Condition::Subject::node ? assessment.nodes[one.index].certain
                                                                        : assessment.views[one.index].certain);
        });
    }

    // ---- Candidates --------------------------------------------------------------------------------------------------

    struct Aim {
        Rational share;
        OptionIndex option = none;
        std::uint64_t steps = 0;
        bool raised = false;
    };

    /// A set of documents, and how far it backs the answer.
    struct Way {
        std::vector<DocumentIndex> documents;  ///< existing documents
        std::uint64_t made = 0;                ///< cost of the new documents
        OptionIndex option = none;             ///< the best option backed; for numbers 0: backed, 1: not
    };

    std::optional<std::uint64_t> price_of_kind(EvidenceIndex kind) const {
        if (const auto own = costs_.kinds.find(kind); own != costs_.kinds.end()) return own->second;
        return model_.evidence[kind].cost;
    }

    std::optional<std::uint64_t> price_of(DocumentIndex index) const { return prices_[index]; }
    std::optional<std::uint64_t> find_price_of(DocumentIndex index) const {
        const Document& one = *documents_[index];
        if (!spend(documents_.size() * (2 + one.supersedes.size()))) return std::nullopt;
        const auto names = [](const Document& a, const Document& b) {
            return std::find(a.supersedes.begin(), a.supersedes.end(), b.id) != a.supersedes.end();
        };
        for (const Document* other : documents_) {
            if (names(*other, one)) return std::nullopt;
            if (!names(one, *other)) continue;
            if (!spend(2 * documents_.size())) return std::nullopt;
            const bool replaced = std::any_of(documents_.begin(), documents_.end(), [&](const Document* by) {
                return by->status == DocumentStatus::accepted && names(*by, *other);
            });
            if (replaced) continue;
            Document alone = *other;
            alone.derives_from.clear();
            if (standings({&alone}, as_of_).front() == Standing::accepted && !replaces_in_full(one, *other))
                return std::nullopt;
            const bool founds = std::any_of(documents_.begin(), documents_.end(), [&](const Document* on) {
                return std::find(on->derives_from.begin(), on->derives_from.end(), other->id) != on->derives_from.end();
            });
            const Standing standing = standing_of(other);
            if (founds && standing != Standing::accepted && standing != Standing::expired && standing != Standing::superseded)
                return std::nullopt;
        }
        if (const auto own = costs_.documents.find(one.id); own != costs_.documents.end()) return own->second;
        return price_of_kind(one.kind);
    }
    Standing standing_of(const Document* document) const {
        for (std::size_t i = 0; i < documents_.size(); ++i)
            if (documents_[i] == document) return standings_[i];
        return Standing::missing;
    }
    static bool replaces_in_full(const Document& one, const Document& other) {
        if (one.kind != other.kind) return false;
        const std::set<std::string> args(one.args.begin(), one.args.end());
        for (const std::string& arg : other.args)
            if (!args.contains(arg)) return false;
        for (const Document::Support& wanted : other.supports) {
            bool found = false;
            for (const Document::Support& own : one.supports)
                found = found || (own.question == wanted.question &&
                                  (own.option == none || (wanted.option != none && own.option <= wanted.option)));
            if (!found) return false;
        }
        return true;
    }

    void kinds_in(const Need& need, std::set<EvidenceIndex>& kinds) const {
        if (need.kind == Need::Kind::document) kinds.insert(need.evidence);
        for (const Need& part : need.parts) kinds_in(part, kinds);
    }
    void args_in(const Need& need, Index kind, std::vector<std::string>& args) const {
        if (need.kind == Need::Kind::document && need.evidence == kind)
            args.insert(args.end(), need.args.begin(), need.args.end());
        for (const Need& part : need.parts) args_in(part, kind, args);
    }

    static Document obtained(Document document, Date as_of) {
        document.status = DocumentStatus::accepted;
        document.issued = as_of;
        if (document.valid_until && *document.valid_until < as_of) document.valid_until = std::nullopt;
        return document;
    }

    /// Enumerates all subsets of the documents that a question could use.
    std::vector<Way> ways_of(QuestionIndex q) {
        const Question& question = model_.questions[q];
        std::set<EvidenceIndex> kinds;
        for (const NeedFor& need : question.needs) kinds_in(need.need, kinds);

        // Relevant documents: those that support the question, their bases, and what supersedes any of these.
        std::vector<char> matters(documents_.size(), 0);
        for (std::size_t i = 0; i < documents_.size(); ++i)
            matters[i] = kinds.contains(documents_[i]->kind) &&
                         std::any_of(documents_[i]->supports.begin(), documents_[i]->supports.end(),
                                     [&](const auto& s) { return s.question == q; });
        std::vector<char> tried;
        for (bool grown = true; grown;) {
            grown = false;
            if (!spend(documents_.size())) return {};
            for (std::size_t i = 0; i < documents_.size(); ++i)
                for (std::size_t j = 0; matters[i] != 0 && !documents_[i]->derives_from.empty() && j < documents_.size(); ++j) {
                    if (!spend(documents_[i]->derives_from.size())) return {};
                    const auto& bases = documents_[i]->derives_from;
                    if (matters[j] != 0 || std::find(bases.begin(), bases.end(), documents_[j]->id) == bases.end()) continue;
                    matters[j] = 1;
                    grown = true;
                }
        }
        tried = matters;
        for (std::size_t i = 0; i < documents_.size(); ++i)
            for (std::size_t j = 0; !documents_[i]->supersedes.empty() && j < documents_.size(); ++j)
                if (spend(1) && tried[j] != 0 &&
                    std::find(documents_[i]->supersedes.begin(), documents_[i]->supersedes.end(), documents_[j]->id) !=
                        documents_[i]->supersedes.end())
                    matters[i] = 1;

        Model alone;
        alone.evidence = model_.evidence;
        alone.questions = {question};
        if (question.scale != none) {
            alone.scales = {model_.scales[question.scale]};
            alone.questions.front().scale = ScaleIndex(0);
        }
        std::vector<Document> known;
        std::vector<std::pair<std::size_t, DocumentIndex>> choices;  // index into `known`, and the document; none for a new one
        std::vector<std::uint64_t> prices;
        for (DocumentIndex i{0}; i < documents_.size(); ++i) {
            if (matters[i] == 0) continue;
            Document document = *documents_[i];
            std::erase_if(document.supports, [&](const auto& s) { return s.question != q; });
            for (auto& support : document.supports) support.question = QuestionIndex(0);
            if (const auto price = tried[i] != 0 ? price_of(i) : std::nullopt) {
                choices.emplace_back(known.size(), i);
                prices.push_back(*price);
            }
            known.push_back(std::move(document));
        }
        for (const EvidenceIndex kind : kinds) {
            const auto price = price_of_kind(kind);
            if (!price) continue;
            Document document;
            document.id = "new " + std::to_string(kind);
            document.kind = kind;
            document.supports = {{QuestionIndex(0), none}};
            for (const NeedFor& need : question.needs) args_in(need.need, kind, document.args);
            choices.emplace_back(known.size(), DocumentIndex());
            prices.push_back(*price);
            known.push_back(std::move(document));
        }
        if (choices.size() > most_tried) {
            too_large_ = true;
            return {};
        }
        std::vector<Way> ways;
        for (std::uint32_t subset = 0; subset < (1u << choices.size()); ++subset) {
            if (!spend(32 * (known.size() + choices.size() + question.needs.size()))) return {};
            std::vector<Document> then = known;
            Way way;
            for (std::size_t c = 0; c < choices.size(); ++c) {
                if ((subset >> c & 1) == 0) continue;
                then[choices[c].first] = obtained(then[choices[c].first], as_of_);
                if (choices[c].second != none)
                    way.documents.push_back(choices[c].second);
                else
                    way.made += prices[c];
            }
            List<const Document*, Document> all;
            for (const Document& document : then) all.push_back(&document);
            const List<Standing, Document> stands = standings(all, as_of_);
            bool closed = true;
            for (std::size_t c = 0; c < choices.size(); ++c)
                closed = closed && ((subset >> c & 1) == 0 || stands[choices[c].first] == Standing::accepted);
            if (!closed) continue;
            const Backing backing = back_answers(alone, all, as_of_).front();
            way.option =
                question.kind == Question::Kind::options ? backing.certain_option : OptionIndex(backing.certain ? 0 : 1);
            ways.push_back(std::move(way));
        }
        return ways;
    }

    void aims_of(QuestionIndex q) {
        const Question& question = model_.questions[q];
        const QuestionResult& result = now_.questions[q];
        std::vector<Aim> aims{{result.certain, none, 0, false}};
        std::vector<Way> ways{{{}, 0, OptionIndex(0)}};
        const auto own = costs_.questions.find(q);
        const bool said = own != costs_.questions.end();
        const bool fixed = (said && own->second.impossible) || result.reason == Reason::not_applicable ||
                           result.reason == Reason::applicability_open;
        if (!fixed) {
            if (unit_.documents && !question.needs.empty()) ways = ways_of(q);
            const std::uint64_t step = said && own->second.step ? *own->second.step : question.cost;
            const Rational claimed = result.claimed ? *result.claimed : question.worst;
            const bool listed = said && !own->second.levels.empty();
            std::vector<Aim> all;
            if (question.kind == Question::Kind::options) {
                const auto& options = model_.scales[question.scale].options;
                std::uint64_t above = 0;
                for (std::size_t o = options.size(); o-- > 0;) {
                    const bool raised = options[o].value > claimed;
                    if (raised) ++above;
                    Aim aim{options[o].value, OptionIndex(o), step * above, raised};
                    bool reachable = true;
                    if (raised && listed) {
                        reachable = false;
                        for (const LevelCost& level : own->second.levels)
                            if (!reachable && level.share == aim.share) {
                                aim.steps = level.cost;
                                reachable = true;
                            }
                    }
                    if (reachable) all.push_back(aim);
                }
            } else {
                all.push_back({claimed, none, 0, false});
                if (listed) {
                    for (const LevelCost& level : own->second.levels)
                        if (level.share > claimed && level.share <= question.best)
                            all.push_back({level.share, none, level.cost, true});
                    std::stable_sort(all.begin(), all.end(), [](const Aim& a, const Aim& b) { return a.share < b.share; });
                } else {
                    // The greatest share for each step of cost; a step that adds nothing to the previous one is no candidate.
                    const Answers answers(model_, q, *prevailing_answer(model_, unit_, q).answer);
                    Rational up_to = claimed;
                    for (std::uint64_t n = 1; up_to < question.best && !too_large_; ++n) {
                        up_to = min(up_to + Rational(1, 10), question.best);
                        const auto share = greatest(answers, all.back().share, up_to);
                        if (share) all.push_back({*share, none, step * n, true});
                    }
                }
            }
            if (!spend(all.size() * (1 + ways.size() + (listed ? own->second.levels.size() : 0)))) all.clear();
            for (const Aim& aim : all)
                if (aim.share > result.certain &&
                    std::any_of(ways.begin(), ways.end(), [&](const Way& way) { return carries(way, aim); }))
                    aims.push_back(aim);
        }
        aims_.push_back(std::move(aims));
        ways_.push_back(std::move(ways));
    }
    /// The greatest share in (above, up_to] that any answer earns, by bisection of the box of answers, pruned by share bounds.
    std::optional<Rational> greatest(const Answers& answers, const Rational& above, const Rational& up_to) const {
        std::optional<Rational> found;
        std::vector<Answers::Part> open{{answers.all(), answers.bounds(answers.all())}};
        while (!open.empty() && found != up_to && spend(32 * answers.effort())) {
            const Answers::Part part = std::move(open.back());
            open.pop_back();
            if (part.within.low > up_to || part.within.high <= found.value_or(above)) continue;
            if (Answers::is_place(part.box)) {
                Answers::Place place;
                for (const Answers::Range& range : part.box) place.push_back(range.low);
                const auto share = answers.share(place);
                if (share && *share <= up_to && *share > found.value_or(above)) found = share;
                continue;
            }
            Answers::Halves halves = answers.halves(part.box);
            if (halves.lower.within.high > halves.upper.within.high) std::swap(halves.lower, halves.upper);
            open.push_back(std::move(halves.lower));
            open.push_back(std::move(halves.upper));
        }
        return found;
    }

    /// Is this answer a candidate at this cost? What it earns is verified separately, by assessing it.
    bool may_be_raised(const Improvement& one) const {
        const Question& question = model_.questions[one.question];
        const QuestionResult& result = now_.questions[one.question];
        const auto own = costs_.questions.find(one.question);
        const std::uint64_t step = own != costs_.questions.end() && own->second.step ? *own->second.step : question.cost;
        const Rational claimed = result.claimed ? *result.claimed : question.worst;
        if (one.option != none || one.to <= claimed || one.to > question.best) return false;
        std::uint64_t tenths = 1;
        while (claimed + Rational(static_cast<std::int64_t>(tenths), 10) < one.to) ++tenths;
        if (one.cost != step * tenths) return false;
        const Answers answers(model_, one.question, *prevailing_answer(model_, unit_, one.question).answer);
        if (answers.kind() == Answers::Kind::shares) return std::holds_alternative<std::monostate>(one.answer);
        return answers.place_of(one.answer).has_value();
    }

    static bool carries(const Way& way, const Aim& aim) {
        return aim.option == none ? way.option == 0 : way.option <= aim.option;
    }

    std::vector<Rational> points_at(const std::vector<Index>& levels) const {
        std::vector<Rational> points(model_.nodes.size());
        for (std::size_t i = model_.nodes.size(); i-- > 0;) {
            const Node& node = model_.nodes[i];
            if (node.question != none) points[i] = node.weight * aims_[node.question][levels[node.question]].share;
            for (std::size_t c = 0; c < node.children.size(); ++c) {
                const Rational& child = points[node.children[c]];
                if (c == 0 || node.combine == Combine::sum || node.combine == Combine::mean)
                    points[i] += child;
                else
                    points[i] = node.combine == Combine::min ? min(points[i], child) : max(points[i], child);
            }
        }
        return points;
    }
    bool is_listed(QuestionIndex q) const {
        const auto own = costs_.questions.find(q);
        return own != costs_.questions.end() && !own->second.levels.empty();
    }
    bool reached_at(ConditionRef ref, const std::vector<Rational>& points) const {
        const Condition& one = condition(ref);
        Rational sum;
        if (one.subject == Condition::Subject::node)
            sum = points[one.index];
        else
            for (const NodeIndex member : model_.views[one.index].members) sum += points[member];
        return reached(one, sum);
    }
    std::vector<Index> highest() const {
        std::vector<Index> levels;
        for (const auto& aims : aims_) levels.push_back(static_cast<Index>(aims.size() - 1));
        return levels;
    }

    // ---- The plan ----------------------------------------------------------------------------------------------------

    PlanFault check_obstacles(const Plan& plan) const {
        if (plan.obstacles.empty()) return PlanFault::not_a_plan;
        const std::vector<Rational> points = points_at(highest());
        for (const ConditionRef ref : plan.obstacles)
            if (!asked(ref) || reached_at(ref, points)) return PlanFault::bound_wrong;
        return PlanFault::sound;
    }

    PlanFault check_costs(const Plan& plan) const {
        std::uint64_t sum = 0;
        std::set<Index> existing, questions;
        std::set<std::pair<Index, Index>> made;
        for (const ObtainedDocument& one : plan.documents) {
            std::optional<std::uint64_t> price;
            if (one.document == none) {
                if (one.question >= model_.questions.size() || one.kind >= model_.evidence.size()) return PlanFault::not_a_plan;
                std::set<EvidenceIndex> kinds;
                std::vector<std::string> args;
                for (const NeedFor& need : model_.questions[one.question].needs) {
                    kinds_in(need.need, kinds);
                    args_in(need.need, one.kind, args);
                }
                if (!kinds.contains(one.kind) || !made.emplace(one.question, one.kind).second) return PlanFault::not_a_plan;
                for (const std::string& arg : one.args)
                    if (std::find(args.begin(), args.end(), arg) == args.end()) return PlanFault::not_a_plan;
                price = price_of_kind(one.kind);
            } else {
                if (one.document >= documents_.size() || !existing.insert(one.document).second) return PlanFault::not_a_plan;
                price = price_of(one.document);
            }
            if (!price) return PlanFault::not_a_plan;
            if (*price != one.cost) return PlanFault::cost_wrong;
            sum += one.cost;
        }
        for (const Improvement& one : plan.improvements) {
            if (one.question >= aims_.size() || !questions.insert(one.question).second) return PlanFault::not_a_plan;
            const auto& aims = aims_[one.question];
            const auto aim = std::find_if(aims.begin() + 1, aims.end(), [&](const Aim& a) {
                if (a.option != one.option || a.steps != one.cost || a.raised != one.raised) return false;
                return a.share == one.to || (a.raised && a.option == none && one.to < a.share);
            });
            if (aim == aims.end()) return PlanFault::cost_wrong;
            if (one.from != aims.front().share) return PlanFault::not_a_plan;
            const bool answered = !std::holds_alternative<std::monostate>(one.answer);
            if (one.option == none && one.raised && !is_listed(one.question)) {
                if (!may_be_raised(one)) return PlanFault::cost_wrong;
            } else if (aim->share != one.to) {
                return PlanFault::cost_wrong;
            } else if (answered) {
                // For a level listed by the caller, an answer that earns its share may be named.
                const Answers answers(model_, one.question, *prevailing_answer(model_, unit_, one.question).answer);
                if (one.option != none || !one.raised || !answers.place_of(one.answer)) return PlanFault::not_a_plan;
            }
            if (one.points != model_.nodes[model_.questions[one.question].node].weight * (one.to - one.from))
                return PlanFault::not_a_plan;
            for (const Index document : one.documents)
                if (document >= plan.documents.size()) return PlanFault::not_a_plan;
            sum += one.cost;
        }
        return sum == plan.cost ? PlanFault::sound : PlanFault::cost_wrong;
    }

    PlanFault check_effect(const Plan& plan) const {
        if (!plan.documents.empty() && !unit_.documents) return PlanFault::not_a_plan;
        const Improved better = improved(model_, unit_, as_of_, plan);
        const Assessment then = assess_reference(*better.model, better.unit, as_of_);
        if (!met(then) || (!plan.after.nodes.empty() && !(then == plan.after))) return PlanFault::target_missed;
        std::vector<char> listed(model_.questions.size(), 0);
        for (const Improvement& one : plan.improvements) {
            if (then.questions[one.question].certain != one.to) return PlanFault::target_missed;
            listed[one.question] = 1;
        }
        // Questions without candidates may still gain from documents obtained for others; the plan claims nothing about them.
        for (std::size_t q = 0; q < listed.size(); ++q)
            if (listed[q] == 0 && aims_[q].size() > 1 && then.questions[q].certain != now_.questions[q].certain)
                return PlanFault::not_a_plan;
        const std::vector<const Document*> documents = documents_of(better.unit);
        const List<Standing, Document> stands = standings(documents, as_of_);
        std::set<std::string> obtained;
        for (const ObtainedDocument& one : plan.documents)
            if (one.document != none) obtained.insert(documents_[one.document]->id);
        for (std::size_t i = 0; i < documents.size(); ++i)
            if (obtained.contains(documents[i]->id) && stands[i] != Standing::accepted) return PlanFault::not_a_plan;
        return PlanFault::sound;
    }

    // ---- The proof ---------------------------------------------------------------------------------------------------

    PlanFault check_proof(const Certificate& certificate) {
        if (certificate.scale == 0 || certificate.boxes.empty()) return PlanFault::boxes_wrong;
        if (!parts_hold(certificate)) return too_large_ ? PlanFault::too_large : PlanFault::parts_wrong;
        struct Visit {
            std::size_t box = 0;
            std::vector<Index> low, high;
            std::vector<char> documents;  ///< 0: undecided, 1: obtained, 2: not obtained
        };
        std::vector<Visit> open{{0, std::vector<Index>(aims_.size(), 0), highest(), std::vector<char>(documents_.size(), 0)}};
        std::set<std::size_t> seen;
        while (!open.empty()) {
            Visit visit = std::move(open.back());
            open.pop_back();
            if (!spend(2 * visit.low.size() + visit.documents.size())) return PlanFault::too_large;
            if (visit.box >= certificate.boxes.size() || !seen.insert(visit.box).second) return PlanFault::boxes_wrong;
            const Certificate::Box& box = certificate.boxes[visit.box];
            if (box.leaf) {
                if (const PlanFault fault = check_leaf(certificate, box, visit.low, visit.high, visit.documents);
                    fault != PlanFault::sound)
                    return fault;
                continue;
            }
            Visit low = visit, high = visit;
            low.box = box.low;
            high.box = box.high;
            if (box.document != none) {
                if (box.document >= documents_.size() || visit.documents[box.document] != 0) return PlanFault::boxes_wrong;
                low.documents[box.document] = 2;
                high.documents[box.document] = 1;
            } else {
                if (box.question >= aims_.size()) return PlanFault::boxes_wrong;
                low.high[box.question] = std::min(visit.high[box.question], box.level);
                high.low[box.question] = std::max(visit.low[box.question], box.level + 1);
            }
            open.push_back(std::move(low));
            open.push_back(std::move(high));
        }
        return PlanFault::sound;
    }

    /// Does every part equal the condition subjects it bounds, with no question counted twice?
    bool parts_hold(const Certificate& certificate) const {
        if (certificate.parts.empty()) return false;
        const std::vector<TermSum> nodes = sums_of_nodes(model_);
        std::vector<TermSum> sums;
        std::vector<char> taken(certificate.parts.size(), 0);
        std::set<Index> questions;
        for (std::size_t i = 0; i < certificate.parts.size(); ++i) {
            const Certificate::Part& part = certificate.parts[i];
            if (part.kind == PartKind::question) {
                if (part.question >= model_.questions.size() || !questions.insert(part.question).second) return false;
                sums.push_back(sum_of_question(part.question));
                if (!spend(1)) return false;
            } else {
                // The parts form a tree: each is the child of at most one other.
                if (part.left >= i || part.right >= i || part.left == part.right || taken[part.left]++ != 0 ||
                    taken[part.right]++ != 0)
                    return false;
                TermSum left = std::move(sums[part.left]), right = std::move(sums[part.right]);
                if (part.kind != PartKind::sum && !spend(left.size() + right.size())) return false;
                sums.push_back(part.kind == PartKind::sum ? joint(std::move(left), std::move(right))
                                                          : joined(part.kind == PartKind::min ? '<' : '>', {left, right}));
            }
            for (const ConditionRef ref : part.conditions) {
                if (!spend(conditions_.size() + 2 * sums.back().size()) || !asked(ref)) return false;
                const Condition& one = condition(ref);
                std::vector<TermSum> wanted;
                if (one.subject == Condition::Subject::node)
                    wanted.push_back(nodes[one.index]);
                else
                    for (const NodeIndex member : model_.views[one.index].members) wanted.push_back(nodes[member]);
                if (in_one_spelling(added(wanted)) != in_one_spelling(sums.back())) return false;
            }
        }
        return true;
    }

    PlanFault check_leaf(const Certificate& certificate, const Certificate::Box& box, const std::vector<Index>& low,
                         const std::vector<Index>& high, const std::vector<char>& documents) const {
        for (std::size_t q = 0; q < low.size(); ++q)
            if (low[q] > high[q]) return PlanFault::sound;  // empty box
        if (!spend(model_.nodes.size() + documents_.size() + box.prices.size())) return PlanFault::too_large;
        if (box.missed)
            return asked(*box.missed) && !reached_at(*box.missed, points_at(high)) ? PlanFault::sound : PlanFault::bound_wrong;

        std::uint64_t base = 0;
        std::vector<std::uint64_t> borne(documents_.size(), 0);
        std::map<std::pair<Index, Index>, std::uint64_t> prices;
        for (const Certificate::Price& price : box.prices) {
            if (price.document >= documents_.size() ||
                !prices.emplace(std::pair(price.question, price.document), price.price).second)
                return PlanFault::prices_wrong;
            borne[price.document] = plus(borne[price.document], price.price);
            if (borne[price.document] == beyond) return PlanFault::prices_wrong;
        }
        for (DocumentIndex i{0}; i < documents_.size(); ++i) {
            const auto cost = borne[i] > 0 || documents[i] == 1 ? price_of(i) : std::nullopt;
            if (borne[i] > 0 && (!cost || borne[i] > times(*cost, certificate.scale))) return PlanFault::prices_wrong;
            // The box requires a document that cannot be obtained: it is empty.
            if (documents[i] == 1 && !cost) return PlanFault::sound;
            if (documents[i] == 1) base = plus(base, times(*cost, certificate.scale));
        }
        // Costs are integers: below the bound means at most the bound minus one.
        const std::uint64_t most = times(certificate.scale, certificate.bound - 1);
        if (most == beyond) return PlanFault::bound_wrong;
        if (base > most) return PlanFault::sound;
        if (box.fronts.size() != certificate.parts.size()) return PlanFault::front_wrong;
        for (std::size_t i = 0; i < certificate.parts.size(); ++i)
            if (!front_holds(certificate, box, i, most - base, low, high, documents, prices))
                return too_large_ ? PlanFault::too_large : PlanFault::front_wrong;
        return box.fronts.back().empty() ? PlanFault::sound : PlanFault::bound_wrong;
    }

    bool front_holds(const Certificate& certificate, const Certificate::Box& box, std::size_t index, std::uint64_t most,
                     const std::vector<Index>& low, const std::vector<Index>& high, const std::vector<char>& documents,
                     const std::map<std::pair<Index, Index>, std::uint64_t>& prices) const {
        const Certificate::Part& part = certificate.parts[index];
        const std::vector<Certificate::Offer>& front = box.fronts[index];
        if (!spend(front.size())) return false;
        for (std::size_t i = 1; i < front.size(); ++i)
            if (front[i].cost <= front[i - 1].cost || front[i].points < front[i - 1].points) return false;
        const auto offered = [&](const Rational& points, std::uint64_t cost) {
            if (cost > most) return true;
            for (const ConditionRef ref : part.conditions)
                if (!reached(condition(ref), points)) return true;
            const auto dearer =
                std::upper_bound(front.begin(), front.end(), cost,
                                 [](std::uint64_t c, const Certificate::Offer& offer) { return c < offer.cost; });
            return dearer != front.begin() && points <= (dearer - 1)->points;
        };
        if (part.kind == PartKind::question) {
            const QuestionIndex q = part.question;
            for (Index level = low[q]; level <= high[q]; ++level) {
                const Aim& aim = aims_[q][level];
                if (!spend(ways_[q].size())) return false;
                std::uint64_t least = level == 0 ? 0 : beyond;
                for (const Way& way : ways_[q]) {
                    if (level == 0 || !carries(way, aim)) continue;
                    std::uint64_t price = times(certificate.scale, way.made);
                    bool possible = true;
                    for (const DocumentIndex document : way.documents) {
                        possible = possible && documents[document] != 2;
                        if (const auto own = prices.find({q, document}); documents[document] == 0 && own != prices.end())
                            price = plus(price, own->second);
                    }
                    if (possible) least = std::min(least, price);
                }
                if (least == beyond) continue;  // not possible in this box, or above any bound
                if (!offered(model_.nodes[model_.questions[q].node].weight * aim.share,
                             plus(least, times(certificate.scale, aim.steps))))
                    return false;
            }
            return true;
        }
        for (const Certificate::Offer& a : box.fronts[part.left])
            for (const Certificate::Offer& b : box.fronts[part.right]) {
                if (!spend(1)) return false;
                const std::uint64_t cost = plus(a.cost, b.cost);
                if (cost > most) break;
                const Rational points = part.kind == PartKind::sum   ? a.points + b.points
                                        : part.kind == PartKind::min ? min(a.points, b.points)
                                                                     : max(a.points, b.points);
                if (!offered(points, cost)) return false;
            }
        return true;
    }

    const Model& model_;
    const Unit& unit_;
    Date as_of_;
    PredicateIndex target_;
    const Costs& costs_;
    mutable std::uint64_t left_;  ///< remaining steps
    const std::atomic<bool>* cancel_;
    Assessment now_;
    List<const Document*, Document> documents_;
    List<Standing, Document> standings_;
    std::vector<std::optional<std::uint64_t>> prices_;  ///< by document; nullopt: cannot be obtained
    std::vector<ConditionRef> conditions_;
    std::vector<std::vector<Aim>> aims_;
    std::vector<std::vector<Way>> ways_;
    mutable bool too_large_ = false;
};

}  // namespace

std::string_view code(PlanFault fault) {
    switch (fault) {
        case PlanFault::sound: return "sound";
        case PlanFault::not_a_plan: return "not_a_plan";
        case PlanFault::cost_wrong: return "cost_wrong";
        case PlanFault::target_missed: return "target_missed";
        case PlanFault::parts_wrong: return "parts_wrong";
        case PlanFault::boxes_wrong: return "boxes_wrong";
        case PlanFault::prices_wrong: return "prices_wrong";
        case PlanFault::front_wrong: return "front_wrong";
        case PlanFault::bound_wrong: return "bound_wrong";
        case PlanFault::too_large: return "too_large";
        case PlanFault::other_rules: return "other_rules";
        case PlanFault::other_day: return "other_day";
        case PlanFault::other_unit: return "other_unit";
        case PlanFault::other_costs: return "other_costs";
    }
    return "";
}

PlanFault check_plan(const Model& model, const Unit& unit, Date as_of, PredicateIndex target, const Costs& costs,
                     const Plan& plan, const Certificate& certificate, std::uint64_t work, const std::atomic<bool>* cancel) {
    return Checker(model, unit, as_of, target, costs, work, cancel).check(plan, certificate);
}

}  // namespace zi
