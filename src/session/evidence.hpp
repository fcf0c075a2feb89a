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

    const std::vector<Backing>& backings() const { return backings_; }
    /// none if no document has this id.
    Index find(std::string_view id) const;
    const Document& document(Index place) const { return *world_.documents[place]; }

    // What has happened to the unit's documents; takes effect with `settle`.
    void replaced(const Document& before, const Document* now, Index place);
    void inserted(const Document& now, Index place);
    void erased(const Document& before, Index place);

    /// The questions that are backed differently from before.
    std::vector<Index> settle(const Model& model, const Unit& unit, Date as_of);

private:
    void touch(const Document& document);
    void shift(Index place, bool up);

    DocumentWorld world_;
    DocumentLinks links_;
    std::vector<Standing> standings_;
    std::vector<Backing> backings_;
    std::vector<Index> changed_;    ///< places of documents that are otherwise linked as before
    std::vector<Index> questions_;  ///< to be looked at again
    bool relink_ = false;           ///< documents have come or gone, or name others
};

}  // namespace zi::session
