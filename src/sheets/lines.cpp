// Tables of several units: a line for each answer, or a line for each unit.
#include "forms.hpp"

#include "base/suggest.hpp"

#include <algorithm>
#include <deque>
#include <set>

namespace zi::sheets {

namespace {

using units::shortened;
using units::trimmed;

}  // namespace

const Cell* cell_in(const std::vector<Cell>& row, std::uint32_t column) {
    if (column == 0) return nullptr;
    const auto found = std::ranges::lower_bound(row, column, {}, &Cell::column);
    const bool holds =
        found != row.end() && found->column == column && (found->kind != Cell::Kind::text || !trimmed(found->text).empty());
    return holds ? &*found : nullptr;
}

std::string text_of(const Cell* cell) {
    if (!cell) return {};
    if (cell->kind == Cell::Kind::number) return shown(cell->text);
    return std::string(trimmed(cell->text));
}

namespace {

std::optional<Diagnostic> check_id(const Cell* cell, const Limits& limits) {
    if (!cell || cell->kind == Cell::Kind::formula || cell->kind == Cell::Kind::error) return Diagnostic{Code::missing_id, {}};
    constexpr std::size_t digits = 15;
    if (cell->kind == Cell::Kind::number && shown(cell->text).size() > digits)
        return Diagnostic{Code::number_for_text, {shortened(cell->text)}};
    if (cell->text.size() > limits.string_bytes)
        return Diagnostic{Code::unit_limit, {"@string_bytes", std::to_string(limits.string_bytes)}};
    return std::nullopt;
}

Diagnostic placed(const Context& context, Diagnostic problem, Position place) {
    problem.cell = context.place(place);
    return problem;
}

}  // namespace

// ---- A line for each answer ------------------------------------------------------------------------------------------

namespace {

/// A unit of which some lines have been read.
struct Gathered {
    explicit Gathered(Draft the_draft) : draft(std::move(the_draft)) {}
    struct Beside {
        AssessorIndex assessor;
        Target target;
        Target::Kind kind;
        Cell cell;
    };
    struct Given {
        Position place;
        std::string text;
        bool dropped = false;
        Cell cell;
    };
    Draft draft;
    std::map<std::pair<AssessorIndex, Target>, Given> given;
    std::vector<std::pair<AssessorIndex, Target>> order;
    std::vector<Beside> beside;
};

}  // namespace

void read_lines(Context& context, const Layout& layout, const HeadRow& heads, Rows& rows, const UnitSink& sink) {
    const std::uint32_t unit = heads.find(layout.unit_heads), name = heads.find(layout.name_heads),
                        question = heads.find(layout.question_heads), answer = heads.find(layout.answer_heads),
                        by = heads.find(layout.by_heads), note = heads.find(layout.note_heads),
                        link = heads.find(layout.link_heads);
    std::deque<Gathered> units;
    std::map<std::string, Gathered*, std::less<>> by_id;
    Storage texts;  // of the lines of all units
    std::size_t cells = 0;
    for (;;) {
        const std::vector<Cell>& row = rows.next();
        if (rows.problem()) return void(sink(*rows.problem()));
        if (row.empty()) break;
        const std::uint32_t line = row.front().row;
        const Cell *id_cell = cell_in(row, unit), *what = cell_in(row, question), *said = cell_in(row, answer),
                   *who = cell_in(row, by);
        if (!id_cell && !what && !said) continue;
        if (auto problem = check_id(id_cell, context.options.limits)) {
            if (!sink(placed(context, std::move(*problem), {line, unit}))) return;
            continue;
        }
        const std::string id = text_of(id_cell);
        auto [place, is_new] = by_id.emplace(id, nullptr);
        if (is_new) place->second = &units.emplace_back(Draft(context, id, text_of(cell_in(row, name))));
        Gathered& gathered = *place->second;
        if (!what && !said) continue;
        auto named = context.names.find(what ? what->text : std::string_view());
        if (!named) {
            if (said || !what) gathered.draft.report(named.diagnostics().front(), {line, question});
            // Somebody who assesses may have said it, whose answer replaces the unit's.
            if (who) gathered.draft.refuse();
            continue;
        }
        if (who && named->target.question != none) {
            const std::string assessor = text_of(who);
            if (plain_words(assessor) != "unit") named->assessor = context.model.find_assessor(assessor);
            if (named->assessor == none && plain_words(assessor) != "unit") {
                std::vector<std::string_view> known{"unit"};
                for (const Assessor& one : context.model.assessors) known.push_back(one.name);
                gathered.draft.report(unknown_name("@assessor", shortened(assessor), known), {line, by});
                gathered.draft.refuse();
                continue;
            }
        }
        for (const auto& [column, kind] : {std::pair(note, Target::Kind::note), std::pair(link, Target::Kind::links)})
            if (const Cell* cell = cell_in(row, column); cell && named->target.question != none) {
                ++cells;
                gathered.beside.push_back({named->assessor, named->target, kind, *cell});
                gathered.beside.back().cell.text = texts.keep(cell->text);
            }
        if (!said) continue;
        if (++cells > context.options.workbook.cells)
            return void(
                sink(Diagnostic{Code::unit_limit, {"@workbook_cells", std::to_string(context.options.workbook.cells)}}));
        const std::pair key{named->assessor, named->target};
        const Position here{line, answer};
        const auto [before, first] = gathered.given.try_emplace(key);
        Gathered::Given& given = before->second;
        if (first) {
            given = {here, plain_words(text_of(said)), false, *said};
            given.cell.text = texts.keep(said->text);
            gathered.order.push_back(key);
            continue;
        }
        const std::string earlier = context.place(given.place);
        const Target& target = named->target;
        if (!given.dropped && given.text == plain_words(text_of(said))) {
            gathered.draft.report({Code::row_repeated, {earlier}}, here, 0, &target);
        } else {
            gathered.draft.report({Code::row_twice, {context.names.name(target), earlier}}, here, 0, &target);
            given.dropped = true;
        }
    }
    for (Gathered& gathered : units) {
        for (const auto& key : gathered.order) {
            const auto& [assessor, target] = key;
            const Gathered::Given& given = gathered.given.at(key);
            std::size_t source = 0;
            if (!gathered.draft.has_source(assessor, source)) source = gathered.draft.add_source(assessor);
            if (given.dropped)
                gathered.draft.leave_open(source, target);
            else
                gathered.draft.give(source, target, given.cell);
        }
        for (const Gathered::Beside& one : gathered.beside) {
            std::size_t source = 0;
            if (!gathered.draft.has_source(one.assessor, source)) source = gathered.draft.add_source(one.assessor);
            gathered.draft.note(source, one.target, one.kind, one.cell);
        }
        if (!sink(gathered.draft.finish())) return;
    }
}

// ---- A line for each unit --------------------------------------------------------------------------------------------

void read_unit_rows(Context& context, const Layout& layout, const HeadRow& heads, Rows& rows, const UnitSink& sink) {
    struct Column {
        std::uint32_t place;
        Named named;
    };
    const std::uint32_t unit = heads.find(layout.unit_heads), name = heads.find(layout.name_heads);
    std::vector<Column> columns;
    std::vector<std::pair<Position, Diagnostic>> remarks;  // about heads
    std::set<std::pair<AssessorIndex, Target>> seen;
    for (const Head& head : heads.heads()) {
        if (head.column == unit || head.column == name || head.words.empty()) continue;
        auto named = context.names.find(head.text);
        const Position place{heads.row(), head.column};
        if (!named) {
            Diagnostic passed{Code::column_passed_over, {shortened(trimmed(head.text))}};
            passed.suggestion = named.diagnostics().front().suggestion;
            remarks.emplace_back(place, std::move(passed));
        } else if (!seen.insert({named->assessor, named->target}).second) {
            return void(sink(placed(context, {Code::duplicate_key, {shortened(trimmed(head.text))}}, place)));
        } else {
            columns.push_back({head.column, *named});
        }
    }
    std::set<std::string, std::less<>> ids;
    bool any = false;
    for (;;) {
        const std::vector<Cell>& row = rows.next();
        if (rows.problem()) return void(sink(*rows.problem()));
        if (row.empty()) break;
        const std::uint32_t line = row.front().row;
        const Cell* id_cell = cell_in(row, unit);
        const bool holds = id_cell || cell_in(row, name) ||
                           std::ranges::any_of(columns, [&](const Column& one) { return cell_in(row, one.place); });
        if (!holds) continue;
        any = true;
        auto problem = check_id(id_cell, context.options.limits);
        const std::string id = text_of(id_cell);
        if (!problem && !ids.insert(id).second) {
            problem = Diagnostic{Code::duplicate_unit, {shortened(id)}};
            problem->unit = shortened(id);
        }
        if (problem) {
            if (!sink(placed(context, std::move(*problem), {line, unit}))) return;
            continue;
        }
        Draft draft(context, id, text_of(cell_in(row, name)));
        for (auto& [place, remark] : remarks) draft.report(std::move(remark), place);
        remarks.clear();
        for (const Column& column : columns) {
            const Cell* cell = cell_in(row, column.place);
            if (!cell) continue;
            std::size_t source = 0;
            if (!draft.has_source(column.named.assessor, source)) source = draft.add_source(column.named.assessor);
            draft.give(source, column.named.target, *cell);
        }
        if (!sink(draft.finish())) return;
    }
    if (!any) sink(Diagnostic{Code::no_units, {}});
}

}  // namespace zi::sheets
