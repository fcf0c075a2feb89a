// zi plan RULES UNITS --target NAME: the cheapest way of one unit to a predicate, or how far a budget goes for all of them.
#include "command.hpp"

#include "zi/files.hpp"
#include "zi/improve.hpp"

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace zi::cli {

namespace {

struct Options : AssessOptions {
    std::string target;
    std::string costs;
    std::string format = "text";
    bool step = false;
    std::optional<std::uint64_t> next, budget;
};

std::optional<Costs> read_costs_file(const Input& input, const Options& options) {
    if (options.costs.empty()) return Costs{};
    const auto text = or_explain(read_file(options.costs, Limits{}.file_bytes), options.language.get());
    if (!text) return std::nullopt;
    return or_explain(input.inquiry.costs(*text, options.costs), options.language.get());
}

int run_all(const Input& input, const Options& options, Index target, const Costs& costs) {
    const Language language = options.language.get();
    int status = done;
    const auto units = all_units(input, options, status);
    if (!units) return status;
    const Date as_of = input.inquiry.as_of();
    const PopulationPlan plan = plan_population(input.model(), *units, as_of, target, costs, *options.budget);
    const std::string text = options.format == "json" ? to_json(input.model(), as_of, target, *options.budget, plan) + "\n"
                                                      : to_text(input.model(), target, *options.budget, plan, language);
    write_out(text);
    return done;
}

int run(const Options& options) {
    const Language language = options.language.get();
    const auto input = open_input(options);
    if (!input) return refused;
    const Model& model = input->model();
    const auto named = or_explain(predicate_called(model, options.target), language);
    if (!named) return refused;
    const Index target = *named;
    const auto costs = read_costs_file(*input, options);
    if (!costs) return refused;
    if (options.budget) return run_all(*input, options, target, *costs);
    const auto unit = or_explain(input->inquiry.one(options.unit), language);
    if (!unit) return refused;
    const Date as_of = input->inquiry.as_of();
    PlanOptions how;
    how.next = static_cast<std::size_t>(options.next.value_or(0));
    how.step = options.step;
    const Planned planned = plan_improvement(model, *unit, as_of, target, *costs, how);
    const std::string text = options.format == "json" ? to_json(model, *unit, as_of, target, planned) + "\n"
                                                      : to_text(model, *unit, as_of, target, planned, language);
    write_out(text);
    return done;
}

}  // namespace

void add_plan(CommandLine& line) {
    auto options = std::make_shared<Options>();
    Command command = line.command("plan", "jalan termurah ke predikat / the cheapest way to a predicate");
    options->add(command);
    const Argument unit = command.option("--unit", options->unit, "unit yang dimaksud / the unit in question").type("ID");
    command.option("--target", options->target, "predikat yang dituju / the predicate to reach").required().type("NAME");
    command.option("--costs", options->costs, "berkas biaya JSON / file of costs, JSON").type("FILE");
    const Argument next =
        command.number("--next", options->next, 10, "sekian rencana lain, paling banyak 10 / so many other plans, 10 at most");
    const Argument step = command.flag("--step", options->step, "juga langkah tunggal terbaik / the best single step as well");
    constexpr std::uint64_t most = std::numeric_limits<std::uint64_t>::max();
    const Argument budget =
        command.number("--budget", options->budget, most, "anggaran untuk semua unit / a budget for all units")
            .excludes(unit)
            .excludes(next)
            .excludes(step);
    command.choice("--format", options->format, "text, json", {"text", "json"});
    command.run([options, unit, budget] {
        if (!unit.given() && !budget.given()) missing("--unit, --budget");
        return run(*options);
    });
}

}  // namespace zi::cli
