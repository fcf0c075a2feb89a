// A model as JSON, for programs that ask what the rules are about: docs/rules-model.schema.json.
#include "conditions.hpp"
#include "json_tree.hpp"

namespace zi {

namespace {

class ModelJson {
public:
    explicit ModelJson(const Model& model) : model_(model) {}

    Json all() const {
        Json json{{"schema", "zi-rules/1"},
                  {"name", model_.name},
                  {"title", text(model_.title)},
                  {"in_force", period(model_.in_force)}};
        add_notes(json, model_.notes);
        json["sources"] = list(model_.sources, [&](const Source& one) {
            return Json{{"name", one.name}, {"title", one.title}, {"in_force", period(one.in_force)}};
        });
        json["interpretations_named"] = list(model_.interpretations, [&](const Interpretation& one) {
            return noted({{"name", one.name}, {"text", text(one.text)}}, one.notes);
        });
        json["levels"] = list(model_.levels, [&](const Level& one) {
            return Json{{"name", one.name}, {"title", text(one.title)}};
        });
        json["assessors"] = list(model_.assessors, [&](const Assessor& one) {
            return noted({{"name", one.name}, {"title", text(one.title)}}, one.notes);
        });
        json["attributes"] = list(model_.attributes, [&](const Attribute& one) {
            return Json{{"name", one.name}, {"title", text(one.title)}, {"type", named(model_.enumerations, one.enumeration)}};
        });
        json["evidence"] = list(model_.evidence, [&](const Evidence& one) {
            return noted({{"name", one.name}, {"title", text(one.title)}, {"cost", one.cost}}, one.notes);
        });
        json["enumerations"] = list(model_.enumerations, [&](const Enumeration& one) {
            return noted({{"name", one.name}, {"title", text(one.title)}, {"ordered", one.ordered}, {"values", one.values}},
                         one.notes);
        });
        json["facts"] = list(model_.facts, [&](const Fact& one) { return fact(one); });
        json["scales"] = list(model_.scales, [&](const Scale& one) { return scale(one); });
        json["nodes"] = list(model_.nodes, [&](const Node& one) { return node(one); });
        json["questions"] = list(model_.questions, [&](const Question& one) { return question(one); });
        json["views"] = list(model_.views, [&](const View& one) {
            Json members = Json::array();
            for (const NodeIndex member : one.members) members.push_back(model_.nodes[member].id);
            return noted({{"name", one.name},
                          {"title", text(one.title)},
                          {"level", named(model_.levels, one.level)},
                          {"weight", one.weight.fraction()},
                          {"members", std::move(members)}},
                         one.notes);
        });
        json["agreements"] = list(model_.agreements, [&](const Agreement& one) {
            return noted({{"left", one.left.text}, {"right", one.right.text}, {"within", one.within.fraction()}}, one.notes);
        });
        json["predicates"] = list(model_.predicates, [&](const Predicate& one) { return predicate(one); });
        return json;
    }

private:
    template <class Things>
    static Json named(const Things& things, Index index) {
        return index == none ? Json(nullptr) : Json(things[index].name);
    }
    static Json text(const Text& text) { return {{"id", text.id}, {"en", text.en.empty() ? Json(nullptr) : Json(text.en)}}; }
    static Json period(const std::optional<Period>& period) {
        if (!period) return nullptr;
        return {{"from", period->from.iso()}, {"until", period->until ? Json(period->until->iso()) : Json(nullptr)}};
    }

    void add_notes(Json& json, const Notes& notes) const {
        json["citations"] =
            list(notes.citations, [&](const Citation& one) { return Json(model_.cite(one, Language::indonesian)); });
        json["interpretations"] = list(notes.interpretations, text);
    }
    Json noted(Json json, const Notes& notes) const {
        add_notes(json, notes);
        return json;
    }

    static const char* percent(Percent percent) {
        return percent == Percent::no ? "no" : percent == Percent::yes ? "yes" : "strict";
    }

    Json fact(const Fact& one) const {
        static constexpr const char* types[] = {"boolean", "count", "number", "date", "member"};
        Json json{{"id", one.id},
                  {"title", text(one.title)},
                  {"type", types[static_cast<int>(one.type)]},
                  {"enumeration", named(model_.enumerations, one.enumeration)}};
        if (one.type == Fact::Type::number) {
            json["min"] = one.min.fraction();
            json["max"] = one.max.fraction();
            json["step"] = one.step ? Json(one.step->fraction()) : Json(nullptr);
            json["percent"] = percent(one.percent);
        }
        const std::string fallback = show(model_, one, one.fallback);
        json["default"] = fallback.empty() ? Json(nullptr) : Json(fallback);
        json["members_meet"] = named(model_.predicates, one.members_meet);
        return noted(std::move(json), one.notes);
    }

