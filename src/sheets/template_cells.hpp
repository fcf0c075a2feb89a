/// How is a computation written into cells? A formula always goes with what it comes to in the empty form, so that programs
/// that compute nothing show it as well.
#pragma once

#include "xlsx_writer.hpp"

#include "zi/date.hpp"
#include "zi/rational.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace zi::sheets {

/// A number as a spreadsheet computes it, without "=", and what it is while nothing is filled in. Truth is 0, no; 1, unknown;
/// 2, yes. Verdicts are 0, not met; 1, open; 2, met.
struct Term {
    std::string formula;
    double value = 0;
};

/// Stands for no bound: greater than every number of the rules, and far from where products of such end.
inline constexpr double beyond = 1e100;
inline constexpr std::string_view beyond_text = "1E+100";

/// "$D$12"; row and column from 0.
std::string absolute(std::uint32_t row, std::uint32_t column);
/// "'A.I.1 Tata laksana'!$D$12".
std::string on_sheet(std::string_view sheet, std::string_view cell);

Term literal(const Rational& value);
Term literal(double value);
/// A day as spreadsheets count them; Date::never() is the day after the last that they know.
double serial(Date day);
inline constexpr double never_serial = 2'958'466;

/// The sheet of computations: rows of numbers, from top to bottom.
class Calculation {
public:
    /// `sheet` belongs to a workbook that outlives this.
    Calculation(lxw_worksheet* sheet, std::string name, lxw_format* heading)
        : sheet_(sheet), name_(std::move(name)), heading_(heading) {}

    /// A heading above the rows that follow, with words for their columns from C on.
    void begin(std::string_view title, const std::vector<std::string_view>& columns);
    /// Begins a row; its two texts stand in A and B.
    void row(std::string_view name, std::string_view text = {});
    /// A cell of the row, from C on; gives a reference to it.
    Term put(const Term& term);
    /// The cells of a column from one row to another, both included: "$D$5:$D$9".
    std::string range(std::uint32_t first, std::uint32_t last, std::uint32_t column) const;
    /// A reference for other sheets.
    Term outside(const Term& cell) const { return {on_sheet(name_, cell.formula), cell.value}; }
    std::string outside(std::string_view cell) const { return on_sheet(name_, cell); }

    std::uint32_t at() const { return row_; }  ///< the row begun last
    bool too_long() const { return too_long_; }

    /// The least or greatest of terms, however many.
    Term least(const std::vector<Term>& terms) { return most(terms, true); }
    Term greatest(const std::vector<Term>& terms) { return most(terms, false); }

private:
    Term most(const std::vector<Term>& terms, bool least);

    lxw_worksheet* sheet_;
    std::string name_;
    lxw_format* heading_;
    std::uint32_t row_ = 0;
    std::uint16_t column_ = 0;
    bool any_ = false, too_long_ = false;
};

/// Text of a cell, within what a spreadsheet holds: cut, with an ellipsis, to so many units of UTF-16; what is no UTF-8 is
/// replaced.
std::string fitting(std::string_view text, std::size_t most = 32'767);

}  // namespace zi::sheets
