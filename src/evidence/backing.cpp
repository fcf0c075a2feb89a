// From documents and `needs` to the backing of each answer.
#include "links.hpp"
#include "needs.hpp"

#include <algorithm>

namespace zi {

namespace {

/// Does it cover what the need asks?
bool covers(const Document& document, const Need& leaf) {
    return std::ranges::all_of(
        leaf.args, [&](const std::string& arg) { return std::ranges::find(document.args, arg) != document.args.end(); });
}

/// The best document that a leaf of a need asks for.
class BestDocument {
public:
    BestDocument(const DocumentLinks& links, const DocumentWorld& world, const List<Standing, Document>& standings)
        : links_(links), world_(world), standings_(standings) {}

    Met operator()(const Need& need, QuestionIndex question, OptionIndex option) const {
        Met best{Standing::missing, none, need.evidence};
        for (const Supporter& one : links_.supporting(question)) {
            if (one.kind != need.evidence || (option != none && option < one.best)) continue;
            const Document& document = *world_.documents[one.document];
            if (!covers(document, need)) continue;
            const Met met{aged(need, document, standings_[one.document], world_.days[one.document]), one.document,
                          need.evidence};
            if (best.document == none || better(met, best)) best = met;
        }
        return best;
    }

private:
    /// A document too old for `fresh` stands as expired; without a date it cannot be shown to be fresh and waits to be mended.
    static Standing aged(const Need& need, const Document& document, Standing standing, Date day) {
        if (need.fresh == 0 || standing > Standing::needs_repair) return standing;
        if (!document.issued) return Standing::needs_repair;
        const Date end = after(*document.issued, static_cast<int>(need.fresh), need.fresh_unit);
        return end <= day ? Standing::expired : standing;
    }

    const DocumentLinks& links_;
    const DocumentWorld& world_;
    const List<Standing, Document>& standings_;
};

}  // namespace

bool asks_for(const Need& leaf, const Document& document) { return document.kind == leaf.evidence && covers(document, leaf); }

Backing DocumentLinks::back(const Model& model, const DocumentWorld& world, const List<Standing, Document>& standings,
                            QuestionIndex question) const {
    return Needs(model, BestDocument(*this, world, standings)).back(question);
}

Standing DocumentLinks::stands(const DocumentWorld& world, const List<Standing, Document>& standings, const Need& leaf,
                               QuestionIndex question) const {
    return BestDocument(*this, world, standings)(leaf, question, none).standing;
}

std::vector<Index> unmet_needs(const Model& model, const List<const Document*, Document>& documents, Date as_of,
                               QuestionIndex question, OptionIndex option) {
    const DocumentLinks links(documents, model.questions.size());
    const DocumentWorld world(documents, as_of);
    const List<Standing, Document> standings = links.standings(world);
    const Needs needs(model, BestDocument(links, world, standings));
    std::vector<Index> unmet;
    const auto& all = model.questions[question].needs;
    for (Index i = 0; i < all.size(); ++i)
        if (concerns(all[i], option) && needs.meet(all[i].need, question, option).standing != Standing::accepted)
            unmet.push_back(i);
    return unmet;
}

List<Backing, Question> back_answers(const Model& model, const List<const Document*, Document>& documents, Date as_of) {
    const DocumentLinks links(documents, model.questions.size());
    const DocumentWorld world(documents, as_of);
    const List<Standing, Document> standings = links.standings(world);
    const Needs needs(model, BestDocument(links, world, standings));
    List<Backing, Question> backings;
    for (QuestionIndex i{0}; i < model.questions.size(); ++i) backings.push_back(needs.back(i));
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
        case Standing::unfounded:
            return indonesian ? "dasarnya ditolak atau belum ada" : "rests on a document that is rejected or missing";
        case Standing::rejected: return indonesian ? "ditolak" : "rejected";
        case Standing::missing: return indonesian ? "belum ada" : "missing";
    }
    return "";
}

}  // namespace zi
