/// Reads the cells of a table whose layout is known.
#pragma once

#include "draft.hpp"
#include "layout.hpp"
#include "rows.hpp"

#include "zi/sheets.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zi::sheets {

/// A table, the layout that matches its headings best, and the row of the headings.
struct Table {
    const Layout* layout = nullptr;
    std::uint32_t head_row = 0;
    std::vector<Cell> heads;
};
/// The first row, among the first rows, that matches the headings of a layout.
std::optional<Table> find_table(Rows& rows, const SheetOptions& options, const Names& names);

/// The diagnostic if no row matches.
Diagnostic no_table(const SheetOptions& options);

/// Rows of questions and nodes in a form, and the columns that are read.
struct FormPlaces {
    std::vector<std::pair<std::uint32_t, NodeIndex>> rows;  ///< from top to bottom
    std::vector<std::uint32_t> columns;
};

/// Reads a form below its row of headings.
struct FormTable {
    const Sheet* sheet = nullptr;
    std::uint32_t head_row = 0;
};

/// Reads the sheets of the context as one unit with a row for each question. Code::table_unknown if no row is a question of the
/// rules. `places`: receives the rows of the first table; may be null.
Result<Unit> read_questions(Context& context, const Layout& layout, const std::vector<FormTable>& tables, std::string id,
                            FormPlaces* places = nullptr);

/// Reads a row for each answer, below the row of headings. Units are passed on once all rows are read, in order of their first
/// rows.
void read_lines(Context& context, const Layout& layout, const HeadRow& heads, Rows& rows, const UnitSink& sink);

/// Reads a row for each unit, below the row of headings.
void read_unit_rows(Context& context, const Layout& layout, const HeadRow& heads, Rows& rows, const UnitSink& sink);

/// The cell of a row in a column (0: no such column); null if it is empty.
const Cell* cell_in(const std::vector<Cell>& row, std::uint32_t column);

/// The id or name in a cell; empty if there is no cell, or for a number with more digits than a spreadsheet keeps.
std::string text_of(const Cell* cell);

}  // namespace zi::sheets
