/// What do the subcommands share?
#pragma once

#include "arguments.hpp"
#include "output.hpp"
#include "units.hpp"

#include "zi/inquiry.hpp"
#include "zi/load.hpp"
#include "zi/report.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zi::cli {

/// Exit statuses.
enum Status : int { done = 0, refused = 1, usage = 2 };

/// What the command does with these arguments, from beginning to end; gives the exit status. Everything but standard streams
/// and files is as before then.
int run(int argc, const char* const* argv);

// One subcommand a file, cmd_<name>.cpp. Each says what it takes and what it does when chosen.
void add_check(CommandLine& line);
void add_fmt(CommandLine& line);
void add_assess(CommandLine& line);
void add_explain(CommandLine& line);
void add_ready(CommandLine& line);
void add_graph(CommandLine& line);
void add_impact(CommandLine& line);
void add_plan(CommandLine& line);
void add_verify(CommandLine& line);
void add_why(CommandLine& line);  ///< and `whynot`
void add_diff(CommandLine& line);
void add_completion(CommandLine& line);
void add_help(CommandLine& line);
void add_manual(CommandLine& line);

/// By the clock and the time zone of the machine.
Date today();

/// Says on standard error that a command took today, since it was told no day.
void say_today(Date day, Language language);

/// Checks an option's text: empty if it is a day, else what is wrong.
std::string is_day(const std::string& text, Language language);

/// RULES, UNITS, the day, and what counts of the units, for the subcommands that assess.
struct AssessOptions {
    std::string rules;
    std::vector<std::string> units;  ///< files and folders
    std::string layout;              ///< file that says how tables are read; may be empty
    std::string unit;
    std::string as_of;
    std::string evidence;                      ///< file of shared documents; may be empty
    bool no_evidence = false;                  ///< answers count as they claim
    bool keep_going = false;                   ///< units that are refused are left out
    std::string bad_values;                    ///< "open", "refuse"; empty: open with keep_going, else refuse
    std::string seen_by;                       ///< "unit" or an assessor: who answered last; empty: the last there is
    Language language = Language::indonesian;  ///< of the run
    /// Gives UNITS. `day`: what counts where --as-of is not given, in both languages.
    Argument add(Command& command, const std::string& day = "hari ini / day of rules and facts, YYYY-MM-DD; default: today");
    /// `--unit ID`, for subcommands about one unit.
    void add_unit(Command& command);
    /// `--keep-going`, for subcommands about many units.
    void add_keep_going(Command& command);
    /// What becomes of a unit with an answer or fact that is wrong.
    BadValues what_of_bad_values() const;
    /// The files as somebody named them.
    std::string named_units() const;
};

/// What a table shows: --columns, --sort, --width; and of which units, in every format: --where, --by.
struct TableOption {
    std::string columns, sort, by;
    std::vector<std::string> where;
    std::optional<std::uint64_t> width;
    void add(Command& command);
    /// As wide as the terminal, unless told.
    TableOptions get() const;
    /// What is for tables alone.
    bool given() const { return !columns.empty() || !sort.empty() || width; }
};

/// Rules and units ready for asking.
struct Input {
    Loaded rules;
    std::shared_ptr<UnitFiles> units;  ///< what the inquiry looks at
    Inquiry inquiry;

    const Model& model() const { return inquiry.model(); }
    /// Names of the attributes that the rules declare, then of those that the units have beside them: 1,000 at most.
    std::vector<std::string> attributes() const;
};

/// Which units are told of, and whether together: --where, --by.
struct GroupOption {
    std::string by;
    std::vector<std::string> where;
    void add(Command& command);
};

/// The attribute that somebody named, with "attributes." before it or without; prints on standard error that there is none.
std::optional<std::string> attribute_named(const std::string& name, const std::vector<std::string>& attributes,
                                           Language language);

/// Leaves out the units for which the conditions do not hold; false: prints on standard error what is wrong with them.
bool filter(std::vector<Unit>& units, const Input& input, const std::vector<std::string>& where, Language language);

/// Loads rules, units and shared evidence; prints what is wrong on standard error and gives nothing then. Rules are taken over
/// from `like` where there is one, and its units where the options name none.
std::optional<Input> open_input(const AssessOptions& options, const Input* like = nullptr);

/// Prints what readers remark of a unit on standard error. True: some of it are errors, of answers and facts left open.
bool complain_of(const Unit& unit, Language language);

/// The unit that options.unit names; prints on standard error why there is none, and what there is to remark. `status` is
/// `refused` where something was refused.
std::optional<Unit> one_unit(const Input& input, const AssessOptions& options, int& status);

/// All units. If one is refused, prints on standard error why, for each; `status` is `refused` then, and nothing is given
/// unless options.keep_going says so. The same status where answers or facts were refused, which does not stop anything.
std::optional<std::vector<Unit>> all_units(const Input& input, const AssessOptions& options, int& status);

/// The same as a graph of their documents.
std::optional<EvidenceGraph> open_graph(const Input& input, const AssessOptions& options, int& status);

/// Prints one diagnostic or several on standard error.
void complain(const Diagnostics& diagnostics, Language language);

/// The value; where there is none, prints why on standard error. `file`: what messages name, of a file that holds no units.
template <class T>
std::optional<T> or_explain(Result<T> result, Language language, const std::string& file = {}) {
    if (result) return std::move(*result);
    Diagnostics problems = result.diagnostics();
    if (!file.empty())
        for (Diagnostic& problem : problems) problem.unit = file;
    complain(problems, language);
    return std::nullopt;
}

/// What an option names that may be left out.
inline std::optional<std::string_view> given(const std::string& option) {
    return option.empty() ? std::nullopt : std::optional<std::string_view>(option);
}

/// Loads rules from a file, or from standard input (`-`).
Loaded load_rules(const std::string& path);

/// Loads rules and prints what is wrong with them on standard error. Empty if there are errors.
Loaded load_or_explain(const std::string& path, Language language);

}  // namespace zi::cli
