// From documents and their references to the standing of each.
#include "links.hpp"

#include <algorithm>
#include <bitset>
#include <cstdint>
#include <cstring>
#include <numeric>
#include <string_view>
#include <utility>
#include <vector>

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
        if (id.size() >= sizeof end)
            std::memcpy(&end, id.data() + (id.size() - sizeof end), sizeof end);
        else
            std::memcpy(&end, id.data(), id.size());
    }
    bool operator==(const Key& other) const { return end == other.end && id == other.id; }
    bool operator<(const Key& other) const { return end != other.end ? end < other.end : id < other.id; }
};

/// A document names another.
struct Link {
    DocumentIndex from;
    bool supersedes;  ///< else it derives from it
    std::string_view to;
};

/// The ids that documents name, each once. Few documents are named, so that most ids are told from all of them by one bit.
class NamedIds {
public:
    explicit NamedIds(const std::vector<Link>& links) {
        for (const Link& link : links) keys_.emplace_back(link.to);
        std::sort(keys_.begin(), keys_.end());
        keys_.erase(std::unique(keys_.begin(), keys_.end()), keys_.end());
        for (const Key& key : keys_) maybe_.set(bit(key));
    }
    std::size_t size() const { return keys_.size(); }
    Index find(std::string_view id) const {
        const Key key(id);
        if (!maybe_[bit(key)]) return none;
        const auto found = std::lower_bound(keys_.begin(), keys_.end(), key);
        return found != keys_.end() && *found == key ? static_cast<Index>(found - keys_.begin()) : Index{none};
    }

private:
    static constexpr int bits = 12;
    static std::size_t bit(const Key& key) { return (key.end * 0x9E37'79B9'7F4A'7C15) >> (64 - bits); }

    std::vector<Key> keys_;
    std::bitset<std::size_t{1} << bits> maybe_;
};

}  // namespace

DocumentLinks::DocumentLinks(const List<const Document*, Document>& documents, std::size_t questions) {
    const std::size_t count = documents.size();
    std::vector<std::pair<Index, Supporter>> supporting;
    supporting.reserve(count);
    std::vector<Link> links;
    for (DocumentIndex i{0}; i < count; ++i) {
        const Document& document = *documents[i];
        for (const auto& [question, option] : document.supports)
            if (question < questions)
                supporting.emplace_back(question, Supporter{i, document.kind, option == none ? OptionIndex(0) : option});
        for (const std::string& id : document.derives_from) links.push_back({i, false, id});
        for (const std::string& id : document.supersedes) links.push_back({i, true, id});
    }
    supporting_ = {questions, supporting};
    if (links.empty()) return;
    const NamedIds named(links);
    std::vector<DocumentIndex> meant(named.size());  // the first of that id
    for (DocumentIndex i{0}; i < count; ++i)
        if (const Index place = named.find(documents[i]->id); place != none && meant[place] == none) meant[place] = i;
    std::vector<std::pair<Index, DocumentIndex>> bases, resting, replaced, replacing;
    for (const Link& link : links) {
        const DocumentIndex to = meant[named.find(link.to)];
        if (to == none) continue;
        (link.supersedes ? replaced : bases).emplace_back(link.from, to);
        (link.supersedes ? replacing : resting).emplace_back(to, link.from);
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
