#include "documents_json.hpp"

#include "base/listed.hpp"

#include <algorithm>
#include <array>
#include <set>

namespace zi::io {

namespace {

using Kind = JsonValue::Kind;

constexpr std::array statuses{DocumentStatus::missing,      DocumentStatus::submitted, DocumentStatus::verifying,
                              DocumentStatus::needs_repair, DocumentStatus::accepted,  DocumentStatus::rejected};

/// The known fields of an object, for lists and suggestions in messages.
const std::vector<std::string_view> document_fields{"id",       "kind",         "args",      "title",       "owner",
                                                    "digest",   "status",       "issued",    "valid_until", "period",
                                                    "supports", "derives_from", "supersedes"};
const std::vector<std::string_view> period_fields{"from", "until"};
const std::vector<std::string_view> support_fields{"question", "option"};

/// A reference to another document: an item of one of the fields.
struct Reference {
    std::size_t document;
    std::string_view field;
    std::size_t item;
    std::string_view id;
};

class DocumentReader {
public:
    DocumentReader(const DocumentContext& context, const JsonValue& json, std::size_t place, const Path& path,
                   std::vector<Reference>& references)
        : context_(context), model_(context.model), json_(json), place_(place), path_(path), references_(references) {}

    std::optional<Document> read() {
        if (json_.kind != Kind::object) return type(path_, "@object", json_), std::nullopt;
        Keys seen;
        for (const JsonValue& value : json_.children()) {
            const Path here(path_, value.key);
            if (!seen.add(value.key))
                context_.report(here, Code::duplicate_key, {shortened(value.key)}, {});
            else if (value.kind != Kind::null)
                field(value.key, value, here);
        }
        for (const char* needed : {"id", "kind", "status"})
            if (is_missing(needed)) context_.report(path_, Code::missing_field, {needed}, {});
        if (context_.shared && document_.units.empty() && is_missing("owner"))
            context_.report(path_, Code::missing_field, {"owner"}, {});
        return std::move(document_);
    }

private:
    /// Is it absent, null, or a blank id? Wrong types are reported elsewhere.
    bool is_missing(std::string_view field) const {
        for (const JsonValue& value : json_.children())
            if (value.key == field)
                return value.kind == Kind::null ||
                       (field == "id" && value.kind == Kind::string && units::trimmed(value.text).empty());
        return true;
    }

    void unknown(std::string_view key, const Path& path, const std::vector<std::string_view>& fields) {
        context_.report(path, Code::unknown_field, {shortened(key), listed(fields)}, closest(key, fields));
    }

    void no_text(const Path& path, const JsonValue& found) {
        if (found.kind == Kind::number)
            context_.report(path, Code::number_for_text, {shortened(found.text)}, {});
        else
            type(path, "@string", found);
    }

    void type(const Path& path, const char* wanted, const JsonValue& found) {
        context_.report(path, Code::json_type, {wanted, kind_word(found.kind)}, {});
    }

    void field(std::string_view key, const JsonValue& value, const Path& path) {
        if (key == "id")
            text(value, path, document_.id);
        else if (key == "title")
            text(value, path, document_.title);
        else if (key == "owner")
            text(value, path, document_.owner);
        else if (key == "digest")
            text(value, path, document_.digest);
        else if (key == "kind")
            kind(value, path);
        else if (key == "status")
            status(value, path);
        else if (key == "issued")
            date(value, path, document_.issued);
        else if (key == "valid_until")
            date(value, path, document_.valid_until);
        else if (key == "args")
            texts(value, path, document_.args);
        else if (key == "derives_from")
            documents(key, value, path, document_.derives_from);
        else if (key == "supersedes")
            documents(key, value, path, document_.supersedes);
        else if (key == "supports")
            supports(value, path);
        else if (key == "period")
            period(value, path);
        else if (key == "units" && context_.shared)
            texts(value, path, document_.units);
        else
            unknown(key, path, fields());
    }

    std::vector<std::string_view> fields() const {
        std::vector<std::string_view> all = document_fields;
        if (context_.shared) all.push_back("units");
        return all;
    }

