/// How is a result shown? As JSON, CSV, a table, and as an explanation to read.
///
/// Decimals of scores are those of Rational::decimal beside the thresholds of their node or view: 2 places in tables, 4 in JSON
/// and sentences, 6 in CSV, and more where the printed number would else be on the other side of a threshold.
#pragma once

#include "zi/assess.hpp"
#include "zi/bulk.hpp"
#include "zi/diff.hpp"
#include "zi/language.hpp"
#include "zi/model.hpp"
#include "zi/readiness.hpp"
#include "zi/session.hpp"
#include "zi/tables.hpp"
#include "zi/unit.hpp"
#include "zi/why.hpp"

#include <cstddef>
#include <limits>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zi {

/// "met", "not_met" or "open": stable words for programs.
std::string_view code(Verdict verdict);
/// The same for people, such as "terpenuhi".
std::string_view word(Verdict verdict, Language language);
std::string_view code(Reason reason);
std::string_view word(Reason reason, Language language);

/// One unit's assessment as a JSON object, as docs/assessment.schema.json describes it: "id", "name", "scores", "predicates",
/// "eligibility", "answers", and "remarks" where the unit has any. Scores are reduced fractions with a decimal beside them.
std::string to_json(const Model& model, const Unit& unit, const Assessment& assessment);

/// What is wrong with rules as a JSON object, as docs/diagnostics.schema.json describes it: every diagnostic with its code, its
/// words in both languages, and its place.
std::string diagnostics_json(const Diagnostics& diagnostics, const SourceSet& sources);

/// A refused unit as a JSON object: "unit" and its "errors", each with "code", "path", "message" and "help".
std::string to_json(const Diagnostics& refused, Language language);

class Groups;

/// The one JSON object that holds what is answered about many units, a piece at a time: begin(), then add() and refuse() in any
/// order, then end(). The pieces follow one another in the output, in the order in which they were given.
class UnitsJson {
public:
    /// docs/assessment.schema.json, with those that are refused; add() takes the assessments' to_json.
    static UnitsJson assessments(const Model& model, Date as_of);
    /// docs/readiness.schema.json, without them; add() takes the to_json of the readiness for `target`.
    static UnitsJson readiness(const Model& model, Date as_of, PredicateIndex target);

    const std::string& begin() const { return begin_; }
    std::string add(std::string_view unit);
    /// Kept until the end.
    void refuse(const Diagnostics& diagnostics, Language language);
    std::string end() const;
    /// The same with what Groups::json says of them.
    std::string end(const Groups& groups) const;

private:
    UnitsJson(std::string begin, bool lists_refused) : begin_(std::move(begin)), lists_refused_(lists_refused) {}

    std::string begin_, refused_;
    bool lists_refused_, first_ = true;
};

/// How CSV is written: as RFC 4180 has it, or as the spreadsheet programs of a country read it.
struct CsvStyle {
    char separator = ',';
    char decimal = '.';
    bool mark = false;  ///< a byte order mark, by which Excel knows UTF-8
};
/// As Excel reads it where decimals have a comma.
inline constexpr CsvStyle indonesian_csv{';', ',', true};

/// CSV (RFC 4180, UTF-8): one row a unit; columns "certain" and "possible" for each inner node and view as decimals of
/// six places or more; where the rules have stages, "stage" (certain) and "stage possible", empty before the first; and the
/// verdict of each other predicate.
/// `attributes`: for each of these names (attribute_names) a column "attributes.opd" behind the unit's name.
std::string csv_header(const Model& model, const std::vector<std::string>& attributes = {}, const CsvStyle& style = {});
std::string csv_row(const Model& model, const Unit& unit, const Assessment& assessment,
                    const std::vector<std::string>& attributes = {}, const CsvStyle& style = {});

/// The same from columns, byte for byte: what must be kept for that, and the rows of a result. Ids and names run parallel
/// to the rows; a score whose decimal bulk leaves in doubt is worked out exactly.
BulkOutputs csv_outputs(const Model& model);
std::string csv_rows(const PreparedColumns& prepared, const Columns& columns, const BulkResult& result,
                     const std::vector<std::string>& ids, const std::vector<std::string>& names, const CsvStyle& style = {});

