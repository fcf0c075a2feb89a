// One run of the command, without what a process does once.
#include "command.hpp"

#include <algorithm>
#include <cstdio>
#include <exception>
#include <iterator>
#include <string_view>

namespace zi::cli {

namespace {

struct Added {
    std::string_view name;
    void (*add)(CommandLine& line);
    bool tells_of_others = false;  ///< its output lists the other commands
};

constexpr Added commands[] = {
    {"check", add_check},     {"fmt", add_fmt},
    {"assess", add_assess},   {"explain", add_explain},
    {"ready", add_ready},     {"graph", add_graph},
    {"impact", add_impact},   {"plan", add_plan},
    {"verify", add_verify},   {"why", add_why},
    {"diff", add_diff},       {"template", add_template},
    {"schema", add_schema},   {"completion", add_completion, true},
    {"help", add_help, true}, {"manual", add_manual, true},
};

/// In the order in which help lists them. Options are many small strings, a twentieth of a short run, so a command that comes
/// first in the line is added alone.
void add_commands(CommandLine& line, std::string_view first) {
    const auto named = std::ranges::find(commands, first, &Added::name);
    if (named != std::end(commands) && !named->tells_of_others) return named->add(line);
    for (const Added& one : commands) one.add(line);
}

}  // namespace

int run(int argc, const char* const* argv) {
    CommandLine line(argc, argv);
    add_commands(line, argc > 1 ? argv[1] : "");
    int status = refused;
    try {
        status = line.run();
    } catch (const std::exception& error) {
        std::fprintf(stderr, "zi: %s\n", error.what());
    }
    return all_written(status, line.language());
}

}  // namespace zi::cli
