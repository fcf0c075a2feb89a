// The page of all units, and its data.
#include "template.hpp"
#include "words.hpp"

#include "report/readiness_words.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

namespace zi {

namespace {

using Rows = std::map<std::pair<PredicateIndex, ConditionIndex>, std::size_t>;

/// How the page of all units comes about: readiness for the goal, unit by unit, over one list of conditions.
class Population {
public:
    Population(const EvidenceGraph& graph, const PageOptions& options)
        : graph_(graph),
          model_(graph.model()),
          options_(options),
          target_(options.target == none ? default_target(model_) : options.target),
          goal_(goal_of(model_, target_)) {
        for (UnitIndex i{0}; i < graph.units().size(); ++i) {
            ready_.push_back(readiness(model_, graph.units()[i], graph.assessment(i), goal_));
            for (const ConditionReadiness& one : ready_.back().conditions)
                rows_.emplace(std::pair{one.predicate, one.condition}, 0);
        }
        std::size_t row = 0;
        for (auto& [ref, place] : rows_) {
            if (ref.second != none) rules_[row] = &model_.predicates[ref.first].conditions[ref.second];
            place = row++;
        }
    }

    std::string data() const {
        Json json = pages::head(graph_, "population", target_, goal_, options_);
        json["refused"] = options_.refused;
        json["stages"] = Json::array();
        std::map<Index, std::size_t> stages;
        for (PredicateIndex i{0}; i < model_.predicates.size(); ++i) {
            if (!is_stage(model_.predicates[i])) continue;
            const std::size_t place = stages.size();
            stages[Index(i)] = place;
            json["stages"].push_back({{"name", model_.predicates[i].name}, {"title", title(i)}});
        }
        json["conditions"] = Json::array();
        for (const auto& [ref, place] : rows_)
            json["conditions"].push_back(
                pages::condition_row(model_, {ref.first, ref.second}, graph_.as_of(), options_.language));
        const auto stage = [&](Index index) { return index == none ? Json(nullptr) : Json(stages[index]); };
        const auto needs = plans();
        json["units"] = Json::array();
        for (UnitIndex i{0}; i < graph_.units().size(); ++i) json["units"].push_back(unit(i, stage, needs));
        json["documents"] = documents();
        json["expiries"] = expiries();
        return json.dump();
    }

    pages::Static still() const {
        const bool indonesian = options_.language == Language::indonesian;
        const auto met = std::count_if(ready_.begin(), ready_.end(),
                                       [](const Readiness& one) { return one.concerned && one.verdict == Verdict::met; });
        pages::Static still;
        const std::string goal(title(goal_));
        still.title =
            pages::escaped(filled("{} - {}", model_.title.in(options_.language), written(graph_.as_of(), options_.language)));
        still.answer = pages::escaped(filled(Chosen{indonesian ? "{} dari {} unit memenuhi semua syarat \"{}\"."
                                                               : "{} of {} units meet all conditions of \"{}\"."},
                                             std::to_string(met), std::to_string(ready_.size()), goal));
        std::string& table = still.table;
        table =
            indonesian
                ? "<table><thead><tr><th scope=\"col\">Unit</th><th scope=\"col\">Tahap</th><th scope=\"col\">Kesiapan</th>"
                  "<th scope=\"col\">Putusan</th></tr></thead><tbody>"
                : "<table><thead><tr><th scope=\"col\">Unit</th><th scope=\"col\">Stage</th><th scope=\"col\">Readiness</th>"
                  "<th scope=\"col\">Verdict</th></tr></thead><tbody>";
        for (UnitIndex i{0}; i < graph_.units().size(); ++i) {
            const Readiness& one = ready_[std::size_t(Index(i))];
            table += filled("<tr><th scope=\"row\">{}</th><td>{}</td><td class=\"n\">{} %</td><td>{}</td></tr>",
                            pages::escaped(pages::name_of(graph_.units()[i])),
                            pages::escaped(stage_text(model_, graph_.assessment(i).stage, options_.language)),
                            written(percent(one.figure.certain), options_.language), word(one.verdict, options_.language));
        }
        table += "</tbody></table>";
        return still;
    }

private:
    std::string_view title(PredicateIndex predicate) const { return model_.predicates[predicate].title.in(options_.language); }

    std::map<std::string, UnitNeed, std::less<>> plans() const {
        const std::vector<Unit> units(graph_.units().begin(), graph_.units().end());
        PopulationPlan plan = plan_population(model_, units, graph_.as_of(), goal_, options_.costs, 0);
        std::map<std::string, UnitNeed, std::less<>> needs;
        for (UnitNeed& one : plan.units) needs.emplace(one.id, std::move(one));
        return needs;
    }

