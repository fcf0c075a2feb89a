// zi why and zi whynot RULES UNITS --unit ID: on what a predicate rests, or what stands in its way.
#include "command.hpp"

#include "zi/program.hpp"
#include "zi/report.hpp"

#include <memory>

namespace zi::cli {

namespace {

struct Options : AssessOptions {
    std::string predicate;
    std::string format = "text";
};

/// The predicate that is asked for; without one, those that concern the unit and are met, or are not.
std::optional<std::vector<Index>> chosen(const Model& model, const Assessment& assessment, const Options& options, bool met) {
    if (options.predicate.empty()) return predicates_that_are(model, assessment, met);
    const Index found = find_predicate(model, options.predicate, options.language.get());
    return found == none ? std::nullopt : std::optional(std::vector{found});
}

int run(const Options& options, bool met) {
    const auto input = open_input(options);
    if (!input) return refused;
    const auto unit = find_unit(*input, options);
    if (!unit) return refused;
    const Model& model = input->model();
    const Language language = options.language.get();
    AssessmentState state;
    const Assessment assessment = assess(Program(input->rules.model), *unit, input->as_of, state);
    const auto predicates = chosen(model, assessment, options, met);
    if (!predicates) return refused;
    std::vector<PredicateReasons> found = reasons(model, *unit, assessment, *predicates);
    const auto text = met ? why_text : whynot_text;
    write_out(options.format == "json" ? to_json(model, *unit, assessment, found, language) + "\n"
                                       : text(model, *unit, assessment, found, language));
    return done;
}

void add(CommandLine& line, const char* name, const char* description, bool met) {
    auto options = std::make_shared<Options>();
    Command command = line.command(name, description);
    options->add(command);
    options->add_unit(command);
    command.option("--predicate", options->predicate, "hanya predikat ini / only this predicate").type("NAME");
    command.choice("--format", options->format, "text, json", {"text", "json"});
    command.run([options, met] { return run(*options, met); });
}

}  // namespace

void add_why(CommandLine& line) {
    add(line, "why", "mengapa predikat terpenuhi / why predicates are met", true);
    add(line, "whynot", "mengapa belum, dan apa yang kurang / why not, and what is missing", false);
}

}  // namespace zi::cli
