// Scores in a copy of the workbook that its answers came from: what is written, and that nothing else is touched.
#include "archive.hpp"
#include "samples.hpp"

#include "zi/workbook.hpp"

#include "zi/load.hpp"

#include <gtest/gtest.h>
#include <minizip/unzip.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <string>
#include <vector>

#include <unistd.h>

namespace zi::fill_test {
namespace {

using namespace sheets_test;

/// The parts of an archive in their order, as minizip unpacks them from a file.
Parts parts_of(const std::string& bytes) {
    const auto path =
        std::filesystem::temp_directory_path() /
        ("zi-fill-test-" + std::to_string(reinterpret_cast<std::uintptr_t>(&bytes)) + "-" + std::to_string(::getpid()));
    std::ofstream(path, std::ios::binary) << bytes;
    Parts parts;
    unzFile file = unzOpen(path.c_str());
    EXPECT_NE(file, nullptr);
    for (int state = unzGoToFirstFile(file); state == UNZ_OK; state = unzGoToNextFile(file)) {
        char name[512];
        unz_file_info about;
        unzGetCurrentFileInfo(file, &about, name, sizeof name, nullptr, 0, nullptr, 0);
        std::string text(about.uncompressed_size, '\0');
        EXPECT_EQ(unzOpenCurrentFile(file), UNZ_OK);
        EXPECT_EQ(unzReadCurrentFile(file, text.data(), static_cast<unsigned>(text.size())), static_cast<int>(text.size()));
        EXPECT_EQ(unzCloseCurrentFile(file), UNZ_OK) << name;  // checksums
        parts.emplace_back(name, text);
    }
    unzClose(file);
    std::filesystem::remove(path);
    return parts;
}

std::shared_ptr<const Model> rules() {
    static const auto model = [] {
        const Loaded loaded = load(ZI_SOURCE_DIR "/rules/zi-2021.zi", read_from_disk());
        EXPECT_TRUE(loaded) << loaded.text(Language::english);
        return loaded.model;
    }();
    return model;
}

/// A small worksheet for workbooks made here.
std::shared_ptr<const Model> small() {
    static const auto model = [] {
        const Loaded loaded = load_text("uji.zi", R"(regulation uji "Uji" in force 2020-01-01
level part "Bagian"
scale yn "Ya atau tidak" { Ya = 1 Tidak = 0 }
worksheet "Nilai" 10 {
  part 1 "Satu" 10 {
    question a yn "Apakah ada tim" 4
    question b yn "Apakah ada rencana" 6
  }
}
predicate BAIK "Baik" { total >= 6 }
)");
        EXPECT_TRUE(loaded) << loaded.text(Language::english);
        return loaded.model;
    }();
    return model;
}

/// A workbook as fill_xlsx wants it: with its types.
std::string book_of(const std::string& text, const Parts& other = {}) {
    Parts parts{{"[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"}};
    const Parts rest = workbook(text, other);
    parts.insert(parts.end(), rest.begin(), rest.end());
    return zip(parts);
}

struct Filled {
    std::string bytes;
    Diagnostics problems;
    std::vector<Assessed> assessed;
};

Filled fill(const Model& model, const std::string& bytes, const Layout* layout = nullptr,
            Language language = Language::indonesian) {
    Filled filled;
    SheetOptions options;
    options.file_name = "buku.xlsx";
    options.layout = layout;
    options.as_of = *Date::parse("2026-05-31");
    options.bad_values = BadValues::leave_open;
    read_sheet(model, bytes, options, [&](Result<Unit> unit) {
        if (unit) {
            Assessment assessment = assess_reference(model, *unit, options.as_of);
            filled.assessed.push_back({std::move(*unit), std::move(assessment)});
        }
        return true;
    });
    auto result = fill_xlsx(model, bytes, options, filled.assessed, language);
    if (result)
        filled.bytes = std::move(*result);
    else
        filled.problems = result.diagnostics();
    return filled;
}

std::string cell_of(const Workbook& workbook, const std::string& sheet, const std::string& name) {
    for (const Sheet& one : workbook.sheets)
        for (const Cell& cell : one.cells)
            if (one.name == sheet && cell_name("", cell.row, cell.column) == name) return std::string(cell.text);
    return "";
}

using Described = std::map<std::string, std::string>;
Described described(const Workbook& workbook) {
    Described cells;
    for (const Sheet& sheet : workbook.sheets) {
        for (const Cell& cell : sheet.cells)
            cells[cell_name(sheet.name, cell.row, cell.column)] = std::to_string(static_cast<int>(cell.kind)) +
                                                                  std::to_string(static_cast<int>(cell.format)) +
                                                                  (cell.computed ? "=" : " ") + std::string(cell.text);
        for (const MergedCells& one : sheet.merged)
            cells[sheet.name + " merged " + cell_name("", one.first_row, one.first_column)] =
                cell_name("", one.last_row, one.last_column);
        cells[sheet.name + " hidden"] = sheet.hidden ? "yes" : "no";
    }
    return cells;
}

/// A sheet without what filling adds: cells in columns from the first new one on, and hints about how far a row goes.
std::string without_new_cells(std::string xml, std::uint32_t first_new) {
    const std::regex cell(R"re(<(\w+:)?c r="([A-Z]+)(\d+)"[^>]*?(?:/>|>.*?</(\w+:)?c>))re");
    std::string out;
    auto at = xml.cbegin();
    for (std::sregex_iterator one(xml.begin(), xml.end(), cell), end; one != end; ++one) {
        std::uint32_t column = 0;
        for (const char c : (*one)[2].str()) column = column * 26 + static_cast<std::uint32_t>(c - 'A' + 1);
        out.append(at, (*one)[0].first);
        if (column < first_new) out += one->str();
        at = (*one)[0].second;
    }
    out.append(at, xml.cend());
    out = std::regex_replace(out, std::regex(R"( spans="[^"]*")"), "");
    return std::regex_replace(out, std::regex(R"(<dimension ref="[^"]*"/>)"), "");
}

class Samples : public testing::TestWithParam<const char*> {};

TEST_P(Samples, EverythingElseStaysByteForByte) {
    const std::string before = content(samples + GetParam());
    const Filled filled = fill(*rules(), before);
    ASSERT_FALSE(filled.bytes.empty()) << message(filled.problems.front(), Language::english);
    ASSERT_FALSE(filled.assessed.empty());
    const Parts old_parts = parts_of(before), new_parts = parts_of(filled.bytes);
    ASSERT_EQ(new_parts.size(), old_parts.size() + 1);
    EXPECT_EQ(new_parts.back().first, "xl/worksheets/zi.xml");
    std::set<std::string> changed;
    for (std::size_t i = 0; i < old_parts.size(); ++i) {
        EXPECT_EQ(new_parts[i].first, old_parts[i].first);
        if (new_parts[i].second != old_parts[i].second) changed.insert(new_parts[i].first);
    }
    ASSERT_EQ(changed.size(), 4u) << "one sheet, and the three parts that tell of sheets";
    for (const char* part : {"[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels"})
        EXPECT_TRUE(changed.erase(part)) << part;

    const auto old_book = read_xlsx(before), new_book = read_xlsx(filled.bytes);
    ASSERT_TRUE(old_book);
    ASSERT_TRUE(new_book) << message(new_book.diagnostics().front(), Language::english);
    ASSERT_EQ(new_book->sheets.size(), old_book->sheets.size() + 1);
    EXPECT_EQ(new_book->sheets.back().name, "zi");
    Described now = described(*new_book);
    std::size_t added = 0;
    for (const auto& [name, cell] : described(*old_book)) {
        EXPECT_EQ(now[name], cell) << name;
        now.erase(name);
    }
    // What is new stands in three columns, and on the sheet "zi".
    std::set<std::uint32_t> columns;
    std::uint32_t first_new = 0;
    for (std::size_t s = 0; s < old_book->sheets.size(); ++s)
        for (const Cell& cell : new_book->sheets[s].cells)
            if (now.contains(cell_name(new_book->sheets[s].name, cell.row, cell.column))) columns.insert(cell.column), ++added;
    EXPECT_LE(columns.size(), 3u);
    EXPECT_GT(added, 3u);
    first_new = *columns.begin();
    for (std::size_t i = 0; i < old_parts.size(); ++i)
        if (changed.contains(old_parts[i].first)) {
            EXPECT_EQ(without_new_cells(new_parts[i].second, first_new), without_new_cells(old_parts[i].second, first_new));
        }

    EXPECT_EQ(fill(*rules(), before).bytes, filled.bytes) << "the same bytes each time";
}

INSTANTIATE_TEST_SUITE_P(Fill, Samples,
                         testing::Values("jawaban-esdm-2026-errors.xlsx", "jawaban-esdm-2026-readable.xlsx",
                                         "jawaban-portalrb-2026-readable.xlsx", "lke-zi-2021-errors.xlsx",
                                         "lke-zi-2021-readable.xlsx", "units-table.xlsx"),
                         [](const auto& one) {
                             std::string name = one.param;
                             for (char& c : name)
                                 if (c == '-' || c == '.') c = '_';
                             return name;
                         });

TEST(Fill, ScoresAreThoseOfZi) {
    const Filled filled = fill(*rules(), content(samples + "lke-zi-2021-readable.xlsx"));
    const auto book = read_xlsx(filled.bytes);
    ASSERT_TRUE(book);
    const Assessment& assessment = filled.assessed.front().assessment;
    // By the texts of the rows: every question once, with its points as CSV has them.
    const Sheet& sheet = book->sheets[2];
    std::map<std::uint32_t, std::map<std::uint32_t, std::string>> rows;
    std::uint32_t head = 0, column = 0;
    for (const Cell& cell : sheet.cells) {
        rows[cell.row][cell.column] = std::string(cell.text);
        if (cell.text == "Skor zi") head = cell.row, column = cell.column;
    }
    ASSERT_NE(head, 0u);
    EXPECT_EQ(rows[head][column + 1], "Keadaan zi");
    EXPECT_EQ(rows[head][column + 2], "Catatan zi");
    std::multiset<std::string> shown;
    for (const auto& [row, cells] : rows)
        if (row > head && cells.contains(column)) shown.insert(cells.at(column));
    EXPECT_GT(shown.size(), 113u);
    for (const Question& question : rules()->questions) {
        const Node& node = rules()->nodes[question.node];
        const std::string points = assessment.nodes[question.node].certain.decimal(6, node.thresholds);
        const auto found = shown.find(points);
        ASSERT_NE(found, shown.end()) << node.id << " " << points;
        shown.erase(found);
    }
    // The total, and the verdicts beside it.
    EXPECT_NE(shown.find(assessment.nodes.front().certain.decimal(6, rules()->nodes.front().thresholds)), shown.end());
}

const Layout& form() {
    static const Layout layout = *read_layout(
        R"({"schema":"zi-layout/1","id":"f","form":"questions","columns":{"id":["No"]},"answers":[{"heads":["Isian"]}]})");
    return layout;
}

std::string text_cell(const std::string& place, const std::string& text, const std::string& more = "") {
    return "<c r='" + place + "' t='inlineStr'" + more + "><is><t>" + text + "</t></is></c>";
}

std::string form_rows(const std::string& heads = "", const std::string& first = "", const std::string& second = "") {
    return "<row r='1'>" + text_cell("A1", "No") + text_cell("B1", "Isian") + heads + "</row><row r='2'>" +
           text_cell("A2", "1.a") + text_cell("B2", "Ya") + first + "</row><row r='3' spans='1:2'>" + text_cell("A3", "1.b") +
           text_cell("B3", "-") + second + "</row>";
}

std::string sheet_of(const Filled& filled) {
    for (const auto& [name, text] : parts_of(filled.bytes))
        if (name == "xl/worksheets/sheet1.xml") return text;
    return "";
}

TEST(Fill, AForm) {
    const Filled filled = fill(*small(), book_of(sheet(form_rows())), &form());
    ASSERT_FALSE(filled.bytes.empty()) << message(filled.problems.front(), Language::english);
    const auto book = read_xlsx(filled.bytes);
    ASSERT_TRUE(book);
    EXPECT_EQ(cell_of(*book, "S", "C1"), "Skor zi");
    EXPECT_EQ(cell_of(*book, "S", "C2"), "4.000000");
    EXPECT_EQ(cell_of(*book, "S", "D2"), "dijawab");
    EXPECT_EQ(cell_of(*book, "S", "E2"), "");
    EXPECT_EQ(cell_of(*book, "S", "C3"), "0.000000");
    EXPECT_EQ(cell_of(*book, "S", "D3"), "belum dijawab; mungkin sampai 6,000000");
    EXPECT_EQ(cell_of(*book, "S", "E3"), "B3 ZI0970: `-` dibaca sebagai belum dijawab");
    EXPECT_NE(sheet_of(filled).find("<row r='3' spans='1:5'>"), std::string::npos) << sheet_of(filled);
    EXPECT_EQ(cell_of(*book, "zi", "A1"), "Penilaian zi");
    EXPECT_EQ(cell_of(*book, "zi", "A4"), "Unit");
    EXPECT_EQ(cell_of(*book, "zi", "B4"), "buku");
    EXPECT_EQ(cell_of(*book, "zi", "A6"), "Baik (BAIK)");
    EXPECT_EQ(cell_of(*book, "zi", "B6"), "terbuka");
    const auto english = read_xlsx(fill(*small(), book_of(sheet(form_rows())), &form(), Language::english).bytes);
    ASSERT_TRUE(english);
    EXPECT_EQ(cell_of(*english, "S", "D3"), "not answered; possibly up to 6.000000");
    EXPECT_EQ(cell_of(*english, "zi", "A1"), "zi assessment");
}

TEST(Fill, AgainWritesTheSameColumnsAndSheet) {
    const Filled once = fill(*small(), book_of(sheet(form_rows())), &form());
    const Filled twice = fill(*small(), once.bytes, &form());
    ASSERT_FALSE(twice.bytes.empty());
    const auto first = read_xlsx(once.bytes), second = read_xlsx(twice.bytes);
    EXPECT_EQ(described(*first), described(*second));
    EXPECT_EQ(fill(*small(), twice.bytes, &form(), Language::english).bytes.empty(), false);
}

TEST(Fill, ColumnsThatTheLayoutNames) {
    Layout layout = form();
    layout.fill.score = Layout::Heads{"Nilai"};
    layout.fill.state = Layout::Heads{"=E"};
    layout.fill.remarks = Layout::Heads{};
    const std::string rows =
        form_rows(text_cell("C1", "Nilai"), "<c r='C2' s='1'><v>9</v></c><c r='D2'><f>C2*2</f><v>18</v></c>",
                  "<c r='C3' s='2'><f>1+1</f><v>2</v></c>");
    const Filled filled = fill(*small(), book_of(sheet(rows)), &layout);
    ASSERT_FALSE(filled.bytes.empty()) << message(filled.problems.front(), Language::english);
    const std::string text = sheet_of(filled);
    EXPECT_NE(text.find("<c r=\"C2\" s=\"1\"><v>4.000000</v></c><c r='D2'><f>C2*2</f><v>18</v></c>"), std::string::npos)
        << text;
    EXPECT_NE(text.find("<c r='C3' s='2'><f>1+1</f><v>2</v></c><c r=\"E3\""), std::string::npos) << "formulas stay: " << text;
    for (const auto& [name, part] : parts_of(filled.bytes))
        if (name == "xl/workbook.xml") {
            EXPECT_NE(part.find("fullCalcOnLoad=\"1\""), std::string::npos) << part;
        }
    layout.fill.score = Layout::Heads{"=B"};
    const Filled refused = fill(*small(), book_of(sheet(rows)), &layout);
    ASSERT_FALSE(refused.problems.empty());
    EXPECT_EQ(refused.problems.front().code, Code::not_filled);
}

TEST(Fill, WhatOtherProgramsWrite) {
    // Elements with a prefix, places left out, a row without cells, hidden columns, an empty styled cell in the way.
    std::string text =
        "<x:worksheet xmlns:x='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><x:dimension ref='A1:B3'/>"
        "<x:cols><x:col min='2' max='2' width='9'/><x:col min='3' max='16384' width='5' hidden='1'/></x:cols><x:sheetData>"
        "<x:row><x:c t='inlineStr'><x:is><x:t>No</x:t></x:is></x:c><x:c "
        "t='inlineStr'><x:is><x:t>Isian</x:t></x:is></x:c></x:row>"
        "<x:row><x:c t='inlineStr'><x:is><x:t>1.a</x:t></x:is></x:c><x:c t='inlineStr'><x:is><x:t>Ya</x:t></x:is></x:c>"
        "<x:c s='2'/></x:row><x:row/></x:sheetData></x:worksheet>";
    const Filled filled = fill(*small(), book_of(text), &form());
    ASSERT_FALSE(filled.bytes.empty()) << message(filled.problems.front(), Language::english);
    const auto book = read_xlsx(filled.bytes);
    ASSERT_TRUE(book);
    EXPECT_EQ(cell_of(*book, "S", "C2"), "4.000000");
    const std::string now = sheet_of(filled);
    EXPECT_NE(now.find("<x:c r=\"C2\" s=\"2\"><x:v>"), std::string::npos) << now;
    EXPECT_NE(now.find("ref='A1:E3'"), std::string::npos) << now;
    EXPECT_NE(now.find("<x:col min='3' max='5' width='5' hidden='0'/><x:col min='6' max='16384' width='5' hidden='1'/>"),
              std::string::npos)
        << now;
}

TEST(Fill, HostileTextsStayTexts) {
    const std::string rows = "<row r='1'>" + text_cell("A1", "id") + text_cell("B1", "1.a") + text_cell("C1", "nama") +
                             "</row><row r='2'>" + text_cell("A2", "=1+1&lt;&amp;&quot;") + text_cell("B2", "=cmd|&lt;x&gt;") +
                             text_cell("C2", "@SUM(1)\xE2\x80\xAE_x005F_x000D_") + "</row>";
    const Filled filled = fill(*small(), book_of(sheet(rows)));
    ASSERT_FALSE(filled.bytes.empty()) << message(filled.problems.front(), Language::english);
    for (const auto& [name, part] : parts_of(filled.bytes))
        if (name.find("worksheets") != std::string::npos) {
            EXPECT_EQ(part.find("<f>"), std::string::npos) << part;
            EXPECT_EQ(part.find("<x>"), std::string::npos) << part;
        }
    const auto book = read_xlsx(filled.bytes);
    ASSERT_TRUE(book);
    EXPECT_EQ(cell_of(*book, "zi", "B4"), "=1+1<&\"");
    EXPECT_EQ(cell_of(*book, "zi", "B5"), "@SUM(1) _x000D_");
}

TEST(Fill, WhatCannotBeFilled) {
    const auto why = [](const Filled& filled) {
        return filled.problems.empty() ? "filled" : message(filled.problems.front(), Language::english);
    };
    EXPECT_EQ(
        why(fill(*small(), "id,1.a\nx,Ya\n")),
        "the result cannot be put into this workbook: what is filled must be one XLSX file, not several and no other kind");
    EXPECT_EQ(why(fill(*small(), book_of(sheet(form_rows("", "<c r='XFD2'><v>1</v></c>"))), &form())),
              "the result cannot be put into this workbook: no column is free to the right of its table");
    const std::string eight = sheet(form_rows());
    std::string sixteen = "\xFF\xFE";
    for (const char c : eight) (sixteen += c) += '\0';
    EXPECT_EQ(why(fill(*small(), book_of(sixteen), &form())),
              "the result cannot be put into this workbook: the XML in it is written in UTF-16");
    EXPECT_EQ(why(fill(*small(), book_of(sheet(form_rows())).substr(0, 900), &form())),
              "this file cannot be read as a workbook: its ZIP archive is broken or cut off");
}

TEST(Fill, ATableThatBeginsAsTheSheetOfVerdictsIsKept) {
    const std::string other = "<workbook" + main_ns + "><sheets><sheet name='zi' sheetId='1' r:id='rId1'/></sheets></workbook>";
    const std::string rows = "<row r='1'>" + text_cell("A1", "zi assessment") + "</row><row r='2'>" + text_cell("A2", "No") +
                             text_cell("B2", "Isian") + "</row><row r='3'>" + text_cell("A3", "1.a") + text_cell("B3", "Ya") +
                             "</row>";
    const Filled filled = fill(*small(), book_of(sheet(rows), {{"xl/workbook.xml", other}}), &form());
    ASSERT_FALSE(filled.bytes.empty()) << message(filled.problems.front(), Language::english);
    const auto book = read_xlsx(filled.bytes);
    ASSERT_TRUE(book);
    ASSERT_EQ(book->sheets.size(), 2u);
    EXPECT_EQ(cell_of(*book, "zi", "C3"), "4.000000");
    EXPECT_EQ(cell_of(*book, "zi 2", "A1"), "Penilaian zi");
}

TEST(Fill, ALineForEachAnswer) {
    const auto row = [](const std::string& r, const std::string& a, const std::string& b, const std::string& c) {
        return "<row r='" + r + "'>" + text_cell("A" + r, a) + text_cell("B" + r, b) + text_cell("C" + r, c) + "</row>";
    };
    const Filled filled =
        fill(*small(), book_of(sheet(row("1", "unit", "pertanyaan", "jawaban") + row("2", "u", "1.a", "Tidak") +
                                     row("3", "v", "1.a", "Ya") + row("4", "u", "1.b", "Ya"))));
    ASSERT_FALSE(filled.bytes.empty()) << message(filled.problems.front(), Language::english);
    const auto book = read_xlsx(filled.bytes);
    ASSERT_TRUE(book);
    EXPECT_EQ(cell_of(*book, "S", "D2"), "0.000000");
    EXPECT_EQ(cell_of(*book, "S", "D3"), "4.000000");
    EXPECT_EQ(cell_of(*book, "S", "D4"), "6.000000");
    EXPECT_EQ(cell_of(*book, "zi", "A5"), "u") << "two units are two rows";
    EXPECT_EQ(cell_of(*book, "zi", "A6"), "v");
}

TEST(Fill, ALineForEachUnitIsNotToldOfOwnColumns) {
    const std::string table = "<row r='1'>" + text_cell("A1", "id") + text_cell("B1", "1.a") + text_cell("C1", "kolom lain") +
                              "</row><row r='2'>" + text_cell("A2", "u") + text_cell("B2", "Ya") + "</row>";
    for (const Language language : {Language::indonesian, Language::english}) {
        const Filled once = fill(*small(), book_of(sheet(table)), nullptr, language);
        ASSERT_FALSE(once.bytes.empty()) << message(once.problems.front(), Language::english);
        const Filled twice = fill(*small(), once.bytes, nullptr, language);
        EXPECT_EQ(twice.assessed.front().unit.remarks.size(), 1u) << "the other column";
        EXPECT_EQ(described(*read_xlsx(once.bytes)), described(*read_xlsx(twice.bytes)));
    }
}

TEST(Fill, NamesOfPartsAreNotCut) {
    const Filled filled = fill(*small(), book_of(sheet(form_rows()), {{std::string(600, 'x'), "y"}}), &form());
    ASSERT_FALSE(filled.problems.empty());
    EXPECT_EQ(filled.problems.front().code, Code::sheet_unreadable);
}

TEST(Fill, ASheetOfThatNameIsKept) {
    const std::string bytes =
        book_of(sheet(form_rows()),
                {{"xl/workbook.xml",
                  "<workbook" + main_ns +
                      "><sheets><sheet name='S' sheetId='7' r:id='rId1'/><sheet name='ZI' sheetId='9' r:id='rId4'/></sheets>"
                      "<definedNames><definedName name='n'>S!$A$1</definedName></definedNames></workbook>"},
                 {"xl/_rels/workbook.xml.rels", relations({{"worksheet", "worksheets/sheet1.xml"},
                                                           {"styles", "styles.xml"},
                                                           {"sharedStrings", "sharedStrings.xml"},
                                                           {"worksheet", "worksheets/zi.xml"}})},
                 {"xl/worksheets/zi.xml", sheet("<row r='1'>" + text_cell("A1", "milik orang") + "</row>")},
                 {"custom/unknown.bin", std::string("\0\1\2", 3)}});
    const Filled filled = fill(*small(), bytes, &form());
    ASSERT_FALSE(filled.bytes.empty()) << message(filled.problems.front(), Language::english);
    const auto book = read_xlsx(filled.bytes);
    ASSERT_TRUE(book);
    ASSERT_EQ(book->sheets.size(), 3u);
    EXPECT_EQ(book->sheets[1].name, "ZI");
    EXPECT_EQ(book->sheets[2].name, "zi 2");
    EXPECT_EQ(cell_of(*book, "ZI", "A1"), "milik orang");
    const Parts now = parts_of(filled.bytes);
    EXPECT_EQ(now.back().first, "xl/worksheets/zi_.xml");
    for (const auto& [name, text] : now)
        if (name == "xl/workbook.xml") {
            EXPECT_NE(text.find("sheetId=\"10\""), std::string::npos) << text;
        }
}

}  // namespace
}  // namespace zi::fill_test
