// Inputs that are rare but right, and hosts that are careless.
#include <gtest/gtest.h>

#include <clocale>
#include <cstdlib>
#include <filesystem>
#include <memory>

#include "fixtures.hpp"
#include "zi/program.hpp"
#include "zi/report.hpp"

namespace zi::io {

namespace {

std::vector<Unit> units(const std::string& json, std::size_t& refused) {
    std::vector<Unit> read;
    refused = 0;
    read_units(zona(), json, Limits{}, [&](Result<Unit> result) {
        if (result)
            read.push_back(std::move(*result));
        else
            ++refused;
        return true;
    });
    return read;
}

/// One unit, however its JSON is laid out.
TEST(OddLayout, AnObjectMayBeginOnAnyLine) {
    for (const char* json :
         {"{\"id\": \"u\", \"answers\":\n{\"B.I.a\": 3}}", "{\"id\": \"u\", \"answers\": \n\n  {\"B.I.a\": 3}}\n",
          "{\"facts\":\n{},\"id\":\"u\", \"answers\":\n{\"B.I.a\": 3}}",
          "{\n\"id\": \"u\",\n\"answers\":\n{\n\"B.I.a\":\n3\n}\n}\n", "[{\"id\": \"u\", \"answers\":\n{\"B.I.a\": 3}}]"}) {
        std::size_t refused = 0;
        const auto read = units(json, refused);
        ASSERT_EQ(read.size(), 1u) << json;
        EXPECT_EQ(refused, 0u) << json;
        EXPECT_EQ(std::get<Rational>(read[0].answers[zona().nodes[zona().find_node("B.I.a")].question]), Rational(3));
    }
}

/// A line that breaks off behind a colon is a broken line, not the beginning of a unit that goes on for the rest of the file.
TEST(OddLayout, ALineThatBreaksOffHidesNothing) {
    std::size_t refused = 0;
    const auto read = units("{\"id\": \"a\", \"answers\":\n{\"id\": \"b\"}\n{\"id\": \"c\"}\n", refused);
    EXPECT_EQ(read.size(), 2u);
    EXPECT_EQ(refused, 1u);
}

/// A host program may speak a language that writes 3,62. JSON does not.
TEST(OddLocale, NumbersAreReadAsJsonWritesThem) {
    const std::filesystem::path folder = std::filesystem::path(testing::TempDir()) / "zi-locale";
    std::filesystem::create_directories(folder);
    const char* kept = std::getenv("LOCPATH");
    const std::string before = kept ? kept : "";
    std::string name;
    for (const char* installed : {"id_ID.UTF-8", "de_DE.UTF-8", "fr_FR.UTF-8"})
        if (name.empty() && std::setlocale(LC_ALL, installed)) name = installed;
    if (name.empty() &&
        std::system(("localedef -i id_ID -f UTF-8 " + (folder / "id_ID.UTF-8").string() + " 2>/dev/null").c_str()) == 0) {
        setenv("LOCPATH", folder.c_str(), 1);
        if (std::setlocale(LC_ALL, "id_ID.UTF-8")) name = "id_ID.UTF-8";
    }
    if (name.empty() || *std::localeconv()->decimal_point != ',') {
        std::setlocale(LC_ALL, "C");
        GTEST_SKIP() << "no locale with a decimal comma can be had here";
    }
    std::size_t refused = 0;
    const auto read = units(R"([{"id": "u", "answers": {"B.I.a": 3.62, "B.II.a": 36.2e-1}}])", refused);
    std::setlocale(LC_ALL, "C");
    kept ? setenv("LOCPATH", before.c_str(), 1) : unsetenv("LOCPATH");
    std::filesystem::remove_all(folder);
    ASSERT_EQ(read.size(), 1u);
    for (const char* id : {"B.I.a", "B.II.a"})
        EXPECT_EQ(std::get<Rational>(read[0].answers[zona().nodes[zona().find_node(id)].question]), Rational(181, 50));
}

/// Answers that do not fit count as not given; reports must not stumble over them either.
TEST(OddUnits, ReportsTakeWhatAssessingTakes) {
    const Model& model = zona();
    const Program program(std::shared_ptr<const Model>(std::shared_ptr<void>(), &model));
    const Date day = *Date::parse("2026-05-31");
    AssessmentState state;
    const auto reports = [&](const Unit& unit) {
        const Assessment result = assess(program, unit, day, state);
        Table table(model, day, Language::english);
        table.add(unit, result);
        return to_json(model, unit, result) + csv_row(model, unit, result) + explain(model, unit, result, Language::english) +
               table.text();
    };
    const Unit nothing(model, "u");
    const std::string wanted = reports(nothing);
    for (const Answer& misfit : {Answer(Member{1'000'000}), Answer(Rational(-7)), Answer(Counts{})}) {
        Unit unit = nothing;
        for (std::size_t i = 0; i < unit.answers.size(); ++i) {
            const Question::Kind kind = model.questions[i].kind;
            const bool fits = (kind == Question::Kind::ratio && std::holds_alternative<Counts>(misfit)) ||
                              (kind == Question::Kind::number && std::holds_alternative<Rational>(misfit));
            if (!fits) unit.answers[i] = misfit;
        }
        EXPECT_EQ(reports(unit), wanted);
    }
    Unit unit = nothing;
    unit.answers.clear();
    unit.facts.clear();
    EXPECT_EQ(reports(unit), wanted);
    // Counts that were never filled in, and a grade that does not exist, are shown as unknown.
    unit = nothing;
    for (std::size_t i = 0; i < unit.answers.size(); ++i)
        if (model.questions[i].kind == Question::Kind::ratio) unit.answers[i] = Counts{};
    EXPECT_FALSE(reports(unit).empty());
}

}  // namespace

}  // namespace zi::io
