/// Which documents can be obtained, and which others must be obtained along with each?
#pragma once

#include "zi/improve.hpp"

#include <optional>
#include <vector>

namespace zi::improve {

/// The documents of a unit on a day. The relation is monotone: obtaining more documents never worsens the standing of another.
/// Documents that would break this are excluded: docs/plan.md.
class Documents {
public:
    Documents(const Model& model, const Unit& unit, Date as_of, const Costs& costs);

    const std::vector<const Document*>& all() const { return documents_; }
    /// All documents that support a question, of any kind.
    const std::vector<DocumentIndex>& supporting(QuestionIndex question) const { return supporting_[question]; }
    Standing standing(DocumentIndex document) const { return standings_[document]; }
    std::uint64_t cost(DocumentIndex document) const { return *prices_[document]; }
    /// The cost of a new document of a kind; nullopt if it cannot be obtained.
    std::optional<std::uint64_t> cost_of_kind(EvidenceIndex kind) const;

    /// The documents to obtain for one to be accepted, in ascending order; nullopt if impossible. `renewed`: the document
    /// itself must be obtained anew, since it is too old.
    std::optional<std::vector<Index>> needed_for(DocumentIndex document, bool renewed) const;

    /// The bases of a document (derives_from).
    const std::vector<DocumentIndex>& bases(DocumentIndex document) const { return bases_[document]; }

private:
    const Model& model_;
    const Costs& costs_;
    std::vector<const Document*> documents_;
    List<Standing, Document> standings_, own_;
    List<std::vector<DocumentIndex>, Document> bases_;
    List<std::vector<DocumentIndex>, Question> supporting_;
    std::vector<std::optional<std::uint64_t>> prices_;  ///< nullopt: cannot be obtained
};

}  // namespace zi::improve
