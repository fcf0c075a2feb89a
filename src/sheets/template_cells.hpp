/// Writes computations as formulas. Each carries its value in the empty form as a cached result, for programs that do not
/// calculate.
#pragma once

#include "xlsx_writer.hpp"

#include "zi/date.hpp"
#include "zi/rational.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace zi::sheets {

/// A formula without "=", and its value in the empty form. Truths: 0 no, 1 unknown, 2 yes. Verdicts: 0 not met, 1 open, 2 met.
struct Term {
    std::string formula;
    double value = 0;
};

/// Represents infinity: greater than every number of the rules, and small enough that products do not overflow.
inline constexpr double beyond = 1e100;
inline constexpr std::string_view beyond_text = "1E+100";

/// "$D$12"; row and column are zero-based.
std::string absolute(std::uint32_t row, std::uint32_t column);
/// "'A.I.1 Tata laksana'!$D$12".
std::string on_sheet(std::string_view sheet, std::string_view cell);

Term literal(const Rational& value);
Term literal(double value);
/// The serial number of a day; of Date::never() one past the last.
double serial(Date day);
inline constexpr double never_serial = 2'958'466;

/// Appends rows of formulas to the sheet of computations.
class Calculation {
public:
    /// `sheet` must outlive this.
    Calculation(lxw_worksheet* sheet, std::string name, lxw_format* heading)
        : sheet_(sheet), name_(std::move(name)), heading_(heading) {}

    /// A heading for the following rows, with the names of their columns from C on.
    void begin(std::string_view title, const std::vector<std::string_view>& columns);
    /// Begins a row with texts in columns A and B.
    void row(std::string_view name, std::string_view text = {});
    /// Appends a cell to the row, from column C on; returns a reference to it.
    Term put(const Term& term);
    /// A range of a column, inclusive: "$D$5:$D$9".
    std::string range(std::uint32_t first, std::uint32_t last, std::uint32_t column) const;
    /// A reference for other sheets.
    Term outside(const Term& cell) const { return {on_sheet(name_, cell.formula), cell.value}; }
    std::string outside(std::string_view cell) const { return on_sheet(name_, cell); }

    std::uint32_t at() const { return row_; }  ///< the current row
    bool too_long() const { return too_long_; }

    /// Minimum or maximum of any number of terms.
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

/// Text for a cell: truncated with an ellipsis to so many UTF-16 units; invalid UTF-8 is replaced.
std::string fitting(std::string_view text, std::size_t most = 32'767);

}  // namespace zi::sheets
