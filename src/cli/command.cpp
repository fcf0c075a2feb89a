#include "command.hpp"

#include <CLI/CLI.hpp>

#include <cstdio>

namespace zi::cli {

void LanguageOption::add(CLI::App& command) {
    command.add_option("--lang", name, "bahasa / language: id, en")->check(CLI::IsMember({"id", "en"}))->capture_default_str();
}

Loaded load_or_explain(const std::string& path, Language language) {
    Loaded loaded = load(path, read_from_disk());
    std::fputs(loaded.text(language).c_str(), stderr);
    return loaded;
}

bool write_out(std::string_view text) {
    return std::fwrite(text.data(), 1, text.size(), stdout) == text.size() && std::fflush(stdout) == 0;
}

}  // namespace zi::cli
