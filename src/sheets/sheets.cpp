// From the bytes of a file to units: what kind of file it is, which table of it holds answers, and in which layout.
#include "forms.hpp"
#include "layout.hpp"
#include "rows.hpp"
#include "streams.hpp"
#include "unit_rows.hpp"

#include <algorithm>
#include <memory>
#include <span>
#include <utility>

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

/// What comes next, up to so many bytes.
std::string some_of(const ByteSource& source, std::size_t most) {
    std::string text;
    while (text.size() < most) {
        const std::size_t begin = text.size();
        text.resize(most);
        const std::size_t count = source(std::span(text).subspan(begin));
        text.resize(begin + std::min(count, most - begin));
        if (count == 0) break;
    }
    return text;
}

constexpr std::size_t stream_begin = std::size_t{1} << 17;  ///< bytes that are looked at together; less is no stream
constexpr std::string_view order_mark = "\xEF\xBB\xBF";

class Reading {
public:
    Reading(const Model& model, const SheetOptions& options, const UnitRows::Sink& sink)
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
        refuse(std::move(unknown));
        return false;
    }

    void workbook(std::string_view bytes) {
        taken_.file = UnitsFile::xlsx;
        const auto workbook = read_xlsx(bytes, options_.workbook, options_.limits);
        if (!workbook) return refuse(workbook.diagnostics());
        for (const Sheet& sheet : workbook->sheets) {
            SheetRows rows(sheet);
            auto table = find_table(rows, options_, context_.names);
            if (!table) continue;
            taken_.sheet = sheet.name;
            context_.sheets = {sheet.name};
            context_.from_1904 = sheet.from_1904;
            const Layout& layout = *table->layout;
            if (layout.form != Layout::Form::questions) return lines(*table, rows, nullptr);
            std::vector<FormTable> tables{{&sheet, table->head_row}};
            if (layout.all_sheets) add_sheets(layout, *workbook, tables);
            return questions(layout, tables, &*workbook);
        }
        refuse(no_table(options_));
    }

    /// All of a text.
    void text(std::string_view bytes) {
        Decoded decoded;
        if (auto problem = decode(bytes, decoded)) return refuse(std::move(*problem));
        taken_.utf16 = decoded.utf16;
        TextRows rows(decoded.text, options_.workbook, options_.limits);
        const auto table = text_table(rows);
        if (!table) return;
        if (table->layout->form != Layout::Form::questions) return lines(*table, rows, &rows);
        rows.restart();
        const auto sheet = whole_sheet(rows, options_.workbook);
        if (!sheet) return refuse(sheet.diagnostics());
        questions(*table->layout, {{&*sheet, table->head_row}}, nullptr);
    }

    /// A text that goes on in `more`. `open`: gives it again from its beginning; may be empty.
    void stream(std::string begin, const ByteSource& more, const Bytes& open) {
        TextRows rows(std::move(begin), more, options_.workbook, options_.limits);
        const auto table = text_table(rows);
        if (!table) return;
        if (table->layout->form == Layout::Form::units) {
            rows.forget();
            return lines(*table, rows, &rows);
        }
        if (table->layout->form == Layout::Form::lines && open) {
            rows.forget();
            const LastLines last = last_lines(context_, *table->layout, HeadRow(table->heads), rows);
            const ByteSource again = open();
            begin = some_of(again, stream_begin);
            if (begin.starts_with(order_mark)) begin.erase(0, order_mark.size());
            TextRows same(std::move(begin), again, options_.workbook, options_.limits);
            const auto same_table = text_table(same);
            if (!same_table) return;
            same.forget();
            return lines(*same_table, same, &same, &last);
        }
        const std::string all = rows.take_all();
        if (rows.problem()) return refuse(*rows.problem());
        text(all);
    }

    void refuse(Result<Unit> why) { sink_.unit(0, std::move(why)); }

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
        refuse(read_questions(context_, layout, tables, std::move(id)));
    }

    /// `text`: the same rows, where they are those of a text. `last`: as read_lines has it.
    void lines(const Table& table, Rows& rows, TextRows* text, const LastLines* last = nullptr) {
        const Layout& layout = *table.layout;
        tell(layout);
        const HeadRow heads(table.heads);
        if (layout.form == Layout::Form::units) return UnitRows(context_, layout, heads).read(rows, text, sink_);
        read_lines(
            context_, layout, heads, rows, [&](Result<Unit> unit) { return sink_.unit(0, std::move(unit)); }, last);
    }

    /// Nothing, and told: it holds none.
    std::optional<Table> text_table(TextRows& rows) {
        taken_.file = UnitsFile::table;
        taken_.separator = rows.separator();
        auto table = find_table(rows, options_, context_.names);
        if (rows.problem())
            refuse(*rows.problem());
        else if (!table)
            refuse(no_table(options_));
        else
            return table;
        return std::nullopt;
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
    const UnitRows::Sink& sink_;
    Context context_;
    TakenFor taken_;
};

