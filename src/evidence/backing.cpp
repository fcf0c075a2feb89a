// From documents and `needs` to how far each answer is carried.
#include "links.hpp"

#include <algorithm>

namespace zi {

namespace {

/// How a need is met: the best standing that its documents give it, one document that stands so, and the kind that is asked for.
struct Met {
    Standing standing = Standing::missing;
    Index document = none;
    Index evidence = none;
};

bool better(const Met& a, const Met& b) { return a.standing < b.standing; }

class Evaluator {
public:
    Evaluator(const Model& model, const DocumentLinks& links, const DocumentWorld& world, const std::vector<Standing>& standings)
        : model_(model), links_(links), world_(world), standings_(standings) {}

    Backing back(Index question) const {
        const Question& q = model_.questions[question];
        Backing backing;
        if (q.needs.empty()) return backing;
        backing.needed = true;
        if (q.kind != Question::Kind::options) {
            const Met met = carried(question, none);
            backing.certain = met.standing == Standing::accepted;
            backing.possible = backing.certain || is_pending(met.standing);
            backing.weakest = met.standing;
            backing.document = met.document;
            if (!backing.possible) bar(backing, met);
            return backing;
        }
        // The worst option needs nothing; from there upwards each option needs what is asked for it and for those below.
        const auto worst = static_cast<Index>(model_.scales[q.scale].options.size() - 1);
        backing.certain_option = backing.possible_option = worst;
        bool certain = true, possible = true;
        for (Index option = worst; option-- > 0;) {
            const Met met = carried(question, option);
            const bool was_certain = certain, was_possible = possible;
            certain = certain && met.standing == Standing::accepted;
            possible = possible && (met.standing == Standing::accepted || is_pending(met.standing));
            if (was_certain && !certain) {
                backing.weakest = met.standing;
                backing.document = met.document;
            }
            if (was_possible && !possible) bar(backing, met);
            if (certain) backing.certain_option = option;
            if (possible) backing.possible_option = option;
        }
        return backing;
    }

    std::vector<Index> unmet(Index question, Index option) const {
        std::vector<Index> unmet;
        const auto& needs = model_.questions[question].needs;
        for (Index i = 0; i < needs.size(); ++i)
            if (concerns(needs[i], option) && meet(needs[i].need, question, option).standing != Standing::accepted) unmet.push_back(i);
        return unmet;
    }

    Standing stands(const Need& leaf, Index question) const { return best_document(leaf, question, none).standing; }

private:
    static bool is_pending(Standing standing) { return standing == Standing::pending || standing == Standing::needs_repair; }

    static void bar(Backing& backing, const Met& met) {
        backing.barrier = met.standing;
        backing.barrier_document = met.document;
        backing.barrier_evidence = met.evidence;
    }

    /// Needs without `for` concern every option, the others theirs and those above.
    static bool concerns(const NeedFor& need, Index option) { return need.option == none || option == none || option <= need.option; }

    /// All needs of a question that concern an option.
    Met carried(Index question, Index option) const {
        Met weakest{Standing::accepted};
        for (const NeedFor& need : model_.questions[question].needs) {
            if (!concerns(need, option)) continue;
            const Met met = meet(need.need, question, option);
            if (better(weakest, met)) weakest = met;
        }
        return weakest;
    }

    Met meet(const Need& need, Index question, Index option) const {
        if (need.kind == Need::Kind::document) return best_document(need, question, option);
        std::vector<Met> parts;
        for (const Need& part : need.parts) parts.push_back(meet(part, question, option));
        std::stable_sort(parts.begin(), parts.end(), better);
        switch (need.kind) {
            case Need::Kind::any: return parts.front();
            case Need::Kind::all: return parts.back();
            case Need::Kind::at_least: return parts[std::min<std::size_t>(need.count, parts.size()) - 1];
            case Need::Kind::document: break;
        }
        return {};
    }

    Met best_document(const Need& need, Index question, Index option) const {
        Met best{Standing::missing, none, need.evidence};
        for (const Index i : links_.supporting(question)) {
            const Document& document = *world_.documents[i];
            if (!asks_for(need, document) || !supports(document, question, option)) continue;
            const Met met{aged(need, document, standings_[i], world_.days[i]), i, need.evidence};
            if (best.document == none || better(met, best)) best = met;
        }
        return best;
    }

