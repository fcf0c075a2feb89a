/// How do the documents of one unit depend on each other? Computed once; then every state of the same documents is evaluated
/// quickly.
#pragma once

#include "base/lists.hpp"
#include "zi/evidence.hpp"

#include <span>
#include <vector>

namespace zi {

/// One state that the documents of a unit may be in. Parallel to the documents that the links were made of: same ids, kinds
/// and links.
struct DocumentWorld {
    List<const Document*, Document> documents;
    List<Date, Document> days;  ///< the day on which each document is evaluated

    DocumentWorld(List<const Document*, Document> all, Date as_of) : documents(std::move(all)), days(documents.size(), as_of) {}
};

/// A document as evidence for one question.
struct Supporter {
    DocumentIndex document;
    EvidenceIndex kind;
    OptionIndex best;  ///< the best option that it can carry: 0, any
    friend bool operator==(const Supporter&, const Supporter&) = default;
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

    // By places in the list of documents.
    std::span<const Supporter> supporting(QuestionIndex question) const { return supporting_[question]; }
    std::span<const DocumentIndex> bases(DocumentIndex document) const { return bases_[document]; }
    std::span<const DocumentIndex> resting(DocumentIndex document) const { return resting_[document]; }
    std::span<const DocumentIndex> replaced(DocumentIndex document) const { return replaced_[document]; }

private:
    void stand(const DocumentWorld& world, const std::vector<DocumentIndex>& places, List<Standing, Document>& standings) const;

    ListsOf<Supporter> supporting_;  ///< by question
    ListsOf<DocumentIndex> bases_;   ///< by document, as are the rest
    ListsOf<DocumentIndex> resting_;
    ListsOf<DocumentIndex> replaced_;   ///< documents that it supersedes
    ListsOf<DocumentIndex> replacing_;  ///< documents that supersede it
};

/// Is it a document of the kind that the need asks for, covering what it asks?
bool asks_for(const Need& leaf, const Document& document);

}  // namespace zi
