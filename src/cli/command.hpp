/// What do the subcommands share?
#pragma once

#include "arguments.hpp"
#include "output.hpp"
#include "units.hpp"

#include "zi/inquiry.hpp"
#include "zi/load.hpp"
#include "zi/report.hpp"
#include "zi/tables.hpp"

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

/// Runs the command with these arguments; returns the exit status. Global state other than standard streams and files is
/// restored.
int run(int argc, const char* const* argv);

// One subcommand in each file cmd_<name>.cpp: it declares its arguments and its action.
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
void add_report(CommandLine& line);
void add_template(CommandLine& line);
void add_schema(CommandLine& line);
void add_completion(CommandLine& line);
void add_help(CommandLine& line);
void add_manual(CommandLine& line);

/// In the time zone of the machine.
Date today();

/// Warns on standard error that no day was given and today is used.
void say_today(Date day, Language language);

/// Validates an option: empty if it is a date, else the problem.
std::string is_day(const std::string& text, Language language);

/// RULES, UNITS, the day, and which evidence and answers count, for the subcommands that assess.
struct AssessOptions {
    std::string rules;
    std::vector<std::string> units;  ///< files and folders
    std::string layout;              ///< file with a table layout; may be empty
    std::string unit;
    std::string as_of;
    std::string evidence;                      ///< file of shared documents; may be empty
    bool no_evidence = false;                  ///< ignore documents: answers count as claimed
    bool keep_going = false;                   ///< leave out refused units
    std::string bad_values;                    ///< "open", "refuse"; empty: open with keep_going, else refuse
    std::string seen_by;                       ///< "unit" or an assessor: whose answers count; empty: the last assessor's
    Language language = Language::indonesian;  ///< of the run
    /// Adds UNITS. `day`: the default of --as-of, in both languages.
    Argument add(Command& command, const std::string& day = "hari ini / day of rules and facts, YYYY-MM-DD; default: today");
    /// `--unit ID`, for subcommands about one unit.
    void add_unit(Command& command);
    /// `--keep-going`, for subcommands about many units.
    void add_keep_going(Command& command);
    /// What happens to a unit with an invalid answer or fact.
    BadValues what_of_bad_values() const;
    /// The files as named by the user.
    std::string named_units() const;
};

/// The content of a table: --columns, --sort, --where, --width.
struct TableOption {
    std::string columns, sort;
    std::vector<std::string> where;
    std::optional<std::uint64_t> width;
    void add(Command& command);
    /// Default: the width of the terminal.
    TableOptions get() const;
    bool given() const { return !columns.empty() || !sort.empty() || !where.empty() || width; }
};

/// --excel, of formats that are CSV.
struct ExcelOption {
    std::string country;  ///< "id"; empty: CSV as RFC 4180 has it
    void add(Command& command);
    /// Ends as a mistake in the command line, where it is given for another format.
    void check(const std::string& format) const;
    CsvStyle style() const { return country == "id" ? indonesian_csv : CsvStyle{}; }
};

/// Rules and units ready for asking.
struct Input {
    Loaded rules;
    std::shared_ptr<UnitFiles> units;  ///< referred to by the inquiry
    Inquiry inquiry;

    const Model& model() const { return inquiry.model(); }
};

/// Loads rules, units and shared evidence; prints errors on standard error and returns nullopt. With `like`, shares its rules,
/// and its units if the options name none.
std::optional<Input> open_input(const AssessOptions& options, const Input* like = nullptr);

/// --output, of --format xlsx.
struct WorkbookOption {
    std::string output;
    void add(Command& command);
    /// Ends as a mistake in the command line, where it is given for another format, or is needed since standard output is a
    /// terminal.
    void check(const std::string& format) const;
    /// Writes the workbook there, or to standard output; `status`, or `refused` where it does not arrive, which is said on
    /// standard error.
    int write(const ResultTables& result, const AssessOptions& options, const Input& input, int status) const;
};

/// Writes a file that is none of the inputs; `status`, or `refused` where it does not, which is said on standard error.
int write_beside(const std::string& path, std::string_view bytes, const AssessOptions& options, const Input& input, int status);

/// Prints what readers remark of a unit on standard error. True: some of it are errors, of answers and facts left open.
bool complain_of(const Unit& unit, Language language);

/// The unit with options.unit as id; prints remarks, or why there is none, on standard error. Sets `status` to `refused` if
/// something was refused.
std::optional<Unit> one_unit(const Input& input, const AssessOptions& options, int& status);

/// All units. If one is refused, prints on standard error why, for each; `status` is `refused` then, and nothing is given
/// unless options.keep_going says so. The same status where answers or facts were refused, which does not stop anything.
/// `left_out`: told why units are refused that are left out; may be null.
std::optional<std::vector<Unit>> all_units(const Input& input, const AssessOptions& options, int& status,
                                           Diagnostics* left_out = nullptr);

/// The same as a graph of their documents.
std::optional<EvidenceGraph> open_graph(const Input& input, const AssessOptions& options, int& status,
                                        Diagnostics* left_out = nullptr);

/// Print diagnostics on standard error.
void complain(const Diagnostics& diagnostics, Language language);

/// The value; prints the error on standard error if there is none. `file`: named in messages, for a file that holds no units.
template <class T>
std::optional<T> or_explain(Result<T> result, Language language, const std::string& file = {}) {
    if (result) return std::move(*result);
    Diagnostics problems = result.diagnostics();
    if (!file.empty())
        for (Diagnostic& problem : problems) problem.unit = file;
    complain(problems, language);
    return std::nullopt;
}

/// The name of an optional option.
inline std::optional<std::string_view> given(const std::string& option) {
    return option.empty() ? std::nullopt : std::optional<std::string_view>(option);
}

/// Loads rules from a file, or from standard input (`-`).
Loaded load_rules(const std::string& path);

/// Loads rules and prints diagnostics on standard error. Empty if there are errors.
Loaded load_or_explain(const std::string& path, Language language);

}  // namespace zi::cli
