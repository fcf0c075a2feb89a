// zi: checks, formats and applies rules from the command line.
#include "command.hpp"

#include <CLI/CLI.hpp>

#include <cstdio>
#include <exception>

int main(int argc, char** argv) {
    CLI::App app{"zi: memeriksa dan menilai lembar kerja secara eksak / checks and assesses worksheets exactly", "zi"};
    app.set_version_flag("--version", ZI_VERSION);
    app.require_subcommand(1);
    app.fallthrough(false);

    int status = zi::cli::done;
    zi::cli::add_check(app, status);
    zi::cli::add_fmt(app, status);
    zi::cli::add_assess(app, status);
    zi::cli::add_explain(app, status);
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
