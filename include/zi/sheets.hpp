/// What do workbooks and tables of cells say about units?
///
/// A component of its own, zi::sheets: the core library reads JSON, and needs nothing of what unpacks workbooks. Two stages
/// that are of use by themselves, and one call that goes all the way: bytes become cells (read_xlsx), a layout says which cells
/// are answers (read_layout), read_sheet makes units of them. Values are checked as those of every other reader; every problem
/// names its cell. docs/spreadsheets.md says how cells are read.
///
/// All functions are thread-safe; different calls share nothing.
#pragma once

#include "zi/diagnostic.hpp"
#include "zi/limits.hpp"
#include "zi/model.hpp"
#include "zi/result.hpp"
#include "zi/unit.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace zi {

// ---- Cells -----------------------------------------------------------------------------------------------------------

/// One cell that holds something.
struct Cell {
    enum class Kind : std::uint8_t {
        text,
        number,   ///< spelled as in the file, such as 3.6199999999999997
        boolean,  ///< TRUE or FALSE
        error,    ///< an error value, such as #N/A
        formula,  ///< one that has no stored value
    };
    enum class Format : std::uint8_t { plain, percent, date };  ///< how a number is shown
    std::uint32_t row = 0, column = 0;                          ///< from 1
    Kind kind = Kind::text;
    Format format = Format::plain;
    bool computed = false;  ///< by a formula
    std::string_view text;  ///< UTF-8; points into the storage of the sheet
};

/// Cells that were merged: the first holds the value, and covers the others.
struct MergedCells {
    std::uint32_t first_row = 0, first_column = 0, last_row = 0, last_column = 0;
};

struct Sheet {
    std::string name;
    bool hidden = false;
    bool from_1904 = false;   ///< days are counted from 1904-01-01, not from 1900
    std::vector<Cell> cells;  ///< those that hold something, row by row
    std::vector<MergedCells> merged;
    std::shared_ptr<const void> storage;  ///< of the texts of the cells
};

struct Workbook {
    std::vector<Sheet> sheets;  ///< in the order of their tabs
};

/// How large a workbook or table may be, beside Limits::units_bytes for the file itself. Crossing one is Code::unit_limit.
struct WorkbookLimits {
    std::size_t bytes = std::size_t{256} << 20;  ///< of all parts that are read, once unpacked
    std::size_t ratio = 400;                     ///< unpacked for each packed byte, of a part of more than 1 MiB
    std::size_t entries = 10'000;                ///< of the archive
    std::size_t sheets = 1'000;
    std::size_t cells = 2'000'000;       ///< that hold something, of all sheets
    std::size_t text_bytes = 1'000'000;  ///< of one cell, and of one line of a table in text
    std::size_t depth = 64;              ///< of the XML
};

/// Reads XLSX (Office Open XML, ISO/IEC 29500) from memory: stored values of formulas, shared and inline texts, dates of both
/// calendars, merged cells, hidden sheets. Nothing is computed, followed or written to a disk. Code::sheet_unreadable: what is
/// encrypted, of another format, broken, or declares a DTD.
Result<Workbook> read_xlsx(std::string_view bytes, const WorkbookLimits& limits = {}, const Limits& common = {});

/// "K11", of a sheet with a name "Jawaban!K11" or "'LKE ZI'!K11".
std::string cell_name(std::string_view sheet, std::uint32_t row, std::uint32_t column);

// ---- Layouts ---------------------------------------------------------------------------------------------------------

/// Where in a table questions and answers stand: docs/layout.schema.json, which says what each member means.
struct Layout {
    enum class Form : std::uint8_t {
        questions,  ///< a sheet is a unit: a row for each question
        lines,      ///< a row for each answer: unit, question, answer
        units,      ///< a row for each unit, a column for each answer and fact
        answers,    ///< JSON of one unit: an object with an array "answers", of an object for each
    };
    using Heads = std::vector<std::string>;  ///< any of them heads the column
    struct Answers {
        Heads heads;
        std::vector<std::string> assessors;  ///< the first that the rules declare; empty: the unit itself
        bool optional = false;
        Heads scores;  ///< of the column of scores that these answers come to in the file, to the right of them
        Heads notes;   ///< of columns of notes to the right of them; all that are there are read
        Heads links;   ///< the same of links and lists of evidence
    };
    struct Place {
        std::string sheet;
        std::uint32_t row = 0, column = 0;
    };
    /// Heads of the columns that fill_xlsx (zi/workbook.hpp) writes. Nothing: new ones behind the table; empty: none at all.
    struct Fill {
        std::optional<Heads> score, state, remarks;
    };
    std::string id;
    std::string title;
    Form form = Form::questions;
    Heads id_heads, text_heads, type_heads;                                ///< of Form::questions
    std::vector<Answers> answers;                                          ///< of the same, in the order in which they answer
    Heads unit_heads, name_heads, question_heads, answer_heads, by_heads;  ///< of the other two
    Heads note_heads, link_heads;                                          ///< of Form::lines
    Heads assessor_heads;  ///< of Form::questions: of a column for each assessor of the rules, whose name stands in the place
                           ///< of "{}"
    bool all_sheets = false;                       ///< of the same: a unit is all sheets with these heads, not the first
    Heads ratio_types, count_types, number_types;  ///< words of the column of types
    std::vector<Place> unit_name;                  ///< where the unit's name stands; the first that holds one
    std::vector<std::string> placeholders;         ///< that stand there while it is empty
    std::map<std::string, std::string, std::less<>> rows;                  ///< what the id of a row names
    std::map<std::string, std::vector<std::string>, std::less<>> wording;  ///< further texts of what has this name
    Fill fill;
};

