// Reasons and differences for programs.
#include "json_parts.hpp"
#include "phrases.hpp"
#include "remarks.hpp"
#include "carried.hpp"

#include <map>

namespace zi {

namespace {

Json ids(const Model& model, const std::vector<FactIndex>& facts) {
    return list(facts, [&](FactIndex fact) -> const std::string& { return model.facts[fact].id; });
}

void add_notes(Json& json, const Model& model, const Notes& notes, Date as_of, Language language) {
    json["citations"] = sources(model, notes.citations, as_of, language);
    json["interpretations"] = list(notes.interpretations, [&](const Text& text) { return text.in(language); });
}

Json loss_json(const Model& model, const Unit& unit, const std::vector<const Document*>& documents, const Loss& loss,
               Date as_of, Language language) {
    Json json{{"question", model.nodes[model.questions[loss.question].node].id},
              {"points", loss.points.fraction()},
              {"reason", code(loss.reason)},
              {"open", loss.open}};
    if (loss.document != none) json["document"] = documents[loss.document]->id;
    if (loss.evidence != none) json["evidence"] = model.evidence[loss.evidence].name;
    if (loss.assessor != none) json["assessor"] = model.assessors[loss.assessor].name;
    json["citations"] = sources_of_answer(model, loss.question, as_of, language);
    add_notes_beside(json, model, unit, loss.question);
    return json;
}

Json lost(const std::vector<Loss>& losses) {
    std::map<LossReason, Rational> sums;
    for (const Loss& loss : losses) sums[loss.reason] += loss.points;
    Json json = Json::object();
    for (const auto& [reason, points] : sums) json[code(reason)] = points.fraction();
    return json;
}

Json optional_verdict(const std::optional<Verdict>& verdict) { return verdict ? Json(code(*verdict)) : Json(nullptr); }
Json optional_standing(const std::optional<Standing>& standing) { return standing ? Json(code(*standing)) : Json(nullptr); }
Json shift_json(const Shift& shift) { return {{"certain", shift.certain.fraction()}, {"possible", shift.possible.fraction()}}; }

/// An answer, its source, and why it counts as it does.
Json side_json(const Model& model, const Standpoint& side, QuestionIndex question) {
    const Prevailing given = prevailing_answer(model, side.unit, question);
    return {{"answer", answer(model, model.questions[question], *given.answer)},
            {"by", given.assessor == none ? std::string("unit") : model.assessors[given.assessor].name},
            {"reason", code(side.assessment.questions[question].reason)}};
}

Json text_or_null(const std::string& text) { return text.empty() ? Json(nullptr) : Json(text); }

}  // namespace

std::string to_json(const Model& model, const Unit& unit, const Assessment& assessment,
                    const std::vector<PredicateReasons>& reasons, Language language) {
    const std::vector<const Document*> documents = documents_of(unit);
    Json predicates = Json::array();
    for (const PredicateReasons& one : reasons) {
        const Predicate& predicate = model.predicates[one.predicate];
        const PredicateResult& result = assessment.predicates[one.predicate];
        Json json{{"name", predicate.name},
                  {"title", predicate.title.in(language)},
                  {"concerned", result.concerned},
                  {"status", code(result.verdict)},
                  {"unknown_facts", ids(model, one.unknown_facts)}};
        add_notes(json, model, predicate.notes, assessment.as_of, language);
        json["conditions"] = Json::array();
        for (const ConditionReasons& why : one.conditions) {
            const Condition& rule = predicate.conditions[why.result.condition];
            Json inner = condition(model, unit, assessment, rule, why.result);
            inner["unknown_facts"] = ids(model, why.unknown_facts);
            if (why.first_day) inner["first_day"] = why.first_day->iso();
            if (is_score(rule)) inner["lost"] = lost(why.losses);
            if (why.repairs) {
                inner["repairs"] = {{"enough", why.repairs->enough},
                                    {"reached", why.repairs->reached.fraction()},
                                    {"losses", list(why.repairs->losses, [&](const Loss& loss) {
                                         return loss_json(model, unit, documents, loss, assessment.as_of, language);
                                     })}};
                inner["repairs"]["least"] = why.repairs->least.fraction();
                inner["repairs"]["goals"] = list(why.repairs->goals, [&](const Goal& goal) {
                    const Question& question = model.questions[goal.question];
                    return Json{{"question", model.nodes[question.node].id},
                                {"answer", answer(model, question, goal.answer)},
                                {"share", goal.share.fraction()},
                                {"points", goal.points.fraction()}};
                });
                if (why.repairs->more_than > 0) inner["repairs"]["more_than"] = why.repairs->more_than;
            }
            add_notes(inner, model, rule.notes, assessment.as_of, language);
            json["conditions"].push_back(std::move(inner));
        }
        predicates.push_back(std::move(json));
    }
    Json json{{"schema", "zi-why/1"}, {"regulation", model.name}, {"as_of", assessment.as_of.iso()}, {"unit", unit.id}};
    add_attributes(json, model, unit);
    json["predicates"] = std::move(predicates);
    add_remarks(json, model, unit);
    return json.dump();
}

std::string to_json(const Model& model, const Standpoint& before, const Standpoint& after, const Diff& diff) {
    Json json{{"schema", "zi-diff/1"},
              {"regulation", model.name},
              {"unit", after.unit.id},
              {"as_of", {{"before", before.assessment.as_of.iso()}, {"after", after.assessment.as_of.iso()}}},
              {"file", {{"before", text_or_null(before.file)}, {"after", text_or_null(after.file)}}},
              {"seen_by", {{"before", text_or_null(before.seen_by)}, {"after", text_or_null(after.seen_by)}}}};
    add_attributes(json, model, after.unit);
    json["verdicts"] = Json::array();
    for (const VerdictShift& one : diff.verdicts) {
        const Predicate& predicate = model.predicates[one.predicate];
        json["verdicts"].push_back(
            {{"predicate", predicate.name},
             {"condition", one.condition == none ? Json(nullptr) : Json(predicate.conditions[one.condition].id)},
             {"before", optional_verdict(one.before)},
             {"after", optional_verdict(one.after)}});
    }
    json["nodes"] = Json::array();
    for (const NodeShift& one : diff.nodes)
        json["nodes"].push_back(
            {{"node", model.nodes[one.node].id}, {"change", shift_json(one.change)}, {"remainder", shift_json(one.remainder)}});
    json["moves"] = Json::array();
    for (const Move& one : diff.moves) {
        Json documents = Json::array();
        for (const DocumentShift& document : one.documents)
            documents.push_back({{"id", document.id},
                                 {"kind", model.evidence[document.kind].name},
                                 {"before", optional_standing(document.before)},
                                 {"after", optional_standing(document.after)}});
        json["moves"].push_back({{"question", model.nodes[model.questions[one.question].node].id},
                                 {"cause", code(one.cause)},
                                 {"points", shift_json(one.points)},
                                 {"before", side_json(model, before, one.question)},
                                 {"after", side_json(model, after, one.question)},
                                 {"documents", std::move(documents)}});
    }
    json["facts"] = Json::array();
    for (const FactIndex fact : diff.facts) {
        const auto value = [&](const Unit& unit) {
            return text_or_null(show(model, model.facts[fact], fact_of(model, unit, fact)));
        };
        json["facts"].push_back({{"fact", model.facts[fact].id}, {"before", value(before.unit)}, {"after", value(after.unit)}});
    }
    return json.dump();
}

}  // namespace zi
