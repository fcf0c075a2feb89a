/// Which cells stand in each row of a table, one row after the other?
#pragma once

#include "storage.hpp"

#include "zi/read_columns.hpp"
#include "zi/sheets.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zi::sheets {

/// Rows of a table that hold anything.
class Rows {
public:
    virtual ~Rows() = default;
    /// The cells of the next row, valid until the next call; empty: there are no more, or `problem` says why there are none.
    virtual const std::vector<Cell>& next() = 0;
    virtual const std::optional<Diagnostic>& problem() const = 0;
    /// Begins again with the first row.
    virtual void restart() = 0;
};

class SheetRows : public Rows {
public:
    explicit SheetRows(const Sheet& sheet) : sheet_(sheet) {}
    const std::vector<Cell>& next() override;
    const std::optional<Diagnostic>& problem() const override { return none_; }
    void restart() override { at_ = 0; }

private:
    const Sheet& sheet_;
    std::size_t at_ = 0;
    std::vector<Cell> row_;
    std::optional<Diagnostic> none_;
};

/// A table in text, all of it or as it comes: cells between commas, semicolons or tabs, in quotes where they hold such (RFC
/// 4180), a row a line. The row of a cell is the line on which its record begins, so that it is found in any program.
class TextRows : public Rows {
public:
    /// `text` must outlive it, and be UTF-8. The separator is that of a first line `sep=;`, else the most frequent one of the
    /// first line that is not blank.
    TextRows(std::string_view text, const WorkbookLimits& limits, const Limits& common);
    /// The same of a text that goes on in `more`, which must outlive it. Its bytes are looked at row by row; of rows that were
    /// read it keeps nothing after forget().
    TextRows(std::string begin, const ByteSource& more, const WorkbookLimits& limits, const Limits& common);
    const std::vector<Cell>& next() override;
    const std::optional<Diagnostic>& problem() const override { return problem_; }
    void restart() override { at_ = begin_, line_ = first_line_, problem_.reset(); }
    char separator() const { return separator_; }

    /// The next line as it stands, without its line break; nothing: `next` has to look, at the end too. Quotes and lone \r are
    /// for the caller to see, and to go back to. Valid until the next call.
    std::optional<std::string_view> line();
    /// The line that `line` gave has not been read after all.
    void go_back() { at_ = before_line_, --line_; }
    /// On which line the next row begins.
    std::uint32_t line_number() const { return line_; }

    void forget() { keeps_ = false; }
    /// All of the text, from its beginning, which was not to be forgotten. It holds none then.
    std::string take_all();

private:
    void find_separator();
    bool read_more();
    bool is_sound(std::string_view record);
    void read_record();
    void add(std::string_view text, std::uint32_t column);

    std::string buffer_;                ///< of a text that goes on
    const ByteSource* more_ = nullptr;  ///< null: no more comes
    std::size_t came_ = 0;              ///< bytes, in all
    bool keeps_ = true, checked_ = true;
    std::size_t before_line_ = 0;
    std::string_view text_;
    const WorkbookLimits& limits_;
    const Limits& common_;
    char separator_ = ',';
    std::size_t begin_ = 0, at_ = 0;
    std::uint32_t first_line_ = 1, line_ = 1;
    std::vector<Cell> row_;
    std::string unquoted_;
    Storage storage_;  ///< of cells in quotes of this row
    std::optional<Diagnostic> problem_;
};

/// The separator of a line, ';', '\t' or ','; 0: it has none outside quotes.
char separator_of(std::string_view line);
/// The first line that is not blank, without its line break.
std::string_view first_line(std::string_view text);

/// Text of a file as UTF-8 without a byte order mark: as it stands, or from UTF-16 with its mark, in `made`. Code::table_text
/// where it is neither.
struct Decoded {
    std::string made;
    std::string_view text;
    bool utf16 = false;
};
std::optional<Diagnostic> decode(std::string_view bytes, Decoded& out);

/// All of a table's cells at once.
Result<Sheet> whole_sheet(TextRows& rows, const WorkbookLimits& limits);

}  // namespace zi::sheets