/// Reads a layout (docs/layout.schema.json). Names of questions are looked up only when a table is read with it.
Result<Layout> read_layout(std::string_view json, const Limits& limits = {});

/// Those that come with zi: the worksheet of PermenPANRB 90/2021 as units have it, tables a line an answer and a line a unit.
const std::vector<Layout>& known_layouts();

// ---- Units -----------------------------------------------------------------------------------------------------------

/// What kind of file holds units, told by how it begins.
enum class UnitsFile : std::uint8_t {
    json,  ///< JSON or NDJSON, or nothing that is known: for read_units, which says what is wrong with it
    xlsx,
    other_workbook,  ///< XLS, or a workbook with a password
    portalrb,        ///< JSON as PortalRB fetches it: an object with "answers", each with a "soal_id"
    table,           ///< text with commas, semicolons or tabs
};
UnitsFile units_file(std::string_view bytes);

/// What a file was taken for.
struct TakenFor {
    UnitsFile file = UnitsFile::json;
    bool utf16 = false;
    char separator = ',';  ///< of a table
    std::string sheet;     ///< of a workbook
    std::string layout;    ///< id of the layout
    enum class IdFrom : std::uint8_t { column, name_cell, file_name } id_from = IdFrom::column;
    std::string name_cell;
};

struct SheetOptions {
    std::string file_name;           ///< its stem becomes the id of a unit that has none
    const Layout* layout = nullptr;  ///< the only one to try; null: known_layouts(); outlives the call
    Date as_of;                      ///< day of the rules by which percentages and scores in the file are compared
    BadValues bad_values = BadValues::refuse_unit;
    Limits limits;
    WorkbookLimits workbook;
    std::function<void(const TakenFor&)> taken;  ///< told once, before the first unit; may be empty
};

/// Hands over each unit of a workbook or table (of JSON: UnitsFile::portalrb alone) in turn, or why it is refused: all of its
/// problems. An answer or fact that cannot be what its cell says is Refused where options.bad_values leaves it open; so is a
/// question that two rows answer. Blank cells, and marks that stand for them, are not answered. Percentages, totals and scores
/// in the file are compared with what follows from the answers, never taken; differences are among the unit's remarks.
void read_sheet(const Model& model, std::string_view bytes, const SheetOptions& options, const UnitSink& sink);

// ---- Files -----------------------------------------------------------------------------------------------------------

/// Files of units, each of any kind that zi reads, JSON included. Reading them leaves them as they are, so that they may be
/// read as often as somebody asks, from several threads.
class UnitFiles {
public:
    struct Source {
        std::string name;
        std::optional<std::string> bytes;  ///< nothing: those of the file, or of the files of the folder, that is called so
    };
    struct File {
        std::string name;  ///< as diagnostics call it; its stem is the id of a unit that has none
        std::string bytes;
        UnitsFile kind = UnitsFile::json;
        std::optional<TakenFor> taken;                   ///< nothing: nobody has looked, or nothing was known in it
        std::optional<std::vector<Result<Unit>>> units;  ///< kept of a workbook; nothing: read when they are asked for
    };
    /// From memory and from disk. Of a folder those that end as files of units do, by name, without folders inside it and
    /// without what Excel keeps beside a workbook that is open (`~$...`), which is passed over among several names too. Refuses
    /// the first that cannot be read, Code::no_units_in_folder, and more than Limits::units_bytes in all.
    static Result<UnitFiles> open(std::vector<Source> sources, const Limits& limits = {});

    const std::vector<File>& files() const { return files_; }
    /// Whether there may be a kawasan among them: in JSON alone units name their members.
    bool kawasan() const;
    /// Whether any of them may have attributes that no rules declare.
    bool attributes() const;
    /// Finds out what each file is taken for, and keeps the units of workbooks, so that each is unpacked once. Which units are
    /// refused is told by reading them. Options' `file_name` and `taken` are not looked at, here and below. Not thread-safe.
    void look(const Model& model, SheetOptions options);
    /// Hands over the units of all files in their order, as read_units and read_sheet do; an id stands in one of them only
    /// (Code::duplicate_unit). What is wrong names its file, but for a single one of JSON. Kept units are as they were looked
    /// at. `shared`: as for read_units. `taken`: told of each file once, before its first unit, by its place; not of those
    /// kept.
    void read(const Model& model, SheetOptions options, const UnitSink& sink, const SharedEvidence* shared = nullptr,
              const std::function<void(std::size_t file, const TakenFor&)>& taken = {}) const;

private:
    std::vector<File> files_;
};

/// "workbook, sheet `LKE ZI`, layout lke-zi-2021, id from the file's name", for people.
std::string phrase(const TakenFor& taken, Language language);

}  // namespace zi