    Json scale(const Scale& one) const {
        Json json{{"name", one.name}, {"title", text(one.title)}, {"numeric", one.numeric}};
        if (one.numeric) {
            json["min"] = one.min.fraction();
            json["max"] = one.max.fraction();
            json["step"] = one.step ? Json(one.step->fraction()) : Json(nullptr);
            json["percent"] = percent(one.percent);
        } else {
            json["options"] = list(one.options, [](const Option& option) {
                return Json{{"key", option.key}, {"value", option.value.fraction()}};
            });
        }
        return noted(std::move(json), one.notes);
    }

    Json node(const Node& one) const {
        static constexpr const char* ways[] = {"sum", "mean", "min", "max"};
        return noted({{"id", one.id},
                      {"alias", one.alias.empty() ? Json(nullptr) : Json(one.alias)},
                      {"title", text(one.title)},
                      {"level", named(model_.levels, one.level)},
                      {"parent", one.parent == none ? Json(nullptr) : Json(model_.nodes[one.parent].id)},
                      {"weight", one.weight.fraction()},
                      {"combine", one.question == none ? Json(ways[static_cast<int>(one.combine)]) : Json(nullptr)}},
                     one.notes);
    }

    Json question(const Question& one) const {
        static constexpr const char* kinds[] = {"options", "number", "ratio"};
        Json json{{"id", model_.nodes[one.node].id},
                  {"kind", kinds[static_cast<int>(one.kind)]},
                  {"scale", named(model_.scales, one.scale)},
                  {"criteria", text(one.criteria)},
                  {"option_criteria", list(one.option_criteria, text)},
                  {"cost", one.cost}};
        json["inputs"] = list(one.inputs, [&](const Input& input) {
            Json parts = Json::array();
            for (const Index part : input.parts) parts.push_back(one.inputs[part].key);
            return noted({{"key", input.key},
                          {"title", text(input.title)},
                          {"sum_of", std::move(parts)},
                          {"at_most", input.at_most == none ? Json(nullptr) : Json(one.inputs[input.at_most].key)}},
                         input.notes);
        });
        json["needs"] = list(one.needs, [&](const NeedFor& wanted) {
            const bool any = wanted.option == none;
            return noted({{"from_option", any ? Json(nullptr) : Json(model_.scales[one.scale].options[wanted.option].key)},
                          {"need", need(wanted.need)}},
                         wanted.notes);
        });
        return json;
    }

    // Recursion is bounded by Limits::expression_depth.
    Json need(const Need& one) const {
        if (one.kind == Need::Kind::document) {
            Json json{{"evidence", model_.evidence[one.evidence].name}, {"args", one.args}};
            json["fresh"] = one.fresh == 0 ? Json(nullptr) : Json(duration_text({one.fresh, one.fresh_unit}));
            return json;
        }
        Json parts = list(one.parts, [&](const Need& part) { return need(part); });
        if (one.kind == Need::Kind::at_least) return {{"at_least", one.count}, {"of", std::move(parts)}};
        return Json{{one.kind == Need::Kind::any ? "any" : "all", std::move(parts)}};
    }

    Json predicate(const Predicate& one) const {
        static constexpr const char* kinds[] = {"predicate", "eligibility", "stage"};
        Json json{{"name", one.name},
                  {"title", text(one.title)},
                  {"kind", kinds[static_cast<int>(one.kind)]},
                  {"guarded", one.when.has_value()}};
        json["conditions"] = list(one.conditions, [&](const Condition& rule) { return condition(rule); });
        return noted(std::move(json), one.notes);
    }

    Json condition(const Condition& one) const {
        static constexpr const char* subjects[] = {"node", "view", "fact", "predicate", "day"};
        Json of = nullptr;
        switch (one.subject) {
            case Condition::Subject::node: of = model_.nodes[one.index].id; break;
            case Condition::Subject::view: of = model_.views[one.index].name; break;
            case Condition::Subject::fact: of = model_.facts[one.index].id; break;
            case Condition::Subject::predicate: of = model_.predicates[one.index].name; break;
            case Condition::Subject::day: break;
        }
        const auto day = [](const std::optional<Date>& date) { return date ? Json(date->iso()) : Json(nullptr); };
        return noted({{"id", one.id},
                      {"subject", subjects[static_cast<int>(one.subject)]},
                      {"of", std::move(of)},
                      {"operator", spelling(one.op)},
                      {"threshold", threshold_text(model_, one)},
                      {"share", one.share ? Json(one.share->fraction()) : Json(nullptr)},
                      {"guarded", one.when.has_value() || one.unless.has_value()},
                      {"from", day(one.from)},
                      {"until", day(one.until)}},
                     one.notes);
    }

    const Model& model_;
};

}  // namespace

std::string model_json(const Model& model) { return ModelJson(model).all().dump(); }

}  // namespace zi
