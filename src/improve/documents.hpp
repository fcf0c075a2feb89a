/// Which documents can be had, and what must be had along with each?
#pragma once

#include "zi/improve.hpp"

#include <optional>
#include <vector>

namespace zi::improve {

/// The documents of a unit on a day. Obtaining more of them never makes another one stand worse: docs/plan.md says which are
/// left out for that.
class Documents {
public:
    Documents(const Model& model, const Unit& unit, Date as_of, const Costs& costs);

    const std::vector<const Document*>& all() const { return documents_; }
    /// Those that support a question, whatever their kind.
    const std::vector<DocumentIndex>& supporting(QuestionIndex question) const { return supporting_[question]; }
    Standing standing(DocumentIndex document) const { return standings_[document]; }
    std::uint64_t cost(DocumentIndex document) const { return *prices_[document]; }
    /// What a new document of a kind costs; nothing if there can be none.
    std::optional<std::uint64_t> cost_of_kind(EvidenceIndex kind) const;

    /// What must be obtained for a document to stand as accepted, in ascending order; `renewed`: the document itself for a
    /// start, since it is too old. Nothing if that cannot be.
    std::optional<std::vector<Index>> needed_for(DocumentIndex document, bool renewed) const;

    /// The documents that a document derives from.
    const std::vector<DocumentIndex>& bases(DocumentIndex document) const { return bases_[document]; }

private:
    const Model& model_;
    const Costs& costs_;
    std::vector<const Document*> documents_;
    List<Standing, Document> standings_, own_;
    List<std::vector<DocumentIndex>, Document> bases_;
    List<std::vector<DocumentIndex>, Question> supporting_;
    std::vector<std::optional<std::uint64_t>> prices_;  ///< nothing: cannot be obtained
};

}  // namespace zi::improve
