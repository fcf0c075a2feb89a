#include "levels.hpp"

#include "documents.hpp"

#include <algorithm>
#include <map>

namespace zi::improve {

namespace {

using Family = std::vector<TokenSet>;

/// Limit on document sets kept for one level.
constexpr std::size_t most_sets = 512;

/// Limit on the indices in all sets made by joining two families.
constexpr std::size_t most_made = std::size_t{1} << 22;

/// Budget for enumerating all sets of all levels, one step for each document visited. Beyond it, only one set is found for each
/// level, and nothing is proved.
constexpr std::size_t most_steps = std::size_t{1} << 26;

/// Steps charged for each index kept, which bounds memory too.
constexpr std::size_t steps_to_keep = 16;

class Needs {
public:
    Needs(const Model& model, const Documents& documents, Date as_of, std::vector<Token>& tokens)
        : model_(model), documents_(documents), as_of_(as_of), tokens_(tokens) {}

    /// The sets of documents that back an option, or a number or ratio (option none).
    Family carrying(QuestionIndex question, OptionIndex option) {
        Family family{{}};
        for (const NeedFor& need : model_.questions[question].needs)
            if (need.option == none || option == none || need.option >= option)
                family = both(family, meeting(need.need, question, option));
        for (const TokenSet& set : family) spend(steps_to_keep * (1 + set.size()));
        return family;
    }
    bool complete() const { return complete_; }

private:
    void spend(std::size_t steps) { left_ -= std::min(steps, left_); }

    Family meeting(const Need& need, QuestionIndex question, OptionIndex option) {
        if (need.kind == Need::Kind::document) return document(need, question, option);
        std::size_t wanted = 1;
        if (need.kind == Need::Kind::all) wanted = need.parts.size();
        if (need.kind == Need::Kind::at_least) wanted = std::min<std::size_t>(need.count, need.parts.size());
        if (left_ == 0) return some(need, wanted, question, option);
        // Dynamic programming over the number of parts met, capped at `wanted`.
        std::vector<Family> by_count(wanted + 1);
        by_count[0] = {{}};
        for (const Need& part : need.parts) {
            const Family one = meeting(part, question, option);
            for (std::size_t count = wanted; count > 0; --count) {
                Family more = both(by_count[count - 1], one);
                by_count[count].insert(by_count[count].end(), more.begin(), more.end());
                smallest(by_count[count]);
            }
        }
        return by_count[wanted];
    }

    /// One set that meets `wanted` parts.
    Family some(const Need& need, std::size_t wanted, QuestionIndex question, OptionIndex option) {
        complete_ = false;
        Family family{{}};
        for (const Need& part : need.parts) {
            if (wanted == 0) break;
            const Family one = meeting(part, question, option);
            if (one.empty()) continue;
            family = both(family, one);
            --wanted;
        }
        return wanted == 0 ? family : Family{};
    }

    Family document(const Need& need, QuestionIndex question, OptionIndex option) {
        Family family;
        if (left_ == 0 && documents_.cost_of_kind(need.evidence)) {
            complete_ = false;
            return {{new_document(question, need.evidence)}};
        }
        for (const DocumentIndex i : documents_.supporting(question)) {
            const Document& document = *documents_.all()[i];
            spend(1 + document.supports.size() / 8 + need.args.size() * document.args.size());
            if (document.kind != need.evidence || !supports(document, question, option)) continue;
            if (!std::all_of(need.args.begin(), need.args.end(), [&](const std::string& arg) {
                    return std::find(document.args.begin(), document.args.end(), arg) != document.args.end();
                }))
                continue;
            const bool fresh =
                need.fresh == 0 ||
                (document.issued && as_of_ < after(*document.issued, static_cast<int>(need.fresh), need.fresh_unit));
            if (fresh && documents_.standing(i) == Standing::accepted) return {{}};
            const bool accepted = document.status == DocumentStatus::accepted;
            if (accepted && fresh)
                if (auto set = documents_.needed_for(i, false)) family.push_back(std::move(*set));
            if (auto set = documents_.needed_for(i, true)) family.push_back(std::move(*set));
            if (family.empty()) continue;
            spend(steps_to_keep * family.back().size());
            if (left_ > 0 && family.size() < most_made / (1 + family.back().size())) continue;
            complete_ = false;
            break;
        }
        if (documents_.cost_of_kind(need.evidence)) family.push_back({new_document(question, need.evidence)});
        smallest(family);
        return family;
    }

    static bool supports(const Document& document, QuestionIndex question, OptionIndex option) {
        return std::any_of(document.supports.begin(), document.supports.end(), [&](const Document::Support& support) {
            return support.question == question && (support.option == none || option == none || support.option <= option);
        });
    }

