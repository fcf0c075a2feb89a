/// How do the documents of one unit depend on each other? Computed once; then every state of the same documents is evaluated
/// quickly.
#pragma once

#include "base/lists.hpp"
#include "zi/evidence.hpp"

#include <span>
#include <vector>

namespace zi {

/// A possible state of the unit's documents. Parallel to the documents that the links were made from, with the same ids and
/// references.
struct DocumentWorld {
    List<const Document*, Document> documents;
    List<Date, Document> days;  ///< the day on which each document is evaluated

    DocumentWorld(List<const Document*, Document> all, Date as_of) : documents(std::move(all)), days(documents.size(), as_of) {}
};

class DocumentLinks {
public:
    /// `questions`: the number of questions in the rules. References to unknown documents are ignored.
    DocumentLinks(const List<const Document*, Document>& documents, std::size_t questions);

    /// The standing of each document, ignoring the freshness that needs may require.
    List<Standing, Document> standings(const DocumentWorld& world) const;
    /// The same, incrementally: `standings` of before are updated for some changed documents and what they reach. Returns the
    /// indices of documents whose standing changed.
    std::vector<DocumentIndex> restand(const DocumentWorld& world, const std::vector<DocumentIndex>& changed,
                                       List<Standing, Document>& standings) const;
    /// The backing of one question.
    Backing back(const Model& model, const DocumentWorld& world, const List<Standing, Document>& standings,
                 QuestionIndex question) const;
    /// The standing of the best document for a leaf of a question's `needs`; missing if there is none.
    Standing stands(const DocumentWorld& world, const List<Standing, Document>& standings, const Need& leaf,
                    QuestionIndex question) const;

    // By index in the list of documents.
    std::span<const DocumentIndex> supporting(QuestionIndex question) const { return supporting_[question]; }
    std::span<const DocumentIndex> bases(DocumentIndex document) const { return bases_[document]; }
    std::span<const DocumentIndex> resting(DocumentIndex document) const { return resting_[document]; }
    std::span<const DocumentIndex> replaced(DocumentIndex document) const { return replaced_[document]; }

private:
    void stand(const DocumentWorld& world, const std::vector<DocumentIndex>& places, List<Standing, Document>& standings) const;

    ListsOf<DocumentIndex> supporting_;  ///< by question
    ListsOf<DocumentIndex> bases_;       ///< by document, as are the following
    ListsOf<DocumentIndex> resting_;
    ListsOf<DocumentIndex> replaced_;   ///< documents that it supersedes
    ListsOf<DocumentIndex> replacing_;  ///< documents that supersede it
};

/// Does the document match the kind and the arguments of the need?
bool asks_for(const Need& leaf, const Document& document);

}  // namespace zi
