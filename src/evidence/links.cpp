// From documents and what they name to how each of them stands.
#include "links.hpp"

#include <algorithm>
#include <string_view>
#include <unordered_map>

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

DocumentLinks::DocumentLinks(const std::vector<const Document*>& documents, std::size_t questions)
    : supporting_(questions), bases_(documents.size()), resting_(documents.size()), replaced_(documents.size()) {
    std::unordered_map<std::string_view, Index> by_id;
    const auto linked = [](const Document* d) { return !d->derives_from.empty() || !d->supersedes.empty(); };
    if (std::any_of(documents.begin(), documents.end(), linked))
        for (Index i = 0; i < documents.size(); ++i) by_id.emplace(documents[i]->id, i);
    for (Index i = 0; i < documents.size(); ++i) {
        for (const Document::Support& support : documents[i]->supports)
            if (support.question < questions && (supporting_[support.question].empty() || supporting_[support.question].back() != i))
                supporting_[support.question].push_back(i);
        for (const std::string& id : documents[i]->derives_from)
            if (const auto basis = by_id.find(id); basis != by_id.end()) {
                bases_[i].push_back(basis->second);
                resting_[basis->second].push_back(i);
            }
        for (const std::string& id : documents[i]->supersedes)
            if (const auto old = by_id.find(id); old != by_id.end()) replaced_[i].push_back(old->second);
    }
}

std::vector<Standing> DocumentLinks::standings(const DocumentWorld& world) const {
    const std::size_t count = world.documents.size();
    std::vector<Standing> result(count);
    std::vector<Index> changed;
    for (Index i = 0; i < count; ++i) {
        result[i] = own_standing(*world.documents[i], world.days[i]);
        if (!resting_[i].empty()) changed.push_back(i);
    }
    for (Index i = 0; i < count; ++i)
        if (world.documents[i]->status == DocumentStatus::accepted)
            for (const Index old : replaced_[i]) result[old] = Standing::superseded;
    // Standings only fall, and at most twice each: accepted, pending, unfounded.
    while (!changed.empty()) {
        const Index basis = changed.back();
        changed.pop_back();
        for (const Index i : resting_[basis]) {
            const Standing limit = at_best(result[basis]);
            if (result[i] >= limit) continue;
            result[i] = limit;
            changed.push_back(i);
        }
    }
    return result;
}

std::vector<Standing> standings(const std::vector<const Document*>& documents, Date as_of) {
    return DocumentLinks(documents, 0).standings({documents, as_of});
}

}  // namespace zi