    /// One new document of a kind serves all needs of the question for that kind.
    Index new_document(QuestionIndex question, EvidenceIndex kind) {
        const auto [place, added] = made_.try_emplace({question, kind}, static_cast<Index>(tokens_.size()));
        if (added) {
            Token token;
            token.what.kind = kind;
            token.what.question = question;
            token.what.cost = *documents_.cost_of_kind(kind);
            for (const NeedFor& need : model_.questions[question].needs) gather_args(need.need, kind, token.what.args);
            tokens_.push_back(std::move(token));
        }
        return place->second;
    }
    static void gather_args(const Need& need, EvidenceIndex kind, std::vector<std::string>& args) {
        if (need.kind == Need::Kind::document && need.evidence == kind)
            for (const std::string& arg : need.args)
                if (std::find(args.begin(), args.end(), arg) == args.end()) args.push_back(arg);
        for (const Need& part : need.parts) gather_args(part, kind, args);
    }

    /// Unions of all pairs. Families are sorted by size, so that cutting them drops the largest sets.
    Family both(const Family& a, const Family& b) {
        Family family;
        if (a.empty() || b.empty()) return family;
        const std::size_t width = 1 + a.back().size() + b.back().size();
        const std::size_t most = left_ == 0 ? 1 : std::max<std::size_t>(most_made / width, 1);
        std::size_t of_a = a.size(), of_b = b.size();
        while (of_a * of_b > most) {
            complete_ = false;
            std::size_t& more = of_a > of_b ? of_a : of_b;
            more = (more + 1) / 2;
        }
        spend(of_a * of_b * width);
        for (std::size_t i = 0; i < of_a; ++i)
            for (std::size_t j = 0; j < of_b; ++j) {
                TokenSet& set = family.emplace_back();
                std::set_union(a[i].begin(), a[i].end(), b[j].begin(), b[j].end(), std::back_inserter(set));
            }
        smallest(family);
        return family;
    }

    /// Keeps the minimal sets (those that contain no other).
    void smallest(Family& family) {
        std::sort(family.begin(), family.end(),
                  [](const TokenSet& a, const TokenSet& b) { return a.size() != b.size() ? a.size() < b.size() : a < b; });
        family.erase(std::unique(family.begin(), family.end()), family.end());
        Family kept;
        for (TokenSet& set : family) {
            spend(1 + kept.size());
            if (std::any_of(kept.begin(), kept.end(), [&](const TokenSet& less) {
                    return std::includes(set.begin(), set.end(), less.begin(), less.end());
                }))
                continue;
            if (kept.size() >= (left_ == 0 ? 1 : most_sets)) {
                complete_ = false;
                break;
            }
            kept.push_back(std::move(set));
        }
        family = std::move(kept);
    }

