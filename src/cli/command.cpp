#include "command.hpp"

#include "zi/assess.hpp"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <ctime>

namespace zi::cli {

void LanguageOption::add(CLI::App& command) {
    command.add_option("--lang", name, "bahasa / language: id, en")->check(CLI::IsMember({"id", "en"}))->capture_default_str();
}

Loaded load_or_explain(const std::string& path, Language language) {
    Loaded loaded = load(path, read_from_disk());
    std::fputs(loaded.text(language).c_str(), stderr);
    return loaded;
}

namespace {

Date today() {
    const std::time_t now = std::time(nullptr);
    std::tm local{};
    localtime_r(&now, &local);
    return {std::chrono::sys_days{std::chrono::year{local.tm_year + 1900} / (local.tm_mon + 1) / local.tm_mday}};
}

std::optional<std::string> read_units_file(const std::string& path, std::size_t most) {
    if (path != "-") {
        Limits limits;
        limits.file_bytes = most;
        return read_from_disk(limits)(path);
    }
    std::string text;
    char buffer[1 << 14];
    while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, stdin)) {
        text.append(buffer, count);
        if (text.size() > most) break;
    }
    if (std::ferror(stdin)) return std::nullopt;
    return text;
}

}  // namespace

void AssessOptions::add(CLI::App& command) {
    command.add_option("RULES", rules, "berkas aturan / rules file")->required();
    command.add_option("UNITS", units, "berkas unit, JSON atau NDJSON; - untuk masukan baku / units file, JSON or NDJSON; - for standard input")
        ->required();
    command
        .add_option("--as-of", as_of, "tanggal aturan dan fakta, TTTT-BB-HH; bawaan: hari ini / day of rules and facts, YYYY-MM-DD; default: today")
        ->check([](const std::string& text) { return Date::parse(text) ? std::string() : text + " bukan tanggal TTTT-BB-HH / is not a day YYYY-MM-DD"; })
        ->type_name("DAY");
    language.add(command);
}

std::optional<Input> open_input(const AssessOptions& options) {
    const Language language = options.language.get();
    Input input{load_or_explain(options.rules, language), {}, options.as_of.empty() ? today() : *Date::parse(options.as_of)};
    if (!input.rules) return std::nullopt;
    if (const auto problem = check_in_force(*input.rules.model, input.as_of, language)) {
        complain({*problem}, language);
        return std::nullopt;
    }
    auto text = read_units_file(options.units, Limits{}.units_bytes);
    if (!text) {
        complain({Diagnostic{Code::file_unreadable, {options.units}}}, language);
        return std::nullopt;
    }
    input.units = std::move(*text);
    return input;
}

void complain(const Diagnostics& diagnostics, Language language) {
    for (const Diagnostic& diagnostic : diagnostics) std::fputs((render(diagnostic, SourceSet{}, language) + "\n").c_str(), stderr);
}

bool write_out(std::string_view text) {
    return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
}

}  // namespace zi::cli
