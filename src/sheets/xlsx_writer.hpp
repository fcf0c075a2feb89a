/// How does a workbook that is written become bytes?
#pragma once

#include "zi/result.hpp"

#include <xlsxwriter.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace zi::sheets {

/// An Excel workbook while it is filled through libxlsxwriter, whose functions take `book()`. The same calls give the same
/// bytes: no time of the clock goes in. libxlsxwriter writes through files alone; they are temporary ones that have no name any
/// more (TMPDIR), so that nothing stays behind however the program ends.
class XlsxWriter {
public:
    XlsxWriter();
    XlsxWriter(XlsxWriter&&) noexcept;
    XlsxWriter& operator=(XlsxWriter&&) = delete;
    ~XlsxWriter();

    /// Null where no temporary file can be made; bytes() says so.
    lxw_workbook* book() const { return book_; }
    /// Ends the workbook; nothing can be written any more. Code::workbook_not_made where temporary files cannot be written.
    Result<std::string> bytes();

private:
    int file_ = -1;
    lxw_workbook* book_ = nullptr;
};

/// Lines that a text is broken into in a column so many characters wide; words leave some of a line empty.
std::size_t lines_in(std::string_view text, std::size_t width);

/// Makes a row so many lines high: not every program makes rows as high as their texts are.
void set_lines(lxw_worksheet* sheet, std::uint32_t row, std::size_t lines);

}  // namespace zi::sheets
