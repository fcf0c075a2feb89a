// Workbooks from strangers that are filled. The first byte says what the rest is: a workbook as it is, a part of one, or a
// layout to fill one by. What comes out is a workbook that says the same of the units and keeps every cell that is not zi's
// own; filled once more it stays as it is.
#include "sheet_rules.hpp"
#include "sheets/archive.hpp"
#include "strangers.hpp"

#include "zi/report.hpp"
#include "zi/workbook.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace {

using strangers::check;

struct Filled {
    std::vector<std::string> units;  ///< their assessments, as JSON without remarks
    std::optional<std::string> bytes;
};

Filled filled(const std::string& bytes, const zi::SheetOptions& options) {
    const zi::Model& model = *strangers::sheet_rules().model;
    Filled made;
    std::vector<zi::Assessed> assessed;
    zi::read_sheet(model, bytes, options, [&](zi::Result<zi::Unit> unit) {
        if (!unit) return true;
        zi::Assessment assessment = zi::assess_reference(model, *unit, options.as_of);
        zi::Unit bare = *unit;
        bare.remarks.clear();
        made.units.push_back(zi::to_json(model, bare, assessment));
        assessed.push_back({std::move(*unit), std::move(assessment)});
        return true;
    });
    auto result = zi::fill_xlsx(model, bytes, options, assessed, zi::Language::indonesian);
    if (result)
        made.bytes = std::move(*result);
    else
        strangers::check_said(result.diagnostics(), options.limits.errors + 1);
    return made;
}

using Place = std::tuple<std::string, std::uint32_t, std::uint32_t>;

/// Cells by place, but those of zi's own columns and sheet. Which these are a layout says as it likes; then the two columns
/// that are read.
std::map<Place, std::string> cells_of(const std::string& bytes, const zi::SheetOptions& options) {
    static const std::set<std::string_view> heads{"Skor zi",    "zi score",   "Keadaan zi", "zi state",
                                                  "Catatan zi", "zi remarks", "Nilai zi",   "Penilaian zi"};
    zi::WorkbookLimits limits = options.workbook;
    limits.bytes *= 2, limits.cells *= 2, limits.ratio *= 2;
    const auto workbook = zi::read_xlsx(bytes, limits, options.limits);
    check(static_cast<bool>(workbook));
    std::map<Place, std::string> cells;
    for (const zi::Sheet& sheet : workbook->sheets) {
        std::set<std::uint32_t> own;
        for (const zi::Cell& cell : sheet.cells)
            if (heads.contains(cell.text)) own.insert(cell.column);
        if (!sheet.cells.empty() && sheet.cells.front().text == "Penilaian zi") continue;
        for (const zi::Cell& cell : sheet.cells)
            if (options.layout != nullptr ? cell.column <= 2 : !own.contains(cell.column))
                cells[{sheet.name, cell.row, cell.column}] = cell.text;
    }
    return cells;
}

void fill(const std::string& bytes, const zi::Layout* layout = nullptr) {
    const zi::SheetOptions options = strangers::sheet_options(layout, zi::BadValues::leave_open);
    const Filled once = filled(bytes, options);
    if (!once.bytes) return;
    check(cells_of(bytes, options) == cells_of(*once.bytes, options));
    const Filled twice = filled(*once.bytes, options);
    check(twice.bytes && once.units == twice.units);
    // Columns of its own that are there already make the copy ask to be computed anew: once. A layout may name heads by which
    // nothing is found again, such as an empty one.
    if (layout == nullptr) check(filled(*twice.bytes, options).bytes == twice.bytes);
}

/// A workbook as fill_xlsx wants it: with its types.
std::string book_of(const std::string& sheet, const zi::sheets_test::Parts& other = {}) {
    zi::sheets_test::Parts parts{
        {"[Content_Types].xml", "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'/>"}};
    for (auto& part : zi::sheets_test::workbook(sheet, other)) parts.push_back(std::move(part));
    return zi::sheets_test::zip(parts);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
    const std::string table = zi::sheets_test::sheet(
        "<row><c t='str'><v>id</v></c><c t='str'><v>1.a</v></c><c t='str'><v>Nilai zi</v></c></row>"
        "<row><c t='str'><v>u</v></c><c t='str'><v>A</v></c><c><f>1+1</f><v>2</v></c></row>");
    switch (data[0]) {
        case 'x': fill(book_of(text)); break;
        case 'b': fill(book_of(table, {{"xl/workbook.xml", text}})); break;
        case 't': fill(book_of(table, {{"[Content_Types].xml", text}})); break;
        case 'r': fill(book_of(table, {{"xl/_rels/workbook.xml.rels", text}})); break;
        case 'l':
            if (const auto layout = zi::read_layout(text)) fill(book_of(table), &*layout);
            break;
        default: fill({reinterpret_cast<const char*>(data), size});
    }
    return 0;
}
