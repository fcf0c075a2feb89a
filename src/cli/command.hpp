/// What do the subcommands share?
#pragma once

#include "zi/load.hpp"

#include <string>

namespace CLI {
class App;
}

namespace zi::cli {

/// Exit statuses.
enum Status : int { done = 0, refused = 1, usage = 2 };

// One subcommand a file, cmd_<name>.cpp. Each runs when chosen and leaves its exit status.
void add_check(CLI::App& app, int& status);
void add_fmt(CLI::App& app, int& status);

/// The `--lang id|en` option, on every subcommand.
struct LanguageOption {
    std::string name = "id";
    void add(CLI::App& command);
    Language get() const { return name == "en" ? Language::english : Language::indonesian; }
};

/// Loads rules and prints what is wrong with them on standard error. Empty if there are errors.
Loaded load_or_explain(const std::string& path, Language language);

/// Writes all of it to standard output; false if that fails.
bool write_out(std::string_view text);

}  // namespace zi::cli
