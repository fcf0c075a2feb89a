// zi ready RULES UNITS: how far units are on their way to a predicate.
#include "command.hpp"

#include "zi/report.hpp"

#include <cstdio>
#include <memory>
#include <optional>

namespace zi::cli {

namespace {

struct Options : AssessOptions {
    std::string target;
    std::string format = "table";
    TableOption table;
    ExcelOption excel;
    WorkbookOption workbook;
};

/// All or nothing, unless --keep-going: nothing is written until every unit has been read.
struct Output {
    std::string json, csv, details;
    ReadinessTable table;
    ReadinessTables tables;
};

int run(const Options& options) {
    auto input = open_input(options);
    if (!input) return refused;
    const Model& model = input->model();
    const Language language = options.language;
    const auto named = or_explain(input->inquiry.target(given(options.target)), language);
    if (!named) return refused;
    const PredicateIndex target = *named;
    UnitsJson json = UnitsJson::readiness(model, input->inquiry.as_of(), target);
    const Date as_of = input->inquiry.as_of();
    const std::vector<std::string> attributes = input->attributes();
    TableOptions shown = options.table.get();
    shown.attributes = attributes;
    Output output{json.begin(),
                  readiness_csv_header(model, attributes, options.excel.style()),
                  {},
                  {model, as_of, target, language, shown},
                  {model, as_of, target, attributes, language}};
    if (!output.table.problems().empty()) return complain(output.table.problems(), language), usage;
    std::optional<Groups> groups;
    if (!options.table.by.empty()) {
        const auto by = attribute_named(options.table.by, attributes, language);
        if (!by) return usage;
        groups.emplace(model, input->inquiry.as_of(), *by, language, target);
    }
    std::size_t refusals = 0, found = 0;
    int status = done;
    input->inquiry.each([&](Result<Unit> unit) {
        // Errors of other units do not matter for a unit chosen by id.
        const std::string& id = unit ? unit->id : unit.diagnostics().front().unit;
        if (!options.unit.empty() && id != options.unit) return true;
        ++found;
        if (!unit) {
            ++refusals;
            complain(unit.diagnostics(), language);
            output.tables.refuse(unit.diagnostics());
            if (groups) groups->refuse(unit.diagnostics());
            return true;
        }
        if (complain_of(*unit, language)) status = refused;
        const bool in_detail = options.format == "table" && !options.unit.empty();
        if (!in_detail) complain(remarks_on(model, *unit), language);  // in detail they are part of the output
        const Assessment assessment = input->inquiry.assess(*unit);
        const Readiness ready = readiness(model, *unit, assessment, target);
        const bool listed = options.format == "table" && !groups;  // it tells how many it leaves out
        if (!listed && !shown.where.empty() && !output.table.holds(*unit, assessment, ready)) return true;
        if (groups) groups->add(*unit, assessment, ready);
        if (options.format == "json")
            output.json += json.add(to_json(model, *unit, assessment, ready));
        else if (options.format == "csv")
            output.csv += readiness_csv_row(model, *unit, assessment, ready, attributes, options.excel.style());
        else if (options.format == "xlsx")
            output.tables.add(*unit, assessment, ready);
        else if (in_detail)
            output.details += explain(model, *unit, assessment, ready, language);
        else
            output.table.add(*unit, assessment, ready);
        return options.format != "xlsx" || output.tables.cells() <= WorkbookLimits{}.cells;
    });
    if (!options.unit.empty() && found == 0) complain({Diagnostic{Code::unknown_unit, {options.unit}}}, language);
    if ((refusals > 0 && !options.keep_going) || (!options.unit.empty() && found == 0)) return refused;

    if (refusals > 0) status = refused;
    if (options.format == "xlsx")
        return options.workbook.write(groups ? groups->tables() : std::move(output.tables).tables(), options, *input, status);
    std::string text;
    if (options.format == "json")
        text = output.json + (groups ? json.end(*groups) : json.end());
    else if (groups)
        text = options.format == "csv" ? groups->csv(options.excel.style()) : groups->table(shown.width);
    else if (options.format == "csv")
        text = std::move(output.csv);
    else
        text = options.unit.empty() ? output.table.text() : std::move(output.details);
    write_out(text);
    return status;
}

}  // namespace

void add_ready(CommandLine& line) {
    auto options = std::make_shared<Options>();
    Command command = line.command("ready", "kesiapan unit menuju predikat / how far units are from a predicate");
    options->add(command);
    command.option("--unit", options->unit, "hanya unit ini, syarat demi syarat / only this unit, condition by condition")
        .type("ID");
    command
        .option("--target", options->target,
                "predikat yang dituju; bawaan: yang pertama / the predicate aimed at; default: the first")
        .type("NAME");
    options->add_keep_going(command);
    command.choice("--format", options->format, "table, json, csv, xlsx", {"table", "json", "csv", "xlsx"});
    options->workbook.add(command);
    options->excel.add(command);
    options->table.add(command);
    command.run([options] {
        if (options->table.given() && (options->format != "table" || !options->unit.empty()))
            misplaced("--columns, --sort, --width", "--format table");
        options->excel.check(options->format);
        options->workbook.check(options->format);
        return run(*options);
    });
}

}  // namespace zi::cli
