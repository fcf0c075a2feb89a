// Sheets as people fill them in: blank cells, other capitals, files of another kind, and answers that cannot be what they say.
#include "text_source.hpp"
#include "zi/assess.hpp"
#include "zi/bulk.hpp"
#include "zi/load.hpp"
#include "zi/program.hpp"
#include "zi/read_columns.hpp"
#include "zi/report.hpp"
#include "zi/unit.hpp"

#include <gtest/gtest.h>

#include <map>

namespace zi::sheets {

namespace {

const Date day = *Date::parse("2026-05-31");

const std::shared_ptr<const Model>& sheet_rules() {
    static const Loaded loaded = load_text("lembar.zi", R"(
regulation lembar "Lembar"
level area "Area"
assessor TPI "TPI"
scale ya "Ya/Tidak" { Ya = 1 Tidak = 0 }
scale indeks "Indeks" number 0 .. 4 { value / 4 }
evidence sk "SK"
fact unit.temuan boolean "Temuan" default no
fact unit.mulai date "Mulai"
worksheet "Nilai" 40 {
  area A "Pengungkit" 30 {
    question a ya "Tim" 10 { needs sk }
    question b indeks "Survei" 10
    question c ratio "Laporan" 10 {
      input tepat "Tepat"
      input lambat "Lambat"
      input semua "Semua" = tepat + lambat
      when semua = 0 then open
      value tepat / semua capped
    }
  }
  area B "Lain" 10 { question a ya "Rapat" }
}
predicate BERSIH "Bersih" { unit.temuan = no }
predicate BAIK "Baik" { total >= 20 }
)");
    if (!loaded) ADD_FAILURE() << loaded.text(Language::english);
    return loaded.model;
}

std::vector<Result<Unit>> all(std::string_view json, BadValues bad_values = BadValues::leave_open,
                              const SharedEvidence* shared = nullptr) {
    std::vector<Result<Unit>> units;
    read_units(
        *sheet_rules(), json, {}, [&](Result<Unit> unit) { return units.push_back(std::move(unit)), true; }, shared,
        bad_values);
    return units;
}

Unit one(std::string_view json) {
    const auto units = all(json);
    EXPECT_TRUE(units.size() == 1 && units.front()) << json;
    return units.size() == 1 && units.front() ? *units.front() : Unit();
}

std::string codes(const Diagnostics& diagnostics) {
    std::string text;
    for (const Diagnostic& problem : diagnostics) text += code_name(problem.code) + " " + problem.path + "; ";
    return text;
}

/// By both ways of assessing, which must agree.
Assessment assessed(const Unit& unit) {
    AssessmentState state;
    Assessment fast = assess(Program(sheet_rules()), unit, day, state);
    EXPECT_TRUE(fast == assess_reference(*sheet_rules(), unit, day));
    return fast;
}

// ---- Left open -------------------------------------------------------------------------------------------------------

const char* const sheet =
    R"({"id": "u", "answers": {"A.a": "Ya", "A.b": 4.5, "A.c": {"tepat": 3, "lambat": 1, "semua": 5}, "B.a": "Ya"},
    "facts": {"unit.temuan": "mungkin", "unit.mulai": "31/05/2026"}})";

TEST(BadAnswer, RefusesTheUnitUnlessSomebodySaysOtherwise) {
    const auto units = all(sheet, BadValues::refuse_unit);
    ASSERT_EQ(units.size(), 1u);
    ASSERT_FALSE(units.front());
    EXPECT_EQ(codes(units.front().diagnostics()),
              "ZI0809 /answers/A.b; ZI0813 /answers/A.c/semua; ZI0807 /facts/unit.temuan; ZI0302 /facts/unit.mulai; ");
}

TEST(BadAnswer, IsLeftOpenAloneWithItsDiagnosticKept) {
    const Unit unit = one(sheet);
    EXPECT_EQ(codes(unit.remarks),
              "ZI0809 /answers/A.b; ZI0813 /answers/A.c/semua; ZI0807 /facts/unit.temuan; ZI0302 /facts/unit.mulai; ");
    const Assessment result = assessed(unit);
    EXPECT_EQ(result.questions[1].reason, Reason::refused);
    EXPECT_EQ(result.questions[2].reason, Reason::refused);
    EXPECT_EQ(result.nodes.front(), (Score{Rational(20), Rational(40)}));
    EXPECT_EQ(result.predicates[1].verdict, Verdict::met);
}

