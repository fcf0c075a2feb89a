/// What do the cells of a line hold that tables of several units have: the id, the name?
#pragma once

#include "draft.hpp"
#include "values.hpp"

#include "zi/sheets.hpp"

#include "units/value.hpp"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace zi::sheets {

/// Null: nothing stands there.
inline const Cell* cell_in(const std::vector<Cell>& row, std::uint32_t column) {
    if (column == 0) return nullptr;
    const auto found = std::ranges::lower_bound(row, column, {}, &Cell::column);
    const bool holds = found != row.end() && found->column == column &&
                       (found->kind != Cell::Kind::text || !units::trimmed(found->text).empty());
    return holds ? &*found : nullptr;
}

/// The id or name that a cell holds. A number of more digits than a spreadsheet keeps is none.
inline std::string text_of(const Cell* cell) {
    if (!cell) return {};
    if (cell->kind == Cell::Kind::number) return shown(cell->text);
    return std::string(units::trimmed(cell->text));
}

inline std::optional<Diagnostic> check_id(const Cell* cell, const Limits& limits) {
    if (!cell || cell->kind == Cell::Kind::formula || cell->kind == Cell::Kind::error) return Diagnostic{Code::missing_id, {}};
    constexpr std::size_t digits = 15;
    if (cell->kind == Cell::Kind::number && shown(cell->text).size() > digits)
        return Diagnostic{Code::number_for_text, {units::shortened(cell->text)}};
    if (cell->text.size() > limits.string_bytes)
        return Diagnostic{Code::unit_limit, {"@string_bytes", std::to_string(limits.string_bytes)}};
    return std::nullopt;
}

inline Diagnostic placed(const Context& context, Diagnostic problem, Position place) {
    problem.cell = context.cell(place);
    return problem;
}

}  // namespace zi::sheets
