// Tables with a line for each answer.
#include "cells.hpp"
#include "forms.hpp"
#include "seen_ids.hpp"

#include "base/suggest.hpp"

#include <algorithm>
#include <deque>
#include <limits>

namespace zi::sheets {

using units::shortened;

namespace {

/// A unit of which some lines have been read.
struct Gathered {
    explicit Gathered(Draft the_draft) : draft(std::move(the_draft)) {}
    struct Given {
        Position place;
        bool dropped = false;
        Cell cell;
        std::string text;  ///< of the cell
    };
    Draft draft;
    std::map<std::pair<AssessorIndex, Target>, Given> given;
    std::vector<std::pair<AssessorIndex, Target>> order;
    std::size_t cells = 0;
    std::uint32_t last = std::numeric_limits<std::uint32_t>::max();  ///< line, if it is known
};

}  // namespace

LastLines last_lines(const Context& context, const Layout& layout, const HeadRow& heads, Rows& rows) {
    const std::uint32_t unit = heads.find(layout.unit_heads), question = heads.find(layout.question_heads),
                        answer = heads.find(layout.answer_heads);
    SeenIds ids;
    std::vector<std::uint32_t> places;  // of the ids, ascending
    LastLines last;
    for (;;) {
        const std::vector<Cell>& row = rows.next();
        if (row.empty()) return last;
        const Cell* const id_cell = cell_in(row, unit);
        if (!id_cell && !cell_in(row, question) && !cell_in(row, answer)) continue;
        if (check_id(id_cell, context.options.limits)) continue;
        bool is_new = false;
        const std::uint32_t place = ids.place(text_of(id_cell), is_new);
        if (is_new) {
            places.push_back(place);
            last.push_back(row.front().row);
        } else {
            last[static_cast<std::size_t>(std::ranges::lower_bound(places, place) - places.begin())] = row.front().row;
        }
    }
}

void read_lines(Context& context, const Layout& layout, const HeadRow& heads, Rows& rows, const UnitSink& sink,
                const LastLines* last) {
    const std::uint32_t unit = heads.find(layout.unit_heads), name = heads.find(layout.name_heads),
                        question = heads.find(layout.question_heads), answer = heads.find(layout.answer_heads),
                        by = heads.find(layout.by_heads);
    std::deque<Gathered> units;
    std::map<std::string, Gathered*, std::less<>> by_id;
    std::size_t cells = 0, begun = 0;
    const auto hand_over_first = [&] {
        Gathered& gathered = units.front();
        for (const auto& key : gathered.order) {
            const auto& [assessor, target] = key;
            Gathered::Given& given = gathered.given.at(key);
            given.cell.text = given.text;
            std::size_t source = 0;
            if (!gathered.draft.has_source(assessor, source)) source = gathered.draft.add_source(assessor);
            if (given.dropped)
                gathered.draft.leave_open(source, target);
            else
                gathered.draft.give(source, target, given.cell);
        }
        cells -= gathered.cells;
        const bool goes_on = sink(gathered.draft.finish());
        by_id.erase(gathered.draft.id());
        units.pop_front();
        return goes_on;
    };
    for (;;) {
        const std::vector<Cell>& row = rows.next();
        if (rows.problem()) return void(sink(*rows.problem()));
        if (row.empty()) break;
        const std::uint32_t line = row.front().row;
        while (!units.empty() && units.front().last < line)
            if (!hand_over_first()) return;
        const Cell *id_cell = cell_in(row, unit), *what = cell_in(row, question), *said = cell_in(row, answer),
                   *who = cell_in(row, by);
        if (!id_cell && !what && !said) continue;
        if (auto problem = check_id(id_cell, context.options.limits)) {
            if (!sink(placed(context, std::move(*problem), {line, unit}))) return;
            continue;
        }
        const std::string id = text_of(id_cell);
        auto [place, is_new] = by_id.emplace(id, nullptr);
        if (is_new) {
            place->second = &units.emplace_back(Draft(context, id, text_of(cell_in(row, name))));
            if (last && begun < last->size()) units.back().last = (*last)[begun];
            ++begun;
        }
        Gathered& gathered = *place->second;
        if (!what && !said) continue;
        auto named = context.names.find(what ? what->text : std::string_view());
        if (!named) {
            if (said || !what) gathered.draft.report(named.diagnostics().front(), {line, question});
            // Somebody who assesses may have said it, whose answer replaces the unit's.
            if (who) gathered.draft.refuse();
            continue;
        }
        if (who && named->target.kind != Target::Kind::fact) {
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
        if (!said) continue;
        if (++cells > context.options.workbook.cells)
            return void(
                sink(Diagnostic{Code::unit_limit, {"@workbook_cells", std::to_string(context.options.workbook.cells)}}));
        ++gathered.cells;
        const std::pair key{named->assessor, named->target};
        const Position here{line, answer};
        const auto [before, first] = gathered.given.try_emplace(key);
        Gathered::Given& given = before->second;
        if (first) {
            given = {here, false, *said, std::string(said->text)};
            gathered.order.push_back(key);
            continue;
        }
        const std::string earlier = context.cell(given.place);
        const Target& target = named->target;
        given.cell.text = given.text;
        if (!given.dropped && plain_words(text_of(&given.cell)) == plain_words(text_of(said))) {
            gathered.draft.report({Code::row_repeated, {earlier}}, here, 0, &target);
        } else {
            gathered.draft.report({Code::row_twice, {context.names.name(target), earlier}}, here, 0, &target);
            given.dropped = true;
        }
    }
    while (!units.empty())
        if (!hand_over_first()) return;
    // Somebody has changed the file since its last lines were looked for.
    if (last && begun != last->size()) sink(Diagnostic{Code::file_unreadable, {context.options.file_name}});
}

}  // namespace zi::sheets
