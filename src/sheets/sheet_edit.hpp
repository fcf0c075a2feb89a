/// Adds cells to an existing sheet, and a sheet to a workbook.
#pragma once

#include "archive.hpp"

#include "zi/sheets.hpp"

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace zi::sheets {

/// A cell to write: a number if its text is one of at most 15 digits, else a text.
struct NewCell {
    std::uint32_t column = 0;
    std::string text;  ///< empty: clears an existing cell, creates none
    bool number = false;
};
using NewCells = std::map<std::uint32_t, std::vector<NewCell>>;  ///< by row, in order of columns

/// The sheet with these cells. An existing cell keeps its style, and a formula is not overwritten. Hidden columns from
/// `first_new` on that get cells are shown: they were empty. Everything else is unchanged.
Result<std::string> with_cells(std::string_view sheet, const NewCells& cells, std::uint32_t first_new);

/// A new sheet of texts and numbers without styles. `space`: the XML namespace of its elements.
std::string new_sheet(std::string_view space, const std::vector<std::vector<NewCell>>& rows);

/// The sheets of a workbook, from its package parts.
struct Package {
    std::string main;                ///< path of the workbook part
    std::vector<std::string> parts;  ///< paths by tab; empty: not a worksheet (a chart)
};
Result<Package> read_package(Archive& archive, const WorkbookLimits& limits, const Limits& common);
/// The path of the relationships part of a part.
std::string relations_of(const std::string& part);

/// The three parts that register a sheet.
struct PackageTexts {
    std::string workbook, relations, types;
};
/// The same with a sheet appended. `part`: its path relative to the folder of the workbook part, such as "worksheets/zi.xml".
Result<PackageTexts> with_sheet(const PackageTexts& texts, const std::string& name, const std::string& main,
                                const std::string& part);

/// The workbook part with fullCalcOnLoad set, so that programs recalculate on opening.
Result<std::string> with_recalculation(std::string_view workbook);

/// The XML namespace of the root element.
Result<std::string> namespace_of(std::string_view text);

}  // namespace zi::sheets
