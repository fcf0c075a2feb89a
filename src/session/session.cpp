#include "zi/session.hpp"

#include "check.hpp"
#include "state.hpp"

namespace zi {

Session::Session(const Program& program, Unit unit, Date as_of, const Limits& limits)
    : Session(std::make_unique<session::State>(program, std::move(unit), as_of), limits) {}
Session::Session(std::unique_ptr<session::State> state, const Limits& limits)
    : Evaluated(state->now()), limits_(limits), state_(std::move(state)) {}
Session::Session(Session&&) noexcept = default;
Session& Session::operator=(Session&&) noexcept = default;
Session::~Session() = default;

const Unit& Session::unit() const { return state_->unit(); }
const Model& Session::model() const { return state_->model(); }
Date Session::as_of() const { return state_->as_of(); }

// ---- Edits ---------------------------------------------------------------------------------------------------------

Result<Change> Session::set_answer(QuestionIndex question, Answer answer, AssessorIndex assessor) {
    if (Diagnostics problems = session::check_answer(state_->model(), limits_, question, answer, assessor); !problems.empty())
        return problems;
    state_->set_answer(question, std::move(answer), assessor);
    return state_->settle();
}

Result<Change> Session::set_fact(FactIndex fact, FactValue value) {
    if (Diagnostics problems = session::check_fact(state_->model(), limits_, fact, value); !problems.empty()) return problems;
    state_->set_fact(fact, std::move(value));
    return state_->settle();
}

Result<Change> Session::set_document(Document document) {
    if (Diagnostics problems = session::check_document(state_->model(), document); !problems.empty()) return problems;
    state_->set_document(std::move(document));
    return state_->settle();
}

Result<Change> Session::remove_document(std::string_view id) {
    const DocumentIndex place = state_->find_document(id);
    if (place == none) return Diagnostic{Code::unknown_document, {std::string(id)}};
    state_->remove_document(place);
    return state_->settle();
}

Result<Change> Session::set_documents(std::optional<std::vector<Document>> documents) {
    if (documents)
        if (Diagnostics problems = session::check_documents(state_->model(), unit(), *documents); !problems.empty())
            return problems;
    state_->set_documents(std::move(documents));
    return state_->settle();
}

Result<Change> Session::set_member_verdicts(Index member, std::vector<Verdict> verdicts) {
    if (Diagnostics problems = session::check_member(state_->model(), unit(), member, verdicts); !problems.empty())
        return problems;
    state_->set_member(member, std::move(verdicts));
    return state_->settle();
}

// ---- Undo ----------------------------------------------------------------------------------------------------------

Session::Mark Session::mark() const { return Mark{state_->journal().end()}; }

std::optional<Change> Session::undo_to(Mark mark) {
    const session::Journal& journal = state_->journal();
    const auto wanted = static_cast<std::uint64_t>(mark);
    if (!journal.reaches(wanted)) return std::nullopt;
    while (journal.end() > wanted) state_->undo();
    return state_->settle();
}

void Session::forget(Mark before) { state_->journal().forget(static_cast<std::uint64_t>(before)); }

}  // namespace zi
