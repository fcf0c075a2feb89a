#include "fixtures.hpp"

#include <stdexcept>

namespace zi::io {

namespace {

std::shared_ptr<const Model> rules(const char* file) {
    const Loaded loaded = load(std::string(ZI_SOURCE_DIR "/rules/") + file, read_from_disk());
    if (!loaded) throw std::runtime_error(loaded.text(Language::english));
    return loaded.model;
}

/// Not a distribution of the standard library: those differ between libraries, and the seed should mean the same everywhere.
Index below(std::mt19937& random, std::size_t bound) { return static_cast<Index>(random() % bound); }

Answer random_answer(const Model& model, const Question& question, std::mt19937& random) {
    if (question.kind == Question::Kind::options) return Member{below(random, model.scales[question.scale].options.size())};
    if (question.kind == Question::Kind::number) {
        const Scale& scale = model.scales[question.scale];
        if (!scale.step) return scale.min + (scale.max - scale.min) * Rational(below(random, 1001), 1000);
        const auto steps = ((scale.max - scale.min) / *scale.step).small();
        return scale.min + *scale.step * Rational(below(random, static_cast<std::size_t>(steps->first) + 1));
    }
    Counts counts;
    counts.values.resize(question.inputs.size());
    for (InputIndex i{0}; i < question.inputs.size(); ++i)
        if (question.inputs[i].parts.empty() && below(random, 8) != 0) counts.values[i] = Rational(below(random, 40));
    Diagnostics none_expected;
    derive_totals(question, counts, "", "", none_expected);
    // A part above its whole would be refused.
    for (InputIndex i{0}; i < question.inputs.size(); ++i)
        if (const InputIndex whole = question.inputs[i].at_most; whole != none && counts.values[i] && counts.values[whole])
            counts.values[i] = min(*counts.values[i], *counts.values[whole]);
    return counts;
}

FactValue random_fact(const Model& model, const Fact& fact, std::mt19937& random) {
    switch (fact.type) {
        case Fact::Type::boolean: return below(random, 2) == 0;
        case Fact::Type::count: return Rational(below(random, 3));
        case Fact::Type::number: return fact.min + (fact.max - fact.min) * Rational(below(random, 11), 10);
        case Fact::Type::date: return Date{Date::parse("2024-01-01")->day + std::chrono::days(below(random, 1000))};
        case Fact::Type::member: return Member{below(random, model.enumerations[fact.enumeration].values.size())};
    }
    return {};
}

}  // namespace

const Model& zona() {
    static const std::shared_ptr<const Model> model = rules("zi-2021.zi");
    return *model;
}

const Model& sekolah() {
    static const std::shared_ptr<const Model> model = rules("sekolah-sehat-aman.zi");
    return *model;
}

std::vector<Outcome> read_all(const Model& model, std::string_view text, const Limits& limits) {
    std::vector<Outcome> outcomes;
    read_units(model, text, limits, [&](Result<Unit> result) {
        Outcome outcome;
        outcome.read = static_cast<bool>(result);
        if (result)
            outcome.unit = *std::move(result);
        else
            outcome.diagnostics = result.diagnostics();
        outcomes.push_back(std::move(outcome));
        return true;
    });
    return outcomes;
}

Unit random_unit(const Model& model, std::string id, std::mt19937& random) {
    Unit unit(model, std::move(id));
    for (QuestionIndex i{0}; i < model.questions.size(); ++i)
        if (below(random, 5) != 0) unit.answers[i] = random_answer(model, model.questions[i], random);
    for (FactIndex i{0}; i < model.facts.size(); ++i)
        if (below(random, 5) != 0) unit.facts[i] = random_fact(model, model.facts[i], random);
    return unit;
}

}  // namespace zi::io
