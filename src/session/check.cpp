#include "check.hpp"

#include "base/listed.hpp"
#include "units/checker.hpp"

#include <set>

namespace zi::session {

Diagnostics check_answer(const Model& model, const Limits& limits, QuestionIndex index, Answer& answer,
                         AssessorIndex assessor) {
    Diagnostics out;
    if (index >= model.questions.size()) out.push_back({Code::unknown_question, {std::to_string(index)}});
    if (assessor != none && assessor >= model.assessors.size())
        out.push_back({Code::unknown_name, {"@assessor", std::to_string(assessor)}});
    if (out.empty()) units::Checker(model, limits).check_answer(model.questions[index], answer, out);
    return out;
}

Diagnostics check_fact(const Model& model, const Limits& limits, FactIndex index, const FactValue& value) {
    Diagnostics out;
    if (index >= model.facts.size())
        out.push_back({Code::unknown_fact, {std::to_string(index)}});
    else
        units::Checker(model, limits).check_fact(model.facts[index], value, out);
    return out;
}

Diagnostics check_document(const Model& model, const Document& document) {
    Diagnostics out;
    if (document.id.empty()) out.push_back({Code::missing_field, {"id"}});
    if (document.kind >= model.evidence.size())
        out.push_back({Code::unknown_name, {"@evidence", std::to_string(document.kind)}});
    if (document.issued) units::check_day(*document.issued, out);
    if (document.valid_until) units::check_day(*document.valid_until, out);
    if (const auto& period = document.period; period && period->until && !(period->from < *period->until))
        out.push_back({Code::empty_period, {period->from.iso(), period->until->iso()}});
    for (const Document::Support& support : document.supports) {
        if (support.question >= model.questions.size()) {
            out.push_back({Code::unknown_question, {std::to_string(support.question)}});
            continue;
        }
        if (support.option == none) continue;
        const Question& question = model.questions[support.question];
        const auto* options = question.kind == Question::Kind::options ? &model.scales[question.scale].options : nullptr;
        if (options && support.option < options->size()) continue;
        out.push_back(
            {Code::unknown_value,
             {std::to_string(support.option), options ? listed(*options, [](const Option& one) { return one.key; }) : ""}});
    }
    return out;
}

Diagnostics check_documents(const Model& model, const Unit& unit, const std::vector<Document>& documents) {
    Diagnostics out;
    std::set<std::string_view> ids;
    for (const auto& shared : unit.shared) ids.insert(shared->id);
    for (const Document& document : documents) {
        Diagnostics own = check_document(model, document);
        out.insert(out.end(), own.begin(), own.end());
        if (!ids.insert(document.id).second) out.push_back({Code::duplicate_key, {document.id}});
    }
    return out;
}

Diagnostics check_member(const Model& model, const Unit& unit, Index member, const std::vector<Verdict>& verdicts) {
    Diagnostics out;
    if (!unit.members || member >= unit.members->size())
        out.push_back({Code::unknown_unit, {std::to_string(member)}});
    else if (!verdicts.empty() && verdicts.size() != model.predicates.size())
        out.push_back({Code::unknown_value, {std::to_string(verdicts.size()), std::to_string(model.predicates.size())}});
    return out;
}

}  // namespace zi::session
