#include "conditions.hpp"

#include <nlohmann/json.hpp>

namespace zi {

namespace {

using Json = nlohmann::ordered_json;

constexpr int decimal_places = 4;

Json score(const Score& value) {
    return {{"certain", value.certain.fraction()},
            {"possible", value.possible.fraction()},
            {"decimal", value.certain.decimal(decimal_places)}};
}

Json condition(const Model& model, const Unit& unit, const Assessment& assessment, const Condition& rule, const ConditionResult& result) {
    Json json{{"id", rule.id}, {"value", nullptr}};
    switch (rule.subject) {
        case Condition::Subject::node:
        case Condition::Subject::view:
            json["value"] = result.value->certain.fraction();
            json["possible"] = result.value->possible.fraction();
            break;
        case Condition::Subject::fact:
            if (std::string text = show(model, model.facts[rule.index], fact_of(model, unit, rule.index)); !text.empty())
                json["value"] = std::move(text);
            break;
        case Condition::Subject::predicate: json["value"] = code(assessment.predicates[rule.index].verdict); break;
    }
    json["operator"] = spelling(rule.op);
    json["threshold"] = threshold_text(model, rule);
    json["margin"] = result.margin ? Json(result.margin->fraction()) : Json(nullptr);
    json["status"] = code(result.verdict);
    return json;
}

Json predicates(const Model& model, const Unit& unit, const Assessment& assessment, bool eligibility) {
    Json json = Json::object();
    for (std::size_t i = 0; i < model.predicates.size(); ++i) {
        const Predicate& rule = model.predicates[i];
        const PredicateResult& result = assessment.predicates[i];
        if (rule.eligibility != eligibility || !result.concerned) continue;
        Json conditions = Json::array();
        for (const ConditionResult& one : result.conditions)
            conditions.push_back(condition(model, unit, assessment, rule.conditions[one.condition], one));
        json[rule.name] = {{"status", code(result.verdict)}, {"conditions", std::move(conditions)}};
    }
    return json;
}

Json answer(const Model& model, const Question& question, const Answer& given) {
    if (const auto* option = std::get_if<Member>(&given)) return model.scales[question.scale].options[option->value].key;
    if (const auto* number = std::get_if<Rational>(&given)) return number->fraction();
    if (const auto* counts = std::get_if<Counts>(&given)) {
        Json json = Json::object();
        for (std::size_t i = 0; i < question.inputs.size(); ++i)
            json[question.inputs[i].key] = count_of(*counts, i) ? Json(count_of(*counts, i)->fraction()) : Json(nullptr);
        return json;
    }
    return nullptr;
}

// Ids from a host program may hold anything; the output is valid JSON all the same.
std::string dump(const Json& json) { return json.dump(-1, ' ', false, Json::error_handler_t::replace); }

}  // namespace

std::string to_json(const Model& model, const Unit& unit, const Assessment& assessment) {
    Json json{{"id", unit.id}};
    if (!unit.name.empty()) json["name"] = unit.name;
    Json scores = Json::object();
    for (std::size_t i = 0; i < model.nodes.size(); ++i) scores[model.nodes[i].id] = score(assessment.nodes[i]);
    for (std::size_t i = 0; i < model.views.size(); ++i) scores[model.views[i].name] = score(assessment.views[i]);
    json["scores"] = std::move(scores);
    json["predicates"] = predicates(model, unit, assessment, false);
    json["eligibility"] = predicates(model, unit, assessment, true);
    Json answers = Json::object();
    for (Index i = 0; i < model.questions.size(); ++i) {
        const QuestionResult& result = assessment.questions[i];
        Json& one = answers[model.nodes[model.questions[i].node].id];
        one = {{"answer", answer(model, model.questions[i], answer_of(model, unit, i))},
               {"claimed", result.claimed ? Json(result.claimed->fraction()) : Json(nullptr)},
               {"reason", code(result.reason)}};
        if (!result.backing.needed) continue;
        one["evidence"] = {{"certain", result.certain.fraction()},
                           {"possible", result.possible.fraction()},
                           {"standing", code(result.backing.weakest)},
                           {"document", result.backing.document == none ? Json(nullptr) : Json((*unit.documents)[result.backing.document].id)}};
    }
    json["answers"] = std::move(answers);
    return dump(json);
}

std::string to_json(const Diagnostics& refused, Language language) {
    Json errors = Json::array();
    for (const Diagnostic& d : refused)
        errors.push_back({{"code", code_name(d.code)}, {"path", d.path}, {"message", message(d, language)}, {"help", help(d, language)}});
    return dump(Json{{"unit", refused.empty() ? std::string() : refused.front().unit}, {"errors", std::move(errors)}});
}

}  // namespace zi
