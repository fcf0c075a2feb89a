#include "command.hpp"

#include "files.hpp"

#include "zi/program.hpp"

#include <cstdio>
#include <ctime>
#include <filesystem>
#include <system_error>
#include <utility>

namespace zi::cli {

void LanguageOption::add(Command& command) { command.choice("--lang", name, "bahasa / language: id, en", {"id", "en"}); }

namespace {

/// Rules that come through a pipe have no folder to include from.
Loaded load_from(const std::string& path) {
    std::error_code error;
    const std::filesystem::file_status status = std::filesystem::status(path, error);
    if (std::filesystem::is_fifo(status) || std::filesystem::is_character_file(status))
        if (auto text = read_input(path, Limits{}.file_bytes)) return load_text(path, std::move(*text));
    return load(path, read_from_disk());
}

/// Units or shared evidence.
std::optional<std::string> read_units_file(const std::string& path) {
    return path == "-" ? read_standard_input(Limits{}.units_bytes) : read_input(path, Limits{}.units_bytes);
}

}  // namespace

Loaded load_or_explain(const std::string& path, Language language) {
    Loaded loaded = load_from(path);
    std::fputs(loaded.text(language).c_str(), stderr);
    return loaded;
}

Date today() {
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    localtime_r(&now, &local);
    return {std::chrono::sys_days{std::chrono::year{local.tm_year + 1900} / (local.tm_mon + 1) / local.tm_mday}};
}

std::string is_day(const std::string& text) {
    return Date::parse(text) ? std::string() : plain(text) + " bukan tanggal TTTT-BB-HH / is not a day YYYY-MM-DD";
}

void AssessOptions::add(Command& command, const std::string& day) {
    command.option("RULES", rules, "berkas aturan / rules file").required();
    command
        .option("UNITS", units,
                "berkas unit, JSON atau NDJSON; - untuk masukan baku / units file, JSON or NDJSON; - for standard input")
        .required();
    command.option("--as-of", as_of, "tanggal aturan dan fakta, TTTT-BB-HH; bawaan: " + day).check(is_day).type("DAY");
    command.option("--evidence", evidence, "berkas data dukung bersama / file of shared evidence").type("FILE");
    command.flag("--no-evidence", no_evidence,
                 "jawaban dinilai sebagaimana diklaim, tanpa data dukung / count answers as claimed, whatever their evidence");
    command
        .option("--seen-by", seen_by,
                "sampai penilai ini; unit: jawaban unit saja / up to this assessor; unit: the unit's own answers alone")
        .type("NAME");
    language.add(command);
}

void AssessOptions::add_unit(Command& command) {
    command.option("--unit", unit, "unit yang dimaksud / the unit in question").required().type("ID");
}

void AssessOptions::add_keep_going(Command& command) {
    command.flag("--keep-going", keep_going,
                 "lanjutkan dengan sisanya bila ada unit yang ditolak / go on with the rest when units are refused");
}

UnitReader Input::reader() const {
    return [this](const UnitSink& sink) { read(sink); };
}

std::optional<Input> open_input(const AssessOptions& options, const Input* like) {
    const Language language = options.language.get();
    Input input;
    input.rules = like ? like->rules : load_or_explain(options.rules, language);
    input.as_of = options.as_of.empty() ? today() : *Date::parse(options.as_of);
    input.reading.no_evidence = options.no_evidence;
    if (!input.rules) return std::nullopt;
    if (const auto problem = check_in_force(*input.rules.model, input.as_of)) {
        complain({*problem}, language);
        return std::nullopt;
    }
    auto text = like && options.units.empty() ? std::optional(like->units) : read_units_file(options.units);
    if (!text) {
        complain({Diagnostic{Code::file_unreadable, {options.units}}}, language);
        return std::nullopt;
    }
    input.units = std::move(*text);
    if (!options.seen_by.empty()) {
        input.reading.last_assessor = input.model().find_assessor(options.seen_by);
        if (*input.reading.last_assessor == none && options.seen_by != "unit") {
            std::vector<std::string_view> known{"unit"};
            for (const Assessor& assessor : input.model().assessors) known.push_back(assessor.name);
            complain({unknown_name("@assessor", options.seen_by, known)}, language);
            return std::nullopt;
        }
    }
    if (!options.evidence.empty()) {
        const auto shared = read_units_file(options.evidence);
        if (!shared) {
            complain({Diagnostic{Code::file_unreadable, {options.evidence}}}, language);
            return std::nullopt;
        }
        auto documents = read_evidence(input.model(), *shared, {});
        if (!documents) {
            complain_of_file(documents.diagnostics(), options.evidence, language);
            return std::nullopt;
        }
        input.reading.shared = std::move(*documents);
    }
    input.may_have_members = may_have_members(input.units);
    if (input.may_have_members)
        input.reading.members = member_verdicts(Program(input.rules.model), input.as_of, input.reader());
    return input;
}

std::optional<Unit> find_unit(const Input& input, const AssessOptions& options) {
    const Language language = options.language.get();
    std::optional<Unit> found;
    bool refused = false;
    input.read([&](Result<Unit> unit) {
        const std::string& id = unit ? unit->id : unit.diagnostics().front().unit;
        if (id != options.unit) return true;
        if (unit)
            found = std::move(*unit);
        else
            complain(unit.diagnostics(), language), refused = true;
        return false;
    });
    if (!found && !refused) complain({Diagnostic{Code::unknown_unit, {options.unit}}}, language);
    return found;
}

std::optional<std::vector<Unit>> all_units(const Input& input, const AssessOptions& options, int& status) {
    std::vector<Unit> units;
    input.read([&](Result<Unit> unit) {
        if (unit)
            units.push_back(std::move(*unit));
        else
            complain(unit.diagnostics(), options.language.get()), status = refused;
        return true;
    });
    return status == done || options.keep_going ? std::optional(std::move(units)) : std::nullopt;
}

std::optional<EvidenceGraph> open_graph(const Input& input, const AssessOptions& options, int& status) {
    auto units = all_units(input, options, status);
    if (!units) return std::nullopt;
    return EvidenceGraph(input.rules.model, std::move(*units), input.as_of);
}

std::optional<Index> find_document(const EvidenceGraph& graph, const std::string& id, const std::string& of,
                                   Language language) {
    const bool indonesian = language == Language::indonesian;
    if (!of.empty()) {
        const Index unit = graph.find_unit(of);
        if (unit == none) return complain({Diagnostic{Code::unknown_unit, {of}}}, language), std::nullopt;
        if (const DocumentIndex document = graph.find_document(unit, id); document != none) return document;
    } else {
        const std::vector<Index> found = graph.find_documents(id);
        if (found.size() == 1) return found.front();
        if (found.size() > 1) {
            std::fputs((plain(id) + (indonesian ? ": beberapa unit mempunyai dokumen ini; sebutkan unitnya dengan --of\n"
                                                : ": several units have a document of this name; say which with --of\n"))
                           .c_str(),
                       stderr);
            return std::nullopt;
        }
    }
    complain({Diagnostic{Code::unknown_document, {id}}}, language);
    return std::nullopt;
}

void complain(const Diagnostics& diagnostics, Language language) {
    for (const Diagnostic& diagnostic : diagnostics)
        std::fputs((render(diagnostic, SourceSet{}, language) + "\n").c_str(), stderr);
}

Index find_predicate(const Model& model, const std::string& name, Language language) {
    const Index found = model.find_predicate(name);
    if (found != none) return found;
    std::vector<std::string_view> known;
    for (const Predicate& predicate : model.predicates) known.push_back(predicate.name);
    complain({unknown_name("@predicate", name, known)}, language);
    return none;
}

void complain_of_file(Diagnostics diagnostics, const std::string& file, Language language) {
    for (Diagnostic& diagnostic : diagnostics) diagnostic.unit = file;
    complain(diagnostics, language);
}

}  // namespace zi::cli
