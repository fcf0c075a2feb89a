// Bytes to cells: what the format may say, and what nobody who writes a workbook would.
#include "archive.hpp"

#include "zi/sheets.hpp"

#include <gtest/gtest.h>

#include <string>

namespace zi {
namespace {

using namespace sheets_test;

std::string cells(const Workbook& workbook) {
    static constexpr const char* kinds[] = {"text", "number", "boolean", "error", "formula"};
    static constexpr const char* formats[] = {"", "%", "date"};
    std::string all;
    for (const Sheet& one : workbook.sheets)
        for (const Cell& cell : one.cells) {
            all += cell_name("", cell.row, cell.column) + " " + kinds[static_cast<int>(cell.kind)] +
                   formats[static_cast<int>(cell.format)] + (cell.computed ? "=" : " ") + std::string(cell.text) + "; ";
        }
    return all;
}

std::string cells_of(const std::string& rows) {
    const std::string bytes = zip(workbook(sheet(rows)));
    const auto workbook = read_xlsx(bytes);
    return workbook ? cells(*workbook) : message(workbook.diagnostics().front(), Language::english);
}

std::string refusal(const std::string& bytes, const WorkbookLimits& limits = {}) {
    const auto workbook = read_xlsx(bytes, limits);
    if (workbook) return "read";
    EXPECT_EQ(workbook.diagnostics().size(), 1u);
    return message(workbook.diagnostics().front(), Language::english);
}

TEST(Xlsx, CellsOfEveryType) {
    EXPECT_EQ(
        cells_of("<row r='2'><c r='B2'><v>3.6199999999999997</v></c><c r='C2' t='s'><v>1</v></c><c r='D2' t='b'><v>1</v></c>"
                 "<c r='E2' t='e'><v>#N/A</v></c><c r='F2' t='inlineStr'><is><r><t>in</t></r><r><t>line</t></r>"
                 "<rPh sb='0' eb='1'><t>not this</t></rPh></is></c><c r='G2' t='str'><f>A1</f><v>made</v></c>"
                 "<c r='H2'><f>A1</f></c><c r='I2' s='1'><v>0.85</v></c><c r='J2' s='2'><v>45691</v></c>"
                 "<c r='K2' s='3'><v>45691</v></c><c r='L2' s='1'/><c r='M2' t='d'><v>2025-02-03T00:00:00</v></c></row>"),
        "B2 number 3.6199999999999997; C2 text two runs; D2 boolean TRUE; E2 error #N/A; F2 text inline; G2 text=made; "
        "H2 formula=; I2 number% 0.85; J2 numberdate 45691; K2 numberdate 45691; M2 textdate 2025-02-03; ");
}

TEST(Xlsx, PlacesMayBeLeftOut) {
    EXPECT_EQ(cells_of("<row><c><v>1</v></c><c r='D1'><v>2</v></c><c><v>3</v></c></row><row/><row><c><v>4</v></c></row>"),
              "A1 number 1; D1 number 2; E1 number 3; A3 number 4; ");
    EXPECT_EQ(cells_of("<row r='1'><c r='A1' t='str'><v>a_x000D_b_x005F_x000D_</v></c></row>"), "A1 text a\rb_x000D_; ");
}

TEST(Xlsx, MergedHiddenAnd1904) {
    const std::string bytes = zip(workbook(
        "<worksheet" + main_ns + "><sheetData/><mergeCells><mergeCell ref='B2:C4'/></mergeCells></worksheet>",
        {{"xl/workbook.xml", "<workbook" + main_ns +
                                 "><workbookPr date1904='1'/><sheets>"
                                 "<sheet name='S' sheetId='1' state='veryHidden' r:id='rId1'/></sheets></workbook>"}}));
    const auto workbook = read_xlsx(bytes);
    ASSERT_TRUE(workbook);
    const Sheet& one = workbook->sheets.at(0);
    EXPECT_TRUE(one.hidden);
    EXPECT_TRUE(one.from_1904);
    ASSERT_EQ(one.merged.size(), 1u);
    EXPECT_EQ(one.merged[0].last_row, 4u);
    EXPECT_EQ(one.merged[0].last_column, 3u);
}

TEST(Xlsx, NamesOfCells) {
    EXPECT_EQ(cell_name("LKE ZI", 11, 11), "'LKE ZI'!K11");
    EXPECT_EQ(cell_name("Jawaban", 190, 11), "Jawaban!K190");
    EXPECT_EQ(cell_name("it's", 1, 27), "'it''s'!AA1");
    EXPECT_EQ(cell_name("", 1'048'576, 16'384), "XFD1048576");
}

// ---- Hostile ---------------------------------------------------------------------------------------------------------

TEST(Hostile, ABombOfZeros) {
    // 48 MiB of blanks in an element that nobody reads.
    const std::string bomb = zip(workbook(sheet(std::string(std::size_t{48} << 20, ' '))));
    EXPECT_LT(bomb.size(), std::size_t{1} << 20);
    EXPECT_EQ(refusal(bomb), "limit exceeded: bytes unpacked for each byte packed, at most 400");
    WorkbookLimits limits;
    limits.ratio = 1'000'000;
    limits.bytes = std::size_t{8} << 20;
    EXPECT_EQ(refusal(bomb, limits), "limit exceeded: bytes once unpacked, at most 8388608");
}

TEST(Hostile, EntitiesAreNeverExpanded) {
    const std::string dtd = "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]>";
    EXPECT_EQ(refusal(zip(workbook(dtd + sheet("<row r='1'><c r='A1' t='str'><v>&b;</v></c></row>")))),
              "this file cannot be read as a workbook: the XML in it declares a DTD or entities");
    EXPECT_EQ(refusal(zip(workbook("<!DOCTYPE x SYSTEM 'file:///etc/passwd'>" + sheet("")))),
              "this file cannot be read as a workbook: the XML in it declares a DTD or entities");
}

TEST(Hostile, CutOffAnywhere) {
    const std::string whole = zip(workbook(sheet("<row r='1'><c r='A1'><v>1</v></c></row>")));
    ASSERT_EQ(refusal(whole), "read");
    // The last two bytes are the length of a comment, which nobody needs.
    for (std::size_t size = 0; size + 3 < whole.size(); ++size) EXPECT_NE(refusal(whole.substr(0, size)), "read") << size;
}

TEST(Hostile, BytesChangedAnywhere) {
    const std::string whole = zip(workbook(sheet("<row r='1'><c r='A1'><v>1</v></c></row>")));
    for (std::size_t at = 0; at < whole.size(); ++at)
        for (const char mask : {'\x01', '\x80', '\xFF'}) {
            std::string changed = whole;
            changed[at] = static_cast<char>(changed[at] ^ mask);
            EXPECT_FALSE(refusal(changed).empty());
        }
}

TEST(Hostile, PasswordsAndOtherFormats) {
    EXPECT_EQ(refusal(zip(workbook(sheet("")), 1)), "this file cannot be read as a workbook: it is encrypted with a password");
    const std::string old = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(500, '\0');
    EXPECT_EQ(refusal(old), "this file cannot be read as a workbook: it is an old XLS or another old Office document");
    EXPECT_EQ(refusal(old + std::string("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 32)),
              "this file cannot be read as a workbook: it is encrypted with a password");
    EXPECT_EQ(refusal(zip({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}})),
              "this file cannot be read as a workbook: it is an OpenDocument spreadsheet (ODS)");
    EXPECT_EQ(refusal(zip({{"word.txt", "hello"}})),
              "this file cannot be read as a workbook: it is a ZIP archive with no XLSX workbook in it");
}

TEST(Hostile, AMillionEmptyStyledCellsHoldNothing) {
    std::string rows;
    for (int row = 1; row <= 20'000; ++row) {
        rows += "<row r='" + std::to_string(row) + "'>";
        for (std::uint32_t column = 1; column <= 50; ++column)
            rows += "<c r='" + cell_name("", static_cast<std::uint32_t>(row), column) + "' s='1'/>";
        rows += "</row>";
    }
    const std::string bytes = zip(workbook(sheet(rows)));
    const auto workbook = read_xlsx(bytes);
    ASSERT_TRUE(workbook);
    EXPECT_TRUE(workbook->sheets.at(0).cells.empty());
    EXPECT_EQ(workbook->sheets.at(0).cells.capacity(), 0u);
}

TEST(Hostile, TooManyOfAnything) {
    std::string tabs, links;
    Parts parts;
    for (int i = 1; i <= 1'001; ++i) {
        const std::string n = std::to_string(i);
        tabs += "<sheet name='S" + n + "' sheetId='" + n + "' r:id='rId1'/>";
    }
    EXPECT_EQ(refusal(zip(workbook(
                  sheet(""), {{"xl/workbook.xml", "<workbook" + main_ns + "><sheets>" + tabs + "</sheets></workbook>"}}))),
              "limit exceeded: number of sheets, at most 1000");
    WorkbookLimits few;
    few.cells = 1;
    EXPECT_EQ(refusal(zip(workbook(sheet("<row r='1'><c r='A1'><v>1</v></c><c r='B1'><v>1</v></c></row>"),
                                   {{"xl/sharedStrings.xml", "<sst" + main_ns + "/>"}})),
                      few),
              "limit exceeded: number of cells that hold something, at most 1");
    WorkbookLimits entries;
    entries.entries = 3;
    EXPECT_EQ(refusal(zip(workbook(sheet(""))), entries), "limit exceeded: entries of the ZIP archive, at most 3");
    std::string deep;
    for (int i = 0; i < 100'000; ++i) deep += "<x>";
    EXPECT_EQ(refusal(zip(workbook(sheet(deep)))), "limit exceeded: depth of the XML, at most 64");
    WorkbookLimits texts;
    texts.text_bytes = 100;
    EXPECT_EQ(
        refusal(zip(workbook(sheet("<row r='1'><c r='A1' t='str'><v>" + std::string(101, 'x') + "</v></c></row>"))), texts),
        "limit exceeded: length of a text in bytes, at most 100");
}

/// Expat begins again with each piece of a token that does not end: a comment of 30 MiB must not take minutes.
TEST(Hostile, ATokenWithoutEnd) {
    std::string noise;
    for (std::uint32_t i = 0, seed = 1; i < (8u << 20); ++i) {
        seed = seed * 1664525 + 1013904223;
        noise += static_cast<char>('a' + (seed >> 24) % 26);
    }
    EXPECT_EQ(refusal(zip(workbook(sheet("<!-- " + noise)))), "limit exceeded: length of a text in bytes, at most 1000000");
}

TEST(Hostile, CellsThatThereAreNot) {
    const std::string bad = "this file cannot be read as a workbook: the address or content of a cell is not valid";
    EXPECT_EQ(cells_of("<row r='1'><c r='XFD1'><v>1</v></c></row>"), "XFD1 number 1; ");
    EXPECT_EQ(cells_of("<row r='1'><c r='XFE1'><v>1</v></c></row>"), bad);
    EXPECT_EQ(cells_of("<row r='1048577'><c r='A1048577'><v>1</v></c></row>"), bad);
    EXPECT_EQ(cells_of("<row r='0'/>"), bad);
    EXPECT_EQ(cells_of("<row r='-1'/>"), bad);
    EXPECT_EQ(cells_of("<row r='1'><c r='A2'><v>1</v></c></row>"), bad);
    EXPECT_EQ(cells_of("<row r='1'><c r='B1'><v>1</v></c><c r='A1'><v>1</v></c></row>"), bad);
    EXPECT_EQ(cells_of("<row r='2'/><row r='1'/>"), bad);
    EXPECT_EQ(cells_of("<row r='1'><c r='AAAAAAAAAAAAA1'><v>1</v></c></row>"), bad);
    EXPECT_EQ(cells_of("<row r='1'><c r='A1' t='s'><v>2</v></c></row>"), bad);
    EXPECT_EQ(cells_of("<row r='1'><c r='A1' t='s'><v>-1</v></c></row>"), bad);
    EXPECT_EQ(cells_of("<row r='1'><c r='A1' t='b'><v>2</v></c></row>"), bad);
    EXPECT_EQ(cells_of("<row r='1'><c r='A1' t='what'><v>2</v></c></row>"), bad);
}

/// Nothing is followed out of the archive, and nothing is written.
TEST(Hostile, PathsThatLeadElsewhere) {
    const auto with_target = [](const std::string& target) {
        return refusal(zip(workbook(sheet(""), {{"xl/_rels/workbook.xml.rels", relations({{"worksheet", target}})}})));
    };
    EXPECT_EQ(with_target("../../../../etc/passwd"), "this file cannot be read as a workbook: a part of it is missing");
    EXPECT_EQ(with_target("file:///etc/passwd"), "this file cannot be read as a workbook: a part of it is missing");
    EXPECT_EQ(with_target("/xl/worksheets/sheet1.xml"), "read");
    EXPECT_EQ(with_target("../xl/./worksheets/sheet1.xml"), "read");
    Parts twice = workbook(sheet(""));
    twice.push_back(twice.back());
    EXPECT_EQ(refusal(zip(twice)), "this file cannot be read as a workbook: its ZIP archive is broken or cut off");
}

}  // namespace
}  // namespace zi