// The rules assume that there are no findings where nothing is said; here something was said.
TEST(BadFact, DoesNotTakeItsDefault) {
    EXPECT_EQ(assessed(one(R"({"id": "u"})")).predicates[0].verdict, Verdict::met);
    EXPECT_EQ(assessed(one(sheet)).predicates[0].verdict, Verdict::open);
}

TEST(BadAnswer, OfAnAssessorStandsBeforeTheUnitsOwn) {
    const Unit unit = one(R"({"id": "u", "answers": {"B.a": "Ya"}, "assessed": {"TPI": {"B.a": "Sebagian"}}})");
    const Assessment result = assessed(unit);
    EXPECT_EQ(result.questions[3].reason, Reason::refused);
    EXPECT_EQ(result.questions[3].assessor, AssessorIndex(0));
    EXPECT_EQ(result.questions[3].certain, Rational(0));
}

TEST(BadAnswer, GivenTwiceIsLeftOpen) {
    const Unit unit = one(
        R"({"id": "u", "answers": {"B.a": "Ya", "B.a": "Tidak"}, "facts": {"unit.temuan": true, "unit": {"temuan": false}}})");
    EXPECT_EQ(codes(unit.remarks), "ZI0806 /answers/B.a; ZI0806 /facts/unit/temuan; ");
    EXPECT_EQ(assessed(unit).questions[3].reason, Reason::refused);
    EXPECT_TRUE(std::holds_alternative<Refused>(unit.facts[0]));
}

// What else is wrong refuses the unit, and then all of it is told, in the order of the text.
TEST(BadAnswer, DoesNotExcuseNamesThatAreNotKnown) {
    for (const char* bad :
         {R"("answers": {"A.b": 9, "A.z": "Ya"})", R"("answers": {"A.b": 9}, "facts": {"unit.temuann": true})",
          R"("answers": {"A.b": 9}, "jawaban": {})", R"("answers": {"A.b": 9}, "assessed": {"TPX": {}})"}) {
        const auto units = all(std::string(R"({"id": "u", )") + bad + "}");
        ASSERT_FALSE(units.front()) << bad;
        EXPECT_EQ(units.front().diagnostics().size(), 2u) << bad;
        EXPECT_EQ(units.front().diagnostics().front().code, Code::number_range) << bad;
    }
}

TEST(BadAnswer, IsToldInReports) {
    const Unit unit = one(sheet);
    const Assessment result = assessed(unit);
    const std::string json = to_json(*sheet_rules(), unit, result),
                      text = explain(*sheet_rules(), unit, result, Language::english);
    EXPECT_NE(json.find(R"("reason":"refused")"), std::string::npos);
    EXPECT_NE(json.find(R"("remarks":[{"severity":"error","code":"ZI0809","path":"/answers/A.b")"), std::string::npos) << json;
    EXPECT_NE(text.find("error[ZI0813]: `semua` is stated as 5, but its parts sum to 4 (/answers/A.c/semua)\n"),
              std::string::npos);
    EXPECT_NE(text.find("answer: refused\n"), std::string::npos) << text;
    Table table(*sheet_rules(), result.as_of, Language::english);
    table.add(unit, result);
    EXPECT_NE(table.text().find("  answers and facts refused: 4\n"), std::string::npos) << table.text();
    EXPECT_EQ(to_json(*sheet_rules(), one(R"({"id": "u"})"), result).find("remarks"), std::string::npos);
}

TEST(BadAnswer, BeyondTheLimitOfErrorsIsLeftOpenAsWell) {
    Limits limits;
    limits.errors = 1;
    std::vector<Unit> units;
    read_units(
        *sheet_rules(), sheet, limits, [&](Result<Unit> unit) { return units.push_back(std::move(unit).value()), true; },
        nullptr, BadValues::leave_open);
    EXPECT_EQ(codes(units.front().remarks), "ZI0809 /answers/A.b; ZI0705 /answers/A.c; ");
    EXPECT_TRUE(std::holds_alternative<Refused>(units.front().answers[2]));
    EXPECT_TRUE(std::holds_alternative<Refused>(units.front().facts[0]));
}

