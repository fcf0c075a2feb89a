/// Which units are measured? Fully answered synthetic ones, the same on every machine.
#pragma once

#include "random.hpp"

#include "zi/zi.hpp"

#include <algorithm>
#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

namespace bench {

inline std::shared_ptr<const zi::Model> rules() {
    static const zi::Loaded loaded = zi::load(ZI_SOURCE_DIR "/rules/zi-2021.zi", zi::read_from_disk());
    if (!loaded) throw std::runtime_error(loaded.text(zi::Language::english));
    return loaded.model;
}

using zi::test::Random;

/// What one synthetic unit answers, question by question: `option(q, place)`, `number(q, hundredths)` and `counts(q, values)`,
/// which has a value for each input, totals derived.
template <class Sink>
void draw_unit(const zi::Model& model, Random& random, Sink&& sink) {
    std::vector<std::uint16_t> counts, agreed(model.agreements.size());
    for (zi::QuestionIndex q{0}; q < model.questions.size(); ++q) {
        const zi::Question& question = model.questions[q];
        if (question.kind == zi::Question::Kind::options) {
            // Mostly good answers, so that units land around the thresholds.
            const auto options = model.scales[question.scale].options.size();
            sink.option(q, static_cast<std::uint8_t>(random.below(3) == 0 ? random.below(options) : 0));
        } else if (question.kind == zi::Question::Kind::number) {
            sink.number(q, static_cast<std::uint32_t>(300 + random.below(101)));
        } else {
            counts.assign(question.inputs.size(), 0);
            for (std::size_t i = 0; i < counts.size(); ++i)
                if (question.inputs[i].parts.empty()) counts[i] = static_cast<std::uint16_t>(1 + random.below(40));
            for (const zi::Index total : question.input_order)
                for (const zi::Index part : question.inputs[total].parts)
                    counts[total] = static_cast<std::uint16_t>(counts[total] + counts[part]);
            // Counts that must agree do, and stay within those that bound them: no part of a total is either in these rules.
            for (std::size_t a = 0; a < agreed.size(); ++a) {
                const auto in_this = [&](const zi::Agreement::Side& side) {
                    return side.figure.kind == zi::Figure::Kind::count && !side.over && side.figure.question == q;
                };
                const zi::Agreement::Side &left = model.agreements[a].left, &right = model.agreements[a].right;
                if (in_this(left)) agreed[a] = counts[left.figure.input];
                if (in_this(right)) counts[right.figure.input] = agreed[a];
            }
            for (std::size_t i = 0; i < counts.size(); ++i)
                if (const zi::InputIndex whole = question.inputs[i].at_most; whole != zi::none)
                    counts[i] = std::min(counts[i], counts[whole]);
            sink.counts(q, counts);
        }
    }
}

/// A unit that says nothing but that it holds the predicate before WBBM, so that its scores decide.
inline zi::Unit holder(const zi::Model& model, std::string id) {
    zi::Unit unit(model, std::move(id));
    if (const zi::Index held = model.find_fact("unit.predikat_dimiliki"); held != zi::none) unit.facts[held] = zi::Member{1};
    return unit;
}

inline constexpr std::uint64_t population_seed = 90'2021;

inline std::vector<zi::Unit> population(const zi::Model& model, std::size_t count) {
    struct Sink {
        zi::Unit& unit;
        void option(zi::Index q, std::uint8_t place) { unit.answers[q] = zi::Member{place}; }
        void number(zi::Index q, std::uint32_t hundredths) { unit.answers[q] = zi::Rational(hundredths, 100); }
        void counts(zi::Index q, const std::vector<std::uint16_t>& values) {
            zi::Counts given;
            for (const std::uint16_t value : values) given.values.push_back(zi::Rational(value));
            unit.answers[q] = std::move(given);
        }
    };
    Random random(population_seed);
    std::vector<zi::Unit> units;
    for (std::size_t i = 0; i < count; ++i) {
        units.push_back(holder(model, "synthetic-" + std::to_string(i)));
        draw_unit(model, random, Sink{units.back()});
    }
    return units;
}

namespace detail {

/// A document for each kind that a need names.
inline void documents_for(const zi::Need& need, zi::QuestionIndex question, const zi::Unit& unit, Random& random,
                          std::vector<zi::Document>& documents) {
    for (const zi::Need& part : need.parts) documents_for(part, question, unit, random, documents);
    if (need.kind != zi::Need::Kind::document) return;
    zi::Document document;
    document.id = unit.id + "/" + std::to_string(documents.size());
    document.kind = need.evidence;
    document.args = need.args;
    document.status = random.below(20) == 0 ? zi::DocumentStatus::submitted : zi::DocumentStatus::accepted;
    document.issued = zi::Date::parse("2025-06-30");
    document.supports = {{question, zi::none}};
    // Reports rest on what was decided before.
    if (!documents.empty() && random.below(8) == 0) document.derives_from = {documents[random.below(documents.size())].id};
    documents.push_back(std::move(document));
}

}  // namespace detail

/// Gives every unit the documents that the rules ask for: about 250 of its own, and those of one organisation that serve all
/// units.
inline void give_evidence(const zi::Model& model, std::vector<zi::Unit>& units) {
    Random random(2021);
    std::vector<std::shared_ptr<const zi::Document>> shared;
    for (std::size_t q = 0; q < model.questions.size() && shared.size() < 20; q += 5)
        for (const zi::NeedFor& need : model.questions[q].needs) {
            std::vector<zi::Document> made;
            detail::documents_for(need.need, zi::QuestionIndex(q), zi::Unit(model, "shared-" + std::to_string(shared.size())),
                                  random, made);
            for (zi::Document& one : made) shared.push_back(std::make_shared<const zi::Document>(std::move(one)));
        }
    for (zi::Unit& unit : units) {
        unit.documents.emplace();
        unit.shared = shared;
        for (zi::QuestionIndex q{0}; q < model.questions.size(); ++q)
            for (const zi::NeedFor& need : model.questions[q].needs) {
                // What an organisation does for its units, they do not do again.
                if (q % 5 != 0 || q > 40) detail::documents_for(need.need, q, unit, random, *unit.documents);
            }
    }
}

/// A unit as a line of a file of them: its answers, and facts as they stand in JSON.
inline std::string ndjson(const zi::Model& model, const zi::Unit& unit, const std::string& facts = "{}") {
    std::string text = "{\"id\":\"" + unit.id + "\",\"facts\":" + facts + ",\"answers\":{";
    for (std::size_t q = 0; q < model.questions.size(); ++q) {
        const zi::Question& question = model.questions[q];
        text += (q == 0 ? "\"" : ",\"") + model.nodes[question.node].id + "\":";
        if (const auto* option = std::get_if<zi::Member>(&unit.answers[q])) {
            text += '"' + model.scales[question.scale].options[option->value].key + '"';
        } else if (const auto* number = std::get_if<zi::Rational>(&unit.answers[q])) {
            text += number->shortest(9);
        } else {
            const auto& counts = std::get<zi::Counts>(unit.answers[q]);
            for (std::size_t i = 0; i < question.inputs.size(); ++i)
                text += (i == 0 ? "{\"" : ",\"") + question.inputs[i].key + "\":" + counts.values[i]->fraction();
            text += '}';
        }
    }
    return text + "}}\n";
}

inline std::string ndjson(const zi::Model& model, const std::vector<zi::Unit>& units) {
    std::string text;
    for (const zi::Unit& unit : units) text += ndjson(model, unit);
    return text;
}

inline zi::Date day() { return *zi::Date::parse("2026-01-01"); }

}  // namespace bench
