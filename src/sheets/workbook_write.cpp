// Writes results as a workbook, with libxlsxwriter.
#include "escaped.hpp"
#include "xlsx_writer.hpp"

#include "zi/workbook.hpp"

#include "base/utf8.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

namespace zi {

namespace sheets {
namespace {

constexpr std::size_t digits_kept = 15;  // significant digits of a spreadsheet

std::size_t places_of(std::string_view decimal) {
    const std::size_t point = decimal.find('.');
    return point == std::string_view::npos ? 0 : decimal.size() - point - 1;
}

/// nullopt: a spreadsheet would lose digits.
std::optional<double> number_of(std::string_view decimal, std::string_view exponent) {
    std::string digits;
    for (const char c : decimal)
        if (c >= '0' && c <= '9' && (c != '0' || !digits.empty())) digits += c;
    if (digits.size() > digits_kept) return std::nullopt;
    const std::string text = std::string(decimal) + std::string(exponent);
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

/// Serial numbers of Excel; not defined before 1900-03-01, where Excel is off by one.
std::optional<double> serial_of(std::string_view iso) {
    using namespace std::chrono;
    const auto day = Date::parse(std::string(iso));
    constexpr sys_days zero = year{1899} / 12 / 30, first = year{1900} / 3 / 1, last = year{9999} / 12 / 31;
    if (!day || day->day < first || day->day > last) return std::nullopt;
    return static_cast<double>((day->day - zero).count());
}

/// Cell formats, created on demand.
class Formats {
public:
    explicit Formats(lxw_workbook* book) : book_(book) {}
    /// Of numbers.
    lxw_format* shown(const std::string& code) {
        lxw_format*& made = by_code_[code];
        if (!made) {
            made = cell();
            format_set_num_format(made, code.c_str());
        }
        return made;
    }
    /// For numbers with so many decimals: at least two, and never fewer than the number has.
    lxw_format* decimal(std::size_t places, const char* end = "") {
        if (places == 0) return shown(std::string("0") + end);
        return shown("0.00" + std::string(std::max<std::size_t>(2, places) - 2, '#') + end);
    }
    lxw_format* text() {
        if (!text_) {
            text_ = cell();
            format_set_text_wrap(text_);
        }
        return text_;
    }
    lxw_format* head() {
        if (!head_) {
            head_ = cell();
            format_set_bold(head_);
            format_set_text_wrap(head_);
            format_set_bg_color(head_, 0xDDE3EA);
            format_set_bottom(head_, LXW_BORDER_THIN);
        }
        return head_;
    }
    /// The conditional format of a tone.
    lxw_format* tone(ResultCell::Tone tone) {
        lxw_format*& made = by_tone_[tone];
        if (!made) {
            made = workbook_add_format(book_);
            const bool good = tone == ResultCell::Tone::good, bad = tone == ResultCell::Tone::bad;
            format_set_bg_color(made, good ? 0xC6EFCE : bad ? 0xFFC7CE : 0xFFEB9C);
            format_set_font_color(made, good ? 0x006100 : bad ? 0x9C0006 : 0x7F6000);
        }
        return made;
    }

private:
    lxw_format* cell() {
        lxw_format* made = workbook_add_format(book_);
        format_set_align(made, LXW_ALIGN_VERTICAL_TOP);
        return made;
    }

    lxw_workbook* book_;
    std::map<std::string, lxw_format*> by_code_;
    std::map<ResultCell::Tone, lxw_format*> by_tone_;
    lxw_format *text_ = nullptr, *head_ = nullptr;
};

void write_text(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, std::string_view text, lxw_format* format) {
    if (!text.empty()) worksheet_write_string(sheet, row, column, text_for_cell(text).c_str(), format);
}

void write_cell(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const ResultCell& cell, Formats& formats) {
    using Kind = ResultCell::Kind;
    const bool percent = cell.kind == Kind::percent;
    std::optional<double> value;
    if (cell.kind == Kind::number || percent) value = number_of(cell.text, percent ? "e-2" : "");
    if (cell.kind == Kind::day) value = serial_of(cell.text);
    if (!value) return write_text(sheet, row, column, cell.text, formats.text());
    lxw_format* const format =
        cell.kind == Kind::day ? formats.shown("yyyy\\-mm\\-dd") : formats.decimal(places_of(cell.text), percent ? "%" : "");
    worksheet_write_number(sheet, row, column, *value, format);
}

/// Colours are conditional formats on the text of the cells, so that they survive sorting and editing.
void colour(lxw_worksheet* sheet, lxw_col_t column, const ResultTable& table, Formats& formats) {
    std::map<std::string, ResultCell::Tone> words;
    bool signs = false;
    for (const auto& row : table.rows) {
        const ResultCell& cell = row[column];
        if (cell.tone == ResultCell::Tone::plain) continue;
        if (cell.kind == ResultCell::Kind::text)
            words.emplace(cell.text, cell.tone);
        else
            signs = true;
    }
    const auto last = static_cast<lxw_row_t>(table.rows.size());
    const auto where = [&](std::uint8_t criteria, std::string text, ResultCell::Tone tone) {
        lxw_conditional_format rule{};
        rule.type = LXW_CONDITIONAL_TYPE_CELL;
        rule.criteria = criteria;
        if (!text.empty()) rule.value_string = text.data();  // copied
        rule.format = formats.tone(tone);
        worksheet_conditional_format_range(sheet, 1, column, last, column, &rule);
    };
    for (const auto& [word, tone] : words) {
        std::string quoted = "\"";
        for (const char c : word) quoted.append(c == '"' ? 2 : 1, c);
        where(LXW_CONDITIONAL_CRITERIA_EQUAL_TO, quoted + '"', tone);
    }
    if (signs) where(LXW_CONDITIONAL_CRITERIA_GREATER_THAN, "", ResultCell::Tone::good);
    if (signs) where(LXW_CONDITIONAL_CRITERIA_LESS_THAN, "", ResultCell::Tone::bad);
}

void write_sheet(lxw_workbook* book, const ResultTable& table, Formats& formats) {
    lxw_worksheet* const sheet = workbook_add_worksheet(book, table.name.c_str());
    if (!sheet) return;
    constexpr std::size_t least = 9, most = 60, most_head = 18;
    std::vector<std::size_t> lines(1 + table.rows.size(), 1);
    const auto needs = [&](std::size_t row, std::string_view text, std::size_t width) {
        lines[row] = std::max(lines[row], lines_in(text, width));
    };
    for (std::size_t c = 0; c < table.heads.size(); ++c) {
        const auto column = static_cast<lxw_col_t>(c);
        std::size_t width = std::clamp(code_points(table.heads[c]) + 2, least, most_head);
        for (const auto& row : table.rows) width = std::max(width, std::min(most, code_points(row[c].text) + 2));
        worksheet_set_column(sheet, column, column, static_cast<double>(width), nullptr);
        write_text(sheet, 0, column, table.heads[c], formats.head());
        needs(0, table.heads[c], width);
        for (std::size_t r = 0; r < table.rows.size(); ++r)
            if (table.rows[r][c].kind == ResultCell::Kind::text) needs(r + 1, table.rows[r][c].text, width);
        for (std::size_t r = 0; r < table.rows.size(); ++r)
            write_cell(sheet, static_cast<lxw_row_t>(r + 1), column, table.rows[r][c], formats);
        if (!table.rows.empty()) colour(sheet, column, table, formats);
    }
    for (std::size_t r = 0; r < lines.size(); ++r) set_lines(sheet, static_cast<std::uint32_t>(r), lines[r]);
    worksheet_freeze_panes(sheet, 1, static_cast<lxw_col_t>(table.fixed));
    worksheet_autofilter(sheet, 0, 0, static_cast<lxw_row_t>(table.rows.size()),
                         static_cast<lxw_col_t>(table.heads.size() - 1));
    worksheet_set_landscape(sheet);
    constexpr std::size_t legible = 16;  // most columns on a page
    if (table.heads.size() <= legible) worksheet_fit_to_pages(sheet, 1, 0);
    worksheet_repeat_rows(sheet, 0, 0);
}

}  // namespace
}  // namespace sheets

Result<std::string> write_xlsx(const ResultTables& result, const WorkbookLimits& limits) {
    using namespace sheets;
    const auto too_large = [&](const ResultTable& table) {
        return table.rows.size() >= LXW_ROW_MAX || table.heads.size() > LXW_COL_MAX;
    };
    if (result.cells() > limits.cells || std::ranges::any_of(result.tables, too_large))
        return Diagnostic{Code::unit_limit, {"@workbook_cells", std::to_string(limits.cells)}};
    XlsxWriter writer;
    if (!writer.book()) return writer.bytes();
    Formats formats(writer.book());
    for (const ResultTable& table : result.tables) write_sheet(writer.book(), table, formats);
    return writer.bytes();
}

}  // namespace zi
