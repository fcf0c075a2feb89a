/// How are the cells of a table read, once its layout is known?
#pragma once

#include "draft.hpp"
#include "layout.hpp"
#include "rows.hpp"

#include "zi/sheets.hpp"

#include <string>

namespace zi::sheets {

/// A sheet that is one unit, a row for each question. The heads stand in `head_row`. Gives Code::table_unknown where none of
/// its rows is a question of the rules.
Result<Unit> read_questions(Context& context, const Layout& layout, const Sheet& sheet, std::uint32_t head_row, std::string id);

/// A line for each answer, behind the row of heads. Units come in the order of their first lines, once all is read.
void read_lines(Context& context, const Layout& layout, const HeadRow& heads, Rows& rows, const UnitSink& sink);

}  // namespace zi::sheets
