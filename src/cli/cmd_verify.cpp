// zi verify RULES UNITS FILE: does a proof that `zi plan --proof` wrote hold?
#include "command.hpp"
#include "costs.hpp"

#include "zi/files.hpp"
#include "zi/proof.hpp"

#include <memory>

namespace zi::cli {

namespace {

struct Options : AssessOptions {
    std::string proof;
    CostsOption costs;
    std::string format = "text";
};

int run(Options options) {
    const Language language = options.language;
    const auto text = or_explain(read_file(options.proof, Limits{}.proof_bytes), language);
    if (!text) return refused;
    const auto head = or_explain(read_proof_head(*text, {}), language, options.proof);
    if (!head) return refused;
    // The proof states its own day and unit.
    if (options.as_of.empty()) options.as_of = head->as_of.iso();
    options.unit = head->unit;
    const auto input = open_input(options);
    if (!input) return refused;
    const auto costs = options.costs.read(*input, language);
    if (!costs) return refused;
    int status = done;
    const auto unit = one_unit(*input, options, status);
    if (!unit) return status;
    const auto verified =
        or_explain(verify(input->model(), *unit, input->inquiry.as_of(), *costs, *text, {}), language, options.proof);
    if (!verified) return refused;
    write_out(options.format == "json" ? to_json(*verified) + "\n" : to_text(input->model(), *verified, language));
    return verified->fault == PlanFault::sound ? status : refused;
}

}  // namespace

void add_verify(CommandLine& line) {
    auto options = std::make_shared<Options>();
    Command command = line.command("verify", "periksa bukti sebuah rencana / check the proof of a plan");
    // The positional FILE follows.
    options->add(command, "yang disebut bukti / day of rules and facts, YYYY-MM-DD; default: that of the proof").single();
    command.option("FILE", options->proof, "bukti dari zi plan --proof / a proof of zi plan --proof").required();
    options->costs.add(command);
    command.choice("--format", options->format, "text, json", {"text", "json"});
    command.run([options] { return run(*options); });
}

}  // namespace zi::cli
