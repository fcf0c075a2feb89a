/// How do the documents of one unit hang together? Worked out once; then any state of the same documents is judged quickly.
#pragma once

#include "zi/evidence.hpp"

#include <vector>

namespace zi {

/// One state that the documents of a unit may be in. Parallel to the documents that the links were made of: same ids, same
/// links.
struct DocumentWorld {
    std::vector<const Document*> documents;
    std::vector<Date> days;  ///< the day on which each document is looked at

    DocumentWorld(std::vector<const Document*> all, Date as_of) : documents(std::move(all)), days(documents.size(), as_of) {}
};

class DocumentLinks {
public:
    /// `questions`: how many the rules have. References to documents that are not there are left out.
    DocumentLinks(const std::vector<const Document*>& documents, std::size_t questions);

    /// How each document stands, whatever a need may ask of its age.
    std::vector<Standing> standings(const DocumentWorld& world) const;
    /// The same after some documents have changed, given how all stood before; only what they reach is looked at. Returns the
    /// places of those that stand differently.
    std::vector<Index> restand(const DocumentWorld& world, const std::vector<Index>& changed,
                               std::vector<Standing>& standings) const;
    /// How far one question is carried.
    Backing back(const Model& model, const DocumentWorld& world, const std::vector<Standing>& standings, Index question) const;
    /// How the best document stands that a leaf of a question's `needs` asks for; missing if there is none.
    Standing stands(const DocumentWorld& world, const std::vector<Standing>& standings, const Need& leaf, Index question) const;

    // By places in the list of documents.
    const std::vector<Index>& supporting(Index question) const { return supporting_[question]; }
    const std::vector<Index>& bases(Index document) const { return bases_[document]; }
    const std::vector<Index>& resting(Index document) const { return resting_[document]; }
    const std::vector<Index>& replaced(Index document) const { return replaced_[document]; }

private:
    void stand(const DocumentWorld& world, const std::vector<Index>& places, std::vector<Standing>& standings) const;

    std::vector<std::vector<Index>> supporting_;  ///< by question
    std::vector<std::vector<Index>> bases_;       ///< by document, as are the rest
    std::vector<std::vector<Index>> resting_;
    std::vector<std::vector<Index>> replaced_;   ///< what each document supersedes
    std::vector<std::vector<Index>> replacing_;  ///< and by what it is superseded
};

/// Is it a kind of document that the need asks for, covering what it asks?
bool asks_for(const Need& leaf, const Document& document);

}  // namespace zi
