/// How are answers backed after one document changes? Incremental: only what the document reaches is evaluated again.
#pragma once

#include "zi/unit.hpp"

#include "evidence/links.hpp"

#include <string_view>
#include <vector>

namespace zi::session {

/// The documents of one unit that states evidence. Indices are those of `documents_of(unit)`. The unit is owned by the session
/// and passed to each call.
class Evidence {
public:
    Evidence(const Model& model, const Unit& unit, Date as_of);

    const List<Backing, Question>& backings() const { return backings_; }
    /// none if no document has this id.
    DocumentIndex find(std::string_view id) const;
    const Document& document(DocumentIndex place) const { return *world_.documents[place]; }

    // Record a change of the unit's documents; `settle` applies it.
    void replaced(const Document& before, const Document* now, DocumentIndex place);
    void inserted(const Document& now, DocumentIndex place);
    void erased(const Document& before, DocumentIndex place);

    /// Re-evaluates what changed; returns the questions whose backing differs from before.
    std::vector<QuestionIndex> settle(const Model& model, const Unit& unit, Date as_of);

private:
    void touch(const Document& document);
    void shift(DocumentIndex place, bool up);

    DocumentWorld world_;
    DocumentLinks links_;
    List<Standing, Document> standings_;
    List<Backing, Question> backings_;
    std::vector<DocumentIndex> changed_;    ///< indices of documents that changed, but whose links did not
    std::vector<QuestionIndex> questions_;  ///< to be evaluated again
    bool relink_ = false;                   ///< links changed: documents were added, removed, or refer to others
};

}  // namespace zi::session
