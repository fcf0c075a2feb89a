// The page of one unit, and its data.
#include "template.hpp"
#include "words.hpp"

#include "report/plan_words.hpp"
#include "report/readiness_words.hpp"

#include "zi/why.hpp"

#include <algorithm>

namespace zi {

namespace {

class OneUnit {
public:
    OneUnit(const EvidenceGraph& graph, UnitIndex index, const PageOptions& options)
        : graph_(graph),
          index_(index),
          unit_(graph.units()[index]),
          assessment_(graph.assessment(index)),
          model_(graph.model()),
          options_(options),
          language_(options.language),
          target_(options.target == none ? default_target(model_) : options.target),
          goal_(goal_of(model_, target_)),
          ready_(readiness(model_, unit_, assessment_, goal_)) {}

    std::string data() const {
        Json json = pages::head(graph_, "unit", target_, goal_, options_);
        json["id"] = plain(unit_.id);
        if (!unit_.name.empty()) json["name"] = plain(unit_.name);
        json["stage"] = stage_text(model_, assessment_.stage, language_);
        json["status"] = ready_.concerned ? pages::verdict(ready_.verdict) : "not_concerned";
        json["ready"] = percent(ready_.figure.certain);
        json["total"] =
            score(assessment_.nodes[NodeIndex(0)], model_.nodes[NodeIndex(0)].thresholds, model_.nodes[NodeIndex(0)].weight);
        json["assessors"] = list(model_.assessors, [&](const Assessor& one) {
            return Json{{"name", one.name}, {"title", one.title.in(language_)}};
        });
        json["conditions"] = list(ready_.conditions, [&](const ConditionReadiness& one) { return condition(one); });
        json["areas"] = areas();
        json["rows"] = worksheet();
        json["losses"] = list(losses(model_, unit_, assessment_, NodeIndex(0)), [&](const Loss& one) { return loss(one); });
        json["plan"] = plan();
        json["documents"] = documents();
        Diagnostics remarks = unit_.remarks;
        const Diagnostics more = remarks_on(model_, unit_);
        remarks.insert(remarks.end(), more.begin(), more.end());
        json["findings"] = list(remarks, [&](const Diagnostic& one) {
            return Json{{"code", code_name(one.code)},
                        {"text", plain(message(one, language_))},
                        {"help", plain(help(one, language_))},
                        {"place", plain(one.cell.empty() ? one.path : one.cell)}};
        });
        return json.dump();
    }

    pages::Static still() const {
        const bool indonesian = language_ == Language::indonesian;
        pages::Static still;
        still.title = pages::escaped(filled("{} - {}", pages::name_of(unit_), written(graph_.as_of(), language_)));
        still.answer =
            pages::escaped(filled("{}: {}", model_.predicates[goal_].title.in(language_), word(ready_.verdict, language_)));
        still.table =
            indonesian
                ? "<table><thead><tr><th scope=\"col\">Syarat</th><th scope=\"col\">Nilai dan yang disyaratkan</th>"
                  "<th scope=\"col\">Putusan</th></tr></thead><tbody>"
                : "<table><thead><tr><th scope=\"col\">Condition</th><th scope=\"col\">What there is and what is asked</th>"
                  "<th scope=\"col\">Verdict</th></tr></thead><tbody>";
        for (const ConditionReadiness& one : ready_.conditions)
            still.table += filled("<tr><th scope=\"row\">{}</th><td>{}</td><td>{}</td></tr>",
                                  pages::escaped(row_title(model_, ready_, one, language_)),
                                  pages::escaped(plain(row_comparison(model_, unit_, assessment_, one, language_))),
                                  word(one.verdict, language_));
        still.table += "</tbody></table>";
        return still;
    }

private:
    Json score(const Score& score, const std::vector<Rational>& thresholds, const Rational& weight) const {
        Json json{{"certain", score.certain.decimal(2, thresholds)},
                  {"weight", weight.decimal(2)},
                  {"percent", weight.sign() == 0 ? std::string() : percent(score.certain / weight)}};
        if (score.certain != score.possible) json["possible"] = score.possible.decimal(2, thresholds);
        return json;
    }

