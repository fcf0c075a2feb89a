// zi explain RULES UNITS --unit ID: where one unit's points come from and where they are lost.
#include "command.hpp"

#include "zi/program.hpp"
#include "zi/report.hpp"

#include <CLI/CLI.hpp>

#include <memory>

namespace zi::cli {

namespace {

int run(const AssessOptions& options) {
    const auto input = open_input(options);
    if (!input) return refused;
    const Model& model = *input->rules.model;
    const Language language = options.language.get();
    int status = refused;
    bool found = false;
    read_units(model, input->units, {}, [&](Result<Unit> unit) {
        if (!unit) {
            if (unit.diagnostics().front().unit != options.unit) return true;
            found = true;
            complain(unit.diagnostics(), language);
            return false;
        }
        if (unit->id != options.unit) return true;
        found = true;
        AssessmentState state;
        if (write_out(explain(model, *unit, assess(Program(input->rules.model), *unit, input->as_of, state), language))) status = done;
        return false;
    });
    if (!found) complain({Diagnostic{Code::unknown_unit, {options.unit}}}, language);
    return status;
}

}  // namespace

void add_explain(CLI::App& app, int& status) {
    auto options = std::make_shared<AssessOptions>();
    CLI::App* command = app.add_subcommand("explain", "jelaskan satu unit / explain one unit")->group("Perintah / Commands");
    options->add(*command);
    command->add_option("--unit", options->unit, "unit yang dijelaskan / the unit to explain")->required()->type_name("ID");
    command->callback([options, &status] { status = run(*options); });
}

}  // namespace zi::cli
