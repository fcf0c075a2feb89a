#include "zi/names.hpp"

#include "base/suggest.hpp"

#include <string>
#include <vector>

namespace zi {

namespace {

template <class Things>
std::vector<std::string_view> names(const Things& things) {
    std::vector<std::string_view> all;
    for (const auto& thing : things) all.push_back(thing.name);
    return all;
}

Diagnostic unknown(Code code, std::string_view name, const std::vector<std::string_view>& known) {
    Diagnostic problem{code, {std::string(name)}};
    problem.suggestion = closest(name, known);
    return problem;
}

}  // namespace

Result<QuestionIndex> question_called(const Model& model, std::string_view name) {
    if (const QuestionIndex found = model.find_question(name); found != none) return found;
    std::vector<std::string_view> known;
    for (const Question& question : model.questions) {
        const Node& node = model.nodes[question.node];
        known.push_back(node.id);
        if (!node.alias.empty()) known.push_back(node.alias);
    }
    return unknown(Code::unknown_question, name, known);
}

Result<FactIndex> fact_called(const Model& model, std::string_view name) {
    if (const FactIndex found = model.find_fact(name); found != none) return found;
    std::vector<std::string_view> known;
    for (const Fact& fact : model.facts) known.push_back(fact.id);
    return unknown(Code::unknown_fact, name, known);
}

Result<PredicateIndex> predicate_called(const Model& model, std::string_view name) {
    if (const PredicateIndex found = model.find_predicate(name); found != none) return found;
    return unknown_name("@predicate", std::string(name), names(model.predicates));
}

Result<AssessorIndex> assessor_called(const Model& model, std::string_view name) {
    if (const AssessorIndex found = model.find_assessor(name); found != none) return found;
    return unknown_name("@assessor", std::string(name), names(model.assessors));
}

Result<AssessorIndex> answerer_called(const Model& model, std::string_view name) {
    if (const AssessorIndex found = model.find_assessor(name); found != none || name == "unit") return found;
    std::vector<std::string_view> known = names(model.assessors);
    known.insert(known.begin(), "unit");
    return unknown_name("@assessor", std::string(name), known);
}

}  // namespace zi
