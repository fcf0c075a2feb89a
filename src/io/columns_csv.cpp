// Wide CSV, one row for each unit. A cell means what the JSON string with the same text means; an empty cell is no value.
#include "foreign.hpp"
#include "lookup.hpp"
#include "records.hpp"
#include "rows.hpp"
#include "text.hpp"

#include "zi/names.hpp"

#include "base/filled.hpp"
#include "units/attribute.hpp"
#include "units/note.hpp"

#include <algorithm>
#include <set>

namespace zi {

namespace {

using units::Path;
using units::shortened;
using units::trimmed;

/// Iterates over the cells of a record.
class Cells {
public:
    explicit Cells(std::string_view record) : rest_(record) {
        if (rest_.ends_with('\r')) rest_.remove_suffix(1);
    }
    enum class Kind : std::uint8_t { cell, end, bad };
    /// Valid until the next call.
    Kind next(std::string_view& cell) {
        if (done_) return Kind::end;
        std::size_t at = 0;
        if (rest_.starts_with('"')) {
            unquoted_.clear();
            for (at = 1;; ++at) {
                const std::size_t quote = rest_.find('"', at);
                if (quote == std::string_view::npos) return Kind::bad;
                unquoted_.append(rest_.substr(at, quote - at));
                at = quote + 1;
                if (at >= rest_.size() || rest_[at] != '"') break;
                unquoted_ += '"';
            }
            if (at < rest_.size() && rest_[at] != ',') return Kind::bad;
            cell = unquoted_;
        } else {
            while (at < rest_.size() && rest_[at] != ',') ++at;
            cell = rest_.substr(0, at);
            if (cell.find('"') != std::string_view::npos) return Kind::bad;
        }
        done_ = at >= rest_.size();
        if (!done_) rest_.remove_prefix(at + 1);
        return Kind::cell;
    }

private:
    std::string_view rest_;
    std::string unquoted_;
    bool done_ = false;
};

class Csv {
public:
    Csv(std::shared_ptr<const Model> model, const Limits& limits, const ColumnsSink& sink, const ReadColumnsOptions& options)
        : model_(*model),
          layout_(model_),
          limits_(limits),
          values_(model_, layout_, limits),
          row_(model_, layout_),
          leaves_open_(options.bad_values == BadValues::leave_open),
          batches_(std::move(model), Date{}, options.batch_rows, sink) {}

    void run(const ByteSource& source) {
        io::Records records(source, limits_.unit_bytes, true);
        for (std::string_view record;;) {
            const auto kind = records.next(record);
            if (kind == io::Records::Kind::end) break;
            line_ = records.line();
            if (line_ == 1 && record.starts_with("\xEF\xBB\xBF")) record.remove_prefix(3);
            if (line_ == 1)
                if (auto other = io::foreign_to_csv(record)) return void(batches_.refuse(1, {std::move(*other)}));
            if (kind == io::Records::Kind::record && is_nothing(record)) continue;
            if (limits_.cancelled()) return void(batches_.refuse(line_, {Diagnostic{Code::cancelled, {}}}));
            problems_.clear();
            remarks_.clear();
            id_.clear();
            name_.clear();
            if (kind == io::Records::Kind::too_long)
                report(Code::unit_limit, {"@unit_bytes", std::to_string(limits_.unit_bytes)}, "");
            else if (!io::is_utf8(record))
                report(Code::column_text, {}, "");
            else if (columns_.empty())
                header(record);
            else
                read(record);
            if (!problems_.empty()) {
                if (!batches_.refuse(line_, std::move(problems_)) || columns_.empty()) return;
            } else if (going_) {
                continue;
            } else {
                return;
            }
        }
        if (columns_.empty())
            batches_.refuse(0, {Diagnostic{Code::no_units, {}}});
        else
            batches_.flush();
    }

private:
    struct Heading {
        enum class Kind : std::uint8_t { id, name, field, passed, nothing } kind = Kind::field;
        std::size_t source = 0;  ///< 0: the unit itself; else 1 + index of the assessor
        FieldIndex field = none;
        std::string name;
    };

    void report(Code code, std::vector<std::string> args, const std::string& column, std::string suggestion = {}) {
        Diagnostic diagnostic{code, std::move(args)};
        diagnostic.suggestion = std::move(suggestion);
        report(std::move(diagnostic), column);
    }