void read_all(const Model& model, std::string_view bytes, const SheetOptions& options, const UnitRows::Sink& sink) {
    if (bytes.size() > options.limits.units_bytes) {
        sink.unit(0, Diagnostic{Code::unit_limit, {"@units_bytes", std::to_string(options.limits.units_bytes)}});
        return;
    }
    Reading reading(model, options, sink);
    if (!reading.knows_layout()) return;
    const UnitsFile file = units_file(bytes);
    if (file == UnitsFile::xlsx || file == UnitsFile::other_workbook)
        reading.workbook(bytes);
    else
        reading.text(bytes);
}

/// Whether it can be read row by row as it comes: UTF-8, and lines that end as they do in all programs of this century.
bool is_stream(std::string_view begin) {
    const std::size_t end = begin.find_first_of("\r\n");
    const bool lone = end != begin.npos && begin[end] == '\r' && begin.substr(end + 1, 1) != "\n";
    return !lone && units_file(begin) == UnitsFile::table && !begin.starts_with("\xFF\xFE") && !begin.starts_with("\xFE\xFF");
}

void read_stream(const Model& model, const ByteSource& source, const Bytes& open, const SheetOptions& options,
                 const UnitRows::Sink& sink) {
    const std::size_t most = options.limits.units_bytes;
    std::string begin = some_of(source, std::min(stream_begin, most + 1));
    if (begin.size() < stream_begin || !is_stream(begin)) {
        constexpr std::size_t piece = std::size_t{1} << 20;
        for (std::string more; begin.size() <= most && !(more = some_of(source, piece)).empty();) begin += more;
        return read_all(model, begin, options, sink);
    }
    if (begin.starts_with(order_mark)) begin.erase(0, order_mark.size());
    Reading reading(model, options, sink);
    if (reading.knows_layout()) reading.stream(std::move(begin), source, open);
}

/// Hands over units, one and all.
UnitRows::Sink as_units(const UnitSink& sink) {
    UnitRows::Sink made;
    made.unit = [&sink](std::uint32_t, Result<Unit> unit) { return sink(std::move(unit)); };
    made.plain = [&sink](std::uint32_t, UnitRows& rows) {
        auto unit = rows.unit();
        return !unit ? UnitRows::Taken::no : sink(std::move(*unit)) ? UnitRows::Taken::yes : UnitRows::Taken::stop;
    };
    return made;
}

void read_in_columns(std::shared_ptr<const Model> model, const ByteSource& source, const Bytes& open,
                     const SheetOptions& options, const ColumnsSink& sink, std::size_t batch_rows) {
    using Taken = UnitRows::Taken;
    const Model& known = *model;
    io::Batches batches(std::move(model), options.as_of, batch_rows, sink);
    bool going = true;
    UnitRows::Sink made;
    made.plain = [&](std::uint32_t line, UnitRows& rows) {
        Diagnostics problems;
        if (!rows.values().put_into(batches.builder(), batches.row(), false, problems)) return Taken::no;
        return (going = batches.end_row(rows.id(), rows.name(), line)) ? Taken::yes : Taken::stop;
    };
    made.unit = [&](std::uint32_t line, Result<Unit> unit) {
        if (!unit) return going = batches.refuse(line, unit.diagnostics());
        batches.builder().extend(batches.row());
        batches.builder().append(*unit);
        return going = batches.end_row(std::move(unit->id), std::move(unit->name), line, std::move(unit->remarks));
    };
    read_stream(known, source, open, options, made);
    if (going) batches.flush();
}

}  // namespace

void read_again(const Model& model, const Bytes& open, const SheetOptions& options, const UnitSink& sink) {
    read_stream(model, open(), open, options, as_units(sink));
}

void read_again_in_columns(std::shared_ptr<const Model> model, const Bytes& open, const SheetOptions& options,
                           const ColumnsSink& sink, std::size_t batch_rows) {
    read_in_columns(std::move(model), open(), open, options, sink, batch_rows);
}

}  // namespace sheets

void read_sheet(const Model& model, std::string_view bytes, const SheetOptions& options, const UnitSink& sink) {
    sheets::read_all(model, bytes, options, sheets::as_units(sink));
}

void read_sheet(const Model& model, const ByteSource& source, const SheetOptions& options, const UnitSink& sink) {
    sheets::read_stream(model, source, {}, options, sheets::as_units(sink));
}

void read_sheet_columns(std::shared_ptr<const Model> model, const ByteSource& source, const SheetOptions& options,
                        const ColumnsSink& sink, std::size_t batch_rows) {
    sheets::read_in_columns(std::move(model), source, {}, options, sink, batch_rows);
}

}  // namespace zi
