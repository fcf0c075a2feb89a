// zi why and zi whynot RULES UNITS --unit ID: on what a predicate rests, or what stands in its way.
#include "command.hpp"

#include "zi/report.hpp"

#include <cstddef>
#include <limits>
#include <memory>

namespace zi::cli {

namespace {

struct Options : AssessOptions {
    std::string predicate;
    std::string format = "text";
    bool all = false;
};

/// Default limit on the repairs listed.
constexpr std::size_t most_repairs = 30;

int run(const Options& options, bool met) {
    auto input = open_input(options);
    if (!input) return refused;
    int status = done;
    const auto unit = one_unit(*input, options, status);
    if (!unit) return status;
    const Model& model = input->model();
    const Language language = options.language;
    const Assessment assessment = input->inquiry.assess(*unit);
    const auto predicates = or_explain(input->inquiry.predicates(given(options.predicate), assessment, met), language);
    if (!predicates) return refused;
    const std::vector<PredicateReasons> why = reasons(model, *unit, assessment, *predicates);
    const std::size_t most = options.all ? std::numeric_limits<std::size_t>::max() : most_repairs;
    write_out(options.format == "json" ? to_json(model, *unit, assessment, why, language) + "\n"
              : met                    ? why_text(model, *unit, assessment, why, language)
                                       : whynot_text(model, *unit, assessment, why, language, most));
    return status;
}

void add(CommandLine& line, const char* name, const char* description, bool met) {
    auto options = std::make_shared<Options>();
    Command command = line.command(name, description);
    options->add(command);
    options->add_unit(command);
    command.option("--predicate", options->predicate, "hanya predikat ini / only this predicate").type("NAME");
    if (!met)
        command.flag("--all", options->all,
                     "semua perbaikan tiap syarat; bawaan: bila lebih dari 30, yang terbesar saja / all repairs of each "
                     "condition; default: where there are more than 30, the largest alone");
    command.choice("--format", options->format, "text, json", {"text", "json"});
    command.run([options, met] { return run(*options, met); });
}

}  // namespace

void add_why(CommandLine& line) {
    add(line, "why", "mengapa predikat terpenuhi / why predicates are met", true);
    add(line, "whynot", "mengapa belum, dan apa yang kurang / why not, and what is missing", false);
}

}  // namespace zi::cli
