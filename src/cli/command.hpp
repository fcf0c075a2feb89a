/// What do the subcommands share?
#pragma once

#include "arguments.hpp"
#include "output.hpp"

#include "zi/assess.hpp"
#include "zi/graph.hpp"
#include "zi/load.hpp"
#include "zi/reading.hpp"
#include "zi/unit.hpp"

#include <optional>
#include <string>
#include <string_view>
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

/// By the clock and the time zone of the machine.
Date today();

/// Checks an option's text: empty if it is a day, else what is wrong.
std::string is_day(const std::string& text);

/// The `--lang id|en` option, on every subcommand.
struct LanguageOption {
    std::string name = "id";
    void add(Command& command);
    Language get() const { return name == "en" ? Language::english : Language::indonesian; }
};

/// RULES, UNITS, the day, and what counts of the units, for the subcommands that assess.
struct AssessOptions {
    std::string rules;
    std::string units;
    std::string unit;
    std::string as_of;
    std::string evidence;      ///< file of shared documents; may be empty
    bool no_evidence = false;  ///< answers count as they claim
    bool keep_going = false;   ///< units that are refused are left out
    std::string seen_by;       ///< "unit" or an assessor: who answered last; empty: the last there is
    LanguageOption language;
    /// `day`: what counts where --as-of is not given, in both languages.
    void add(Command& command, const std::string& day = "hari ini / day of rules and facts, YYYY-MM-DD; default: today");
    /// `--unit ID`, for subcommands about one unit.
    void add_unit(Command& command);
    /// `--keep-going`, for subcommands about many units.
    void add_keep_going(Command& command);
};

/// Rules and units ready for assessing.
struct Input {
    Loaded rules;
    std::string units;
    Date as_of;
    Reading reading;
    bool may_have_members = false;  ///< of the units; zi::may_have_members

    const Model& model() const { return *rules.model; }
    /// The units, as the options ask for them.
    void read(const UnitSink& sink) const { read_units(model(), units, {}, reading, sink); }
    /// The same; for as long as this stays where it is.
    UnitReader reader() const;
};

/// Loads rules, units and shared evidence and checks that the rules are in force; prints what is wrong on standard error and
/// gives nothing then. Rules are taken over from `like` where there is one, and its units where the options name none.
std::optional<Input> open_input(const AssessOptions& options, const Input* like = nullptr);

/// The unit called options.unit; prints on standard error why there is none.
std::optional<Unit> find_unit(const Input& input, const AssessOptions& options);

/// All units. If one is refused, prints on standard error why, for each; `status` is `refused` then, and nothing is given
/// unless options.keep_going says so.
std::optional<std::vector<Unit>> all_units(const Input& input, const AssessOptions& options, int& status);

/// The same as a graph of their documents.
std::optional<EvidenceGraph> open_graph(const Input& input, const AssessOptions& options, int& status);

/// A document of a unit, or with `of` empty a shared one, or the only unit's document that is called so; prints why there is
/// none.
std::optional<Index> find_document(const EvidenceGraph& graph, const std::string& id, const std::string& of, Language language);

/// Prints one diagnostic or several on standard error.
void complain(const Diagnostics& diagnostics, Language language);

/// The predicate of this name; none if there is none, and prints so.
Index find_predicate(const Model& model, const std::string& name, Language language);

/// Prints what is wrong with a file that holds no units, and names it.
void complain_of_file(Diagnostics diagnostics, const std::string& file, Language language);

/// Loads rules and prints what is wrong with them on standard error. Empty if there are errors.
Loaded load_or_explain(const std::string& path, Language language);

}  // namespace zi::cli
