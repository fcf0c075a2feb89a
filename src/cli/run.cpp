// One run of the command, apart from what a process does once.
#include "command.hpp"

#include <cstdio>
#include <exception>

namespace zi::cli {

int run(int argc, const char* const* argv) {
    CommandLine line;
    add_check(line);
    add_fmt(line);
    add_assess(line);
    add_explain(line);
    add_ready(line);
    add_graph(line);
    add_impact(line);
    add_plan(line);
    add_verify(line);
    add_why(line);
    add_diff(line);
    int status = refused;
    try {
        status = line.run(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "zi: %s\n", error.what());
    }
    return all_written(status, line.language());
}

}  // namespace zi::cli
