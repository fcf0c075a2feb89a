/// What does an empty form look like, in which a unit answers the questions of some rules?
///
/// Part of zi::sheets, which reads it again: read_sheet (zi/sheets.hpp) knows its layout. Its totals are formulas that agree
/// with zi (docs/spreadsheets.md says how far). All functions are thread-safe.
#pragma once

#include "zi/date.hpp"
#include "zi/language.hpp"
#include "zi/model.hpp"
#include "zi/result.hpp"

#include <string>

namespace zi {

struct FormOptions {
    Date as_of;        ///< the day of assessment that stands in the form; whoever fills it in may write another
    std::string unit;  ///< id of the unit; may be empty, to be filled in
    Language language = Language::indonesian;
};

/// A workbook (XLSX): a sheet for each area with a row for each question and count, one for facts, one for results, and the
/// formulas behind them with the values that they have in the empty form. The same model and options give the same bytes.
/// Code::workbook_not_made: it cannot be put together, or the rules are too many for a sheet.
Result<std::string> form_xlsx(const Model& model, const FormOptions& options);

}  // namespace zi
