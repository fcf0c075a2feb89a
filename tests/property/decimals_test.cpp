// Every decimal that is printed of a score, beside every threshold that the score is compared with.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstddef>
#include <regex>
#include <sstream>

#include "subject.hpp"
#include "zi/report.hpp"

namespace zi::sheet {

namespace {

using test::for_all;

struct PrintedTally {
    std::uint64_t decimals = 0, compared = 0, on = 0, longer = 0, unwritten = 0;
};

std::size_t places_of(const std::string& decimal) {
    const std::size_t point = decimal.find('.');
    return point == std::string::npos ? 0 : decimal.size() - point - 1;
}

/// What is wrong with a printed score; empty if nothing is. `places`: as many at least.
std::string fault(const std::string& text, std::size_t places, const Rational& score, const std::vector<Rational>& thresholds,
                  PrintedTally& tally) {
    const std::size_t printed = places_of(text);
    if (printed < places) return "too few places";
    const auto found = Rational::parse(text, text.size());
    if (!found) return "no decimal";
    ++tally.decimals;
    const auto unit = *Rational::parse("1/1" + std::string(printed, '0'), printed + 1);
    const Rational off = *found < score ? score - *found : *found - score;
    bool unwritten = false;  // on a threshold that no decimal is
    for (const Rational& threshold : thresholds) {
        ++tally.compared;
        tally.on += score == threshold;
        if ((*found >= threshold) != (score >= threshold)) return "on the other side of " + threshold.fraction();
        if (score == threshold && *found != score) {
            if (score.shortest(200).find('/') == std::string::npos) return "not on " + threshold.fraction();
            unwritten = true;
        } else if ((*found > threshold) != (score > threshold)) {
            return "on " + threshold.fraction();
        }
    }
    tally.unwritten += unwritten;
    // The nearest; halves up, but the least above where a threshold has no decimal.
    if (unwritten ? !(off < unit) || *found < score : unit < off + off || (unit == off + off && *found < score))
        return "not the nearest";
    if (printed == places) return {};
    ++tally.longer;
    if (unwritten) return {};
    // With the places asked for it would have been another reading.
    const Rational plain = *Rational::parse(score.decimal(static_cast<int>(places)), text.size());
    for (const Rational& threshold : thresholds)
        if ((plain <=> threshold) != (score <=> threshold)) return {};
    return "too many places";
}

/// A score of nodes and views, and what it is compared with.
struct Wanted {
    const std::string& name;
    const Score& score;
    const std::vector<Rational>& thresholds;
    bool inner;  ///< no question
};

std::vector<std::string> cells(const std::string& row) {
    std::vector<std::string> all;
    std::istringstream stream(row.substr(0, row.find('\r')));
    for (std::string cell; std::getline(stream, cell, ',');) all.push_back(cell);
    return all;
}

void check(const Model& model, const Unit& unit, const Assessment& assessment, const std::string& context,
           PrintedTally& tally) {
    std::vector<Wanted> all;
    for (std::size_t i = 0; i < model.nodes.size(); ++i)
        all.push_back({model.nodes[i].id, assessment.nodes[i], model.nodes[i].thresholds, model.nodes[i].question == none});
    for (std::size_t i = 0; i < model.views.size(); ++i)
        all.push_back({model.views[i].name, assessment.views[i], model.views[i].thresholds, true});
    const auto expect = [&](const char* where, const std::string& text, std::size_t places, const Wanted& one, bool possible) {
        const Rational& score = possible ? one.score.possible : one.score.certain;
        if (const std::string found = fault(text, places, score, one.thresholds, tally); !found.empty())
            RC_FAIL(fmt::format("{}, {}: {} for {} is {}\n{}", where, one.name, text, score.fraction(), found, context));
    };

    const auto json = nlohmann::json::parse(to_json(model, unit, assessment));
    for (const Wanted& one : all) expect("JSON", json["scores"][one.name]["decimal"].get<std::string>(), 4, one, false);

    const std::vector<std::string> row = cells(csv_row(model, unit, assessment));
    std::size_t cell = 2;
    for (const Wanted& one : all) {
        if (!one.inner) continue;
        expect("CSV", row.at(cell++), 6, one, false);
        expect("CSV", row.at(cell++), 6, one, true);
    }

    Table table(model, assessment.as_of, Language::english);
    table.add(unit, assessment);
    const std::string rows = table.text().substr(table.text().find("\n\n") + 2);  // behind the title and the day
    std::istringstream line(rows.substr(rows.find('\n') + 1));
    std::string word;
    line >> word;
    const auto in_table = [&](NodeIndex node) {
        line >> word;
        const std::size_t dash = word.find('-');
        expect("table", word.substr(0, dash), 2, all[node], false);
        if (dash != std::string::npos) expect("table", word.substr(dash + 1), 2, all[node], true);
    };
    in_table(NodeIndex(0));
    for (const NodeIndex child : model.nodes.front().children) in_table(child);

    // In the order of the worksheet, then the views. An exact number stands without zeros.
    const std::string text = explain(model, unit, assessment, Language::english);
    const std::regex figures(R"(\n *possible (~?)([0-9.]+); certain (~?)([0-9.]+)[;\n])");
    std::size_t next = 0;
    for (std::sregex_iterator found(text.begin(), text.end(), figures), end; found != end; ++found, ++next)
        for (const bool possible : {true, false}) {
            const Rational& score = possible ? all.at(next).score.possible : all.at(next).score.certain;
            const std::string number = (*found)[possible ? 2 : 4];
            const bool rounded = (*found)[possible ? 1 : 3].length() > 0;
            expect("explanation", number, rounded ? 4 : places_of(number), all[next], possible);
            RC_ASSERT(rounded != (Rational::parse(number, number.size()) == score));
        }
    RC_ASSERT(next == all.size());
}

TEST(Decimals, ReadAsTheScoresDo) {
    PrintedTally tally;
    for (const bool awkward : {false, true})
        for_all(250, 700, [&](Choices& choose) {
            Shape shape;
            shape.awkward = awkward;
            const Sheet sheet = any_sheet(choose, shape);
            const std::string rules = text(sheet);
            const auto program = program_of(rules);
            for (int i = 0; i < 6; ++i) {
                Given given = any_unit(choose, sheet, any_filling(choose));
                given.id = "u";
                const std::string written = json(sheet, given);
                const auto read = units_of(program->model(), written);
                RC_ASSERT(read.size() == 1);
                check(program->model(), read[0], assess_reference(program->model(), read[0], day_of(given)),
                      shown(rules, written), tally);
            }
        });
    RecordProperty("decimals", std::to_string(tally.decimals));
    RecordProperty("on_thresholds", std::to_string(tally.on));
    RecordProperty("with_more_places", std::to_string(tally.longer));
    RecordProperty("on_thresholds_without_decimal", std::to_string(tally.unwritten));
    EXPECT_GT(tally.compared, 10'000u);
    EXPECT_GT(tally.on, 500u);
    EXPECT_GT(tally.longer, 50u);
    EXPECT_GT(tally.unwritten, 10u);
}

}  // namespace

}  // namespace zi::sheet
