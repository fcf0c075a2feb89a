// One rule for every decimal that is printed: nearest, halves up, and more places where that would put a score on the other
// side of a threshold.
#include "zi/arrow.hpp"
#include "zi/improve.hpp"
#include "zi/load.hpp"
#include "zi/report.hpp"
#include "base/wide.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <cstring>
#include <optional>
#include <random>
#include <string_view>

namespace zi::io {

namespace {

const Date decimals_day = *Date::parse("2026-05-31");

/// The answer is the score.
std::shared_ptr<const Model> rules_with(std::string_view conditions) {
    const Loaded loaded = load_text("rules.zi", fmt::format(R"(
regulation angka "Angka, sintetis"
level bagian "Bagian"
worksheet "Nilai" 100 {{ bagian A "Satu" 100 {{ question a ratio "Pertanyaan" 100 {{
  input n "Bagian"
  input d "Dari"
  when d = 0 then 0
  value n / d capped
}} }} }}
predicate BAIK "Baik" {{ {} }}
)",
                                                            conditions));
    EXPECT_TRUE(loaded) << loaded.text(Language::english);
    return loaded.model;
}

/// Everything that shows the score of one unit.
struct Shown {
    std::shared_ptr<const Model> model;
    Unit unit;
    Assessment assessment;

    Shown(std::shared_ptr<const Model> rules, const Rational& score) : model(std::move(rules)), unit(*model, "sintetis") {
        const Rational share = score / Rational(100);
        unit.answers[0] = Counts{{share * share.denominator(), share.denominator()}};
        assessment = assess_reference(*model, unit, decimals_day);
        EXPECT_EQ(assessment.nodes.front().certain, score);
    }

