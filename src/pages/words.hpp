/// What population and unit pages say alike.
#pragma once

#include "report/condition_ref.hpp"
#include "report/json_tree.hpp"
#include "report/phrases.hpp"

#include "zi/pages.hpp"
#include "zi/readiness.hpp"

#include <string>
#include <string_view>

namespace zi::pages {

inline std::string_view lang(Language language) { return language == Language::indonesian ? "id" : "en"; }

/// A name as people see it: the id where there is none.
inline std::string name_of(const Unit& unit) { return plain(unit.name.empty() ? unit.id : unit.name); }

/// Texts of citations and interpretations that a condition or question rests on.
inline void add_notes(Json& json, const Model& model, const Notes& notes, Date as_of, Language language) {
    if (auto cited = sources(model, notes.citations, as_of, language); !cited.empty()) json["cites"] = cited;
    if (!notes.interpretations.empty())
        json["reads"] = list(notes.interpretations, [&](const Text& text) { return Json(text.in(language)); });
}

/// What every page begins with.
inline Json head(const EvidenceGraph& graph, const char* kind, PredicateIndex target, PredicateIndex goal,
                 const PageOptions& options) {
    const Model& model = graph.model();
    const Language language = options.language;
    return {{"schema", "zi-page/1"},
            {"kind", kind},
            {"lang", lang(language)},
            {"as_of", graph.as_of().iso()},
            {"day", written(graph.as_of(), language)},
            {"regulation", model.name},
            {"title", model.title.in(language)},
            {"target", {{"name", model.predicates[target].name}, {"title", model.predicates[target].title.in(language)}}},
            {"goal", {{"name", model.predicates[goal].name}, {"title", model.predicates[goal].title.in(language)}}}};
}

/// A condition on the way to the goal: what is measured and what is asked.
inline Json condition_row(const Model& model, ConditionRef ref, Date as_of, Language language) {
    const Predicate& predicate = model.predicates[ref.predicate];
    Json json{{"of", predicate.name}, {"of_title", predicate.title.in(language)}};
    if (ref.condition == none) {
        json["id"] = "when";
        json["title"] = predicate.title.in(language);
        json["asks"] = language == Language::indonesian ? "berlaku bagi unit ini" : "concerns this unit";
        return json;
    }
    const Condition& rule = predicate.conditions[ref.condition];
    json["id"] = rule.id;
    json["title"] = subject_title(model, rule).in(language);
    json["asks"] = demand(model, rule, language);
    const bool node = rule.subject == Condition::Subject::node;
    if (node || rule.subject == Condition::Subject::view) {
        json["score"] = node ? model.nodes[rule.node()].id : model.views[rule.index].name;
        json["weight"] = (node ? model.nodes[rule.node()].weight : model.views[rule.index].weight).decimal(2);
        json["least"] = rule.threshold.decimal(2, thresholds_of(model, rule));
    }
    add_notes(json, model, rule.notes, as_of, language);
    return json;
}

inline std::string verdict(Verdict one) { return std::string(code(one)); }

}  // namespace zi::pages
