/// How do cells get into a sheet that is there, and a sheet into a workbook?
#pragma once

#include "archive.hpp"

#include "zi/sheets.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace zi::sheets {

/// A cell to be written: a number where its text is one, with at most 15 digits, else a text.
struct NewCell {
    std::uint32_t column = 0;
    std::string text;  ///< empty: what the cell holds is taken out, but no cell is made for it
    bool number = false;
};
using NewCells = std::map<std::uint32_t, std::vector<NewCell>>;  ///< by row, from left to right

/// The sheet with these cells. A cell that is there keeps its style; one that holds a formula is left as it is. Columns that
/// are hidden and get cells from `first_new` on are shown: nothing was in them. All else is as it was.
Result<std::string> with_cells(std::string_view sheet, const NewCells& cells, std::uint32_t first_new);

/// A sheet of its own, of texts and numbers without styles; `space`: the namespace of its elements.
std::string new_sheet(std::string_view space, const std::vector<std::vector<NewCell>>& rows);

/// What the package of a workbook says of its sheets.
struct Package {
    std::string main;                ///< the part of the workbook
    std::vector<std::string> parts;  ///< of each tab; empty: no sheet of cells
};
Result<Package> read_package(Archive& archive, const WorkbookLimits& limits, const Limits& common);
/// The part that says what a part is related to.
std::string relations_of(const std::string& part);

/// The three parts that tell of a sheet.
struct PackageTexts {
    std::string workbook, relations, types;
};
/// The same with one sheet more, behind the others. `part`: of the new sheet, in the folder of the workbook's, such as
/// "worksheets/zi.xml".
Result<PackageTexts> with_sheet(const PackageTexts& texts, const std::string& name, const std::string& main,
                                const std::string& part);

/// The workbook, so that spreadsheet programs compute it anew when they open it.
Result<std::string> with_recalculation(std::string_view workbook);

/// The namespace of the root of a part.
Result<std::string> namespace_of(std::string_view text);

}  // namespace zi::sheets
