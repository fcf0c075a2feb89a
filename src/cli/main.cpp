// zi: checks, formats and applies rules from the command line.
#include "command.hpp"

#include <cstdio>
#include <exception>

int main(int argc, char** argv) {
    zi::cli::CommandLine line;
    zi::cli::add_check(line);
    zi::cli::add_fmt(line);
    zi::cli::add_assess(line);
    zi::cli::add_explain(line);
    zi::cli::add_ready(line);
    zi::cli::add_graph(line);
    zi::cli::add_impact(line);
    zi::cli::add_plan(line);
    zi::cli::add_why(line);
    zi::cli::add_diff(line);
    try {
        return line.run(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "zi: %s\n", error.what());
        return zi::cli::refused;
    }
}
