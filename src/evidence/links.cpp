// From documents and what they name to how each of them stands.
#include "links.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <string_view>

namespace zi {

namespace {

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

/// The best standing of what rests on a document that stands so. What has expired or been replaced was there when others built
/// on it.
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

DocumentLinks::DocumentLinks(const std::vector<const Document*>& documents, std::size_t questions)
    : supporting_(questions),
      bases_(documents.size()),
      resting_(documents.size()),
      replaced_(documents.size()),
      replacing_(documents.size()) {
    std::map<std::string_view, Index> by_id;
    const auto linked = [](const Document* d) { return !d->derives_from.empty() || !d->supersedes.empty(); };
    if (std::any_of(documents.begin(), documents.end(), linked))
        for (Index i = 0; i < documents.size(); ++i) by_id.emplace(documents[i]->id, i);
    for (Index i = 0; i < documents.size(); ++i) {
        for (const Document::Support& support : documents[i]->supports)
            if (support.question < questions &&
                (supporting_[support.question].empty() || supporting_[support.question].back() != i))
                supporting_[support.question].push_back(i);
        for (const std::string& id : documents[i]->derives_from)
            if (const auto basis = by_id.find(id); basis != by_id.end()) {
                bases_[i].push_back(basis->second);
                resting_[basis->second].push_back(i);
            }
        for (const std::string& id : documents[i]->supersedes)
            if (const auto old = by_id.find(id); old != by_id.end()) {
                replaced_[i].push_back(old->second);
                replacing_[old->second].push_back(i);
            }
    }
}

/// How the documents at these places stand. Whatever rests on one of them, or is superseded by it, must be among them.
void DocumentLinks::stand(const DocumentWorld& world, const std::vector<Index>& places,
                          std::vector<Standing>& standings) const {
    const auto accepted = [&](Index i) { return world.documents[i]->status == DocumentStatus::accepted; };
    for (const Index i : places) {
        const bool superseded = std::any_of(replacing_[i].begin(), replacing_[i].end(), accepted);
        standings[i] = superseded ? Standing::superseded : own_standing(*world.documents[i], world.days[i]);
    }
    // Standings only fall, and at most twice each: accepted, pending, unfounded.
    std::vector<Index> fallen;
    const auto rest = [&](Index i, Index basis) {
        const Standing limit = at_best(standings[basis]);
        if (standings[i] >= limit) return;
        standings[i] = limit;
        fallen.push_back(i);
    };
    for (const Index i : places)
        for (const Index basis : bases_[i]) rest(i, basis);
    while (!fallen.empty()) {
        const Index basis = fallen.back();
        fallen.pop_back();
        for (const Index i : resting_[basis]) rest(i, basis);
    }
}

std::vector<Standing> DocumentLinks::standings(const DocumentWorld& world) const {
    std::vector<Index> all(world.documents.size());
    std::iota(all.begin(), all.end(), Index{0});
    std::vector<Standing> result(all.size());
    stand(world, all, result);
    return result;
}

std::vector<Index> DocumentLinks::restand(const DocumentWorld& world, const std::vector<Index>& changed,
                                          std::vector<Standing>& standings) const {
    std::vector<Index> reached;
    std::vector<char> seen(standings.size(), 0);
    const auto reach = [&](Index i) {
        if (seen[i] == 0) reached.push_back(i);
        seen[i] = 1;
    };
    std::for_each(changed.begin(), changed.end(), reach);
    for (std::size_t k = 0; k < reached.size(); ++k) {
        const Index i = reached[k];
        std::for_each(resting_[i].begin(), resting_[i].end(), reach);
        std::for_each(replaced_[i].begin(), replaced_[i].end(), reach);
    }
    std::vector<Standing> before;
    for (const Index i : reached) before.push_back(standings[i]);
    stand(world, reached, standings);
    std::vector<Index> moved;
    for (std::size_t k = 0; k < reached.size(); ++k)
        if (standings[reached[k]] != before[k]) moved.push_back(reached[k]);
    return moved;
}

std::vector<Standing> standings(const std::vector<const Document*>& documents, Date as_of) {
    return DocumentLinks(documents, 0).standings({documents, as_of});
}

}  // namespace zi
