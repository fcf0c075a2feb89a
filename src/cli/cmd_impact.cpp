// zi impact RULES UNITS [--document ID]: what changes with a document, or which documents a population loses most with.
#include "command.hpp"

#include "zi/graph_report.hpp"

#include <CLI/CLI.hpp>

#include <memory>

namespace zi::cli {

namespace {

struct Options : AssessOptions {
    std::string document;
    std::string of;
    std::string change = "rejected";
    std::size_t top = 5;
    std::string format = "text";
};

DocumentChange change_of(const std::string& text) {
    for (const DocumentChange one : {DocumentChange::rejected, DocumentChange::expired})
        if (code(one) == text) return one;
    return DocumentChange::accepted;
}

int run(const Options& options) {
    const Language language = options.language.get();
    const auto input = open_input(options);
    if (!input) return refused;
    int status = done;
    const auto graph = open_graph(*input, options, status);
    if (!graph) return status;
    const bool json = options.format == "json";
    if (options.document.empty()) {
        const auto weights = graph->heaviest(options.top);
        return write_out(json ? heaviest_json(*graph, weights) + "\n" : heaviest_text(*graph, weights, language)) ? status : refused;
    }
    const auto document = find_document(*graph, options.document, options.of, language);
    if (!document) return refused;
    const Impact impact = graph->impact(*document, change_of(options.change));
    return write_out(json ? impact_json(*graph, impact) + "\n" : impact_text(*graph, impact, language)) ? status : refused;
}

}  // namespace

void add_impact(CLI::App& app, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App* command =
        app.add_subcommand("impact", "dampak satu dokumen, atau dokumen berdampak terbesar / one document's impact, or the documents with the largest")
            ->group("Perintah / Commands");
    options->add(*command);
    auto* document = command->add_option("--document", options->document, "dokumen yang dimaksud / the document in question")->type_name("ID");
    command->add_option("--of", options->of, "unit pemilik dokumen / the unit whose document it is")->type_name("UNIT")->needs(document);
    command->add_option("--change", options->change, "rejected, expired, accepted")
        ->check(CLI::IsMember({"rejected", "expired", "accepted"}))
        ->needs(document)
        ->capture_default_str();
    command->add_option("--top", options->top, "banyaknya dokumen / how many documents")->type_name("N")->excludes(document)->capture_default_str();
    options->add_keep_going(*command);
    command->add_option("--format", options->format, "text, json")->check(CLI::IsMember({"text", "json"}))->capture_default_str();
    command->callback([options, &status] { status = run(*options); });
}

}  // namespace zi::cli
