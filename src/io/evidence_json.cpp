// Shared documents from JSON: a file of its own, read before the units that it serves.
#include "documents_json.hpp"
#include "json_value.hpp"
#include "lookup.hpp"

#include "zi/unit.hpp"

namespace zi {

namespace {

using io::JsonValue;
using Kind = JsonValue::Kind;

/// The documents of {"evidence": [...]}, or the file's own array.
std::optional<JsonValue> documents_in(std::vector<JsonValue>&& values, bool array, std::string& path, Diagnostics& diagnostics) {
    if (array) {
        JsonValue all;
        all.kind = Kind::array;
        all.items = std::move(values);
        return all;
    }
    std::optional<JsonValue> found;
    const auto report = [&](Code code, std::vector<std::string> args, std::string at) {
        Diagnostic diagnostic{code, std::move(args)};
        diagnostic.path = std::move(at);
        diagnostics.push_back(std::move(diagnostic));
    };
    if (values.empty() || values.front().kind != Kind::object) {
        report(Code::json_type, {"@object", values.empty() ? "@null" : kind_word(values.front().kind)}, "");
        return std::nullopt;
    }
    path = "/evidence";
    for (auto& [key, value] : values.front().members) {
        if (key != "evidence")
            report(Code::unknown_field, {io::shortened(key), "evidence"}, io::member_path("", key));
        else if (found)
            report(Code::duplicate_key, {key}, path);
        else
            found = std::move(value);
    }
    if (!found) report(Code::missing_field, {"evidence"}, "");
    return found;
}

}  // namespace

Result<SharedEvidence> read_evidence(const Model& model, std::string_view text, const Limits& limits) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    if (text.size() > limits.units_bytes) return Diagnostic{Code::unit_limit, {"@units_bytes", std::to_string(limits.units_bytes)}};
    // The file is one whole, whatever a single unit may hold.
    Limits whole = limits;
    whole.unit_bytes = limits.units_bytes;
    std::vector<JsonValue> values;
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    const bool array = first != std::string_view::npos && text[first] == '[';
    if (auto error = io::parse_json(text, 1, whole, [&](JsonValue&& value) { return values.push_back(std::move(value)), true; }))
        return std::move(*error);

    Diagnostics diagnostics;
    std::string path;
    const auto json = documents_in(std::move(values), array, path, diagnostics);
    std::vector<std::shared_ptr<const Document>> documents;
    if (json) {
        const io::Lookup questions = io::questions_of(model);
        const io::DocumentContext context{
            model, [&](std::string_view id) { return questions.find(id); }, [&](std::string_view id) { return questions.suggest(id); },
            [&](const std::string& where, Code code, std::vector<std::string> args, std::string suggestion) {
                if (diagnostics.size() > limits.errors) return;
                if (diagnostics.size() == limits.errors) {
                    diagnostics.push_back({Code::too_many, {}});
                    return;
                }
                Diagnostic diagnostic{code, std::move(args)};
                diagnostic.suggestion = std::move(suggestion);
                diagnostic.path = where;
                diagnostics.push_back(std::move(diagnostic));
            },
            true, {}};
        for (Document& document : io::read_documents(context, *json, path))
            documents.push_back(std::make_shared<const Document>(std::move(document)));
    }
    if (!diagnostics.empty()) return diagnostics;
    return SharedEvidence(std::move(documents));
}

}  // namespace zi
