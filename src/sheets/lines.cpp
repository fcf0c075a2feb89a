// Tables with a line for each answer.
#include "cells.hpp"
#include "forms.hpp"

#include "base/suggest.hpp"

#include <algorithm>
#include <deque>

namespace zi::sheets {

using units::shortened;

namespace {

/// A unit of which some lines have been read.
struct Gathered {
    explicit Gathered(Draft the_draft) : draft(std::move(the_draft)) {}
    struct Given {
        Position place;
        std::string text;
        bool dropped = false;
        Cell cell;
    };
    Draft draft;
    std::map<std::pair<AssessorIndex, Target>, Given> given;
    std::vector<std::pair<AssessorIndex, Target>> order;
};

}  // namespace

void read_lines(Context& context, const Layout& layout, const HeadRow& heads, Rows& rows, const UnitSink& sink) {
    const std::uint32_t unit = heads.find(layout.unit_heads), name = heads.find(layout.name_heads),
                        question = heads.find(layout.question_heads), answer = heads.find(layout.answer_heads),
                        by = heads.find(layout.by_heads);
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
        const std::string earlier = context.cell(given.place);
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
        if (!sink(gathered.draft.finish())) return;
    }
}

}  // namespace zi::sheets
