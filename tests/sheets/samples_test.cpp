// Synthetic workbooks and tables (samples/README.md), read cell by cell: samples/expected.json says what each must give.
#include "samples.hpp"

#include "zi/sheets.hpp"

#include "zi/assess.hpp"
#include "zi/load.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace zi {
namespace {

using nlohmann::json;

using namespace sheets_test;

/// What a file must give, by its name.
const json& expected(const std::string& file) {
    static const json all = json::parse(content(samples + "expected.json"));
    for (const char* list : {"workbooks", "csv"})
        for (const json& one : all.at(list))
            if (one.at("file") == file) return one;
    throw std::runtime_error(file);
}

/// The rules of 2021, with an assessor for each column of a workbook where they are layered.
std::shared_ptr<const Model> rules(bool layered) {
    static const auto load_rules = [](bool both) {
        const FileReader disk = read_from_disk();
        const Loaded loaded = load(ZI_SOURCE_DIR "/rules/zi-2021.zi", [&](std::string_view path) {
            auto text = disk(path);
            if (both && text && path.ends_with("assessors.zi"))
                *text += "\nassessor TPI_UNIT \"TPI Unit\" @P2:38-44\nassessor TPI_ITJEN \"TPI Itjen\" @P2:38-44\n";
            return text;
        });
        EXPECT_TRUE(loaded) << loaded.text(Language::english);
        return loaded.model;
    };
    static const auto plain = load_rules(false), both = load_rules(true);
    return layered ? both : plain;
}

struct Read {
    std::vector<Unit> units;
    Diagnostics problems;  ///< of units and of the file
    std::optional<TakenFor> taken;
};

Read read(const Model& model, const std::string& file, BadValues bad_values = BadValues::leave_open) {
    Read read;
    SheetOptions options;
    options.file_name = "folder/" + file;
    options.as_of = *Date::parse("2026-05-31");
    options.bad_values = bad_values;
    options.taken = [&](const TakenFor& taken) { read.taken = taken; };
    read_sheet(model, content(samples + file), options, [&](Result<Unit> unit) {
        const Diagnostics& found = unit ? unit->remarks : unit.diagnostics();
        read.problems.insert(read.problems.end(), found.begin(), found.end());
        if (unit) read.units.push_back(std::move(*unit));
        return true;
    });
    return read;
}

/// An answer as expected.json has it.
json told(const Model& model, const Question& question, const Answer& answer) {
    if (const auto* option = std::get_if<Member>(&answer)) return model.scales[question.scale].options[option->value].key;
    if (const auto* number = std::get_if<Rational>(&answer)) return number->shortest(20);
    if (const auto* counts = std::get_if<Counts>(&answer)) {
        json all = json::object();
        for (InputIndex i{0}; i < question.inputs.size(); ++i)
            if (const auto& count = counts->values[i]) all[question.inputs[i].key] = std::stoll(count->shortest());
        return all;
    }
    return nullptr;
}

json told(const Model& model, const List<Answer, Question>& answers) {
    json all = json::object();
    for (QuestionIndex q{0}; q < answers.size(); ++q)
        if (json one = told(model, model.questions[q], answers[q]); !one.is_null())
            all[model.nodes[model.questions[q].node].id] = std::move(one);
    return all;
}

/// Totals that follow from their parts may be left out there.
void expect_answers(const Model& model, const List<Answer, Question>& answers, json wanted) {
    json given = told(model, answers);
    for (auto& [question, answer] : given.items())
        if (answer.is_object() && wanted.contains(question) && wanted[question].is_object())
            for (auto one = answer.begin(); one != answer.end();) {
                const bool derived = one.key() == "jumlah_harus_melaporkan" && !wanted[question].contains(one.key());
                one = derived ? answer.erase(one) : std::next(one);
            }
    EXPECT_EQ(given, wanted) << json::diff(wanted, given).dump();
}

/// "/answers/A.II.1.i.a/jumlah_agen_perubahan" is about A.II.1.i.a.
std::string question_of(const Diagnostic& problem) {
    std::vector<std::string> parts;
    std::string rest = problem.path;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('/', 1), rest.size());
        parts.push_back(rest.substr(1, end - 1));
        rest.erase(0, end);
    }
    if (parts.empty()) return "";
    return parts[0] == "assessed" ? parts.at(2) : parts.at(1);
}

using Place = std::pair<std::string, std::string>;  // cell, question or fact

std::set<Place> places(const Diagnostics& problems, Severity of) {
    std::set<Place> found;
    for (const Diagnostic& one : problems)
        if (severity(one.code) == of && one.code != Code::assessor_replaced) found.emplace(one.cell, question_of(one));
    return found;
}

