/// What changes when one answer, document or fact does?
///
/// A Session holds one unit and its assessment. An edit evaluates anew only what depends on it; after each the state equals a
/// fresh assessment of the unit, bit for bit. Edits can be undone, so that "what if" needs no copy of the unit.
#pragma once

#include "zi/assess.hpp"
#include "zi/program.hpp"
#include "zi/result.hpp"
#include "zi/unit.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace zi {

namespace session {
class State;
}  // namespace session

/// One unit under edit. Not thread-safe: one thread at a time. Different sessions may be used at once.
///
/// An edit that does not fit the rules is refused with the diagnostics that the reader of units gives, without a place in a
/// file, and leaves everything as it was. Setting a value to what it is already changes nothing and takes no place in the undo
/// log.
class Session : public Evaluated {
public:
    /// `unit` must have been made for the rules; answers in it that do not fit count as not given. `as_of` chooses the
    /// conditions in force. `limits`: those that the unit was read with, so that an edit may say what the unit may.
    Session(const Program& program, Unit unit, Date as_of, const Limits& limits = {});
    Session(Session&&) noexcept;
    Session& operator=(Session&&) noexcept;
    ~Session();

    /// The unit as edited. Its lists of answers and facts have an element for each question and fact.
    const Unit& unit() const;
    Date as_of() const;
    const Model& model() const;

    // ---- Edits -----------------------------------------------------------------------------------------------------

    /// The answer of the unit itself or of an assessor; nothing (monostate) takes it back. Totals that follow from their parts
    /// are filled in.
    Result<Change> set_answer(QuestionIndex question, Answer answer, AssessorIndex assessor = none);
    Result<Change> clear_answer(QuestionIndex question, AssessorIndex assessor = none) {
        return set_answer(question, Answer(), assessor);
    }

    /// Nothing (monostate): not stated. Then the fact has its default, if the rules give one.
    Result<Change> set_fact(FactIndex fact, FactValue value);
    Result<Change> clear_fact(FactIndex fact) { return set_fact(fact, FactValue()); }

    /// Adds a document, or takes the place of the one with the same id. A shared document is replaced for this unit only. In a
    /// unit without evidence this begins it: from then on answers count as far as evidence carries them. Names of documents
    /// that are not there mean nothing until they are. A new document comes last among the unit's own, so the shared ones move
    /// up in `documents_of`.
    Result<Change> set_document(Document document);
    /// Takes away a document of the unit, or a shared one from this unit. Refused if there is none with this id.
    Result<Change> remove_document(std::string_view id);
    /// States all of the unit's own documents anew; nothing: the unit has no evidence, answers count as claimed.
    Result<Change> set_documents(std::optional<std::vector<Document>> documents);

    /// What the assessment of a member of a kawasan says of each predicate; empty: not assessed. `member`: place in
    /// `unit().members`.
    Result<Change> set_member_verdicts(Index member, std::vector<Verdict> verdicts);

    // ---- Undo ------------------------------------------------------------------------------------------------------

    /// A position in the undo log. Invalid once an undo has gone back beyond it.
    enum class Mark : std::uint64_t {};
    Mark mark() const;
    /// Undoes all edits since the mark, as one change. Nothing, and nothing is undone, if the log before it was forgotten. An
    /// invalid mark, beyond the end of the log, undoes nothing.
    std::optional<Change> undo_to(Mark mark);
    /// Drops the undo log before the mark, and frees its memory. Until then each edit takes 16 bytes if it replaced an option,
    /// else the value that it replaced.
    void forget(Mark before);

private:
    Session(std::unique_ptr<session::State> state, const Limits& limits);
    Limits limits_;
    std::unique_ptr<session::State> state_;
};

/// Undoes in its destructor what was edited since its construction. The session must outlive it.
class WhatIf {
public:
    explicit WhatIf(Session& session) : session_(session), mark_(session.mark()) {}
    ~WhatIf() {
        if (!kept_) session_.undo_to(mark_);
    }
    WhatIf(const WhatIf&) = delete;
    WhatIf& operator=(const WhatIf&) = delete;

    /// Keeps the edits.
    void keep() { kept_ = true; }

private:
    Session& session_;
    Session::Mark mark_;
    bool kept_ = false;
};

}  // namespace zi
