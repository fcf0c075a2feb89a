#include "sheet_edit.hpp"

#include "address.hpp"
#include "escaped.hpp"
#include "xml_edit.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace zi::sheets {

namespace {

bool is_on(std::optional<std::string_view> value) { return value == "1" || value == "true"; }

std::string cell_xml(const NewCell& cell, std::uint32_t row, const std::string& prefix, std::string_view style) {
    std::string xml = "<" + prefix + "c r=\"" + cell_name("", row, cell.column) + "\"";
    if (!style.empty()) xml += " s=\"" + xml_text(style) + "\"";
    if (cell.text.empty()) return xml + "/>";
    if (cell.number) return xml + "><" + prefix + "v>" + xml_text(cell.text) + "</" + prefix + "v></" + prefix + "c>";
    return xml + " t=\"inlineStr\"><" + prefix + "is><" + prefix + "t xml:space=\"preserve\">" +
           xml_text(text_for_cell(cell.text)) + "</" + prefix + "t></" + prefix + "is></" + prefix + "c>";
}

/// Merges new cells into the rows of a sheet.
class CellWriter : public TagHandler {
public:
    CellWriter(std::string_view text, const NewCells& cells, std::uint32_t first_new)
        : text_(text), cells_(cells), first_new_(first_new), next_row_(cells.begin()) {
        for (const auto& [row, list] : cells)
            for (const NewCell& cell : list)
                if (!cell.text.empty()) last_row_ = row, last_column_ = std::max(last_column_, cell.column);
    }

    void open(const Tag& tag) override {
        if (tag.depth == 2) inside_ = tag.name == "sheetData";
        if (tag.name == "dimension" && tag.depth == 2) extend(tag);
        if (tag.name == "col" && tag.depth == 3) show(tag);
        if (tag.name == "sheetData" && tag.depth == 2) open_data(tag);
        if (!inside_) return;
        if (tag.name == "row" && tag.depth == 3) open_row(tag);
        if (tag.name == "c" && tag.depth == 4) open_cell(tag);
        if (tag.name == "f" && tag.depth == 5) formula_ = true;
    }

    void close(const Tag& tag) override {
        if (!inside_) return;
        if (tag.name == "c" && tag.depth == 4) close_cell(tag);
        if (tag.name == "row" && tag.depth == 3) close_row(tag);
        if (tag.name == "sheetData" && tag.depth == 2 && tag.end > tag.begin) edits_.insert(tag.begin, missing_rows(most));
    }

    std::string text() const { return edits_.applied(text_); }

private:
    static constexpr std::uint32_t most = ~std::uint32_t{0};

    std::string_view raw(const Tag& tag) const { return text_.substr(tag.begin, tag.end - tag.begin); }
    bool is_empty(const Tag& tag) const { return raw(tag).ends_with("/>"); }

    /// The <dimension>: the used range.
    void extend(const Tag& tag) {
        const std::string_view range = tag.find("ref").value_or("");
        const std::size_t colon = range.find(':');
        const auto first = address(range.substr(0, colon));
        const auto last = colon == std::string_view::npos ? first : address(range.substr(colon + 1));
        if (!first || !last || last_row_ == 0) return;
        const std::uint32_t row = std::max(last->row, last_row_), column = std::max(last->column, last_column_);
        if (row == last->row && column == last->column) return;
        edits_.replace(
            tag.begin, tag.end,
            with_attribute(raw(tag), "ref", cell_name("", first->row, first->column) + ":" + cell_name("", row, column)));
    }

    /// Splits ranges of hidden columns so that those that get cells are shown.
    void show(const Tag& tag) {
        const auto low = whole<std::uint32_t>(tag.find("min").value_or("")),
                   high = whole<std::uint32_t>(tag.find("max").value_or(""));
        if (!low || !high || !is_on(tag.find("hidden")) || *high < first_new_ || *low > last_column_) return;
        std::string pieces;
        const auto piece = [&](std::uint32_t from, std::uint32_t to) {
            if (from > to) return;
            pieces += with_attribute(with_attribute(raw(tag), "min", std::to_string(from)), "max", std::to_string(to));
        };
        if (*low < first_new_) piece(*low, first_new_ - 1);
        pieces += with_attribute(with_attribute(with_attribute(raw(tag), "min", std::to_string(std::max(*low, first_new_))),
                                                "max", std::to_string(std::min(*high, last_column_))),
                                 "hidden", "0");
        piece(last_column_ + 1, *high);
        // Only empty-element tags are handled; programs write no others.
        if (is_empty(tag)) edits_.replace(tag.begin, tag.end, std::move(pieces));
    }

