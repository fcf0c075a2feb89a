// The only place that runs another program: `dot`, with arguments of its own and never through a shell.
#include "graphviz.hpp"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

extern "C" char** environ;

namespace zi::cli {

Drawn draw_svg(const std::string& dot_text, const std::string& file) {
    // Through a file, not a pipe: nobody waits for anybody.
    std::FILE* input = std::tmpfile();
    if (!input) return Drawn::failed;
    const bool written = std::fwrite(dot_text.data(), 1, dot_text.size(), input) == dot_text.size() && std::fflush(input) == 0;
    std::rewind(input);

    std::string program = "dot", format = "-Tsvg", output = "-o" + file;
    char* arguments[] = {program.data(), format.data(), output.data(), nullptr};
    posix_spawn_file_actions_t actions;
    if (!written || posix_spawn_file_actions_init(&actions) != 0) {
        std::fclose(input);
        return Drawn::failed;
    }
    posix_spawn_file_actions_adddup2(&actions, fileno(input), STDIN_FILENO);
    pid_t child = 0;
    const int error = posix_spawnp(&child, "dot", &actions, nullptr, arguments, environ);
    posix_spawn_file_actions_destroy(&actions);
    std::fclose(input);
    if (error != 0) return error == ENOENT ? Drawn::not_installed : Drawn::failed;
    int status = 0;
    while (waitpid(child, &status, 0) < 0)
        if (errno != EINTR) return Drawn::failed;
    return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? Drawn::done : Drawn::failed;
}

}  // namespace zi::cli
