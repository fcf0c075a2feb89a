// Answers about evidence, for programs.
#include "zi/graph_report.hpp"
#include "zi/report.hpp"

#include "graph_names.hpp"
#include "json_parts.hpp"

namespace zi {

namespace {

class GraphJson {
public:
    explicit GraphJson(const EvidenceGraph& graph) : graph_(graph), model_(graph.model()) {}

    Json head(const char* about) const {
        return {{"schema", "zi-graph/1"}, {"about", about}, {"regulation", model_.name}, {"as_of", graph_.as_of().iso()}};
    }

    Json unit(UnitIndex u) const {
        Json json = head("unit");
        json["unit"] = graph_.units()[u].id;
        Json documents = Json::array();
        for (const GraphDocumentIndex one : graph_.documents_of(u)) {
            Json entry = document(one);
            entry["standing"] = code(graph_.standing(one));
            documents.push_back(std::move(entry));
        }
        json["documents"] = std::move(documents);
        json["cycles"] = cycles(u);
        Json& orphans = json["orphans"] = Json::array();
        for (const Orphan& one : orphans_of(graph_, u)) {
            Json entry = document(one.document);
            entry["why"] = one.why == Orphan::Why::supports_nothing ? "supports_nothing" : "not_asked_for";
            orphans.push_back(std::move(entry));
        }
        Json& claims = json["unsupported"] = Json::array();
        for (const UnsupportedClaim& one : graph_.unsupported(u))
            claims.push_back({{"question", question_name(model_, one.question)},
                              {"claimed", one.claimed.fraction()},
                              {"certain", one.certain.fraction()},
                              {"possible", one.possible.fraction()},
                              {"standing", code(one.standing)},
                              {"document", one.document == none ? Json(nullptr) : document(one.document)}});
        const PreparationOrder order = graph_.preparation_order(u, false);
        json["preparation"] = {{"order", list(order.documents)}, {"circular", list(order.circular)}};
        json["predicates"] = predicates(u);
        Json& values = json["values"] = Json::array();
        for (const DocumentValue& one : graph_.values(u)) {
            Json entry = document(one.document);
            entry["standing"] = code(one.standing);
            entry["points"] = one.points.fraction();
            entry["predicates"] = names(one.predicates);
            values.push_back(std::move(entry));
        }
        return json;
    }

    Json reach(GraphDocumentIndex index) const {
        const DocumentNode& node = graph_.documents()[index];
        Json json = head("document");
        json["document"] = document(index);
        json["kind"] = model_.evidence[node.document->kind].name;
        json["standing"] = code(graph_.standing(index));
        Json& supports = json["supports"] = Json::array();
        for (const Document::Support& one : node.document->supports) {
            const std::string_view option = best_option(model_, one);
            supports.push_back({{"question", question_name(model_, one.question)},
                                {"option", option.empty() ? Json(nullptr) : Json(std::string(option))}});
        }
        json["rests_on"] = list(closure(graph_, index, true));
        json["carries"] = list(closure(graph_, index, false));
        json["supersedes"] = list(graph_.named(index, Relation::supersedes));
        Json& units = json["units"] = Json::array();
        for (const UnitIndex u : graph_.units_reached(index)) units.push_back(graph_.units()[u].id);
        return json;
    }

    Json impact(const Impact& impact) const {
        Json json = head("impact");
        json["document"] = document(impact.document);
        json["change"] = code(impact.change);
        Json& units = json["units"] = Json::array();
        for (const UnitConsequence& one : impact.units) units.push_back(consequence(one));
        return json;
    }

    Json heaviest(const std::vector<DocumentWeight>& weights) const {
        Json json = head("heaviest");
        Json& documents = json["documents"] = Json::array();
        for (const DocumentWeight& one : weights) {
            Json entry = document(one.document);
            entry["turned"] = one.turned;
            entry["units"] = one.units;
            entry["points"] = one.points.fraction();
            documents.push_back(std::move(entry));
        }
        return json;
    }

private:
    /// {"unit": null for a shared document, "id": ...}.
    Json document(GraphDocumentIndex index) const {
        const DocumentNode& node = graph_.documents()[index];
        return {{"unit", node.unit == none ? Json(nullptr) : Json(graph_.units()[node.unit].id)}, {"id", node.document->id}};
    }
    Json list(const std::vector<GraphDocumentIndex>& documents) const {
        Json json = Json::array();
        for (const GraphDocumentIndex one : documents) json.push_back(document(one));
        return json;
    }
    Json names(const std::vector<PredicateIndex>& predicates) const {
        Json json = Json::array();
        for (const PredicateIndex one : predicates) json.push_back(model_.predicates[one].name);
        return json;
    }

