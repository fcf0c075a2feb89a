/// How do rows stand in columns, and which of them are asked for? For the tables of units.
#pragma once

#include "zi/diagnostic.hpp"
#include "zi/rational.hpp"
#include "zi/report.hpp"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zi {

struct ListColumn {
    enum class Kind : std::uint8_t { text, number, verdict };
    std::string name;  ///< by which it is asked for
    std::string head;
    Kind kind = Kind::text;
    bool shown = true;                 ///< where no columns are asked for, unless all of its cells are empty
    std::optional<Rational> all = {};  ///< what 100% stands for
    std::size_t least = 8;             ///< characters that a text keeps when it is cut
};

struct ListCell {
    std::string text;
    std::optional<Rational> value = {};  ///< what numbers and verdicts are compared by; nothing: none
};

/// What a verdict is compared by.
inline Rational rank_of(Verdict verdict) { return verdict == Verdict::not_met ? 0 : verdict == Verdict::open ? 1 : 2; }

/// A column for each attribute. `others`: the columns that there are beside them.
void add_attribute_columns(std::vector<ListColumn>& columns, const Model& model, const std::vector<std::string>& attributes,
                           const std::vector<std::string>& others, Language language);
/// And their cells.
void add_attribute_cells(std::vector<ListCell>& row, const Unit& unit, const std::vector<std::string>& attributes);

/// The first two lines of a table of units.
std::string heading(const Model& model, Date as_of, Language language);

/// A line, broken at blanks where it is longer than the width; 0: any.
std::string fitted(std::string_view line, std::size_t width);

class Listing {
public:
    Listing(std::vector<ListColumn> columns, const TableOptions& options, Language language);

    /// Names that no column has, conditions that cannot be read.
    const Diagnostics& problems() const { return problems_; }
    /// Whether this column is shown, compared or sorted by; what others hold makes no difference.
    bool wants(std::size_t column) const { return wanted_[column] != 0; }
    /// Whether all conditions hold for a row: a cell for each column.
    bool holds(const std::vector<ListCell>& row) const;
    /// False: a condition does not hold, and the row is left out.
    bool add(std::vector<ListCell> row);
    /// Rows that are kept.
    std::size_t rows() const { return rows_.size(); }
    /// "5 unit", or "2 dari 5 unit".
    std::string count() const;
    /// The heads and the rows, each a line; where they do not fit the width, below each other.
    std::string text() const;

private:
    struct Test {
        std::size_t column = 0;
        std::string_view op;
        std::string text;
        Rational value;
        bool holds(const ListCell& cell, ListColumn::Kind kind) const;
    };
    std::optional<std::size_t> column_called(const std::string& name);
    void read(const std::string& condition);
    std::optional<Rational> value_of(const ListColumn& column, std::string text) const;
    std::vector<std::size_t> shown() const;
    std::vector<std::size_t> widths(const std::vector<std::size_t>& shown) const;

    std::vector<ListColumn> columns_;
    std::size_t width_;
    Language language_;
    std::vector<std::size_t> chosen_;
    std::vector<char> wanted_;
    std::vector<Test> tests_;
    std::optional<std::size_t> sort_;
    bool descending_ = false;
    std::vector<std::vector<ListCell>> rows_;
    std::size_t added_ = 0;
    Diagnostics problems_;
};

}  // namespace zi