    /// {"from": "2025-01-01", "until": "2026-01-01"}; half-open; without `until` it has not ended.
    void period(const JsonValue& json, const Path& path) {
        if (json.kind != Kind::object) return type(path, "@object", json);
        std::optional<Date> from, until;
        Keys seen;
        for (const JsonValue& value : json.children()) {
            const std::string_view key = value.key;
            const Path here(path, key);
            if (std::find(period_fields.begin(), period_fields.end(), key) == period_fields.end())
                unknown(key, here, period_fields);
            else if (!seen.add(key))
                context_.report(here, Code::duplicate_key, {shortened(key)}, {});
            else if (value.kind != Kind::null)
                date(value, here, key == "from" ? from : until);
        }
        const auto is_from = [](const JsonValue& value) { return value.key == "from"; };
        if (std::ranges::none_of(json.children(), is_from)) return context_.report(path, Code::missing_field, {"from"}, {});
        if (!from) return;
        if (until && !(*from < *until))
            context_.report({path, "until"}, Code::empty_period, {from->iso(), until->iso()}, {});
        else
            document_.period = Period{*from, until};
    }

    void text(const JsonValue& value, const Path& path, std::string& out) {
        if (value.kind == Kind::string)
            out = units::trimmed(value.text);
        else
            no_text(path, value);
    }

    void texts(const JsonValue& value, const Path& path, std::vector<std::string>& out) {
        if (value.kind != Kind::array) return type(path, "@array", value);
        for (std::size_t i = 0; i < value.count; ++i) {
            const JsonValue& item = value.first[i];
            if (item.kind == Kind::string)
                out.emplace_back(units::trimmed(item.text));
            else
                no_text({path, i}, item);
        }
    }

    void documents(std::string_view key, const JsonValue& value, const Path& path, std::vector<std::string>& out) {
        texts(value, path, out);
        if (value.kind != Kind::array) return;
        for (std::size_t i = 0; i < value.count; ++i)
            if (value.first[i].kind == Kind::string)
                references_.push_back({place_, key, i, units::trimmed(value.first[i].text)});
    }

    void date(const JsonValue& value, const Path& path, std::optional<Date>& out) {
        if (value.kind != Kind::string && value.kind != Kind::number) return type(path, "@date", value);
        const std::string_view text = units::trimmed(value.text);
        if (text.empty()) return;
        if (value.kind == Kind::string) out = Date::parse(text);
        if (!out) context_.report(path, Code::bad_date, {shortened(value.text)}, {});
    }

    void kind(const JsonValue& value, const Path& path) {
        if (value.kind != Kind::string) return type(path, "@string", value);
        document_.kind = context_.kinds.find(units::trimmed(value.text));
        if (document_.kind == none)
            context_.report(path, Code::unknown_name, {"@evidence", shortened(value.text)},
                            context_.kinds.suggest(value.text, context_.guesses));
    }

    void status(const JsonValue& value, const Path& path) {
        if (value.kind != Kind::string) return type(path, "@string", value);
        const auto found = std::find_if(statuses.begin(), statuses.end(),
                                        [&](DocumentStatus one) { return code(one) == units::trimmed(value.text); });
        if (found != statuses.end()) {
            document_.status = *found;
            return;
        }
        std::vector<std::string_view> names;
        for (const DocumentStatus one : statuses) names.push_back(code(one));
        context_.report(path, Code::unknown_value, {shortened(value.text), listed(names)}, closest(value.text, names));
    }

    /// "A.I.1.i.a", or {"question": "A.I.1.i.b", "option": "B"}.
    void supports(const JsonValue& value, const Path& path) {
        if (value.kind != Kind::array) return type(path, "@array", value);
        for (std::size_t i = 0; i < value.count; ++i) {
            const JsonValue& item = value.first[i];
            const Path here(path, i);
            Document::Support support;
            if (item.kind == Kind::string)
                support.question = question(units::trimmed(item.text), here);
            else if (item.kind == Kind::object)
                support = this->support(item, here);
            else
                type(here, "@string", item);
            if (support.question != none) document_.supports.push_back(support);
        }
    }

