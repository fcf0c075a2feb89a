// zi diff RULES UNITS --unit ID: what moved between two days, two assessors or two files.
#include "command.hpp"

#include "zi/report.hpp"

#include <memory>

namespace zi::cli {

namespace {

struct Options : AssessOptions {
    std::string and_day, and_seen_by, and_units;  ///< empty: as on the first side
    std::string format = "text";
    WorkbookOption workbook;
};

int run(const Options& options) {
    auto first = open_input(options);
    if (!first) return refused;
    AssessOptions other = options;
    if (!options.and_day.empty()) other.as_of = options.and_day;
    if (!options.and_seen_by.empty()) other.seen_by = options.and_seen_by;
    other.units.clear();
    if (!options.and_units.empty()) other.units.push_back(options.and_units);
    auto second = open_input(other, &*first);
    if (!second) return refused;
    const Language language = options.language;
    int status = done;
    const auto unit = one_unit(*first, options, status), other_unit = one_unit(*second, options, status);
    if (!unit || !other_unit) return status;

    const Model& model = first->model();
    const Assessment before = first->inquiry.assess(*unit), after = second->inquiry.assess(*other_unit);
    const Standpoint from{*unit, before, options.named_units(), options.seen_by};
    const Standpoint to{*other_unit, after, other.units.empty() ? options.named_units() : other.named_units(), other.seen_by};
    const Diff moved = diff(model, from, to);
    if (options.format == "xlsx")
        return options.workbook.write(diff_tables(model, from, to, moved, language), options, *first, status);
    const bool json = options.format == "json";
    write_out(json ? to_json(model, from, to, moved) + "\n" : diff_text(model, from, to, moved, language));
    return status;
}

}  // namespace

void add_diff(CommandLine& line) {
    auto options = std::make_shared<Options>();
    Command command = line.command("diff", "bandingkan dua penilaian satu unit / compare two assessments of one unit");
    options->add(command);
    options->add_unit(command);
    command.option("--and", options->and_day, "dibandingkan dengan tanggal ini / compared with this day")
        .check(is_day)
        .type("DAY");
    command.option("--and-seen-by", options->and_seen_by, "dibandingkan dengan penilai ini / compared with this assessor")
        .type("NAME");
    command.option("--and-units", options->and_units, "dibandingkan dengan berkas unit ini / compared with this units file")
        .type("FILE");
    command.choice("--format", options->format, "text, json, xlsx", {"text", "json", "xlsx"});
    options->workbook.add(command);
    command.run([options] {
        if (options->and_day.empty() && options->and_seen_by.empty() && options->and_units.empty())
            missing("--and, --and-seen-by, --and-units");
        options->workbook.check(options->format);
        return run(*options);
    });
}

}  // namespace zi::cli
