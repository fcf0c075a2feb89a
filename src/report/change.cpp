// What an edit in a session did, as JSON: docs/session-change.schema.json.
#include "json_parts.hpp"

#include "zi/session.hpp"

#include "base/lists.hpp"

#include <algorithm>

namespace zi {

std::string to_json(const Session& session, const Change& change) {
    const Model& model = session.model();
    Json json{{"schema", "zi-session-change/1"},
              {"questions", Json::array()},
              {"scores", Json::object()},
              {"predicates", Json::array()}};
    for (const QuestionIndex question : ascending(change.questions))
        json["questions"].push_back(model.nodes[model.questions[question].node].id);
    for (const NodeIndex node : ascending(change.nodes)) json["scores"][model.nodes[node].id] = interval(session.score(node));
    for (const ViewIndex view : ascending(change.views))
        json["scores"][model.views[view].name] = interval(session.view_score(view));
    std::vector<Change::Turn> turns(change.predicates.begin(), change.predicates.end());
    std::ranges::sort(turns, {}, &Change::Turn::predicate);
    for (const Change::Turn& turn : turns)
        json["predicates"].push_back({{"name", model.predicates[turn.predicate].name},
                                      {"before", code(turn.before)},
                                      {"after", code(turn.after)},
                                      {"concerned", turn.concerned}});
    if (has_stages(model))
        json["stage"] = {{"before", stage_json(model, change.stage_before)}, {"after", stage_json(model, change.stage_after)}};
    return json.dump();
}

}  // namespace zi
