// One answer, fact or document from JSON, for an edit.
#include "documents_json.hpp"
#include "json_value.hpp"
#include "lookup.hpp"

#include "zi/unit.hpp"

#include "units/checker.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace zi {

namespace {

using io::JsonValue;
using io::Path;

/// Parses the text and calls `read(value, problems)`. Paths of problems start with `path`.
template <class Read>
auto read_one(std::string_view text, const Limits& limits, const Path& path, Read read)
    -> Result<decltype(read(JsonValue(), std::declval<Diagnostics&>()))> {
    if (limits.cancelled()) return Diagnostic{Code::cancelled, {}};
    io::JsonReader reader(limits);
    JsonValue value;
    if (auto error = reader.parse(text, 1, io::Arrays::whole, [&](const JsonValue& json) { return value = json, true; }))
        return std::move(*error);
    Diagnostics problems;
    Result<decltype(read(value, problems))> made = read(value, problems);
    if (problems.empty()) return made;
    for (Diagnostic& problem : problems) problem.path.insert(0, path.text());
    return problems;
}

std::string_view id_of(const JsonValue& document) {
    const auto members = document.children();
    const auto id = std::ranges::find(members, "id", &JsonValue::key);
    return id == members.end() ? std::string_view() : id->text;
}

}  // namespace

Result<Answer> read_answer(const Model& model, QuestionIndex question, std::string_view json, const Limits& limits) {
    const Question& asked = model.questions[question];
    const Path root, answers(root, "answers"), path(answers, model.nodes[asked.node].id);
    units::Checker checker(model, limits);
    return read_one(json, limits, path,
                    [&](const JsonValue& value, Diagnostics& problems) { return checker.answer(asked, value, problems); });
}

Result<FactValue> read_fact(const Model& model, FactIndex fact, std::string_view json, const Limits& limits) {
    const Path root, facts(root, "facts"), path(facts, model.facts[fact].id);
    units::Checker checker(model, limits);
    return read_one(json, limits, path, [&](const JsonValue& value, Diagnostics& problems) {
        return checker.fact(model.facts[fact], value, problems);
    });
}

Result<Document> read_document(const Model& model, const Unit& unit, std::string_view json, const Limits& limits) {
    return read_one(json, limits, {}, [&](const JsonValue& value, Diagnostics& problems) {
        const auto questions = io::questions_of(model);
        const auto kinds = io::evidence_of(model);
        Guesses guesses;
        const auto report = [&](const Path& where, Code code, std::vector<std::string> args, std::string suggestion) {
            if (problems.size() > limits.errors) return;
            Diagnostic problem{code, std::move(args)};
            problem.suggestion = std::move(suggestion);
            if (problems.size() == limits.errors) problem = Diagnostic{Code::too_many, {}};
            problem.path = where.text();
            problems.push_back(std::move(problem));
        };
        // Replaces the document of the same id; references to it now mean the new one.
        std::vector<std::shared_ptr<const Document>> others;
        for (const Document* one : documents_of(unit))
            if (one->id != id_of(value)) others.emplace_back(std::shared_ptr<const Document>(), one);
        std::size_t place = 0;
        while (unit.documents && place < unit.documents->size() && (*unit.documents)[place].id != id_of(value)) ++place;
        const io::DocumentContext context{model, questions, kinds, report, guesses, limits, false, others, place};
        JsonValue list;
        list.kind = JsonValue::Kind::array;
        list.first = &value;
        list.count = 1;
        const Path root;
        std::vector<Document> read = io::read_documents(context, list, {root, "evidence"});
        return read.empty() ? Document() : std::move(read.front());
    });
}

}  // namespace zi
