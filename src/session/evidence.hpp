/// How far is each answer carried after one document changes? Only what the document reaches is looked at again.
#pragma once

#include "zi/unit.hpp"

#include "evidence/links.hpp"

#include <string_view>
#include <vector>

namespace zi::session {

/// The documents of one unit that states evidence. Places are those of `documents_of(unit)`. The unit is handed over at each
/// call: it is the session's.
class Evidence {
public:
    Evidence(const Model& model, const Unit& unit, Date as_of);

    const List<Backing, Question>& backings() const { return backings_; }
    /// none if no document has this id.
    DocumentIndex find(std::string_view id) const;
    const Document& document(DocumentIndex place) const { return *world_.documents[place]; }

    // What has happened to the unit's documents; takes effect with `settle`.
    void replaced(const Document& before, const Document* now, DocumentIndex place);
    void inserted(const Document& now, DocumentIndex place);
    void erased(const Document& before, DocumentIndex place);

    /// The questions that are backed differently from before.
    std::vector<QuestionIndex> settle(const Model& model, const Unit& unit, Date as_of);

private:
    void touch(const Document& document);
    void shift(DocumentIndex place, bool up);

    DocumentWorld world_;
    DocumentLinks links_;
    List<Standing, Document> standings_;
    List<Backing, Question> backings_;
    std::vector<DocumentIndex> changed_;    ///< places of documents that are otherwise linked as before
    std::vector<QuestionIndex> questions_;  ///< to be looked at again
    bool relink_ = false;                   ///< documents have come or gone, or name others
};

}  // namespace zi::session
