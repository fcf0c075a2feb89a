/// How are the cells of a table read, once its layout is known?
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

/// A table, the layout that its heads fit best, and the row of these.
struct Table {
    const Layout* layout = nullptr;
    std::uint32_t head_row = 0;
    std::vector<Cell> heads;
};
/// Among the first rows, the first that heads columns as a layout says.
std::optional<Table> find_table(Rows& rows, const SheetOptions& options, const Names& names);

/// What is said where there is none.
Diagnostic no_table(const SheetOptions& options);

/// Where in a form questions and nodes stand, and which columns are read.
struct FormPlaces {
    std::vector<std::pair<std::uint32_t, NodeIndex>> rows;  ///< from top to bottom
    std::vector<std::uint32_t> columns;
};

/// A table of a form, below its row of heads.
struct FormTable {
    const Sheet* sheet = nullptr;
    std::uint32_t head_row = 0;
};

/// Sheets that are one unit, a row for each question: the sheets of the context. Gives Code::table_unknown where none of their
/// rows is a question of the rules. `places`: those of the first table; may be null.
Result<Unit> read_questions(Context& context, const Layout& layout, const std::vector<FormTable>& tables, std::string id,
                            FormPlaces* places = nullptr);

/// JSON of one unit, with an array "answers" of an object for each; fields are called as the layout's heads.
Result<Unit> read_answers(Context& context, const Layout& layout, std::string_view json);

/// A line for each answer, behind the row of heads. Units come in the order of their first lines, once all is read.
void read_lines(Context& context, const Layout& layout, const HeadRow& heads, Rows& rows, const UnitSink& sink);

/// A line for each unit, behind the row of heads.
void read_unit_rows(Context& context, const Layout& layout, const HeadRow& heads, Rows& rows, const UnitSink& sink);

/// The cell of a row in a column (0: there is no such column); null where it holds nothing.
const Cell* cell_in(const std::vector<Cell>& row, std::uint32_t column);

/// The id or name that a cell holds; empty where there is no cell. A number of more digits than a spreadsheet keeps is none.
std::string text_of(const Cell* cell);

}  // namespace zi::sheets
