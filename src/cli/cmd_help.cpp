// zi help [COMMAND]: what --help shows.
#include "command.hpp"

#include <cstdio>
#include <memory>

namespace zi::cli {

void add_help(CommandLine& line) {
    auto name = std::make_shared<std::string>();
    Command command = line.command("help", "bantuan tentang sebuah perintah / help on a command");
    command.option("COMMAND", *name, "perintah / a command");
    command.take_language();
    command.run([name, &line] {
        if (const auto help = line.help(*name)) return write_out(*help), done;
        std::fputs(("zi: " + plain(line.unknown_command(*name)) + "\n").c_str(), stderr);
        return usage;
    });
}

}  // namespace zi::cli
