// How long does the command take, from its start to its end?
#include "population.hpp"

#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

extern char** environ;

namespace {

using namespace bench;

/// A file that goes when this does.
class TemporaryFile {
public:
    explicit TemporaryFile(const std::string& text) {
        const int file = mkstemp(path_.data());
        sound_ = file >= 0 && write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size());
        if (file >= 0) close(file);
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile() { unlink(path_.c_str()); }
    bool sound() const { return sound_; }
    const std::string& path() const { return path_; }

private:
    std::string path_ = "/tmp/zi_bench_XXXXXX";
    bool sound_ = false;
};

/// Runs a command without its output and gives its exit status, -1 if there is none.
int run(std::vector<std::string> words) {
    std::vector<char*> arguments;
    for (std::string& word : words) arguments.push_back(word.data());
    arguments.push_back(nullptr);
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t child = 0;
    const int failed = posix_spawn(&child, arguments.front(), &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    int status = 0;
    if (failed != 0 || waitpid(child, &status, 0) != child || !WIFEXITED(status)) return -1;
    return WEXITSTATUS(status);
}

/// Rules, 253 fully answered units, and all scores as CSV.
void cold_start_253_units(benchmark::State& state) {
    const auto model = rules();
    const TemporaryFile units(ndjson(*model, population(*model, 253)));
    if (!units.sound()) return state.SkipWithError("no file");
    for (auto _ : state)
        if (run({ZI_COMMAND, "assess", ZI_SOURCE_DIR "/rules/zi-2021.zi", units.path(), "--as-of", "2026-05-31", "--format",
                 "csv"}) != 0)
            state.SkipWithError("wrong answer");
}
BENCHMARK(cold_start_253_units)->Unit(benchmark::kMillisecond)->UseRealTime();

/// What of it is the start and the rules.
void cold_check_of_the_rules(benchmark::State& state) {
    for (auto _ : state)
        if (run({ZI_COMMAND, "check", ZI_SOURCE_DIR "/rules/zi-2021.zi"}) != 0) state.SkipWithError("wrong answer");
}
BENCHMARK(cold_check_of_the_rules)->Unit(benchmark::kMillisecond)->UseRealTime();

}  // namespace