    void report(Diagnostic diagnostic, const std::string& column) { add(problems_, std::move(diagnostic), column); }

    void add(Diagnostics& list, Diagnostic diagnostic, const std::string& column) const {
        if (list.size() > limits_.errors) return;
        if (list.size() == limits_.errors) diagnostic = Diagnostic{Code::too_many, {}};
        diagnostic.unit = shortened(id_);
        if (!column.empty()) diagnostic.path = Path(Path(), column).text();
        list.push_back(std::move(diagnostic));
    }

    /// Is every cell of it empty?
    static bool is_nothing(std::string_view record) {
        return std::all_of(record.begin(), record.end(), [](char c) { return c == ',' || c == ' ' || c == '\t' || c == '\r'; });
    }

    // ---- Header ----------------------------------------------------------------------------------------------------

    void header(std::string_view record) {
        std::vector<Heading> columns;
        std::set<std::string> seen;
        Cells cells(record);
        std::string_view cell;
        Cells::Kind kind;
        while ((kind = cells.next(cell)) == Cells::Kind::cell) {
            const std::string name(trimmed(cell));
            Heading one{Heading::Kind::field, 0, none, name};
            if (name.empty()) {
                one.kind = Heading::Kind::nothing;
                columns.push_back(std::move(one));
                continue;
            }
            if (name == "id" || name == "name")
                one.kind = name == "id" ? Heading::Kind::id : Heading::Kind::name;
            else
                find(name, one);
            const std::string place = one.field == none ? name : filled("{}:{}", one.source, one.field);
            if (!seen.insert(place).second) report(Code::duplicate_key, {shortened(name)}, name);
            columns.push_back(std::move(one));
            named_ = columns.size();
        }
        if (kind == Cells::Kind::bad)
            report(Code::csv_syntax, {std::to_string(columns.size() + 1)}, "");
        else if (!seen.contains("id"))
            report(Code::missing_id, {}, "id");
        // The separator is wrong: the header is one column, and all further errors would follow from that.
        if (const char* between = io::other_separator(record); between != nullptr && !problems_.empty())
            problems_.clear(), report(Code::csv_separator, {between}, "");
        if (problems_.empty()) columns_ = std::move(columns);
    }

    void find(const std::string& name, Heading& one) {
        one.field = layout_.find(name);
        const std::size_t colon = name.find(':');
        if (one.field == none && colon != std::string::npos) {
            const AssessorIndex assessor = model_.find_assessor(name.substr(0, colon));
            const FieldIndex field = layout_.find(name.substr(colon + 1));
            if (assessor != none && field != none && is_answer(field)) {
                one.field = field;
                one.source = assessor + 1u;
            }
        }
        if (one.field != none) return;
        if (name.starts_with(units::attribute_prefix) || units::attribute_called(model_, name) != none || is_beside(name))
            return void(one.kind = Heading::Kind::passed);
        std::vector<std::string_view> names{"id", "name"};
        for (const Field& field : layout_.fields()) names.push_back(field.name);
        std::vector<std::string> args{shortened(name)};
        const bool assessed = colon != std::string::npos && model_.find_assessor(name.substr(0, colon)) != none;
        if (std::string inputs = io::columns_of_ratio(model_, name, assessed ? colon + 1 : 0); !inputs.empty()) {
            args.push_back(std::move(inputs));
            return report(Code::unknown_column, std::move(args), name);
        }
        report(Code::unknown_column, std::move(args), name, closest(name, names, guesses_));
    }

    /// Columns hold no attributes, notes and links.
    bool is_beside(std::string_view name) const {
        const std::size_t at = name.rfind('@');
        if (at == name.npos || (name.substr(at) != units::note_suffix && name.substr(at) != units::links_suffix)) return false;
        name = name.substr(0, at);
        if (const std::size_t colon = name.find(':'); colon != name.npos) {
            if (model_.find_assessor(name.substr(0, colon)) == none) return false;
            name.remove_prefix(colon + 1);
        }
        return static_cast<bool>(question_called(model_, name));
    }

