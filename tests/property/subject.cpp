#include "subject.hpp"

#include <fmt/format.h>
#include <rapidcheck.h>

#include "oracle.hpp"
#include "zi/report.hpp"

namespace zi::sheet {

std::shared_ptr<const Program> program_of(const std::string& rules) {
    const Loaded loaded = load_text("acak.zi", rules);
    if (!loaded) RC_FAIL(loaded.text(Language::english) + "\n" + rules);
    return std::make_shared<const Program>(loaded.model);
}

std::vector<Unit> units_of(const Model& model, const std::string& json) {
    std::vector<Unit> units;
    read_units(model, json, Limits{}, [&](Result<Unit> unit) {
        if (!unit) RC_FAIL(to_json(unit.diagnostics(), Language::english) + "\n" + json);
        units.push_back(std::move(*unit));
        return true;
    });
    return units;
}

Date day_of(const Given& unit) { return *Date::parse(iso_day(unit.as_of)); }

Fraction fraction_of(const Rational& value) { return Fraction(value.fraction()); }

std::string difference(const Sheet& sheet, const Given& unit, const Model& model, const Assessment& assessment) {
    const auto question = [&](std::size_t node) { return model.questions[model.nodes[node].question]; };
    const auto bounds = [&](std::size_t node) {
        return Reach{fraction_of(question(node).worst), fraction_of(question(node).best)};
    };
    const Expected wanted = expected(sheet, unit, bounds);
    std::string text;
    const auto differ = [&](const std::string& what, const std::string& want, const std::string& got) {
        if (want != got) text += fmt::format("{}: expected {}, got {}\n", what, want, got);
    };
    const auto interval = [&](const std::string& what, const Interval& want, const Score& got) {
        differ(what + " certain", want.certain.str(), got.certain.fraction());
        differ(what + " possible", want.possible.str(), got.possible.fraction());
    };
    differ("nodes", std::to_string(sheet.nodes.size()), std::to_string(assessment.nodes.size()));
    if (!text.empty()) return text;
    for (std::size_t i = 0; i < sheet.nodes.size(); ++i) {
        const Node& node = sheet.nodes[i];
        interval(node.id, wanted.nodes[i], assessment.nodes[i]);
        if (!node.question) continue;
        const auto& claimed = assessment.questions[model.nodes[i].question].claimed;
        differ(node.id + " share", wanted.shares[i] ? wanted.shares[i]->str() : "unknown",
               claimed ? claimed->fraction() : "unknown");
        // The checker's bounds may be wide, but no answer may lie outside them.
        const Reach reach = bounds(i);
        if (wanted.shares[i] && (*wanted.shares[i] < reach.worst || reach.best < *wanted.shares[i]))
            text += fmt::format("{}: share {} is outside {} .. {}\n", node.id, wanted.shares[i]->str(), reach.worst.str(),
                                reach.best.str());
    }
    for (std::size_t i = 0; i < sheet.views.size(); ++i) interval(sheet.views[i].name, wanted.views[i], assessment.views[i]);
    for (std::size_t i = 0; i < sheet.predicates.size(); ++i) {
        const Judged& want = wanted.predicates[i];
        const PredicateResult& got = assessment.predicates[i];
        const std::string& name = sheet.predicates[i].name;
        differ(name, want.concerned ? want.verdict : "not concerned",
               got.concerned ? std::string(code(got.verdict)) : "not concerned");
        std::string want_all, got_all;
        for (const auto& [id, verdict] : want.conditions) want_all += id + " " + verdict + "; ";
        for (const ConditionResult& one : got.conditions)
            got_all += model.predicates[i].conditions[one.condition].id + " " + std::string(code(one.verdict)) + "; ";
        differ(name + " conditions", want_all, got_all);
    }
    const auto stage = [&](const std::optional<std::size_t>& index) { return index ? sheet.predicates[*index].name : "none"; };
    const auto named = [&](Index index) { return index == none ? std::string("none") : model.predicates[index].name; };
    differ("stage", stage(wanted.stage), named(assessment.stage.certain));
    differ("possible stage", stage(wanted.possible_stage), named(assessment.stage.possible));
    return text;
}

std::string shown(const std::string& rules, const std::string& unit) { return "\n" + rules + "\n" + unit + "\n"; }

}  // namespace zi::sheet