    Json condition(const ConditionReadiness& one) const {
        Json json = pages::condition_row(model_, {one.predicate, one.condition}, graph_.as_of(), language_);
        json["status"] = code(one.verdict);
        json["share"] = percent(one.share.certain);
        json["says"] = plain(row_comparison(model_, unit_, assessment_, one, language_));
        if (one.may_not_apply) json["may_not_apply"] = true;
        return json;
    }

    /// The scores that the target asks about: points, weight, per cent and minimum.
    Json areas() const {
        Json json = Json::array();
        for (const ConditionReadiness& one : ready_.conditions) {
            const Condition* rule = rule_of(model_, one);
            if (rule == nullptr) continue;
            const bool node = rule->subject == Condition::Subject::node;
            if (!node && rule->subject != Condition::Subject::view) continue;
            Json row = score(node ? assessment_.nodes[rule->node()] : assessment_.views[ViewIndex(rule->index)],
                             thresholds_of(model_, *rule),
                             node ? model_.nodes[rule->node()].weight : model_.views[ViewIndex(rule->index)].weight);
            row["id"] = node ? model_.nodes[rule->node()].id : model_.views[ViewIndex(rule->index)].name;
            row["title"] = subject_title(model_, *rule).in(language_);
            row["least"] = rule->threshold.decimal(2, thresholds_of(model_, *rule));
            row["status"] = code(one.verdict);
            json.push_back(std::move(row));
        }
        return json;
    }

    Json worksheet() const {
        std::vector<std::size_t> depth(model_.nodes.size(), 0);
        Json json = Json::array();
        for (NodeIndex i{0}; i < model_.nodes.size(); ++i) {
            const Node& node = model_.nodes[i];
            if (node.parent != none) depth[std::size_t(Index(i))] = depth[std::size_t(Index(node.parent))] + 1;
            Json row = score(assessment_.nodes[i], node.thresholds, node.weight);
            row["id"] = node.id;
            row["title"] = node.title.in(language_);
            row["depth"] = depth[std::size_t(Index(i))];
            if (node.level != none) row["level"] = model_.levels[node.level].title.in(language_);
            if (node.question != none) question(row, node.question);
            pages::add_notes(row, model_, node.notes, graph_.as_of(), language_);
            json.push_back(std::move(row));
        }
        return json;
    }

    void question(Json& row, QuestionIndex index) const {
        const Question& question = model_.questions[index];
        const QuestionResult& result = assessment_.questions[index];
        const auto said = [&](std::size_t assessors) {
            return plain(answer_text(model_, question, *prevailing_answer(model_, unit_, index, assessors).answer, language_));
        };
        row["reason"] = code(result.reason);
        if (result.reason != Reason::answered) row["why"] = word(result.reason, language_);
        Json columns = Json::array();
        columns.push_back(said(0));
        bool assessed = false;
        for (AssessorIndex i{0}; i < model_.assessors.size(); ++i) {
            const Prevailing one = prevailing_answer(model_, unit_, index, std::size_t(Index(i)) + 1);
            assessed = assessed || one.assessor == i;
            columns.push_back(one.assessor == i ? Json(plain(answer_text(model_, question, *one.answer, language_)))
                                                : Json(nullptr));
        }
        row["answers"] = std::move(columns);
        if (assessed && said(0) != said(none)) row["differs"] = true;
        if (result.backing.needed) row["backing"] = word(result.backing.weakest, language_);
    }

    Json loss(const Loss& one) const {
        const Node& node = model_.nodes[model_.questions[one.question].node];
        Json json{{"question", node.id},
                  {"points", one.points.decimal(decimal_places, no_thresholds)},
                  {"why", word(one.reason, language_)},
                  {"area", area_of(model_.questions[one.question].node)}};
        if (one.open) json["open"] = true;
        if (one.document != none) json["document"] = plain(documents_of(unit_)[one.document]->id);
        if (one.evidence != none) json["needs"] = model_.evidence[one.evidence].title.in(language_);
        json["cites"] = sources_of_answer(model_, one.question, graph_.as_of(), language_);
        const Question& question = model_.questions[one.question];
        // The criterion is what the best option asks for.
        if (!question.option_criteria.empty() && !question.option_criteria.front().id.empty())
            json["criterion"] = question.option_criteria.front().in(language_);
        else if (!question.criteria.id.empty())
            json["criterion"] = question.criteria.in(language_);
        return json;
    }