    void open_data(const Tag& tag) {
        prefix_ = tag.beside("");
        if (!is_empty(tag)) return;
        const std::string_view start = raw(tag);
        edits_.replace(
            tag.begin, tag.end,
            std::string(start.substr(0, start.size() - 2)) + ">" + missing_rows(most) + "</" + tag.beside("sheetData") + ">");
    }

    /// Inserts new rows before this one.
    std::string missing_rows(std::uint32_t before) {
        std::string rows;
        for (; next_row_ != cells_.end() && next_row_->first < before; ++next_row_) {
            std::string cells;
            for (const NewCell& cell : next_row_->second)
                if (!cell.text.empty()) cells += cell_xml(cell, next_row_->first, prefix_, "");
            if (!cells.empty())
                rows += "<" + prefix_ + "row r=\"" + std::to_string(next_row_->first) + "\">" + cells + "</" + prefix_ + "row>";
        }
        return rows;
    }

    void open_row(const Tag& tag) {
        row_ = tag.find("r") ? whole<std::uint32_t>(*tag.find("r")).value_or(0) : row_ + 1;
        column_ = 0;
        if (std::string rows = missing_rows(row_); !rows.empty()) edits_.insert(tag.begin, std::move(rows));
        new_cells_ = {};
        if (next_row_ != cells_.end() && next_row_->first == row_) new_cells_ = (next_row_++)->second;
        next_cell_ = 0;
        std::string start(raw(tag));
        // Programs may take the span of a row for the cells that it holds.
        const auto cell_at_end = std::ranges::find_if(new_cells_.rbegin(), new_cells_.rend(),
                                                      [](const NewCell& cell) { return !cell.text.empty(); });
        if (const auto spans = tag.find("spans"); spans && cell_at_end != new_cells_.rend()) {
            const std::size_t colon = spans->find(':');
            const auto high = colon == std::string_view::npos || spans->find(' ') != std::string_view::npos
                                  ? std::nullopt
                                  : whole<std::uint32_t>(spans->substr(colon + 1));
            if (high && *high < cell_at_end->column)
                start = with_attribute(start, "spans",
                                       std::string(spans->substr(0, colon + 1)) + std::to_string(cell_at_end->column));
        }
        if (is_empty(tag)) {
            const std::string cells = cells_before(most);
            if (!cells.empty()) start = start.substr(0, start.size() - 2) + ">" + cells + "</" + tag.beside("row") + ">";
        }
        if (start != raw(tag)) edits_.replace(tag.begin, tag.end, std::move(start));
    }

    std::string cells_before(std::uint32_t column) {
        std::string cells;
        for (; next_cell_ < new_cells_.size() && new_cells_[next_cell_].column < column; ++next_cell_)
            if (!new_cells_[next_cell_].text.empty()) cells += cell_xml(new_cells_[next_cell_], row_, prefix_, "");
        return cells;
    }

    void open_cell(const Tag& tag) {
        ++column_;
        if (const auto said = tag.find("r"))
            if (const auto place = address(*said)) column_ = place->column;
        if (std::string cells = cells_before(column_); !cells.empty()) edits_.insert(tag.begin, std::move(cells));
        replacing_ = next_cell_ < new_cells_.size() && new_cells_[next_cell_].column == column_;
        formula_ = false;
        begin_ = tag.begin;
        style_ = tag.find("s").value_or("");
    }

    void close_cell(const Tag& tag) {
        if (!replacing_) return;
        if (!formula_) edits_.replace(begin_, tag.end, cell_xml(new_cells_[next_cell_], row_, prefix_, style_));
        ++next_cell_;
        replacing_ = false;
    }

    void close_row(const Tag& tag) {
        if (tag.end == tag.begin) return;  // an empty element, already replaced
        if (std::string cells = cells_before(most); !cells.empty()) edits_.insert(tag.begin, std::move(cells));
    }

