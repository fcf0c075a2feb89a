// zi explain RULES UNITS --unit ID: where one unit's points come from and where they are lost.
#include "command.hpp"

#include "zi/report.hpp"

#include <memory>

namespace zi::cli {

namespace {

int run(const AssessOptions& options) {
    auto input = open_input(options);
    if (!input) return refused;
    int status = done;
    const auto unit = one_unit(*input, options, status);
    if (!unit) return status;
    const Assessment assessment = input->inquiry.assess(*unit);
    write_out(explain(input->model(), *unit, assessment, options.language));
    return status;
}

}  // namespace

void add_explain(CommandLine& line) {
    auto options = std::make_shared<AssessOptions>();
    Command command = line.command("explain", "jelaskan satu unit / explain one unit");
    options->add(command);
    options->add_unit(command);
    command.run([options] { return run(*options); });
}

}  // namespace zi::cli
