// From the bytes of a file to units: what kind of file it is, which table of it holds answers, and in which layout.
#include "forms.hpp"
#include "layout.hpp"
#include "rows.hpp"

#include <algorithm>

namespace zi {

UnitsFile units_file(std::string_view bytes) {
    if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06")) return UnitsFile::xlsx;
    if (bytes.starts_with("\xD0\xCF\x11\xE0")) return UnitsFile::other_workbook;
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
        const std::size_t first = bytes[0] == '\xFF' ? 2 : 3;
        const bool json = bytes.size() > first && (bytes[first] == '{' || bytes[first] == '[');
        return json ? UnitsFile::json : UnitsFile::table;
    }
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    // As soon as there is an answer: `soal_id` is what its question is called there, and nowhere else.
    constexpr std::size_t beginning = 4'096;
    const std::size_t brace = bytes.find_first_not_of(" \t\r\n");
    if (brace != bytes.npos && bytes[brace] == '{' && bytes.substr(0, beginning).find("\"soal_id\"") != bytes.npos)
        return UnitsFile::portalrb;
    const std::string_view line = sheets::first_line(bytes);
    const std::size_t first = line.find_first_not_of(" \t");
    if (first == line.npos || line[first] == '{' || line[first] == '[' || line.starts_with("%PDF") ||
        line.starts_with("\x1F\x8B"))
        return UnitsFile::json;
    const bool text = line.find('\0') == line.npos && line.find('{') == line.npos;
    return text && (line.starts_with("sep=") || sheets::separator_of(line) != '\0') ? UnitsFile::table : UnitsFile::json;
}

namespace sheets {
namespace {

struct Found {
    const Layout* layout = nullptr;
    std::size_t heads = 0;
};

/// The layout that a row of heads fits best.
Found best_layout(const HeadRow& row, const SheetOptions& options, const Names& names) {
    Found best;
    const auto look = [&](const Layout& layout) {
        std::size_t heads = 0;
        switch (layout.form) {
            case Layout::Form::questions: heads = fits(row, layout); break;
            case Layout::Form::lines:
                if (row.find(layout.unit_heads) && row.find(layout.question_heads) && row.find(layout.answer_heads)) heads = 3;
                break;
            case Layout::Form::units:
                if (row.find(layout.unit_heads))
                    heads = static_cast<std::size_t>(std::ranges::count_if(
                        row.heads(), [&](const Head& head) { return names.look_up(head.text).has_value(); }));
                if (heads > 0) ++heads;
                break;
            case Layout::Form::answers: break;  // no table
        }
        if (heads > best.heads) best = {&layout, heads};
    };
    if (options.layout)
        look(*options.layout);
    else
        for (const Layout& layout : known_layouts()) look(layout);
    return best;
}

}  // namespace

std::optional<Table> find_table(Rows& rows, const SheetOptions& options, const Names& names) {
    constexpr int looked_at = 50;
    for (int i = 0; i < looked_at; ++i) {
        const std::vector<Cell>& row = rows.next();
        if (row.empty()) break;
        const HeadRow heads(row);
        if (const Found found = best_layout(heads, options, names); found.layout)
            return Table{found.layout, row.front().row, row};
    }
    return std::nullopt;
}

Diagnostic no_table(const SheetOptions& options) {
    return {Code::table_unknown, {options.layout ? "@layout_heads" : "@no_heads"}};
}

namespace {

/// The file's name without folder and ending.
std::string stem(std::string_view name) {
    name.remove_prefix(name.find_last_of("/\\") + 1);
    const std::size_t dot = name.rfind('.');
    return std::string(dot == 0 || dot == name.npos ? name : name.substr(0, dot));
}

class Reading {
public:
    Reading(const Model& model, const SheetOptions& options, const UnitSink& sink)
        : options_(options), sink_(sink), context_(model, options) {}

    /// False, and told: the layout that was given names what the rules do not know.
    bool knows_layout() {
        if (!options_.layout) return true;
        Diagnostics unknown;
        const auto check = [&](std::string_view list, const std::string& key, std::string_view name) {
            const auto named = context_.names.find(name);
            if (named || context_.model.find_node(name) != none) return;
            unknown.push_back(named.diagnostics().front());
            const units::Path root, outer(root, list);
            unknown.back().path = units::Path(outer, key).text();
            unknown.back().file = options_.layout->id;
        };
        for (const auto& [id, name] : options_.layout->rows) check("rows", id, name);
        for (const auto& [name, texts] : options_.layout->wording) check("wording", name, name);
        if (unknown.size() > options_.limits.errors) unknown.resize(options_.limits.errors);
        if (unknown.empty()) return true;
        sink_(std::move(unknown));
        return false;
    }

