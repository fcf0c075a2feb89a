/// Parts that every JSON report has in common.
#pragma once

#include "conditions.hpp"
#include "json_tree.hpp"

#include <string>

namespace zi {

/// Both ends as fractions.
inline Json interval(const Score& score) {
    return {{"certain", score.certain.fraction()}, {"possible", score.possible.fraction()}};
}

/// Both stages by name, null before the first.
inline Json stage_json(const Model& model, const StageResult& stage) {
    const auto name = [&](Index index) { return index == none ? Json(nullptr) : Json(model.predicates[index].name); };
    return {{"certain", name(stage.certain)}, {"possible", name(stage.possible)}};
}

/// A condition with value, threshold and verdict.
inline Json condition(const Model& model, const Unit& unit, const Assessment& assessment, const Condition& rule,
                      const ConditionResult& result) {
    Json json{{"id", rule.id}, {"value", nullptr}};
    switch (rule.subject) {
        case Condition::Subject::node:
        case Condition::Subject::view:
            json["value"] = result.value->certain.fraction();
            json["possible"] = result.value->possible.fraction();
            break;
        case Condition::Subject::fact:
            if (std::string text = show(model, model.facts[rule.index], fact_of(model, unit, rule.fact())); !text.empty())
                json["value"] = std::move(text);
            break;
        case Condition::Subject::day: json["value"] = assessment.as_of.iso(); break;
        case Condition::Subject::predicate: json["value"] = code(assessment.predicates[rule.index].verdict); break;
    }
    json["operator"] = spelling(rule.op);
    json["threshold"] = threshold_text(model, rule);
    json["margin"] = result.margin ? Json(result.margin->fraction()) : Json(nullptr);
    json["status"] = code(result.verdict);
    return json;
}

/// An answer as given.
inline Json answer(const Model& model, const Question& question, const Answer& given) {
    if (const auto* option = std::get_if<Member>(&given)) return model.scales[question.scale].options[option->value].key;
    if (const auto* number = std::get_if<Rational>(&given)) return given_text(*number);
    if (const auto* counts = std::get_if<Counts>(&given)) {
        Json json = Json::object();
        for (std::size_t i = 0; i < question.inputs.size(); ++i)
            json[question.inputs[i].key] = count_of(*counts, i) ? Json(given_text(*count_of(*counts, i))) : Json(nullptr);
        return json;
    }
    return nullptr;
}

}  // namespace zi
