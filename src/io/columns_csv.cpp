// Wide CSV, a unit a row. A row with a cell that is not plain is read as the unit that it spells.
#include "lookup.hpp"
#include "records.hpp"
#include "rows.hpp"
#include "text.hpp"
#include "unit_reader.hpp"

#include "base/filled.hpp"

#include <algorithm>
#include <set>

namespace zi {

namespace {

using io::JsonValue;
using io::PlainValue;

/// "true", "tidak" and so on, in any case.
std::optional<bool> flag_of(std::string_view text) {
    const auto same = [text](std::string_view word) {
        return std::equal(text.begin(), text.end(), word.begin(), word.end(),
                          [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a - 'A' + 'a' : a) == b; });
    };
    if (same("true") || same("ya")) return true;
    if (same("false") || same("tidak")) return false;
    return std::nullopt;
}

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
          units_(model_, limits),
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
        Index field = none;
        std::string name;
    };

    void report(Code code, std::vector<std::string> args, const std::string& column, std::string suggestion = {}) {
        if (problems_.size() > limits_.errors) return;
        Diagnostic diagnostic{code, std::move(args)};
        if (problems_.size() == limits_.errors)
            diagnostic = Diagnostic{Code::too_many, {}};
        else
            diagnostic.suggestion = std::move(suggestion);
        diagnostic.unit = id_;
        if (!column.empty()) diagnostic.path = io::Path(io::Path(), column).text();
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
            if (!seen.insert(place).second) report(Code::duplicate_key, {io::shortened(name)}, name);
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
            const Index assessor = model_.find_assessor(name.substr(0, colon));
            const Index field = layout_.find(name.substr(colon + 1));
            if (assessor != none && field != none && is_answer(field)) {
                one.field = field;
                one.source = assessor + 1u;
            }
        }
        if (one.field != none) return;
        std::vector<std::string_view> names;
        for (const Field& field : layout_.fields()) names.push_back(field.name);
        report(Code::unknown_column, {io::shortened(name)}, name, closest(name, names, guesses_));
    }

    bool is_answer(Index field) const {
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
        bool plain = true, has_id = false;
        const auto cells = each_cell(record, [&](const Heading& column, std::string_view cell) {
            if (column.kind == Heading::Kind::id) {
                has_id = !cell.empty();
                id_ = cell.size() <= limits_.string_bytes ? std::string(cell) : io::shortened(std::string(cell));
            }
            if (cell.empty()) return;
            if (cell.size() > limits_.string_bytes)
                return report(Code::unit_limit, {"@string_bytes", std::to_string(limits_.string_bytes)}, column.name);
            if (column.kind == Heading::Kind::name) name_ = cell;
            if (column.kind != Heading::Kind::field) return;
            const auto value = plain_value(column.field, cell);
            if (value)
                row_.set(column.source, column.field, *value);
            else if (is_evidence(column))
                report(Code::json_type, {"@bool", "@string"}, column.name);
            else
                plain = false;
        });
        if (!cells || !problems_.empty()) return name_unit();
        if (!has_id) return report(Code::missing_id, {}, "id");
        for (const Heading& one : columns_)
            if (one.kind == Heading::Kind::field && layout_.fields()[one.field].kind == Field::Kind::document)
                batches_.builder().state(one.field);
        if ((plain && row_.put_into(batches_.builder(), batches_.row())) || read_as_unit(record))
            going_ = batches_.end_row(id_, name_, line_);
    }

    void name_unit() {
        for (Diagnostic& one : problems_)
            if (one.unit.empty()) one.unit = io::shortened(id_);
    }

    std::optional<PlainValue> plain_value(Index field, std::string_view cell) const {
        if (values_.is_number(field)) return values_.number(field, cell);
        if (!values_.is_flag(field)) return values_.word(field, cell);
        const auto flag = flag_of(cell);
        if (!flag) return std::nullopt;
        return PlainValue{*flag ? 1 : 0, 0};
    }

    /// False: the record does not have the header's cells, which is reported.
    template <class Each>
    bool each_cell(std::string_view record, Each each) {
        Cells cells(record);
        std::string_view cell;
        std::size_t count = 0;
        for (;;) {
            const auto kind = cells.next(cell);
            if (kind == Cells::Kind::bad) return report(Code::csv_syntax, {std::to_string(count + 1)}, ""), false;
            if (kind == Cells::Kind::end) break;
            if (count < columns_.size()) each(columns_[count], cell);
            ++count;
        }
        if (count == columns_.size()) return true;
        report(Code::csv_width, {std::to_string(count), std::to_string(columns_.size())}, "");
        return false;
    }

    /// What is not plain is refused in the words of the reader of units, or is a number spelled in another way.
    bool read_as_unit(std::string_view record) {
        io::JsonDraft unit, id;
        unit.kind = JsonValue::Kind::object;
        id.kind = JsonValue::Kind::string;
        id.text = id_;
        id.key = "id";
        unit.members.push_back(std::move(id));
        std::vector<std::pair<Index, bool>> evidence;
        each_cell(record, [&](const Heading& column, std::string_view cell) {
            if (cell.empty() || column.kind != Heading::Kind::field) return;
            if (is_evidence(column)) return void(evidence.emplace_back(column.field, *flag_of(cell)));
            io::JsonDraft value;
            value.kind = JsonValue::Kind::string;
            value.text = cell;
            if (const auto flag = values_.is_flag(column.field) ? flag_of(cell) : std::nullopt) {
                value.kind = JsonValue::Kind::boolean;
                value.boolean = *flag;
            }
            io::add_to_unit(unit, model_, layout_.fields()[column.field],
                            column.source == 0 ? none : static_cast<Index>(column.source - 1), std::move(value));
        });
        Result<Unit> read = units_.read(unit, static_cast<std::size_t>(line_));
        if (!read) {
            problems_ = read.diagnostics();
            return false;
        }
        ColumnsBuilder& builder = batches_.builder();
        const std::size_t row = batches_.row();
        for (const auto& [field, flag] : evidence)
            if (field == layout_.evidence()) builder.put(field, row, flag ? 1 : 0);
        builder.extend(row);
        builder.append(*read);
        for (const auto& [field, flag] : evidence)
            if (field != layout_.evidence()) builder.put(field, row, flag ? 1 : 0);
        return true;
    }

    const Model& model_;
    ColumnLayout layout_;
    const Limits& limits_;
    io::PlainValues values_;
    io::Row row_;
    io::SingleUnits units_;
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
