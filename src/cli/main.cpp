// zi: checks, formats and applies rules from the command line.
#include "command.hpp"

#include <CLI/CLI.hpp>

#include <fmt/format.h>

#include <cstdio>
#include <exception>
#include <string>

namespace {

/// What is wrong with the command line, in Indonesian where CLI11's words are known, and in those words.
std::string usage_error(const CLI::App& app, const CLI::ParseError& error) {
    const std::string english = error.what();
    std::string indonesian;
    const auto ends = [&](std::string_view suffix) { return english.ends_with(suffix); };
    if (const auto left = app.remaining(); english == "A subcommand is required" && !left.empty())
        return fmt::format("perintah tidak dikenal: {} (unknown command)", left.front());
    if (english == "A subcommand is required")
        indonesian = "perintah belum diberikan";
    else if (constexpr std::string_view suffix = " is required"; ends(suffix))
        indonesian = english.substr(0, english.size() - suffix.size()) + " belum diberikan";
    else if (const auto both = english.find(" excludes "); both != std::string::npos)
        indonesian = english.substr(0, both) + " tidak dapat dipakai bersama " + english.substr(both + 10);
    else if (const auto colon = english.find("not expected: "); colon != std::string::npos)
        indonesian = "tidak dikenal: " + english.substr(english.find(": ") + 2);
    else if (const auto choice = english.find(" not in {"); choice != std::string::npos)
        indonesian = english.substr(0, choice) + " bukan salah satu dari " + english.substr(choice + 8);
    return indonesian.empty() ? english : indonesian + " (" + english + ")";
}

std::string usage_message(const CLI::App* app, const CLI::Error& error) {
    const auto* parse_error = dynamic_cast<const CLI::ParseError*>(&error);
    std::string name = app->get_name();
    for (const CLI::App* command : app->get_subcommands()) name += " " + command->get_name();
    return fmt::format("zi: {}\n{} --help: cara memakai / how to use it\n", parse_error ? usage_error(*app, *parse_error) : error.what(), name);
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app{"zi: memeriksa dan menilai lembar kerja secara eksak / checks and assesses worksheets exactly", "zi"};
    // Subcommands made below take over all of this.
    app.option_defaults()->group("Opsi / Options");
    app.set_help_flag("-h,--help", "tampilkan bantuan ini / show this help");
    app.failure_message(usage_message);
    app.get_formatter()->label("Usage", "Pemakaian / Usage");
    app.get_formatter()->label("Positionals", "Argumen / Arguments");
    app.get_formatter()->label("REQUIRED", "(wajib / required)");
    app.get_formatter()->column_width(24);
    app.set_version_flag("--version", ZI_VERSION, "tampilkan versi / show the version");
    app.require_subcommand(1);
    app.fallthrough(false);

    int status = zi::cli::done;
    zi::cli::add_check(app, status);
    zi::cli::add_fmt(app, status);
    zi::cli::add_assess(app, status);
    zi::cli::add_explain(app, status);
    zi::cli::add_ready(app, status);
    zi::cli::add_graph(app, status);
    zi::cli::add_impact(app, status);
    zi::cli::add_plan(app, status);
    zi::cli::add_why(app, status);
    zi::cli::add_diff(app, status);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? zi::cli::done : zi::cli::usage;
    } catch (const std::exception& error) {
        std::fprintf(stderr, "zi: %s\n", error.what());
        return zi::cli::refused;
    }
    return status;
}