    /// The view in which a question counts, else the part of the worksheet right below it.
    std::string_view area_of(NodeIndex node) const {
        NodeIndex top = node;
        for (NodeIndex at = node; at != none; at = model_.nodes[at].parent) {
            for (const View& view : model_.views)
                if (std::ranges::find(view.members, at) != view.members.end()) return view.title.in(language_);
            if (model_.nodes[at].parent != none) top = at;
        }
        return model_.nodes[top].title.in(language_);
    }

    Json plan() const {
        const Planned planned = plan_improvement(model_, unit_, graph_.as_of(), goal_, options_.costs);
        const Plan& best = planned.best;
        Json json{{"status", code(best.status)}};
        if (is_plan(best)) {
            json["cost"] = best.cost;
            json["least"] = best.lower_bound;
        }
        json["documents"] = list(best.documents, [&](const ObtainedDocument& one) {
            return Json{{"task", task(one, documents_of_unit(), language_)},
                        {"document", document_name(model_, unit_, one, graph_.as_of(), language_)},
                        {"cost", one.cost}};
        });
        json["steps"] = list(best.improvements, [&](const Improvement& one) {
            const Node& node = model_.nodes[model_.questions[one.question].node];
            return Json{{"question", node.id},
                        {"title", node.title.in(language_)},
                        {"task", plain(improvement_text(model_, unit_, one, language_))},
                        {"points", one.points.decimal(decimal_places, no_thresholds)},
                        {"cost", one.cost}};
        });
        json["owed"] = list(best.obligations, [&](const Obligation& one) {
            return Json(plain(obligation_text(model_, &unit_, graph_.as_of(), one, language_)));
        });
        json["obstacles"] =
            list(best.obstacles, [&](const ConditionRef& one) { return Json(condition_text(model_, one, language_)); });
        return json;
    }

    std::vector<const Document*> documents_of_unit() const {
        const auto listed = zi::documents_of(unit_);
        return {listed.begin(), listed.end()};
    }

    Json documents() const {
        Json json = Json::array();
        const auto& own = graph_.documents_of(index_);
        for (std::size_t i = 0; i < own.size(); ++i) {
            const DocumentNode& node = graph_.documents()[own[Index(i)]];
            const Document& one = *node.document;
            const Standing standing = graph_.standings(index_)[Index(i)];
            Json row{{"id", plain(one.id)}, {"standing", code(standing)}, {"word", word(standing, language_)}};
            if (!one.title.empty()) row["title"] = plain(one.title);
            if (one.kind != none) row["what"] = model_.evidence[one.kind].title.in(language_);
            if (node.unit == none) row["shared"] = true;
            if (one.valid_until) row["last_day"] = one.valid_until->iso();
            row["for"] = list(one.supports, [&](const Document::Support& support) {
                return Json(model_.nodes[model_.questions[support.question].node].id);
            });
            json.push_back(std::move(row));
        }
        return json;
    }

    const EvidenceGraph& graph_;
    UnitIndex index_;
    const Unit& unit_;
    const Assessment& assessment_;
    const Model& model_;
    const PageOptions& options_;
    Language language_;
    PredicateIndex target_, goal_;
    Readiness ready_;
};

}  // namespace

std::string unit_data(const EvidenceGraph& graph, UnitIndex unit, const PageOptions& options) {
    return OneUnit(graph, unit, options).data();
}

std::string unit_page(const EvidenceGraph& graph, UnitIndex unit, const PageOptions& options) {
    const OneUnit page(graph, unit, options);
    return pages::filled_in(pages::lang(options.language), page.still(), page.data());
}

}  // namespace zi
