/// How are the cells of a table read, once its layout is known?
#pragma once

#include "draft.hpp"
#include "layout.hpp"
#include "rows.hpp"

#include "zi/sheets.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace zi::sheets {

/// A table of a form, below its row of heads.
struct FormTable {
    const Sheet* sheet = nullptr;
    std::uint32_t head_row = 0;
};

/// Sheets that are one unit, a row for each question: the sheets of the context. Gives Code::table_unknown where none of their
/// rows is a question of the rules.
Result<Unit> read_questions(Context& context, const Layout& layout, const std::vector<FormTable>& tables, std::string id);

/// A line for each answer, behind the row of heads. Units come in the order of their first lines, once all is read.
void read_lines(Context& context, const Layout& layout, const HeadRow& heads, Rows& rows, const UnitSink& sink);

/// A line for each unit, behind the row of heads.
void read_unit_rows(Context& context, const Layout& layout, const HeadRow& heads, Rows& rows, const UnitSink& sink);

}  // namespace zi::sheets
