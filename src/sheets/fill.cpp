// What zi makes of the units of a workbook, in a copy of it.
#include "archive.hpp"
#include "forms.hpp"
#include "layout.hpp"
#include "sheet_edit.hpp"

#include "address.hpp"

#include "zi/report.hpp"
#include "zi/workbook.hpp"

#include "base/filled.hpp"
#include "base/written.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace zi {

namespace sheets {
namespace {

constexpr int fill_places = 6;  // as in CSV

Diagnostic not_filled(const char* why) { return {Code::not_filled, {why}}; }

/// How the sheet of verdicts begins, by which it is known when the workbook is filled again.
constexpr std::array<std::string_view, 2> sheet_marks{"Penilaian zi", "zi assessment"};

/// A number as a spreadsheet keeps it; of more digits a text.
NewCell number_cell(std::uint32_t column, std::string decimal) {
    constexpr std::size_t digits_kept = 15;
    const auto digits = std::ranges::count_if(decimal, [](char c) { return c >= '0' && c <= '9'; });
    return {column, std::move(decimal), digits <= static_cast<std::ptrdiff_t>(digits_kept)};
}

class Filling {
public:
    Filling(const Model& model, const SheetOptions& options, const std::vector<Assessed>& assessed, Language language)
        : model_(model), options_(options), language_(language), context_(model, options) {
        for (const Assessed& one : assessed) by_id_.emplace(one.unit.id, &one);
        if (!assessed.empty()) first_ = &assessed.front();
    }

    /// Finds the table and all that is to be written into it. What is wrong, if anything is.
    std::optional<Diagnostic> look(const Workbook& workbook) {
        for (std::size_t s = 0; s < workbook.sheets.size(); ++s) {
            const Sheet& sheet = workbook.sheets[s];
            SheetRows rows(sheet);
            const auto table = find_table(rows, options_, context_.names);
            if (!table) continue;
            tab_ = s;
            context_.sheets = {sheet.name};
            context_.from_1904 = sheet.from_1904;
            const HeadRow heads(table->heads);
            // A form of zi's own computes its scores itself, over all of its sheets.
            if (table->layout->all_sheets) return std::nullopt;
            std::vector<std::uint32_t> read;
            if (table->layout->form == Layout::Form::questions) {
                FormPlaces places;
                // The unit has been read before; here it is asked where it stands.
                static_cast<void>(read_questions(context_, *table->layout, {{&sheet, table->head_row}}, "", &places));
                read = places.columns;
                if (auto problem = find_columns(*table->layout, heads, sheet, read)) return problem;
                fill_form(places);
            } else {
                for (const Layout::Heads* list :
                     {&table->layout->unit_heads, &table->layout->name_heads, &table->layout->question_heads,
                      &table->layout->answer_heads, &table->layout->by_heads})
                    read.push_back(heads.find(*list));
                if (table->layout->form == Layout::Form::units)
                    for (const Head& head : heads.heads())
                        if (context_.names.look_up(head.text)) read.push_back(head.column);
                if (auto problem = find_columns(*table->layout, heads, sheet, read)) return problem;
                fill_lines(*table->layout, heads, rows);
            }
            for (auto& [row, cells] : cells_) std::ranges::sort(cells, {}, &NewCell::column);
            return std::nullopt;
        }
        return no_table(options_);
    }

    std::size_t tab() const { return tab_; }
    const NewCells& cells() const { return cells_; }
    /// The first column that is new; behind the last one where none is.
    std::uint32_t first_new() const { return first_new_; }
    /// Whether cells are written that formulas may look at.
    bool inside() const { return inside_; }

private:
    std::string say(const char* indonesian, const char* english) const {
        return language_ == Language::indonesian ? indonesian : english;
    }

