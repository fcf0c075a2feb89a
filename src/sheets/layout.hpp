/// Which row of a table heads its columns, and which column is which?
#pragma once

#include "zi/sheets.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace zi::sheets {

/// layouts/*.json, in the order of their names: layouts.cpp.in.
std::span<const std::string_view> layout_texts();

/// As heads and words are compared: in small letters, any run of blanks as one, none at the ends.
std::string plain_words(std::string_view text);
/// As texts of questions are compared: letters and digits alone, in small letters.
std::string letters_and_digits(std::string_view text);

/// The head of a column.
struct Head {
    std::uint32_t column = 0;
    std::string words;      ///< plain_words of it
    std::string_view text;  ///< as it stands
};

/// Heads that a row may be, if it is one; a column is found by any of its heads, or by its letters after "=".
class HeadRow {
public:
    explicit HeadRow(const std::vector<Cell>& row);
    /// 0: none.
    std::uint32_t find(const Layout::Heads& heads) const { return find_behind(0, heads); }
    /// The same to the right of a column.
    std::uint32_t find_behind(std::uint32_t column, const Layout::Heads& heads) const;
    /// The same with a name in the place of "{}" in the heads: "Isian oleh {}".
    std::uint32_t find_named(std::uint32_t column, const Layout::Heads& heads, std::string_view name) const;
    /// The column before the next head to the right.
    std::uint32_t last_before_next(std::uint32_t column) const;
    const std::vector<Head>& heads() const { return heads_; }
    std::uint32_t row() const { return row_; }

private:
    std::uint32_t row_ = 0;
    std::vector<Head> heads_;  ///< from left to right
};

/// How many heads of a layout of Form::questions the row has; 0: it lacks one that must be there.
std::size_t fits(const HeadRow& row, const Layout& layout);

}  // namespace zi::sheets
