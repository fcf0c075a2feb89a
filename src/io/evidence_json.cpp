// Shared documents from JSON: a separate file, read before the units.
#include "documents_json.hpp"
#include "foreign.hpp"
#include "lookup.hpp"
#include "tree_reader.hpp"

#include "zi/unit.hpp"

namespace zi {

namespace {

using io::JsonValue;
using Kind = JsonValue::Kind;

using Report = std::function<void(const io::Path& path, Code code, std::vector<std::string> args, std::string suggestion)>;

/// The documents of {"evidence": [...]}, or of a top-level array; `key` tells which.
std::optional<JsonValue> documents_in(const JsonValue& json, std::string_view& key, const Report& report) {
    if (json.kind == Kind::array) return json;
    std::optional<JsonValue> found;
    const io::Path root;
    if (json.kind != Kind::object) {
        report(root, Code::json_type, {"@object", kind_word(json.kind)}, {});
        return std::nullopt;
    }
    key = "evidence";
    for (const JsonValue& value : json.children()) {
        if (value.key != key)
            report({root, value.key}, Code::unknown_field, {io::shortened(value.key), std::string(key)}, {});
        else if (found)
            report({root, key}, Code::duplicate_key, {std::string(key)}, {});
        else
            found = value;
    }
    if (!found) report(root, Code::missing_field, {std::string(key)}, {});
    return found;
}

}  // namespace

Result<SharedEvidence> read_evidence(const Model& model, std::string_view text, const Limits& limits) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    if (text.size() > limits.units_bytes)
        return Diagnostic{Code::unit_limit, {"@units_bytes", std::to_string(limits.units_bytes)}};
    if (auto other = io::foreign_to_json(text)) return std::move(*other);
    // The limits of a single unit do not apply to the whole file.
    Limits whole = limits;
    whole.unit_bytes = limits.units_bytes;
    io::JsonReader reader(whole);
    JsonValue json;
    if (auto error = reader.parse(text, 1, io::Arrays::whole, [&](const JsonValue& value) { return json = value, true; }))
        return std::move(*error);

    Diagnostics diagnostics;
    Guesses guesses;
    const Report report = [&](const io::Path& path, Code code, std::vector<std::string> args, std::string suggestion) {
        io::report_within(limits, diagnostics, guesses, path, code, std::move(args), std::move(suggestion));
    };
    std::string_view key;
    const auto list = documents_in(json, key, report);
    std::vector<std::shared_ptr<const Document>> documents;
    if (list) {
        const auto questions = io::questions_of(model);
        const auto kinds = io::evidence_of(model);
        const io::DocumentContext context{model, questions, kinds, report, guesses, limits, true, {}};
        const io::Path root, member(root, key);
        for (Document& document : io::read_documents(context, *list, key.empty() ? root : member))
            documents.push_back(std::make_shared<const Document>(std::move(document)));
    }
    if (!diagnostics.empty()) return diagnostics;
    return SharedEvidence(std::move(documents));
}

}  // namespace zi