    std::optional<Diagnostic> find_columns(const Layout& layout, const HeadRow& heads, const Sheet& sheet,
                                           const std::vector<std::uint32_t>& read) {
        std::uint32_t last = 0;
        for (const Cell& cell : sheet.cells) last = std::max(last, cell.column);
        for (const MergedCells& one : sheet.merged) last = std::max(last, one.last_column);
        first_new_ = last + 1;
        std::uint32_t next = first_new_;
        // The first heads a new column; by all of them zi knows its own again.
        const auto heads_of = [&](const char* indonesian, const char* english) {
            return Layout::Heads{say(indonesian, english), indonesian, english};
        };
        const auto column = [&](const std::optional<Layout::Heads>& named, const Layout::Heads& otherwise) -> std::uint32_t {
            const Layout::Heads& list = named ? *named : otherwise;
            if (list.empty()) return 0;
            if (const std::uint32_t found = heads.find(list); found != 0) {
                inside_ = inside_ || found < first_new_;
                return found;
            }
            cells_[heads.row()].push_back({next, list.front(), false});
            return next++;
        };
        score_ = column(layout.fill.score, heads_of("Skor zi", "zi score"));
        state_ = column(layout.fill.state, heads_of("Keadaan zi", "zi state"));
        remarks_ = column(layout.fill.remarks, heads_of("Catatan zi", "zi remarks"));
        if (next > most_columns + 1) return not_filled("@fill_no_room");
        for (const std::uint32_t one : {score_, state_, remarks_})
            if (one != 0 && std::ranges::find(read, one) != read.end()) return not_filled("@fill_read_column");
        return std::nullopt;
    }

    // ---- What stands in a row ------------------------------------------------------------------------------------------

    void put(std::uint32_t row, std::optional<std::string> points, std::string state, std::string remarks) {
        std::vector<NewCell>& cells = cells_[row];
        if (score_ != 0) cells.push_back(points ? number_cell(score_, *points) : NewCell{score_, "", false});
        if (state_ != 0) cells.push_back({state_, std::move(state), false});
        if (remarks_ != 0) cells.push_back({remarks_, std::move(remarks), false});
    }

    std::string points(const Assessment& assessment, NodeIndex node) const {
        return assessment.nodes[node].certain.decimal(fill_places, model_.nodes[node].thresholds);
    }

    /// Whether points are certain, of a question why they are what they are, of the total to which verdicts they lead.
    std::string state(const Assessment& assessment, NodeIndex node) const {
        const Node& here = model_.nodes[node];
        std::string text;
        if (here.question != none) text = word(assessment.questions[here.question].reason, language_);
        const Score& score = assessment.nodes[node];
        if (score.certain != score.possible)
            text += (text.empty() ? "" : "; ") + say("mungkin sampai ", "possibly up to ") +
                    written(score.possible.decimal(fill_places, here.thresholds), language_);
        else if (text.empty())
            text = say("pasti", "certain");
        if (node == NodeIndex{0}) text += verdicts(assessment);
        return text;
    }

    std::string verdicts(const Assessment& assessment) const {
        std::string text;
        for (std::size_t i = 0; i < model_.predicates.size(); ++i) {
            const Predicate& predicate = model_.predicates[i];
            const PredicateResult& one = assessment.predicates[i];
            if (!one.concerned || predicate.kind == Predicate::Kind::stage) continue;
            text += filled("; {}: {}", predicate.title.in(language_), word(one.verdict, language_));
        }
        return text;
    }

    /// What is remarked on in the cells of each row of this sheet.
    std::map<std::uint32_t, std::string> remarks_by_row(const Unit& unit) const {
        std::map<std::uint32_t, std::string> rows;
        for (const Diagnostic& one : unit.remarks) {
            const std::size_t mark = one.cell.rfind('!');
            const auto place = address(std::string_view(one.cell).substr(mark == std::string::npos ? 0 : mark + 1));
            if (!place) continue;
            std::string& text = rows[place->row];
            text += filled("{}{} {}: {}", text.empty() ? "" : "; ", cell_name("", place->row, place->column),
                           code_name(one.code), plain(message(one, language_)));
        }
        return rows;
    }

