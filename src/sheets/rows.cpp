#include "rows.hpp"

#include "address.hpp"

#include "base/filled.hpp"
#include "base/utf8.hpp"
#include "units/value.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace zi::sheets {

const std::vector<Cell>& SheetRows::next() {
    row_.clear();
    while (at_ < sheet_.cells.size() && (row_.empty() || sheet_.cells[at_].row == row_.front().row))
        row_.push_back(sheet_.cells[at_++]);
    return row_;
}

// ---- Text --------------------------------------------------------------------------------------------------------------

std::string_view first_line(std::string_view text) {
    const std::size_t begin = std::min(text.find_first_not_of(" \t\r\n"), text.size());
    const std::size_t start = text.substr(0, begin).rfind('\n') + 1;  // a line may begin with tabs
    return text.substr(start, std::min(text.find_first_of("\r\n", begin), text.size()) - start);
}

char separator_of(std::string_view line) {
    constexpr std::string_view separators = ";\t,";
    std::size_t counts[separators.size()] = {};
    bool quoted = false;
    for (const char c : line) {
        if (c == '"') quoted = !quoted;
        if (const std::size_t which = separators.find(c); !quoted && which != separators.npos) ++counts[which];
    }
    const auto* most = std::ranges::max_element(counts);
    return *most == 0 ? '\0' : separators[static_cast<std::size_t>(most - counts)];
}

namespace {

/// How many bytes at the beginning are UTF-8.
std::size_t sound_bytes(std::string_view text) {
    constexpr std::size_t block = 64;
    std::size_t at = 0;
    while (at < text.size()) {
        unsigned char all = 0;
        while (at + block <= text.size()) {
            for (const char c : text.substr(at, block)) all |= static_cast<unsigned char>(c);
            if (all >= 0x80) break;
            at += block;
        }
        for (const std::size_t end = std::min(text.size(), at + block); at < end;) {
            const std::size_t length = code_point_at(text, at).length;
            if (length == 0) return at;
            at += length;
        }
    }
    return text.size();
}

bool is_utf8(std::string_view text) { return sound_bytes(text) == text.size(); }

/// `line`: on which the text begins.
Diagnostic not_utf8(std::string_view text, std::uint32_t line) {
    const std::size_t at = sound_bytes(text);
    line += static_cast<std::uint32_t>(std::ranges::count(text.substr(0, at), '\n'));
    Diagnostic problem{Code::table_text, {std::to_string(line), padded(static_cast<unsigned char>(text[at]), 2, 16)}};
    problem.cell = cell_name("", line, 1);
    return problem;
}

}  // namespace

TextRows::TextRows(std::string_view text, const WorkbookLimits& limits, const Limits& common)
    : text_(text), limits_(limits), common_(common) {
    find_separator();
}

TextRows::TextRows(std::string begin, const ByteSource& more, const WorkbookLimits& limits, const Limits& common)
    : buffer_(std::move(begin)),
      more_(&more),
      came_(buffer_.size()),
      checked_(false),
      text_(buffer_),
      limits_(limits),
      common_(common) {
    find_separator();
}

void TextRows::find_separator() {
    const std::string_view text = text_, line = text.substr(0, text.find_first_of("\r\n"));
    std::string_view said = line;
    if (said.starts_with('"') && said.ends_with('"') && said.size() > 1) said = said.substr(1, said.size() - 2);
    if (said.size() == 5 && (said.starts_with("sep=") || said.starts_with("SEP="))) {
        separator_ = said[4];
        begin_ = std::min(text.find('\n'), text.size() - 1) + 1;
        first_line_ = 2;
    } else if (const char found = separator_of(first_line(text)); found != '\0') {
        separator_ = found;
    }
    restart();
}

