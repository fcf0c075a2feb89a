#include "conditions.hpp"

namespace zi {

namespace {

constexpr int csv_places = 6;

bool has_column(const Node& node) { return node.question == none; }

}  // namespace

std::string csv_header(const Model& model) {
    std::string line = "id,name";
    const auto columns = [&](const std::string& name) { line += "," + name + " certain," + name + " possible"; };
    for (const Node& node : model.nodes)
        if (has_column(node)) columns(node.id);
    for (const View& view : model.views) columns(view.name);
    if (has_stages(model)) line += ",stage,stage possible";
    for (const Predicate& predicate : model.predicates)
        if (!is_stage(predicate)) line += "," + predicate.name;
    return line + "\r\n";
}

std::string csv_row(const Model& model, const Unit& unit, const Assessment& assessment) {
    std::string line = csv_field(unit.id) + "," + csv_field(unit.name);
    const auto columns = [&](const Score& score) {
        const std::string certain = score.certain.decimal(csv_places);
        (line += ',') += certain;
        (line += ',') += score.possible == score.certain ? certain : score.possible.decimal(csv_places);
    };
    for (std::size_t i = 0; i < model.nodes.size(); ++i)
        if (has_column(model.nodes[i])) columns(assessment.nodes[i]);
    for (const Score& view : assessment.views) columns(view);
    if (has_stages(model)) line += "," + stage_name(model, assessment.stage.certain) + "," + stage_name(model, assessment.stage.possible);
    for (std::size_t i = 0; i < model.predicates.size(); ++i) {
        if (is_stage(model.predicates[i])) continue;
        line += ",";
        if (assessment.predicates[i].concerned) line += code(assessment.predicates[i].verdict);
    }
    return line + "\r\n";
}

}  // namespace zi
