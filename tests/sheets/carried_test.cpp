// What stands beside answers in workbooks and tables, what units are grouped by, and what PortalRB fetches. Scores never change
// for it. And by which way of counting files come to the scores that they show.
#include "zi/sheets.hpp"

#include "zi/assess.hpp"
#include "zi/load.hpp"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace zi {
namespace {

using nlohmann::json;

const std::string carried_root = ZI_SOURCE_DIR;

std::string carried_file(const std::string& name) {
    std::ifstream file(carried_root + "/tests/sheets/samples/" + name, std::ios::binary);
    EXPECT_TRUE(file) << name;
    return {std::istreambuf_iterator<char>(file), {}};
}

const Model& rules_of_2021() {
    static const Loaded loaded = load(carried_root + "/rules/zi-2021.zi", read_from_disk());
    EXPECT_TRUE(loaded) << loaded.text(Language::english);
    return *loaded.model;
}

struct Carried {
    std::vector<Unit> units;
    Diagnostics problems;
    std::string layout;
};

Carried read_carried(const Model& model, const std::string& bytes, const std::string& name = "berkas.csv",
                     BadValues bad_values = BadValues::leave_open, const Limits& limits = {}) {
    Carried read;
    SheetOptions options;
    options.file_name = name;
    options.as_of = *Date::parse("2026-05-31");
    options.bad_values = bad_values;
    options.limits = limits;
    options.taken = [&](const TakenFor& taken) { read.layout = taken.layout; };
    read_sheet(model, bytes, options, [&](Result<Unit> unit) {
        const Diagnostics& found = unit ? unit->remarks : unit.diagnostics();
        read.problems.insert(read.problems.end(), found.begin(), found.end());
        if (unit) read.units.push_back(std::move(*unit));
        return true;
    });
    return read;
}

/// "unit: text | link | link; TPI: ..." of a question.
std::string beside(const Model& model, const Unit& unit, const std::string& question) {
    std::string out;
    for (const UnitNote& note : notes_on(unit, model.find_question(question))) {
        out += (out.empty() ? "" : "; ") + (note.assessor == none ? "unit" : model.assessors[note.assessor].name) + ": " +
               note.text;
        for (const std::string& link : note.links) out += " | " + link;
    }
    return out;
}

/// Without what it carries a unit comes to the same.
void expect_same_without(const Model& model, const Unit& unit) {
    Unit bare = unit;
    bare.notes.clear();
    bare.attributes.clear();
    const Date day = *Date::parse("2026-05-31");
    EXPECT_EQ(assess_reference(model, bare, day), assess_reference(model, unit, day));
}

TEST(CarriedBySheets, NotesAndLinksOfTheMinistrysWorkbook) {
    const Model& model = rules_of_2021();
    const Carried read = read_carried(model, carried_file("lke-zi-2021-readable.xlsx"), "lke.xlsx");
    ASSERT_EQ(read.units.size(), 1u);
    const Unit& unit = read.units[0];
    EXPECT_EQ(beside(model, unit, "A.I.1.i.a"), "unit: Catatan sintetis 1 | https://bukti.contoh.invalid/A.I.1.i.a");
    EXPECT_EQ(beside(model, unit, "A.I.1.ii.a"), "unit: 2025-02-03");  // a date cell
    EXPECT_EQ(beside(model, unit, "A.I.1.i.b"), "");
    expect_same_without(model, unit);
}

TEST(CarriedBySheets, NotesOfEveryColumnOfAnExport) {
    const Model& model = rules_of_2021();
    const Carried read = read_carried(model, carried_file("jawaban-esdm-2026-readable.xlsx"), "jawaban.xlsx");
    ASSERT_EQ(read.units.size(), 1u);
    const Unit& unit = read.units[0];
    EXPECT_EQ(beside(model, unit, "A.I.1.i.a"),
              "unit:  | 1. Dokumen sintetis 1 | 2. Notula sintetis | https://bukti.contoh.invalid/A.I.1.i.a; "
              "TPI: TPI_UNIT: 2026-04-20");
    EXPECT_EQ(beside(model, unit, "A.I.1.i.b"), "unit: Catatan sintetis 2");
    expect_same_without(model, unit);
    // Whoever looks at the unit's own answers sees its own notes alone.
    for (const UnitNote& note : seen_by(unit, none).notes) EXPECT_EQ(note.assessor, AssessorIndex());
}

TEST(CarriedBySheets, OfTables) {
    const Model& model = rules_of_2021();
    const Carried lines = read_carried(model,
                                       "unit,pertanyaan,jawaban,penilai,catatan,tautan\n"
                                       "u,A.I.1.i.a,Ya,,\"baik, sudah\",https://a.invalid; https://b.invalid\n"
                                       "u,A.I.1.i.a,Tidak,TPI,belum,\n"
                                       "u,A.II.1.i.a/jumlah_agen_perubahan,4,,empat orang,\n"
                                       "u,A.I.1.i.b,,,tanpa jawaban,\n"
                                       "u,attributes.opd,Dinas Contoh,,,\n");
    ASSERT_EQ(lines.units.size(), 1u);
    EXPECT_TRUE(lines.problems.empty());
    EXPECT_EQ(beside(model, lines.units[0], "A.I.1.i.a"),
              "unit: baik, sudah | https://a.invalid | https://b.invalid; TPI: belum");
    EXPECT_EQ(beside(model, lines.units[0], "A.II.1.i.a"), "unit: jumlah_agen_perubahan: empat orang");
    EXPECT_EQ(beside(model, lines.units[0], "A.I.1.i.b"), "unit: tanpa jawaban");
    EXPECT_EQ(attribute_of(lines.units[0], "opd"), "Dinas Contoh");

    const Carried wide = read_carried(model,
                                      "id;A.I.1.i.a;A.I.1.i.a@catatan;TPI:A.I.1.i.a@catatan;A.I.1.i.a@tautan;attributes.opd\n"
                                      "u;Ya;baik;setuju;x.invalid;Dinas Contoh\nv;Tidak;;;;\n");
    ASSERT_EQ(wide.units.size(), 2u);
    EXPECT_TRUE(wide.problems.empty());
    EXPECT_EQ(beside(model, wide.units[0], "A.I.1.i.a"), "unit: baik | x.invalid; TPI: setuju");
    EXPECT_EQ(attribute_of(wide.units[0], "opd"), "Dinas Contoh");
    EXPECT_TRUE(wide.units[1].notes.empty());
    EXPECT_TRUE(wide.units[1].attributes.empty());
}

TEST(CarriedBySheets, LimitsAreTold) {
    Limits limits;
    limits.links = 2;
    const std::string table = "id,A.I.1.i.a,A.I.1.i.a@tautan\nu,Ya,a;b;c\n";
    const Carried open = read_carried(rules_of_2021(), table, "b.csv", BadValues::leave_open, limits);
    ASSERT_EQ(open.problems.size(), 1u);
    EXPECT_EQ(open.problems[0].code, Code::unit_limit);
    EXPECT_EQ(open.problems[0].cell, "C2");
    ASSERT_EQ(open.units.size(), 1u);
    EXPECT_TRUE(open.units[0].notes.empty());
    EXPECT_TRUE(read_carried(rules_of_2021(), table, "b.csv", BadValues::refuse_unit, limits).units.empty());
    limits.links = 3;
    EXPECT_TRUE(read_carried(rules_of_2021(), table, "b.csv", BadValues::refuse_unit, limits).problems.empty());
}

// ---- PortalRB ------------------------------------------------------------------------------------------------------------

TEST(PortalRb, IsReadAsItsSheetIs) {
    const Model& model = rules_of_2021();
    const std::string text = carried_file("portalrb-jawaban-unit.json");
    ASSERT_EQ(units_file(text), UnitsFile::portalrb);
    const Carried read = read_carried(model, text, "u.json");
    EXPECT_EQ(read.layout, "portalrb-jawaban-unit");
    ASSERT_EQ(read.units.size(), 1u);
    EXPECT_TRUE(read.problems.empty()) << message(read.problems[0], Language::english) << read.problems[0].cell;
    const Unit& unit = read.units[0];
    const json wanted = json::parse(carried_file("expected.json")).at("json").at(0);
    EXPECT_EQ(unit.id, wanted.at("unit").at("id"));
    EXPECT_EQ(unit.name, wanted.at("unit").at("name"));
    const auto told = [&](const List<Answer, Question>& answers) {
        json all = json::object();
        for (QuestionIndex q{0}; q < answers.size(); ++q) {
            const Question& question = model.questions[q];
            json one;
            if (const auto* option = std::get_if<Member>(&answers[q]))
                one = model.scales[question.scale].options[option->value].key;
            if (const auto* number = std::get_if<Rational>(&answers[q])) one = number->shortest(20);
            if (const auto* counts = std::get_if<Counts>(&answers[q]))
                for (InputIndex i{0}; i < question.inputs.size(); ++i)
                    if (const auto& count = counts->values[i]) one[question.inputs[i].key] = std::stoll(count->shortest());
            if (!one.is_null()) all[model.nodes[question.node].id] = std::move(one);
        }
        return all;
    };
    const auto expect = [&](json given, json answers) {
        for (auto& [question, one] : answers.items())  // derived totals may be left out there
            if (one.is_object() && given.contains(question))
                for (const char* total : {"jumlah_harus_melaporkan"})
                    if (!one.contains(total)) given[question].erase(total);
        EXPECT_EQ(given, answers) << json::diff(answers, given).dump();
    };
    expect(told(unit.answers), wanted.at("answers").at("answer_unit"));
    expect(told(unit.assessed.at(model.find_assessor("TPI"))), wanted.at("answers").at("answer_tpi"));
}

TEST(PortalRb, TellsWhatIsWrongByItsPlace) {
    const auto read = [&](const std::string& answers, BadValues bad_values) {
        const std::string text = R"({"unit_id": 17, "nama_unit": "Contoh", "tahun": 2026, "answers": [)" + answers + "]}";
        return read_carried(rules_of_2021(), text, "u.json", bad_values);
    };
    const std::string wrong = R"({"soal_id": 1, "jawaban_unit": "Sudah", "catatan_unit": "x", "bukti_dukung_unit": "a; b"})";
    const Carried open = read(wrong, BadValues::leave_open);
    ASSERT_EQ(open.units.size(), 1u);
    EXPECT_EQ(open.units[0].id, "17");
    ASSERT_EQ(open.problems.size(), 1u);
    EXPECT_EQ(open.problems[0].cell, "/answers/0/jawaban_unit");
    EXPECT_EQ(beside(rules_of_2021(), open.units[0], "A.I.1.i.a"), "unit: x | a | b");
    EXPECT_TRUE(read(wrong, BadValues::refuse_unit).units.empty());
    // Unknown questions, and one twice.
    const Carried unknown = read(R"({"soal_id": 999, "jawaban_unit": "Ya"})", BadValues::leave_open);
    ASSERT_EQ(unknown.problems.size(), 1u);
    EXPECT_EQ(unknown.problems[0].code, Code::row_unknown);
    EXPECT_EQ(unknown.units.size(), 1u);
    EXPECT_TRUE(read(R"({"soal_id": 999, "jawaban_tpi": "Ya"})", BadValues::leave_open).units.empty());
    const Carried twice =
        read(R"({"soal_id": 1, "jawaban_unit": "Ya"}, {"soal_id": "1", "jawaban_unit": "Tidak"})", BadValues::leave_open);
    ASSERT_EQ(twice.units.size(), 1u);
    EXPECT_EQ(twice.problems.at(0).code, Code::row_twice);
    EXPECT_TRUE(std::holds_alternative<Refused>(twice.units[0].answers[rules_of_2021().find_question("A.I.1.i.a")]));
    const Carried no_id = read_carried(rules_of_2021(), R"({"answers": [{"soal_id": 1}]})", "u.json");
    EXPECT_EQ(no_id.problems.at(0).code, Code::missing_id);
}

// ---- Scores that files show -----------------------------------------------------------------------------------------------

const Model& four_questions() {
    static const Loaded loaded = load_text("four.zi", R"(regulation four "Contoh"
level part "Bagian"
scale three "Tiga pilihan" { A = 1 B = 0.5 C = 0 }
worksheet "Nilai akhir" 10 {
  part 1 "Dokumen" 6 {
    question a three "Rencana kerja" 1.5
    question b three "Tim dibentuk" 1.5
    question c three "Laporan tahunan" 1.5
    question d three "Tindak lanjut" 1.5
  }
  part 2 "Hasil" 4 {
    question a three "Survei pertama" 1
    question b three "Survei kedua" 1
    question c three "Survei ketiga" 2
  }
}
)");
    EXPECT_TRUE(loaded) << loaded.text(Language::english);
    return *loaded.model;
}

/// What is remarked of a form whose first part and whole show these numbers, the questions having these answers.
std::string shown(const std::string& part, const std::string& second, const std::string& whole,
                  const std::vector<std::string>& answers) {
    const char* texts[] = {"Rencana kerja",  "Tim dibentuk", "Laporan tahunan", "Tindak lanjut",
                           "Survei pertama", "Survei kedua", "Survei ketiga"};
    std::string table = "Penilaian;Pilihan Jawaban;Jawaban;Nilai\nNilai akhir;;;" + whole + "\nDokumen;;;" + part + "\n";
    for (std::size_t i = 0; i < 7; ++i) {
        if (i == 4) table += "Hasil;;;" + second + "\n";
        table += std::string(texts[i]) + ";A/B/C;" + answers[i] + ";\n";
    }
    std::string out;
    for (const Diagnostic& one : read_carried(four_questions(), table).problems) {
        EXPECT_EQ(one.code, Code::score_differs) << message(one, Language::english);
        out += (out.empty() ? "" : "\n") + one.cell + " " + one.args.at(0) + ": " + help(one, Language::english);
    }
    return out;
}

TEST(ShownScores, AreExplainedByTheConventionThatGivesThemExactly) {
    // 1.5 + 0.75 + 0 + 1.5 = 3.75 of 6; 4 of 4.
    const std::vector<std::string> all{"A", "B", "C", "A", "A", "A", "A"};
    EXPECT_EQ(shown("3,75", "4", "7,75", all), "");
    EXPECT_EQ(shown("5", "4", "9", all),
              "D2 total: it follows from the file's own numbers below it, which differ\n"
              "D3 1: a row that is answered is left out of the mean in the file (1.c)");
    EXPECT_EQ(shown("4,5", "4", "8,5", all),
              "D2 total: it follows from the file's own numbers below it, which differ\n"
              "D3 1: a formula or value in the file differs from the rules");
    // Either of two rows, each answered A, may be the one.
    EXPECT_EQ(shown("3", "4", "", all), "D3 1: a row that is answered is left out of the mean in the file (1.a / 1.d)");

    // c is not answered: the others carry all of the weight, or it counts as nothing, or in full.
    const std::vector<std::string> three{"A", "B", "", "A", "A", "A", "A"};
    EXPECT_EQ(shown("5", "4", "", three), "D3 1: questions without an answer are left out of the mean in the file (1.c)");
    EXPECT_EQ(shown("3,75", "4", "", three), "D3 1: questions without an answer count as nothing in the file (1.c)");
    EXPECT_EQ(shown("5,25", "4", "", three), "D3 1: questions without an answer count in full in the file (1.c)");
    EXPECT_EQ(
        shown("4,5", "4", "", three),
        "D3 1: questions without an answer are left out of the mean in the file and so is a row that is answered (1.a / 1.d)");
    // (1.5 + 0.75 + 0.75) / 4.5 * 6 = 4; with two left of C: 1/3.
    const std::vector<std::string> thirds{"A", "B", "B", "", "A", "A", ""};
    EXPECT_EQ(shown("", "4", "", thirds), "D8 2: questions without an answer are left out of the mean in the file (2.c)");
    EXPECT_EQ(shown("1,33", "", "", {"C", "C", "B", "", "A", "A", "A"}).find("D3 1: a formula"), 0u);
    EXPECT_EQ(shown("4,667", "4", "", {"A", "A", "B", "C", "A", "A", "A"}),
              "D3 1: a formula or value in the file differs from the rules");
}

TEST(ShownScores, RoundingIsNamedBesideTheConvention) {
    // 1.5 + 1.5 + 0.75 of 4.5, one left out: 5; and 0.75 of 3 with two left out: 1.5. Thirds: (1.5 + 0.75 + 0) / 4.5 * 6 = 3.
    // Of five parts: 1 of 3, weight 4 in thirds: (1 + 0.5) / 2 ... 2.a and 2.c: (1 + 1) / 3 * 4 = 2.6667.
    EXPECT_EQ(shown("", "2,6667", "", {"A", "A", "A", "A", "A", "", "B"}),
              "D8 2: questions without an answer are left out of the mean in the file and the number is rounded (2.b)");
}

}  // namespace
}  // namespace zi
