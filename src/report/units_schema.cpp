// What a unit of these rules may look like, as a JSON Schema: docs/units.schema.json in the words of one worksheet.
#include "json_tree.hpp"

#include "zi/report.hpp"

#include "base/filled.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace zi {

namespace {

class UnitsSchema {
public:
    UnitsSchema(const Model& model, Language language)
        : model_(model), english_(language == Language::english), language_(language) {}

    Json all() const {
        const Json unit{{"$ref", "#/$defs/unit"}};
        Json several{{"type", "array"}, {"items", unit}, {"minItems", 1}};
        return {{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                {"$id", "urn:zi:units:" + model_.name},
                {"title", in(model_.title)},
                {"description", say("Unit menurut aturan ini, satu atau beberapa, untuk zi assess.",
                                    "Units by these rules, one or several, for zi assess.")},
                {"anyOf", std::vector<Json>{unit, std::move(several)}},
                {"$defs", Json{{"unit", this->unit()},
                               {"answers", answers()},
                               {"document", document()},
                               {"texts", or_null({{"type", "array"}, {"items", Json{{"type", "string"}}}})},
                               {"day", or_null({{"type", "string"}, {"pattern", day_pattern}})}}}};
    }

private:
    static constexpr const char* day_pattern = "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";

    std::string_view say(std::string_view id, std::string_view en) const { return english_ ? en : id; }
    std::string_view in(const Text& text) const { return text.in(language_); }

    static Json or_null(Json json) { return {{"anyOf", std::vector<Json>{Json{{"type", "null"}}, std::move(json)}}}; }
    static Json reference(std::string_view name) { return {{"$ref", "#/$defs/" + std::string(name)}}; }

    /// With title and description in front.
    static Json told(std::string_view title, std::string_view description, const std::vector<Json>& alternatives) {
        Json json{{"title", title}};
        if (!description.empty()) json["description"] = description;
        json["anyOf"] = alternatives;
        return json;
    }

    static Json closed(Json properties) {
        return {{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}};
    }

    Json unit() const {
        Json assessed = Json::object();
        for (const Assessor& one : model_.assessors)
            assessed.add(one.name) = told(in(one.title), "", {Json{{"type", "null"}}, reference("answers")});
        Json json{{"type", "object"}};
        json["properties"] = {
            {"id", Json{{"type", "string"}, {"minLength", 1}}},
            {"name", Json{{"type", "string"}}},
            {"facts", facts()},
            {"answers", reference("answers")},
            {"assessed", or_null(closed(std::move(assessed)))},
            {"evidence", or_null({{"type", "array"}, {"items", reference("document")}})},
            {"belongs_to", reference("texts")},
            {"members", reference("texts")},
        };
        json["required"] = std::vector<Json>{"id"};
        json["additionalProperties"] = false;
        return json;
    }

    // ---- Values ------------------------------------------------------------------------------------------------------------

    /// A decimal as JSON spells it; nothing where it has none.
    static std::optional<Json> spelled(const Rational& number) {
        std::string text = number.shortest(40);
        if (text.find('/') != text.npos) return std::nullopt;
        return Json::number(std::move(text));
    }
    /// An end of a range, which is a little wider where it has no decimal.
    static Json end(const Rational& number, bool upper) {
        if (auto exact = spelled(number)) return std::move(*exact);
        constexpr int places = 9;
        const Rational last(1, 1'000'000'000);
        const Rational near = *Rational::parse(number.decimal(places), 400);
        const bool inside = upper ? near < number : number < near;
        return Json::number((!inside ? near : upper ? near + last : near - last).decimal(places));
    }

    std::vector<Json> numbers(const Rational& low, const Rational& high, const std::optional<Rational>& step,
                              Percent percent) const {
        Json number{{"type", "number"}};
        number["minimum"] = end(low, false);
        number["maximum"] = end(high, true);
        // Steps count from the lower end, those of JSON Schema from nought.
        if (step && (low / *step).is_integer())
            if (const auto by = spelled(*step)) number["multipleOf"] = *by;
        std::vector<Json> all{Json{{"type", "null"}}};
        if (percent == Percent::strict) {
            all.push_back({{"const", 0}});
            number["exclusiveMinimum"] = 1;
        }
        all.push_back(std::move(number));
        if (percent != Percent::no) all.push_back({{"type", "string"}, {"pattern", "^[0-9]+(\\.[0-9]+)?%$"}});
        return all;
    }

    std::string range(const Rational& low, const Rational& high, const std::optional<Rational>& step, Percent percent) const {
        std::string text = filled("{} {} {}", low.shortest(), say("sampai", "to"), high.shortest());
        if (step) text += filled("{}{}", say(", kelipatan ", ", in steps of "), step->shortest());
        if (percent != Percent::no) text += say(", persen", ", per cent");
        return text;
    }

    Json count(std::string_view title, std::string_view description) const {
        return told(title, description, {Json{{"type", "null"}}, Json{{"type", "integer"}, {"minimum", 0}}});
    }

    Json facts() const {
        Json properties = Json::object();
        // "unit.kawasan" as it stands, or as objects within objects.
        struct Inner {
            const Fact* fact = nullptr;
            std::map<std::string, Inner> inner;
        };
        Inner root;
        for (const Fact& one : model_.facts) {
            Inner* at = &root;
            for (std::size_t begin = 0; begin <= one.id.size();) {
                const std::size_t end = std::min(one.id.find('.', begin), one.id.size());
                at = &at->inner[one.id.substr(begin, end - begin)];
                begin = end + 1;
            }
            at->fact = &one;
            if (one.id.find('.') != one.id.npos) properties.add(one.id) = fact(one);
        }
        const auto nested = [&](const auto& self, const Inner& here) -> Json {
            Json members = Json::object();
            for (const auto& [name, inner] : here.inner) members.add(name) = self(self, inner);
            if (!here.fact) return or_null(closed(std::move(members)));
            Json one = fact(*here.fact);
            if (here.inner.empty()) return one;
            return {{"anyOf", std::vector<Json>{std::move(one), closed(std::move(members))}}};
        };
        for (const auto& [name, inner] : root.inner) properties.add(name) = nested(nested, inner);
        return or_null(closed(std::move(properties)));
    }

    Json fact(const Fact& one) const {
        std::vector<Json> values{Json{{"type", "null"}}};
        std::string description;
        switch (one.type) {
            case Fact::Type::boolean: values.push_back({{"type", "boolean"}}); break;
            case Fact::Type::count: values.push_back({{"type", "integer"}, {"minimum", 0}}); break;
            case Fact::Type::number:
                values = numbers(one.min, one.max, one.step, one.percent);
                description = range(one.min, one.max, one.step, one.percent);
                break;
            case Fact::Type::date:
                values.push_back({{"type", "string"}, {"format", "date"}, {"pattern", day_pattern}});
                values.push_back({{"const", "never"}});
                break;
            case Fact::Type::member: values.push_back({{"enum", model_.enumerations[one.enumeration].values}}); break;
        }
        if (is_known(one.fallback))
            description += filled("{}{} {}", description.empty() ? "" : "; ", say("bila tidak diisi:", "if not stated:"),
                                  show(model_, one, one.fallback));
        return told(in(one.title), description, values);
    }

    // ---- Answers -----------------------------------------------------------------------------------------------------------

    Json answers() const {
        Json properties = Json::object();
        for (const Question& question : model_.questions) {
            const Node& node = model_.nodes[question.node];
            Json one = answer(question, node);
            if (!node.alias.empty()) properties.add(node.alias) = one;
            properties.add(node.id) = std::move(one);
        }
        return closed(std::move(properties));
    }

    Json answer(const Question& question, const Node& node) const {
        std::string description(in(question.criteria));
        const auto line = [&](std::string_view text) { (description += description.empty() ? "" : "\n") += text; };
        std::vector<Json> values{Json{{"type", "null"}}};
        switch (question.kind) {
            case Question::Kind::options: {
                const Scale& scale = model_.scales[question.scale];
                std::vector<std::string> keys;
                for (const Option& option : scale.options) keys.push_back(option.key);
                for (OptionIndex i{0}; i < question.option_criteria.size(); ++i)
                    if (const std::string_view text = in(question.option_criteria[i]); !text.empty())
                        line(filled("{}: {}", scale.options[i].key, text));
                values.push_back({{"enum", keys}});
                break;
            }
            case Question::Kind::number: {
                const Scale& scale = model_.scales[question.scale];
                line(range(scale.min, scale.max, scale.step, scale.percent));
                values = numbers(scale.min, scale.max, scale.step, scale.percent);
                break;
            }
            case Question::Kind::ratio: {
                Json inputs = Json::object();
                for (const Input& input : question.inputs)
                    inputs.add(input.key) = count(in(input.title), help(question, input));
                values.push_back(closed(std::move(inputs)));
                break;
            }
        }
        return told(in(node.title), description, values);
    }

    std::string help(const Question& question, const Input& input) const {
        std::string text;
        for (const InputIndex part : input.parts) (text += text.empty() ? "= " : " + ") += question.inputs[part].key;
        if (input.at_most != none) text += filled("{}<= {}", text.empty() ? "" : "; ", question.inputs[input.at_most].key);
        return text;
    }

    // ---- Evidence
    // ------------------------------------------------------------------------------------------------------------

    Json document() const {
        const Json text{{"type", std::vector<Json>{"string", "null"}}};
        std::vector<Json> kinds;
        for (const Evidence& one : model_.evidence) kinds.push_back({{"const", one.name}, {"title", in(one.title)}});
        std::vector<std::string> questions;
        for (const Question& one : model_.questions) {
            questions.push_back(model_.nodes[one.node].id);
            if (const std::string& alias = model_.nodes[one.node].alias; !alias.empty()) questions.push_back(alias);
        }
        const Json question{{"enum", questions}};
        Json part = closed({{"question", question}, {"option", text}});
        part["required"] = std::vector<Json>{"question"};
        Json period = closed({{"from", reference("day")}, {"until", reference("day")}});
        period["required"] = std::vector<Json>{"from"};
        Json json = closed({
            {"id", Json{{"type", "string"}, {"minLength", 1}}},
            {"kind", kinds.empty() ? Json(false) : Json{{"anyOf", kinds}}},
            {"status",
             Json{{"enum", std::vector<Json>{"missing", "submitted", "verifying", "needs_repair", "accepted", "rejected"}}}},
            {"args", reference("texts")},
            {"title", text},
            {"owner", text},
            {"digest", text},
            {"issued", reference("day")},
            {"valid_until", reference("day")},
            {"period", or_null(std::move(period))},
            {"supports",
             or_null({{"type", "array"}, {"items", Json{{"anyOf", std::vector<Json>{question, std::move(part)}}}}})},
            {"derives_from", reference("texts")},
            {"supersedes", reference("texts")},
        });
        json["required"] = std::vector<Json>{"id", "kind", "status"};
        return json;
    }

    const Model& model_;
    bool english_;
    Language language_;
};

}  // namespace

std::string units_schema(const Model& model, Language language) { return UnitsSchema(model, language).all().dump(); }

}  // namespace zi