std::set<Place> places(const json& list) {
    std::set<Place> found;
    for (const json& one : list) {
        const bool about_question = one.contains("question") && !one["question"].is_null();
        // Of a table of units: the column is the fact or question.
        const std::string what = about_question         ? one["question"].get<std::string>()
                                 : one.contains("unit") ? one["column"].get<std::string>()
                                                        : "";
        found.emplace(one.at("cell").get<std::string>(), what);
    }
    return found;
}

void expect_problems(const Diagnostics& problems, const json& wanted) {
    const std::set<Place> errors = places(problems, Severity::error);
    std::set<Place> wanted_errors = places(wanted.at("errors"));
    EXPECT_EQ(errors, wanted_errors);
    const std::set<Place> warnings = places(problems, Severity::warning);
    for (const Place& one : places(wanted.at("warnings")))
        EXPECT_TRUE(warnings.contains(one)) << one.first << " " << one.second;
    for (const Diagnostic& one : problems) {
        EXPECT_FALSE(message(one, Language::english).empty());
        EXPECT_EQ(message(one, Language::english).find('@'), std::string::npos) << message(one, Language::english);
        EXPECT_EQ(message(one, Language::indonesian).find('@'), std::string::npos);
    }
}

// ---- Forms: a sheet is a unit --------------------------------------------------------------------------------------------

class SampleForm : public testing::TestWithParam<const char*> {};

TEST_P(SampleForm, GivesWhatItsCellsSay) {
    const json& wanted = expected(GetParam());
    const auto model = rules(true);
    const Read given = read(*model, GetParam());
    ASSERT_EQ(given.units.size(), 1u);
    const Unit& unit = given.units[0];
    ASSERT_TRUE(given.taken);
    EXPECT_EQ(given.taken->layout, wanted.at("layout"));
    if (wanted.contains("sheet")) {
        EXPECT_EQ(given.taken->sheet, wanted["sheet"]);
    }
    const bool named = wanted.contains("unit") && !wanted["unit"]["name"].is_null();
    const std::string stem = std::string(GetParam()).substr(0, std::string(GetParam()).rfind('.'));
    EXPECT_EQ(unit.id, named ? wanted["unit"]["name"].get<std::string>() : stem);

    expect_answers(*model, unit.answers, wanted.at("answers").at("answer_unit"));
    const std::map<std::string, const char*> assessors{
        {"answer_tpi", "TPI"}, {"answer_tpi_unit", "TPI_UNIT"}, {"answer_tpi_itjen", "TPI_ITJEN"}};
    for (const auto& [column, assessor] : assessors) {
        SCOPED_TRACE(column);
        const AssessorIndex index = model->find_assessor(assessor);
        const List<Answer, Question> none_given;
        expect_answers(*model, index < unit.assessed.size() ? unit.assessed[index] : none_given,
                       wanted["answers"].contains(column) ? wanted["answers"][column] : json::object());
    }
    expect_problems(given.problems, wanted);

    if (wanted.contains("unanswered")) {
        std::set<std::string> unanswered;
        for (QuestionIndex q{0}; q < model->questions.size(); ++q)
            if (told(*model, model->questions[q], unit.answers[q]).is_null())
                unanswered.insert(model->nodes[model->questions[q].node].id);
        EXPECT_EQ(json(unanswered), wanted["unanswered"]);
    }
    if (wanted.contains("zi_total_of_unit")) {
        const Assessment assessment = assess_reference(*model, seen_by(unit, none), *Date::parse("2026-05-31"));
        EXPECT_EQ(assessment.nodes[NodeIndex(0)].certain.fraction(), wanted["zi_total_of_unit"]["certain"]);
        EXPECT_EQ(assessment.nodes[NodeIndex(0)].possible.fraction(), wanted["zi_total_of_unit"]["possible"]);
    }
}

/// Without being asked to, zi assesses no less than what was said.
TEST_P(SampleForm, IsRefusedWholeForAnError) {
    const json& wanted = expected(GetParam());
    const Read given = read(*rules(false), GetParam(), BadValues::refuse_unit);
    EXPECT_EQ(given.units.empty(), !wanted.at("errors").empty());
}

INSTANTIATE_TEST_SUITE_P(Samples, SampleForm,
                         testing::Values("lke-zi-2021-readable.xlsx", "lke-zi-2021-errors.xlsx",
                                         "jawaban-esdm-2026-readable.xlsx", "jawaban-esdm-2026-errors.xlsx",
                                         "jawaban-portalrb-2026-readable.xlsx", "jawaban-portalrb-2026.csv"));

