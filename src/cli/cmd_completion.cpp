// zi completion SHELL: a script with which a shell completes commands, options and values.
#include "command.hpp"

#include <algorithm>
#include <memory>
#include <sstream>

namespace zi::cli {

namespace {

using Taken = Described::Argument;

bool is_option(const Taken& one) { return one.names.starts_with("-"); }

/// "--write,-w" as two.
std::vector<std::string> names_of(const Taken& one) {
    std::vector<std::string> names;
    std::istringstream all(one.names);
    for (std::string name; std::getline(all, name, ',');) names.push_back(name);
    return names;
}

std::string joined(const std::vector<std::string>& words, const char* between) {
    std::string text;
    for (const std::string& word : words) text += (text.empty() ? "" : between) + word;
    return text;
}

/// Within single quotes, for any of the shells.
std::string quoted(const std::string& text, const std::string& quote) {
    std::string result;
    for (const char c : text) result += c == '\'' ? quote : std::string(1, c);
    return "'" + result + "'";
}

std::vector<std::string> options_of(const Described& command) {
    std::vector<std::string> names{"--help"};
    for (const Taken& one : command.arguments)
        if (is_option(one))
            for (std::string& name : names_of(one)) names.push_back(std::move(name));
    return names;
}

bool takes_files(const Taken& one) { return is_option(one) ? one.value == "FILE" : one.choices.empty(); }

std::string bash(const std::deque<Described>& commands) {
    std::vector<std::string> names;
    for (const Described& one : commands) names.push_back(one.name);
    std::string text =
        "# bash completion for zi; zi completion bash\n_zi() {\n    local cur=${COMP_WORDS[COMP_CWORD]} "
        "prev=${COMP_WORDS[COMP_CWORD-1]}\n"
        "    COMPREPLY=()\n    if ((COMP_CWORD == 1)); then\n        COMPREPLY=($(compgen -W " +
        quoted(joined(names, " ") + " --help --version --lang", "'\\''") +
        " -- \"$cur\"))\n        return\n    fi\n    case ${COMP_WORDS[1]} in\n";
    for (const Described& command : commands) {
        text += "        " + command.name + ")\n            case $prev in\n";
        for (const Taken& one : command.arguments) {
            if (!is_option(one) || one.value.empty()) continue;
            const std::string pattern = "                " + joined(names_of(one), "|") + ") ";
            if (!one.choices.empty())
                text += pattern + "COMPREPLY=($(compgen -W " + quoted(joined(one.choices, " "), "'\\''") +
                        " -- \"$cur\")); return ;;\n";
            else if (takes_files(one))
                text += pattern + "compopt -o filenames; COMPREPLY=($(compgen -f -- \"$cur\")); return ;;\n";
            else
                text += pattern + "return ;;\n";
        }
        std::vector<std::string> values;
        for (const Taken& one : command.arguments)
            if (!is_option(one)) values.insert(values.end(), one.choices.begin(), one.choices.end());
        const std::string others = values.empty()
                                       ? "compopt -o filenames; COMPREPLY=($(compgen -f -- \"$cur\"))"
                                       : "COMPREPLY=($(compgen -W " + quoted(joined(values, " "), "'\\''") + " -- \"$cur\"))";
        text += "            esac\n            if [[ $cur == -* ]]; then\n                COMPREPLY=($(compgen -W " +
                quoted(joined(options_of(command), " "), "'\\''") + " -- \"$cur\"))\n            else\n                " +
                others + "\n            fi ;;\n";
    }
    return text + "    esac\n}\ncomplete -F _zi zi\n";
}

/// What _arguments reads as its own marks.
std::string for_arguments(const std::string& text) {
    std::string result;
    for (const char c : text)
        result += c == ':' || c == '[' || c == ']' || c == '\\' ? std::string("\\") + c : std::string(1, c);
    return result;
}

std::string zsh(const std::deque<Described>& commands) {
    const std::string quote = "'\\''";
    std::string text =
        "#compdef zi\n# zsh completion for zi; zi completion zsh\n_zi() {\n    local -a commands\n    commands=(\n";
    for (const Described& one : commands) text += "        " + quoted(for_arguments(one.name) + ":" + one.help, quote) + "\n";
    text +=
        "    )\n    if ((CURRENT == 2)); then\n        _describe -t commands command commands\n        return\n    fi\n    "
        "local command=$words[2]\n"
        "    shift words\n    ((CURRENT--))\n    case $command in\n";
    for (const Described& command : commands) {
        text += "        " + command.name + ")\n            _arguments \\\n                '--help'";
        std::size_t place = 0;
        for (const Taken& one : command.arguments) {
            const std::string value = !one.choices.empty() ? "(" + joined(one.choices, " ") + ")"
                                      : takes_files(one)   ? "_files"
                                                           : " ";
            if (!is_option(one)) {
                text += " \\\n                " +
                        quoted((command.name == "fmt" ? "*" : std::to_string(++place)) + ":" + one.names + ":" + value, quote);
                continue;
            }
            for (const std::string& name : names_of(one))
                text += " \\\n                " + quoted(name + "[" + for_arguments(one.help) + "]" +
                                                             (one.value.empty() ? "" : ":" + one.value + ":" + value),
                                                         quote);
        }
        text += " ;;\n";
    }
    return text + "    esac\n}\n_zi \"$@\"\n";
}

std::string fish(const std::deque<Described>& commands) {
    const std::string quote = "\\'";
    std::string text = "# fish completion for zi; zi completion fish\ncomplete -c zi -n __fish_use_subcommand -f\n";
    for (const Described& command : commands) {
        text += "complete -c zi -n __fish_use_subcommand -a " + command.name + " -d " + quoted(command.help, quote) + "\n";
        const std::string here = "complete -c zi -n '__fish_seen_subcommand_from " + command.name + "'";
        for (const Taken& one : command.arguments) {
            if (!is_option(one)) {
                if (!one.choices.empty()) text += here + " -f -a " + quoted(joined(one.choices, " "), quote) + "\n";
                continue;
            }
            text += here;
            for (const std::string& name : names_of(one))
                text += name.starts_with("--") ? " -l " + name.substr(2) : " -s " + name.substr(1);
            if (!one.choices.empty())
                text += " -x -a " + quoted(joined(one.choices, " "), quote);
            else if (!one.value.empty())
                text += takes_files(one) ? " -r" : " -x";
            text += " -d " + quoted(one.help, quote) + "\n";
        }
    }
    return text;
}

}  // namespace

void add_completion(CommandLine& line) {
    auto shell = std::make_shared<std::string>("bash");
    Command command = line.command("completion", "naskah pelengkap untuk shell / a completion script for a shell");
    command.choice("SHELL", *shell, "bash, zsh, fish", {"bash", "zsh", "fish"});
    auto language = std::make_shared<LanguageOption>();
    language->add(command);
    command.run([shell, language, &line] {
        write_out(*shell == "zsh" ? zsh(line.commands()) : *shell == "fish" ? fish(line.commands()) : bash(line.commands()));
        return done;
    });
}

}  // namespace zi::cli
