#include "described.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <stdexcept>

namespace zi::regulation {

namespace {

bool starts_with(const std::string& text, std::string_view prefix) { return text.starts_with(prefix); }

/// "index / 4" of the formula value / 4.
std::string share_of(const Scale& scale) {
    const Formula& f = scale.formula;
    const bool simple = f.kind == Formula::Kind::divide && f.args.size() == 2 && f.args[0].kind == Formula::Kind::input &&
                        f.args[1].kind == Formula::Kind::number && !scale.capped && scale.bands.empty();
    return simple ? "index / " + f.args[1].number.fraction() : "something else";
}

Json scale(const Scale& s) {
    Json json{{"name", s.name}};
    if (s.numeric) {
        json["range"] = {s.min.fraction(), s.max.fraction()};
        json["score"] = share_of(s);
        return json;
    }
    json["options"] = Json::array();
    for (const Option& option : s.options) json["options"].push_back({{"key", option.key}, {"score", option.value.fraction()}});
    return json;
}

/// The page of Annex III that a question cites; 0 if it cites none or several.
std::uint32_t page(const Model& model, const Notes& notes) {
    std::set<std::uint32_t> pages;
    for (const Citation& c : notes.citations)
        if (model.sources[c.source].name == "P3") pages.insert({c.first_page, c.last_page});
    return pages.size() == 1 ? *pages.begin() : 0;
}

/// How a ratio is computed, in the words of the data file; the two forms that the worksheet knows.
Json ratio(const Question& q) {
    const Formula& f = q.formula;
    const auto is_input = [](const Formula& g) { return g.kind == Formula::Kind::input; };
    const auto key = [&](const Formula& g) { return q.inputs[g.input].key; };
    Json json = "something else";
    if (!q.capped || f.kind != Formula::Kind::divide || f.args.size() != 2 || !is_input(f.args[1])) return json;
    const Formula& top = f.args[0];
    if (is_input(top))
        json = {{"kind", "ratio_capped"}, {"numerator", key(top)}, {"denominator", key(f.args[1])}};
    else if (top.kind == Formula::Kind::subtract && top.args.size() == 2 && is_input(top.args[0]) && is_input(top.args[1]) &&
             top.args[0].input == f.args[1].input)
        json = {{"kind", "decrease_ratio"}, {"previous", key(top.args[0])}, {"current", key(top.args[1])}};
    for (const Input& input : q.inputs) {
        if (input.parts.empty() || !json.is_object()) continue;
        Json parts = Json::array();
        for (const Index part : input.parts) parts.push_back(q.inputs[part].key);
        json["total"] = {{"key", input.key}, {"parts", std::move(parts)}};
    }
    return json;
}

std::string answer_type(const Model& model, const Question& q) {
    return q.scale == none ? "ratio" : model.scales[q.scale].name;
}

Json question(const Model& model, const Node& node) {
    const Question& q = model.questions[node.question];
    Json json{{"id", node.id},
              {"answer_type", answer_type(model, q)},
              {"page", page(model, node.notes)},
              {"text", node.title.id},
              {"effective_weight", node.weight.fraction()}};
    if (!node.title.en.empty()) json["name_en"] = node.title.en;
    if (node.weight_stated) json["weight"] = node.weight.fraction();
    if (!q.criteria.id.empty()) json["criteria_text"] = q.criteria.id;
    if (q.kind == Question::Kind::ratio) {
        json["ratio"] = ratio(q);
        json["inputs"] = Json::array();
        for (const Input& input : q.inputs) json["inputs"].push_back({{"key", input.key}, {"label", input.title.id}});
        return json;
    }
    const Scale& s = model.scales[q.scale];
    if (s.numeric) {
        json["range"] = {s.min.fraction(), s.max.fraction()};
        return json;
    }
    json["options"] = Json::array();
    for (std::size_t i = 0; i < s.options.size(); ++i)
        json["options"].push_back(
            {{"key", s.options[i].key}, {"score", s.options[i].value.fraction()}, {"criteria", q.option_criteria[i].id}});
    return json;
}

}  // namespace

Json described(const Model& model) {
    Json json;
    Json scales = Json::array(), areas = Json::array(), nodes = Json::array(), questions = Json::array();
    for (const Scale& s : model.scales) scales.push_back(scale(s));
    std::map<Index, std::string> area_of;
    for (const View& view : model.views) {
        Json parts = Json::array();
        for (const Index member : view.members) {
            parts.push_back(model.nodes[member].id);
            area_of[member] = view.name;
        }
        areas.push_back({{"name", view.name}, {"parts", std::move(parts)}});
    }
    std::map<std::string, int> types;
    int indicators = 0, fulfilment = 0, reform = 0, results = 0, inputs = 0;
    for (Index i = 1; i < model.nodes.size(); ++i) {
        const Node& node = model.nodes[i];
        if (node.question != none) {
            const Question& q = model.questions[node.question];
            questions.push_back(question(model, node));
            ++types[answer_type(model, q)];
            fulfilment += starts_with(node.id, "A.I.");
            reform += starts_with(node.id, "A.II.");
            results += starts_with(node.id, "B.");
            inputs += static_cast<int>(q.inputs.size());
            continue;
        }
        const std::string& level = model.levels[node.level].name;
        indicators += level == "indicator";
        Json one{{"id", node.id},
                 {"level", level},
                 {"weight", node.weight.fraction()},
                 {"name", node.title.id},
                 {"name_en", node.title.en}};
        if (const auto area = area_of.find(i); area != area_of.end()) one["change_area"] = area->second;
        nodes.push_back(std::move(one));
    }
    json["totals"] = {{"weight", model.nodes[0].weight.fraction()},
                      {"nodes", nodes.size()},
                      {"indicators", indicators},
                      {"questions", questions.size()},
                      {"pemenuhan", fulfilment},
                      {"reform", reform},
                      {"hasil", results},
                      {"inputs", inputs},
                      {"by_answer_type", types}};
    json["scales"] = std::move(scales);
    json["change_areas"] = std::move(areas);
    json["nodes"] = std::move(nodes);
    json["questions"] = std::move(questions);
    return json;
}

Json normalized(Json data) {
    static const std::set<std::string> numbers{"weight", "effective_weight", "score", "range"};
    const auto lowest = [](Json& value) {
        if (!value.is_string()) return;
        if (const auto parsed = Rational::parse(value.get<std::string>())) value = parsed->fraction();
    };
    if (data.is_object()) {
        for (auto& [key, value] : data.items()) {
            if (numbers.contains(key)) {
                if (value.is_array())
                    for (Json& one : value) lowest(one);
                else
                    lowest(value);
            }
            value = normalized(std::move(value));
        }
    } else if (data.is_array()) {
        for (Json& one : data) one = normalized(std::move(one));
    }
    return data;
}

std::vector<std::string> differences(const Json& data, const Json& model) {
    std::vector<std::string> lines;
    for (const Json& step : Json::diff(data, model)) lines.push_back(step.dump());
    return lines;
}

}  // namespace zi::regulation
