// zi manual: the manual page, for man.
#include "command.hpp"

namespace zi::cli {

namespace {

/// Escapes text for roff: dashes, and lines that begin with a dot or quotation mark.
std::string roff(const std::string& text) {
    std::string result;
    for (const char c : text) {
        if (c == '-') result += '\\';
        if (c == '\\')
            result += "\\e";
        else
            result += c;
    }
    return result.starts_with(".") || result.starts_with("'") ? "\\&" + result : result;
}

std::string manual(const CommandLine& line) {
    const bool indonesian = line.language() == Language::indonesian;
    const auto say = [&](const char* id, const char* en) { return std::string(indonesian ? id : en); };
    std::string text = ".TH ZI 1 \"\" \"zi " ZI_VERSION "\" \"" + say("Perintah", "Commands") + "\"\n.SH " +
                       say("NAMA", "NAME") + "\nzi \\- " +
                       say("memeriksa dan menilai lembar kerja secara eksak", "checks and assesses worksheets exactly") +
                       "\n.SH " + say("RINGKASAN", "SYNOPSIS") + "\n.B zi\n.I " + say("PERINTAH", "COMMAND") + "\n[" +
                       say("OPSI", "OPTIONS") + "]\n.SH " + say("PERINTAH", "COMMANDS") + "\n";
    for (const Described& command : line.commands()) {
        text += ".SS zi " + roff(command.name);
        for (const Described::Argument& one : command.arguments)
            if (!one.names.starts_with("-")) text += " " + (one.required ? one.names : "[" + one.names + "]");
        text += "\n" + roff(command.help) + "\n";
        for (const Described::Argument& one : command.arguments) {
            text += ".TP\n\\fB" + roff(one.names) + "\\fR";
            if (one.names.starts_with("-") && !one.value.empty()) text += " \\fI" + roff(one.value) + "\\fR";
            text += "\n" + roff(one.help) + "\n";
        }
    }
    text += ".SH " + say("LINGKUNGAN", "ENVIRONMENT") + "\n.TP\n.B ZI_LANG\n" +
            say("bahasa bila \\-\\-lang tidak diberikan: id atau en", "the language where \\-\\-lang is not given: id or en") +
            "\n.SH " + say("STATUS KELUAR", "EXIT STATUS") + "\n" +
            say("0: selesai; 1: ada yang ditolak, atau tidak sebagaimana diminta; 2: baris perintah salah.",
                "0: done; 1: something was refused, or is not as asked for; 2: the command line is wrong.") +
            "\n";
    return text;
}

}  // namespace

void add_manual(CommandLine& line) {
    Command command = line.command("manual", "halaman manual, untuk man / the manual page, for man");
    command.take_language();
    command.run([&line] {
        write_out(manual(line));
        return done;
    });
}

}  // namespace zi::cli
