// What improvements cost, from JSON.
#include "json_value.hpp"
#include "lookup.hpp"
#include "tree_reader.hpp"

#include "zi/improve.hpp"

#include "base/listed.hpp"

#include <set>

namespace zi {

namespace {

using io::JsonValue;
using io::Path;
using Kind = JsonValue::Kind;

class CostsReader : io::TreeReader {
public:
    CostsReader(const Model& model, const Limits& limits, const std::vector<std::string>* documents)
        : TreeReader(limits), model_(model), questions_(io::questions_of(model)), kinds_(io::evidence_of(model)) {
        if (documents) {
            documents_.emplace();
            for (const std::string& id : *documents) documents_->add(id, DocumentIndex(0));
        }
    }

    Result<Costs> read(const JsonValue& json) {
        members(json, Path(), [&](std::string_view key, const JsonValue& value, const Path& path) {
            if (key == "questions")
                members(value, path,
                        [&](std::string_view name, const JsonValue& own, const Path& at) { question(name, own, at); });
            else if (key == "kinds")
                members(value, path, [&](std::string_view name, const JsonValue& own, const Path& at) {
                    const EvidenceIndex kind = kinds_.find(name);
                    if (kind == none)
                        return report(at, Code::unknown_name, {"@evidence", io::shortened(name)},
                                      kinds_.suggest(name, guesses_));
                    price(own, at, costs_.kinds[kind]);
                });
            else if (key == "documents")
                members(value, path, [&](std::string_view name, const JsonValue& own, const Path& at) {
                    if (documents_ && documents_->find(name) == none)
                        return report(at, Code::unknown_document, {io::shortened(name)}, documents_->suggest(name, guesses_));
                    price(own, at, costs_.documents[std::string(name)]);
                });
            else
                report(path, Code::unknown_field, {io::shortened(key), "questions, kinds, documents"}, {});
        });
        if (!diagnostics_.empty()) return diagnostics_;
        return std::move(costs_);
    }

private:
    bool cost(const JsonValue& json, const Path& path, std::uint32_t& out) { return whole(json, path, out, Costs::most); }

    /// `null`: cannot be obtained.
    void price(const JsonValue& json, const Path& path, std::optional<std::uint32_t>& out) {
        out.reset();
        if (json.kind == Kind::null) return;
        std::uint32_t value = 0;
        if (cost(json, path, value)) out = value;
    }

    void question(std::string_view name, const JsonValue& json, const Path& path) {
        const QuestionIndex q = questions_.find(name);
        if (q == none) return report(path, Code::unknown_question, {io::shortened(name)}, questions_.suggest(name, guesses_));
        QuestionCosts& own = costs_.questions[q];
        if (json.kind == Kind::null) {
            own.impossible = true;
            return;
        }
        if (json.kind == Kind::number) {
            std::uint32_t value = 0;
            if (cost(json, path, value)) own.step = value;
            return;
        }
        if (!is(Kind::array, json, path)) return;
        // No level can be reached.
        own.impossible = json.children().empty();
        std::set<Rational> shares;
        items(json, path, [&](const JsonValue& one, const Path& at) { level(q, one, at, own, shares); });
    }

    void level(QuestionIndex q, const JsonValue& json, const Path& path, QuestionCosts& own, std::set<Rational>& shares) {
        LevelCost level;
        bool to = false, priced = false;
        members(json, path, [&](std::string_view key, const JsonValue& value, const Path& at) {
            if (key == "to")
                to = share(q, value, at, level.share);
            else if (key == "cost")
                priced = cost(value, at, level.cost);
            else
                report(at, Code::unknown_field, {io::shortened(key), "to, cost"}, {});
        });
        if (json.kind != Kind::object) return;
        need(json, path, {"to", "cost"});
        if (!to || !priced) return;
        if (!shares.insert(level.share).second) return report({path, "to"}, Code::duplicate_key, {repeated(json)}, {});
        own.levels.push_back(std::move(level));
    }

    static std::string repeated(const JsonValue& level) {
        for (const JsonValue& member : level.children())
            if (member.key == "to") return io::shortened(member.text);
        return {};
    }

    /// The key of an option; for numbers and ratios a share of the weight.
    bool share(QuestionIndex q, const JsonValue& json, const Path& path, Rational& out) {
        const Question& question = model_.questions[q];
        if (question.kind == Question::Kind::options) {
            if (!is(Kind::string, json, path)) return false;
            const std::vector<Option>& options = model_.scales[question.scale].options;
            for (const Option& option : options)
                if (option.key == json.text) return out = option.value, true;
            return report(path, Code::unknown_value,
                          {io::shortened(json.text), listed(options, [](const Option& one) { return one.key; })}, {}),
                   false;
        }
        if (json.kind != Kind::string && json.kind != Kind::number)
            return report(path, Code::json_type, {"@number", kind_word(json.kind)}, {}), false;
        const auto value = Rational::parse(json.text, limits_.number_digits);
        if (!value) return report(path, Code::number_invalid, {io::shortened(json.text)}, {}), false;
        if (*value < question.worst || question.best < *value)
            return report(path, Code::number_range,
                          {io::shortened(json.text), question.worst.shortest(), question.best.shortest()}, {}),
                   false;
        return out = *value, true;
    }

    const Model& model_;
    io::Lookup<Question> questions_;
    io::Lookup<Evidence> kinds_;
    std::optional<io::Lookup<Document>> documents_;  ///< nullopt: accept any id
    Costs costs_;
};

}  // namespace

Result<Costs> read_costs(const Model& model, std::string_view text, const Limits& limits,
                         const std::vector<std::string>* documents) {
    JsonValue json;
    io::JsonReader reader(limits);
    if (auto error = io::parse_object(reader, text, limits.file_bytes, "@file_bytes", json)) return std::move(*error);
    return CostsReader(model, limits, documents).read(json);
}

}  // namespace zi