/// Which rows and columns of a table are shown, and how wide may it be?
struct TableOptions {
    std::size_t width = 0;             ///< characters of a line; 0: as many as it takes
    std::vector<std::string> columns;  ///< by name, in this order; empty: those that are shown by default
    std::string sort;                  ///< "total", or "total:desc" for the largest first; empty: as they were added
    std::vector<std::string> where;    ///< "total >= 75", "WBK = met": rows for which all of them hold (docs/cli.md)
    /// Names of attributes (attribute_names), each a column: called as it is, or "attributes.opd" where another column is
    /// called so; shown by default if the rules declare it.
    std::vector<std::string> attributes;
};

class Listing;
struct ListCell;

/// Which units do conditions on what they are called, and on their attributes, leave?
class UnitFilter {
public:
    /// As TableOptions::where, on `id`, `name` and the attributes.
    UnitFilter(const Model& model, const std::vector<std::string>& attributes, const std::vector<std::string>& where,
               Language language);
    UnitFilter(UnitFilter&&) noexcept;
    ~UnitFilter();
    const Diagnostics& problems() const;
    bool holds(const Unit& unit) const;

private:
    std::vector<std::string> attributes_;
    std::unique_ptr<Listing> listing_;
};

/// A table: the day, one line a unit with total, components, stage and verdicts, then a count of verdicts and stages, of
/// answers and facts that were refused, and of other remarks. Columns are called `id`, `name`, `stage`, and as nodes, views and
/// predicates are; an open score is compared by what is certain of it. The model must outlive the table.
class Table {
public:
    Table(const Model& model, Date as_of, Language language, const TableOptions& options = {});
    Table(Table&&) noexcept;
    ~Table();
    /// What is wrong with the options; what cannot be read of them does not count.
    const Diagnostics& problems() const;
    void add(const Unit& unit, const Assessment& assessment);
    /// Whether add() keeps this unit: all of options.where hold.
    bool holds(const Unit& unit, const Assessment& assessment) const;
    std::string text() const;

private:
    std::vector<ListCell> row(const Unit& unit, const Assessment& assessment) const;
    std::string stages() const;

    const Model& model_;
    Date as_of_;
    Language language_;
    std::size_t width_;
    std::vector<std::string> attributes_;
    std::unique_ptr<Listing> listing_;
    std::size_t notes_ = 0;                         ///< notes and links beside answers
    std::vector<std::vector<std::size_t>> counts_;  ///< by predicate: met, not met, open, not concerned
    std::size_t refused_ = 0, remarks_ = 0;         ///< errors and warnings that units keep
    std::vector<std::size_t> stages_;               ///< units by the stage that is certain; last: before the first
};

/// How much of the worksheet is explained? All of it, unless less is said.
struct Extent {
    std::size_t depth = std::numeric_limits<std::size_t>::max();  ///< levels below the worksheet
    std::size_t lines =
        std::numeric_limits<std::size_t>::max();  ///< fewer levels where the text would have more lines than this
};

/// The worksheet as a tree (possible, certain, lost, why, citation), then each condition of each predicate with value,
/// threshold, margin and the interpretations it rests on. A citation is told once, above what it is for.
std::string explain(const Model& model, const Unit& unit, const Assessment& assessment, Language language,
                    const Extent& extent = {});

// ---- Readiness: percentages of two places, more where they would read 0.00 or 100.00 without being it --------------

/// One unit's readiness as a JSON object, as docs/readiness.schema.json describes it.
std::string to_json(const Model& model, const Unit& unit, const Assessment& assessment, const Readiness& readiness);

/// CSV as above: one row a unit with stage, readiness in per cent, the binding condition with its share, and the status.
std::string readiness_csv_header(const Model& model, const std::vector<std::string>& attributes = {},
                                 const CsvStyle& style = {});
std::string readiness_csv_row(const Model& model, const Unit& unit, const Assessment& assessment, const Readiness& readiness,
                              const std::vector<std::string>& attributes = {}, const CsvStyle& style = {});

/// A table: the day, one line a unit with stage, readiness, binding condition and verdict, then a count of verdicts. Columns
/// are called `id`, `name`, `stage`, `readiness` (in per cent), `binding` and `status`. The model must outlive the table.
class ReadinessTable {
public:
    ReadinessTable(const Model& model, Date as_of, PredicateIndex predicate, Language language,
                   const TableOptions& options = {});
    ReadinessTable(ReadinessTable&&) noexcept;
    ~ReadinessTable();
    /// As those of Table.
    const Diagnostics& problems() const;
    void add(const Unit& unit, const Assessment& assessment, const Readiness& readiness);
    bool holds(const Unit& unit, const Assessment& assessment, const Readiness& readiness) const;
    std::string text() const;

private:
    std::vector<ListCell> row(const Unit& unit, const Assessment& assessment, const Readiness& readiness) const;

