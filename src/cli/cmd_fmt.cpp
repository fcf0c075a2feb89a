// zi fmt FILE...: prints the canonical form, or brings files into it.
#include "command.hpp"
#include "files.hpp"

#include "zi/files.hpp"

#include "base/filled.hpp"

#include <cstdio>
#include <memory>
#include <vector>

namespace zi::cli {

void add_fmt(CommandLine& line) {
    struct Options {
        std::vector<std::string> files;
        bool write = false;
        bool check = false;
    };
    auto options = std::make_shared<Options>();
    Command command = line.command("fmt", "bentuk baku aturan / canonical form of rules");
    command.option("FILE", options->files, "berkas aturan; - untuk masukan baku / rules files; - for standard input")
        .required();
    const Argument write = command.flag("--write,-w", options->write, "ubah berkasnya / change the files");
    command.flag("--check", options->check, "hanya periksa; status 1 bila berbeda / only check; status 1 on a difference")
        .excludes(write);
    command.take_language();
    command.run([options, language = command.language()] {
        int status = done;
        for (const std::string& path : options->files) {
            const Result<std::string> text =
                path == "-" ? read_standard_input(Limits{}.file_bytes) : read_file(path, Limits{}.file_bytes);
            if (!text) {
                std::fputs(render(Diagnostic{Code::file_unreadable, {path}}, SourceSet{}, language).c_str(), stderr);
                status = refused;
                continue;
            }
            const Formatted formatted = format(path, *text);
            if (!formatted.text) {
                std::fputs(render(formatted.diagnostics, *formatted.sources, language).c_str(), stderr);
                status = refused;
            } else if (options->check) {
                if (*formatted.text == *text) continue;
                std::fputs(filled(Chosen{language == Language::indonesian ? "{}: belum dalam bentuk baku\n"
                                                                          : "{}: not in canonical form\n"},
                                  plain(path))
                               .c_str(),
                           stderr);
                status = refused;
            } else if (options->write && path != "-") {
                if (const int error = *formatted.text == *text ? 0 : replace_file(path, *formatted.text)) {
                    complain_of_writing(path, error, language);
                    status = refused;
                }
            } else {
                write_out(*formatted.text);
                flush_out();  // keep the order of output and the next file's errors
            }
        }
        return status;
    });
}

}  // namespace zi::cli
