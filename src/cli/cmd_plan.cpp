// zi plan RULES UNITS --target NAME: the cheapest way of one unit to a predicate, or how far a budget goes for all of them.
#include "command.hpp"
#include "costs.hpp"
#include "files.hpp"

#include "zi/group_report.hpp"
#include "zi/improve.hpp"
#include "zi/proof.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace zi::cli {

namespace {

struct Options : AssessOptions {
    std::string target;
    CostsOption costs;
    std::string proof;
    std::string format = "text";
    GroupOption groups;
    bool step = false;
    std::optional<std::uint64_t> next, budget;
    WorkbookOption workbook;
};

/// Writes the proof of a plan to a file; prints errors on standard error.
int write_proof(const Input& input, const Unit& unit, PredicateIndex target, const Costs& costs, const Planned& planned,
                const Options& options) {
    const Language language = options.language;
    if (planned.best.status == PlanStatus::not_monotone) {
        std::fputs(language == Language::indonesian ? "tidak ada bukti: tidak ada rencana, dan tidak ada yang dinyatakan\n"
                                                    : "no proof: there is no plan, and nothing is claimed\n",
                   stderr);
        return refused;
    }
    const Proof proof{proof_head(input.model(), unit, input.inquiry.as_of(), target, costs), planned.best,
                      planned.certificate.value_or(Certificate{})};
    if (const int error = write_file(options.proof, proof_json(input.model(), unit, proof) + "\n"); error != 0) {
        complain_of_writing(options.proof, error, language);
        return refused;
    }
    return done;
}

int run_all(const Input& input, const Options& options, PredicateIndex target, const Costs& costs) {
    const Language language = options.language;
    int status = done;
    Diagnostics left_out;
    auto units = all_units(input, options, status, &left_out);
    if (!units) return status;
    if (!filter(*units, input, options.groups.where, language)) return usage;
    std::optional<std::string> by;
    if (!options.groups.by.empty()) {
        by = attribute_named(options.groups.by, input.attributes(), language);
        if (!by) return usage;
    }
    const Date as_of = input.inquiry.as_of();
    const PopulationPlan plan = plan_population(input.model(), *units, as_of, target, costs, *options.budget);
    if (by) {
        const GroupedReport told =
            plan_by_group(input.model(), *units, as_of, target, *options.budget, plan, *by, left_out, language);
        if (options.format == "xlsx") return options.workbook.write(told.tables, options, input, status);
        write_out(options.format == "json" ? told.json + "\n" : options.format == "csv" ? told.csv : told.table);
        return status;
    }
    if (options.format == "xlsx")
        return options.workbook.write(
            plan_tables(input.model(), *units, as_of, target, *options.budget, plan, left_out, language), options, input,
            status);
    const std::string text = options.format == "json" ? to_json(input.model(), as_of, target, *options.budget, plan) + "\n"
                                                      : to_text(input.model(), as_of, target, *options.budget, plan, language);
    write_out(text);
    return status;
}

int run(const Options& options) {
    const Language language = options.language;
    const auto input = open_input(options);
    if (!input) return refused;
    const Model& model = input->model();
    const auto named = or_explain(predicate_called(model, options.target), language);
    if (!named) return refused;
    const PredicateIndex target = *named;
    const auto costs = options.costs.read(*input, language);
    if (!costs) return refused;
    if (options.budget) return run_all(*input, options, target, *costs);
    int status = done;
    const auto unit = one_unit(*input, options, status);
    if (!unit) return status;
    const Date as_of = input->inquiry.as_of();
    PlanOptions how;
    how.next = static_cast<std::size_t>(options.next.value_or(0));
    how.step = options.step;
    how.verify = true;
    how.certificate = !options.proof.empty();
    const Planned planned = plan_improvement(model, *unit, as_of, target, *costs, how);
    if (options.format == "xlsx") {
        status = options.workbook.write(plan_tables(model, *unit, as_of, target, planned, language), options, *input, status);
        return options.proof.empty() ? status : std::max(status, write_proof(*input, *unit, target, *costs, planned, options));
    }
    const std::string text = options.format == "json" ? to_json(model, *unit, as_of, target, planned) + "\n"
                                                      : to_text(model, *unit, as_of, target, planned, language);
    write_out(text);
    return options.proof.empty() ? status : std::max(status, write_proof(*input, *unit, target, *costs, planned, options));
}

}  // namespace

void add_plan(CommandLine& line) {
    auto options = std::make_shared<Options>();
    Command command = line.command("plan", "jalan termurah ke predikat / the cheapest way to a predicate");
    options->add(command);
    const Argument unit = command.option("--unit", options->unit, "unit yang dimaksud / the unit in question").type("ID");
    command.option("--target", options->target, "predikat yang dituju / the predicate to reach").required().type("NAME");
    options->costs.add(command);
    const Argument next =
        command.number("--next", options->next, 10, "sekian rencana lain, paling banyak 10 / so many other plans, 10 at most");
    const Argument step = command.flag("--step", options->step, "juga langkah tunggal terbaik / the best single step as well");
    const Argument proof =
        command
            .option("--proof", options->proof, "tulis rencana dan buktinya ke berkas ini / write plan and proof to this file")
            .type("FILE");
    constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
    const Argument budget =
        command.number("--budget", options->budget, most, "anggaran untuk semua unit / a budget for all units")
            .excludes(unit)
            .excludes(next)
            .excludes(step)
            .excludes(proof);
    options->groups.add(command);
    command.choice("--format", options->format,
                   "text, json, xlsx; dengan --by juga csv / text, json, xlsx; with --by csv as well",
                   {"text", "json", "csv", "xlsx"});
    options->workbook.add(command);
    command.run([options, unit, budget] {
        if (!unit.given() && !budget.given()) missing("--unit, --budget");
        if (!budget.given() && !(options->groups.by.empty() && options->groups.where.empty()))
            misplaced("--by, --where", "--budget");
        if (options->format == "csv" && options->groups.by.empty()) misplaced("--format csv", "--by");
        options->workbook.check(options->format);
        return run(*options);
    });
}

}  // namespace zi::cli
