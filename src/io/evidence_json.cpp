// Shared documents from JSON: a file of its own, read before the units that it serves.
#include "documents_json.hpp"
#include "foreign.hpp"
#include "json_value.hpp"
#include "lookup.hpp"

#include "zi/unit.hpp"

namespace zi {

namespace {

using io::JsonValue;
using Kind = JsonValue::Kind;

/// The documents of {"evidence": [...]}, or the file's own array; `key` says which.
std::optional<JsonValue> documents_in(const JsonValue& json, std::string_view& key, Diagnostics& diagnostics) {
    if (json.kind == Kind::array) return json;
    std::optional<JsonValue> found;
    const auto report = [&](Code code, std::vector<std::string> args, const io::Path& at) {
        Diagnostic diagnostic{code, std::move(args)};
        diagnostic.path = at.text();
        diagnostics.push_back(std::move(diagnostic));
    };
    const io::Path root;
    if (json.kind != Kind::object) {
        report(Code::json_type, {"@object", kind_word(json.kind)}, root);
        return std::nullopt;
    }
    key = "evidence";
    for (const JsonValue& value : json.children()) {
        if (value.key != key)
            report(Code::unknown_field, {io::shortened(value.key), std::string(key)}, {root, value.key});
        else if (found)
            report(Code::duplicate_key, {std::string(key)}, {root, key});
        else
            found = value;
    }
    if (!found) report(Code::missing_field, {std::string(key)}, root);
    return found;
}

}  // namespace

Result<SharedEvidence> read_evidence(const Model& model, std::string_view text, const Limits& limits) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    if (text.size() > limits.units_bytes)
        return Diagnostic{Code::unit_limit, {"@units_bytes", std::to_string(limits.units_bytes)}};
    if (auto other = io::foreign_to_json(text)) return std::move(*other);
    // The file is one whole, whatever a single unit may hold.
    Limits whole = limits;
    whole.unit_bytes = limits.units_bytes;
    io::JsonReader reader(whole);
    JsonValue json;
    if (auto error = reader.parse(text, 1, io::Arrays::whole, [&](const JsonValue& value) { return json = value, true; }))
        return std::move(*error);

    Diagnostics diagnostics;
    std::string_view key;
    const auto list = documents_in(json, key, diagnostics);
    std::vector<std::shared_ptr<const Document>> documents;
    if (list) {
        const auto questions = io::questions_of(model);
        const auto kinds = io::evidence_of(model);
        Guesses guesses;
        const io::DocumentContext context{
            model,
            questions,
            kinds,
            [&](const io::Path& where, Code code, std::vector<std::string> args, std::string suggestion) {
                if (diagnostics.size() > limits.errors) return;
                if (diagnostics.size() == limits.errors) {
                    diagnostics.push_back({Code::too_many, {}});
                    guesses.left = 0;
                    return;
                }
                Diagnostic diagnostic{code, std::move(args)};
                diagnostic.suggestion = std::move(suggestion);
                diagnostic.path = where.text();
                diagnostics.push_back(std::move(diagnostic));
            },
            guesses,
            limits,
            true,
            {}};
        const io::Path root, member(root, key);
        for (Document& document : io::read_documents(context, *list, key.empty() ? root : member))
            documents.push_back(std::make_shared<const Document>(std::move(document)));
    }
    if (!diagnostics.empty()) return diagnostics;
    return SharedEvidence(std::move(documents));
}

}  // namespace zi
