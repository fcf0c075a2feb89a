// Cells to units: heads, rows and values of tables that people make themselves, and of layouts that they describe.
#include "archive.hpp"

#include "zi/sheets.hpp"

#include "zi/load.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

namespace zi {
namespace {

using namespace sheets_test;

std::shared_ptr<const Model> small() {
    static const Loaded loaded = load_text("small.zi", R"(regulation small "Contoh"
level part "Bagian"
assessor TPI "Tim Penilai Internal"
assessor TPN "Tim Penilai Nasional"
choice kind "Jenis" { KL, PEMDA }
fact office.kind kind "Jenis kantor"
fact office.since date "Sejak"
fact office.open boolean "Buka"
fact office.done number 0 .. 100 "Selesai"
scale three "Tiga pilihan" { A = 1 B = 0.5 C = 0 }
scale yes "Ya atau tidak" { Ya = 1 Tidak = 0 }
scale index number 0 .. 4 { value / 4 }
worksheet "Nilai" 10 {
  part 1 "Dokumen" 6 {
    question a three "Rencana kerja"
    question b yes "Tim dibentuk"
  }
  part 2 "Hasil" 4 {
    question a index "Survei" 3
    question b ratio "Pengaduan selesai" 1 {
      input received "Pengaduan diterima"
      input settled "Pengaduan selesai diproses" <= received
      value settled / received
    }
  }
}
)");
    EXPECT_TRUE(loaded) << loaded.text(Language::english);
    return loaded.model;
}

/// Units as "id: answers", assessors behind a name, facts behind a semicolon; then problems as "CODE cell path".
std::string read(const std::string& bytes, const Layout* layout = nullptr, BadValues bad_values = BadValues::leave_open) {
    const auto model = small();
    SheetOptions options;
    options.file_name = "a/berkas.unit.csv";
    options.layout = layout;
    options.as_of = *Date::parse("2026-05-31");
    options.bad_values = bad_values;
    std::string out;
    const auto answer = [&](QuestionIndex q, const Answer& one) {
        const std::string id = model->nodes[model->questions[q].node].id + "=";
        if (const auto* option = std::get_if<Member>(&one))
            out += " " + id + model->scales[model->questions[q].scale].options[option->value].key;
        if (const auto* number = std::get_if<Rational>(&one)) out += " " + id + number->shortest();
        if (std::holds_alternative<Refused>(one)) out += " " + id + "?";
        if (const auto* counts = std::get_if<Counts>(&one)) {
            out += " " + id;
            for (const auto& count : counts->values) out += count ? count->shortest() + "," : "_,";
        }
    };
    read_sheet(*model, bytes, options, [&](Result<Unit> unit) {
        if (unit) {
            out += unit->id + ":";
            for (QuestionIndex q{0}; q < unit->answers.size(); ++q) answer(q, unit->answers[q]);
            for (AssessorIndex a{0}; a < unit->assessed.size(); ++a) {
                if (unit->assessed[a].empty()) continue;
                out += " " + model->assessors[a].name + ":";
                for (QuestionIndex q{0}; q < unit->assessed[a].size(); ++q) answer(q, unit->assessed[a][q]);
            }
            for (FactIndex f{0}; f < unit->facts.size(); ++f) {
                const FactValue& value = unit->facts[f];
                if (const auto* flag = std::get_if<bool>(&value)) out += std::string(" ; ") + (*flag ? "yes" : "no");
                if (const auto* number = std::get_if<Rational>(&value)) out += " ; " + number->shortest();
                if (const auto* date = std::get_if<Date>(&value)) out += " ; " + date->iso();
                if (const auto* member = std::get_if<Member>(&value)) out += " ; #" + std::to_string(member->value);
                if (std::holds_alternative<Refused>(value)) out += " ; ?";
            }
            out += "\n";
        } else {
            out += "refused\n";
        }
        for (const Diagnostic& one : unit ? unit->remarks : unit.diagnostics())
            out += "  " + code_name(one.code) + " " + one.cell + " " + one.path + "\n";
        return true;
    });
    return out;
}

// ---- Text ------------------------------------------------------------------------------------------------------------

TEST(Csv, SeparatorsMarksAndLineBreaks) {
    const std::string wanted = "u: 1.a=A 2.a=3.5\n";
    EXPECT_EQ(read("id,1.a,2.a\nu,A,3.5\n"), wanted);
    EXPECT_EQ(read("id;1.a;2.a\nu;A;3,5\n"), wanted);
    EXPECT_EQ(read("id\t1.a\t2.a\r\nu\tA\t3,5"), wanted);
    EXPECT_EQ(read("\xEF\xBB\xBFid;1.a;2.a;;\r\n\r\n;;;;\r\nu;A;3,5;;\r\n"), wanted);
    EXPECT_EQ(read("sep=|\nid|1.a|2.a\nu|A|3,5\n"), wanted);
    EXPECT_EQ(read("\"id\";\"1.a\";\"2.a\"\r\"u\";\"A\";\"3,5\"\r"), wanted);
    // Commas inside quotes do not count; the title stands above.
    EXPECT_EQ(read("\"Unit, tahun, nilai\";;\nID;1.A.;2.a\n u ; a ;3,5\n"), wanted);
}

TEST(Csv, Utf16) {
    const std::string text = "id\t1.a\nu\xC3\xA9\tA\n";
    std::string little = "\xFF\xFE", big = "\xFE\xFF";
    for (const char16_t c : std::u16string(u"id\t1.a\nu\u00E9\tA\n")) {
        little += static_cast<char>(c & 0xFF), little += static_cast<char>(c >> 8);
        big += static_cast<char>(c >> 8), big += static_cast<char>(c & 0xFF);
    }
    EXPECT_EQ(read(little), read(text));
    EXPECT_EQ(read(big), read(text));
    EXPECT_EQ(read(little + "\x01"), "refused\n  ZI0953  \n");
    EXPECT_EQ(read(little + std::string("\x00\xD8", 2)), "refused\n  ZI0953  \n");
    EXPECT_EQ(read("id,1.a\nu,A\nAndr\xE9,B\n"), "refused\n  ZI0953 A3 \n");
}

TEST(Csv, QuotesOutOfPlaceRefuseTheFile) {
    EXPECT_EQ(read("id,1.a\nu,\"A\nv,B\n"), "refused\n  ZI0909 A2 \n");
    EXPECT_EQ(read("id,1.a\nu,\"A\"x\nv,B\n"), "refused\n  ZI0909 A2 \n");
    EXPECT_EQ(read("id,1.a\nu,A\n\"two\nlines\",B\nw,Z\n"),
              "u: 1.a=A\ntwo\nlines: 1.a=B\nw: 1.a=?\n  ZI0807 B5 /answers/1.a\n");
    EXPECT_EQ(read("id,1.a\nu" + std::string(20'000, ',') + "\n"), "refused\n  ZI0816  \n");
}

// ---- A row a unit ------------------------------------------------------------------------------------------------------

TEST(Units, FactsAndAssessors) {
    EXPECT_EQ(read("id;nama;office.kind;office.since;office.open;office.done;TPI:1.a;2.b/received;2.b/settled\n"
                   "u;N;kl;2024-03-01;ya;95 %;B;4;03\n"
                   "v;N;PEMDA;25/12/2024;FALSE;90,5;;;\n"
                   "w;N;X;4/5/2024;1;101;-;1.000;5\n"),
              "u: 2.b=4,3, TPI: 1.a=B ; #0 ; 2024-03-01 ; yes ; 95\n"
              "v: ; #1 ; 2024-12-25 ; no ; 90.5\n"
              "w: 2.b=_,5, ; ? ; ? ; ? ; ?\n"
              "  ZI0807 C4 /facts/office.kind\n  ZI0958 D4 /facts/office.since\n  ZI0807 E4 /facts/office.open\n"
              "  ZI0809 F4 /facts/office.done\n  ZI0970 G4 /assessed/TPI/1.a\n  ZI0957 H4 /answers/2.b/received\n");
}

TEST(Units, IdsAndHeads) {
    EXPECT_EQ(read("id,1.a\n,A\nu,B\nu,C\n"), "refused\n  ZI0814 A2 \nu: 1.a=B\nrefused\n  ZI0815 A4 \n");
    EXPECT_EQ(read("id,1.a,1.A.\nu,A,A\n"), "refused\n  ZI0806 C1 \n");
    EXPECT_EQ(read("id,1.a,1.c,keterangan\nu,A,B,x\nv,A,,\n"), "u: 1.a=A\n  ZI0976 C1 \n  ZI0976 D1 \nv: 1.a=A\n");
    EXPECT_EQ(read("id,1.a\n"), "refused\n  ZI0818  \n");
    EXPECT_EQ(read("a,b\nc,d\n"), "refused\n  ZI0952  \n");
}

TEST(Units, WhatCannotBeIsRefusedUnlessAskedOtherwise) {
    EXPECT_EQ(read("id,1.a,1.b\nu,D,Ya\nv,A,Ya\n", nullptr, BadValues::refuse_unit),
              "refused\n  ZI0807 B2 /answers/1.a\nv: 1.a=A 1.b=Ya\n");
    // TRUE may be a tick beside the answer, 1 the first option.
    EXPECT_EQ(read("id,1.b\nu,TRUE\nv,1\n"), "u: 1.b=?\n  ZI0954 B2 /answers/1.b\nv: 1.b=?\n  ZI0807 B3 /answers/1.b\n");
    EXPECT_EQ(read("id,2.b/received,2.b/settled,2.b\nu,4,5,\nv,,,80%\nw,4,2,50%\nx,4,2,60%\n"),
              "u: 2.b=?\n  ZI0830 C2 /answers/2.b/settled\nv: 2.b=?\n  ZI0962 D3 /answers/2.b\nw: 2.b=4,2,\n"
              "x: 2.b=4,2,\n  ZI0973 D5 /answers/2.b\n");
}

TEST(Units, NumbersOfAnyLength) {
    const std::string digits(100'000, '7');
    for (const char* head : {"2.a", "2.b/received", "office.done", "office.since", "1.a"}) {
        const std::string said = read(std::string("id,") + head + "\nu," + digits + "\n");
        EXPECT_NE(said.find(" B2 "), std::string::npos) << head;
        EXPECT_LT(said.size(), 200u);
        const std::string cell =
            read(zip(workbook(sheet("<row r='1'><c t='str'><v>id</v></c><c t='str'><v>" + std::string(head) +
                                    "</v></c></row><row r='2'><c t='str'><v>u</v></c><c><v>" + digits + "</v></c></row>"))));
        EXPECT_NE(cell.find(" S!B2 "), std::string::npos) << head;
    }
}

/// Cells of a workbook, where numbers have formats.
std::string cell_read(const std::string& head, const std::string& cell, const Parts& other = {}) {
    return read(zip(workbook(sheet("<row r='1'><c t='str'><v>id</v></c><c t='str'><v>" + head +
                                   "</v></c></row><row r='2'><c t='str'><v>u</v></c>" + cell + "</row>"),
                             other)));
}

TEST(Units, CellsWithFormats) {
    EXPECT_EQ(cell_read("2.a", "<c><v>3.6199999999999997</v></c>"), "u: 2.a=3.62\n");
    EXPECT_EQ(cell_read("2.a", "<c><v>3.5E0</v></c>"), "u: 2.a=3.5\n");
    EXPECT_EQ(cell_read("2.b/received", "<c><v>7.0</v></c>"), "u: 2.b=7,_,\n");
    EXPECT_EQ(cell_read("2.a", "<c s='1'><v>0.9</v></c>"), "u: 2.a=?\n  ZI0954 S!B2 /answers/2.a\n");
    EXPECT_EQ(cell_read("2.b/received", "<c s='1'><v>0.12</v></c>"), "u: 2.b=?\n  ZI0954 S!B2 /answers/2.b/received\n");
    EXPECT_EQ(cell_read("office.done", "<c s='1'><v>0.95</v></c>"), "u: ; 95\n");
    EXPECT_EQ(cell_read("office.since", "<c s='2'><v>45691</v></c>"), "u: ; 2025-02-03\n");
    EXPECT_EQ(cell_read("office.since", "<c s='3'><v>45691.75</v></c>"), "u: ; 2025-02-03\n");
    EXPECT_EQ(cell_read("office.since", "<c><v>45691</v></c>"), "u: ; ?\n  ZI0954 S!B2 /facts/office.since\n");
    // The day that spreadsheets count, and that was not.
    EXPECT_EQ(cell_read("office.since", "<c s='2'><v>61</v></c>"), "u: ; 1900-03-01\n");
    EXPECT_EQ(cell_read("office.since", "<c s='2'><v>59</v></c>"), "u: ; 1900-02-28\n");
    EXPECT_EQ(cell_read("office.since", "<c s='2'><v>60</v></c>"), "u: ; ?\n  ZI0954 S!B2 /facts/office.since\n");
    const Parts from_1904{{"xl/workbook.xml", "<workbook" + main_ns +
                                                  "><workbookPr date1904='true'/><sheets>"
                                                  "<sheet name='S' sheetId='1' r:id='rId1'/></sheets></workbook>"}};
    EXPECT_EQ(cell_read("office.since", "<c s='2'><v>44229</v></c>", from_1904), "u: ; 2025-02-03\n");
    EXPECT_EQ(cell_read("office.open", "<c t='b'><v>1</v></c>"), "u: ; yes\n");
    EXPECT_EQ(cell_read("office.kind", "<c t='b'><v>1</v></c>"), "u: ; ?\n  ZI0954 S!B2 /facts/office.kind\n");
    EXPECT_EQ(cell_read("1.a", "<c t='e'><v>#REF!</v></c>"), "u: 1.a=?\n  ZI0955 S!B2 /answers/1.a\n");
    EXPECT_EQ(cell_read("1.a", "<c><f>B9</f></c>"), "u: 1.a=?\n  ZI0956 S!B2 /answers/1.a\n");
    EXPECT_EQ(cell_read("1.a", "<c t='str'><f>B9</f><v>B</v></c>"), "u: 1.a=B\n");
    // An id of more digits than a spreadsheet keeps.
    EXPECT_EQ(read(zip(workbook(sheet("<row><c t='str'><v>id</v></c><c t='str'><v>1.a</v></c></row>"
                                      "<row><c><v>198001012005011001</v></c><c t='str'><v>A</v></c></row>"
                                      "<row><c><v>17</v></c><c t='str'><v>A</v></c></row>")))),
              "refused\n  ZI0842 S!A2 \n17: 1.a=A\n");
}

// ---- A line an answer ------------------------------------------------------------------------------------------------

TEST(Lines, OfSeveralUnitsAndAssessors) {
    EXPECT_EQ(read("unit;pertanyaan;jawaban;penilai\n"
                   "u;1.a;A;\n"
                   "v;1.a;B;unit\n"
                   "u;1.a;C;TPI\n"
                   "u;office.open;ya;\n"
                   "u;TPN:1.b;Ya;\n"),
              "u: 1.a=A TPI: 1.a=C TPN: 1.b=Ya ; yes\nv: 1.a=B\n");
    // Whose answer a slip of an assessor replaces is not known: the unit is refused whatever was asked.
    EXPECT_EQ(read("unit;pertanyaan;jawaban;penilai\nu;1.x;A;TPI\nv;1.a;A;ITJEN\nw;1.x;A;\n"),
              "refused\n  ZI0804 B2 \nrefused\n  ZI0202 D3 \nw:\n  ZI0804 B4 \n");
}

// ---- Layouts that somebody describes --------------------------------------------------------------------------------

TEST(Layouts, OfOnesOwn) {
    const auto layout = read_layout(R"({"schema": "zi-layout/1", "id": "kami", "form": "questions",
        "columns": {"text": ["Uraian"], "id": ["No"]},
        "answers": [{"heads": ["Isian"]}, {"heads": ["=E"], "assessors": ["BPK", "TPN"]}],
        "rows": {"7": "1.b"}, "wording": {"2.b/settled": ["Sudah ditutup"]}})");
    ASSERT_TRUE(layout) << message(layout.diagnostics().front(), Language::english);
    const std::string form =
        "Formulir kami;;;;\nNo;Uraian;;Isian;\n1;;Rencana  kerja!;A;B\n7;;teks lain;Ya;\n"
        "8;;Pengaduan selesai;50%;\n;;- Pengaduan diterima;4;\n;;- Sudah ditutup;2;\n";
    EXPECT_EQ(read(form, &*layout), "berkas.unit: 1.a=A 1.b=Ya 2.b=4,2, TPN: 1.a=B\n");
    // Without it nothing says what this is; with it, it is the only one.
    EXPECT_EQ(read(form), "refused\n  ZI0952  \n");
    EXPECT_EQ(read("id,1.a\nu,A\n", &*layout), "refused\n  ZI0952  \n");
}

TEST(Layouts, NamesThatTheRulesDoNotKnow) {
    const auto layout = read_layout(R"({"schema": "zi-layout/1", "id": "x", "form": "questions", "columns": {"text": ["T"]},
        "answers": [{"heads": ["J"]}], "rows": {"1": "1.a", "2": "1.x"}, "wording": {"total": ["Semua"], "2.c": ["?"]}})");
    ASSERT_TRUE(layout);
    EXPECT_EQ(read("T;J\nRencana kerja;A\n", &*layout), "refused\n  ZI0804  /rows/2\n  ZI0804  /wording/2.c\n");
}

/// Which columns of assessors a form has decides which layout it is; an id that is lost does not.
TEST(Layouts, ColumnsOfAssessors) {
    const auto taken = [](const std::string& heads) {
        SheetOptions options;
        std::string layout;
        options.as_of = *Date::parse("2026-05-31");
        options.taken = [&](const TakenFor& taken_for) { layout = taken_for.layout; };
        read_sheet(*small(), heads + "\n;Survei;Nilai (0-4);3;;\n", options, [](const Result<Unit>&) { return true; });
        return layout;
    };
    EXPECT_EQ(taken("ID;Penilaian;Pilihan Jawaban;Jawaban Unit;Jawaban TPI;Nilai"), "jawaban-portalrb-2026");
    EXPECT_EQ(taken("ID;Penilaian;Pilihan  jawaban;JAWABAN UNIT;;"), "jawaban-portalrb-2026");
    EXPECT_EQ(taken("No;Penilaian;Pilihan Jawaban;Jawaban Unit;Jawaban TPI;"), "jawaban-portalrb-2026");
    EXPECT_EQ(taken("ID;Penilaian;Pilihan Jawaban;Jawaban Unit;Jawaban TPI;Jawaban TPI Itjen"), "jawaban-esdm-2026");
    EXPECT_EQ(taken("ID;Penilaian;Pilihan Jawaban;Jawaban Unit;Jawaban TPI Unit;"), "jawaban-esdm-2026");
    EXPECT_EQ(taken("ID;Penilaian;Pilihan Jawaban;Jawaban Unit;;Jawaban TPI KESDM"), "jawaban-esdm-2026");
    EXPECT_EQ(taken("ID;Penilaian;Pilihan Jawaban;Jawaban;Nilai;"), "lke-zi-2021");
    EXPECT_EQ(taken("ID;Uraian;Pilihan Jawaban;Jawab;Nilai;"), "");
}

TEST(Layouts, MergedCellsAndStrayAnswers) {
    const auto layout = read_layout(R"({"schema": "zi-layout/1", "id": "x", "form": "questions",
        "columns": {"text": ["T"]}, "answers": [{"heads": ["J"]}]})");
    ASSERT_TRUE(layout);
    const auto text = [](const char* what) { return std::string("<c t='str'><v>") + what + "</v></c>"; };
    const std::string rows = "<row>" + text("T") + text("J") + "</row><row>" + text("Rencana kerja") + text("A") +
                             "</row><row>" + text("Tim dibentuk") + "</row><row>" + text("Sub judul") + text("B") +
                             "</row><row>" + text("Survei") + "<c><v>4</v></c></row><row>" + text("Tanda tangan") + text("B") +
                             "</row>";
    EXPECT_EQ(read(zip(workbook("<worksheet" + main_ns + "><sheetData>" + rows +
                                "</sheetData><mergeCells><mergeCell ref='B2:B3'/></mergeCells></worksheet>")),
                   &*layout),
              "berkas.unit: 1.a=A 2.a=4\n  ZI0975 S!B3 /answers/1.b\n  ZI0972 S!B4 \n");
}

std::string layout_problem(const std::string& json) {
    const auto layout = read_layout(json);
    if (layout) return "read";
    std::string all;
    for (const Diagnostic& one : layout.diagnostics()) all += code_name(one.code) + " " + one.path + "; ";
    return all;
}

TEST(Layouts, WhatIsWrongWithOneIsSaid) {
    EXPECT_EQ(layout_problem("{"), "ZI0801 ; ");
    EXPECT_EQ(layout_problem("[]"), "ZI0802 ; ");
    EXPECT_EQ(layout_problem("{}"), "ZI0820 ; ZI0820 ; ZI0820 ; ZI0820 ; ZI0820 /columns; ");
    EXPECT_EQ(layout_problem(R"({"schema": "zi-layout/2", "id": 5, "form": "questons", "columns": {"txt": ["x"], "text": "x"},
        "answers": [{"head": []}], "unit_name": [{"sheet": "S", "cell": "1"}], "x": 1})"),
              "ZI0807 /schema; ZI0802 /id; ZI0807 /form; ZI0803 /columns/txt; ZI0802 /columns/text; ZI0803 /answers/0/head; "
              "ZI0820 /answers/0; ZI0807 /unit_name/0/cell; ZI0803 /x; ZI0820 /columns; ");
}

TEST(Files, AreToldByHowTheyBegin) {
    EXPECT_EQ(units_file("{\"id\": \"u\"}"), UnitsFile::json);
    EXPECT_EQ(units_file(" \n[{}, {}]"), UnitsFile::json);
    EXPECT_EQ(units_file(""), UnitsFile::json);
    EXPECT_EQ(units_file("regulation small \"Contoh\"\nx, y"), UnitsFile::json);
    EXPECT_EQ(units_file("id,1.a\n"), UnitsFile::table);
    EXPECT_EQ(units_file("\xEF\xBB\xBF\r\n;;\nid;1.a"), UnitsFile::table);
    EXPECT_EQ(units_file("\xFF\xFEi"), UnitsFile::table);
    EXPECT_EQ(units_file("PK\x03\x04"), UnitsFile::xlsx);
    EXPECT_EQ(units_file("\xD0\xCF\x11\xE0"), UnitsFile::other_workbook);
}

}  // namespace
}  // namespace zi
