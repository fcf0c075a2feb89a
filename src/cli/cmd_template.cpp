// zi template RULES: an empty form in which a unit answers, made of the rules.
#include "command.hpp"
#include "files.hpp"

#include "zi/form.hpp"

#include <memory>

#include <unistd.h>

namespace zi::cli {

namespace {

struct Options {
    std::string rules, out, as_of, unit;
    bool csv = false;
};

int run(const Options& options, Language language) {
    const Loaded loaded = load_or_explain(options.rules, language);
    if (!loaded) return refused;
    const Model& model = *loaded.model;
    std::string form;
    if (options.csv) {
        form = form_csv(model, options.unit, language);
    } else {
        FormOptions asked;
        asked.as_of = options.as_of.empty() ? today() : *Date::parse(options.as_of);
        asked.unit = options.unit;
        asked.language = language;
        auto workbook = or_explain(form_xlsx(model, asked), language);
        if (!workbook) return refused;
        form = std::move(*workbook);
        if (options.as_of.empty()) say_today(asked.as_of, language);
    }
    if (options.out.empty() || options.out == "-") {
        write_out(form);
        return done;
    }
    const int error = write_file(options.out, form);
    if (error != 0) complain_of_writing(options.out, error, language);
    return error == 0 ? done : refused;
}

}  // namespace

void add_template(CommandLine& line) {
    auto options = std::make_shared<Options>();
    Command command = line.command("template", "formulir kosong dari aturan / an empty form made of rules");
    command.option("RULES", options->rules, "berkas aturan; - untuk masukan baku / rules file; - for standard input")
        .required();
    command
        .option("--output,-o", options->out,
                "tulis ke berkas ini; - untuk keluaran baku; wajib untuk buku kerja di terminal / write to this file; - for "
                "standard output; required for a workbook on a terminal")
        .type("FILE");
    const Argument csv =
        command.flag("--csv", options->csv,
                     "tabel CSV, satu baris per isian, bukan buku kerja / a CSV table, a line an entry, not a workbook");
    command.option("--unit", options->unit, "id unit yang mengisi / id of the unit that fills it in").type("ID");
    command
        .option(
            "--as-of", options->as_of,
            "tanggal penilaian di buku kerja, TTTT-BB-HH; bawaan: hari ini / day of assessment in the workbook, YYYY-MM-DD; "
            "default: today")
        .check(is_day)
        .type("DAY")
        .excludes(csv);
    command.take_language();
    command.run([options, language = command.language()] {
        if (!options->csv && options->out.empty() && isatty(STDOUT_FILENO) != 0) missing("--output");
        return run(*options, language);
    });
}

}  // namespace zi::cli