    static bool supports(const Document& document, Index question, Index option) {
        return std::any_of(document.supports.begin(), document.supports.end(), [&](const Document::Support& support) {
            return support.question == question && (support.option == none || option == none || support.option <= option);
        });
    }

    /// A document too old for `fresh` stands as expired; without a date it cannot be shown to be fresh and waits to be mended.
    static Standing aged(const Need& need, const Document& document, Standing standing, Date day) {
        if (need.fresh == 0 || standing > Standing::needs_repair) return standing;
        if (!document.issued) return Standing::needs_repair;
        const Date end = after(*document.issued, static_cast<int>(need.fresh), need.fresh_unit);
        return end <= day ? Standing::expired : standing;
    }

    const Model& model_;
    const DocumentLinks& links_;
    const DocumentWorld& world_;
    const std::vector<Standing>& standings_;
};

}  // namespace

bool asks_for(const Need& leaf, const Document& document) {
    return document.kind == leaf.evidence && std::all_of(leaf.args.begin(), leaf.args.end(), [&](const std::string& arg) {
        return std::find(document.args.begin(), document.args.end(), arg) != document.args.end();
    });
}

Backing DocumentLinks::back(const Model& model, const DocumentWorld& world, const std::vector<Standing>& standings, Index question) const {
    return Evaluator(model, *this, world, standings).back(question);
}

Standing DocumentLinks::stands(const Model& model, const DocumentWorld& world, const std::vector<Standing>& standings, const Need& leaf,
                               Index question) const {
    return Evaluator(model, *this, world, standings).stands(leaf, question);
}

std::vector<Index> unmet_needs(const Model& model, const std::vector<const Document*>& documents, Date as_of, Index question, Index option) {
    const DocumentLinks links(documents, model.questions.size());
    const DocumentWorld world(documents, as_of);
    const std::vector<Standing> standings = links.standings(world);
    return Evaluator(model, links, world, standings).unmet(question, option);
}

std::vector<Backing> back_answers(const Model& model, const std::vector<const Document*>& documents, Date as_of) {
    const DocumentLinks links(documents, model.questions.size());
    const DocumentWorld world(documents, as_of);
    const std::vector<Standing> standings = links.standings(world);
    const Evaluator evaluator(model, links, world, standings);
    std::vector<Backing> backings;
    for (Index i = 0; i < model.questions.size(); ++i) backings.push_back(evaluator.back(i));
    return backings;
}

std::string_view code(DocumentStatus status) {
    switch (status) {
        case DocumentStatus::missing: return "missing";
        case DocumentStatus::submitted: return "submitted";
        case DocumentStatus::verifying: return "verifying";
        case DocumentStatus::needs_repair: return "needs_repair";
        case DocumentStatus::accepted: return "accepted";
        case DocumentStatus::rejected: return "rejected";
    }
    return "";
}

std::string_view code(Standing standing) {
    switch (standing) {
        case Standing::accepted: return "accepted";
        case Standing::pending: return "pending";
        case Standing::needs_repair: return "needs_repair";
        case Standing::expired: return "expired";
        case Standing::superseded: return "superseded";
        case Standing::unfounded: return "unfounded";
        case Standing::rejected: return "rejected";
        case Standing::missing: return "missing";
    }
    return "";
}

std::string_view word(Standing standing, Language language) {
    const bool indonesian = language == Language::indonesian;
    switch (standing) {
        case Standing::accepted: return indonesian ? "diterima" : "accepted";
        case Standing::pending: return indonesian ? "menunggu verifikasi" : "awaiting verification";
        case Standing::needs_repair: return indonesian ? "perlu perbaikan" : "needs repair";
        case Standing::expired: return indonesian ? "kedaluwarsa" : "expired";
        case Standing::superseded: return indonesian ? "sudah diganti" : "superseded";
        case Standing::unfounded: return indonesian ? "dasarnya ditolak atau belum ada" : "rests on a document that is rejected or missing";
        case Standing::rejected: return indonesian ? "ditolak" : "rejected";
        case Standing::missing: return indonesian ? "belum ada" : "missing";
    }
    return "";
}

}  // namespace zi