    bool is_answer(FieldIndex field) const {
        const Field::Kind kind = layout_.fields()[field].kind;
        return kind == Field::Kind::option || kind == Field::Kind::number || kind == Field::Kind::count;
    }
    bool is_evidence(const Heading& one) const {
        return one.kind == Heading::Kind::field && (layout_.fields()[one.field].kind == Field::Kind::document ||
                                                    layout_.fields()[one.field].kind == Field::Kind::evidence);
    }

    // ---- Rows ------------------------------------------------------------------------------------------------------

    void read(std::string_view record) {
        row_.clear();
        Cells cells(record);
        std::string_view cell;
        std::size_t place = 0, count = 0;
        auto kind = cells.next(cell);
        for (; kind == Cells::Kind::cell; kind = cells.next(cell)) {
            // Spreadsheets save empty columns at the right edge, with and without a heading.
            const bool blank = cell.empty() || trimmed(cell).empty();
            if (++place <= columns_.size() || !blank) count = place;
            if (blank || place > columns_.size()) continue;
            if (columns_[place - 1].kind == Heading::Kind::nothing)
                report(Code::csv_nameless, {std::to_string(place), shortened(cell)}, "");
            else
                read(columns_[place - 1], cell);
        }
        // If the number of cells is wrong, cells may be below the wrong headings: do not interpret them.
        const bool fits = named_ <= count && count <= columns_.size();
        if (kind == Cells::Kind::bad || !fits) problems_.clear(), remarks_.clear();
        if (kind == Cells::Kind::bad)
            report(Code::csv_syntax, {std::to_string(place + 1)}, "");
        else if (!fits)
            report(Code::csv_width, {std::to_string(count), std::to_string(named_)}, "");
        else if (problems_.empty() && id_.empty())
            report(Code::missing_id, {}, "id");
        if (!problems_.empty()) {
            // Report all problems of the row, so that it can be fixed at once.
            problems_.insert(problems_.end(), remarks_.begin(), remarks_.end());
            return name_unit();
        }
        for (const Heading& one : columns_)
            if (one.kind == Heading::Kind::field && layout_.fields()[one.field].kind == Field::Kind::document)
                batches_.builder().state(one.field);
        if (row_.put_into(batches_.builder(), batches_.row(), leaves_open_, leaves_open_ ? remarks_ : problems_)) {
            name_unit();
            going_ = batches_.end_row(id_, name_, line_, std::move(remarks_));
        } else {
            name_unit();
        }
    }

    void read(const Heading& column, std::string_view cell) {
        if (column.kind == Heading::Kind::id)
            id_ = cell.size() <= limits_.string_bytes ? std::string(trimmed(cell)) : shortened(cell);
        if (cell.size() > limits_.string_bytes)
            return report(Code::unit_limit, {"@string_bytes", std::to_string(limits_.string_bytes)}, column.name);
        if (column.kind == Heading::Kind::name) name_ = cell;
        if (column.kind != Heading::Kind::field) return;
        if (const auto plain = values_.spelled(column.field, cell)) return void(row_.set(column.source, column.field, *plain));
        if (is_evidence(column)) return report(Code::json_type, {"@bool", "@string"}, column.name);
        Diagnostics problems;
        if (const auto value = values_.read(column.field, units::Value::of(cell), problems))
            row_.set(column.source, column.field, *value);
        if (!problems.empty() && leaves_open_) row_.leave_open(column.source, column.field);
        for (Diagnostic& problem : problems) add(leaves_open_ ? remarks_ : problems_, std::move(problem), column.name);
    }

    void name_unit() {
        for (Diagnostics* list : {&problems_, &remarks_})
            for (Diagnostic& one : *list)
                if (one.unit.empty()) one.unit = shortened(id_);
    }

    const Model& model_;
    ColumnLayout layout_;
    const Limits& limits_;
    io::PlainValues values_;
    io::Row row_;
    bool leaves_open_;
    io::Batches batches_;
    std::vector<Heading> columns_;
    std::size_t named_ = 0;  ///< up to the last column with a name
    std::uint64_t line_ = 0;
    std::string id_, name_;
    bool going_ = true;
    Guesses guesses_;
    Diagnostics problems_, remarks_;
};

}  // namespace

void read_columns_csv(std::shared_ptr<const Model> model, const ByteSource& source, const Limits& limits,
                      const ColumnsSink& sink, const ReadColumnsOptions& options) {
    Csv(std::move(model), limits, sink, options).run(source);
}

}  // namespace zi
