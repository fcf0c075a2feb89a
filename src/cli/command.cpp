#include "command.hpp"

#include "files.hpp"
#include "terminal.hpp"

#include "zi/files.hpp"
#include "zi/program.hpp"
#include "zi/workbook.hpp"

#include "base/filled.hpp"
#include "base/written.hpp"

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <set>
#include <sstream>
#include <system_error>
#include <utility>

#include <unistd.h>

namespace zi::cli {

namespace {

/// Shared evidence.
Result<std::string> read_evidence_input(const std::string& path) {
    return path == "-" ? read_standard_input(Limits{}.units_bytes) : read_file(path, Limits{}.units_bytes);
}

}  // namespace

Loaded load_rules(const std::string& path) {
    // Rules from a pipe have no folder to include from.
    if (path == "-")
        if (auto text = read_standard_input(Limits{}.file_bytes)) return load_text(path, std::move(*text));
    std::error_code error;
    const std::filesystem::file_status status = std::filesystem::status(path, error);
    if (std::filesystem::is_fifo(status) || std::filesystem::is_character_file(status))
        if (auto text = read_file(path, Limits{}.file_bytes)) return load_text(path, std::move(*text));
    return load(path, read_from_disk());
}

Loaded load_or_explain(const std::string& path, Language language) {
    Loaded loaded = load_rules(path);
    std::fputs(painted(loaded.text(language), stderr).c_str(), stderr);
    return loaded;
}

Date today() {
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    localtime_r(&now, &local);
    return {std::chrono::sys_days{std::chrono::year{local.tm_year + 1900} / (local.tm_mon + 1) / local.tm_mday}};
}

void say_today(Date day, Language language) {
    std::fprintf(stderr,
                 language == Language::english ? "zi: as of %s, today (--as-of chooses another day)\n"
                                               : "zi: per %s, hari ini (--as-of memilih hari lain)\n",
                 written(day, language).c_str());
}

std::string is_day(const std::string& text, Language language) {
    if (Date::parse(text)) return {};
    return plain(text) + (language == Language::english ? " is not a day YYYY-MM-DD" : " bukan tanggal TTTT-BB-HH");
}

Argument AssessOptions::add(Command& command, const std::string& day) {
    command.option("RULES", rules, "berkas aturan / rules file").required();
    const Argument files =
        command
            .option("UNITS", units,
                    "berkas atau folder unit: JSON, NDJSON, CSV, TSV, XLSX; - untuk masukan baku / files or folders of units: "
                    "JSON, NDJSON, CSV, TSV, XLSX; - for standard input")
            .required();
    command.option("--as-of", as_of, "tanggal aturan dan fakta, TTTT-BB-HH; bawaan: " + day).check(is_day).type("DAY");
    command.option("--layout", layout, "berkas tata letak tabel, JSON / file that says how tables are laid out, JSON")
        .type("FILE");
    command.option("--evidence", evidence, "berkas data dukung bersama / file of shared evidence").type("FILE");
    command.flag(
        "--no-evidence", no_evidence,
        "jawaban dihitung menurut penilaian mandiri, tanpa data dukung / count answers as claimed, whatever their evidence");
    command
        .option("--seen-by", seen_by,
                "sampai penilai ini; unit: jawaban unit saja / up to this assessor; unit: the unit's own answers alone")
        .type("NAME");
    command
        .choice("--bad-values", bad_values,
                "jawaban atau fakta yang salah: open, hanya itu yang dibiarkan terbuka; refuse, unitnya ditolak; bawaan: open "
                "dengan --keep-going / a wrong answer or fact: open, that alone is left open; refuse, its unit is refused; "
                "default: open with --keep-going",
                {"open", "refuse"})
        .type("WHAT");
    language = command.language();
    command.take_language();
    return files;
}

void AssessOptions::add_unit(Command& command) {
    command.option("--unit", unit, "unit yang dimaksud / the unit in question").required().type("ID");
}

void AssessOptions::add_keep_going(Command& command) {
    command.flag(
        "--keep-going", keep_going,
        "lanjutkan dengan sisanya bila ada jawaban, fakta atau unit yang ditolak / go on with the rest when answers, facts "
        "or units are refused");
}

namespace {

Argument add_by(Command& command, std::string& by) {
    return command
        .option("--by", by,
                "kelompokkan unit menurut atribut ini: satu baris per kelompok / group units by this attribute: a line a group")
        .type("ATTRIBUTE");
}

}  // namespace

void GroupOption::add(Command& command) {
    command
        .repeated("--where", where,
                  "hanya unit yang memenuhi syarat ini atas id, name atau atribut, misalnya 'opd = Dinas Kesehatan'; boleh "
                  "berulang / only units for which this holds, of id, name or an attribute, such as 'opd = Dinas Kesehatan'; "
                  "may be repeated")
        .type("CONDITION");
    add_by(command, by);
}

std::vector<std::string> Input::attributes() const {
    constexpr std::size_t most = 1'000;
    std::set<std::string, std::less<>> seen;
    if (units->attributes())
        inquiry.each([&](Result<Unit> unit) {
            if (unit)
                for (const auto& [name, value] : unit->attributes)
                    if (seen.size() < most) seen.insert(name);
            return true;
        });
    return attribute_names(model(), seen);
}

std::optional<std::string> attribute_named(const std::string& name, const std::vector<std::string>& attributes,
                                           Language language) {
    constexpr std::string_view prefix = "attributes.";
    const std::string bare = name.starts_with(prefix) ? name.substr(prefix.size()) : name;
    if (std::ranges::find(attributes, bare) != attributes.end()) return bare;
    complain({unknown_name("@attribute", name, {attributes.begin(), attributes.end()})}, language);
    return std::nullopt;
}

bool filter(std::vector<Unit>& units, const Input& input, const std::vector<std::string>& where, Language language) {
    if (where.empty()) return true;
    const UnitFilter filter(input.model(), input.attributes(), where, language);
    complain(filter.problems(), language);
    if (!filter.problems().empty()) return false;
    std::erase_if(units, [&](const Unit& unit) { return !filter.holds(unit); });
    return true;
}

void TableOption::add(Command& command) {
    const Argument columns_given = command
                                       .option("--columns", columns,
                                               "kolom tabel menurut namanya, dengan koma di antaranya / columns of the table "
                                               "by their names, with commas between")
                                       .type("NAMES");
    const Argument sort_given =
        command
            .option(
                "--sort", sort,
                "urutkan tabel menurut kolom ini; NAME:desc: dari yang terbesar / sort the table by this column; NAME:desc: "
                "largest first")
            .type("NAME");
    command
        .repeated(
            "--where", where,
            "hanya unit yang memenuhi syarat ini, misalnya 'total >= 75' atau 'opd = Dinas Kesehatan'; boleh berulang / only "
            "units for which this holds, such as 'total >= 75' or 'opd = Dinas Kesehatan'; may be repeated")
        .type("CONDITION");
    add_by(command, by).excludes(columns_given).excludes(sort_given);
    command.number(
        "--width", width, 100'000,
        "lebar tabel dalam karakter; 0: selebar isinya; bawaan: selebar terminal / width of the table in characters; "
        "0: as wide as it is; default: as wide as the terminal");
}

TableOptions TableOption::get() const {
    TableOptions options;
    options.width = width ? static_cast<std::size_t>(*width) : terminal_width();
    std::stringstream names(columns);
    for (std::string name; std::getline(names, name, ',');) options.columns.push_back(name);
    options.sort = sort;
    options.where = where;
    return options;
}

void ExcelOption::add(Command& command) {
    command
        .choice("--excel", country,
                "CSV untuk Excel berbahasa Indonesia: titik koma, koma desimal, tanda urutan bita / CSV for Excel in "
                "Indonesian: semicolons, decimal commas, a byte order mark",
                {"id"})
        .type("COUNTRY");
}

void ExcelOption::check(const std::string& format) const {
    if (!country.empty() && format != "csv") misplaced("--excel", "--format csv");
}

void WorkbookOption::add(Command& command) {
    command
        .option("--output,-o", output,
                "tulis buku kerja --format xlsx ke berkas ini / write the workbook of --format xlsx to this file")
        .type("FILE");
}

void WorkbookOption::check(const std::string& format) const {
    if (!output.empty() && format != "xlsx") misplaced("--output", "--format xlsx");
    if (output.empty() && format == "xlsx" && ::isatty(STDOUT_FILENO) != 0) missing("--output");
}

int WorkbookOption::write(const ResultTables& result, const AssessOptions& options, const Input& input, int status) const {
    const auto bytes = or_explain(write_xlsx(result), options.language);
    if (!bytes) return refused;
    if (!output.empty()) return write_beside(output, *bytes, options, input, status);
    write_out(*bytes);
    return status;
}

int write_beside(const std::string& path, std::string_view bytes, const AssessOptions& options, const Input& input,
                 int status) {
    std::vector<std::string> read = input.units->names();
    for (const std::string& one : {options.rules, options.layout, options.evidence}) read.push_back(one);
    const auto is_same = [&](const std::string& one) {
        std::error_code error;
        return std::filesystem::equivalent(path, one, error) && !error;
    };
    if (std::ranges::any_of(read, is_same)) {
        std::fputs(filled(Chosen{options.language == Language::indonesian
                                     ? "zi: {} juga dibaca; sebutkan berkas lain untuk hasilnya\n"
                                     : "zi: {} is read as well; name another file for the result\n"},
                          plain(path))
                       .c_str(),
                   stderr);
        return refused;
    }
    if (const int error = write_file(path, bytes); error != 0)
        return complain_of_writing(path, error, options.language), refused;
    return status;
}

BadValues AssessOptions::what_of_bad_values() const {
    const bool open = bad_values.empty() ? keep_going : bad_values == "open";
    return open ? BadValues::leave_open : BadValues::refuse_unit;
}

std::string AssessOptions::named_units() const {
    std::string names;
    for (const std::string& one : units) (names += names.empty() ? "" : " ") += one;
    return names;
}

std::optional<Input> open_input(const AssessOptions& options, const Input* like) {
    const Language language = options.language;
    Loaded rules = like ? like->rules : load_or_explain(options.rules, language);
    if (!rules) return std::nullopt;
    auto units = like ? like->units : nullptr;
    if (!like || !options.units.empty()) {
        auto opened = or_explain(UnitFiles::open(options.units, options.layout), language);
        if (!opened) return std::nullopt;
        units = std::move(*opened);
    }
    InquiryOptions asked;
    asked.as_of = options.as_of.empty() ? today() : *Date::parse(options.as_of);
    asked.no_evidence = options.no_evidence;
    asked.seen_by = given(options.seen_by);
    asked.bad_values = options.what_of_bad_values();
    std::optional<std::string> evidence;
    if (!options.evidence.empty()) {
        evidence = or_explain(read_evidence_input(options.evidence), language);
        if (!evidence) return std::nullopt;
        asked.evidence = *evidence;
        asked.evidence_name = options.evidence;
    }
    const std::string* const json = units->only_json();
    auto inquiry = or_explain(
        json && like ? Inquiry::open(like->inquiry.program(), *json, asked)
        : json       ? Inquiry::open(rules.model, *json, asked)
                     : Inquiry::open(rules.model, units->reader(*rules.model, asked.as_of, language), units->kawasan(), asked),
        language);
    if (!inquiry) return std::nullopt;
    if (options.as_of.empty()) say_today(asked.as_of, language);
    return Input{std::move(rules), std::move(units), std::move(*inquiry)};
}

bool complain_of(const Unit& unit, Language language) {
    complain(unit.remarks, language);
    return has_errors(unit.remarks);
}

std::optional<Unit> one_unit(const Input& input, const AssessOptions& options, int& status) {
    auto unit = or_explain(input.inquiry.one(options.unit), options.language);
    if (!unit || complain_of(*unit, options.language)) status = refused;
    return unit;
}

std::optional<std::vector<Unit>> all_units(const Input& input, const AssessOptions& options, int& status,
                                           Diagnostics* left_out) {
    Inquiry::All all = input.inquiry.all();
    complain(all.refused, options.language);
    if (left_out) *left_out = all.refused;
    for (const Unit& unit : all.units)
        if (complain_of(unit, options.language)) status = refused;
    if (!all.refused.empty()) status = refused;
    return all.refused.empty() || options.keep_going ? std::optional(std::move(all.units)) : std::nullopt;
}

std::optional<EvidenceGraph> open_graph(const Input& input, const AssessOptions& options, int& status, Diagnostics* left_out) {
    auto units = all_units(input, options, status, left_out);
    if (!units) return std::nullopt;
    return input.inquiry.graph(std::move(*units));
}

void complain(const Diagnostics& diagnostics, Language language) {
    for (const Diagnostic& diagnostic : diagnostics)
        std::fputs(painted(render(diagnostic, SourceSet{}, language) + "\n", stderr).c_str(), stderr);
}

}  // namespace zi::cli
