#include "carried.hpp"

#include "base/filled.hpp"

#include <string_view>
#include <utility>

namespace zi {

std::string attribute_column(std::string_view name) { return "attributes." + std::string(name); }

std::string attribute_title(const Model& model, std::string_view name, Language language) {
    const AttributeIndex declared = model.find_attribute(name);
    return declared == none ? plain(name) : std::string(model.attributes[declared].title.in(language));
}

void add_attributes(Json& json, const Model& model, const Unit& unit) {
    if (unit.attributes.empty()) return;
    Json all = Json::object();
    for (const Attribute& one : model.attributes)
        if (const std::string_view value = attribute_of(unit, one.name); !value.empty()) all[one.name] = value;
    for (const auto& [name, value] : unit.attributes)
        if (model.find_attribute(name) == none) all[name] = value;
    json["attributes"] = std::move(all);
}

std::string writer_of(const Model& model, const UnitNote& note) {
    return note.assessor == none ? "unit" : model.assessors[note.assessor].name;
}

std::vector<std::string> lines_beside(const Model& model, const Unit& unit, QuestionIndex question, Language language) {
    const bool indonesian = language == Language::indonesian;
    std::vector<std::string> lines;
    for (const UnitNote& note : notes_on(unit, question)) {
        const std::string writer = writer_of(model, note);
        for (std::string_view rest = note.text; !rest.empty();) {
            const std::size_t end = rest.find('\n');
            lines.push_back(filled("{} {}: {}", indonesian ? "catatan" : "note", writer, plain(rest.substr(0, end))));
            rest.remove_prefix(end == rest.npos ? rest.size() : end + 1);
        }
        for (const std::string& link : note.links)
            lines.push_back(filled("{} {}: {}", indonesian ? "tautan" : "link", writer, plain(link)));
    }
    return lines;
}

void add_notes_beside(Json& json, const Model& model, const Unit& unit, QuestionIndex question) {
    const auto notes = notes_on(unit, question);
    if (notes.empty()) return;
    Json all = Json::object();
    for (const UnitNote& note : notes) {
        Json& one = all.add(writer_of(model, note));
        one = Json::object();
        if (!note.text.empty()) one["catatan"] = note.text;
        if (!note.links.empty()) one["tautan"] = list(note.links, [](const std::string& link) { return link; });
    }
    json["notes"] = std::move(all);
}

}  // namespace zi
