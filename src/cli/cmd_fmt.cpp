// zi fmt FILE...: prints the canonical form, or brings files into it.
#include "command.hpp"

#include <fmt/format.h>

#include <cstdio>
#include <memory>
#include <vector>

namespace zi::cli {

namespace {

/// Beside the file first, then over it: a crash half-way leaves the old file whole.
bool replace_file(const std::string& path, const std::string& text) {
    const std::string beside = path + ".zi-fmt";
    std::FILE* file = std::fopen(beside.c_str(), "wb");
    if (!file) return false;
    const bool written = std::fwrite(text.data(), 1, text.size(), file) == text.size();
    const bool closed = std::fclose(file) == 0;
    if (written && closed && std::rename(beside.c_str(), path.c_str()) == 0) return true;
    std::remove(beside.c_str());
    return false;
}

}  // namespace

void add_fmt(CommandLine& line) {
    struct Options {
        std::vector<std::string> files;
        bool write = false;
        bool check = false;
        LanguageOption language;
    };
    auto options = std::make_shared<Options>();
    Command command = line.command("fmt", "bentuk baku aturan / canonical form of rules");
    command.option("FILE", options->files, "berkas aturan / rules files").required();
    const Argument write = command.flag("--write,-w", options->write, "ubah berkasnya / change the files");
    command.flag("--check", options->check, "hanya periksa; status 1 bila berbeda / only check; status 1 on a difference").excludes(write);
    options->language.add(command);
    command.run([options] {
        const Language language = options->language.get();
        const FileReader read = read_from_disk();
        int status = done;
        for (const std::string& path : options->files) {
            const std::optional<std::string> text = read(path);
            if (!text) {
                const Diagnostic problem{Code::file_unreadable, {path}};
                std::fputs(render(problem, SourceSet{}, language).c_str(), stderr);
                status = refused;
                continue;
            }
            const Formatted formatted = format(path, *text);
            if (!formatted.text) {
                std::fputs(render(formatted.diagnostics, *formatted.sources, language).c_str(), stderr);
                status = refused;
            } else if (options->check) {
                if (*formatted.text == *text) continue;
                fmt::print(stderr, fmt::runtime(language == Language::indonesian ? "{}: belum dalam bentuk baku\n" : "{}: not in canonical form\n"), path);
                status = refused;
            } else if (options->write) {
                if (*formatted.text != *text && !replace_file(path, *formatted.text)) {
                    std::perror(("zi: " + path).c_str());
                    status = refused;
                }
            } else {
                write_out(*formatted.text);
            }
        }
        return status;
    });
}

}  // namespace zi::cli