    void fill_form(const FormPlaces& places) {
        if (!first_) return;
        const auto remarks = remarks_by_row(first_->unit);
        std::set<std::uint32_t> rows;
        for (const auto& [row, node] : places.rows) {
            const auto said = remarks.find(row);
            std::string what = state(first_->assessment, node);
            put(row, points(first_->assessment, node), std::move(what), said == remarks.end() ? "" : said->second);
            rows.insert(row);
        }
        for (const auto& [row, text] : remarks)
            if (!rows.contains(row) && remarks_ != 0 && !cells_.contains(row)) cells_[row].push_back({remarks_, text, false});
    }

    void fill_lines(const Layout& layout, const HeadRow& heads, Rows& rows) {
        const std::uint32_t unit = heads.find(layout.unit_heads), question = heads.find(layout.question_heads);
        std::map<const Assessed*, std::map<std::uint32_t, std::string>> remarks;
        for (;;) {
            const std::vector<Cell>& row = rows.next();
            if (row.empty()) return;
            const auto found = by_id_.find(text_of(cell_in(row, unit)));
            if (found == by_id_.end()) continue;
            const Assessed& one = *found->second;
            NodeIndex node{0};
            if (layout.form == Layout::Form::lines) {
                const Cell* what = cell_in(row, question);
                const auto named = what ? context_.names.look_up(what->text) : std::nullopt;
                if (!named || named->target.question == none) continue;
                node = model_.questions[named->target.question].node;
            }
            const auto [said, is_new] = remarks.try_emplace(&one);
            if (is_new) said->second = remarks_by_row(one.unit);
            std::string what = state(one.assessment, node);
            put(row.front().row, points(one.assessment, node), std::move(what), said->second[row.front().row]);
        }
    }

    const Model& model_;
    const SheetOptions& options_;
    Language language_;
    Context context_;
    std::map<std::string, const Assessed*, std::less<>> by_id_;
    const Assessed* first_ = nullptr;
    std::size_t tab_ = 0;
    NewCells cells_;
    std::uint32_t score_ = 0, state_ = 0, remarks_ = 0, first_new_ = 0;
    bool inside_ = false;
};

// ---- The sheet of verdicts -------------------------------------------------------------------------------------------

NewCell new_cell(std::size_t column, const ResultCell& cell) {
    const auto place = static_cast<std::uint32_t>(column + 1);
    if (cell.kind == ResultCell::Kind::number) return number_cell(place, cell.text);
    return {place, cell.text, false};
}

/// The tables of the result below each other; one unit's from top to bottom.
std::vector<std::vector<NewCell>> verdict_rows(const ResultTables& result, Language language) {
    std::vector<std::vector<NewCell>> rows{
        {{1, std::string(sheet_marks[language == Language::indonesian ? 0 : 1]), false}, {2, result.title, false}}};
    for (const ResultTable& table : result.tables) {
        rows.push_back({});
        rows.push_back({{1, table.name, false}});
        const auto add = [&](const std::vector<ResultCell>& cells) {
            std::vector<NewCell> row;
            for (std::size_t c = 0; c < cells.size(); ++c) row.push_back(new_cell(c, cells[c]));
            rows.push_back(std::move(row));
        };
        const bool upright = &table == &result.tables.front() && table.rows.size() == 1;
        std::vector<ResultCell> heads;
        for (const std::string& head : table.heads) heads.push_back({ResultCell::Kind::text, head, ResultCell::Tone::plain});
        for (std::size_t c = 0; upright && c < heads.size(); ++c) add({heads[c], table.rows.front()[c]});
        if (upright) continue;
        add(heads);
        for (const auto& row : table.rows) add(row);
    }
    return rows;
}

/// The tab of an earlier sheet of verdicts, which is not that of the table; nothing: there is none.
std::optional<std::size_t> earlier_verdicts(const Workbook& workbook, std::size_t table) {
    for (std::size_t s = 0; s < workbook.sheets.size(); ++s) {
        if (s == table) continue;
        const Sheet& sheet = workbook.sheets[s];
        const bool ours = !sheet.cells.empty() && sheet.cells.front().row == 1 && sheet.cells.front().column == 1 &&
                          std::ranges::find(sheet_marks, sheet.cells.front().text) != sheet_marks.end();
        if (ours && plain_words(sheet.name).starts_with("zi")) return s;
    }
    return std::nullopt;
}

std::string free_name(const Workbook& workbook) {
    for (std::size_t number = 1;; ++number) {
        std::string name = number == 1 ? "zi" : filled("zi {}", number);
        if (std::ranges::none_of(workbook.sheets, [&](const Sheet& sheet) { return plain_words(sheet.name) == name; }))
            return name;
    }
}

}  // namespace
}  // namespace sheets

