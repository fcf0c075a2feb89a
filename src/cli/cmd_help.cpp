// zi help [COMMAND]: what --help shows.
#include "command.hpp"

#include "base/filled.hpp"

#include <cstdio>
#include <memory>

namespace zi::cli {

void add_help(CommandLine& line) {
    auto name = std::make_shared<std::string>();
    Command command = line.command("help", "bantuan tentang sebuah perintah / help on a command");
    command.option("COMMAND", *name, "perintah / a command");
    auto language = std::make_shared<LanguageOption>();
    language->add(command);
    command.run([name, language, &line] {
        if (const auto help = line.help(*name)) return write_out(*help), done;
        std::fputs(filled(Chosen{line.language() == Language::english ? "zi: unknown command: {}{}\n"
                                                                      : "zi: perintah tidak dikenal: {}{}\n"},
                          plain(*name), line.meant(*name))
                       .c_str(),
                   stderr);
        return usage;
    });
}

}  // namespace zi::cli
