#include "documents_json.hpp"

#include "base/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

namespace zi::io {

namespace {

using Kind = JsonValue::Kind;

constexpr std::array statuses{DocumentStatus::missing,      DocumentStatus::submitted, DocumentStatus::verifying,
                              DocumentStatus::needs_repair, DocumentStatus::accepted,  DocumentStatus::rejected};

/// The fields of an object, to list and to suggest from.
const std::vector<std::string_view> document_fields{"id",          "kind",     "args",         "title",
                                                    "owner",       "digest",   "status",       "issued",
                                                    "valid_until", "period",   "supports",     "derives_from",
                                                    "supersedes"};
const std::vector<std::string_view> period_fields{"from", "until"};
const std::vector<std::string_view> support_fields{"question", "option"};

std::string listed(const std::vector<std::string_view>& names) { return fmt::format("{}", fmt::join(names, ", ")); }

/// A place that names another document.
struct Reference {
    std::string path;
    std::string id;
};

class DocumentReader {
public:
    DocumentReader(const DocumentContext& context, const JsonValue& json, const std::string& path,
                   std::vector<Reference>& references)
        : context_(context), model_(context.model), json_(json), path_(path), references_(references) {}

    std::optional<Document> read() {
        if (json_.kind != Kind::object) return type(path_, "@object", json_), std::nullopt;
        std::set<std::string_view> seen;
        for (const auto& [key, value] : json_.members) {
            const std::string here = member_path(path_, key);
            if (!seen.insert(key).second)
                context_.report(here, Code::duplicate_key, {shortened(key)}, {});
            else if (value.kind != Kind::null)
                field(key, value, here);
        }
        for (const char* needed : {"id", "kind", "status"})
            if (is_missing(needed)) context_.report(path_, Code::missing_field, {needed}, {});
        if (context_.shared && document_.units.empty() && is_missing("owner")) context_.report(path_, Code::missing_field, {"owner"}, {});
        return std::move(document_);
    }

private:
    /// Left out, null, or an id without a letter. What is of a wrong type is reported as that.
    bool is_missing(std::string_view field) const {
        for (const auto& [key, value] : json_.members)
            if (key == field)
                return value.kind == Kind::null || (field == "id" && value.kind == Kind::string && value.text.empty());
        return true;
    }

    void unknown(const std::string& key, const std::string& path, const std::vector<std::string_view>& fields) {
        context_.report(path, Code::unknown_field, {shortened(key), listed(fields)}, closest(key, fields));
    }

    void type(const std::string& path, const char* wanted, const JsonValue& found) {
        context_.report(path, Code::json_type, {wanted, kind_word(found.kind)}, {});
    }

    void field(const std::string& key, const JsonValue& value, const std::string& path) {
        if (key == "id") text(value, path, document_.id);
        else if (key == "title") text(value, path, document_.title);
        else if (key == "owner") text(value, path, document_.owner);
        else if (key == "digest") text(value, path, document_.digest);
        else if (key == "kind") kind(value, path);
        else if (key == "status") status(value, path);
        else if (key == "issued") date(value, path, document_.issued);
        else if (key == "valid_until") date(value, path, document_.valid_until);
        else if (key == "args") texts(value, path, document_.args);
        else if (key == "derives_from") documents(value, path, document_.derives_from);
        else if (key == "supersedes") documents(value, path, document_.supersedes);
        else if (key == "supports") supports(value, path);
        else if (key == "period") period(value, path);
        else if (key == "units" && context_.shared) texts(value, path, document_.units);
        else unknown(key, path, fields());
    }

    std::vector<std::string_view> fields() const {
        std::vector<std::string_view> all = document_fields;
        if (context_.shared) all.push_back("units");
        return all;
    }

    /// {"from": "2025-01-01", "until": "2026-01-01"}; half-open, and without `until` not ended.
    void period(const JsonValue& json, const std::string& path) {
        if (json.kind != Kind::object) return type(path, "@object", json);
        std::optional<Date> from, until;
        std::set<std::string_view> seen;
        for (const auto& [key, value] : json.members) {
            const std::string here = member_path(path, key);
            if (std::find(period_fields.begin(), period_fields.end(), key) == period_fields.end())
                unknown(key, here, period_fields);
            else if (!seen.insert(key).second)
                context_.report(here, Code::duplicate_key, {shortened(key)}, {});
            else if (value.kind != Kind::null)
                date(value, here, key == "from" ? from : until);
        }
        if (!seen.contains("from")) return context_.report(path, Code::missing_field, {"from"}, {});
        if (!from) return;
        if (until && !(*from < *until))
            context_.report(path + "/until", Code::empty_period, {from->iso(), until->iso()}, {});
        else
            document_.period = Period{*from, until};
    }

    void text(const JsonValue& value, const std::string& path, std::string& out) {
        if (value.kind == Kind::string)
            out = value.text;
        else
            type(path, "@string", value);
    }

    void texts(const JsonValue& value, const std::string& path, std::vector<std::string>& out) {
        if (value.kind != Kind::array) return type(path, "@array", value);
        for (std::size_t i = 0; i < value.items.size(); ++i) {
            const JsonValue& item = value.items[i];
            if (item.kind == Kind::string)
                out.push_back(item.text);
            else
                type(fmt::format("{}/{}", path, i), "@string", item);
        }
    }

    void documents(const JsonValue& value, const std::string& path, std::vector<std::string>& out) {
        texts(value, path, out);
        for (std::size_t i = 0; i < value.items.size(); ++i)
            if (value.items[i].kind == Kind::string)
                references_.push_back({fmt::format("{}/{}", path, i), value.items[i].text});
    }

