// Through the C++ library.
#include "run.hpp"

#include <zi/zi.hpp>

#include <map>
#include <optional>

namespace conformance {

namespace {

Json refused(const zi::Diagnostics& diagnostics) {
    Json list = Json::array();
    for (const zi::Diagnostic& one : diagnostics) list.push_back({{"code", zi::code_name(one.code)}, {"path", one.path}});
    return {{"refused", list}};
}

zi::Loaded loaded(const Rules& rules) {
    return rules.file.empty() ? zi::load_text("rules.zi", rules.text) : zi::load(rules.file, zi::read_from_disk());
}

/// Rules that were loaded before are not loaded again.
std::shared_ptr<const zi::Program> program(const Rules& rules) {
    static std::map<std::string, std::shared_ptr<const zi::Program>> known;
    auto& program = known[rules.file + '\0' + rules.text];
    if (!program) program = std::make_shared<const zi::Program>(loaded(rules).model);
    return program;
}

zi::Result<zi::Unit> unit_of(const zi::Model& model, const std::string& json) {
    std::optional<zi::Result<zi::Unit>> found;
    zi::read_units(model, json, {}, [&](zi::Result<zi::Unit> unit) {
        found = std::move(unit);
        return false;
    });
    return std::move(found).value();
}

}  // namespace

Json load(const Rules& rules) {
    const zi::Loaded found = loaded(rules);
    Json list = Json::array();
    for (const zi::Diagnostic& one : found.diagnostics) {
        const zi::Place place = found.sources->place(one.span.begin);
        list.push_back({{"severity", zi::severity(one.code) == zi::Severity::error ? "error" : "warning"},
                        {"code", zi::code_name(one.code)},
                        {"line", place.line},
                        {"column", place.column}});
    }
    return {{"diagnostics", list}};
}

Json assess(const Rules& rules, const std::string& json, const std::string& day) {
    const auto with = program(rules);
    const zi::Result<zi::Unit> unit = unit_of(with->model(), json);
    if (!unit) return refused(unit.diagnostics());
    zi::AssessmentState state;
    return Json::parse(zi::to_json(with->model(), *unit, zi::assess(*with, *unit, *zi::Date::parse(day), state)));
}

Json edit(const Rules& rules, const std::string& json, const std::string& day, const Edits& edits) {
    const auto with = program(rules);
    zi::Result<zi::Unit> unit = unit_of(with->model(), json);
    if (!unit) return refused(unit.diagnostics());
    zi::Session session(*with, std::move(*unit), *zi::Date::parse(day));
    for (const auto& [question, answer] : edits) {
        const zi::Result<zi::Unit> said =
            unit_of(with->model(), "{\"id\": \"edit\", \"answers\": {" + Json(question).dump() + ": " + answer + "}}");
        if (!said) return refused(said.diagnostics());
        const zi::QuestionIndex place = with->model().find_question(question);
        const auto change = session.set_answer(place, said->answers[place]);
        if (!change) return refused(change.diagnostics());
    }
    return Json::parse(zi::to_json(with->model(), session.unit(), session.assessment()));
}

}  // namespace conformance
