#include "zi/diff.hpp"

#include "eval/facts.hpp"

#include <algorithm>
#include <map>

namespace zi {

namespace {

Shift operator-(const Score& after, const Score& before) {
    return {after.certain - before.certain, after.possible - before.possible};
}
Shift operator-(const Shift& a, const Shift& b) { return {a.certain - b.certain, a.possible - b.possible}; }
void operator+=(Shift& a, const Shift& b) { a.certain += b.certain, a.possible += b.possible; }

/// The documents of one side, their standings and what they back.
struct Evidence {
    Evidence(const Model& model, const Standpoint& side)
        : documents(documents_of(side.unit)),
          standing(standings(documents, side.assessment.as_of)),
          backing(backings(model, side.unit, side.assessment.as_of)),
          serving(model.questions.size()) {
        for (DocumentIndex i{0}; i < documents.size(); ++i)
            for (const Document::Support& support : documents[i]->supports)
                if (support.question < serving.size()) serving[support.question].push_back(i);
    }

    /// The standings of the documents that serve a question, by id. A need may reject a document for its age; only the
    /// question's backing shows that.
    std::map<std::string_view, std::pair<EvidenceIndex, Standing>> of(QuestionIndex question) const {
        std::map<std::string_view, std::pair<EvidenceIndex, Standing>> result;
        const auto set = [&](DocumentIndex document, Standing stands) {
            if (document != none) result[documents[document]->id] = {documents[document]->kind, stands};
        };
        for (const DocumentIndex i : serving[question]) set(i, standing[i]);
        set(backing[question].document, backing[question].weakest);
        set(backing[question].barrier_document, backing[question].barrier);
        return result;
    }

    List<const Document*, Document> documents;
    List<Standing, Document> standing;
    List<Backing, Question> backing;
    List<std::vector<DocumentIndex>, Question> serving;
};

std::vector<DocumentShift> document_shifts(const Evidence& before, const Evidence& after, QuestionIndex question) {
    std::map<std::string_view, DocumentShift> all;
    for (const auto& [id, stands] : before.of(question)) all[id] = {std::string(id), stands.first, stands.second, std::nullopt};
    for (const auto& [id, stands] : after.of(question)) {
        DocumentShift& one = all[id];
        one.id = id;
        one.kind = stands.first;
        one.after = stands.second;
    }
    std::vector<DocumentShift> result;
    for (auto& [id, one] : all)
        if (one.before != one.after) result.push_back(std::move(one));
    return result;
}

class Comparison {
public:
    Comparison(const Model& model, const Standpoint& before, const Standpoint& after)
        : model_(model),
          before_(before),
          after_(after),
          evidence_before_(model, before),
          evidence_after_(model, after),
          moved_(model.nodes.size()) {}

    Diff run() {
        for (QuestionIndex i{0}; i < model_.questions.size(); ++i) question(i);
        // Children follow their parents, so that a reverse pass adds each subtree to its parent.
        for (std::size_t i = model_.nodes.size(); i-- > 1;) moved_[model_.nodes[i].parent] += moved_[i];
        for (NodeIndex i{0}; i < model_.nodes.size(); ++i) {
            const Shift change = after_.assessment.nodes[i] - before_.assessment.nodes[i];
            const Shift remainder = change - moved_[i];
            if (model_.nodes[i].question == none && !(change.is_zero() && remainder.is_zero()))
                diff_.nodes.push_back({i, change, remainder});
        }
        for (FactIndex i{0}; i < model_.facts.size(); ++i)
            if (fact_of(model_, before_.unit, i) != fact_of(model_, after_.unit, i)) diff_.facts.push_back(i);
        for (PredicateIndex i{0}; i < model_.predicates.size(); ++i) predicate(i);
        return std::move(diff_);
    }

private:
    void question(QuestionIndex index) {
        const NodeIndex node = model_.questions[index].node;
        Score now = before_.assessment.nodes[node];
        const auto step = [&](Cause cause, const Score& next) {
            const Shift points = next - now;
            now = next;
            if (points.is_zero()) return;
            Move& move = diff_.moves.emplace_back(Move{index, cause, points, {}});
            if (cause == Cause::evidence) move.documents = document_shifts(evidence_before_, evidence_after_, index);
            moved_[node] += points;
        };
        const Prevailing given = prevailing_answer(model_, after_.unit, index);
        const auto with = [&](const Evidence& evidence) {
            const QuestionResult result =
                question_result(model_, before_.unit, index, given, evidence.backing[index], before_.assessment.as_of);
            return Score{model_.nodes[node].weight * result.certain, model_.nodes[node].weight * result.possible};
        };
        step(Cause::answer, with(evidence_before_));
        step(Cause::evidence, with(evidence_after_));
        step(Cause::applicability, after_.assessment.nodes[node]);
    }

    void predicate(PredicateIndex index) {
        const PredicateResult &a = before_.assessment.predicates[index], &b = after_.assessment.predicates[index];
        const auto add = [&](ConditionIndex condition, std::optional<Verdict> before, std::optional<Verdict> after) {
            if (before != after) diff_.verdicts.push_back({index, condition, before, after});
        };
        add(none, a.concerned ? std::optional(a.verdict) : std::nullopt, b.concerned ? std::optional(b.verdict) : std::nullopt);
        List<std::optional<Verdict>, Condition> before(model_.predicates[index].conditions.size()), after(before.size());
        for (const ConditionResult& one : a.conditions) before[one.condition] = one.verdict;
        for (const ConditionResult& one : b.conditions) after[one.condition] = one.verdict;
        for (ConditionIndex i{0}; i < before.size(); ++i) add(i, before[i], after[i]);
    }

    const Model& model_;
    const Standpoint &before_, &after_;
    Evidence evidence_before_, evidence_after_;
    List<Shift, Node> moved_;  ///< by node: the sum of the moves in its subtree
    Diff diff_;
};

}  // namespace

std::string_view code(Cause cause) {
    switch (cause) {
        case Cause::answer: return "answer";
        case Cause::evidence: return "evidence";
        case Cause::applicability: return "applicability";
    }
    return "";
}

Diff diff(const Model& model, const Standpoint& before, const Standpoint& after) {
    return Comparison(model, before, after).run();
}

}  // namespace zi
