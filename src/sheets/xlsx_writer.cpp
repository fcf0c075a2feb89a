#include "xlsx_writer.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <cerrno>
#include <clocale>
#include <cstdlib>
#include <filesystem>
#include <system_error>
#include <utility>

#include <sys/types.h>
#include <unistd.h>

namespace zi::sheets {

namespace {

/// A new file without a name; -1, and errno: there is none.
int nameless_file() {
    std::error_code error;
    const std::filesystem::path folder = std::filesystem::temp_directory_path(error);
    if (error) {
        errno = error.value();
        return -1;
    }
    std::string name = (folder / "zi-XXXXXX").string();
    const int file = ::mkstemp(name.data());
    if (file >= 0) ::unlink(name.c_str());
    return file;
}

/// Numbers are printed with a point whatever locale the host has set.
class PlainNumbers {
public:
    PlainNumbers() : plain_(newlocale(LC_ALL_MASK, "C", nullptr)), before_(plain_ ? uselocale(plain_) : nullptr) {}
    PlainNumbers(const PlainNumbers&) = delete;
    PlainNumbers& operator=(const PlainNumbers&) = delete;
    ~PlainNumbers() {
        if (!plain_) return;
        uselocale(before_);
        freelocale(plain_);
    }

private:
    locale_t plain_, before_;
};

Diagnostic not_made(std::string why) { return {Code::workbook_not_made, {std::move(why)}}; }

}  // namespace

XlsxWriter::XlsxWriter() : file_(nameless_file()) {
    if (file_ < 0) return;
    const std::string name = "/dev/fd/" + std::to_string(file_);
    book_ = workbook_new(name.c_str());
    if (!book_) return;
    lxw_doc_properties properties{};
    properties.created = 946'684'800;  // 2000-01-01: the same bytes on every day
    workbook_set_properties(book_, &properties);
}

XlsxWriter::XlsxWriter(XlsxWriter&& other) noexcept
    : file_(std::exchange(other.file_, -1)), book_(std::exchange(other.book_, nullptr)) {}

XlsxWriter::~XlsxWriter() {
    if (book_) lxw_workbook_free(book_);
    if (file_ >= 0) ::close(file_);
}

Result<std::string> XlsxWriter::bytes() {
    if (!book_) return not_made(std::error_code(errno, std::generic_category()).message());
    const lxw_error error = [this] {
        const PlainNumbers plain;
        return workbook_close(std::exchange(book_, nullptr));
    }();
    if (error != LXW_NO_ERROR) return not_made(lxw_strerror(error));
    std::string bytes;
    char buffer[1 << 16];
    for (;;) {
        const ssize_t count = ::pread(file_, buffer, sizeof buffer, static_cast<off_t>(bytes.size()));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return not_made(std::error_code(errno, std::generic_category()).message());
        if (count == 0) break;
        bytes.append(buffer, static_cast<std::size_t>(count));
    }
    return bytes;
}

std::size_t lines_in(std::string_view text, std::size_t width) {
    std::size_t lines = 0;
    for (std::size_t begin = 0; begin <= text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::size_t characters = code_points(text.substr(begin, end - begin));
        lines += characters + 2 > width ? characters * 8 / (7 * width) + 1 : 1;
        begin = end + 1;
    }
    return lines;
}

void set_lines(lxw_worksheet* sheet, std::uint32_t row, std::size_t lines) {
    constexpr double line_height = 15, most_height = 409;  // of the format
    if (lines > 1) worksheet_set_row(sheet, row, std::min(most_height, line_height * static_cast<double>(lines)), nullptr);
}

}  // namespace zi::sheets