    std::string table() const {
        Table table(*model, decimals_day, Language::english);
        table.add(unit, assessment);
        const std::string text = table.text();
        const std::size_t row = text.find("\nsintetis") + 9, begin = text.find_first_not_of(' ', row);
        return text.substr(begin, text.find(' ', begin) - begin);
    }
    std::string json() const {
        return nlohmann::json::parse(to_json(*model, unit, assessment))["scores"]["total"]["decimal"].get<std::string>();
    }
    std::string csv() const {
        const std::string row = csv_row(*model, unit, assessment);
        EXPECT_EQ(bulk_csv(), row);
        const std::size_t begin = row.find(",,") + 2;
        return row.substr(begin, row.find(',', begin) - begin);
    }
    std::string arrow(unsigned digits) const {
        const Columns columns = row();
        BulkOutputs outputs = BulkOutputs::verdicts(*model);
        outputs.as_decimals = true;
        const PreparedColumns plan(model, decimals_day, outputs);
        ArrowSchema schema{};
        ArrowArray array{};
        export_result(plan, columns, assess_columns(plan, columns), &schema, &array, {digits, false});
        std::string text;
        for (std::int64_t i = 0; i < schema.n_children; ++i)
            if (schema.children[i]->name == std::string_view("total/certain")) {
                Wide number;
                std::memcpy(&number, array.children[i]->buffers[1], sizeof number);
                text = rational_of(number).fraction();
            }
        schema.release(&schema);
        array.release(&array);
        return text;
    }
    std::string explained() const { return explain(*model, unit, assessment, Language::english); }
    std::string whynot() const {
        return whynot_text(*model, unit, assessment, reasons(*model, unit, assessment, {PredicateIndex(0)}), Language::english);
    }
    std::string ready() const {
        return explain(*model, unit, assessment, readiness(*model, unit, assessment, PredicateIndex(0)), Language::english);
    }

private:
    Columns row() const {
        ColumnsBuilder builder(model, decimals_day);
        builder.append(unit);
        return builder.finish();
    }
    std::string bulk_csv() const {
        const Columns columns = row();
        const PreparedColumns plan(model, decimals_day, csv_outputs(*model));
        return csv_rows(plan, columns, assess_columns(plan, columns), {unit.id}, {unit.name});
    }
};

Rational number(const char* text) { return *Rational::parse(text); }

::testing::AssertionResult has(const std::string& text, std::string_view part) {
    if (text.find(part) != std::string::npos) return ::testing::AssertionSuccess();
    return ::testing::AssertionFailure() << "\"" << part << "\" is not in:\n" << text;
}

/// 899999999/10000000 was 89.99 in the table, 90.0000 in JSON and 90.000000 in CSV.
TEST(Decimals, AreTheSameEverywhere) {
    const Shown below(rules_with("total >= 90"), Rational(899'999'999, 10'000'000));
    EXPECT_EQ(below.table(), "89.9999999");
    EXPECT_EQ(below.json(), "89.9999999");
    EXPECT_EQ(below.csv(), "89.9999999");
    EXPECT_EQ(below.arrow(6), "89999999") << "a column cannot add a place";
    EXPECT_EQ(below.arrow(7), "899999999");
    EXPECT_TRUE(has(below.explained(), "total Nilai [100]\n  possible 89.9999999; certain 89.9999999; lost ~10.0000\n"));
    EXPECT_TRUE(has(below.explained(), "89.9999999; at least 90 required - not met; margin -0.0000001\n"));
    EXPECT_TRUE(has(below.whynot(), "at least 90 required; 89.9999999 reached; short by 0.0000001.\n"));
    EXPECT_TRUE(has(below.whynot(), "the score becomes 90.0000:\n"));
    EXPECT_TRUE(has(below.ready(), "readiness: certain 99.9999999% (899999999/900000000)"));
    EXPECT_TRUE(has(below.ready(), "89.9999999; at least 90 required\n"));
    const Shown on(below.model, Rational(90));
    const Diff moved = diff(*below.model, {below.unit, below.assessment, "", ""}, {on.unit, on.assessment, "", ""});
    EXPECT_TRUE(has(diff_text(*below.model, {below.unit, below.assessment, "", ""}, {on.unit, on.assessment, "", ""}, moved,
                              Language::english),
                    "total (Nilai): 89.9999999 -> 90; +0.0000001\n"));
}

TEST(Decimals, AreNearestHalvesUp) {
    const auto rules = rules_with("total >= 90");
    const auto all = [&](const Rational& score) {
        const Shown one(rules, score);
        return fmt::format("{} {} {} {}", one.table(), one.json(), one.csv(), one.arrow(6));
    };
    EXPECT_EQ(all(number("2.9475")), "2.95 2.9475 2.947500 2947500") << "as it is published";
    EXPECT_EQ(all(number("74.996")), "75.00 74.9960 74.996000 74996000") << "75 is no threshold here";
    EXPECT_EQ(all(number("0.00005")), "0.00 0.0001 0.000050 50");
    EXPECT_EQ(all(number("0.0000005")), "0.00 0.0000 0.000001 1");
    EXPECT_EQ(all(number("0.00000049")), "0.00 0.0000 0.000000 0");
    EXPECT_EQ(all(Rational(200, 3)), "66.67 66.6667 66.666667 66666667");
    EXPECT_EQ(all(Rational(0)), "0.00 0.0000 0.000000 0");
    EXPECT_EQ(all(Rational(100)), "100.00 100.0000 100.000000 100000000");
}

TEST(Decimals, KeepToTheirSideOfAThreshold) {
    const auto rules = rules_with("total >= 90");
    const auto all = [&](const char* score) {
        const Shown one(rules, number(score));
        return fmt::format("{} {} {} {}", one.table(), one.json(), one.csv(), one.arrow(6));
    };
    EXPECT_EQ(all("90"), "90.00 90.0000 90.000000 90000000");
    EXPECT_EQ(all("89.994"), "89.99 89.9940 89.994000 89994000");
    EXPECT_EQ(all("89.995"), "89.995 89.9950 89.995000 89995000") << "half-way would be up";
    EXPECT_EQ(all("89.99996"), "89.99996 89.99996 89.999960 89999960");
    EXPECT_EQ(all("89.9999996"), "89.9999996 89.9999996 89.9999996 89999999");
    EXPECT_EQ(all("89.99999999999996"), "89.99999999999996 89.99999999999996 89.99999999999996 89999999");
    EXPECT_EQ(all("90.004"), "90.004 90.0040 90.004000 90004000") << "above is not on";
    EXPECT_EQ(all("90.005"), "90.01 90.0050 90.005000 90005000");
    EXPECT_EQ(all("90.00000004"), "90.00000004 90.00000004 90.00000004 90000001");
    EXPECT_EQ(Shown(rules, number("89.6")).arrow(0), "89");
    EXPECT_EQ(Shown(rules, number("90.4")).arrow(0), "91");
}

/// Thresholds count whatever predicate, day or operator they belong to; and each score has its own.
TEST(Decimals, HeedEveryThreshold) {
    const auto rules =
        rules_with("total > 90 lain: total <= 90.006 from 2030-01-01 kelak: total < 50 until 2020-01-01 A >= 70");
    EXPECT_EQ(rules->nodes[0].thresholds, (std::vector<Rational>{50, 90, number("90.006")}));
    EXPECT_EQ(rules->nodes[1].thresholds, std::vector<Rational>{70});
    EXPECT_TRUE(rules->nodes[2].thresholds.empty());
    const auto table = [&](const char* score) { return Shown(rules, number(score)).table(); };
    EXPECT_EQ(table("90.0055"), "90.0055") << "neither on 90.006 nor above";
    EXPECT_EQ(table("90.007"), "90.01");
    EXPECT_EQ(table("49.999"), "49.999");
    EXPECT_EQ(table("69.999"), "70.00") << "of the total; A says more";
    EXPECT_TRUE(has(Shown(rules, number("69.9999999")).explained(),
                    "total Nilai [100]\n  possible ~70.0000; certain ~70.0000; lost ~30.0000\n"
                    "  A Satu [100]\n    possible 69.9999999; certain 69.9999999; lost ~30.0000\n"));
    // No hundredth lies between the two: the lower reading.
    const auto close = rules_with("total >= 90.001 lain: total >= 90.002");
    EXPECT_EQ(Shown(close, number("90.0015")).arrow(2), "9000");
    EXPECT_EQ(Shown(close, number("90.0015")).table(), "90.0015");
}

/// No decimal is 200/3. A score on it is printed just above, since it reaches what is asked.
TEST(Decimals, OnThresholdsWithoutADecimalReadAsReached) {
    const auto rules = rules_with("total >= 200/3");
    const auto all = [&](const Rational& score) {
        const Shown one(rules, score);
        return fmt::format("{} {} {} {}", one.table(), one.json(), one.csv(), one.arrow(6));
    };
    EXPECT_EQ(all(Rational(200, 3)), "66.67 66.6667 66.666667 66666667");
    EXPECT_EQ(all(number("66.666")), "66.666 66.6660 66.666000 66666000");
    EXPECT_EQ(all(number("66.6666666")), "66.6666666 66.6666666 66.6666666 66666666");
    EXPECT_EQ(all(number("66.6666667")), "66.67 66.6667 66.666667 66666667");
    EXPECT_TRUE(
        has(Shown(rules, Rational(200, 3)).explained(), "66.6667; at least 200/3 (~66.6667) required - met; margin 0\n"));
    // Rounded to the nearest, a third would read as missed.
    const auto third = rules_with("total >= 100/3 lain: total >= 33.34");
    EXPECT_EQ(Shown(third, Rational(100, 3)).table(), "33.334") << "33.34 would be reached as well";
    EXPECT_EQ(Shown(third, Rational(100, 3)).json(), "33.3334");
    EXPECT_EQ(Shown(third, Rational(100, 3)).csv(), "33.333334");
    EXPECT_EQ(Shown(third, Rational(100, 3)).arrow(6), "33333334");
    EXPECT_EQ(Shown(third, number("33.3333")).json(), "33.3333");
}

/// What is short, lost or gained is never printed as nothing, unless it is.
TEST(Decimals, OfDifferencesAreNotNothing) {
    const auto rules = rules_with("total <= 200/3");
    const Shown above(rules, Rational(200, 3) + Rational(1, 3'000'000));
    EXPECT_TRUE(
        has(above.explained(), "66.6667; at most 200/3 (~66.6667) required - not met; margin -1/3000000 (~-0.0000003)\n"));
    EXPECT_TRUE(
        has(above.whynot(), "at most 200/3 (~66.6667) required; 66.6667 reached; too many by 1/3000000 (~0.0000003).\n"));
    const Shown little(rules, Rational(1, 3'000'000));
    EXPECT_TRUE(has(little.explained(), "possible ~0.0000; certain ~0.0000; lost ~100.0000\n"));
    EXPECT_EQ(little.table(), "0.00");
}

// ---- The writer itself ---------------------------------------------------------------------------------------------

TEST(Decimals, NeverShowTheOtherSide) {
    std::mt19937 random(2021);
    const auto below = [&](std::int64_t bound) {
        return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(bound));
    };
    std::size_t on = 0;
    for (int i = 0; i < 5'000; ++i) {
        const std::vector<Rational> thresholds{Rational(below(10'000), 1 + below(i % 2 == 0 ? 100 : 7)),
                                               Rational(below(10'000), 100)};
        std::int64_t scale = 1;
        for (std::int64_t place = below(18); place > 0; --place) scale *= 10;
        const Rational value = thresholds[0] + Rational(below(7) - 3, scale) / Rational(1 + below(9));
        const int digits = static_cast<int>(below(7));
        const std::string text = value.decimal(digits, thresholds);
        const Rational shown = *Rational::parse(text, 1'000);
        on += value == thresholds[0];
        for (const Rational& threshold : thresholds) {
            // A fraction of a threshold that no decimal hits is printed above it.
            const bool unwritten = value == threshold && shown != value;
            EXPECT_EQ(shown <=> threshold, unwritten ? std::strong_ordering::greater : value <=> threshold)
                << text << " for " << value.fraction() << " beside " << threshold.fraction();
            EXPECT_TRUE(!unwritten || value.shortest(60) == value.fraction()) << value.fraction();
        }
        const std::size_t places = text.size() - (text.find('.') == std::string::npos ? text.size() : text.find('.') + 1);
        EXPECT_GE(places, static_cast<std::size_t>(digits));
    }
    EXPECT_GT(on, 100u);
}

TEST(Decimals, HaveNoMorePlacesThanNeeded) {
    const std::vector<Rational> thresholds{Rational(75)};
    const auto shown = [&](const char* value) { return number(value).decimal(2, thresholds); };
    EXPECT_EQ(shown("75"), "75.00");
    EXPECT_EQ(shown("80.126"), "80.13");
    EXPECT_EQ(shown("74.996"), "74.996");
    EXPECT_EQ(shown("74.9993"), "74.999");
    EXPECT_EQ(shown("74.99996"), "74.99996");
    EXPECT_EQ(shown("75.001"), "75.001");
    EXPECT_EQ(shown("75.0014"), "75.001");
    EXPECT_EQ(shown("74.99999999999999"), "74.99999999999999");
    EXPECT_EQ(Rational(-1, 3).decimal(2, std::vector<Rational>{Rational(0)}), "-0.33");
    EXPECT_EQ(Rational(-1, 3'000).decimal(2, std::vector<Rational>{Rational(0)}), "-0.0003");
    EXPECT_EQ(Rational(-1, 8).decimal(2, std::vector<Rational>{Rational(0)}), "-0.13") << "halves away from zero";
    // As long as it takes, and no longer to compute than to print.
    const Rational hair = *Rational::parse("1/1" + std::string(3'000, '0'), 4'000);
    EXPECT_EQ((Rational(75) - hair).decimal(2, thresholds), "74." + std::string(3'000, '9'));
    EXPECT_EQ((Rational(75) + hair).decimal(2, thresholds), "75." + std::string(2'999, '0') + "1");
}

}  // namespace

}  // namespace zi::io
