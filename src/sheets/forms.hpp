/// How are the cells of a table read, once its layout is known?
#pragma once

#include "draft.hpp"
#include "layout.hpp"
#include "rows.hpp"

#include "zi/sheets.hpp"

#include <string>
#include <string_view>

namespace zi::sheets {

/// A sheet that is one unit, a row for each question. The heads stand in `head_row`. Gives Code::table_unknown where none of
/// its rows is a question of the rules.
Result<Unit> read_questions(Context& context, const Layout& layout, const Sheet& sheet, std::uint32_t head_row, std::string id);

/// JSON of one unit, with an array "answers" of an object for each; fields are called as the layout's heads.
Result<Unit> read_answers(Context& context, const Layout& layout, std::string_view json);

/// A line for each answer, behind the row of heads. Units come in the order of their first lines, once all is read.
void read_lines(Context& context, const Layout& layout, const HeadRow& heads, Rows& rows, const UnitSink& sink);

/// A line for each unit, behind the row of heads.
void read_unit_rows(Context& context, const Layout& layout, const HeadRow& heads, Rows& rows, const UnitSink& sink);

}  // namespace zi::sheets