    template <class Stage>
    Json unit(UnitIndex index, const Stage& stage, const std::map<std::string, UnitNeed, std::less<>>& needs) const {
        const Unit& unit = graph_.units()[index];
        const Assessment& assessment = graph_.assessment(index);
        const Readiness& ready = ready_[std::size_t(Index(index))];
        Json json{{"id", plain(unit.id)}};
        if (!unit.name.empty()) json["name"] = plain(unit.name);
        json["stage"] = stage(assessment.stage.certain);
        if (assessment.stage.possible != assessment.stage.certain) json["stage_possible"] = stage(assessment.stage.possible);
        json["status"] = ready.concerned ? pages::verdict(ready.verdict) : "not_concerned";
        json["ready"] = percent(ready.figure.certain);
        if (ready.figure.certain != ready.figure.possible) json["ready_possible"] = percent(ready.figure.possible);
        // One letter a condition, in the order of "conditions"; "-": it does not count for this unit.
        std::string verdicts(rows_.size(), '-');
        std::map<std::size_t, Score> attained;  // by place, since a unit's conditions may come in another order
        for (const ConditionReadiness& one : ready.conditions) {
            const std::size_t place = rows_.at({one.predicate, one.condition});
            verdicts[place] = code(one.verdict).front();
            if (const Condition* rule = rule_of(model_, one); rule && measures(*rule))
                attained.emplace(place, one.attained.value_or(Score{}));
        }
        json["verdicts"] = verdicts;
        Json scores = Json::array(), possible = Json::array();
        bool open = false;
        for (const auto& [place, score] : attained) {
            const auto& thresholds = thresholds_of(model_, *rules_.at(place));
            scores.push_back(score.certain.decimal(2, thresholds));
            possible.push_back(score.possible.decimal(2, thresholds));
            open = open || score.certain != score.possible;
        }
        json["scores"] = std::move(scores);
        if (open) json["possible"] = std::move(possible);
        if (ready.binding != none) {
            const ConditionReadiness& one = ready.conditions[ready.binding];
            json["binding"] = rows_.at({one.predicate, one.condition});
        }
        if (const auto need = needs.find(unit.id); need != needs.end()) add_plan(json, need->second);
        if (ready.concerned && ready.verdict == Verdict::met)
            if (const Radar radar = graph_.radar(index, goal_); radar.day) json["lapses"] = radar.day->iso();
        if (options_.unit_pages) json["page"] = unit_page_name(index);
        return json;
    }

    static bool measures(const Condition& rule) {
        return rule.subject == Condition::Subject::node || rule.subject == Condition::Subject::view;
    }

    void add_plan(Json& json, const UnitNeed& need) const {
        json["plan"] = code(need.status);
        if (need.status == PlanStatus::optimal || need.status == PlanStatus::bounded_gap) {
            json["cost"] = need.cost;
            if (need.lower_bound != need.cost) json["cost_least"] = need.lower_bound;
        }
        // The first day on which all that takes only time is there; nothing where something else has to be brought about.
        std::optional<Date> day = graph_.as_of();
        for (const Obligation& one : need.obligations)
            day = !day || !one.first_day ? std::nullopt : std::optional(std::max(*day, *one.first_day));
        if (!need.obligations.empty()) json["owed"] = need.obligations.size();
        if (day && need.status != PlanStatus::impossible && need.status != PlanStatus::not_monotone &&
            !need.obligations.empty())
            json["first_day"] = day->iso();
    }

    Json documents() const {
        return list(graph_.heaviest(options_.heaviest), [&](const DocumentWeight& one) {
            const DocumentNode& node = graph_.documents()[one.document];
            Json json = document(node);
            json["turned"] = one.turned;
            json["units"] = one.units;
            json["points"] = one.points.decimal(2, no_thresholds);
            return json;
        });
    }

    Json document(const DocumentNode& node) const {
        Json json{{"id", plain(node.document->id)}};
        if (!node.document->title.empty()) json["title"] = plain(node.document->title);
        if (node.document->kind != none) json["what"] = model_.evidence[node.document->kind].title.in(options_.language);
        if (node.unit != none) json["unit"] = Index(node.unit);
        return json;
    }

    /// Documents whose last day is still to come, the nearest first.
    Json expiries() const {
        constexpr std::size_t most = 200;
        std::vector<GraphDocumentIndex> ending;
        for (GraphDocumentIndex i{0}; i < graph_.documents().size(); ++i) {
            const Document& one = *graph_.documents()[i].document;
            if (one.status == DocumentStatus::accepted && one.valid_until && *one.valid_until >= graph_.as_of())
                ending.push_back(i);
        }
        const auto last = [&](GraphDocumentIndex i) { return *graph_.documents()[i].document->valid_until; };
        std::ranges::stable_sort(ending, [&](auto a, auto b) { return last(a) < last(b); });
        ending.resize(std::min(ending.size(), most));
        return list(ending, [&](GraphDocumentIndex i) {
            Json json = document(graph_.documents()[i]);
            json["last_day"] = last(i).iso();
            return json;
        });
    }

    const EvidenceGraph& graph_;
    const Model& model_;
    const PageOptions& options_;
    PredicateIndex target_, goal_;
    std::vector<Readiness> ready_;
    Rows rows_;
    std::map<std::size_t, const Condition*> rules_;  ///< the rule of each row that is one
};

}  // namespace

PredicateIndex goal_of(const Model& model, PredicateIndex target) {
    if (target == none || model.predicates[target].kind != Predicate::Kind::predicate) return target;
    for (PredicateIndex i{0}; i < model.predicates.size(); ++i)
        if (model.predicates[i].kind == Predicate::Kind::eligibility)
            for (const Condition& one : model.predicates[i].conditions)
                if (one.subject == Condition::Subject::predicate && one.index == Index(target)) return i;
    return target;
}

std::string unit_page_name(UnitIndex unit) {
    std::string number = std::to_string(std::size_t(Index(unit)) + 1);
    constexpr std::size_t digits = 4;
    return "unit-" + std::string(number.size() < digits ? digits - number.size() : 0, '0') + number + ".html";
}

std::string population_data(const EvidenceGraph& graph, const PageOptions& options) {
    return Population(graph, options).data();
}

std::string population_page(const EvidenceGraph& graph, const PageOptions& options) {
    const Population population(graph, options);
    return pages::filled_in(pages::lang(options.language), population.still(), population.data());
}

}  // namespace zi
