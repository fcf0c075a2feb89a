// Forms made of rules: what every program takes, whatever the rules say; and forms of several sheets as they are read.
// checks/form.py fills them in and lets LibreOffice compute them.
#include "archive.hpp"

#include "zi/form.hpp"
#include "zi/load.hpp"
#include "zi/sheets.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

namespace zi {
namespace {

std::shared_ptr<const Model> model_of(std::string text) {
    const Loaded loaded = load_text("r.zi", std::move(text));
    EXPECT_TRUE(loaded) << loaded.text(Language::english);
    return loaded.model;
}

FormOptions on(const char* day, Language language = Language::indonesian) {
    FormOptions options;
    options.as_of = *Date::parse(day);
    options.language = language;
    return options;
}

Workbook written(const Model& model, const FormOptions& options) {
    const auto bytes = form_xlsx(model, options);
    EXPECT_TRUE(bytes);
    auto book = read_xlsx(*bytes);
    EXPECT_TRUE(book);
    return std::move(*book);
}

std::size_t utf16_units(const std::string& text) {
    std::size_t units = 0;
    for (const char c : text)
        if (const auto byte = static_cast<unsigned char>(c); byte >> 6 != 2) units += byte >= 0xF0 ? 2 : 1;
    return units;
}

/// Names as Excel takes them, no two alike.
void expect_sound_names(const Workbook& book) {
    std::set<std::string> seen;
    for (const Sheet& sheet : book.sheets) {
        EXPECT_FALSE(sheet.name.empty());
        EXPECT_LE(utf16_units(sheet.name), 31u) << sheet.name;
        EXPECT_EQ(sheet.name.find_first_of("[]:*?/\\'"), std::string::npos) << sheet.name;
        std::string small = sheet.name;
        for (char& c : small)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
        EXPECT_TRUE(seen.insert(small).second) << sheet.name;
    }
}

struct ReadForm {
    std::optional<Unit> unit;
    Diagnostics problems;
};

ReadForm read_form(const Model& model, std::string_view bytes) {
    ReadForm all;
    SheetOptions options;
    options.file_name = "berkas.xlsx";
    options.as_of = *Date::parse("2026-05-31");
    read_sheet(model, bytes, options, [&](Result<Unit> unit) {
        all.problems = unit ? unit->remarks : unit.diagnostics();
        if (unit) all.unit = std::move(*unit);
        return true;
    });
    return all;
}

const char* const hostile = R"rules(regulation r "=HYPERLINK(\"http://contoh\")" level b "Bagian" assessor tpi "=1" assessor TPI
                            "+1" fact u.f boolean "@SUM(A1)" default no scale s{Ya = 1 ya = 0.5 Tidak = 0} worksheet
                            "'[:*?/\\]'" 10 {
    b History "'Nama: [yang] */ dilarang? \\ dan panjangnya jauh melampaui batas tiga puluh satu'" 4 {
        question a s "=cmd|' /C calc'!A0"} b HISTORY
        "'Nama: [yang] */ dilarang? \\ dan panjangnya jauh melampaui batas tiga puluh satu'" 4 {
            question a s "<b>&amp;\n</b>"} b Fakta "" 1 {question a s "😀😀😀"} b x "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀" 1 {
        question a s "-"
    }
}
predicate P "]]>" { total >= 5 u.f = no }
)rules";

TEST(Form, TakesWhateverTitlesSay) {
    const auto model = model_of(hostile);
    ASSERT_TRUE(model);
    for (const Language language : {Language::indonesian, Language::english}) {
        const Workbook book = written(*model, on("2026-05-31", language));
        expect_sound_names(book);
        std::set<std::string> texts;
        for (const Sheet& sheet : book.sheets)
            for (const Cell& cell : sheet.cells) {
                EXPECT_NE(cell.kind, Cell::Kind::error);
                EXPECT_NE(cell.kind, Cell::Kind::formula) << "without a stored value";
                if (!cell.computed) texts.emplace(cell.text);
            }
        for (const char* title : {"=HYPERLINK(\"http://contoh\")", "=cmd|' /C calc'!A0", "@SUM(A1)", "<b>&amp;\n</b>"})
            EXPECT_TRUE(texts.contains(title)) << title;
    }
}

TEST(Form, IsTheSameBytes) {
    const auto model = model_of(hostile);
    ASSERT_TRUE(model);
    EXPECT_EQ(*form_xlsx(*model, on("2026-05-31")), *form_xlsx(*model, on("2026-05-31")));
    EXPECT_NE(*form_xlsx(*model, on("2026-05-31")), *form_xlsx(*model, on("2026-06-01")));
}

TEST(Form, EmptyIsAUnitThatAnsweredNothing) {
    const auto model = model_of(hostile);
    ASSERT_TRUE(model);
    const ReadForm empty = read_form(*model, *form_xlsx(*model, on("2026-05-31")));
    ASSERT_TRUE(empty.unit);
    EXPECT_TRUE(empty.problems.empty());
    EXPECT_EQ(empty.unit->id, "berkas");
    const Unit nothing(*model, "berkas");
    EXPECT_EQ(empty.unit->answers, nothing.answers);
    FormOptions named = on("2026-05-31", Language::english);
    named.unit = "Kantor 1";
    EXPECT_EQ(read_form(*model, *form_xlsx(*model, named)).unit->id, "Kantor 1");
}

TEST(Form, TextsAreCutToWhatACellHolds) {
    const std::string longest(40'000, 'x');
    const auto model =
        model_of("regulation r \"" + longest + "\"\nlevel b \"B\"\nscale s { Ya = 1 Tidak = 0 }\nworksheet \"" + longest +
                 "\" 1 { b A \"" + longest + "\" { question a s \"" + longest + "\" } }\npredicate P \"P\" { total >= 1 }\n");
    ASSERT_TRUE(model);
    for (const Sheet& sheet : written(*model, on("2026-05-31")).sheets)
        for (const Cell& cell : sheet.cells) EXPECT_LE(utf16_units(std::string(cell.text)), 32'767u);
}

TEST(Form, AreasAreDividedUntilTheyFitASheet) {
    const auto rules = [](int parts, int questions) {
        std::string text = "regulation r \"R\"\nlevel b \"B\"\nscale s { Ya = 1 Tidak = 0 }\nworksheet \"W\" 1 { b A \"A\" {";
        for (int p = 0; p < parts; ++p) {
            text += " b p" + std::to_string(p) + " \"Bagian\" {";
            for (int q = 0; q < questions; ++q) text += " question q" + std::to_string(q) + " s \"Soal\"";
            text += " }";
        }
        return text + " } b B \"B\" { question a s \"Soal\" } }\npredicate P \"P\" { total >= 1 }\n";
    };
    constexpr std::size_t others = 5;
    const auto sheets = [&](int parts, int questions) {
        const auto model = model_of(rules(parts, questions));
        const Workbook book = written(*model, on("2026-05-31"));
        expect_sound_names(book);
        return book.sheets.size() - others;
    };
    EXPECT_EQ(sheets(3, 10), 2u);   // A and B
    EXPECT_EQ(sheets(3, 40), 4u);   // the parts of A, and B
    EXPECT_EQ(sheets(70, 40), 2u);  // too many parts: A and B again
}

// ---- Reading several sheets ------------------------------------------------------------------------------------------

/// A form of two sheets, their rows given.
std::string two_sheets(const std::string& first, const std::string& second) {
    using namespace sheets_test;
    const std::string heads =
        "<row r='3'><c r='A3' t='inlineStr'><is><t>ID</t></is></c><c r='E3' t='inlineStr'><is><t>Isian unit</t></is></c>"
        "<c r='F3' t='inlineStr'><is><t>Isian oleh TPI</t></is></c></row>";
    return zip(
        workbook(sheet(heads + first), {{"xl/workbook.xml", "<workbook" + main_ns +
                                                                "><sheets><sheet name='S' sheetId='1' r:id='rId1'/><sheet "
                                                                "name='T' sheetId='2' r:id='rId4'/></sheets></workbook>"},
                                        {"xl/_rels/workbook.xml.rels", relations({{"worksheet", "worksheets/sheet1.xml"},
                                                                                  {"styles", "styles.xml"},
                                                                                  {"sharedStrings", "sharedStrings.xml"},
                                                                                  {"worksheet", "worksheets/sheet2.xml"}})},
                                        {"xl/worksheets/sheet2.xml", sheet(heads + second)}}));
}
std::string line(int row, const std::string& id, const std::string& unit, const std::string& tpi = "") {
    const auto cell = [&](const char* column, const std::string& text) {
        return text.empty()
                   ? ""
                   : "<c r='" + std::string(column) + std::to_string(row) + "' t='inlineStr'><is><t>" + text + "</t></is></c>";
    };
    return "<row r='" + std::to_string(row) + "'>" + cell("A", id) + cell("E", unit) + cell("F", tpi) + "</row>";
}

const char* const two_parts = R"(regulation r "R"
level b "Bagian"
assessor TPI "Tim"
fact u.f boolean "F"
scale s { A = 1 B = 0.5 C = 0 }
worksheet "W" 2 {
  b 1 "Satu" 1 { question a s "Soal" }
  b 2 "Dua" 1 { question a s "Soal" }
}
predicate P "P" { total >= 1 u.f = yes }
)";

TEST(Form, AllSheetsAreOneUnit) {
    const auto model = model_of(two_parts);
    ASSERT_TRUE(model);
    const ReadForm all = read_form(*model, two_sheets(line(4, "1.a", "A", "B"), line(4, "2.a", "C") + line(5, "u.f", "ya")));
    ASSERT_TRUE(all.unit) << all.problems.front().cell;
    EXPECT_TRUE(all.problems.empty());
    EXPECT_EQ(all.unit->answers[QuestionIndex(0)], Answer(Member{0}));
    EXPECT_EQ(all.unit->answers[QuestionIndex(1)], Answer(Member{2}));
    ASSERT_EQ(all.unit->assessed.size(), 1u);
    EXPECT_EQ(all.unit->assessed[AssessorIndex(0)][QuestionIndex(0)], Answer(Member{1}));
    EXPECT_EQ(all.unit->facts[FactIndex(0)], FactValue(true));
}

TEST(Form, ProblemsNameTheirSheet) {
    const auto model = model_of(two_parts);
    ASSERT_TRUE(model);
    const ReadForm wrong = read_form(*model, two_sheets(line(4, "1.a", "X"), line(9, "2.a", "Y", "Z")));
    EXPECT_FALSE(wrong.unit);
    std::vector<std::string> cells;
    for (const Diagnostic& one : wrong.problems) cells.push_back(one.cell);
    EXPECT_EQ(cells, (std::vector<std::string>{"S!E4", "T!E9", "T!F9"}));
}

TEST(Form, AQuestionOnTwoSheetsIsReadOnNeither) {
    const auto model = model_of(two_parts);
    ASSERT_TRUE(model);
    const ReadForm twice = read_form(*model, two_sheets(line(4, "1.a", "A") + line(5, "2.a", "A"), line(7, "1.a", "B")));
    EXPECT_FALSE(twice.unit);
    ASSERT_EQ(twice.problems.size(), 1u);
    EXPECT_EQ(twice.problems[0].code, Code::row_twice);
    EXPECT_EQ(twice.problems[0].cell, "T!A7");
    EXPECT_EQ(twice.problems[0].args[1], "S!A4");
}

TEST(Form, AnAssessorStatesNoFact) {
    const auto model = model_of(two_parts);
    ASSERT_TRUE(model);
    const ReadForm fact = read_form(*model, two_sheets(line(4, "u.f", "tidak", "ya"), line(4, "1.a", "A")));
    ASSERT_TRUE(fact.unit);
    EXPECT_EQ(fact.unit->facts[FactIndex(0)], FactValue(false));
    ASSERT_EQ(fact.problems.size(), 1u);
    EXPECT_EQ(fact.problems[0].code, Code::answer_off_question);
    EXPECT_EQ(fact.problems[0].cell, "S!F4");
}

}  // namespace
}  // namespace zi
