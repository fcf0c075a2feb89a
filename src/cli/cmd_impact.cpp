// zi impact RULES UNITS [--document ID]: what changes with a document, or which documents a population loses most with.
#include "command.hpp"

#include "zi/graph_report.hpp"
#include "zi/group_report.hpp"

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace zi::cli {

namespace {

struct Options : AssessOptions {
    std::string document;
    std::string of;
    std::string change = "rejected";
    std::optional<std::uint64_t> top = 5;
    GroupOption groups;
    std::string format = "text";
    WorkbookOption workbook;
};

DocumentChange change_of(const std::string& text) {
    for (const DocumentChange one : {DocumentChange::rejected, DocumentChange::expired})
        if (code(one) == text) return one;
    return DocumentChange::accepted;
}

int run(const Options& options) {
    const Language language = options.language;
    const auto input = open_input(options);
    if (!input) return refused;
    int status = done;
    const bool json = options.format == "json", workbook = options.format == "xlsx";
    Diagnostics left_out;
    auto units = all_units(*input, options, status, &left_out);
    if (!units) return status;
    if (!filter(*units, *input, options.groups.where, language)) return usage;
    if (!options.groups.by.empty()) {
        const auto by = attribute_named(options.groups.by, input->attributes(), language);
        if (!by) return usage;
        const GroupedReport told = heaviest_by_group(input->inquiry.program(), std::move(*units), input->inquiry.as_of(),
                                                     static_cast<std::size_t>(*options.top), *by, left_out, language);
        if (workbook) return options.workbook.write(told.tables, options, *input, status);
        write_out(json ? told.json + "\n" : options.format == "csv" ? told.csv : told.table);
        return status;
    }
    const EvidenceGraph graph = input->inquiry.graph(std::move(*units));
    if (options.document.empty()) {
        const auto weights = graph.heaviest(static_cast<std::size_t>(*options.top));
        if (workbook)
            return options.workbook.write(heaviest_tables(graph, weights, left_out, language), options, *input, status);
        write_out(json ? heaviest_json(graph, weights) + "\n" : heaviest_text(graph, weights, language));
        return status;
    }
    const auto document = or_explain(document_called(graph, given(options.of), options.document), language);
    if (!document) return refused;
    const Impact impact = graph.impact(*document, change_of(options.change));
    if (workbook) return options.workbook.write(impact_tables(graph, impact, left_out, language), options, *input, status);
    write_out(json ? impact_json(graph, impact) + "\n" : impact_text(graph, impact, language));
    return status;
}

}  // namespace

void add_impact(CommandLine& line) {
    auto options = std::make_shared<Options>();
    Command command = line.command(
        "impact",
        "dampak satu dokumen, atau dokumen berdampak terbesar / one document's impact, or the documents with the largest");
    options->add(command);
    const Argument document =
        command.option("--document", options->document, "dokumen yang dimaksud / the document in question").type("ID");
    command.option("--of", options->of, "unit pemilik dokumen / the unit whose document it is").type("UNIT").needs(document);
    command.choice("--change", options->change, "rejected, expired, accepted", {"rejected", "expired", "accepted"})
        .needs(document);
    command.number("--top", options->top, std::numeric_limits<std::size_t>::max(), "banyaknya dokumen / how many documents")
        .excludes(document);
    options->add_keep_going(command);
    options->groups.add(command);
    command.choice("--format", options->format,
                   "text, json, xlsx; dengan --by juga csv / text, json, xlsx; with --by csv as well",
                   {"text", "json", "csv", "xlsx"});
    options->workbook.add(command);
    command.run([options, document] {
        if (!options->groups.by.empty() && document.given()) misplaced("--by", "--top");
        if (options->format == "csv" && options->groups.by.empty()) misplaced("--format csv", "--by");
        options->workbook.check(options->format);
        return run(*options);
    });
}

}  // namespace zi::cli
