// Wide CSV, a unit a row. What a cell says, the string of the same letters says in JSON; an empty cell says nothing.
#include "lookup.hpp"
#include "records.hpp"
#include "rows.hpp"
#include "text.hpp"

#include "base/filled.hpp"

#include <algorithm>
#include <set>

namespace zi {

namespace {

using io::PlainValue;
using units::Path;
using units::shortened;

/// The cells of a record, one after the other.
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
          batches_(std::move(model), Date{}, options.batch_rows, sink) {}

    void run(const ByteSource& source) {
        io::Records records(source, limits_.unit_bytes, true);
        for (std::string_view record;;) {
            const auto kind = records.next(record);
            if (kind == io::Records::Kind::end) break;
            line_ = records.line();
            if (line_ == 1 && record.starts_with("\xEF\xBB\xBF")) record.remove_prefix(3);
            if (kind == io::Records::Kind::record && (record.empty() || record == "\r")) continue;
            if (limits_.cancelled()) return void(batches_.refuse(line_, {Diagnostic{Code::cancelled, {}}}));
            problems_.clear();
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
        enum class Kind : std::uint8_t { id, name, field } kind = Kind::field;
        std::size_t source = 0;  ///< 0: the unit itself; else 1 + the assessor
        FieldIndex field = none;
        std::string name;
    };

    void report(Code code, std::vector<std::string> args, const std::string& column, std::string suggestion = {}) {
        Diagnostic diagnostic{code, std::move(args)};
        diagnostic.suggestion = std::move(suggestion);
        report(std::move(diagnostic), column);
    }

    void report(Diagnostic diagnostic, const std::string& column) {
        if (problems_.size() > limits_.errors) return;
        if (problems_.size() == limits_.errors) diagnostic = Diagnostic{Code::too_many, {}};
        diagnostic.unit = shortened(id_);
        if (!column.empty()) diagnostic.path = Path(Path(), column).text();
        problems_.push_back(std::move(diagnostic));
    }

    // ---- Header ----------------------------------------------------------------------------------------------------

    void header(std::string_view record) {
        std::vector<Heading> columns;
        std::set<std::string> seen;
        Cells cells(record);
        std::string_view cell;
        Cells::Kind kind;
        while ((kind = cells.next(cell)) == Cells::Kind::cell) {
            const std::string name(cell);
            Heading one{Heading::Kind::field, 0, none, name};
            if (name == "id" || name == "name")
                one.kind = name == "id" ? Heading::Kind::id : Heading::Kind::name;
            else
                find(name, one);
            const std::string place = one.field == none ? name : filled("{}:{}", one.source, one.field);
            if (!seen.insert(place).second) report(Code::duplicate_key, {shortened(name)}, name);
            columns.push_back(std::move(one));
        }
        if (kind == Cells::Kind::bad)
            report(Code::csv_syntax, {std::to_string(columns.size() + 1)}, "");
        else if (!seen.contains("id"))
            report(Code::missing_id, {}, "id");
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
        std::vector<std::string_view> names;
        for (const Field& field : layout_.fields()) names.push_back(field.name);
        report(Code::unknown_column, {shortened(name)}, name, closest(name, names, guesses_));
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
        std::size_t count = 0;
        auto kind = cells.next(cell);
        for (; kind == Cells::Kind::cell; kind = cells.next(cell), ++count)
            if (count < columns_.size() && !cell.empty()) read(columns_[count], cell);
        // What cells say that do not stand below their headings means nothing.
        if (kind == Cells::Kind::bad || count != columns_.size()) problems_.clear();
        if (kind == Cells::Kind::bad)
            report(Code::csv_syntax, {std::to_string(count + 1)}, "");
        else if (count != columns_.size())
            report(Code::csv_width, {std::to_string(count), std::to_string(columns_.size())}, "");
        else if (problems_.empty() && id_.empty())
            report(Code::missing_id, {}, "id");
        if (!problems_.empty()) return name_unit();
        for (const Heading& one : columns_)
            if (one.kind == Heading::Kind::field && layout_.fields()[one.field].kind == Field::Kind::document)
                batches_.builder().state(one.field);
        if (row_.put_into(batches_.builder(), batches_.row(), problems_))
            going_ = batches_.end_row(id_, name_, line_);
        else
            name_unit();
    }

    void read(const Heading& column, std::string_view cell) {
        if (column.kind == Heading::Kind::id) id_ = cell.size() <= limits_.string_bytes ? std::string(cell) : shortened(cell);
        if (cell.size() > limits_.string_bytes)
            return report(Code::unit_limit, {"@string_bytes", std::to_string(limits_.string_bytes)}, column.name);
        if (column.kind == Heading::Kind::name) name_ = cell;
        if (column.kind != Heading::Kind::field) return;
        if (const auto plain = plain_value(column.field, cell)) return void(row_.set(column.source, column.field, *plain));
        if (is_evidence(column)) return report(Code::json_type, {"@bool", "@string"}, column.name);
        Diagnostics problems;
        if (const auto value = values_.read(column.field, units::Value::of(cell), problems))
            row_.set(column.source, column.field, *value);
        for (Diagnostic& problem : problems) report(std::move(problem), column.name);
    }

    void name_unit() {
        for (Diagnostic& one : problems_)
            if (one.unit.empty()) one.unit = shortened(id_);
    }

    std::optional<PlainValue> plain_value(FieldIndex field, std::string_view cell) const {
        if (values_.is_number(field)) return values_.number(field, cell);
        if (!values_.is_flag(field)) return values_.word(field, cell);
        const auto flag = units::flag_of(cell);
        if (!flag) return std::nullopt;
        return PlainValue{*flag ? 1 : 0, 0};
    }

    const Model& model_;
    ColumnLayout layout_;
    const Limits& limits_;
    io::PlainValues values_;
    io::Row row_;
    io::Batches batches_;
    std::vector<Heading> columns_;
    std::uint64_t line_ = 0;
    std::string id_, name_;
    bool going_ = true;
    Guesses guesses_;
    Diagnostics problems_;
};

}  // namespace

void read_columns_csv(std::shared_ptr<const Model> model, const ByteSource& source, const Limits& limits,
                      const ColumnsSink& sink, const ReadColumnsOptions& options) {
    Csv(std::move(model), limits, sink, options).run(source);
}

}  // namespace zi
