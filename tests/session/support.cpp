#include "support.hpp"

#include <set>

namespace zi::test {

Edited::Edited(Choices& choose, const sheet::Shape& shape)
    : subject(choose, shape), program(std::make_shared<const Model>(subject.model)) {
    for (int i = 0; i < 3; ++i) {
        donors.push_back(any_unit(choose, subject));
        if (!donors.back().documents) continue;
        // Chance also makes documents for options that the question does not have; a session refuses them.
        for (Document& document : *donors.back().documents)
            for (Document::Support& support : document.supports) {
                const Question& question = subject.model.questions[support.question];
                const std::size_t options =
                    question.kind == Question::Kind::options ? subject.model.scales[question.scale].options.size() : 0;
                if (support.option != none && support.option >= options) support.option = none;
            }
    }
}

namespace {

template <class T>
Index any_place(Choices& choose, const std::vector<T>& items) {
    return static_cast<Index>(choose.below(items.size()));
}

std::optional<Change> accepted(Result<Change> result) {
    if (!result) RC_FAIL("refused: " + message(result.diagnostics().front(), Language::english));
    return *result;
}

std::optional<Change> any_document_edit(Choices& choose, const Edited& edited, Session& session,
                                        std::map<std::string, int>& seen) {
    const std::vector<const Document*> there = documents_of(session.unit());
    const Unit& donor = choose.pick(edited.donors);
    switch (choose.below(6)) {
        case 0: ++seen["all documents"]; return accepted(session.set_documents(donor.documents));
        case 1:
            if (there.empty()) return std::nullopt;
            ++seen[std::string("remove ") + (there.size() > session.unit().documents->size() ? "of several owners" : "own")];
            return accepted(session.remove_document(choose.pick(there)->id));
        case 2:
        case 3: {
            if (!donor.documents || donor.documents->empty()) return std::nullopt;
            Document document = choose.pick(*donor.documents);
            if (choose.likely(30)) document.id += "-baru";
            ++seen[session.unit().documents ? "document" : "first document"];
            return accepted(session.set_document(std::move(document)));
        }
        default: {
            if (there.empty()) return std::nullopt;
            Document document = *choose.pick(there);
            document.status = choose.pick(
                {DocumentStatus::accepted, DocumentStatus::submitted, DocumentStatus::rejected, DocumentStatus::missing});
            if (choose.likely(20)) document.issued = Date::parse("2024-06-15");
            ++seen["status"];
            return accepted(session.set_document(std::move(document)));
        }
    }
}

}  // namespace

std::optional<Change> any_edit(Choices& choose, const Edited& edited, Session& session, std::map<std::string, int>& seen) {
    const Model& model = edited.model();
    const Unit& donor = choose.pick(edited.donors);
    const QuestionIndex question(any_place(choose, model.questions));
    switch (choose.below(10)) {
        case 0: ++seen["clear"]; return accepted(session.clear_answer(question));
        case 1:
        case 2: {
            if (model.assessors.empty()) return std::nullopt;
            ++seen["assessor"];
            const AssessorIndex assessor(any_place(choose, model.assessors));
            return accepted(session.set_answer(question, choose.likely(25) ? Answer() : donor.answers[question], assessor));
        }
        case 3:
        case 4: {
            if (model.facts.empty()) return std::nullopt;
            ++seen["fact"];
            const FactIndex fact(any_place(choose, model.facts));
            return accepted(session.set_fact(fact, choose.likely(20) ? FactValue() : donor.facts[fact]));
        }
        case 5:
        case 6: return edited.subject.extended ? any_document_edit(choose, edited, session, seen) : std::nullopt;
        default: ++seen["answer"]; return accepted(session.set_answer(question, donor.answers[question]));
    }
}

std::string fault(const Session& session) {
    const Model& model = session.model();
    const Assessment wanted = assess_reference(model, session.unit(), session.as_of()), got = session.assessment();
    if (got == wanted) return {};
    for (std::size_t i = 0; i < wanted.questions.size(); ++i)
        if (got.questions[i] != wanted.questions[i]) return "question " + model.nodes[model.questions[i].node].id;
    for (std::size_t i = 0; i < wanted.nodes.size(); ++i)
        if (got.nodes[i] != wanted.nodes[i])
            return "node " + model.nodes[i].id + ": " + got.nodes[i].certain.fraction() + " .. " +
                   got.nodes[i].possible.fraction() + ", not " + wanted.nodes[i].certain.fraction() + " .. " +
                   wanted.nodes[i].possible.fraction();
    for (std::size_t i = 0; i < wanted.views.size(); ++i)
        if (got.views[i] != wanted.views[i]) return "view " + model.views[i].name;
    for (std::size_t i = 0; i < wanted.predicates.size(); ++i)
        if (got.predicates[i] != wanted.predicates[i]) return "predicate " + model.predicates[i].name;
    return "stage or day";
}

std::string fault(const Change& change, const Assessment& before, const Assessment& after) {
    std::set<Index> nodes, views;
    for (NodeIndex i{0}; i < after.nodes.size(); ++i)
        if (before.nodes[i] != after.nodes[i]) nodes.insert(i);
    for (ViewIndex i{0}; i < after.views.size(); ++i)
        if (before.views[i] != after.views[i]) views.insert(i);
    if (nodes != std::set<Index>(change.nodes.begin(), change.nodes.end()) || nodes.size() != change.nodes.size())
        return "nodes of the change";
    if (views != std::set<Index>(change.views.begin(), change.views.end()) || views.size() != change.views.size())
        return "views of the change";
    const std::set<Index> questions(change.questions.begin(), change.questions.end());
    for (QuestionIndex i{0}; i < after.questions.size(); ++i) {
        const QuestionResult &was = before.questions[i], &is = after.questions[i];
        // Documents may only have moved up.
        const bool same = was.reason == is.reason && was.claimed == is.claimed && was.certain == is.certain &&
                          was.possible == is.possible && was.assessor == is.assessor &&
                          was.backing.weakest == is.backing.weakest;
        if (!same && !questions.contains(i)) return "questions of the change";
    }
    std::map<Index, Change::Turn> turns;
    for (const Change::Turn& turn : change.predicates) turns[turn.predicate] = turn;
    if (turns.size() != change.predicates.size()) return "a predicate turned twice";
    for (PredicateIndex i{0}; i < after.predicates.size(); ++i) {
        const PredicateResult &was = before.predicates[i], &is = after.predicates[i];
        if (was.verdict == is.verdict && was.concerned == is.concerned) {
            if (turns.contains(i)) return "a predicate that did not turn";
        } else if (!turns.contains(i) || turns[i] != Change::Turn{i, was.verdict, is.verdict, is.concerned}) {
            return "a predicate that turned";
        }
    }
    if (change.stage_before != before.stage || change.stage_after != after.stage) return "stage of the change";
    return {};
}

Snapshot::Snapshot(const Session& session)
    : answers(session.unit().answers),
      assessed(session.unit().assessed),
      facts(session.unit().facts),
      documents(session.unit().documents),
      shared(session.unit().shared),
      members(session.unit().members),
      assessment(session.assessment()) {}

}  // namespace zi::test
