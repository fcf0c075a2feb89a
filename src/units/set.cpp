// Setting values of a unit by name, through the checker.
#include "attribute.hpp"
#include "checker.hpp"
#include "note.hpp"

#include "zi/names.hpp"
#include "zi/unit.hpp"

#include <utility>

namespace zi {

namespace {

Diagnostics placed(Diagnostics problems, const Unit& unit, std::string_view first, std::string_view second,
                   std::string_view third = {}) {
    const units::Path root, outer(root, first), inner(outer, second), innermost(inner, third);
    const std::string path = third.empty() ? inner.text() : innermost.text();
    for (Diagnostic& problem : problems) {
        problem.unit = unit.id;
        problem.path.insert(0, path);
    }
    return problems;
}

/// `check(question, problems)` returns the answer, or adds problems.
template <class Check>
Diagnostics answer(const Model& model, Unit& unit, std::string_view question, std::string_view assessor, Check check) {
    const auto by = answerer_called(model, assessor);
    if (!by) return placed(by.diagnostics(), unit, "assessed", assessor);
    const bool own = *by == none;
    const auto refused = [&](Diagnostics problems) {
        return own ? placed(std::move(problems), unit, "answers", question)
                   : placed(std::move(problems), unit, "assessed", assessor, question);
    };
    const auto place = question_called(model, question);
    if (!place) return refused(place.diagnostics());
    Diagnostics problems;
    Answer checked = check(model.questions[*place], problems);
    if (!problems.empty()) return refused(std::move(problems));
    if (!own && unit.assessed.size() <= *by) unit.assessed.resize(std::size_t{*by} + 1);
    List<Answer, Question>& answers = own ? unit.answers : unit.assessed[*by];
    if (answers.size() < model.questions.size()) answers.resize(model.questions.size());
    answers[*place] = std::move(checked);
    return {};
}

/// The same for a fact.
template <class Check>
Diagnostics state(const Model& model, Unit& unit, std::string_view fact, Check check) {
    const auto place = fact_called(model, fact);
    if (!place) return placed(place.diagnostics(), unit, "facts", fact);
    Diagnostics problems;
    FactValue checked = check(model.facts[*place], problems);
    if (!problems.empty()) return placed(std::move(problems), unit, "facts", fact);
    if (unit.facts.size() < model.facts.size()) unit.facts.resize(model.facts.size());
    unit.facts[*place] = std::move(checked);
    return {};
}

}  // namespace

Diagnostics set_answer(const Model& model, Unit& unit, std::string_view question, std::string_view value,
                       std::string_view assessor, const Limits& limits) {
    return answer(model, unit, question, assessor, [&](const Question& asked, Diagnostics& problems) {
        return units::Checker(model, limits).answer(asked, units::Value::of(value), problems);
    });
}

Diagnostics set_answer(const Model& model, Unit& unit, std::string_view question, Answer value, std::string_view assessor,
                       const Limits& limits) {
    return answer(model, unit, question, assessor, [&](const Question& asked, Diagnostics& problems) {
        units::Checker(model, limits).check_answer(asked, value, problems);
        return std::move(value);
    });
}

Diagnostics set_fact(const Model& model, Unit& unit, std::string_view fact, std::string_view value, const Limits& limits) {
    return state(model, unit, fact, [&](const Fact& asked, Diagnostics& problems) {
        return units::Checker(model, limits).fact(asked, units::Value::of(value), problems);
    });
}

Diagnostics set_fact(const Model& model, Unit& unit, std::string_view fact, FactValue value, const Limits& limits) {
    return state(model, unit, fact, [&](const Fact& asked, Diagnostics& problems) {
        units::Checker(model, limits).check_fact(asked, value, problems);
        return std::move(value);
    });
}

Diagnostics set_attribute(const Model& model, Unit& unit, std::string_view name, std::string_view value, const Limits& limits) {
    Unit alone;
    alone.attributes = unit.attributes;
    const AttributeIndex declared = units::attribute_called(model, units::trimmed(name));
    const std::string key(declared == none ? units::trimmed(name) : std::string_view(model.attributes[declared].name));
    alone.attributes.erase(key);
    Diagnostics problems;
    units::add_attribute(model, alone, key, value, limits, problems);
    std::erase_if(problems, [](const Diagnostic& one) { return severity(one.code) == Severity::warning; });
    if (!problems.empty()) return placed(std::move(problems), unit, "attributes", name);
    unit.attributes = std::move(alone.attributes);
    return {};
}

Diagnostics set_note(const Model& model, Unit& unit, std::string_view question, std::string_view text,
                     const std::vector<std::string>& links, std::string_view assessor, const Limits& limits) {
    const auto by = answerer_called(model, assessor);
    if (!by) return placed(by.diagnostics(), unit, "notes", assessor);
    const auto refused = [&](Diagnostics problems) { return placed(std::move(problems), unit, "notes", assessor, question); };
    const auto place = question_called(model, question);
    if (!place) return refused(place.diagnostics());
    UnitNote note{*place, *by, {}, {}};
    units::add_text(note, text);
    for (const std::string& link : links) units::add_link(note, link);
    Diagnostics problems;
    if (!units::is_within(note, limits, problems)) return refused(std::move(problems));
    if (units::is_blank(note))
        std::erase_if(unit.notes, [&](const UnitNote& one) { return one.question == *place && one.assessor == *by; });
    else
        note_on(unit, *place, *by) = std::move(note);
    return {};
}

}  // namespace zi
