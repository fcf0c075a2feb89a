#include "rows.hpp"

#include "base/filled.hpp"
#include "base/utf8.hpp"
#include "units/value.hpp"

#include <algorithm>

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

TextRows::TextRows(std::string_view text, const WorkbookLimits& limits, const Limits& common)
    : text_(text), limits_(limits), common_(common) {
    const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
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
    constexpr std::uint32_t most_columns = 16'384;
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
    storage_ = Storage();
    while (at_ < text_.size() && row_.empty() && !problem_) {
        if (common_.cancelled()) problem_ = Diagnostic{Code::cancelled, {}};
        const std::uint32_t line = line_;
        read_record();
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
    std::size_t line = 1;
    for (std::size_t i = 0; i < bytes.size();) {
        const auto byte = static_cast<unsigned char>(bytes[i]);
        if (byte == '\n') ++line;
        const std::size_t length = byte < 0x80 ? 1 : code_point_at(bytes, i).length;
        if (length == 0) {
            Diagnostic problem{Code::table_text, {std::to_string(line), padded(byte, 2, 16)}};
            problem.cell = cell_name("", static_cast<std::uint32_t>(line), 1);
            return problem;
        }
        i += length;
    }
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