    void workbook(std::string_view bytes) {
        taken_.file = UnitsFile::xlsx;
        const auto workbook = read_xlsx(bytes, options_.workbook, options_.limits);
        if (!workbook) return void(sink_(workbook.diagnostics()));
        for (const Sheet& sheet : workbook->sheets) {
            SheetRows rows(sheet);
            auto table = find_table(rows, options_, context_.names);
            if (!table) continue;
            taken_.sheet = sheet.name;
            context_.sheets = {sheet.name};
            context_.from_1904 = sheet.from_1904;
            const Layout& layout = *table->layout;
            if (layout.form != Layout::Form::questions) return lines(*table, rows);
            std::vector<FormTable> tables{{&sheet, table->head_row}};
            if (layout.all_sheets) add_sheets(layout, *workbook, tables);
            return questions(layout, tables, &*workbook);
        }
        sink_(no_table(options_));
    }

    void text(std::string_view bytes) {
        taken_.file = UnitsFile::table;
        Decoded decoded;
        if (auto problem = decode(bytes, decoded)) return void(sink_(std::move(*problem)));
        TextRows rows(decoded.text, options_.workbook, options_.limits);
        taken_.separator = rows.separator();
        taken_.utf16 = decoded.utf16;
        const auto table = find_table(rows, options_, context_.names);
        if (rows.problem()) return void(sink_(*rows.problem()));
        if (!table) return void(sink_(no_table(options_)));
        if (table->layout->form != Layout::Form::questions) return lines(*table, rows);
        rows.restart();
        const auto sheet = whole_sheet(rows, options_.workbook);
        if (!sheet) return void(sink_(sheet.diagnostics()));
        questions(*table->layout, {{&*sheet, table->head_row}}, nullptr);
    }

    void json(std::string_view bytes) {
        taken_.file = UnitsFile::portalrb;
        const auto reads = [](const Layout& layout) { return layout.form == Layout::Form::answers; };
        const Layout* layout = options_.layout;
        if (!layout) {
            const auto known = std::ranges::find_if(known_layouts(), reads);
            if (known != known_layouts().end()) layout = &*known;
        }
        if (!layout || !reads(*layout)) return void(sink_(no_table(options_)));
        tell(*layout);
        sink_(read_answers(context_, *layout, bytes));
    }

private:
    /// Further sheets with the heads of the layout, behind the first.
    void add_sheets(const Layout& layout, const Workbook& workbook, std::vector<FormTable>& tables) {
        SheetOptions alike = options_;
        alike.layout = &layout;
        bool behind = false;
        for (const Sheet& sheet : workbook.sheets) {
            if (behind) {
                SheetRows rows(sheet);
                if (const auto table = find_table(rows, alike, context_.names)) {
                    tables.push_back({&sheet, table->head_row});
                    context_.sheets.push_back(sheet.name);
                }
            }
            behind = behind || &sheet == tables.front().sheet;
        }
    }

    void questions(const Layout& layout, const std::vector<FormTable>& tables, const Workbook* workbook) {
        std::string id;
        if (workbook) id = unit_name(layout, *workbook);
        if (id.empty()) {
            taken_.id_from = TakenFor::IdFrom::file_name;
            id = stem(options_.file_name);
        }
        tell(layout);
        sink_(read_questions(context_, layout, tables, std::move(id)));
    }

    void lines(const Table& table, Rows& rows) {
        const Layout& layout = *table.layout;
        tell(layout);
        const HeadRow heads(table.heads);
        (layout.form == Layout::Form::lines ? read_lines : read_unit_rows)(context_, layout, heads, rows, sink_);
    }

    void tell(const Layout& layout) {
        taken_.layout = layout.id;
        if (options_.taken) options_.taken(taken_);
    }

    /// Empty: none of the places holds one.
    std::string unit_name(const Layout& layout, const Workbook& workbook) {
        for (const Layout::Place& place : layout.unit_name)
            for (const Sheet& sheet : workbook.sheets) {
                if (plain_words(sheet.name) != plain_words(place.sheet)) continue;
                for (const Cell& cell : sheet.cells) {
                    if (cell.row != place.row || cell.column != place.column || cell.kind != Cell::Kind::text) continue;
                    const std::string_view text = units::trimmed(cell.text);
                    const bool blank = text.empty() || is_blank_mark(text) || text.size() > options_.limits.string_bytes ||
                                       std::ranges::find(layout.placeholders, text) != layout.placeholders.end();
                    if (blank) continue;
                    taken_.id_from = TakenFor::IdFrom::name_cell;
                    taken_.name_cell = cell_name(sheet.name, cell.row, cell.column);
                    return std::string(text);
                }
            }
        return {};
    }

    const SheetOptions& options_;
    const UnitSink& sink_;
    Context context_;
    TakenFor taken_;
};

}  // namespace
}  // namespace sheets

void read_sheet(const Model& model, std::string_view bytes, const SheetOptions& options, const UnitSink& sink) {
    if (bytes.size() > options.limits.units_bytes) {
        sink(Diagnostic{Code::unit_limit, {"@units_bytes", std::to_string(options.limits.units_bytes)}});
        return;
    }
    sheets::Reading reading(model, options, sink);
    if (!reading.knows_layout()) return;
    const UnitsFile file = units_file(bytes);
    if (file == UnitsFile::xlsx || file == UnitsFile::other_workbook)
        reading.workbook(bytes);
    else if (file == UnitsFile::portalrb)
        reading.json(bytes);
    else
        reading.text(bytes);
}

}  // namespace zi
