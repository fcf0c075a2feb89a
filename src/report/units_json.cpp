// The JSON envelope of answers about many units.
#include "zi/report.hpp"

#include "base/filled.hpp"

namespace zi {

UnitsJson UnitsJson::assessments(const Model& model, Date as_of) {
    return {
        filled("{{\"schema\":\"zi-assessment/1\",\"regulation\":\"{}\",\"as_of\":\"{}\",\"units\":[", model.name, as_of.iso()),
        true};
}

UnitsJson UnitsJson::readiness(const Model& model, Date as_of, PredicateIndex target) {
    return {filled("{{\"schema\":\"zi-readiness/1\",\"regulation\":\"{}\",\"as_of\":\"{}\",\"target\":\"{}\",\"units\":[",
                   model.name, as_of.iso(), model.predicates[target].name),
            false};
}

std::string UnitsJson::add(std::string_view unit) {
    std::string piece = first_ ? "\n" : ",\n";
    first_ = false;
    return piece.append(unit);
}

void UnitsJson::refuse(const Diagnostics& diagnostics, Language language) {
    refused_ += (refused_.empty() ? "\n" : ",\n") + to_json(diagnostics, language);
}

std::string UnitsJson::end(const Groups& groups) const {
    std::string text = end();
    const std::size_t close = text.rfind('}');
    return text.insert(close, "," + groups.json());
}

std::string UnitsJson::end() const {
    if (!lists_refused_) return "\n]}\n";
    return "\n],\"refused\":[" + refused_ + (refused_.empty() ? "]}\n" : "\n]}\n");
}

}  // namespace zi
