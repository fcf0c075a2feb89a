// What the headers call thread-safe, done by several threads at once. Made to be run with the thread sanitizer.
#include "zi/bulk.hpp"
#include "zi/load.hpp"
#include "zi/program.hpp"
#include "zi/report.hpp"

#include <algorithm>
#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <thread>
#include <vector>

namespace zi {

namespace {

constexpr std::size_t thread_count = 4;
constexpr std::size_t unit_count = 200;

const std::string rules = ZI_SOURCE_DIR "/rules/zi-2021.zi";
const Date day = *Date::parse("2025-06-01");

void in_threads(const std::function<void(std::size_t)>& work) {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < thread_count; ++i) threads.emplace_back([&work, i] { work(i); });
}

std::shared_ptr<const Model> model() {
    static const Loaded loaded = load(rules, read_from_disk());
    return loaded.model;
}

/// Units as JSON lines, each with other answers, some open and some refused.
std::string units_text(std::size_t count = unit_count) {
    std::string text;
    for (std::size_t u = 0; u < count; ++u) {
        text += "{\"id\":\"u" + std::to_string(u) + "\",\"facts\":{\"unit\":{\"kawasan\":" + (u % 2 == 0 ? "true" : "false") +
                "}},\"answers\":{\"B.I.a\":" + (u % 50 == 49 ? "9" : "3." + std::to_string(10 + u % 90));
        for (std::size_t i = 0; i < model()->questions.size(); ++i) {
            const Question& question = model()->questions[i];
            if (question.kind == Question::Kind::number || (u + i) % 7 == 0) continue;
            text += ",\"" + model()->nodes[question.node].id + "\":";
            if (question.kind == Question::Kind::options) {
                const auto& options = model()->scales[question.scale].options;
                text += "\"" + options[(u * 31 + i) % options.size()].key + "\"";
            } else {
                std::string counts;
                const bool bounded = std::any_of(question.inputs.begin(), question.inputs.end(),
                                                 [](const Input& input) { return input.at_most != none; });
                for (std::size_t k = 0; k < question.inputs.size(); ++k)
                    if (question.inputs[k].parts.empty())  // a part as large as its whole
                        counts += (counts.empty() ? "\"" : ",\"") + question.inputs[k].key +
                                  "\":" + std::to_string((u * 13 + i + (bounded ? 0 : k)) % 60);
                text += "{" + counts + "}";
            }
        }
        text += "}}\n";
    }
    return text;
}

struct Read {
    std::vector<Unit> units;
    std::string refused;
};

Read read(const std::string& text) {
    Read result;
    read_units(*model(), text, Limits{}, [&](Result<Unit> unit) {
        if (unit)
            result.units.push_back(*std::move(unit));
        else
            result.refused += to_json(unit.diagnostics(), Language::indonesian) + "\n";
        return true;
    });
    return result;
}

TEST(Threads, ShareOneProgram) {
    const Program program(model());
    const std::vector<Unit> units = read(units_text()).units;
    ASSERT_EQ(units.size(), unit_count - unit_count / 50);
    std::vector<Assessment> alone;
    AssessmentState state;
    for (const Unit& unit : units) alone.push_back(assess(program, unit, day, state));

    std::vector<std::vector<Assessment>> together(thread_count);
    in_threads([&](std::size_t thread) {
        AssessmentState own;
        for (const Unit& unit : units) together[thread].push_back(assess(program, unit, day, own));
    });
    for (const auto& results : together) EXPECT_TRUE(results == alone);
}

TEST(Threads, AssessByTheReference) {
    const std::vector<Unit> units = read(units_text()).units;
    const auto few = [&](std::size_t i) { return assess_reference(*model(), units[i], day); };
    std::vector<Assessment> alone;
    for (std::size_t i = 0; i < 20; ++i) alone.push_back(few(i));
    std::vector<std::vector<Assessment>> together(thread_count);
    in_threads([&](std::size_t thread) {
        for (std::size_t i = 0; i < 20; ++i) together[thread].push_back(few(i));
    });
    for (const auto& results : together) EXPECT_TRUE(results == alone);
}

TEST(Threads, LoadTheSameRules) {
    std::vector<Loaded> loaded(thread_count);
    in_threads([&](std::size_t thread) { loaded[thread] = load(rules, read_from_disk()); });
    const Unit unit = read(units_text()).units.at(1);
    const std::string expected = explain(*model(), unit, assess_reference(*model(), unit, day), Language::english);
    for (const Loaded& one : loaded) {
        ASSERT_TRUE(one);
        EXPECT_EQ(one.text(Language::indonesian), loaded[0].text(Language::indonesian));
        EXPECT_EQ(explain(*one.model, unit, assess_reference(*one.model, unit, day), Language::english), expected);
    }
}

TEST(Threads, LoadBrokenRules) {
    std::vector<std::string> texts(thread_count);
    in_threads([&](std::size_t thread) {
        texts[thread] =
            load_text("x.zi", "regulation r \"R\"\nscale s { A = 2 B = 0 }\nworksheet \"W\" 1 {}\n").text(Language::english);
    });
    EXPECT_FALSE(texts[0].empty());
    for (const std::string& text : texts) EXPECT_EQ(text, texts[0]);
}

TEST(Threads, ReadAndReportWithOneModel) {
    const std::string text = units_text(50);  // every one by exact numbers: slow under the sanitizer
    const auto report = [&] {
        const Read all = read(text);
        std::string out = all.refused;
        Table table(*model(), day, Language::indonesian);
        for (const Unit& unit : all.units) {
            const Assessment assessment = assess_reference(*model(), unit, day);
            if (out.size() < 100'000) out += to_json(*model(), unit, assessment);  // a few are enough
            out += csv_row(*model(), unit, assessment);
            table.add(unit, assessment);
        }
        return out + table.text();
    };
    const std::string alone = report();
    std::vector<std::string> together(thread_count);
    in_threads([&](std::size_t thread) { together[thread] = report(); });
    for (const std::string& one : together) EXPECT_TRUE(one == alone);
}

TEST(Threads, AssessColumns) {
    ColumnsBuilder builder(model(), day);
    const std::vector<Unit> units = read(units_text()).units;
    for (std::size_t i = 0; i < 20'000; ++i) builder.append(units[i % units.size()]);
    const Columns columns = builder.finish();
    const PreparedColumns plan(model(), day, BulkOutputs::verdicts(*model()));
    const BulkResult alone = assess_columns(plan, columns);
    std::vector<BulkResult> together(thread_count);
    in_threads([&](std::size_t thread) {
        BulkOptions options;
        options.threads = thread % 2 == 0 ? 1 : 3;
        std::size_t last = 0;
        options.progress = [&](std::size_t done, std::size_t) { last = done; };
        together[thread] = assess_columns(plan, columns, options);
        EXPECT_EQ(last, columns.rows());
    });
    for (const BulkResult& one : together) {
        EXPECT_EQ(one.nodes[0].certain, alone.nodes[0].certain);
        EXPECT_EQ(one.nodes[0].possible, alone.nodes[0].possible);
        for (std::size_t i = 0; i < one.predicates.size(); ++i) {
            EXPECT_EQ(one.predicates[i].met, alone.predicates[i].met);
            EXPECT_EQ(one.predicates[i].possible, alone.predicates[i].possible);
        }
    }
}

}  // namespace

}  // namespace zi