// ---- Shared evidence that is not there ---------------------------------------------------------------------------------

TEST(Owner, OfWhomThereIsNoDocumentIsRemarkedOn) {
    const std::string unit = R"({"id": "u", "belongs_to": ["Pemprov", "Dinas"], "evidence": [)";
    EXPECT_EQ(codes(one(unit + "]}").remarks), "ZI0843 /belongs_to/0; ZI0843 /belongs_to/1; ");
    EXPECT_EQ(codes(one(unit + R"({"id": "d", "kind": "sk", "status": "accepted", "owner": "Dinas"}]})").remarks),
              "ZI0843 /belongs_to/0; ");
    const auto shared = read_evidence(
        *sheet_rules(), R"([{"id": "s", "kind": "sk", "status": "accepted", "owner": "Pemprov", "supports": ["A.a"]}])", {});
    ASSERT_TRUE(shared);
    const auto with = all(unit + "]}", BadValues::refuse_unit, &*shared);
    EXPECT_EQ(codes(with.front()->remarks), "ZI0843 /belongs_to/1; ");
    EXPECT_EQ(severity(Code::owner_without_documents), Severity::warning);
    // Answers count as claimed then, whoever keeps documents.
    EXPECT_EQ(codes(one(R"({"id": "u", "belongs_to": ["Pemprov"]})").remarks), "");
}

// ---- What is read, and what is told --------------------------------------------------------------------------------------

TEST(Blanks, AtTheEndsOfNamesAndIdsDoNotCount) {
    const Unit unit =
        one("{\"id\": \" u\u00a0\", \"answers\": {\"B.a \": \"YA\"}, \"facts\": {\"unit.temuan\u00a0\": \"Ya \"}, "
            "\"belongs_to\": [\"Pemprov \"]}");
    EXPECT_EQ(unit.id, "u");
    EXPECT_EQ(unit.belongs_to, std::vector<std::string>{"Pemprov"});
    EXPECT_TRUE(unit.answers[3] == Answer(Member{0}));
    EXPECT_TRUE(unit.facts[0] == FactValue(true));
    const auto units = all("{\"id\": \"u\"}\n{\"id\": \"u \"}\n");
    ASSERT_EQ(units.size(), 2u);
    EXPECT_EQ(units.back().diagnostics().front().code, Code::duplicate_unit);
}

TEST(Blanks, InsideShowWhereTheyAre) {
    const Diagnostic problem = one("{\"id\": \"u\", \"answers\": {\"B.a\": \"Y\u200ba\"}}").remarks.front();
    EXPECT_EQ(message(problem, Language::english), "`Y<U+200B>a` is not one of the choices");
}

TEST(Numbers, InThePlaceOfTextsSayWhatToDo) {
    const auto id = all(R"({"id": 196, "belongs_to": [7]})").front().diagnostics();
    EXPECT_EQ(codes(id), "ZI0842 /id; ZI0842 /belongs_to/0; ");
    EXPECT_EQ(help(id.front(), Language::english), "write it in quotes, with all of its digits: \"196\"");
    EXPECT_EQ(codes(one(R"({"id": "u", "facts": {"unit.mulai": 46173}})").remarks), "ZI0302 /facts/unit.mulai; ");
    const Diagnostic one_for_yes = one(R"({"id": "u", "answers": {"B.a": 1}})").remarks.front();
    EXPECT_EQ(one_for_yes.suggestion, "Ya");
}

/// What a reader says of a text that is not its own.
std::string said(const Diagnostics& diagnostics) {
    return diagnostics.size() == 1
               ? code_name(diagnostics.front().code) + ": " + message(diagnostics.front(), Language::english)
               : codes(diagnostics);
}

