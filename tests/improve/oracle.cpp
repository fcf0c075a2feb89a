#include "oracle.hpp"

#include <algorithm>
#include <functional>
#include <set>

namespace zi::test {

std::optional<std::uint64_t> Oracle::least() const {
    std::optional<std::uint64_t> best;
    for (const auto& [levels, cost] : ways)
        if (!best || cost < *best) best = cost;
    return best;
}

std::vector<Goal> goals_of(const Subject& subject, const Assessment& assessment, QuestionIndex q) {
    const Model& model = *subject.model;
    const Question& question = model.questions[q];
    const QuestionResult& result = assessment.questions[q];
    std::vector<Goal> goals{{result.certain, 0, none, false}};
    const auto own = subject.costs.questions.find(q);
    if (own != subject.costs.questions.end() && own->second.impossible) return goals;
    const std::uint64_t step = own != subject.costs.questions.end() && own->second.step ? *own->second.step : question.cost;
    const Rational claimed = result.claimed.value_or(question.worst);
    if (question.kind == Question::Kind::options) {
        const auto& options = model.scales[question.scale].options;
        for (std::size_t o = options.size(); o-- > 0;) {
            if (options[o].value <= result.certain) continue;
            const auto steps = std::count_if(options.begin() + static_cast<std::ptrdiff_t>(o), options.end(),
                                             [&](const Option& other) { return other.value > claimed; });
            goals.push_back({options[o].value, step * static_cast<std::uint64_t>(steps), OptionIndex(o), steps > 0});
        }
        return goals;
    }
    if (claimed > result.certain) goals.push_back({claimed, 0, none, false});
    // Of what costs the same, the most: nothing less can make a plan cheaper.
    std::map<std::int64_t, Rational> most;  // by tenths of the weight begun
    const auto add = [&](const Rational& share) {
        if (share <= claimed) return;
        std::int64_t tenths = 1;
        while (claimed + Rational(tenths, 10) < share) ++tenths;
        most[tenths] = max(most[tenths], share);
    };
    if (const auto answers = answers_of(subject, q)) {
        for (const auto& [answer, share] : *answers) add(share);
    } else if (question.kind == Question::Kind::number) {
        // Without a step, each share between can be had.
        for (int i = 1; claimed + Rational(i - 1, 10) < question.best; ++i) add(min(question.best, claimed + Rational(i, 10)));
    } else {
        // Whole parts of a great whole.
        const auto& counts = std::get<Counts>(subject.unit.answers[q]);
        const Rational whole = *counts.values[1];
        for (int i = 1; i <= 10; ++i) {
            Rational part = whole * min(Rational(1), claimed + Rational(i, 10));
            part = *Rational::parse(part.decimal(0), 40);
            if (whole * (claimed + Rational(i, 10)) < part) part -= Rational(1);
            add(part / whole);
        }
    }
    for (const auto& [tenths, share] : most)
        if (share > goals.back().share) goals.push_back({share, step * static_cast<std::uint64_t>(tenths), none, true});
    return goals;
}

std::optional<Rational> earned(const Model& model, QuestionIndex q, const Answer& answer) {
    const Question& question = model.questions[q];
    const Rational zero(0), one(1);
    if (const auto* number = std::get_if<Rational>(&answer)) {
        const std::string& scale = model.scales[question.scale].name;
        if (scale == "turun") return (Rational(10) - *number) / Rational(10);
        if (scale == "pita")
            return *number < Rational(3)    ? zero
                   : *number < Rational(6)  ? Rational(2, 5)
                   : *number <= Rational(8) ? one
                                            : Rational(7, 10);
        return *number / Rational(4);
    }
    const auto* counts = std::get_if<Counts>(&answer);
    if (!counts) return std::nullopt;
    const auto count = [&](std::size_t i) { return *counts->values[i]; };
    const std::string& first = question.inputs[0].key;
    if (first == "lalu") {
        if (count(0).is_zero()) return count(1).is_zero() ? one : zero;
        return max(zero, (count(0) - count(1)) / count(0));
    }
    if (first == "a") {
        if (count(2).is_zero()) return std::nullopt;
        return min(one, (count(0) + count(1)) / count(2));
    }
    if (count(1).is_zero()) return std::nullopt;
    return min(one, count(0) / count(1));
}

std::optional<std::vector<std::pair<Answer, Rational>>> answers_of(const Subject& subject, QuestionIndex q) {
    const Model& model = *subject.model;
    const Question& question = model.questions[q];
    std::vector<std::pair<Answer, Rational>> all;
    const auto add = [&](const Answer& answer) {
        if (auto share = earned(model, q, answer)) all.emplace_back(answer, *share);
    };
    if (question.kind == Question::Kind::number) {
        const Scale& scale = model.scales[question.scale];
        if (!scale.step) return std::nullopt;
        for (Rational number = scale.min; number <= scale.max; number += *scale.step) add(number);
        return all;
    }
    if (const auto* given = std::get_if<Counts>(&subject.unit.answers[q])) {
        constexpr int most_tried = 24;  // more than any whole that is divided by
        const std::string& first = question.inputs[0].key;
        Counts counts = *given;
        if (first == "lalu") {
            for (int kini = 0; kini <= most_tried; ++kini) counts.values[1] = Rational(kini), add(counts);
        } else if (first == "a") {
            for (int a = 0; a <= most_tried; ++a)
                for (int b = 0; b <= most_tried; ++b)
                    counts.values[0] = Rational(a), counts.values[1] = Rational(b), add(counts);
        } else {
            if (Rational(most_tried) < *counts.values[1]) return std::nullopt;
            for (int part = 0; part <= most_tried; ++part) {
                counts.values[0] = Rational(part);
                if (first != "p" || *counts.values[0] <= *counts.values[1]) add(counts);
            }
        }
        if (!all.empty()) return all;
    }
    for (int i = 0; i <= 100; ++i) all.emplace_back(std::monostate{}, Rational(i, 100));
    return all;
}

namespace {

/// Points of a node.
Rational points(const Model& model, Index index, const std::vector<Rational>& shares) {
    const Node& node = model.nodes[index];
    if (node.question != none) return node.weight * shares[node.question];
    std::vector<Rational> children;
    for (const Index child : node.children) children.push_back(points(model, child, shares));
    if (node.combine == Combine::min) return *std::min_element(children.begin(), children.end());
    if (node.combine == Combine::max) return *std::max_element(children.begin(), children.end());
    Rational sum;
    for (const Rational& child : children) sum += child;
    return sum;
}

}  // namespace

bool meets(const Subject& subject, const std::vector<Rational>& shares) {
    const Model& model = *subject.model;
    for (const Condition& condition : model.predicates[subject.target].conditions) {
        Rational value;
        if (condition.subject == Condition::Subject::node)
            value = points(model, condition.index, shares);
        else
            for (const Index member : model.views[condition.index].members) value += points(model, member, shares);
        if (condition.op == Operator::above ? value <= condition.threshold : value < condition.threshold) return false;
    }
    return true;
}

namespace {

void kinds_in(const Need& need, std::set<EvidenceIndex>& kinds) {
    if (need.kind == Need::Kind::document) kinds.insert(need.evidence);
    for (const Need& part : need.parts) kinds_in(part, kinds);
}

void args_in(const Need& need, EvidenceIndex kind, std::set<std::string>& args) {
    if (need.kind == Need::Kind::document && need.evidence == kind) args.insert(need.args.begin(), need.args.end());
    for (const Need& part : need.parts) args_in(part, kind, args);
}

bool names(const Document& a, const std::string& id) {
    return std::find(a.supersedes.begin(), a.supersedes.end(), id) != a.supersedes.end();
}

/// Documents that docs/plan.md leaves out.
bool left_out(const std::vector<const Document*>& documents, const std::vector<Standing>& stands, std::size_t index, Date day) {
    const Document& one = *documents[index];
    for (std::size_t i = 0; i < documents.size(); ++i) {
        const Document& other = *documents[i];
        if (names(other, one.id)) return true;
        if (!names(one, other.id)) continue;
        bool replaced = false, founds = false;
        for (const Document* third : documents) {
            replaced = replaced || (third->status == DocumentStatus::accepted && names(*third, other.id));
            founds = founds ||
                     std::find(third->derives_from.begin(), third->derives_from.end(), other.id) != third->derives_from.end();
        }
        if (replaced) continue;
        const bool accepted = other.status == DocumentStatus::accepted && !(other.valid_until && *other.valid_until < day);
        bool covered = one.kind == other.kind;
        for (const std::string& arg : other.args)
            covered = covered && std::find(one.args.begin(), one.args.end(), arg) != one.args.end();
        for (const auto& wanted : other.supports)
            covered = covered && std::any_of(one.supports.begin(), one.supports.end(), [&](const auto& own) {
                          return own.question == wanted.question &&
                                 (own.option == none || (wanted.option != none && own.option <= wanted.option));
                      });
        if (accepted && !covered) return true;
        const bool bears =
            stands[i] == Standing::accepted || stands[i] == Standing::expired || stands[i] == Standing::superseded;
        if (founds && !bears) return true;
    }
    return false;
}

}  // namespace

Oracle try_everything(const Subject& subject) {
    const Model& model = *subject.model;
    const Assessment now = assess_reference(model, subject.unit, subject.day);
    Oracle oracle;
    for (QuestionIndex q{0}; q < model.questions.size(); ++q) oracle.goals.push_back(goals_of(subject, now, q));

    // Everything that can be obtained: existing documents by their index, and new ones.
    std::vector<Document> documents;
    if (subject.unit.documents) documents = *subject.unit.documents;
    std::vector<const Document*> existing;
    for (const Document& one : documents) existing.push_back(&one);
    const std::vector<Standing> stands = standings(existing, subject.day);
    struct Obtainable {
        std::size_t document;
        std::uint64_t cost;
    };
    std::vector<Obtainable> choices;
    for (std::size_t i = 0; i < existing.size(); ++i) {
        const auto stated = subject.costs.documents.find(existing[i]->id);
        if (stated != subject.costs.documents.end() && !stated->second) continue;
        if (left_out(existing, stands, i, subject.day)) continue;
        choices.push_back(
            {i, stated != subject.costs.documents.end() ? *stated->second : model.evidence[existing[i]->kind].cost});
    }
    if (subject.unit.documents)
        for (QuestionIndex q{0}; q < model.questions.size(); ++q) {
            std::set<EvidenceIndex> kinds;
            for (const NeedFor& need : model.questions[q].needs) kinds_in(need.need, kinds);
            // Of no use to a question that nothing is done about.
            if (oracle.goals[q].size() == 1) continue;
            for (const EvidenceIndex kind : kinds) {
                std::set<std::string> args;
                for (const NeedFor& need : model.questions[q].needs) args_in(need.need, kind, args);
                Document made;
                made.id = "made" + std::to_string(documents.size());
                made.kind = kind;
                made.args.assign(args.begin(), args.end());
                made.supports = {{q, none}};
                choices.push_back({documents.size(), model.evidence[kind].cost});
                documents.push_back(std::move(made));
            }
        }

    constexpr std::size_t most_tried = 11;
    if (choices.size() > most_tried) {
        oracle.too_large = true;
        return oracle;
    }
    // A question's own new documents matter to it alone, but trying all together is simpler to believe.
    for (std::uint32_t subset = 0; subset < (1u << choices.size()); ++subset) {
        std::vector<Document> then = documents;
        std::uint64_t paid = 0;
        for (std::size_t c = 0; c < choices.size(); ++c) {
            if ((subset >> c & 1) == 0) continue;
            Document& one = then[choices[c].document];
            one.status = DocumentStatus::accepted;
            one.issued = subject.day;
            if (one.valid_until && *one.valid_until < subject.day) one.valid_until.reset();
            paid += choices[c].cost;
        }
        std::vector<const Document*> all;
        for (const Document& one : then) all.push_back(&one);
        const std::vector<Standing> standing = standings(all, subject.day);
        bool closed = true;
        for (std::size_t c = 0; c < choices.size(); ++c)
            closed = closed && ((subset >> c & 1) == 0 || standing[choices[c].document] == Standing::accepted);
        if (!closed) continue;
        std::vector<Backing> backing(model.questions.size());
        if (subject.unit.documents) backing = back_answers(model, all, subject.day);

        // The goals that these documents carry; what is claimed counts of itself.
        std::vector<std::vector<std::size_t>> open(model.questions.size());
        for (QuestionIndex q{0}; q < model.questions.size(); ++q) {
            for (std::size_t g = 0; g < oracle.goals[q].size(); ++g) {
                const Goal& goal = oracle.goals[q][g];
                bool carried = g == 0 || !backing[q].needed;
                if (!carried) carried = goal.option == none ? backing[q].certain : backing[q].certain_option <= goal.option;
                if (!carried) continue;
                if (!goal.raised) open[q].clear();
                open[q].push_back(g);
            }
        }
        std::vector<std::size_t> chosen(model.questions.size(), 0);
        std::vector<Rational> shares(model.questions.size());
        const std::function<void(Index, std::uint64_t)> go = [&](Index q, std::uint64_t cost) {
            if (q == model.questions.size()) {
                const auto known = oracle.ways.find(chosen);
                if (known != oracle.ways.end()) {
                    known->second = std::min(known->second, cost);
                } else if (meets(subject, shares)) {
                    oracle.ways.emplace(chosen, cost);
                }
                return;
            }
            for (const std::size_t g : open[q]) {
                chosen[q] = g;
                shares[q] = oracle.goals[q][g].share;
                go(q + 1, cost + oracle.goals[q][g].steps);
            }
        };
        go(0, paid);
    }
    return oracle;
}

std::vector<std::uint64_t> Oracle::worthwhile(const Subject& subject, const std::vector<std::size_t>& best,
                                              std::size_t most) const {
    std::vector<std::pair<std::uint64_t, const std::vector<std::size_t>*>> order;
    for (const auto& [levels, cost] : ways) order.emplace_back(cost, &levels);
    std::stable_sort(order.begin(), order.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<std::uint64_t> costs;
    for (const auto& [cost, levels] : order) {
        if (costs.size() == most) break;
        if (*levels == best) continue;
        const bool useless = std::any_of(order.begin(), order.end(), [&, cost = cost, levels = levels](const auto& other) {
            bool all_more = true;
            std::vector<Rational> common;
            for (std::size_t q = 0; q < levels->size(); ++q) {
                all_more = all_more && (*other.second)[q] >= (*levels)[q];
                common.push_back(goals[q][std::min((*other.second)[q], (*levels)[q])].share);
            }
            if (all_more && other.second != levels && other.first <= cost) return true;
            return other.first < cost && meets(subject, common);
        });
        if (!useless) costs.push_back(cost);
    }
    return costs;
}

}  // namespace zi::test