    Json cycles(UnitIndex u) const {
        Json json = Json::array();
        for (const Cycle& cycle : cycles_of(graph_, u)) {
            Json edges = Json::array();
            for (const CycleEdge& edge : cycle.edges)
                edges.push_back({{"from", document(edge.from)},
                                 {"to", document(edge.to)},
                                 {"path", reference_path(graph_, edge, cycle.relation)}});
            json.push_back({{"relation", cycle.relation == Relation::derives_from ? "derives_from" : "supersedes"},
                            {"edges", std::move(edges)}});
        }
        return json;
    }

    Json predicates(UnitIndex u) const {
        Json json = Json::object();
        for (const PredicateIndex predicate : met_by(graph_, u)) {
            const Radar radar = graph_.radar(u, predicate);
            Json conditions = Json::array();
            for (const ConditionIndex one : radar.conditions)
                conditions.push_back(model_.predicates[predicate].conditions[one].id);
            const Fragility fragility = graph_.fragility(u, predicate);
            const auto day = [](const std::optional<Date>& one) { return one ? Json(one->iso()) : Json(nullptr); };
            json[model_.predicates[predicate].name] = {
                {"radar",
                 {{"day", day(radar.day)},
                  {"status", radar.day ? Json(code(radar.then)) : Json(nullptr)},
                  {"through", radar.day ? Json(radar.through_rules ? "rules"
                                               : radar.jointly     ? "documents_jointly"
                                                                   : "documents")
                                        : Json(nullptr)},
                  {"documents", list(radar.documents)},
                  {"conditions", std::move(conditions)},
                  {"until", day(radar.until)}}},
                {"fragility",
                 {{"breakable", fragility.breakable},
                  {"exact", fragility.exact()},
                  {"at_least", fragility.at_least},
                  {"at_most", fragility.at_most ? Json(*fragility.at_most) : Json(nullptr)},
                  {"documents", list(fragility.documents)}}}};
        }
        return json;
    }

    Json consequence(const UnitConsequence& one) const {
        const Consequence& c = one.consequence;
        Json json{{"unit", graph_.units()[one.unit].id}, {"points", c.points().fraction()}};
        Json& questions = json["questions"] = Json::object();
        for (const Consequence::Answer& answer : c.questions)
            questions[question_name(model_, answer.question)] = {
                {"before", interval({answer.before.certain, answer.before.possible})},
                {"after", interval({answer.after.certain, answer.after.possible})},
                {"standing", code(answer.after.backing.weakest)}};
        Json& scores = json["scores"] = Json::object();
        for (const Consequence::Points& node : c.nodes)
            scores[model_.nodes[node.index].id] = {{"before", interval(node.before)}, {"after", interval(node.after)}};
        for (const Consequence::Points& view : c.views)
            scores[model_.views[view.index].name] = {{"before", interval(view.before)}, {"after", interval(view.after)}};
        Json& predicates = json["predicates"] = Json::object();
        for (const Consequence::Turn& turn : c.predicates)
            predicates[model_.predicates[turn.predicate].name] = {{"before", code(turn.before)}, {"after", code(turn.after)}};
        if (c.stage_before != c.stage_after)
            json["stage"] = {{"before", stage_json(model_, c.stage_before)}, {"after", stage_json(model_, c.stage_after)}};
        return json;
    }

    const EvidenceGraph& graph_;
    const Model& model_;
};

}  // namespace

std::string evidence_json(const EvidenceGraph& graph, UnitIndex unit) { return GraphJson(graph).unit(unit).dump(); }
std::string reach_json(const EvidenceGraph& graph, GraphDocumentIndex document) {
    return GraphJson(graph).reach(document).dump();
}
std::string impact_json(const EvidenceGraph& graph, const Impact& impact) { return GraphJson(graph).impact(impact).dump(); }
std::string heaviest_json(const EvidenceGraph& graph, const std::vector<DocumentWeight>& weights) {
    return GraphJson(graph).heaviest(weights).dump();
}

}  // namespace zi
