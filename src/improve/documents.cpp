#include "documents.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace zi::improve {

namespace {

/// An expired or superseded document was valid when others were derived from it.
bool carries_others(Standing standing) {
    return standing == Standing::accepted || standing == Standing::expired || standing == Standing::superseded;
}
bool carries_nothing(Standing standing) {
    return standing == Standing::unfounded || standing == Standing::rejected || standing == Standing::missing;
}

/// Can one document replace another for every possible need?
bool covers(const Document& one, const Document& other) {
    const auto supported = [&](const Document::Support& wanted) {
        return std::any_of(one.supports.begin(), one.supports.end(), [&](const Document::Support& s) {
            return s.question == wanted.question && (s.option == none || (wanted.option != none && s.option <= wanted.option));
        });
    };
    return one.kind == other.kind && std::all_of(other.supports.begin(), other.supports.end(), supported) &&
           std::all_of(other.args.begin(), other.args.end(), [&](const std::string& arg) {
               return std::find(one.args.begin(), one.args.end(), arg) != one.args.end();
           });
}

}  // namespace

Documents::Documents(const Model& model, const Unit& unit, Date as_of, const Costs& costs)
    : model_(model),
      costs_(costs),
      documents_(documents_of(unit)),
      standings_(standings(documents_, as_of)),
      bases_(documents_.size()),
      supporting_(model.questions.size()) {
    std::map<std::string_view, DocumentIndex> by_id;
    std::set<std::string_view> named, replaced, founding;
    for (DocumentIndex i{0}; i < documents_.size(); ++i) {
        by_id.emplace(documents_[i]->id, i);
        named.insert(documents_[i]->supersedes.begin(), documents_[i]->supersedes.end());
        if (documents_[i]->status == DocumentStatus::accepted)
            replaced.insert(documents_[i]->supersedes.begin(), documents_[i]->supersedes.end());
        founding.insert(documents_[i]->derives_from.begin(), documents_[i]->derives_from.end());
    }
    for (DocumentIndex i{0}; i < documents_.size(); ++i) {
        const Document& document = *documents_[i];
        for (const Document::Support& support : document.supports) {
            if (support.question >= supporting_.size()) continue;
            if (auto& own = supporting_[support.question]; own.empty() || own.back() != i) own.push_back(i);
        }
        // A document's own standing ignores its bases.
        own_.push_back(replaced.contains(document.id) ? Standing::superseded : standings({&document}, as_of).front());
        for (const std::string& id : document.derives_from)
            if (const auto basis = by_id.find(id); basis != by_id.end()) bases_[i].push_back(basis->second);
    }
    for (DocumentIndex i{0}; i < documents_.size(); ++i) {
        const Document& document = *documents_[i];
        auto price = cost_of_kind(document.kind);
        if (const auto stated = costs.documents.find(document.id); stated != costs.documents.end()) price = stated->second;
        // A superseded document is not revived.
        bool obtainable = price.has_value() && !named.contains(document.id);
        for (const std::string& id : document.supersedes) {
            const auto found = by_id.find(id);
            if (found == by_id.end() || own_[found->second] == Standing::superseded) continue;
            const DocumentIndex other = found->second;
            // Obtaining it must neither invalidate what another document backs, nor give a basis to documents derived from a
            // superseded one.
            if (own_[other] == Standing::accepted && !covers(document, *documents_[other])) obtainable = false;
            if (!carries_others(standings_[other]) && founding.contains(id)) obtainable = false;
        }
        prices_.push_back(obtainable ? price : std::nullopt);
    }
}

std::optional<std::uint64_t> Documents::cost_of_kind(EvidenceIndex kind) const {
    if (kind >= model_.evidence.size()) return std::nullopt;
    if (const auto stated = costs_.kinds.find(kind); stated != costs_.kinds.end()) return stated->second;
    return model_.evidence[kind].cost;
}

std::optional<std::vector<Index>> Documents::needed_for(DocumentIndex document, bool renewed) const {
    // The requirement on a document: obtained; usable as a basis of others; or at least not making others unfounded.
    enum class Aim : std::uint8_t { obtained, carrying, sound };
    std::set<DocumentIndex> obtained;
    std::set<std::pair<DocumentIndex, Aim>> seen;
    std::vector<std::pair<DocumentIndex, Aim>> open;
    const auto ask = [&](DocumentIndex what, Aim aim) {
        if (seen.emplace(what, aim).second) open.emplace_back(what, aim);
    };
    if (renewed)
        ask(document, Aim::obtained);
    else if (own_[document] == Standing::superseded || own_[document] == Standing::expired)
        return std::nullopt;  // a renewed basis does not revive the document itself
    else
        ask(document, Aim::carrying);
    while (!open.empty()) {
        auto [what, aim] = open.back();
        open.pop_back();
        const Standing own = own_[what];
        if (aim == Aim::carrying && carries_others(standings_[what])) continue;
        if (aim == Aim::sound && !carries_nothing(standings_[what])) continue;
        const bool under_way = own == Standing::pending || own == Standing::needs_repair;
        if (aim == Aim::carrying && under_way) aim = Aim::obtained;
        if (own == Standing::rejected || own == Standing::missing) aim = Aim::obtained;
        if (aim == Aim::obtained) {
            if (!prices_[what]) return std::nullopt;
            obtained.insert(what);
        }
        const bool gone = own == Standing::expired || own == Standing::superseded;
        const bool lenient = aim == Aim::sound || (aim == Aim::carrying && gone);
        for (const DocumentIndex basis : bases_[what]) ask(basis, lenient ? Aim::sound : Aim::carrying);
    }
    return std::vector<Index>(obtained.begin(), obtained.end());
}

}  // namespace zi::improve
