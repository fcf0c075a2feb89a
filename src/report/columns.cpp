// Which columns a table of units may have, as JSON, for whoever makes one: docs/columns.schema.json.
#include "json_tree.hpp"

#include "zi/columns.hpp"
#include "zi/report.hpp"

namespace zi {

namespace {

class ColumnsJson {
public:
    explicit ColumnsJson(const Model& model) : model_(model), layout_(model) {}

    Json all() const {
        return {{"schema", "zi-columns/1"},
                {"regulation", model_.name},
                {"assessors", list(model_.assessors, [](const Assessor& one) { return Json(one.name); })},
                {"columns", list(layout_.fields(), [&](const Field& one) { return column(one); })}};
    }

private:
    static Json text(const Text& text) { return {{"id", text.id}, {"en", text.en.empty() ? Json(nullptr) : Json(text.en)}}; }

    static Json named(const Field& field, const char* of, const char* type, const Text& title) {
        return {{"name", field.name}, {"of", of}, {"type", type}, {"title", text(title)}};
    }

    template <class Numbers>
    static void add_range(Json& json, const Numbers& of) {
        json["min"] = of.min.shortest();
        json["max"] = of.max.shortest();
        if (of.step) json["step"] = of.step->shortest();
        if (of.percent != Percent::no) json["percent"] = true;
    }

    /// What a column of a question shares with the others of it.
    void add_question(Json& json, const Question& question) const {
        const Node& node = model_.nodes[question.node];
        json["question"] = node.id;
        if (!node.alias.empty()) json["alias"] = node.alias;
    }

    Json column(const Field& field) const {
        if (field.kind == Field::Kind::evidence) return {{"name", field.name}, {"of", "evidence"}, {"type", "flag"}};
        if (field.kind == Field::Kind::fact) return fact(field, model_.facts[field.index]);
        const Question& question = model_.questions[field.index];
        const Text& title = model_.nodes[question.node].title;
        Json json;
        switch (field.kind) {
            case Field::Kind::option:
                json = named(field, "answer", "option", title);
                json["values"] = list(model_.scales[question.scale].options, [](const Option& one) { return Json(one.key); });
                break;
            case Field::Kind::number:
                json = named(field, "answer", "number", title);
                add_range(json, model_.scales[question.scale]);
                break;
            case Field::Kind::count: {
                const Input& input = question.inputs[field.part];
                json = named(field, "answer", "count", input.title);
                json["input"] = input.key;
                if (!input.parts.empty())
                    json["sum_of"] = list(input.parts, [&](InputIndex part) { return Json(question.inputs[part].key); });
                break;
            }
            default:
                json = named(field, "document", "flag",
                             model_.evidence[layout_.needs(QuestionIndex(field.index))[field.part]->evidence].title);
                break;
        }
        add_question(json, question);
        return json;
    }

    Json fact(const Field& field, const Fact& fact) const {
        const auto made = [&](const char* type) { return named(field, "fact", type, fact.title); };
        Json json;
        switch (fact.type) {
            case Fact::Type::boolean: return made("flag");
            case Fact::Type::count: return made("count");
            case Fact::Type::date: return made("date");
            case Fact::Type::number:
                json = made("number");
                add_range(json, fact);
                return json;
            case Fact::Type::member: break;
        }
        json = made("member");
        json["values"] = model_.enumerations[fact.enumeration].values;
        return json;
    }

    const Model& model_;
    const ColumnLayout layout_;
};

}  // namespace

std::string columns_json(const Model& model) { return ColumnsJson(model).all().dump(); }

}  // namespace zi
