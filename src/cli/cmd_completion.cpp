// zi completion SHELL: a script with which a shell completes commands, options and values.
#include "command.hpp"

#include <memory>
#include <sstream>

namespace zi::cli {

namespace {

using Words = std::vector<std::string>;
using Taken = Described::Argument;

bool is_option(const Taken& one) { return one.names.starts_with("-"); }

/// "--write,-w" as two.
Words names_of(const Taken& one) {
    Words names;
    std::istringstream all(one.names);
    for (std::string name; std::getline(all, name, ',');) names.push_back(name);
    return names;
}

Words options_of(const Described& command) {
    Words names{"--help"};
    for (const Taken& one : command.arguments)
        if (is_option(one))
            for (std::string& name : names_of(one)) names.push_back(std::move(name));
    return names;
}

bool takes_files(const Taken& one) { return is_option(one) ? one.value == "FILE" : one.choices.empty(); }

std::string joined(const Words& words, const char* between = " ") {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : between) + word;
    return text;
}

/// With `mark` before each of these characters.
std::string escaped(const std::string& text, std::string_view characters, const std::string& mark) {
    std::string result;
    for (const char c : text) {
        if (characters.find(c) != characters.npos) result += mark;
        result += c;
    }
    return result;
}

/// A word of bash and zsh, in which quotation marks know no escape: they end, and begin again behind an escaped one.
std::string word(const std::string& text) { return "'" + escaped(text, "'", "'\\'") + "'"; }

/// Lines of a script, each so many levels deep.
class Script {
public:
    void line(std::size_t depth, const std::string& text) { text_ += std::string(4 * depth, ' ') + text + "\n"; }
    std::string text() const { return text_; }

private:
    std::string text_;
};

// ---- bash

// A line a reply, whatever blanks are in it.
std::string reply(const std::string& generated) { return "mapfile -t COMPREPLY < <(compgen " + generated + " -- \"$cur\")"; }
std::string reply_words(const Words& words) { return reply("-W " + word(joined(words))); }
std::string reply_files() { return "compopt -o filenames; " + reply("-f"); }

std::string bash(const std::deque<Described>& commands) {
    Words first;
    for (const Described& one : commands) first.push_back(one.name);
    first.insert(first.end(), {"--help", "--version", "--lang"});
    Script script;
    script.line(0, "# bash completion for zi; zi completion bash");
    script.line(0, "_zi() {");
    script.line(1, "local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}");
    script.line(1, "COMPREPLY=()");
    script.line(1, "if ((COMP_CWORD == 1)); then");
    script.line(2, reply_words(first));
    script.line(2, "return");
    script.line(1, "fi");
    script.line(1, "case ${COMP_WORDS[1]} in");
    for (const Described& command : commands) {
        Words values;
        script.line(2, command.name + ")");
        script.line(3, "case $prev in");
        for (const Taken& one : command.arguments) {
            if (!is_option(one)) values.insert(values.end(), one.choices.begin(), one.choices.end());
            if (!is_option(one) || one.value.empty()) continue;
            const std::string replied = !one.choices.empty() ? reply_words(one.choices) + "; "
                                        : takes_files(one)   ? reply_files() + "; "
                                                             : "";
            script.line(4, joined(names_of(one), "|") + ") " + replied + "return ;;");
        }
        script.line(3, "esac");
        script.line(3, "if [[ $cur == -* ]]; then");
        script.line(4, reply_words(options_of(command)));
        script.line(3, "else");
        script.line(4, values.empty() ? reply_files() : reply_words(values));
        script.line(3, "fi ;;");
    }
    script.line(1, "esac");
    script.line(0, "}");
    script.line(0, "complete -F _zi zi");
    return script.text();
}

// ---- zsh

/// A part of what _arguments and _describe read, which have marks of their own.
std::string part(const std::string& text) { return escaped(text, ":[]\\", "\\"); }

/// ":VALUE:(these those)", of an argument that takes a value.
std::string value_of(const Taken& one, const std::string& name) {
    const std::string action = !one.choices.empty() ? "(" + joined(one.choices) + ")" : takes_files(one) ? "_files" : " ";
    return ":" + part(name) + ":" + action;
}

std::string zsh(const std::deque<Described>& commands) {
    Script script;
    script.line(0, "#compdef zi");
    script.line(0, "# zsh completion for zi; zi completion zsh");
    script.line(0, "_zi() {");
    script.line(1, "local -a commands");
    script.line(1, "commands=(");
    for (const Described& one : commands) script.line(2, word(part(one.name) + ":" + one.help));
    script.line(1, ")");
    script.line(1, "if ((CURRENT == 2)); then");
    script.line(2, "_describe -t commands command commands");
    script.line(2, "return");
    script.line(1, "fi");
    script.line(1, "local command=$words[2]");
    script.line(1, "shift words");
    script.line(1, "((CURRENT--))");
    script.line(1, "case $command in");
    for (const Described& command : commands) {
        Words taken{"_arguments", "'--help'"};
        std::size_t place = 0;
        for (const Taken& one : command.arguments)
            if (!is_option(one))
                taken.push_back(word((one.several ? "*" : std::to_string(++place)) + value_of(one, one.names)));
            else
                for (const std::string& name : names_of(one))
                    taken.push_back(
                        word(name + "[" + part(one.help) + "]" + (one.value.empty() ? "" : value_of(one, one.value))));
        script.line(2, command.name + ")");
        script.line(3, joined(taken, " \\\n                ") + " ;;");
    }
    script.line(1, "esac");
    script.line(0, "}");
    script.line(0, "_zi \"$@\"");
    return script.text();
}

// ---- fish

std::string fish_word(const std::string& text) { return "'" + escaped(text, "'\\", "\\") + "'"; }

std::string fish(const std::deque<Described>& commands) {
    Script script;
    script.line(0, "# fish completion for zi; zi completion fish");
    script.line(0, "complete -c zi -n __fish_use_subcommand -f");
    for (const Described& command : commands) {
        script.line(0, "complete -c zi -n __fish_use_subcommand -a " + command.name + " -d " + fish_word(command.help));
        const std::string here = "complete -c zi -n " + fish_word("__fish_seen_subcommand_from " + command.name);
        for (const Taken& one : command.arguments) {
            const std::string choices = " -a " + fish_word(joined(one.choices));
            if (!is_option(one)) {
                if (!one.choices.empty()) script.line(0, here + " -f" + choices);
                continue;
            }
            std::string taken;
            for (const std::string& name : names_of(one))
                taken += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
            if (!one.choices.empty())
                taken += " -x" + choices;
            else if (!one.value.empty())
                taken += takes_files(one) ? " -r" : " -x";
            script.line(0, here + taken + " -d " + fish_word(one.help));
        }
    }
    return script.text();
}

}  // namespace

void add_completion(CommandLine& line) {
    auto shell = std::make_shared<std::string>("bash");
    Command command = line.command("completion", "naskah pelengkap untuk shell / a completion script for a shell");
    command.choice("SHELL", *shell, "bash, zsh, fish", {"bash", "zsh", "fish"});
    command.take_language();
    command.run([shell, &line] {
        write_out(*shell == "zsh" ? zsh(line.commands()) : *shell == "fish" ? fish(line.commands()) : bash(line.commands()));
        return done;
    });
}

}  // namespace zi::cli
