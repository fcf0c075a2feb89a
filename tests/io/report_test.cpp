// Do the reports say what the assessment says, in the form that they promise?
#include "fixtures.hpp"

#include "zi/assess.hpp"
#include "zi/report.hpp"

#include "report/conditions.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <sstream>

namespace zi::io {

namespace {

using Json = nlohmann::json;

const Date day = *Date::parse("2025-06-01");

Rational rational(const Json& json) { return *Rational::parse(json.get<std::string>(), 1'000); }

/// Both rules, some random units each.
template <class Check>
void for_random_units(Check check) {
    std::mt19937 random(90);
    for (const Model* model : {&zona(), &sekolah()}) {
        for (int i = 0; i < 40; ++i) {
            const Unit unit = random_unit(*model, "u" + std::to_string(i), random);
            check(*model, unit, assess_reference(*model, unit, day));
        }
    }
}

// ---- JSON ----------------------------------------------------------------------------------------------------------

std::vector<std::string> keys(const Json& json) {
    std::vector<std::string> list;
    for (const auto& [key, value] : json.items()) list.push_back(key);
    return list;  // in alphabetical order
}

void expect_score(const Json& json, const Score& score) {
    EXPECT_EQ(keys(json), (std::vector<std::string>{"certain", "decimal", "possible"}));
    EXPECT_EQ(json["certain"], score.certain.fraction());
    EXPECT_EQ(json["possible"], score.possible.fraction());
    EXPECT_EQ(rational(json["certain"]), score.certain);
    const std::string decimal = json["decimal"];
    ASSERT_EQ(decimal.size() - decimal.find('.'), 5u) << decimal;
    // Correctly rounded: at most half a unit of the last place away.
    const Rational off = rational(json["decimal"]) - score.certain;
    EXPECT_LE(max(off, -off), Rational(1, 20'000)) << decimal;
}

TEST(ReportJson, HoldsTheWholeAssessment) {
    for_random_units([](const Model& model, const Unit& unit, const Assessment& assessment) {
        const Json json = Json::parse(to_json(model, unit, assessment));
        std::vector<std::string> wanted{"answers", "eligibility", "id", "predicates"};
        const Diagnostics remarks = remarks_on(model, unit);
        if (!remarks.empty()) wanted.push_back("remarks");
        wanted.push_back("scores");
        if (has_stages(model)) wanted.push_back("stage");
        EXPECT_EQ(keys(json), wanted);
        EXPECT_EQ(json.value("remarks", Json::array()).size(), remarks.size());
        EXPECT_EQ(json["id"], unit.id);
        EXPECT_EQ(json["scores"].size(), model.nodes.size() + model.views.size());
        for (std::size_t i = 0; i < model.nodes.size(); ++i)
            expect_score(json["scores"].at(model.nodes[i].id), assessment.nodes[i]);
        for (std::size_t i = 0; i < model.views.size(); ++i)
            expect_score(json["scores"].at(model.views[i].name), assessment.views[i]);
        for (std::size_t i = 0; i < model.questions.size(); ++i) {
            const Json& answer = json["answers"].at(model.nodes[model.questions[i].node].id);
            const QuestionResult& result = assessment.questions[i];
            EXPECT_EQ(answer.at("reason"), code(result.reason));
            EXPECT_EQ(answer.at("claimed"), result.claimed ? Json(result.claimed->fraction()) : Json());
            EXPECT_EQ(answer.at("answer").is_null(), std::holds_alternative<std::monostate>(unit.answers[i]));
        }
    });
}

void expect_condition(const Json& json, const Model& model, const Condition& rule, const ConditionResult& result) {
    EXPECT_EQ(json.at("id"), rule.id);
    EXPECT_EQ(json.at("status"), code(result.verdict));
    EXPECT_EQ(json.at("operator"), spelling(rule.op));
    EXPECT_EQ(json.at("threshold"), threshold_text(model, rule));
    EXPECT_EQ(json.at("margin"), result.margin ? Json(result.margin->fraction()) : Json());
    if (is_score(rule)) {
        EXPECT_EQ(rational(json.at("value")), result.value->certain);
        EXPECT_EQ(rational(json.at("possible")), result.value->possible);
        EXPECT_EQ(rational(json.at("threshold")), rule.threshold);
    } else {
        EXPECT_FALSE(json.contains("possible"));
    }
}

TEST(ReportJson, HoldsEveryConditionInForce) {
    for_random_units([](const Model& model, const Unit& unit, const Assessment& assessment) {
        const Json json = Json::parse(to_json(model, unit, assessment));
        for (std::size_t i = 0; i < model.predicates.size(); ++i) {
            const Predicate& rule = model.predicates[i];
            const PredicateResult& result = assessment.predicates[i];
            const bool stage = rule.kind == Predicate::Kind::stage, eligibility = rule.kind == Predicate::Kind::eligibility;
            const Json& here = stage ? json.at("stage").at("stages") : json.at(eligibility ? "eligibility" : "predicates");
            EXPECT_EQ(json.at("predicates").contains(rule.name) + json.at("eligibility").contains(rule.name),
                      result.concerned && !stage);
            ASSERT_EQ(here.contains(rule.name), result.concerned) << rule.name;
            if (!result.concerned) continue;
            EXPECT_EQ(here[rule.name].at("status"), code(result.verdict));
            const Json& conditions = here[rule.name].at("conditions");
            ASSERT_EQ(conditions.size(), result.conditions.size());
            for (std::size_t c = 0; c < conditions.size(); ++c)
                expect_condition(conditions[c], model, rule.conditions[result.conditions[c].condition], result.conditions[c]);
        }
    });
}

TEST(ReportJson, RoundsDecimalsHalfUp) {
    const Unit unit(zona(), "u");
    Assessment assessment = assess_reference(zona(), unit, day);
    const auto decimal = [&](const Rational& value) {
        assessment.nodes.front() = {value, value};
        return Json::parse(to_json(zona(), unit, assessment))["scores"]["total"]["decimal"].get<std::string>();
    };
    EXPECT_EQ(decimal(Rational(0)), "0.0000");
    EXPECT_EQ(decimal(Rational(75)), "75.0000");
    EXPECT_EQ(decimal(Rational(1, 3)), "0.3333");
    EXPECT_EQ(decimal(Rational(2, 3)), "0.6667");
    EXPECT_EQ(decimal(Rational(1, 20'000)), "0.0001");
    EXPECT_EQ(decimal(Rational(1, 20'001)), "0.0000");
    EXPECT_EQ(decimal(*Rational::parse("83.47125")), "83.4713");
}

TEST(ReportJson, KeepsNamesAsTheyAre) {
    for (const std::string name : {"tanda \"kutip\"", "baris\nbaru", "\\", "é", "\x01"}) {
        Unit unit(zona(), name);
        unit.name = name;
        const Json json = Json::parse(to_json(zona(), unit, assess_reference(zona(), unit, day)));
        EXPECT_EQ(json["id"], name);
        EXPECT_EQ(json["name"], name);
    }
    // A host may hand over anything; the report stays JSON.
    const Unit unit(zona(), "\xFF\xC3");
    EXPECT_TRUE(Json::accept(to_json(zona(), unit, assess_reference(zona(), unit, day))));
}

TEST(ReportJson, TellsWhyAUnitIsRefused) {
    const auto outcomes = read_all(zona(), R"({"id":"u","answers":{"B.I.a":9,"A.I.1.i.a":"yaa"}})");
    ASSERT_EQ(outcomes.size(), 1u);
    for (const Language language : {Language::indonesian, Language::english}) {
        const Json json = Json::parse(to_json(outcomes[0].diagnostics, language));
        EXPECT_EQ(keys(json), (std::vector<std::string>{"errors", "unit"}));
        EXPECT_EQ(json["unit"], "u");
        ASSERT_EQ(json["errors"].size(), 2u);
        for (std::size_t i = 0; i < 2; ++i) {
            const Json& error = json["errors"][i];
            const Diagnostic& diagnostic = outcomes[0].diagnostics[i];
            EXPECT_EQ(keys(error), (std::vector<std::string>{"code", "help", "message", "path"}));
            EXPECT_EQ(error["code"], code_name(diagnostic.code));
            EXPECT_EQ(error["path"], diagnostic.path);
            EXPECT_EQ(error["message"], message(diagnostic, language));
            EXPECT_EQ(error["help"], help(diagnostic, language));
        }
    }
    EXPECT_EQ(Json::parse(to_json(Diagnostics{}, Language::english)), Json::parse(R"({"unit":"","errors":[]})"));
}

// ---- CSV -----------------------------------------------------------------------------------------------------------

/// One record as RFC 4180 reads it.
std::vector<std::string> fields(const std::string& record) {
    std::vector<std::string> list(1);
    bool quoted = false;
    std::size_t i = 0;
    for (; i < record.size() && (quoted || record[i] != '\r'); ++i) {
        if (record[i] == '"' && quoted && i + 1 < record.size() && record[i + 1] == '"')
            list.back() += record[++i];
        else if (record[i] == '"')
            quoted = !quoted;
        else if (record[i] == ',' && !quoted)
            list.emplace_back();
        else
            list.back() += record[i];
    }
    EXPECT_EQ(record.substr(i), "\r\n");
    return list;
}

TEST(ReportCsv, ColumnsMatchTheHeader) {
    for_random_units([](const Model& model, const Unit& unit, const Assessment& assessment) {
        const auto header = fields(csv_header(model));
        const auto row = fields(csv_row(model, unit, assessment));
        ASSERT_EQ(header.size(), row.size());
        const auto cell = [&](const std::string& name) {
            const auto found = std::find(header.begin(), header.end(), name);
            return found == header.end() ? "no column " + name : row[static_cast<std::size_t>(found - header.begin())];
        };
        EXPECT_EQ(cell("id"), unit.id);
        EXPECT_EQ(cell("total certain"), assessment.nodes.front().certain.decimal(6));
        EXPECT_EQ(cell("total possible"), assessment.nodes.front().possible.decimal(6));
        for (std::size_t i = 0; i < model.views.size(); ++i)
            EXPECT_EQ(cell(model.views[i].name + " certain"), assessment.views[i].certain.decimal(6));
        for (std::size_t i = 0; i < model.predicates.size(); ++i) {
            if (model.predicates[i].kind == Predicate::Kind::stage) continue;
            const PredicateResult& result = assessment.predicates[i];
            EXPECT_EQ(cell(model.predicates[i].name), result.concerned ? code(result.verdict) : "");
        }
        const auto stage = [&](Index index) { return index == none ? std::string() : model.predicates[index].name; };
        if (!has_stages(model)) return;
        EXPECT_EQ(cell("stage"), stage(assessment.stage.certain));
        EXPECT_EQ(cell("stage possible"), stage(assessment.stage.possible));
    });
}

TEST(ReportCsv, QuotesWhatNeedsQuotes) {
    Unit unit(zona(), "u");
    const Assessment assessment = assess_reference(zona(), unit, day);
    const std::size_t columns = fields(csv_header(zona())).size();
    const auto name = [&](const std::string& text) {
        unit.name = text;
        const auto row = fields(csv_row(zona(), unit, assessment));
        EXPECT_EQ(row.size(), columns) << text;
        return row[1];
    };
    for (const std::string text : {"", "biasa", "a,b", "\"", "a \"b\" c", "satu\ndua", "satu\r\ndua", "a=b", ",", "é"})
        EXPECT_EQ(name(text), text);
    // A spreadsheet must not run a name.
    for (const std::string text : {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "=HYPERLINK(\"x\",\"y\")"})
        EXPECT_EQ(name(text), "'" + text);
}

// ---- Table ---------------------------------------------------------------------------------------------------------

std::vector<std::string> lines(const std::string& text) {
    std::istringstream stream(text);
    std::vector<std::string> list;
    for (std::string line; std::getline(stream, line);) list.push_back(line);
    return list;
}

/// The row of a unit whose total is this.
std::string row_with_total(const Score& total) {
    const Unit unit(zona(), "u");
    Assessment assessment = assess_reference(zona(), unit, day);
    assessment.nodes.front() = total;
    Table table(zona(), day, Language::english);
    table.add(unit, assessment);
    return lines(table.text()).at(4);
}

bool has_cell(const std::string& row, const std::string& cell) {
    return (" " + row + " ").find(" " + cell + " ") != std::string::npos;
}

TEST(ReportTable, NeverLiftsAScoreOverAThreshold) {
    const auto shown = [](const char* value, const char* cell) {
        const Rational total = *Rational::parse(value);
        const std::string row = row_with_total({total, total});
        EXPECT_TRUE(has_cell(row, cell)) << value << ": " << row;
    };
    shown("74.996", "74.996");
    shown("74.995", "74.995");
    shown("74.9999999999", "74.9999999999");
    shown("75", "75.00");
    shown("75.001", "75.001");
    shown("0.009", "0.01");
    shown("224/3", "74.67");
    shown("100", "100.00");
}

TEST(ReportTable, ShowsOpenScoresAsIntervals) {
    const std::string row = row_with_total({*Rational::parse("70.1"), *Rational::parse("85.329")});
    EXPECT_TRUE(has_cell(row, "70.10-85.33")) << row;
}

TEST(ReportTable, CountsVerdicts) {
    const Model& model = zona();
    const Index wbk = model.find_predicate("WBK");
    const Unit unit(model, "u");
    const Assessment open = assess_reference(model, unit, day);
    ASSERT_EQ(open.predicates[wbk].verdict, Verdict::open);
    Assessment met = open, not_met = open;
    met.predicates[wbk].verdict = Verdict::met;
    not_met.predicates[wbk].verdict = Verdict::not_met;
    for (const Language language : {Language::indonesian, Language::english}) {
        Table table(model, day, language);
        for (const Assessment& one : {met, open, not_met, open, open, not_met}) table.add(unit, one);
        const auto all = lines(table.text());
        ASSERT_GT(all.size(), 12u);
        EXPECT_EQ(all[10], "");
        EXPECT_EQ(all[11], "6 unit");
        EXPECT_EQ(all[12], language == Language::indonesian
                               ? "  Menuju WBK (WBK): 1 terpenuhi, 2 tidak terpenuhi, 3 terbuka"
                               : "  Towards WBK, the corruption-free area (WBK): 1 met, 2 not met, 3 open");
        // No unit is a kawasan: neither a column nor a count.
        EXPECT_EQ(table.text().find("KAWASAN"), std::string::npos);
    }
}

TEST(ReportTable, StaysOneLineAUnit) {
    Unit unit(zona(), "u\n1");
    unit.name = "satu\ndua\x1b[2J\ttiga";
    Table table(zona(), day, Language::english);
    table.add(unit, assess_reference(zona(), unit, day));
    EXPECT_EQ(lines(table.text()).at(5), "") << table.text();
    EXPECT_EQ(table.text().find('\x1b'), std::string::npos);
}

TEST(ReportTable, CutsLongNamesBetweenCharacters) {
    Unit unit(zona(), "u");
    for (int i = 0; i < 50; ++i) unit.name += "é";
    TableOptions narrow;
    narrow.width = 70;
    narrow.columns = {"name", "total"};
    Table whole(zona(), day, Language::english), table(zona(), day, Language::english, narrow);
    for (Table* const one : {&whole, &table}) one->add(unit, assess_reference(zona(), unit, day));
    EXPECT_NE(whole.text().find(" " + unit.name + " "), std::string::npos) << "nothing is cut that need not be";
    EXPECT_NE(table.text().find("\n" + unit.name + " "), std::string::npos) << table.text();
    narrow.width = 30;
    Table narrower(zona(), day, Language::english, narrow);
    narrower.add(unit, assess_reference(zona(), unit, day));
    std::string cut;
    for (int i = 0; i < 30 - 2 - 11 - 1; ++i) cut += "é";  // but the blanks, the total "0.00-100.00" and the mark
    EXPECT_NE(narrower.text().find("\n" + cut + "…  0.00-100.00\n"), std::string::npos) << narrower.text();
}

TEST(ReportTable, ComparesExactly) {
    const auto kept = [&](const char* condition, const char* total) {
        TableOptions options;
        options.where = {condition};
        const Unit unit(zona(), "u");
        Assessment assessment = assess_reference(zona(), unit, day);
        const Rational value = *Rational::parse(total);
        assessment.nodes.front() = {value, value};
        Table table(zona(), day, Language::english, options);
        EXPECT_TRUE(table.problems().empty()) << condition;
        table.add(unit, assessment);
        return table.text().find("\n0 of 1 units\n") == std::string::npos;
    };
    EXPECT_TRUE(kept("total >= 75", "75"));
    EXPECT_FALSE(kept("total >= 75", "74.99999999999999999"));
    EXPECT_TRUE(kept("total < 75%", "74.99999999999999999"));
    EXPECT_TRUE(kept("total > 74,9999", "75"));
    EXPECT_TRUE(kept("total = 224/3", "224/3"));
    EXPECT_FALSE(kept("total = 74.67", "224/3"));
    EXPECT_TRUE(kept("total != 74.67", "224/3"));
    EXPECT_TRUE(kept("total <= 75", "75"));
}

TEST(ReportTable, SaysWhatIsWrongWithItsOptions) {
    TableOptions options;
    options.columns = {"total", "totl"};
    options.sort = "nama";
    options.where = {"total", "total >= banyak", "WBK > met", "id >= a", "name ~ rsud"};
    const Table table(zona(), day, Language::english, options);
    std::string found;
    for (const Diagnostic& one : table.problems()) found += message(one, Language::english) + "\n";
    EXPECT_EQ(found,
              "there is no column named `totl`\n"
              "expected a condition on a column, such as `total >= 75` here, found `total`\n"
              "expected a number here, found `banyak`\n"
              "expected `=` or `!=` here, found `>`\n"
              "expected `=`, `!=` or `~` (contains) here, found `>=`\n"
              "there is no column named `nama`\n");
}

}  // namespace

}  // namespace zi::io