std::string by_columns(const std::string& text, bool csv) {
    std::string out;
    ColumnsSink sink;
    sink.batch = [&](const ColumnsBatch& batch) { return out += std::to_string(batch.ids.size()) + " units", true; };
    sink.refused = [&](const RefusedRow& row) { return out += said(row.diagnostics), true; };
    csv ? read_columns_csv(sheet_rules(), test::text_source(text), {}, sink)
        : read_columns_ndjson(sheet_rules(), day, test::text_source(text), {}, sink);
    return out;
}

TEST(Foreign, FilesAreCalledByTheirName) {
    using namespace std::string_literals;
    const std::map<std::string, std::string> texts{
        {"PK\x03\x04...", "an Excel workbook (XLSX) or another ZIP archive"},
        {"\xD0\xCF\x11\xE0...", "an old Excel workbook (XLS) or another old Office document"},
        {"\xFF\xFE{\0\"\0"s, "text in UTF-16"},
        {"\xFE\xFF\0{\0\""s, "text in UTF-16"},
        {"{\0\"\0i\0"s, "text in UTF-16"},
        {"\0i\0d\0,"s, "text in UTF-16"},
        {"\x1F\x8B\x08", "a compressed file (gzip)"},
        {"%PDF-1.7", "a PDF document"},
    };
    for (const auto& [text, name] : texts) {
        EXPECT_EQ(said(all(text).front().diagnostics()), "ZI0841: this is " + name + ", not JSON");
        EXPECT_EQ(by_columns(text, false), "ZI0841: this is " + name + ", not JSON");
        EXPECT_EQ(by_columns(text, true), "ZI0841: this is " + name + ", not a CSV table");
        EXPECT_EQ(said(read_evidence(*sheet_rules(), text, {}).diagnostics()), "ZI0841: this is " + name + ", not JSON");
    }
    for (const char* table :
         {"id,A.a\nu,Ya\n", "\"id\",\"A.a\"\n", "id;A.a\nu;Ya\n", "id\tA.a\n", "\xEF\xBB\xBFid,A.a\r\nu,Ya\r\n"}) {
        EXPECT_EQ(said(all(table).front().diagnostics()), "ZI0841: this is a table of cells (CSV), not JSON") << table;
        EXPECT_EQ(by_columns(table, false), "ZI0841: this is a table of cells (CSV), not JSON") << table;
    }
    EXPECT_EQ(by_columns("[{\"id\": \"u\"}]", true), "ZI0841: this is JSON, not a CSV table");
    EXPECT_EQ(said(all("{\"id\": \"Andr\xE9\"}").front().diagnostics()),
              "ZI0101: this file is not valid UTF-8: byte 0xE9, 1:13");
}

TEST(Tables, AreReadAsSpreadsheetsSaveThem) {
    EXPECT_EQ(by_columns("\xEF\xBB\xBFid,B.a\r\nu,Ya\r\n", true), "1 units");
    EXPECT_EQ(by_columns("id,B.a,,\nu,Ya,,\n,,,\nv, ,\n", true), "2 units");
    EXPECT_EQ(by_columns("id,B.a\nu,Ya,,\n", true), "1 units");
    EXPECT_EQ(by_columns("id,,B.a\nu,,Ya\n", true), "1 units");
    EXPECT_EQ(by_columns("id , B.a\nu,\u00a0ya\n", true), "1 units");
    EXPECT_EQ(by_columns("id,B.a,,\nu,Ya,x,\n", true), "ZI0913: cell 3 holds `x`, but its column has no name");
    EXPECT_EQ(by_columns("id;B.a\nu;Ya\n", true), "ZI0912: the columns are separated by semicolons, not by commas");
    EXPECT_EQ(by_columns("id\tB.a\nu\tYa\n", true), "ZI0912: the columns are separated by tabs, not by commas");
    EXPECT_EQ(by_columns("id,B.a\nu,Ya,Tidak\n", true), "ZI0910: this row has 3 cells, and the header 2");
    EXPECT_EQ(by_columns("id,B.a\nAndr\xE9,Ya\n", true), "ZI0908: this text is not UTF-8");
    EXPECT_EQ(by_columns("ID,B.a\n", true).substr(0, 13), "ZI0901 /ID; Z");
}