/// False: there is no more, or `problem_` says why.
bool TextRows::read_more() {
    if (!more_) return false;
    if (!keeps_) {
        buffer_.erase(0, at_);
        at_ = 0;
    }
    if (buffer_.size() - at_ > common_.unit_bytes) {
        problem_ = Diagnostic{Code::unit_limit, {"@unit_bytes", std::to_string(common_.unit_bytes)}};
        return false;
    }
    // What does not end yet is looked at again from its beginning: the longer it is, the more is read at once.
    constexpr std::size_t least = std::size_t{1} << 17;
    const std::size_t size = buffer_.size(), piece = std::max(least, size - at_);
    buffer_.resize(size + piece);
    const std::size_t count = std::min(piece, (*more_)(std::span(buffer_).subspan(size)));
    buffer_.resize(size + count);
    text_ = buffer_;
    if (count == 0) more_ = nullptr;
    came_ += count;
    if (came_ > common_.units_bytes)
        problem_ = Diagnostic{Code::unit_limit, {"@units_bytes", std::to_string(common_.units_bytes)}};
    return count > 0 && !problem_;
}

std::string TextRows::take_all() {
    do at_ = buffer_.size();  // all of it is wanted, however long its lines are
    while (read_more());
    more_ = nullptr;
    text_ = {};
    return std::move(buffer_);
}

/// Whether bytes that were not looked at yet are UTF-8.
bool TextRows::is_sound(std::string_view record) {
    if (checked_ || is_utf8(record)) return true;
    problem_ = not_utf8(record, line_);
    return false;
}

std::optional<std::string_view> TextRows::line() {
    if (common_.cancelled()) problem_ = Diagnostic{Code::cancelled, {}};
    if (problem_) return std::nullopt;
    std::size_t end = text_.find('\n', at_);
    while (end == text_.npos && read_more()) end = text_.find('\n', at_);
    if (problem_ || at_ >= text_.size()) return std::nullopt;
    const std::string_view line = text_.substr(at_, end - at_);
    if (!is_sound(line)) return std::nullopt;
    before_line_ = at_;
    at_ = std::min(end, text_.size() - 1) + 1;
    ++line_;
    return line;
}

void TextRows::add(std::string_view text, std::uint32_t column) {
    if (units::trimmed(text).empty()) return;
    if (text.size() > limits_.text_bytes) {
        problem_ = Diagnostic{Code::unit_limit, {"@string_bytes", std::to_string(limits_.text_bytes)}};
        return;
    }
    Cell cell;
    cell.row = line_;
    cell.column = column;
    cell.text = text;
    // What a spreadsheet program writes for them.
    static constexpr std::string_view errors[] = {"#N/A",  "#VALUE!", "#REF!",  "#DIV/0!",
                                                  "#NUM!", "#NAME?",  "#NULL!", "#GETTING_DATA"};
    const std::string_view plain = units::trimmed(text);
    if (plain.starts_with('#') && std::ranges::find(errors, plain) != std::end(errors)) cell.kind = Cell::Kind::error;
    row_.push_back(cell);
}

void TextRows::read_record() {
    std::uint32_t lines = 0;
    for (std::uint32_t column = 1;; ++column) {
        if (column > most_columns) {
            problem_ = Diagnostic{Code::unit_limit, {"@table_columns", std::to_string(most_columns)}};
            break;
        }
        if (at_ < text_.size() && text_[at_] == '"') {
            unquoted_.clear();
            for (++at_;;) {
                const std::size_t quote = text_.find('"', at_);
                const std::string_view part = text_.substr(at_, quote - at_);
                lines += static_cast<std::uint32_t>(std::ranges::count(part, '\n'));
                unquoted_.append(part);
                if (quote == text_.npos) {
                    problem_ = Diagnostic{Code::csv_syntax, {std::to_string(column)}};
                    at_ = text_.size();
                    return;
                }
                at_ = quote + 1;
                if (at_ >= text_.size() || text_[at_] != '"') break;
                unquoted_ += '"';
                ++at_;
            }
            if (at_ < text_.size() && text_[at_] != separator_ && text_[at_] != '\n' && text_[at_] != '\r') {
                problem_ = Diagnostic{Code::csv_syntax, {std::to_string(column)}};
                return;
            }
            add(storage_.keep(unquoted_), column);
        } else {
            std::size_t end = at_;
            while (end < text_.size() && text_[end] != separator_ && text_[end] != '\n' && text_[end] != '\r') ++end;
            add(text_.substr(at_, end - at_), column);
            at_ = end;
        }
        if (problem_) return;
        if (at_ < text_.size() && text_[at_] == separator_) {
            ++at_;
            continue;
        }
        // The end of the line, \n, \r\n or \r.
        if (at_ < text_.size() && text_[at_] == '\r') ++at_, lines += at_ >= text_.size() || text_[at_] != '\n';
        if (at_ < text_.size() && text_[at_] == '\n') ++at_, ++lines;
        break;
    }
    line_ += lines;
}

