/// How does a subcommand say what it takes from the command line?
#pragma once

#include "zi/language.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace zi::cli {

// CLI11 parses. Its header takes longer to compile than all of our commands, so only arguments.cpp includes it.
//
// Help texts are written as "Indonesia / English"; only the language of the run is shown.

/// The arguments of a subcommand, for the manual and for completion.
struct Described {
    struct Argument {
        std::string names;  ///< "--write,-w"; of a positional argument "RULES"
        std::string value;  ///< "FILE", "DAY", "N" or "TEXT"; empty for a flag
        std::string help;
        std::vector<std::string> choices;  ///< all possible values; empty: any
        bool required = false;
        bool several = false;  ///< takes one value after the other
    };
    std::string name, help;
    std::deque<Argument> arguments;
};

/// A handle of one argument of a command; must not outlive the CommandLine.
class Argument {
public:
    Argument(CLI::Option& option, Described::Argument& described, Language language)
        : option_(&option), described_(&described), language_(language) {}
    Argument required() const;
    /// For a list: takes one value each time it is given, so that a positional may follow.
    Argument single() const;
    /// The word for the value in the help.
    Argument type(const std::string& word) const;
    /// `problem(text)` returns what is wrong with the text; empty if it is valid.
    Argument check(std::string (*problem)(const std::string& text, Language language)) const;
    Argument needs(Argument other) const;
    Argument excludes(Argument other) const;
    bool given() const;

private:
    CLI::Option* option_;
    Described::Argument* described_;
    Language language_;
};

class CommandLine;

/// A handle of one subcommand, or of a group of its arguments; must not outlive the CommandLine. Variables are set when the
/// command is chosen, and must outlive the parse. A name is `--name`, with alternatives after commas; a name without a dash is
/// positional.
class Command {
public:
    Command(CLI::App& app, CommandLine& line, Described& described) : app_(&app), line_(&line), described_(&described) {}
    Argument flag(const std::string& name, bool& value, const std::string& help);
    /// A non-empty text.
    Argument option(const std::string& name, std::string& value, const std::string& help);
    Argument option(const std::string& name, std::vector<std::string>& values, const std::string& help);
    /// Repeatable; appends a text each time.
    Argument repeated(const std::string& name, std::vector<std::string>& values, const std::string& help);
    /// An integer in decimal digits, at most `most`; the help shows the initial `value` as the default.
    Argument number(const std::string& name, std::optional<std::uint64_t>& value, std::uint64_t most, const std::string& help);
    /// One of these texts; the initial `value` is the default.
    Argument choice(const std::string& name, std::string& value, const std::string& help,
                    const std::vector<std::string>& texts);
    /// `--lang`, which was parsed before everything else.
    void take_language();
    /// A group of which exactly one argument must be given.
    Command exactly_one(const std::string& name, const std::string& help);
    /// The action of the command; returns the exit status.
    void run(std::function<int()> action);
    /// The language of this run.
    Language language() const;

private:
    Described::Argument& described(const std::string& name, const std::string& value, const std::string& help);
    Argument refer(CLI::Option& option, Described::Argument& described) { return {option, described, language()}; }
    std::string said(const std::string& both) const;

    CLI::App* app_;
    CommandLine* line_;
    Described* described_;
};

/// For a command's action: one of these arguments is required, and none was given. Ends as any usage error does.
[[noreturn]] void missing(const std::string& arguments);

/// The same: these arguments require another one.
[[noreturn]] void misplaced(const std::string& arguments, const std::string& other);

/// All subcommands.
class CommandLine {
public:
    /// The language is the one of `--lang`, at any position, else ZI_LANG, else Indonesian.
    CommandLine(int argc, const char* const* argv);
    ~CommandLine();
    Command command(const std::string& name, const std::string& help);
    /// Runs the chosen command, or prints help or a usage error; returns the exit status.
    int run();
    Language language() const { return language_; }
    /// All subcommands so far.
    const std::deque<Described>& commands() const { return commands_; }
    /// The help of a subcommand, or of all; nullopt if there is no such subcommand.
    std::optional<std::string> help(const std::string& command) const;
    /// The usage error of an unknown subcommand, with a suggestion.
    std::string unknown_command(const std::string& command) const;

private:
    friend class Command;

    std::vector<std::string> arguments_;
    Language language_;
    std::string lang_;  ///< "id" or "en", as the option has it
    std::unique_ptr<CLI::App> app_;
    int status_;
    std::deque<Described> commands_;
};

}  // namespace zi::cli
