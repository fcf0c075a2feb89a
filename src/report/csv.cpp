#include "conditions.hpp"

namespace zi {

namespace {

constexpr int decimal_places = 6;

/// Quoted where RFC 4180 asks for it, and where a spreadsheet would take the text for a formula.
std::string field(std::string_view text) {
    const bool formula = !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos;
    if (!formula && text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string(text);
    std::string quoted = "\"";
    if (formula) quoted += '\'';
    for (char c : text) {
        if (c == '"') quoted += '"';
        quoted += c;
    }
    return quoted + '"';
}

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
    std::string line = field(unit.id) + "," + field(unit.name);
    const auto columns = [&](const Score& score) {
        line += "," + score.certain.decimal(decimal_places) + "," + score.possible.decimal(decimal_places);
    };
    for (std::size_t i = 0; i < model.nodes.size(); ++i)
        if (has_column(model.nodes[i])) columns(assessment.nodes[i]);
    for (const Score& view : assessment.views) columns(view);
    const auto stage = [&](Index index) { line += "," + (index == none ? std::string() : model.predicates[index].name); };
    if (has_stages(model)) stage(assessment.stage.certain), stage(assessment.stage.possible);
    for (std::size_t i = 0; i < model.predicates.size(); ++i) {
        if (is_stage(model.predicates[i])) continue;
        line += ",";
        if (assessment.predicates[i].concerned) line += code(assessment.predicates[i].verdict);
    }
    return line + "\r\n";
}

}  // namespace zi
