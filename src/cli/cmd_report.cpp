// zi report RULES UNITS -o FOLDER: pages for people, one of all units and one of each that is asked for.
#include "command.hpp"

#include "zi/pages.hpp"

#include <filesystem>
#include <memory>
#include <set>
#include <string>
#include <system_error>
#include <vector>

namespace zi::cli {

namespace {

struct Options : AssessOptions {
    std::string target, output;
    std::vector<std::string> chosen;
    bool all = false;
};

int run(const Options& options) {
    const Language language = options.language;
    const auto input = open_input(options);
    if (!input) return refused;
    const auto target = or_explain(input->inquiry.target(given(options.target)), language);
    if (!target) return refused;
    int status = done;
    Diagnostics left_out;
    const auto graph = open_graph(*input, options, status, &left_out);
    if (!graph) return status;

    // Units first, so that the page of all of them tells only of pages that are there.
    std::vector<UnitIndex> wanted;
    if (options.all) {
        for (UnitIndex i{0}; i < graph->units().size(); ++i) wanted.push_back(i);
    } else {
        for (const std::string& id : options.chosen) {
            const auto unit = or_explain(unit_called(*graph, id), language);
            if (!unit) return refused;
            wanted.push_back(*unit);
        }
    }
    std::error_code error;
    std::filesystem::create_directories(options.output, error);
    if (error) return complain_of_writing(options.output, error.value(), language), refused;
    PageOptions page;
    page.target = *target;
    page.language = language;
    page.unit_pages = options.all;
    std::set<std::string> of_units;
    for (const Diagnostic& one : left_out) of_units.insert(one.unit);
    page.refused = of_units.size();
    std::string written;
    const auto write = [&](const std::string& name, const std::string& text) {
        const std::string path = (std::filesystem::path(options.output) / name).string();
        const int result = write_beside(path, text, options, *input, done);
        if (result == done) written += path + "\n";
        return result == done;
    };
    for (const UnitIndex unit : wanted)
        if (!write(unit_page_name(unit), unit_page(*graph, unit, page))) return refused;
    if (!write("index.html", population_page(*graph, page))) return refused;
    write_out(written);
    return status;
}

}  // namespace

void add_report(CommandLine& line) {
    auto options = std::make_shared<Options>();
    Command command = line.command("report", "halaman laporan untuk dibaca / pages of a report to read");
    options->add(command);
    command.option("--output,-o", options->output, "folder untuk halaman / folder for the pages").required().type("FOLDER");
    const Argument chosen = command
                                .repeated("--unit", options->chosen,
                                          "juga halaman unit ini; boleh berulang / also the page of this unit; may be repeated")
                                .type("ID");
    command.flag("--units", options->all, "juga halaman setiap unit / also the page of each unit").excludes(chosen);
    command
        .option("--target", options->target,
                "predikat yang dituju; bawaan: yang pertama / the predicate aimed at; default: the first")
        .type("NAME");
    options->add_keep_going(command);
    command.run([options] { return run(*options); });
}

}  // namespace zi::cli
