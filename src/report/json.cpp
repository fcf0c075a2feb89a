#include "json_parts.hpp"
#include "remarks.hpp"
#include "carried.hpp"

#include <algorithm>

namespace zi {

namespace {

Json score(const Score& value, const std::vector<Rational>& thresholds) {
    return {{"certain", value.certain.fraction()},
            {"possible", value.possible.fraction()},
            {"decimal", value.certain.decimal(decimal_places, thresholds)}};
}

Json predicates(const Model& model, const Unit& unit, const Assessment& assessment, Predicate::Kind kind) {
    Json json = Json::object();
    for (std::size_t i = 0; i < model.predicates.size(); ++i) {
        const Predicate& rule = model.predicates[i];
        const PredicateResult& result = assessment.predicates[i];
        if (rule.kind != kind || !result.concerned) continue;
        Json conditions = Json::array();
        for (const ConditionResult& one : result.conditions)
            conditions.push_back(condition(model, unit, assessment, rule.conditions[one.condition], one));
        Json& one = json[rule.name] = {{"status", code(result.verdict)}};
        if (!result.exact) one["exact"] = false;
        one["conditions"] = std::move(conditions);
    }
    return json;
}

/// The answer of each source, the unit first.
Json columns(const Model& model, const Unit& unit, QuestionIndex question) {
    Json json = Json::object();
    const auto add = [&](const std::string& name, std::size_t assessors, Index wanted) {
        const Prevailing given = prevailing_answer(model, unit, question, assessors);
        if (given.assessor == wanted) json[name] = answer(model, model.questions[question], *given.answer);
    };
    add("unit", 0, none);
    for (AssessorIndex i{0}; i < model.assessors.size(); ++i) add(model.assessors[i].name, std::size_t{i} + 1, i);
    return json;
}

}  // namespace

std::string to_json(const Model& model, const Unit& unit, const Assessment& assessment) {
    Json json{{"id", unit.id}};
    if (!unit.name.empty()) json["name"] = unit.name;
    add_attributes(json, model, unit);
    Json scores = Json::object();
    for (std::size_t i = 0; i < model.nodes.size(); ++i)
        scores.add(model.nodes[i].id) = score(assessment.nodes[i], model.nodes[i].thresholds);
    for (std::size_t i = 0; i < model.views.size(); ++i)
        scores[model.views[i].name] = score(assessment.views[i], model.views[i].thresholds);
    json["scores"] = std::move(scores);
    json["predicates"] = predicates(model, unit, assessment, Predicate::Kind::predicate);
    json["eligibility"] = predicates(model, unit, assessment, Predicate::Kind::eligibility);
    if (has_stages(model)) {
        json["stage"] = stage_json(model, assessment.stage);
        json["stage"]["stages"] = predicates(model, unit, assessment, Predicate::Kind::stage);
    }
    const std::vector<const Document*> documents = documents_of(unit);
    Json answers = Json::object();
    for (QuestionIndex i{0}; i < model.questions.size(); ++i) {
        const QuestionResult& result = assessment.questions[i];
        Json& one = answers.add(model.nodes[model.questions[i].node].id);
        const Prevailing given = prevailing_answer(model, unit, i);
        one = {{"answer", answer(model, model.questions[i], *given.answer)},
               {"claimed", result.claimed ? Json(result.claimed->fraction()) : Json(nullptr)},
               {"reason", code(result.reason)}};
        // Sources matter only if somebody besides the unit answered.
        if (given.assessor != none) one["columns"] = columns(model, unit, i);
        add_notes_beside(one, model, unit, i);
        if (!result.backing.needed) continue;
        one["evidence"] = {
            {"certain", result.certain.fraction()},
            {"possible", result.possible.fraction()},
            {"standing", code(result.backing.weakest)},
            {"document", result.backing.document == none ? Json(nullptr) : Json(documents[result.backing.document]->id)}};
        if (result.backing.weakest == Standing::expired && result.backing.document != none)
            if (const auto& last = documents[result.backing.document]->valid_until; last && *last < assessment.as_of)
                one["evidence"]["valid_until"] = last->iso();
    }
    json["answers"] = std::move(answers);
    add_remarks(json, model, unit);
    return json.dump();
}

std::string to_json(const Diagnostics& refused, Language language) {
    Json errors = Json::array();
    for (const Diagnostic& d : refused) {
        Json error{
            {"code", code_name(d.code)}, {"path", d.path}, {"message", message(d, language)}, {"help", help(d, language)}};
        if (!d.cell.empty()) error["cell"] = d.cell;
        errors.push_back(std::move(error));
    }
    return Json{{"unit", refused.empty() ? std::string() : refused.front().unit}, {"errors", std::move(errors)}}.dump();
}

}  // namespace zi