TEST(Tables, NameTheColumnsOfARatioThatIsCalledByItsQuestion) {
    std::string help_of_it;
    ColumnsSink sink;
    sink.batch = [](const ColumnsBatch&) { return true; };
    sink.refused = [&](const RefusedRow& row) { return help_of_it = help(row.diagnostics.front(), Language::english), true; };
    read_columns_csv(sheet_rules(), test::text_source("id,A.c\nu,0.5\n"), {}, sink);
    EXPECT_EQ(
        help_of_it,
        "columns are named as questions, inputs, documents or facts are; what is filled in at this question: `A.c/tepat`, "
        "`A.c/lambat`, `A.c/semua`; the list of them: `rules.columns()` in Python, `Columns` in Go, `zi_rules_columns` in C, "
        "`columns_json` in C++");
}

// ---- Columns -----------------------------------------------------------------------------------------------------------

struct Batch {
    std::optional<Columns> columns;
    std::vector<ColumnsBatch::Remarks> remarks;
    std::string refused;
};

Batch batch(const std::string& text, bool csv) {
    Batch out;
    ColumnsSink sink;
    sink.batch = [&](ColumnsBatch batch) {
        out.remarks = std::move(batch.remarks);
        return out.columns = std::move(batch.columns), true;
    };
    sink.refused = [&](const RefusedRow& row) { return out.refused += codes(row.diagnostics), true; };
    ReadColumnsOptions options;
    options.bad_values = BadValues::leave_open;
    csv ? read_columns_csv(sheet_rules(), test::text_source(text), {}, sink, options)
        : read_columns_ndjson(sheet_rules(), day, test::text_source(text), {}, sink, options);
    return out;
}

TEST(BadCell, IsNullWithItsDiagnosticKept) {
    const std::string lines =
        R"({"id": "v", "answers": {"B.a": "Ya"}})"
        "\n" +
        std::string(
            R"({"id": "u", "answers": {"A.a": "Ya", "A.b": 4.5, "A.c": {"tepat": 3, "lambat": 1, "semua": 5}, "B.a": "Ya"},)") +
        R"( "assessed": {"TPI": {"B.a": "?"}}, "facts": {"unit.temuan": "mungkin"}})" + "\n";
    const std::string cells =
        "id,A.a,A.b,A.c/tepat,A.c/lambat,A.c/semua,B.a,TPI:B.a,unit.temuan\nv,,,,,,Ya,,\nu,Ya,4.5,3,1,5,Ya,?,mungkin\n";
    const Program program(sheet_rules());
    for (const bool csv : {false, true}) {
        const Batch read = batch(csv ? cells : lines, csv);
        EXPECT_EQ(read.refused, "");
        ASSERT_TRUE(read.columns);
        ASSERT_EQ(read.remarks.size(), 1u);
        EXPECT_EQ(read.remarks.front().row, 1u);
        EXPECT_EQ(read.remarks.front().diagnostics.size(), 4u) << codes(read.remarks.front().diagnostics);
        const Assessment result = assessed(read.columns->unit(1));
        EXPECT_EQ(result.nodes.front(), (Score{Rational(10), Rational(40)})) << csv;
        EXPECT_EQ(result.predicates[0].verdict, Verdict::open);
        const BulkResult bulk =
            assess_columns(PreparedColumns(program, day, BulkOutputs::verdicts(*sheet_rules())), *read.columns);
        EXPECT_EQ(bulk.predicates[0][1], Verdict::open);
        EXPECT_EQ(bulk.predicates[1][1], Verdict::open);
        EXPECT_EQ(bulk.predicates[0][0], Verdict::met);
    }
}

TEST(BadCell, OfEvidenceOrBesideAnotherFaultRefusesTheRow) {
    EXPECT_EQ(batch("id,A.b,A.a#sk\nu,4.5,mungkin\n", true).refused, "ZI0802 /A.a#sk; ZI0809 /A.b; ");
    EXPECT_EQ(batch("id,A.b\nu,4.5,x\n", true).refused, "ZI0910 ; ");
}

}  // namespace

}  // namespace zi::sheets