    std::string_view text_;
    const NewCells& cells_;
    std::uint32_t first_new_;
    NewCells::const_iterator next_row_;
    std::vector<NewCell> new_cells_;
    std::size_t next_cell_ = 0;
    std::string prefix_, style_;
    std::uint32_t row_ = 0, column_ = 0, last_row_ = 0, last_column_ = 0;
    std::size_t begin_ = 0;
    bool inside_ = false, replacing_ = false, formula_ = false;
    Edits edits_;
};

/// Finds the end of the last of some elements; inserts before an end tag.
class Places : public TagHandler {
public:
    void open(const Tag& tag) override {
        if (tag.depth == 1) root = std::string(tag.uri), prefix = tag.beside("");
        if (tag.name == "sheet" && tag.depth == 3) {
            if (const auto id = whole<std::uint64_t>(tag.find("sheetId").value_or(""))) last_id = std::max(last_id, *id);
            if (const auto id = tag.find_qualified("id")) relations = std::string(id->first);
        }
        if (tag.name == "Relationship") {
            ids.insert(std::string(tag.find("Id").value_or("")));
            if (const auto type = tag.find("Type"); type && type->ends_with("/worksheet")) sheet_type = std::string(*type);
        }
        if (tag.name == "calcPr" && tag.depth == 2) calculation = {tag.begin, tag.end};
    }
    void close(const Tag& tag) override {
        if (tag.depth == 1) end = tag.begin;
        if (tag.depth != 2) return;
        if (tag.name == "sheets") sheets_end = tag.begin;
        for (const char* name : {"sheets", "functionGroups", "externalReferences", "definedNames"})
            if (tag.name == name) before_calculation = tag.end;
    }

    std::string root, prefix, relations, sheet_type;
    std::uint64_t last_id = 0;
    std::set<std::string> ids;
    std::size_t end = 0, sheets_end = 0, before_calculation = 0;
    std::optional<std::pair<std::size_t, std::size_t>> calculation;
};

std::string inserted(std::string_view text, std::size_t at, std::string_view what) {
    return std::string(text.substr(0, at)) + std::string(what) + std::string(text.substr(at));
}

}  // namespace

Result<std::string> with_cells(std::string_view sheet, const NewCells& cells, std::uint32_t first_new) {
    CellWriter writer(sheet, cells, first_new);
    if (auto problem = read_tags(sheet, writer)) return std::move(*problem);
    return writer.text();
}

std::string new_sheet(std::string_view space, const std::vector<std::vector<NewCell>>& rows) {
    std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<worksheet xmlns=\"" + xml_text(space) +
                      "\"><cols><col min=\"1\" max=\"1\" width=\"56\" customWidth=\"1\"/><col min=\"2\" max=\"9\" width=\"24\" "
                      "customWidth=\"1\"/></cols><sheetData>";
    for (std::size_t r = 0; r < rows.size(); ++r) {
        std::string cells;
        for (const NewCell& cell : rows[r])
            if (!cell.text.empty()) cells += cell_xml(cell, static_cast<std::uint32_t>(r + 1), "", "");
        if (!cells.empty()) xml += "<row r=\"" + std::to_string(r + 1) + "\">" + cells + "</row>";
    }
    return xml + "</sheetData></worksheet>";
}

Result<PackageTexts> with_sheet(const PackageTexts& texts, const std::string& name, const std::string& main,
                                const std::string& part) {
    Places book, relations, types;
    if (auto problem = read_tags(texts.workbook, book)) return std::move(*problem);
    if (auto problem = read_tags(texts.relations, relations)) return std::move(*problem);
    if (auto problem = read_tags(texts.types, types)) return std::move(*problem);
    if (book.sheets_end == 0 || book.relations.empty() || relations.end == 0 || relations.sheet_type.empty() || types.end == 0)
        return unreadable("@missing_part");
    std::string id = "rIdZi";
    while (relations.ids.contains(id)) id += "i";
    const std::string folder = main.substr(0, main.rfind('/') + 1);
    return PackageTexts{
        inserted(texts.workbook, book.sheets_end,
                 "<" + book.prefix + "sheet name=\"" + xml_text(name) + "\" sheetId=\"" + std::to_string(book.last_id + 1) +
                     "\" xmlns:zi=\"" + xml_text(book.relations) + "\" zi:id=\"" + id + "\"/>"),
        inserted(texts.relations, relations.end,
                 "<" + relations.prefix + "Relationship Id=\"" + id + "\" Type=\"" + xml_text(relations.sheet_type) +
                     "\" Target=\"" + xml_text(part) + "\"/>"),
        inserted(texts.types, types.end,
                 "<" + types.prefix + "Override PartName=\"/" + xml_text(folder + part) +
                     "\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/>")};
}

Result<std::string> with_recalculation(std::string_view workbook) {
    Places book;
    if (auto problem = read_tags(workbook, book)) return std::move(*problem);
    if (!book.calculation)
        return inserted(workbook, book.before_calculation, "<" + book.prefix + "calcPr fullCalcOnLoad=\"1\"/>");
    const auto [begin, end] = *book.calculation;
    Edits edits;
    edits.replace(begin, end, with_attribute(workbook.substr(begin, end - begin), "fullCalcOnLoad", "1"));
    return edits.applied(workbook);
}

Result<std::string> namespace_of(std::string_view text) {
    Places places;
    if (auto problem = read_tags(text, places)) return std::move(*problem);
    return places.root;
}

}  // namespace zi::sheets
