// The only place that runs another program: `dot`, with fixed arguments, never through a shell.
#include "graphviz.hpp"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <memory>

extern "C" char** environ;

namespace zi::cli {

namespace {

/// Through unnamed temporary files rather than pipes, so that no deadlock is possible.
using Temporary = std::unique_ptr<std::FILE, int (*)(std::FILE*)>;
Temporary temporary() { return {std::tmpfile(), &std::fclose}; }

}  // namespace

Drawn draw_svg(const std::string& dot_text, std::string& svg) {
    const Temporary input = temporary(), output = temporary();
    if (!input || !output || std::fwrite(dot_text.data(), 1, dot_text.size(), input.get()) != dot_text.size() ||
        std::fflush(input.get()) != 0)
        return Drawn::failed;
    std::rewind(input.get());

    std::string program = "dot", format = "-Tsvg";
    char* arguments[] = {program.data(), format.data(), nullptr};
    posix_spawn_file_actions_t actions;
    if (posix_spawn_file_actions_init(&actions) != 0) return Drawn::failed;
    posix_spawn_file_actions_adddup2(&actions, fileno(input.get()), STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, fileno(output.get()), STDOUT_FILENO);
    pid_t child = 0;
    const int error = posix_spawnp(&child, "dot", &actions, nullptr, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (error != 0) return error == ENOENT ? Drawn::not_installed : Drawn::failed;
    int status = 0;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR) return Drawn::failed;
    if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) return Drawn::failed;

    std::rewind(output.get());
    char buffer[1 << 14];
    while (const std::size_t count = std::fread(buffer, 1, sizeof buffer, output.get())) svg.append(buffer, count);
    // `dot` does not always report that its output was lost.
    return svg.substr(0, svg.find_last_not_of('\n') + 1).ends_with("</svg>") ? Drawn::done : Drawn::failed;
}

}  // namespace zi::cli
