/// Random edits of a unit under edit, and what must hold after each of them.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "why/cases.hpp"
#include "zi/session.hpp"

namespace zi::test {

/// A random sheet, ready for sessions, with other units to take answers, facts and documents from.
struct Edited {
    Edited(Choices& choose, const sheet::Shape& shape);

    Case subject;
    Program program;
    std::vector<Unit> donors;

    const Model& model() const { return program.model(); }
};

/// One edit that fits; nothing if chance finds none. Counted by kind in `seen`.
std::optional<Change> any_edit(Choices& choose, const Edited& edited, Session& session, std::map<std::string, int>& seen);

/// Is the state what a fresh assessment gives?
std::string fault(const Session& session);
/// Does a change tell what lies between two assessments?
std::string fault(const Change& change, const Assessment& before, const Assessment& after);

/// Everything that a session may edit.
struct Snapshot {
    explicit Snapshot(const Session& session);
    friend bool operator==(const Snapshot&, const Snapshot&) = default;

    zi::List<Answer, Question> answers;
    zi::List<zi::List<Answer, Question>, Assessor> assessed;
    zi::List<FactValue, Fact> facts;
    std::optional<std::vector<Document>> documents;
    std::vector<std::shared_ptr<const Document>> shared;
    std::optional<std::vector<MemberUnit>> members;
    Assessment assessment;
};

}  // namespace zi::test
