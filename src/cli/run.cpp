// One run of the command, without what a process does once.
#include "command.hpp"

#include <cstdio>
#include <exception>

namespace zi::cli {

int run(int argc, const char* const* argv) {
    CommandLine line(argc, argv);
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
    add_report(line);
    add_template(line);
    add_schema(line);
    add_completion(line);
    add_help(line);
    add_manual(line);
    int status = refused;
    try {
        status = line.run();
    } catch (const std::exception& error) {
        std::fprintf(stderr, "zi: %s\n", error.what());
    }
    return all_written(status, line.language());
}

}  // namespace zi::cli
