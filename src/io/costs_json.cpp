// What improvements cost, from JSON.
#include "json_value.hpp"
#include "lookup.hpp"

#include "zi/improve.hpp"

#include "base/listed.hpp"

#include <charconv>
#include <set>

namespace zi {

namespace {

using io::JsonValue;
using io::Path;
using Kind = JsonValue::Kind;

class CostsReader {
public:
    CostsReader(const Model& model, const Limits& limits, const std::vector<std::string>* documents)
        : model_(model), limits_(limits), questions_(io::questions_of(model)), kinds_(io::evidence_of(model)) {
        if (documents) {
            documents_.emplace();
            for (const std::string& id : *documents) documents_->add(id, 0);
        }
    }

    Result<Costs> read(const JsonValue& json) {
        members(json, Path(), [&](std::string_view key, const JsonValue& value, const Path& path) {
            if (key == "questions")
                members(value, path,
                        [&](std::string_view name, const JsonValue& own, const Path& at) { question(name, own, at); });
            else if (key == "kinds")
                members(value, path, [&](std::string_view name, const JsonValue& own, const Path& at) {
                    const Index kind = kinds_.find(name);
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
    void report(const Path& path, Code code, std::vector<std::string> args, std::string suggestion) {
        if (diagnostics_.size() > limits_.errors) return;
        if (diagnostics_.size() == limits_.errors) {
            diagnostics_.push_back({Code::too_many, {}});
            guesses_.left = 0;
            return;
        }
        Diagnostic diagnostic{code, std::move(args)};
        diagnostic.suggestion = std::move(suggestion);
        diagnostic.path = path.text();
        diagnostics_.push_back(std::move(diagnostic));
    }

    /// Once: what comes after it is not read either.
    void stop(const Path& path) {
        if (diagnostics_.empty() || diagnostics_.back().code != Code::cancelled) report(path, Code::cancelled, {}, {});
    }

    template <class Each>
    void members(const JsonValue& json, const Path& path, Each each) {
        if (json.kind != Kind::object) return report(path, Code::json_type, {"@object", kind_word(json.kind)}, {});
        io::Keys seen;
        for (const JsonValue& value : json.children()) {
            const Path at(path, value.key);
            if (limits_.cancelled()) return stop(at);
            if (!seen.add(value.key))
                report(at, Code::duplicate_key, {io::shortened(value.key)}, {});
            else
                each(value.key, value, at);
        }
    }

    bool cost(const JsonValue& json, const Path& path, std::uint32_t& out) {
        if (json.kind != Kind::number) return report(path, Code::json_type, {"@number", kind_word(json.kind)}, {}), false;
        const char* end = json.text.data() + json.text.size();
        const auto [stop, error] = std::from_chars(json.text.data(), end, out);
        if (error == std::errc() && stop == end && out <= Costs::most) return true;
        return report(path, Code::number_range, {io::shortened(json.text), "0", std::to_string(Costs::most)}, {}), false;
    }

    /// `null`: cannot be had.
    void price(const JsonValue& json, const Path& path, std::optional<std::uint32_t>& out) {
        out.reset();
        if (json.kind == Kind::null) return;
        std::uint32_t value = 0;
        if (cost(json, path, value)) out = value;
    }

    void question(std::string_view name, const JsonValue& json, const Path& path) {
        const Index q = questions_.find(name);
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
        if (json.kind != Kind::array) return report(path, Code::json_type, {"@array", kind_word(json.kind)}, {});
        // No level at all can be reached.
        own.impossible = json.children().empty();
        std::set<Rational> shares;
        for (std::size_t i = 0; i < json.count; ++i) level(q, json.first[i], Path(path, i), own, shares);
    }

    void level(Index q, const JsonValue& json, const Path& path, QuestionCosts& own, std::set<Rational>& shares) {
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
        for (const char* needed : {"to", "cost"}) {
            bool there = false;
            for (const JsonValue& member : json.children()) there = there || member.key == needed;
            if (!there) report(path, Code::missing_field, {needed}, {});
        }
        if (!to || !priced) return;
        if (!shares.insert(level.share).second) return report({path, "to"}, Code::duplicate_key, {repeated(json)}, {});
        own.levels.push_back(std::move(level));
    }

    static std::string repeated(const JsonValue& level) {
        for (const JsonValue& member : level.children())
            if (member.key == "to") return io::shortened(member.text);
        return {};
    }

    /// An option by its key; of numbers and ratios a share of the weight.
    bool share(Index q, const JsonValue& json, const Path& path, Rational& out) {
        const Question& question = model_.questions[q];
        if (question.kind == Question::Kind::options) {
            if (json.kind != Kind::string) return report(path, Code::json_type, {"@string", kind_word(json.kind)}, {}), false;
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
    const Limits& limits_;
    io::Lookup questions_, kinds_;
    std::optional<io::Lookup> documents_;  ///< nothing: any id may be one
    Costs costs_;
    Guesses guesses_;
    Diagnostics diagnostics_;
};

}  // namespace

Result<Costs> read_costs(const Model& model, std::string_view text, const Limits& limits,
                         const std::vector<std::string>* documents) {
    if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
    if (text.size() > limits.file_bytes)
        return Diagnostic{Code::unit_limit, {"@file_bytes", std::to_string(limits.file_bytes)}};
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first != std::string_view::npos && text[first] == '[') return Diagnostic{Code::json_type, {"@object", "@array"}};
    JsonValue json;
    io::JsonReader reader(limits);
    if (auto error = reader.parse(text, 1, io::Arrays::whole, [&](const JsonValue& value) { return json = value, true; }))
        return std::move(*error);
    return CostsReader(model, limits, documents).read(json);
}

}  // namespace zi
