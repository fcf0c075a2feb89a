// From documents and their references to the standing of each.
#include "links.hpp"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <numeric>
#include <string_view>

namespace zi {

namespace {

/// The standing of a document on its own, ignoring bases and replacements.
Standing own_standing(const Document& document, Date as_of) {
    // Documents still under verification expire too: acceptance would come too late.
    const bool expired = document.valid_until && *document.valid_until < as_of;
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

/// The best standing that a document can have whose basis has this standing. An expired or superseded basis was valid when
/// others were derived from it.
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

/// An id, ordered by its last bytes first: ids usually differ there, and integers compare faster.
struct Key {
    std::uint64_t end = 0;
    std::string_view id;

    explicit Key(std::string_view name) : id(name) {
        const std::size_t size = std::min(id.size(), sizeof end);
        std::memcpy(&end, id.data() + (id.size() - size), size);
    }
    bool operator==(const Key& other) const { return end == other.end && id == other.id; }
    bool operator<(const Key& other) const { return end != other.end ? end < other.end : id < other.id; }
};

}  // namespace

DocumentLinks::DocumentLinks(const List<const Document*, Document>& documents, std::size_t questions) {
    const std::size_t count = documents.size();
    std::vector<Lists::Entry> supporting;
    supporting.reserve(count);
    std::vector<Key> named;  // few documents refer to others
    for (Index i = 0; i < count; ++i) {
        const Document& document = *documents[i];
        for (const Document::Support& support : document.supports)
            if (support.question < questions) supporting.emplace_back(support.question, i);
        for (const std::string& id : document.derives_from) named.emplace_back(id);
        for (const std::string& id : document.supersedes) named.emplace_back(id);
    }
    supporting_ = {questions, supporting};
    if (named.empty()) return;
    std::sort(named.begin(), named.end());
    named.erase(std::unique(named.begin(), named.end()), named.end());
    const auto place_of = [&](std::string_view id) -> Index {
        const Key key(id);
        const auto found = std::lower_bound(named.begin(), named.end(), key);
        return found != named.end() && *found == key ? static_cast<Index>(found - named.begin()) : Index{none};
    };
    std::vector<Index> meant(named.size(), none);  // the first document with that id
    for (Index i = 0; i < count; ++i)
        if (const Index place = place_of(documents[i]->id); place != none && meant[place] == none) meant[place] = i;
    std::vector<Lists::Entry> bases, resting, replaced, replacing;
    const auto link = [&](Index from, const std::vector<std::string>& ids, auto& there, auto& back) {
        for (const std::string& id : ids)
            if (const Index to = meant[place_of(id)]; to != none) {
                there.emplace_back(from, to);
                back.emplace_back(to, from);
            }
    };
    for (Index i = 0; i < count; ++i) {
        link(i, documents[i]->derives_from, bases, resting);
        link(i, documents[i]->supersedes, replaced, replacing);
    }
    bases_ = {count, bases};
    resting_ = {count, resting};
    replaced_ = {count, replaced};
    replacing_ = {count, replacing};
}

/// The standings of the documents at these indices. Precondition: closed under "derived from" and "superseded by".
void DocumentLinks::stand(const DocumentWorld& world, const std::vector<DocumentIndex>& places,
                          List<Standing, Document>& standings) const {
    const auto accepted = [&](DocumentIndex i) { return world.documents[i]->status == DocumentStatus::accepted; };
    for (const DocumentIndex i : places) {
        const bool superseded = std::ranges::any_of(replacing_[i], accepted);
        standings[i] = superseded ? Standing::superseded : own_standing(*world.documents[i], world.days[i]);
    }
    // Standings only fall, at most twice each (accepted, pending, unfounded), so that this terminates.
    std::vector<DocumentIndex> fallen;
    const auto rest = [&](DocumentIndex i, DocumentIndex basis) {
        const Standing limit = at_best(standings[basis]);
        if (standings[i] >= limit) return;
        standings[i] = limit;
        fallen.push_back(i);
    };
    for (const DocumentIndex i : places)
        for (const DocumentIndex basis : bases_[i]) rest(i, basis);
    while (!fallen.empty()) {
        const DocumentIndex basis = fallen.back();
        fallen.pop_back();
        for (const DocumentIndex i : resting_[basis]) rest(i, basis);
    }
}

List<Standing, Document> DocumentLinks::standings(const DocumentWorld& world) const {
    std::vector<DocumentIndex> all(world.documents.size());
    std::iota(all.begin(), all.end(), DocumentIndex(0));
    List<Standing, Document> result(all.size());
    stand(world, all, result);
    return result;
}

std::vector<DocumentIndex> DocumentLinks::restand(const DocumentWorld& world, const std::vector<DocumentIndex>& changed,
                                                  List<Standing, Document>& standings) const {
    std::vector<DocumentIndex> reached;
    std::vector<char> seen(standings.size(), 0);
    const auto reach = [&](DocumentIndex i) {
        if (seen[i] == 0) reached.push_back(i);
        seen[i] = 1;
    };
    std::for_each(changed.begin(), changed.end(), reach);
    for (std::size_t k = 0; k < reached.size(); ++k) {
        const DocumentIndex i = reached[k];
        std::ranges::for_each(resting_[i], reach);
        std::ranges::for_each(replaced_[i], reach);
    }
    List<Standing, Document> before;
    for (const DocumentIndex i : reached) before.push_back(standings[i]);
    stand(world, reached, standings);
    std::vector<DocumentIndex> moved;
    for (std::size_t k = 0; k < reached.size(); ++k)
        if (standings[reached[k]] != before[k]) moved.push_back(reached[k]);
    return moved;
}

List<Standing, Document> standings(const List<const Document*, Document>& documents, Date as_of) {
    return DocumentLinks(documents, 0).standings({documents, as_of});
}

}  // namespace zi
