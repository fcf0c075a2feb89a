#include "support.hpp"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>

#include "zi/report.hpp"

namespace zi::regulation {

std::string read_file(const std::string& path) {
    std::ifstream file(std::string(ZI_SOURCE_DIR) + "/" + path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

const Program& program_of(const std::string& name) {
    static std::map<std::string, Program> programs;
    auto found = programs.find(name);
    if (found == programs.end()) {
        const Loaded loaded = load(std::string(ZI_SOURCE_DIR) + "/rules/" + name + ".zi", read_from_disk());
        if (!loaded || !loaded.diagnostics.empty()) {
            std::cerr << loaded.text(Language::english);
            std::exit(1);
        }
        found = programs.emplace(name, Program(loaded.model)).first;
    }
    return found->second;
}

Date day(std::string_view iso) { return *Date::parse(iso); }
Rational number(std::string_view text) { return *Rational::parse(text, 60); }

QuestionIndex question_of(const Model& model, std::string_view id) {
    const NodeIndex node = model.find_node(id);
    if (node == none || model.nodes[node].question == none) throw std::invalid_argument("no question " + std::string(id));
    return model.nodes[node].question;
}

Index fact_of(const Model& model, std::string_view id) {
    const Index index = model.find_fact(id);
    if (index == none) throw std::invalid_argument("no fact " + std::string(id));
    return index;
}

void answer(const Model& model, Unit& unit, std::string_view id, std::string_view value) {
    const Index index = question_of(model, id);
    const Question& question = model.questions[index];
    if (question.kind == Question::Kind::number) {
        unit.answers[index] = number(value);
        return;
    }
    const auto& options = model.scales[question.scale].options;
    for (OptionIndex i{0}; i < options.size(); ++i) {
        if (options[i].key != value) continue;
        unit.answers[index] = Member{i};
        return;
    }
    throw std::invalid_argument("no option " + std::string(value) + " for " + std::string(id));
}

void counts(const Model& model, Unit& unit, std::string_view id, std::vector<std::optional<Rational>> values) {
    const Index index = question_of(model, id);
    Counts given{std::move(values)};
    Diagnostics diagnostics;
    if (!derive_totals(model.questions[index], given, unit.id, id, diagnostics))
        throw std::invalid_argument("counts contradict each other");
    unit.answers[index] = std::move(given);
}

void fact(const Model& model, Unit& unit, std::string_view id, std::string_view value) {
    const Index index = fact_of(model, id);
    const Fact& declared = model.facts[index];
    FactValue& out = unit.facts[index];
    out = std::monostate{};
    if (value.empty()) return;
    switch (declared.type) {
        case Fact::Type::boolean: out = value == "yes"; return;
        case Fact::Type::count:
        case Fact::Type::number: out = number(value); return;
        case Fact::Type::date: out = day(value); return;
        case Fact::Type::member: break;
    }
    const auto& values = model.enumerations[declared.enumeration].values;
    for (Index i = 0; i < values.size(); ++i)
        if (values[i] == value) out = Member{i};
    if (std::holds_alternative<std::monostate>(out))
        throw std::invalid_argument("no value " + std::string(value) + " of " + std::string(id));
}

Assessment assess_both(const Program& program, const Unit& unit, Date as_of) {
    AssessmentState state;
    Assessment fast = assess(program, unit, as_of, state);
    EXPECT_EQ(fast, assess_reference(program.model(), unit, as_of)) << unit.id;
    return fast;
}

std::string verdict(const Model& model, const Assessment& assessment, std::string_view predicate, std::string_view condition) {
    const Index index = model.find_predicate(predicate);
    for (const ConditionResult& one : assessment.predicates[index].conditions)
        if (model.predicates[index].conditions[one.condition].id == condition) return std::string(code(one.verdict));
    for (const Condition& one : model.predicates[index].conditions)
        if (one.id == condition) return "left out";
    throw std::invalid_argument("no condition " + std::string(condition) + " of " + std::string(predicate));
}

std::string verdict(const Model& model, const Assessment& assessment, std::string_view predicate) {
    const PredicateResult& result = assessment.predicates[model.find_predicate(predicate)];
    return result.concerned ? std::string(code(result.verdict)) : "not concerned";
}

}  // namespace zi::regulation
