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

// CLI11 does the work. Its header takes the compiler longer than all of our commands, so only arguments.cpp includes it.
//
// What people read is written as "Indonesia / English", and shown in the language of the run alone.

/// What a subcommand takes, for the manual and for completion.
struct Described {
    struct Argument {
        std::string names;  ///< "--write,-w"; of what is known by its place, "RULES"
        std::string value;  ///< "FILE", "DAY", "N" or "TEXT"; of a flag nothing
        std::string help;
        std::vector<std::string> choices;  ///< all values; empty: any
        bool required = false;
        bool several = false;  ///< takes one value after the other
    };
    std::string name, help;
    std::deque<Argument> arguments;
};

/// Refers to one argument of a command; valid as long as the command line.
class Argument {
public:
    Argument(CLI::Option& option, Described::Argument& described, Language language)
        : option_(&option), described_(&described), language_(language) {}
    Argument required() const;
    /// Of a list: one text, and what follows belongs to others.
    Argument single() const;
    /// The word for the value in the help.
    Argument type(const std::string& word) const;
    /// `problem` of a text is empty if the text is a value, else what is wrong.
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

/// Refers to one subcommand, or a group of its arguments; valid as long as the command line. Variables are filled when it is
/// chosen, and must live until then. A name is `--name`, several go with commas; a name without a dash is known by its place.
class Command {
public:
    Command(CLI::App& app, CommandLine& line, Described& described) : app_(&app), line_(&line), described_(&described) {}
    Argument flag(const std::string& name, bool& value, const std::string& help);
    /// A text that is not empty.
    Argument option(const std::string& name, std::string& value, const std::string& help);
    Argument option(const std::string& name, std::vector<std::string>& values, const std::string& help);
    /// A text each time that it is given.
    Argument repeated(const std::string& name, std::vector<std::string>& values, const std::string& help);
    /// A whole number in digits, `most` at most; where `value` is one already, the help shows it as the default.
    Argument number(const std::string& name, std::optional<std::uint64_t>& value, std::uint64_t most, const std::string& help);
    /// One of these texts; the one that `value` has now is the default.
    Argument choice(const std::string& name, std::string& value, const std::string& help,
                    const std::vector<std::string>& texts);
    /// `--lang`, which the command line has looked for already.
    void take_language();
    /// A group of which exactly one argument must be given.
    Command exactly_one(const std::string& name, const std::string& help);
    /// What to do when the command is chosen; gives the exit status.
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

/// To be called by a command's action: none of these arguments was given, but one must be. Ends as any mistake in the command
/// line does.
[[noreturn]] void missing(const std::string& arguments);

/// The same: these arguments are only for what another says.
[[noreturn]] void misplaced(const std::string& arguments, const std::string& other);

/// All subcommands.
class CommandLine {
public:
    /// Speaks the language that `--lang` names, wherever it stands, else ZI_LANG, else Indonesian.
    CommandLine(int argc, const char* const* argv);
    ~CommandLine();
    Command command(const std::string& name, const std::string& help);
    /// Runs the command that is chosen, or prints help or what is wrong; gives the exit status.
    int run();
    Language language() const { return language_; }
    /// All subcommands so far.
    const std::deque<Described>& commands() const { return commands_; }
    /// The help of a subcommand, or of all; nothing if there is no such subcommand.
    std::optional<std::string> help(const std::string& command) const;
    /// That there is no such subcommand, and which one was probably meant.
    std::string unknown_command(const std::string& command) const;

private:
    friend class Command;

    std::vector<std::string> arguments_;
    Language language_;
    std::string lang_;  ///< as its option says it, "id" or "en"
    std::unique_ptr<CLI::App> app_;
    int status_;
    std::deque<Described> commands_;
};

}  // namespace zi::cli