    const Model& model_;
    const Documents& documents_;
    Date as_of_;
    std::vector<Token>& tokens_;
    std::map<std::pair<QuestionIndex, EvidenceIndex>, Index> made_;
    bool complete_ = true;
    std::size_t left_ = most_steps;
};

/// A level above the claim, and the cost of raising the answer to it.
struct Aim {
    Rational share;
    OptionIndex option = none;
    std::uint64_t steps = 0;
    Answers::Place place{};
    bool top = false;
};

std::vector<Aim> option_aims(const Scale& scale, OptionIndex claimed, std::uint64_t step, const QuestionCosts& costs) {
    std::map<Rational, std::uint64_t> said;  // the first of equal shares
    for (const LevelCost& level : costs.levels) said.try_emplace(level.share, level.cost);
    std::vector<Aim> aims;
    for (OptionIndex option(scale.options.size()); option-- > 0;) {
        Aim aim{scale.options[option].value, option, 0, {}, false};
        if (option < claimed) {
            aim.steps = step * (claimed - option);
            if (!costs.levels.empty()) {
                const auto stated = said.find(aim.share);
                if (stated == said.end()) continue;
                aim.steps = stated->second;
            }
        }
        aims.push_back(std::move(aim));
    }
    return aims;
}

/// Budget for the search of answers over all questions of a unit.
std::uint64_t most_looked(std::size_t questions) { return (std::uint64_t{1} << 18) + 512 * questions; }

/// The best level for each step of cost. Subtracts its work from `steps`; sets `complete` to false if they run out.
std::vector<Aim> share_aims(const Answers& answers, const Question& question, const Rational& claimed, std::uint64_t step,
                            const QuestionCosts& costs, std::uint64_t& steps, bool& complete) {
    // The best answer of each question is searched regardless of the shared budget, so that no plan is missed for lack of it.
    const auto best = [&](const Rational& up_to, std::uint64_t left) {
        const std::uint64_t before = left;
        auto found = answers.best(up_to, left);
        steps -= std::min(steps, before - left);
        complete = complete && left > 0;
        return found;
    };
    std::vector<Aim> aims{{claimed, none, 0}};
    if (!costs.levels.empty()) {
        for (const LevelCost& level : costs.levels) {
            if (level.share <= claimed || question.best < level.share) continue;
            Aim& aim = aims.emplace_back(Aim{level.share, none, level.cost});
            // Name an answer that earns exactly this share, if there is one; otherwise the caller knows what the level means.
            std::uint64_t few = Answers::enough_steps;
            if (auto found = answers.best(level.share, few); found && found->share == level.share)
                aim.place = std::move(found->place);
        }
        std::stable_sort(aims.begin(), aims.end(), [](const Aim& a, const Aim& b) { return a.share < b.share; });
        return aims;
    }
    if (claimed >= question.best) return aims;
    const auto most = best(question.best, Answers::few_steps);
    constexpr int steps_of_the_weight = 10;
    for (int i = 1; most && aims.back().share < most->share; ++i) {
        const Rational up_to = claimed + Rational(i, steps_of_the_weight);
        if (steps == 0 && up_to < most->share) {
            complete = false;
            continue;
        }
        const auto found = most->share <= up_to ? most : best(up_to, std::min(steps, Answers::enough_steps));
        if (!found || found->share <= aims.back().share) continue;
        aims.push_back({found->share, none, step * static_cast<std::uint64_t>(i), found->place, true});
    }
    return aims;
}

}  // namespace

Levels levels_of(const Model& model, const Unit& unit, Date as_of, const Assessment& assessment, const Costs& costs) {
    Levels levels;
    const Documents documents(model, unit, as_of, costs);
    for (DocumentIndex i{0}; i < documents.all().size(); ++i) {
        Token& token = levels.tokens.emplace_back();
        token.what.document = i;
        token.what.kind = documents.all()[i]->kind;
        token.what.standing = documents.standing(i);
    }
    Needs needs(model, documents, as_of, levels.tokens);
    static const QuestionCosts nothing_stated;
    std::uint64_t steps = most_looked(model.questions.size());
    for (QuestionIndex q{0}; q < model.questions.size(); ++q) {
        const Question& question = model.questions[q];
        const QuestionResult& result = assessment.questions[q];
        std::vector<Rung>& own = levels.questions.emplace_back();
        own.push_back({result.certain, none, 0, true, {{}}, {}, false});
        const auto stated = costs.questions.find(q);
        const QuestionCosts& said = stated == costs.questions.end() ? nothing_stated : stated->second;
        // Applicability must be settled before anything else is planned.
        if (said.impossible || result.reason == Reason::not_applicable || result.reason == Reason::applicability_open) continue;
        const std::uint64_t step = said.step.value_or(question.cost);
        const Rational claimed = result.claimed.value_or(question.worst);
        std::vector<Aim> aims;
        if (question.kind == Question::Kind::options) {
            const Scale& scale = model.scales[question.scale];
            OptionIndex option(scale.options.size() - 1);
            if (const auto* given = std::get_if<Member>(prevailing_answer(model, unit, q).answer); given && result.claimed)
                option = OptionIndex(given->value);
            own.front().option = option;
            while (option + 1 < scale.options.size() && scale.options[own.front().option].value > result.certain)
                ++own.front().option;
            aims = option_aims(scale, option, step, said);
        } else {
            aims = share_aims(Answers(model, q, *prevailing_answer(model, unit, q).answer), question, claimed, step, said,
                              steps, levels.complete);
        }
        for (Aim& aim : aims) {
            if (aim.share <= own.front().share) continue;
            Rung level{std::move(aim.share), aim.option, aim.steps, false, {{}}, std::move(aim.place), aim.top};
            level.claimed = result.claimed && level.share <= claimed;
            if (unit.documents && !question.needs.empty()) level.sets = needs.carrying(q, level.option);
            if (!level.sets.empty()) own.push_back(std::move(level));
        }
    }
    levels.complete = levels.complete && needs.complete();
    for (QuestionIndex q{0}; q < levels.questions.size(); ++q)
        for (const Rung& level : levels.questions[q])
            for (const TokenSet& set : level.sets)
                for (const Index token : set) {
                    Token& one = levels.tokens[token];
                    if (one.users.empty() || one.users.back() != q) one.users.push_back(q);
                    if (one.what.document != none) one.what.cost = documents.cost(one.what.document);
                }
    return levels;
}

}  // namespace zi::improve
