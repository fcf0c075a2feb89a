/// How does a result become a workbook, and how does one get into the workbook that its answers came from?
///
/// Of the component zi::sheets. Both give the bytes of an XLSX file, the same for the same input. Texts stand in it as texts,
/// whatever they begin with: nothing from outside becomes a formula. All functions are thread-safe.
#pragma once

#include "zi/assess.hpp"
#include "zi/language.hpp"
#include "zi/result.hpp"
#include "zi/sheets.hpp"
#include "zi/tables.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace zi {

/// A sheet for each table: heads that stay in sight, a filter, numbers, percentages and days as such, colours for verdicts and
/// states. A number of more digits than a spreadsheet keeps (15) stands as text. Code::unit_limit with more cells than
/// `limits` allow a workbook that is read; Code::workbook_not_made where temporary files cannot be written.
Result<std::string> write_xlsx(const ResultTables& result, const WorkbookLimits& limits = {});

/// A unit and what it was assessed at.
struct Assessed {
    Unit unit;
    Assessment assessment;
};

/// A copy of a workbook with what zi makes of its units: points, states and remarks in columns as the layout says
/// (Layout::fill), else in new ones to the right of all that the sheet holds, and verdicts, totals and all remarks on a sheet
/// "zi" behind the others. Every other cell, style, formula and part is as it was, byte for byte. `bytes` and `options` are
/// those of read_sheet; units of the file that are not among `assessed` get nothing. Code::not_filled: it is no XLSX
/// workbook, or there is no place to write to, with the reason; else what read_sheet says of a file that it cannot read.
Result<std::string> fill_xlsx(const Model& model, std::string_view bytes, const SheetOptions& options,
                              const std::vector<Assessed>& assessed, Language language);

}  // namespace zi
