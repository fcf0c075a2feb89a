// The unit after a plan is carried out.
#include "zi/improve.hpp"

#include <algorithm>
#include <set>

namespace zi {

namespace {

/// The document as obtained on the day.
void obtain(Document& document, Date as_of) {
    document.status = DocumentStatus::accepted;
    document.issued = as_of;
    if (document.valid_until && *document.valid_until < as_of) document.valid_until.reset();
}

Document new_document(const Model& model, const ObtainedDocument& wanted, std::set<std::string, std::less<>>& ids) {
    Document document;
    document.id = "new-" + model.evidence[wanted.kind].name + "-" + model.nodes[model.questions[wanted.question].node].id;
    while (!ids.insert(document.id).second) document.id += "'";
    document.kind = wanted.kind;
    document.args = wanted.args;
    document.supports = {{wanted.question, none}};
    return document;
}

}  // namespace

Improved improved(const Model& model, const Unit& unit, Date as_of, const Plan& plan) {
    Improved result{std::shared_ptr<const Model>(std::shared_ptr<const Model>(), &model), unit};
    Unit& better = result.unit;

    std::set<std::string, std::less<>> ids;
    for (const Document* document : documents_of(unit)) ids.insert(document->id);
    const std::size_t own = unit.documents ? unit.documents->size() : 0;
    if (!plan.documents.empty() && !better.documents) better.documents.emplace();
    for (const ObtainedDocument& wanted : plan.documents) {
        if (wanted.document == none) {
            Document document = new_document(model, wanted, ids);
            obtain(document, as_of);
            better.documents->push_back(std::move(document));
        } else if (wanted.document < own) {
            obtain((*better.documents)[wanted.document], as_of);
        } else {
            auto& shared = better.shared[wanted.document - own];
            Document document = *shared;
            obtain(document, as_of);
            shared = std::make_shared<const Document>(std::move(document));
        }
    }

    std::shared_ptr<Model> rules;
    for (const Improvement& improvement : plan.improvements) {
        if (!improvement.raised) continue;
        // Later assessors are assumed to agree with the unit.
        for (List<Answer, Question>& column : better.assessed)
            if (improvement.question < column.size()) column[improvement.question] = std::monostate{};
        if (better.answers.size() <= improvement.question) better.answers.resize(model.questions.size());
        Answer& answer = better.answers[improvement.question];
        answer = improvement.answer;
        if (!std::holds_alternative<std::monostate>(answer)) continue;
        answer = Member{improvement.option == none ? 0 : Index(improvement.option)};
        if (improvement.option != none) continue;
        if (!rules) result.model = rules = std::make_shared<Model>(model);
        Question& question = rules->questions[improvement.question];
        Scale shares;
        shares.options = {{"to", improvement.to}, {"worst", question.worst}};
        question.kind = Question::Kind::options;
        question.scale = ScaleIndex(rules->scales.size());
        question.option_criteria.assign(shares.options.size(), {});
        rules->scales.push_back(std::move(shares));
    }
    return result;
}

}  // namespace zi
