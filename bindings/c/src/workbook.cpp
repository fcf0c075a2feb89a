// Results as workbooks, and in the workbook that the units came from.
#include "workbook.hpp"

#include "read.hpp"
#include "texts.hpp"

#ifdef ZI_C_SHEETS
#include "zi/workbook.hpp"
#endif

using namespace zi;

std::string c::workbook_of([[maybe_unused]] const ResultTables& result) {
#ifdef ZI_C_SHEETS
    return accepted(write_xlsx(result));
#else
    throw Unsupported{no_sheets};
#endif
}

zi_status zi_assess_workbook(const zi_rules* rules, const char* units, size_t size, const zi_options* options,
                             zi_text** workbook, zi_error** error) {
    return c::text_of(workbook, "workbook", error, [&] {
        c::Units asked(rules, units, size, options);
        AssessmentTables tables(asked.model(), asked.as_of(), asked.language());
        asked.each_wanted([&](std::uint64_t, const Result<Unit>& unit) {
            if (unit)
                tables.add(*unit, asked.inquiry().assess(*unit));
            else
                tables.refuse(unit.diagnostics());
        });
        return c::workbook_of(std::move(tables).tables());
    });
}

zi_status zi_fill_workbook(const zi_rules* rules, const zi_options* options, zi_text** workbook, zi_error** error) {
    return c::text_of(workbook, "workbook", error, [&] {
        c::Units asked(rules, nullptr, 0, options);
        const c::Read* read = asked.read();
        c::need(read != nullptr, "options.read", "is NULL");
        std::vector<Assessed> assessed;
        asked.each_wanted([&](std::uint64_t, Result<Unit> unit) {
            if (!unit) return;
            Assessment assessment = asked.inquiry().assess(*unit);
            assessed.push_back({std::move(*unit), std::move(assessment)});
        });
        return c::accepted(read->filled(assessed, asked.language()));
    });
}
