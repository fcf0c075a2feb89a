#include "documents_json.hpp"

#include "base/suggest.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <set>

namespace zi::io {

namespace {

using Kind = JsonValue::Kind;

constexpr std::array statuses{DocumentStatus::missing,      DocumentStatus::submitted, DocumentStatus::verifying,
                              DocumentStatus::needs_repair, DocumentStatus::accepted,  DocumentStatus::rejected};
constexpr std::string_view fields = "id, kind, args, title, owner, digest, status, issued, valid_until, supports, derives_from, supersedes";

class DocumentReader {
public:
    DocumentReader(const DocumentContext& context, const JsonValue& json, const std::string& path)
        : context_(context), model_(context.model), json_(json), path_(path) {}

    std::optional<Document> read() {
        if (json_.kind != Kind::object) return type(path_, "@object", json_), std::nullopt;
        std::set<std::string_view> seen;
        for (const auto& [key, value] : json_.members) {
            const std::string here = path_ + "/" + key;
            if (!seen.insert(key).second)
                context_.report(here, Code::duplicate_key, {key}, {});
            else if (value.kind != Kind::null)
                field(key, value, here);
        }
        for (const char* needed : {"id", "kind", "status"})
            if (!seen.contains(needed)) context_.report(path_, Code::missing_field, {needed}, {});
        return std::move(document_);
    }

private:
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
        else if (key == "derives_from") texts(value, path, document_.derives_from);
        else if (key == "supersedes") texts(value, path, document_.supersedes);
        else if (key == "supports") supports(value, path);
        else context_.report(path, Code::unknown_field, {key, std::string(fields)}, {});
    }

    void text(const JsonValue& value, const std::string& path, std::string& out) {
        if (value.kind == Kind::string)
            out = value.text;
        else
            type(path, "@string", value);
    }

    void texts(const JsonValue& value, const std::string& path, std::vector<std::string>& out) {
        if (value.kind != Kind::array) return type(path, "@array", value);
        for (std::size_t i = 0; i < value.items.size(); ++i) text(value.items[i], fmt::format("{}/{}", path, i), out.emplace_back());
    }

    void date(const JsonValue& value, const std::string& path, std::optional<Date>& out) {
        if (value.kind != Kind::string) return type(path, "@date", value);
        out = Date::parse(value.text);
        if (!out) context_.report(path, Code::bad_date, {value.text}, {});
    }

    void kind(const JsonValue& value, const std::string& path) {
        if (value.kind != Kind::string) return type(path, "@string", value);
        std::vector<std::string_view> names;
        for (Index i = 0; i < model_.evidence.size(); ++i) {
            if (model_.evidence[i].name == value.text) document_.kind = i;
            names.push_back(model_.evidence[i].name);
        }
        if (document_.kind == none) context_.report(path, Code::unknown_name, {"@evidence", value.text}, closest(value.text, names));
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
        context_.report(path, Code::unknown_value, {value.text, fmt::format("{}", fmt::join(names, ", "))}, closest(value.text, names));
    }

    /// "A.I.1.i.a", or {"question": "A.I.1.i.b", "option": "B"}.
    void supports(const JsonValue& value, const std::string& path) {
        if (value.kind != Kind::array) return type(path, "@array", value);
        for (std::size_t i = 0; i < value.items.size(); ++i) {
            const JsonValue& item = value.items[i];
            const std::string here = fmt::format("{}/{}", path, i);
            Document::Support support;
            if (item.kind == Kind::string) {
                support.question = question(item.text, here);
            } else if (item.kind == Kind::object) {
                const JsonValue* option = nullptr;
                for (const auto& [key, inner] : item.members) {
                    if (key != "question" && key != "option")
                        context_.report(here + "/" + key, Code::unknown_field, {key, "question, option"}, {});
                    else if (inner.kind != Kind::string)
                        type(here + "/" + key, "@string", inner);
                    else if (key == "question")
                        support.question = question(inner.text, here + "/question");
                    else
                        option = &inner;
                }
                if (option && support.question != none) support.option = this->option(support.question, option->text, here + "/option");
            } else {
                type(here, "@string", item);
            }
            if (support.question != none) document_.supports.push_back(support);
        }
    }

    Index question(const std::string& id, const std::string& path) {
        const Index index = context_.find_question(id);
        if (index == none) context_.report(path, Code::unknown_question, {id}, context_.suggest_question(id));
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
        context_.report(path, Code::unknown_value, {key, fmt::format("{}", fmt::join(keys, ", "))}, closest(key, keys));
        return none;
    }

    const DocumentContext& context_;
    const Model& model_;
    const JsonValue& json_;
    const std::string& path_;
    Document document_;
};

}  // namespace

std::vector<Document> read_documents(const DocumentContext& context, const JsonValue& json, const std::string& path) {
    std::vector<Document> documents;
    if (json.kind != Kind::array) {
        context.report(path, Code::json_type, {"@array", kind_word(json.kind)}, {});
        return documents;
    }
    std::map<std::string, std::size_t> ids;
    for (std::size_t i = 0; i < json.items.size(); ++i) {
        const std::string here = fmt::format("{}/{}", path, i);
        auto document = DocumentReader(context, json.items[i], here).read();
        if (!document) continue;
        if (!document->id.empty() && !ids.emplace(document->id, i).second)
            context.report(here + "/id", Code::duplicate_key, {document->id}, {});
        documents.push_back(std::move(*document));
    }
    std::vector<std::string_view> names;
    for (const auto& [id, index] : ids) names.push_back(id);
    for (std::size_t i = 0; i < documents.size(); ++i) {
        const auto check = [&](const std::vector<std::string>& references, const char* field) {
            for (const std::string& id : references)
                if (!ids.contains(id))
                    context.report(fmt::format("{}/{}/{}", path, i, field), Code::unknown_document, {id}, closest(id, names));
        };
        check(documents[i].derives_from, "derives_from");
        check(documents[i].supersedes, "supersedes");
    }
    return documents;
}

}  // namespace zi::io