    Document::Support support(const JsonValue& json, const Path& path) {
        const JsonValue* named = nullptr;
        const JsonValue* best = nullptr;
        Keys seen;
        for (const JsonValue& value : json.children()) {
            const std::string_view key = value.key;
            const Path here(path, key);
            if (std::find(support_fields.begin(), support_fields.end(), key) == support_fields.end()) {
                unknown(key, here, support_fields);
            } else if (!seen.add(key)) {
                context_.report(here, Code::duplicate_key, {std::string(key)}, {});
            } else if (value.kind != Kind::null) {
                (key == "question" ? named : best) = &value;
                if (value.kind != Kind::string) type(here, "@string", value);
            }
        }
        Document::Support support;
        if (!named)
            context_.report(path, Code::missing_field, {"question"}, {});
        else if (named->kind == Kind::string)
            support.question = question(units::trimmed(named->text), {path, "question"});
        // The option depends on the question, so read that first.
        if (best && best->kind == Kind::string && support.question != none)
            support.option = option(support.question, units::trimmed(best->text), {path, "option"});
        return support;
    }

    QuestionIndex question(std::string_view id, const Path& path) {
        const QuestionIndex index = context_.questions.find(id);
        if (index == none)
            context_.report(path, Code::unknown_question, {shortened(id)}, context_.questions.suggest(id, context_.guesses));
        return index;
    }

    OptionIndex option(QuestionIndex question, std::string_view key, const Path& path) {
        const Question& q = model_.questions[question];
        std::vector<std::string_view> keys;
        if (q.scale != none)
            for (OptionIndex i{0}; i < model_.scales[q.scale].options.size(); ++i) {
                if (model_.scales[q.scale].options[i].key == key) return i;
                keys.push_back(model_.scales[q.scale].options[i].key);
            }
        context_.report(path, Code::unknown_value, {shortened(key), listed(keys)}, closest(key, keys, context_.guesses));
        return none;
    }

    const DocumentContext& context_;
    const Model& model_;
    const JsonValue& json_;
    std::size_t place_;  ///< index in the list of documents
    const Path& path_;
    std::vector<Reference>& references_;
    Document document_;
};

}  // namespace

std::vector<Document> read_documents(const DocumentContext& context, const JsonValue& json, const Path& path) {
    std::vector<Document> documents;
    if (json.kind != Kind::array) {
        context.report(path, Code::json_type, {"@array", kind_word(json.kind)}, {});
        return documents;
    }
    std::set<std::string_view> ids;
    for (const auto& document : context.known) ids.insert(document->id);
    std::vector<Reference> references;
    documents.reserve(json.count);  // ids are referred to by address: no reallocation
    for (std::size_t i = 0; i < json.count; ++i) {
        if (context.limits.cancelled()) return context.report(path, Code::cancelled, {}, {}), documents;
        const Path here(path, context.first + i);
        std::size_t reference = references.size();
        auto document = DocumentReader(context, json.first[i], i, here, references).read();
        if (!document) continue;
        const std::string& id = documents.emplace_back(std::move(*document)).id;
        for (; reference < references.size(); ++reference)
            if (!id.empty() && references[reference].id == id) {
                const Path field(here, references[reference].field);
                context.report({field, references[reference].item}, Code::self_reference, {shortened(id)}, {});
            }
        if (!id.empty() && !ids.insert(id).second) context.report({here, "id"}, Code::duplicate_key, {shortened(id)}, {});
    }
    // References are resolved once all ids are known.
    for (const Reference& reference : references) {
        if (ids.contains(reference.id)) continue;
        std::string meant;
        if (!context.guesses.spent()) {
            const std::vector<std::string_view> names(ids.begin(), ids.end());
            meant = closest(reference.id, names, context.guesses);
        }
        const Path document(path, context.first + reference.document), field(document, reference.field);
        context.report({field, reference.item}, Code::unknown_document, {shortened(reference.id)}, std::move(meant));
    }
    return documents;
}

}  // namespace zi::io