Result<std::string> fill_xlsx(const Model& model, std::string_view bytes, const SheetOptions& options,
                              const std::vector<Assessed>& assessed, Language language) {
    using namespace sheets;
    if (bytes.size() > options.limits.units_bytes)
        return Diagnostic{Code::unit_limit, {"@units_bytes", std::to_string(options.limits.units_bytes)}};
    const UnitsFile kind = units_file(bytes);
    if (kind != UnitsFile::xlsx && kind != UnitsFile::other_workbook) return not_filled("@fill_not_workbook");
    const auto workbook = read_xlsx(bytes, options.workbook, options.limits);
    if (!workbook) return workbook.diagnostics();
    Filling filling(model, options, assessed, language);
    if (auto problem = filling.look(*workbook)) return std::move(*problem);

    auto archive = Archive::open(bytes, options.workbook);
    if (!archive) return archive.diagnostics();
    const auto package = read_package(*archive, options.workbook, options.limits);
    if (!package) return package.diagnostics();
    std::map<std::string, std::string> texts;
    // Each part is read once.
    const auto content = [&](const std::string& part) -> std::optional<Diagnostic> {
        if (texts.contains(part)) return std::nullopt;
        std::string& text = texts[part];
        return archive->read(part, [&](std::string_view piece) { return text += piece, true; });
    };
    const std::string table = package->parts[filling.tab()], relations = relations_of(package->main),
                      types = "[Content_Types].xml";
    if (auto problem = content(table)) return std::move(*problem);
    const auto space = namespace_of(texts[table]);
    if (!space) return space.diagnostics();
    auto filled_table = with_cells(texts[table], filling.cells(), filling.first_new());
    if (!filled_table) return filled_table.diagnostics();
    texts[table] = std::move(*filled_table);

    AssessmentTables tables(model, options.as_of, {}, language);
    for (const Assessed& one : assessed) tables.add(one.unit, one.assessment);
    if (tables.cells() > options.workbook.cells)
        return Diagnostic{Code::unit_limit, {"@workbook_cells", std::to_string(options.workbook.cells)}};
    std::string verdicts = new_sheet(*space, verdict_rows(std::move(tables).tables(), language));
    const auto earlier = earlier_verdicts(*workbook, filling.tab());
    if (earlier && !package->parts[*earlier].empty()) {
        texts[package->parts[*earlier]] = std::move(verdicts);
    } else {
        for (const std::string& part : {package->main, relations, types})
            if (auto problem = content(part)) return std::move(*problem);
        const std::string folder = package->main.substr(0, package->main.rfind('/') + 1);
        std::string part = "worksheets/zi.xml";
        while (archive->has(folder + part)) part.insert(part.size() - 4, "_");
        auto with =
            with_sheet({texts[package->main], texts[relations], texts[types]}, free_name(*workbook), package->main, part);
        if (!with) return with.diagnostics();
        texts[package->main] = std::move(with->workbook);
        texts[relations] = std::move(with->relations);
        texts[types] = std::move(with->types);
        texts[folder + part] = std::move(verdicts);
    }
    if (filling.inside()) {
        if (auto problem = content(package->main)) return std::move(*problem);
        auto computed = with_recalculation(texts[package->main]);
        if (!computed) return computed.diagnostics();
        texts[package->main] = std::move(*computed);
    }
    return with_parts(bytes, texts);
}

}  // namespace zi
