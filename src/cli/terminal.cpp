#include "terminal.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <vector>

#include <fcntl.h>
#include <spawn.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

extern "C" char** environ;

namespace zi::cli {

namespace {

winsize size_of_terminal() {
    winsize size{};
    if (isatty(STDOUT_FILENO) == 0 || ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) return {};
    return size;
}

bool is_set(const char* variable) {
    const char* const value = std::getenv(variable);
    return value != nullptr && *value != '\0';
}

bool is_dumb() {
    const char* const terminal = std::getenv("TERM");
    return terminal == nullptr || std::strcmp(terminal, "dumb") == 0;
}

/// Colours up to the closing bracket.
struct Mark {
    std::string_view text, colour;
};
constexpr std::array marks{Mark{"[x] ", "32"},     Mark{"[ ] ", "31"},          Mark{"[?] ", "33"},      Mark{"galat[", "1;31"},
                           Mark{"error[", "1;31"}, Mark{"peringatan[", "1;33"}, Mark{"warning[", "1;33"}};

}  // namespace

std::size_t terminal_width() { return size_of_terminal().ws_col; }
std::size_t terminal_height() { return size_of_terminal().ws_row; }

std::string painted(std::string_view text, std::FILE* stream) {
    if (isatty(fileno(stream)) == 0 || is_set("NO_COLOR") || is_dumb()) return std::string(text);
    std::string out;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
        std::string_view line = text.substr(0, end);
        text.remove_prefix(end);
        const std::size_t blanks = std::min(line.find_first_not_of(' '), line.size());
        out += line.substr(0, blanks);
        line.remove_prefix(blanks);
        for (const Mark& mark : marks)
            if (const std::size_t close = line.find(']'); line.starts_with(mark.text) && close != line.npos) {
                ((((out += "\x1b[") += mark.colour) += 'm') += line.substr(0, close + 1)) += "\x1b[0m";
                line.remove_prefix(close + 1);
                break;
            }
        out += line;
    }
    return out;
}

std::optional<std::string> pager() {
    if (is_dumb()) return std::nullopt;
    const char* const set = std::getenv("PAGER");
    if (set == nullptr) return "less -R";
    return *set == '\0' ? std::nullopt : std::optional<std::string>(set);
}

Pager::Pager(const std::string& command) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return;
    // A command that could not be started has read no input.
    std::string shell = "sh", option = "-c", line = command + "\ncase $? in 126|127) exec cat;; esac";
    char* arguments[] = {shell.data(), option.data(), line.data(), nullptr};
    // Keep colours, and quit at once if it fits one screen.
    std::string less = "LESS=FRX";
    std::vector<char*> environment;
    for (char** one = environ; *one != nullptr; ++one) environment.push_back(*one);
    if (std::getenv("LESS") == nullptr) environment.push_back(less.data());
    environment.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    if (posix_spawn_file_actions_init(&actions) == 0) {
        posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO);
        pid_t process = -1;
        if (posix_spawn(&process, "/bin/sh", &actions, nullptr, arguments, environment.data()) == 0) process_ = process;
        posix_spawn_file_actions_destroy(&actions);
    }
    close(ends[0]);
    if (process_ >= 0) input_ = fdopen(ends[1], "w");
    if (input_ == nullptr) close(ends[1]);
    handler_ = std::signal(SIGPIPE, SIG_IGN);  // the reader may quit before the end
}

bool Pager::write(std::string_view text) {
    return input_ != nullptr && std::fwrite(text.data(), 1, text.size(), input_) == text.size();
}

Pager::~Pager() {
    if (input_ != nullptr) std::fclose(input_);
    if (process_ >= 0)
        while (waitpid(process_, nullptr, 0) < 0 && errno == EINTR) continue;
    if (handler_ != SIG_ERR) std::signal(SIGPIPE, handler_);
}

}  // namespace zi::cli