/// Where the rules know one internal assessor, both columns are his, and the later one counts.
TEST(Assessors, TheLaterColumnReplacesTheEarlier) {
    const auto model = rules(false);
    const json& wanted = expected("jawaban-esdm-2026-readable.xlsx").at("answers");
    const Read given = read(*model, "jawaban-esdm-2026-readable.xlsx");
    ASSERT_EQ(given.units.size(), 1u);
    json merged = wanted.at("answer_tpi_unit");
    std::size_t replaced = 0;
    for (const auto& [question, answer] : wanted.at("answer_tpi_itjen").items()) {
        if (merged.contains(question) && merged[question] != answer) ++replaced;
        merged[question] = answer;
    }
    expect_answers(*model, given.units[0].assessed.at(model->find_assessor("TPI")), merged);
    EXPECT_GT(replaced, 0u);
    EXPECT_EQ(std::ranges::count(given.problems, Code::assessor_replaced, &Diagnostic::code),
              static_cast<std::ptrdiff_t>(replaced));
}

// ---- Tables: many units ----------------------------------------------------------------------------------------------

json fact_told(const Model& model, const Fact& fact, const FactValue& value) {
    if (const auto* flag = std::get_if<bool>(&value)) return *flag;
    if (const auto* number = std::get_if<Rational>(&value)) return number->shortest(20);
    if (const auto* date = std::get_if<Date>(&value)) return date->iso();
    if (const auto* member = std::get_if<Member>(&value)) return model.enumerations[fact.enumeration].values[member->value];
    return nullptr;
}

void expect_units(const Model& model, const std::vector<Unit>& units, const json& wanted) {
    ASSERT_EQ(units.size(), wanted.size());
    for (std::size_t i = 0; i < units.size(); ++i) {
        SCOPED_TRACE(units[i].id);
        EXPECT_EQ(units[i].id, wanted[i].at("id"));
        if (wanted[i].contains("name")) {
            EXPECT_EQ(units[i].name, wanted[i]["name"]);
        }
        expect_answers(model, units[i].answers, wanted[i].at("answers"));
        if (!wanted[i].contains("facts")) continue;
        json facts = json::object();
        for (FactIndex f{0}; f < units[i].facts.size(); ++f)
            if (json one = fact_told(model, model.facts[f], units[i].facts[f]); !one.is_null()) facts[model.facts[f].id] = one;
        EXPECT_EQ(facts, wanted[i]["facts"]);
    }
}

TEST(Table, OfAWorkbookHasFactsToo) {
    const json& wanted = expected("units-table.xlsx");
    const auto model = rules(false);
    const Read given = read(*model, "units-table.xlsx");
    expect_units(*model, given.units, wanted.at("units"));
    expect_problems(given.problems, wanted);
    EXPECT_EQ(given.taken->layout, "units");
}

class SampleText : public testing::TestWithParam<const char*> {};

TEST_P(SampleText, GivesWhatItsLinesSay) {
    const json& wanted = expected(GetParam());
    const auto model = rules(false);
    const Read given = read(*model, GetParam());
    expect_units(*model, given.units, wanted.at("units"));
    // Rows of cells are lines.
    const auto lines = [](const Diagnostics& problems, Severity of) {
        std::set<int> found;
        for (const Diagnostic& one : problems)
            if (severity(one.code) == of) found.insert(std::stoi(one.cell.substr(one.cell.find_first_of("0123456789"))));
        return found;
    };
    std::set<int> errors, warnings;
    for (const json& one : wanted.at("errors")) errors.insert(one.at("line").get<int>());
    for (const json& one : wanted.at("warnings")) warnings.insert(one.at("line").get<int>());
    EXPECT_EQ(lines(given.problems, Severity::error), errors);
    EXPECT_EQ(lines(given.problems, Severity::warning), warnings);
    for (const json& one : wanted.at("errors"))
        if (one.contains("question")) {
            EXPECT_TRUE(std::ranges::any_of(given.problems, [&](const Diagnostic& d) {
                return question_of(d) == one["question"] && d.cell.ends_with(std::to_string(one["line"].get<int>()));
            })) << one.dump();
        }
}

INSTANTIATE_TEST_SUITE_P(Samples, SampleText,
                         testing::Values("wide-id.csv", "long.csv", "long-errors.csv", "long-windows-1252.csv",
                                         "long-utf16.txt"));

TEST(Layouts, AllThatComeWithZiAreSound) {
    EXPECT_EQ(known_layouts().size(), 6u);
    for (const Layout& layout : known_layouts()) EXPECT_FALSE(layout.title.empty()) << layout.id;
}

}  // namespace
}  // namespace zi