    void date(const JsonValue& value, const std::string& path, std::optional<Date>& out) {
        if (value.kind != Kind::string) return type(path, "@date", value);
        out = Date::parse(value.text);
        if (!out) context_.report(path, Code::bad_date, {shortened(value.text)}, {});
    }

    void kind(const JsonValue& value, const std::string& path) {
        if (value.kind != Kind::string) return type(path, "@string", value);
        std::vector<std::string_view> names;
        for (Index i = 0; i < model_.evidence.size(); ++i) {
            if (model_.evidence[i].name == value.text) document_.kind = i;
            names.push_back(model_.evidence[i].name);
        }
        if (document_.kind == none)
            context_.report(path, Code::unknown_name, {"@evidence", shortened(value.text)}, closest(value.text, names));
    }

    void status(const JsonValue& value, const std::string& path) {
        if (value.kind != Kind::string) return type(path, "@string", value);
        std::vector<std::string_view> names;
        for (const DocumentStatus one : statuses) {
            if (code(one) == value.text) {
                document_.status = one;
                return;
            }
            names.push_back(code(one));
        }
        context_.report(path, Code::unknown_value, {shortened(value.text), listed(names)}, closest(value.text, names));
    }

    /// "A.I.1.i.a", or {"question": "A.I.1.i.b", "option": "B"}.
    void supports(const JsonValue& value, const std::string& path) {
        if (value.kind != Kind::array) return type(path, "@array", value);
        for (std::size_t i = 0; i < value.items.size(); ++i) {
            const JsonValue& item = value.items[i];
            const std::string here = fmt::format("{}/{}", path, i);
            Document::Support support;
            if (item.kind == Kind::string)
                support.question = question(item.text, here);
            else if (item.kind == Kind::object)
                support = this->support(item, here);
            else
                type(here, "@string", item);
            if (support.question != none) document_.supports.push_back(support);
        }
    }

    Document::Support support(const JsonValue& json, const std::string& path) {
        const JsonValue* named = nullptr;
        const JsonValue* best = nullptr;
        std::set<std::string_view> seen;
        for (const auto& [key, value] : json.members) {
            const std::string here = member_path(path, key);
            if (std::find(support_fields.begin(), support_fields.end(), key) == support_fields.end()) {
                unknown(key, here, support_fields);
            } else if (!seen.insert(key).second) {
                context_.report(here, Code::duplicate_key, {key}, {});
            } else if (value.kind != Kind::null) {
                (key == "question" ? named : best) = &value;
                if (value.kind != Kind::string) type(here, "@string", value);
            }
        }
        Document::Support support;
        if (!named)
            context_.report(path, Code::missing_field, {"question"}, {});
        else if (named->kind == Kind::string)
            support.question = question(named->text, path + "/question");
        // Which options there are depends on the question.
        if (best && best->kind == Kind::string && support.question != none)
            support.option = option(support.question, best->text, path + "/option");
        return support;
    }

    Index question(const std::string& id, const std::string& path) {
        const Index index = context_.find_question(id);
        if (index == none) context_.report(path, Code::unknown_question, {shortened(id)}, context_.suggest_question(id));
        return index;
    }

    Index option(Index question, const std::string& key, const std::string& path) {
        const Question& q = model_.questions[question];
        std::vector<std::string_view> keys;
        if (q.scale != none)
            for (Index i = 0; i < model_.scales[q.scale].options.size(); ++i) {
                if (model_.scales[q.scale].options[i].key == key) return i;
                keys.push_back(model_.scales[q.scale].options[i].key);
            }
        context_.report(path, Code::unknown_value, {shortened(key), listed(keys)}, closest(key, keys));
        return none;
    }

    const DocumentContext& context_;
    const Model& model_;
    const JsonValue& json_;
    const std::string& path_;
    std::vector<Reference>& references_;
    Document document_;
};

}  // namespace

std::vector<Document> read_documents(const DocumentContext& context, const JsonValue& json, const std::string& path) {
    std::vector<Document> documents;
    if (json.kind != Kind::array) {
        context.report(path, Code::json_type, {"@array", kind_word(json.kind)}, {});
        return documents;
    }
    std::set<std::string> ids;
    for (const auto& document : context.known) ids.insert(document->id);
    std::vector<Reference> references;
    for (std::size_t i = 0; i < json.items.size(); ++i) {
        const std::string here = fmt::format("{}/{}", path, i);
        std::size_t reference = references.size();
        auto document = DocumentReader(context, json.items[i], here, references).read();
        if (!document) continue;
        for (; reference < references.size(); ++reference)
            if (!document->id.empty() && references[reference].id == document->id)
                context.report(references[reference].path, Code::self_reference, {shortened(document->id)}, {});
        if (!document->id.empty() && !ids.insert(document->id).second)
            context.report(here + "/id", Code::duplicate_key, {shortened(document->id)}, {});
        documents.push_back(std::move(*document));
    }
    // Only now are all ids known.
    const std::vector<std::string_view> names(ids.begin(), ids.end());
    constexpr std::size_t most_names = 5'000, most_suggestions = 20;  // looking for the nearest of many names takes long
    std::size_t unknown = 0;
    for (const Reference& reference : references) {
        if (ids.contains(reference.id)) continue;
        const bool suggests = names.size() <= most_names && unknown++ < most_suggestions;
        context.report(reference.path, Code::unknown_document, {shortened(reference.id)},
                       suggests ? closest(reference.id, names) : std::string());
    }
    return documents;
}

}  // namespace zi::io
