// From documents and `needs` to how far each answer is carried.
#include "zi/evidence.hpp"

#include <algorithm>
#include <map>
#include <set>

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
    Evaluator(const Model& model, const std::vector<const Document*>& documents, Date as_of)
        : model_(model), documents_(documents), as_of_(as_of), by_kind_(model.evidence.size()), standings_(standings(documents, as_of)) {
        for (Index i = 0; i < documents.size(); ++i)
            if (documents[i]->kind < by_kind_.size()) by_kind_[documents[i]->kind].push_back(i);
    }

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

private:
    static bool is_pending(Standing standing) { return standing == Standing::pending || standing == Standing::needs_repair; }

    static void bar(Backing& backing, const Met& met) {
        backing.barrier = met.standing;
        backing.barrier_document = met.document;
        backing.barrier_evidence = met.evidence;
    }

    /// All needs of a question that concern an option: those without `for`, and those for this option or a lower one.
    Met carried(Index question, Index option) const {
        Met weakest{Standing::accepted};
        for (const NeedFor& need : model_.questions[question].needs) {
            if (need.option != none && option != none && need.option < option) continue;
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
        for (const Index i : by_kind_[need.evidence]) {
            const Document& document = *documents_[i];
            const bool covers = std::all_of(need.args.begin(), need.args.end(), [&](const std::string& arg) {
                return std::find(document.args.begin(), document.args.end(), arg) != document.args.end();
            });
            if (!covers) continue;
            if (!supports(document, question, option)) continue;
            const Met met{aged(need, document, standings_[i]), i, need.evidence};
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
    Standing aged(const Need& need, const Document& document, Standing standing) const {
        if (need.fresh == 0 || standing > Standing::needs_repair) return standing;
        if (!document.issued) return Standing::needs_repair;
        const Date end = after(*document.issued, static_cast<int>(need.fresh), need.fresh_unit);
        return end <= as_of_ ? Standing::expired : standing;
    }

    const Model& model_;
    const std::vector<const Document*>& documents_;
    Date as_of_;
    std::vector<std::vector<Index>> by_kind_;
    std::vector<Standing> standings_;
};

/// A document by itself, whatever it rests on and whatever replaces it.
Standing own_standing(const Document& document, Date as_of) {
    // What is still under way expires as well: acceptance would come too late.
    const bool expired = document.valid_until && *document.valid_until <= as_of;
    switch (document.status) {
        case DocumentStatus::missing: return Standing::missing;
        case DocumentStatus::rejected: return Standing::rejected;
        case DocumentStatus::submitted:
        case DocumentStatus::verifying: return expired ? Standing::expired : Standing::pending;
        case DocumentStatus::needs_repair: return expired ? Standing::expired : Standing::needs_repair;
        case DocumentStatus::accepted: return expired ? Standing::expired : Standing::accepted;
    }
    return Standing::missing;
}

/// The best standing of what rests on a document that stands so. What has expired or been replaced was there when others built on it.
Standing at_best(Standing basis) {
    switch (basis) {
        case Standing::accepted:
        case Standing::expired:
        case Standing::superseded: return Standing::accepted;
        case Standing::pending:
        case Standing::needs_repair: return Standing::pending;
        case Standing::unfounded:
        case Standing::rejected:
        case Standing::missing: return Standing::unfounded;
    }
    return Standing::unfounded;
}

}  // namespace

std::vector<Standing> standings(const std::vector<const Document*>& documents, Date as_of) {
    std::map<std::string_view, Index> by_id;
    std::set<std::string_view> replaced;
    bool linked = false;
    for (Index i = 0; i < documents.size(); ++i) {
        const Document& document = *documents[i];
        by_id.emplace(document.id, i);
        linked = linked || !document.derives_from.empty();
        if (document.status == DocumentStatus::accepted) replaced.insert(document.supersedes.begin(), document.supersedes.end());
    }
    std::vector<Standing> result;
    for (const Document* document : documents)
        result.push_back(replaced.contains(document->id) ? Standing::superseded : own_standing(*document, as_of));
    if (!linked) return result;

    std::vector<std::vector<Index>> resting(documents.size());  // on each document
    std::vector<Index> changed(documents.size());
    for (Index i = 0; i < documents.size(); ++i) {
        changed[i] = i;
        for (const std::string& id : documents[i]->derives_from)
            if (const auto basis = by_id.find(id); basis != by_id.end()) resting[basis->second].push_back(i);
    }
    // Standings only fall, and at most twice each: accepted, pending, unfounded.
    while (!changed.empty()) {
        const Index basis = changed.back();
        changed.pop_back();
        for (const Index i : resting[basis]) {
            const Standing limit = at_best(result[basis]);
            if (result[i] >= limit) continue;
            result[i] = limit;
            changed.push_back(i);
        }
    }
    return result;
}

std::vector<Backing> back_answers(const Model& model, const std::vector<const Document*>& documents, Date as_of) {
    const Evaluator evaluator(model, documents, as_of);
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
