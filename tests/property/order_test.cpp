// What must not matter: the order of declarations, keys and units. And what must: a better answer never makes anything worse.
#include <gtest/gtest.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "subject.hpp"
#include "zi/report.hpp"

namespace zi::sheet {

namespace {

using test::for_all;
using Json = nlohmann::json;

Shuffle shuffler(Choices& choose) {
    return [&choose](std::vector<std::string>& texts) {
        for (std::size_t i = texts.size(); i > 1; --i) std::swap(texts[i - 1], texts[choose.below(i)]);
    };
}

/// The whole result, keyed by id; conditions and remarks sorted, since `each` lists nodes and views in the order of their
/// declaration.
Json result_of(const Program& program, const std::string& units, Date day) {
    Json results = Json::object();
    AssessmentState state;
    for (const Unit& unit : units_of(program.model(), units)) {
        Json one = Json::parse(to_json(program.model(), unit, assess(program, unit, day, state)));
        const auto sort = [](Json& predicates) {
            for (auto& predicate : predicates)
                std::sort(predicate["conditions"].begin(), predicate["conditions"].end(),
                          [](const Json& a, const Json& b) { return a["id"] < b["id"]; });
        };
        sort(one["predicates"]);
        sort(one["eligibility"]);
        if (one.contains("remarks"))
            std::sort(one["remarks"].begin(), one["remarks"].end(),
                      [](const Json& a, const Json& b) { return a["path"] < b["path"]; });
        if (one.contains("stage")) sort(one["stage"]["stages"]);
        results[unit.id] = std::move(one);
    }
    return results;
}

TEST(Order, DoesNotMatter) {
    for_all(300, 900, [&](Choices& choose) {
        const Sheet sheet = any_sheet(choose, Shape{});
        const std::string rules = text(sheet), mixed_rules = text(sheet, shuffler(choose));
        const auto program = program_of(rules), mixed = program_of(mixed_rules);
        std::vector<std::string> units, mixed_units;
        Date day;
        for (int i = 0; i < 5; ++i) {
            Given given = any_unit(choose, sheet, any_filling(choose));
            given.id = "unit-" + std::to_string(i);
            day = day_of(given);
            units.push_back(json(sheet, given));
            mixed_units.push_back(json(sheet, given, shuffler(choose)));
        }
        shuffler(choose)(mixed_units);
        std::string lines, array;
        for (const std::string& unit : units) lines += unit + "\n";
        for (const std::string& unit : mixed_units) array += (array.empty() ? "[" : ",\n") + unit;
        array += "]";
        const Json wanted = result_of(*program, lines, day), got = result_of(*mixed, array, day);
        RC_ASSERT(wanted.size() == 5u);
        if (wanted != got)
            RC_FAIL("order matters: " + Json::diff(wanted, got).dump() + shown(rules, lines) + shown(mixed_rules, array));
    });
}

int rank(Verdict verdict) { return verdict == Verdict::met ? 2 : verdict == Verdict::open ? 1 : 0; }

/// Everywhere at least as good.
std::string worse_somewhere(const Model& model, const Assessment& before, const Assessment& after) {
    std::string text;
    for (std::size_t i = 0; i < model.nodes.size(); ++i)
        if (after.nodes[i].certain < before.nodes[i].certain || after.nodes[i].possible < before.nodes[i].possible)
            text += model.nodes[i].id + " fell\n";
    for (std::size_t i = 0; i < model.views.size(); ++i)
        if (after.views[i].certain < before.views[i].certain || after.views[i].possible < before.views[i].possible)
            text += model.views[i].name + " fell\n";
    for (std::size_t i = 0; i < model.predicates.size(); ++i)
        if (rank(after.predicates[i].verdict) < rank(before.predicates[i].verdict))
            text += model.predicates[i].name + " fell\n";
    return text;
}

/// Nothing that was settled is unsettled.
std::string unsettled_somewhere(const Model& model, const Assessment& before, const Assessment& after) {
    std::string text;
    for (std::size_t i = 0; i < model.nodes.size(); ++i)
        if (after.nodes[i].certain < before.nodes[i].certain || before.nodes[i].possible < after.nodes[i].possible)
            text += model.nodes[i].id + " leaves its interval\n";
    for (std::size_t i = 0; i < model.predicates.size(); ++i)
        if (before.predicates[i].verdict != Verdict::open && after.predicates[i].verdict != before.predicates[i].verdict)
            text += model.predicates[i].name + " was decided\n";
    return text;
}

TEST(Monotone, ABetterAnswerNeverMakesAnythingWorse) {
    std::uint64_t better = 0, answered = 0;
    Shape shape;
    shape.only_at_least = true;
    for_all(400, 900, [&](Choices& choose) {
        const Sheet sheet = any_sheet(choose, shape);
        const std::string rules = text(sheet);
        const auto program = program_of(rules);
        const Model& model = program->model();
        AssessmentState state;
        for (int i = 0; i < 6; ++i) {
            const Given given = any_unit(choose, sheet, {30, false});
            const Given other = any_unit(choose, sheet, {0, false});
            const Unit unit = units_of(model, json(sheet, given))[0];
            // The same unit with one answer taken from another one.
            const std::size_t question = choose.below(model.questions.size());
            Unit changed = unit;
            changed.answers[question] = units_of(model, json(sheet, other))[0].answers[question];
            const Assessment before = assess(*program, unit, day_of(given), state);
            const Assessment after = assess(*program, changed, day_of(given), state);
            const auto& old_share = before.questions[question].claimed;
            const auto& new_share = after.questions[question].claimed;
            std::string found;
            if (!new_share) continue;
            if (old_share) {
                const bool up = *old_share < *new_share;
                found = up ? worse_somewhere(model, before, after) : worse_somewhere(model, after, before);
                ++better;
            } else if (std::holds_alternative<std::monostate>(unit.answers[question])) {
                // Another answer in the place of a partly given one may contradict what was known of it.
                found = unsettled_somewhere(model, before, after);
                ++answered;
            }
            if (!found.empty())
                RC_FAIL(found + shown(rules, json(sheet, given)) + model.nodes[model.questions[question].node].id);
        }
    });
    testing::Test::RecordProperty("better", std::to_string(better));
    testing::Test::RecordProperty("answered", std::to_string(answered));
    EXPECT_GE(better, 500u);
    EXPECT_GE(answered, 300u);
}

}  // namespace

}  // namespace zi::sheet
