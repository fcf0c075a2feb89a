// zi explain RULES UNITS --unit ID: where one unit's points come from and where they are lost.
#include "command.hpp"

#include "zi/report.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>

namespace zi::cli {

namespace {

struct Options : AssessOptions {
    std::optional<std::uint64_t> depth;
};

/// Default depth: as many levels as fit into so many lines.
constexpr std::size_t most_lines = 200;

int run(const Options& options) {
    auto input = open_input(options);
    if (!input) return refused;
    int status = done;
    const auto unit = one_unit(*input, options, status);
    if (!unit) return status;
    const Assessment assessment = input->inquiry.assess(*unit);
    Extent extent;
    if (options.depth)
        extent.depth = static_cast<std::size_t>(*options.depth);
    else
        extent.lines = most_lines;
    write_out(explain(input->model(), *unit, assessment, options.language, extent));
    return status;
}

}  // namespace

void add_explain(CommandLine& line) {
    auto options = std::make_shared<Options>();
    Command command = line.command("explain", "jelaskan satu unit / explain one unit");
    options->add(command);
    options->add_unit(command);
    command.number("--depth", options->depth, 1'000,
                   "tingkat di bawah lembar kerja; bawaan: sebanyak yang muat dalam 200 baris / levels below the worksheet; "
                   "default: as many as fit into 200 lines");
    command.run([options] { return run(*options); });
}

}  // namespace zi::cli
