#include "names.hpp"

#include "layout.hpp"

#include "base/listed.hpp"
#include "units/attribute.hpp"
#include "units/note.hpp"
#include "units/value.hpp"

#include <vector>

namespace zi::sheets {

namespace {

std::string key_of(std::string_view name) {
    std::string key = plain_words(name);
    while (key.ends_with('.')) key.pop_back();
    return key;
}

}  // namespace

Names::Names(const Model& model) : model_(model) {
    for (QuestionIndex q{0}; q < model.questions.size(); ++q) {
        const Question& question = model.questions[q];
        const Node& node = model.nodes[question.node];
        const bool ratio = question.kind == Question::Kind::ratio;
        for (const std::string& called : {node.id, node.alias}) {
            if (called.empty()) continue;
            add(called, {ratio ? Target::Kind::percent : Target::Kind::answer, q, none, none});
            for (InputIndex i{0}; i < question.inputs.size(); ++i)
                add(called + "/" + question.inputs[i].key, {Target::Kind::count, q, i, none});
        }
    }
    for (FactIndex f{0}; f < model.facts.size(); ++f) add(model.facts[f].id, {Target::Kind::fact, none, none, f});
}

void Names::add(std::string_view name, const Target& target) { targets_.emplace(key_of(name), target); }

std::optional<Target> Names::find_target(std::string_view name) const {
    // "A.I.1.i.a@catatan": what stands beside an answer.
    for (const auto& [suffix, kind] :
         {std::pair(units::note_suffix, Target::Kind::note), std::pair(units::links_suffix, Target::Kind::links)})
        if (const std::string key = key_of(name); key.ends_with(suffix)) {
            const auto question = targets_.find(key_of(std::string_view(key).substr(0, key.size() - suffix.size())));
            if (question == targets_.end() || question->second.question == none) return std::nullopt;
            return Target{kind, question->second.question, none, none};
        }
    const auto found = targets_.find(key_of(name));
    if (found != targets_.end()) return found->second;
    const auto attribute = [](std::string_view called) {
        return Target{Target::Kind::attribute, none, none, none, std::string(units::trimmed(called))};
    };
    const std::string_view trimmed = units::trimmed(name);
    constexpr std::string_view prefix = units::attribute_prefix;
    if (trimmed.size() > prefix.size() && trimmed.starts_with(prefix)) return attribute(trimmed.substr(prefix.size()));
    const AttributeIndex declared = units::attribute_called(model_, trimmed);
    return declared == none ? std::nullopt : std::optional(attribute(model_.attributes[declared].name));
}

std::optional<Named> Names::look_up(std::string_view name) const {
    if (const auto target = find_target(name)) return Named{*target, none};
    const std::size_t colon = name.find(':');
    if (colon == std::string_view::npos) return std::nullopt;
    const AssessorIndex assessor = model_.find_assessor(units::trimmed(name.substr(0, colon)));
    const auto target = find_target(name.substr(colon + 1));
    if (assessor == none || !target || target->question == none) return std::nullopt;
    return Named{*target, assessor};
}

Result<Named> Names::find(std::string_view name) {
    if (const auto named = look_up(name)) return *named;
    const std::string shown = units::shortened(units::trimmed(name));
    const std::size_t slash = name.rfind('/');
    if (slash != std::string_view::npos)
        if (const auto question = find_target(name.substr(0, slash)); question && question->kind == Target::Kind::percent) {
            std::vector<std::string_view> inputs;
            for (const Input& input : model_.questions[question->question].inputs) inputs.push_back(input.key);
            const std::string_view given = units::trimmed(name.substr(slash + 1));
            Diagnostic unknown{Code::unknown_input, {units::shortened(given), listed(inputs)}};
            unknown.suggestion = closest(given, inputs, guesses_);
            return unknown;
        }
    std::vector<std::string> known;
    for (const Question& question : model_.questions) known.push_back(model_.nodes[question.node].id);
    for (const Fact& fact : model_.facts) known.push_back(fact.id);
    Diagnostic unknown{Code::unknown_question, {shown}};
    unknown.suggestion = closest(shown, {known.begin(), known.end()}, guesses_);
    return unknown;
}

std::string Names::name(const Target& target) const {
    if (target.kind == Target::Kind::fact) return model_.facts[target.fact].id;
    if (target.kind == Target::Kind::attribute) return std::string(units::attribute_prefix) + target.attribute;
    const Question& question = model_.questions[target.question];
    const std::string& id = model_.nodes[question.node].id;
    switch (target.kind) {
        case Target::Kind::count: return id + "/" + question.inputs[target.input].key;
        case Target::Kind::note: return id + std::string(units::note_suffix);
        case Target::Kind::links: return id + std::string(units::links_suffix);
        default: return id;
    }
}

}  // namespace zi::sheets
