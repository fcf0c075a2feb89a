/// Which columns does a table of units have, which rows are kept, and in which order?
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
    std::string name;  ///< as used in options
    std::string head;
    Kind kind = Kind::text;
    bool shown = true;                 ///< shown by default, unless all of its cells are empty
    std::optional<Rational> all = {};  ///< the value of 100%
    std::size_t least = 8;             ///< characters of a text that truncation keeps
};

struct ListCell {
    std::string text;
    std::optional<Rational> value = {};  ///< for comparing and sorting; nullopt: no value
};

/// The sort key of a verdict.
inline Rational rank_of(Verdict verdict) { return verdict == Verdict::not_met ? 0 : verdict == Verdict::open ? 1 : 2; }

/// A column for each attribute. `others`: the columns that there are beside them.
void add_attribute_columns(std::vector<ListColumn>& columns, const Model& model, const std::vector<std::string>& attributes,
                           const std::vector<std::string>& others, Language language);
/// And their cells.
void add_attribute_cells(std::vector<ListCell>& row, const Unit& unit, const std::vector<std::string>& attributes);

/// The first two lines of a table of units.
std::string heading(const Model& model, Date as_of, Language language);

/// Breaks a line at blanks to fit the width; 0: unlimited.
std::string fitted(std::string_view line, std::size_t width);

class Listing {
public:
    Listing(std::vector<ListColumn> columns, const TableOptions& options, Language language);

    /// Problems: unknown column names, and conditions that do not parse.
    const Diagnostics& problems() const { return problems_; }
    /// Is the column shown, compared or sorted by? Other cells may be left empty.
    bool wants(std::size_t column) const { return wanted_[column] != 0; }
    /// Do all conditions hold for a row? One cell for each column.
    bool holds(const std::vector<ListCell>& row) const;
    /// Adds a row, one cell for each column. False: a condition does not hold, and the row is dropped.
    bool add(std::vector<ListCell> row);
    /// The number of rows kept.
    std::size_t rows() const { return rows_.size(); }
    /// "5 unit", or "2 dari 5 unit".
    std::string count() const;
    /// Headings and rows, one line each; in several blocks if they do not fit the width.
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
