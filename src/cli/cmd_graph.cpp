// zi graph RULES UNITS --unit ID | --document ID: the documents of a unit, or what one document reaches.
#include "command.hpp"
#include "files.hpp"
#include "graphviz.hpp"

#include "zi/graph_report.hpp"

#include "base/filled.hpp"

#include <algorithm>
#include <cstdio>
#include <memory>

namespace zi::cli {

namespace {

struct Options : AssessOptions {
    std::string document;
    std::string of;
    std::string format = "dot";
    std::string svg;
};

/// The output that the options ask for; nullopt if the unit or document does not exist.
std::optional<std::string> answer(const Options& options, const EvidenceGraph& graph) {
    const Language language = options.language;
    const std::string format = options.svg.empty() ? options.format : "dot";
    if (options.document.empty()) {
        const auto unit = or_explain(unit_called(graph, options.unit), language);
        if (!unit) return std::nullopt;
        return format == "json"   ? evidence_json(graph, *unit) + "\n"
               : format == "text" ? evidence_text(graph, *unit, language)
                                  : unit_dot(graph, *unit, language);
    }
    const auto document = or_explain(document_called(graph, given(options.of), options.document), language);
    if (!document) return std::nullopt;
    return format == "json"   ? reach_json(graph, *document) + "\n"
           : format == "text" ? reach_text(graph, *document, language)
                              : reach_dot(graph, *document, language);
}

int draw(const Options& options, const std::string& dot_text) {
    const bool indonesian = options.language == Language::indonesian;
    std::string svg;
    switch (draw_svg(dot_text, svg)) {
        case Drawn::done:
            if (const int error = write_file(options.svg, svg))
                return complain_of_writing(options.svg, error, options.language), refused;
            return done;
        case Drawn::not_installed:
            std::fputs(indonesian
                           ? "zi: program `dot` tidak ditemukan; pasang Graphviz, atau pakai keluaran DOT tanpa --svg\n"
                           : "zi: the program `dot` was not found; install Graphviz, or use the DOT output without --svg\n",
                       stderr);
            return refused;
        case Drawn::failed:
            std::fputs(indonesian ? "zi: `dot` tidak berhasil menggambar\n" : "zi: `dot` could not draw\n", stderr);
            return refused;
    }
    return refused;
}

int run(const Options& options) {
    const auto input = open_input(options);
    if (!input) return refused;
    int status = done;
    const auto graph = open_graph(*input, options, status);
    if (!graph) return status;
    const auto text = answer(options, *graph);
    if (!text) return refused;
    if (!options.svg.empty()) return std::max(status, draw(options, *text));
    write_out(*text);
    return status;
}

}  // namespace

void add_graph(CommandLine& line) {
    auto options = std::make_shared<Options>();
    Command command = line.command(
        "graph", "dokumen satu unit atau jangkauan satu dokumen / one unit's documents, or what a document reaches");
    options->add(command);
    Command about = command.exactly_one("about", "salah satu / one of");
    about.option("--unit", options->unit, "unit yang dimaksud / the unit in question").type("ID");
    about.option("--document", options->document, "dokumen yang dimaksud / the document in question").type("ID");
    command.option("--of", options->of, "unit pemilik dokumen / the unit whose document it is").type("UNIT");
    options->add_keep_going(command);
    command.choice("--format", options->format, "dot, text, json", {"dot", "text", "json"});
    command.option("--svg", options->svg, "tulis gambar SVG, dengan Graphviz / write an SVG drawing, with Graphviz")
        .type("FILE");
    command.run([options] { return run(*options); });
}

}  // namespace zi::cli