    const Model& model_;
    Date as_of_;
    Language language_;
    std::size_t width_;
    std::vector<std::string> attributes_;
    std::unique_ptr<Listing> listing_;
    std::vector<std::size_t> counts_;  ///< met, not met, open, not concerned
};

// ---- Groups: units by an attribute --------------------------------------------------------------------------------

/// What units come to that have an attribute in common: a line for each of its values, in their order, then those without one,
/// then all of them. Of scores and readiness what is certain counts. The model must outlive it.
class Groups {
public:
    /// `target`: the predicate that readiness is told of; none: assessments are added.
    Groups(const Model& model, Date as_of, std::string attribute, Language language, PredicateIndex target = none);
    ~Groups();
    Groups(Groups&&) noexcept;
    void add(const Unit& unit, const Assessment& assessment);
    void add(const Unit& unit, const Assessment& assessment, const Readiness& readiness);
    /// A unit that is left out.
    void refuse(const Diagnostics& diagnostics);
    /// For each group the units, the mean, least and most of the total or the readiness, stages, and verdicts.
    std::string table(std::size_t width = 0) const;
    std::string csv(const CsvStyle& style = {}) const;
    /// The same as a workbook has it, with what is wrong with the units.
    ResultTables tables() const;
    /// {"by": "opd", "groups": [...]} without the braces: docs/assessment.schema.json.
    std::string json() const;

private:
    struct Data;
    std::unique_ptr<Data> data_;
};

/// The conditions on the way to a predicate, each with what there is, what is asked, its share and its citations.
std::string explain(const Model& model, const Unit& unit, const Assessment& assessment, const Readiness& readiness,
                    Language language);
/// Why predicates are met: sentences for a report, one for each condition, with citations and interpretations. Of predicates
/// that are not met only the verdict.
std::string why_text(const Model& model, const Unit& unit, const Assessment& assessment,
                     const std::vector<PredicateReasons>& reasons, Language language);

/// Why predicates are not met or open: the conditions that fail, then those that are open, each with the fewest losses whose
/// repair meets it, or with what is asked and what is stated. Of predicates that are met only the verdict. Where that would be
/// more than `most_repairs`, it begins with the ten questions that lose most points, and says of conditions how many repairs
/// they take, not which.
std::string whynot_text(const Model& model, const Unit& unit, const Assessment& assessment,
                        const std::vector<PredicateReasons>& reasons, Language language,
                        std::size_t most_repairs = std::numeric_limits<std::size_t>::max());

/// The same as a JSON object, as docs/why.schema.json describes it: all predicates and conditions that are given, met or not.
std::string to_json(const Model& model, const Unit& unit, const Assessment& assessment,
                    const std::vector<PredicateReasons>& reasons, Language language);

/// What moved between two assessments, in sentences; and as a JSON object, as docs/diff.schema.json describes it.
std::string diff_text(const Model& model, const Standpoint& before, const Standpoint& after, const Diff& diff,
                      Language language);
std::string to_json(const Model& model, const Standpoint& before, const Standpoint& after, const Diff& diff);

/// What an edit did, as a JSON object (docs/session-change.schema.json). `change` must be the session's last.
std::string to_json(const Session& session, const Change& change);

/// What the rules say, as a JSON object (docs/rules-model.schema.json).
std::string model_json(const Model& model);

/// What columns there may be in tables of units, each with its type, title and the values that it admits, as a JSON object
/// (docs/columns.schema.json).
std::string columns_json(const Model& model);
/// What a unit of these rules may look like in JSON, as a JSON Schema (2020-12) for editors and web forms:
/// docs/units.schema.json with the questions, facts, options and bounds of the rules, and titles and help in the language.
/// Whatever it accepts zi reads, but for totals and names that must agree; zi reads further spellings.
std::string units_schema(const Model& model, Language language);

/// An empty form as CSV: a line for each answer, count and fact of the unit, with its text and what is asked for. read_sheet
/// (zi/sheets.hpp) reads it once its column `jawaban`, or `answer`, is filled in. `unit`: the id that stands in each line;
/// empty: `unit`.
std::string form_csv(const Model& model, std::string_view unit, Language language);

/// A value of a fact as the rules write it: "yes", "3.5", "2024-08-01", "BB"; "" if unknown.
std::string show(const Model& model, const Fact& fact, const FactValue& value);

}  // namespace zi