const std::vector<Cell>& TextRows::next() {
    row_.clear();
    storage_.clear();
    while ((at_ < text_.size() || read_more()) && row_.empty() && !problem_) {
        if (common_.cancelled()) problem_ = Diagnostic{Code::cancelled, {}};
        const std::uint32_t line = line_;
        const std::size_t begin = at_;
        read_record();
        if (at_ >= text_.size() && more_) {
            // It may go on.
            at_ = begin;
            line_ = line;
            row_.clear();
            problem_.reset();
            read_more();
            continue;
        }
        if (!is_sound(text_.substr(begin, at_ - begin))) break;
        if (problem_) problem_->cell = problem_->code == Code::csv_syntax ? cell_name("", line, 1) : std::string();
    }
    if (problem_) row_.clear();
    return row_;
}

namespace {

/// False: half a pair stands alone.
bool from_utf16(std::string_view bytes, bool big_endian, std::string& out) {
    const auto unit = [&](std::size_t at) -> std::uint32_t {
        const std::uint32_t first = static_cast<unsigned char>(bytes[at]), second = static_cast<unsigned char>(bytes[at + 1]);
        return big_endian ? first << 8 | second : second << 8 | first;
    };
    for (std::size_t i = 0; i + 1 < bytes.size(); i += 2) {
        std::uint32_t code = unit(i);
        if (code >= 0xDC00 && code <= 0xDFFF) return false;
        if (code >= 0xD800 && code <= 0xDBFF) {
            if (i + 3 >= bytes.size()) return false;
            const std::uint32_t low = unit(i + 2);
            if (low < 0xDC00 || low > 0xDFFF) return false;
            code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
            i += 2;
        }
        append_utf8(code, out);
    }
    return bytes.size() % 2 == 0;
}

}  // namespace

std::optional<Diagnostic> decode(std::string_view bytes, Decoded& out) {
    out.utf16 = bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF");
    if (out.utf16) {
        if (!from_utf16(bytes.substr(2), bytes.starts_with("\xFE\xFF"), out.made))
            return Diagnostic{Code::table_text, {std::to_string(1 + std::ranges::count(out.made, '\n')), "UTF-16"}};
        out.text = out.made;
        return std::nullopt;
    }
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    if (!is_utf8(bytes)) return not_utf8(bytes, 1);
    out.text = bytes;
    return std::nullopt;
}

Result<Sheet> whole_sheet(TextRows& rows, const WorkbookLimits& limits) {
    Sheet sheet;
    const auto storage = std::make_shared<Storage>();
    for (;;) {
        const std::vector<Cell>& row = rows.next();
        if (rows.problem()) return *rows.problem();
        if (row.empty()) break;
        if (sheet.cells.size() + row.size() > limits.cells)
            return Diagnostic{Code::unit_limit, {"@workbook_cells", std::to_string(limits.cells)}};
        for (Cell cell : row) {
            cell.text = storage->keep(cell.text);
            sheet.cells.push_back(cell);
        }
    }
    sheet.storage = storage;
    return sheet;
}

}  // namespace zi::sheets
