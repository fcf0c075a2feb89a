// From Arrow arrays to columns: each array's shape first (arrow_shapes.hpp), then its values; last, which of them count
// (prevailing_columns.hpp).
#include "zi/arrow.hpp"

#include "arrow_shapes.hpp"
#include "lookup.hpp"
#include "plain_value.hpp"
#include "prevailing_columns.hpp"
#include "text.hpp"

#include "base/filled.hpp"
#include "base/suggest.hpp"
#include "base/wide.hpp"
#include "columnar/values.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstring>
#include <limits>
#include <set>

namespace zi {

namespace {

using io::Mask;
using io::PlainValue;
using units::Path;
using units::shortened;

constexpr std::int64_t most_direct = std::int64_t{1} << 53;  ///< of whole numbers that the engine reads where they lie

/// How many ticks a day has, of dates in milliseconds and of timestamps that name no time zone.
std::optional<std::int64_t> ticks_a_day(std::string_view format) {
    constexpr std::int64_t seconds = 86'400;
    if (format == "tss:") return seconds;
    if (format == "tdm" || format == "tsm:") return seconds * 1'000;
    if (format == "tsu:") return seconds * 1'000'000;
    if (format == "tsn:") return seconds * 1'000'000'000;
    return std::nullopt;
}

/// "2026-05-31T14:00:00", with as much of the second as there is.
std::string moment(std::int64_t day, std::int64_t tick, std::int64_t ticks) {
    const std::int64_t second = ticks / 86'400;  // in ticks
    const auto whole = static_cast<unsigned>(tick / second);
    std::string text = filled("{}T{}:{}:{}", Date{std::chrono::sys_days{std::chrono::days{day}}}.iso(), padded(whole / 3600, 2),
                              padded(whole / 60 % 60, 2), padded(whole % 60, 2));
    if (const std::int64_t rest = tick % second; rest != 0)
        text += "." + padded(static_cast<unsigned>(rest), std::to_string(second).size() - 1);
    return text;
}

class Importer {
public:
    Importer(std::shared_ptr<const Model> model, const Limits& limits, const std::function<void(Diagnostic)>& left_open)
        : shared_model_(std::move(model)),
          model_(*shared_model_),
          layout_(std::make_shared<const ColumnLayout>(model_)),
          limits_(limits),
          left_open_(left_open),
          values_(model_, *layout_, limits),
          sources_(model_.assessors.size() + 1) {}

    Result<Columns> run(const ArrowSchema& schema, std::shared_ptr<const ArrowArray> owner) {
        owner_ = std::move(owner);
        path_.clear();
        if (owner_->length < 0 || owner_->length > io::most_arrow_rows) {
            report(Code::array_shape, {"@arrow_length"});
            return std::move(diagnostics_);
        }
        rows_ = static_cast<std::size_t>(owner_->length);
        read_struct(schema, *owner_, 0, 0);
        if (!diagnostics_.empty()) return std::move(diagnostics_);
        std::vector<Columns> said;
        std::vector<io::LeftOpen> open;
        for (Answers& one : sources_) {
            if (!said.empty() && one.fields.empty()) continue;
            for (const auto& [question, row] : one.open) open.push_back({said.size(), question, row});
            said.push_back(columns_of(one));
        }
        Columns columns = io::prevailing_columns(std::move(said), open, left_open_ != nullptr, [&](Diagnostic problem) {
            if (left_open_ != nullptr)
                left_open_(std::move(problem));
            else
                add(std::move(problem));
            return !full();
        });
        if (!diagnostics_.empty()) return std::move(diagnostics_);
        return columns;
    }

private:
    /// What one answerer says.
    struct Answers {
        std::unique_ptr<ColumnsBuilder> copied;
        std::vector<std::pair<FieldIndex, Column>> direct;
        std::set<FieldIndex> fields;
        std::vector<std::pair<QuestionIndex, std::size_t>> open;  ///< answers that are left open, with their rows
    };

    bool full() const { return diagnostics_.size() > limits_.errors; }

    void report(Code code, std::vector<std::string> args, std::optional<std::size_t> row = std::nullopt,
                std::string suggestion = {}) {
        add(problem(code, std::move(args), row, std::move(suggestion)));
    }

    Diagnostic problem(Code code, std::vector<std::string> args, std::optional<std::size_t> row, std::string suggestion) const {
        Diagnostic diagnostic{code, std::move(args)};
        diagnostic.suggestion = std::move(suggestion);
        if (row) diagnostic.unit = filled("#{}", *row + 1);
        diagnostic.row = row ? *row + 1 : 0;
        diagnostic.path = path_;
        return diagnostic;
    }

    /// A value that cannot be what it says: the answer or fact is left open, or the array is refused. Documents are never left
    /// open: one that is not read may carry any answer.
    void wrong_value(std::size_t source, FieldIndex field, std::size_t row, Diagnostics problems) {
        const Field& one = layout_->fields()[field];
        const bool opens = left_open_ != nullptr && (one.kind == Field::Kind::fact || is_answer(field));
        for (Diagnostic& each : problems) {
            Diagnostic told = problem(each.code, std::move(each.args), row, std::move(each.suggestion));
            if (opens)
                left_open_(std::move(told));
            else
                add(std::move(told));
        }
        if (!opens) return;
        if (one.kind == Field::Kind::fact)
            builder(source).put_unknown(field, row);
        else
            sources_[source].open.emplace_back(QuestionIndex(one.index), row);
    }

    void add(Diagnostic diagnostic) {
        if (full()) return;
        if (diagnostics_.size() == limits_.errors) diagnostic = Diagnostic{Code::too_many, {}};
        diagnostics_.push_back(std::move(diagnostic));
    }

    // ---- Shapes ----------------------------------------------------------------------------------------------------

    void read_struct(const ArrowSchema& schema, const ArrowArray& array, std::size_t base, std::size_t source) {
        if (!shapes_.alive(&schema, &array)) return;
        if (std::string_view(schema.format) != "+s")
            return report(Code::column_format, {io::type_words(schema), "@suits_table"});
        const std::size_t masks = masks_.size();
        Mask mask;
        if (!shapes_.sound(&schema, &array, 1, true, base, rows_, mask)) return;
        // More than there are names for, whatever they are called.
        const auto most = static_cast<std::int64_t>(layout_->fields().size() + model_.assessors.size() + limits_.errors + 2);
        if (schema.n_children != array.n_children || array.n_children < 0 || array.n_children > most ||
            (array.n_children > 0 && (schema.children == nullptr || array.children == nullptr)))
            return report(Code::array_shape, {"@arrow_children"});
        if (mask.bits != nullptr) masks_.push_back(mask);
        const std::string path = path_;
        std::set<std::string> seen;
        for (std::int64_t i = 0; i < array.n_children && !full(); ++i) {
            path_ = filled("{}/{}", path, i);
            const ArrowSchema* child = schema.children[i];
            if (!shapes_.alive(child, array.children[i])) continue;
            if (child->name == nullptr) {
                report(Code::array_shape, {"@arrow_name"});
                continue;
            }
            const std::string name = child->name;
            if (!io::is_utf8(name)) {
                report(Code::column_text, {});
                continue;
            }
            path_ = path + Path(Path(), name).text();
            if (!seen.insert(name).second)
                report(Code::duplicate_key, {shortened(name)});
            else
                read_child(*child, *array.children[i], static_cast<std::size_t>(array.offset) + base, source);
        }
        path_ = path;
        masks_.resize(masks);
    }

    void read_child(const ArrowSchema& schema, const ArrowArray& array, std::size_t base, std::size_t source) {
        const std::string_view name = schema.name;
        const FieldIndex field = layout_->find(name);
        if (field != none && (source == 0 || is_answer(field))) {
            if (sources_[source].fields.insert(field).second)
                read_field(schema, array, base, source, field);
            else
                report(Code::duplicate_key, {shortened(schema.name)});
            return;
        }
        if (source == 0) {
            if (const AssessorIndex assessor = model_.find_assessor(name); assessor != none)
                return read_struct(schema, array, base, assessor + 1u);
            if (name == "id" || name == "name") return;
        }
        std::vector<std::string_view> names;
        for (const Field& one : layout_->fields())
            if (source == 0 || one.kind == Field::Kind::option || one.kind == Field::Kind::number ||
                one.kind == Field::Kind::count)
                names.push_back(one.name);
        if (source == 0)
            for (const Assessor& one : model_.assessors) names.push_back(one.name);
        std::vector<std::string> args{shortened(schema.name)};
        if (std::string inputs = io::columns_of_ratio(model_, name); !inputs.empty()) {
            args.push_back(std::move(inputs));
            return report(Code::unknown_column, std::move(args), std::nullopt);
        }
        report(Code::unknown_column, std::move(args), std::nullopt, closest(name, names, guesses_));
    }

    bool is_answer(FieldIndex field) const {
        const Field::Kind kind = layout_->fields()[field].kind;
        return kind == Field::Kind::option || kind == Field::Kind::number || kind == Field::Kind::count;
    }

    // ---- Values ----------------------------------------------------------------------------------------------------

    void read_field(const ArrowSchema& schema, const ArrowArray& array, std::size_t base, std::size_t source,
                    FieldIndex field) {
        const std::string_view format = schema.format;
        if (layout_->fields()[field].kind == Field::Kind::document) builder(source).state(field);
        if (format == "n" && schema.dictionary == nullptr) {
            Mask mask;
            shapes_.sound(&schema, &array, 0, false, base, rows_, mask);
            return;
        }
        const bool nested = array.n_children != 0 || schema.n_children != 0;
        const auto wrong = [&](const char* suitable) {
            // Of a column where nothing is, programs do not know the type: pandas takes float64.
            if (nested || !is_empty(schema, array, base)) report(Code::column_format, {io::type_words(schema), suitable});
        };
        if (!nested && schema.dictionary != nullptr) return read_dictionary(schema, array, base, source, field);
        if (!nested && io::is_text(format)) return read_texts(schema, array, base, source, field);
        if (values_.keys(field) != nullptr) {
            if (nested) return wrong("@suits_option");
            if (format == "C" || format == "c") return read_integers(schema, array, base, source, field);
            if (format == "b") return read_words(schema, array, base, source, field);
            return wrong("@suits_option");
        }
        if (values_.is_date(field)) {
            if (nested) return wrong("@suits_date");
            if (format == "tdD") return read_integers(schema, array, base, source, field);
            if (const auto ticks = ticks_a_day(format)) return read_moments(schema, array, base, source, field, *ticks);
            return wrong("@suits_date");
        }
        if (values_.is_flag(field))
            return !nested && format == "b" ? read_bits(schema, array, base, source, field) : wrong("@suits_flag");
        if (nested) return wrong("@suits_number");
        if (format == "f") return read_floats<float>(schema, array, base, source, field);
        if (format == "g") return read_floats<double>(schema, array, base, source, field);
        if (format == "e") return report(Code::column_float, {});
        if (format == "L" || io::integer_type(format)) return read_integers(schema, array, base, source, field);
        if (format.starts_with("d:")) return read_decimals(schema, array, base, source, field);
        wrong("@suits_number");
    }

    /// No row of it is there, whatever it would hold.
    bool is_empty(const ArrowSchema& schema, const ArrowArray& array, std::size_t base) {
        const std::string_view format = schema.format;
        if (format.starts_with('+') || array.n_buffers < 2 || rows_ == 0) return false;
        Mask mask;
        if (!shapes_.sound(&schema, &array, array.n_buffers, true, base, rows_, mask)) return true;  // which has been told
        const void* values = format == "g" && schema.dictionary == nullptr ? array.buffers[1] : nullptr;
        for (std::size_t row = 0; row < rows_; ++row) {
            if (!there(mask, row)) continue;
            double number = 0;
            if (values == nullptr) return false;
            std::memcpy(&number, static_cast<const unsigned char*>(values) + (mask.offset + row) * sizeof number,
                        sizeof number);
            if (!std::isnan(number)) return false;
        }
        return true;
    }

    ColumnsBuilder& builder(std::size_t source) {
        auto& copied = sources_[source].copied;
        if (!copied) copied = std::make_unique<ColumnsBuilder>(shared_model_, Date{});
        return *copied;
    }

    bool there(const Mask& mask, std::size_t row) const {
        return mask[row] && std::all_of(masks_.begin(), masks_.end(), [row](const Mask& one) { return one[row]; });
    }

    /// A column that is read where it lies, and the bitmap of its rows if some are not there.
    Column lying(Column::Type type, const void* values, const Mask& mask) {
        Column column = lying_value(type, values, mask.offset);
        column.owner = owner_;
        column.valid = mask.bits;
        column.has_nulls = mask.bits != nullptr;
        if (masks_.empty()) return column;
        auto bits = std::make_shared<std::pair<std::vector<std::uint8_t>, std::shared_ptr<const void>>>(
            (mask.offset + rows_ + 7) / 8, owner_);
        for (std::size_t row = 0; row < rows_; ++row)
            if (there(mask, row)) {
                std::uint8_t& byte = bits->first[(mask.offset + row) / 8];
                byte = static_cast<std::uint8_t>(byte | 1u << ((mask.offset + row) % 8));
            }
        column.valid = bits->first.data();
        column.has_nulls = true;
        column.owner = std::move(bits);
        return column;
    }

    void read_bits(const ArrowSchema& schema, const ArrowArray& array, std::size_t base, std::size_t source, FieldIndex field) {
        Mask mask;
        if (!shapes_.sound(&schema, &array, 2, true, base, rows_, mask)) return;
        const void* values = shapes_.buffer(array, 1);
        if (values != nullptr) sources_[source].direct.emplace_back(field, lying(Column::Type::bits, values, mask));
    }

    static bool aligned(const void* values, std::size_t width) { return reinterpret_cast<std::uintptr_t>(values) % width == 0; }

    void read_integers(const ArrowSchema& schema, const ArrowArray& array, std::size_t base, std::size_t source,
                       FieldIndex field) {
        Mask mask;
        if (!shapes_.sound(&schema, &array, 2, true, base, rows_, mask)) return;
        const void* values = shapes_.buffer(array, 1);
        if (values == nullptr) return;
        const std::string_view format = schema.format;
        const auto type = format == "tdD" ? std::optional(Column::Type::i32) : io::integer_type(format);
        if (type && aligned(values, columnar::width(*type))) {
            const Column raw = lying(*type, values, mask);
            const auto bounds = values_.bounds(field);
            bool direct = bounds && bounds->first > -most_direct && bounds->second < most_direct &&
                          io::all_within(raw, rows_, bounds->first, bounds->second);
            if (!direct) {
                direct = true;
                for (std::size_t row = 0; row < rows_ && direct; ++row)
                    if (columnar::is_there(raw, row)) {
                        const std::int64_t value = columnar::stored(raw, row);
                        direct = value > -most_direct && value < most_direct && values_.admits(field, {value, 0});
                    }
            }
            if (direct) return void(sources_[source].direct.emplace_back(field, raw));
        }
        const Column raw = lying_value(type.value_or(Column::Type::i64), values, mask.offset);
        for (std::size_t row = 0; row < rows_ && !full(); ++row) {
            if (!there(mask, row)) continue;
            const std::int64_t value = columnar::stored(raw, row);
            if (!type && value < 0)
                read_number(source, field, row, rational_of(static_cast<std::uint64_t>(value)));
            else if (values_.admits(field, {value, 0}))
                builder(source).put(field, row, value);
            else
                refuse(source, field, row, value);
        }
    }

    /// Moments that begin a day are that day. Which day another one means hangs on where somebody is, so that it is refused.
    void read_moments(const ArrowSchema& schema, const ArrowArray& array, std::size_t base, std::size_t source,
                      FieldIndex field, std::int64_t ticks) {
        Mask mask;
        if (!shapes_.sound(&schema, &array, 2, true, base, rows_, mask)) return;
        const void* values = shapes_.buffer(array, 1);
        if (values == nullptr) return;
        for (std::size_t row = 0; row < rows_ && !full(); ++row) {
            if (!there(mask, row)) continue;
            const std::int64_t value = columnar::stored(lying_value(Column::Type::i64, values, mask.offset), row);
            const std::int64_t tick = (value % ticks + ticks) % ticks;
            const std::int64_t day = value / ticks - (value % ticks < 0 ? 1 : 0);
            const bool possible = values_.admits(field, {day, 0});
            if (possible && tick == 0)
                builder(source).put(field, row, day);
            else
                wrong_value(source, field, row,
                            {Diagnostic{Code::bad_date, {possible ? moment(day, tick, ticks) : std::to_string(value)}}});
        }
    }

    static Column lying_value(Column::Type type, const void* values, std::size_t offset) {
        Column column;
        column.type = type;
        column.values = values;
        column.offset = offset;
        return column;
    }

    void read_decimals(const ArrowSchema& schema, const ArrowArray& array, std::size_t base, std::size_t source,
                       FieldIndex field) {
        const auto scale = io::decimals_of(schema.format);
        if (!scale) return report(Code::column_format, {io::type_words(schema), "@suits_number"});
        Mask mask;
        if (!shapes_.sound(&schema, &array, 2, true, base, rows_, mask)) return;
        const void* values = shapes_.buffer(array, 1);
        if (values == nullptr) return;
        for (std::size_t row = 0; row < rows_ && !full(); ++row) {
            if (!there(mask, row)) continue;
            Wide wide;
            std::memcpy(&wide, static_cast<const unsigned char*>(values) + (mask.offset + row) * sizeof wide, sizeof wide);
            PlainValue value{static_cast<std::int64_t>(wide), *scale};
            while (value.decimals > 0 && value.value % 10 == 0 && value.value == wide) {
                wide /= 10;
                value = {static_cast<std::int64_t>(wide), value.decimals - 1};
            }
            if (value.value == wide && value.decimals <= 18 && values_.admits(field, value)) {
                builder(source).put(field, row, value.value, value.decimals);
                continue;
            }
            Wide rest = 1;
            for (unsigned i = 0; i < value.decimals; ++i) rest *= 10;
            read_number(source, field, row, rational_of(wide, rest));
        }
    }

    /// Binary numbers are read as the shortest decimal that stands for them, which is how every program shows them: 3.62.
    template <class Float>
    void read_floats(const ArrowSchema& schema, const ArrowArray& array, std::size_t base, std::size_t source,
                     FieldIndex field) {
        Mask mask;
        if (!shapes_.sound(&schema, &array, 2, true, base, rows_, mask)) return;
        const void* values = shapes_.buffer(array, 1);
        if (values == nullptr) return;
        for (std::size_t row = 0; row < rows_ && !full(); ++row) {
            if (!there(mask, row)) continue;
            Float number;
            std::memcpy(&number, static_cast<const unsigned char*>(values) + (mask.offset + row) * sizeof number,
                        sizeof number);
            if (std::isnan(number)) continue;  // how programs without null say that nothing is there
            std::array<char, 64> text;
            const std::string_view spelled(
                text.data(), static_cast<std::size_t>(std::to_chars(text.begin(), text.end(), number).ptr - text.data()));
            if (const auto value = values_.number(field, spelled)) {
                builder(source).put(field, row, value->value, value->decimals);
                continue;
            }
            units::Value value;
            value.kind = units::Value::Kind::number;
            value.text = spelled;
            put_checked(source, field, row, [&](Diagnostics& problems) { return values_.read(field, value, problems); });
        }
    }

    /// A number that is not plainly one of the field's.
    void read_number(std::size_t source, FieldIndex field, std::size_t row, const Rational& number) {
        put_checked(source, field, row, [&](Diagnostics& problems) { return values_.check(field, number, problems); });
    }

    /// What the checker of values makes of one, or its problems.
    template <class Check>
    void put_checked(std::size_t source, FieldIndex field, std::size_t row, Check check) {
        Diagnostics problems;
        if (const auto value = check(problems)) io::put(builder(source), field, row, *value);
        if (!problems.empty()) wrong_value(source, field, row, std::move(problems));
    }

    // ---- Texts and dictionaries ------------------------------------------------------------------------------------

    void read_texts(const ArrowSchema& schema, const ArrowArray& array, std::size_t base, std::size_t source,
                    FieldIndex field) {
        const auto all = shapes_.texts(schema, array, base, rows_);
        for (std::size_t row = 0; all && row < rows_ && !full(); ++row)
            if (there(all->valid, row)) read_text(source, field, row, (*all)[row]);
    }

    /// As a cell of CSV says it.
    void read_text(std::size_t source, FieldIndex field, std::size_t row, std::string_view text) {
        if (const auto value = values_.spelled(field, text))
            return builder(source).put(field, row, value->value, value->decimals);
        if (!io::is_utf8(text)) return report(Code::column_text, {}, row);
        put_checked(source, field, row,
                    [&](Diagnostics& problems) { return values_.read(field, units::Value::of(text), problems); });
    }

    /// Yes and no where keys say them.
    void read_words(const ArrowSchema& schema, const ArrowArray& array, std::size_t base, std::size_t source,
                    FieldIndex field) {
        Mask mask;
        if (!shapes_.sound(&schema, &array, 2, true, base, rows_, mask)) return;
        const auto* bits = static_cast<const std::uint8_t*>(shapes_.buffer(array, 1));
        if (bits == nullptr) return;
        for (std::size_t row = 0; row < rows_ && !full(); ++row) {
            if (!there(mask, row)) continue;
            units::Value value;
            value.kind = units::Value::Kind::boolean;
            value.boolean = columnar::bit(bits, mask.offset + row);
            put_checked(source, field, row, [&](Diagnostics& problems) { return values_.read(field, value, problems); });
        }
    }

    void read_dictionary(const ArrowSchema& schema, const ArrowArray& array, std::size_t base, std::size_t source,
                         FieldIndex field) {
        const std::string_view format = schema.format;
        const auto type = io::integer_type(format);
        if (!shapes_.alive(schema.dictionary, array.dictionary)) return;
        const std::string_view inner = schema.dictionary->format;
        if ((!type && format != "L") || !io::is_text(inner) || schema.dictionary->dictionary != nullptr)
            return report(Code::column_format, {io::type_words(*schema.dictionary), "@suits_dictionary"});
        Mask mask;
        if (!shapes_.sound(&schema, &array, 2, true, base, rows_, mask)) return;
        const void* values = shapes_.buffer(array, 1);
        if (array.dictionary->length < 0 || array.dictionary->length > io::most_arrow_rows)
            return report(Code::array_shape, {"@arrow_length"});
        const auto size = static_cast<std::size_t>(array.dictionary->length);
        const auto words = shapes_.texts(*schema.dictionary, *array.dictionary, 0, size);
        if (values == nullptr || !words) return;
        const auto index_at = [&](const Column& indices, std::size_t row) -> std::optional<std::size_t> {
            const std::int64_t index = columnar::stored(indices, row);
            if (index >= 0 && static_cast<std::uint64_t>(index) < size) return static_cast<std::size_t>(index);
            report(Code::column_index,
                   {type ? std::to_string(index) : std::to_string(static_cast<std::uint64_t>(index)), std::to_string(size)},
                   row);
            return std::nullopt;
        };
        const Column raw = lying_value(type.value_or(Column::Type::i64), values, mask.offset);
        if (values_.keys(field) == nullptr && !values_.is_date(field)) {
            for (std::size_t row = 0; row < rows_ && !full(); ++row)
                if (there(mask, row))
                    if (const auto index = index_at(raw, row); index && words->valid[*index])
                        read_text(source, field, row, (*words)[*index]);
            return;
        }
        using Place = decltype(Column::places)::value_type;
        std::vector<std::int64_t> places;  // or days
        constexpr std::int64_t unknown = std::numeric_limits<std::int64_t>::max(), null = unknown - 1;
        bool plain = true, short_places = true;
        for (std::size_t i = 0; i < size; ++i) {
            bool given = words->valid[i];
            const auto word = given ? meant_by(field, (*words)[i], given) : std::nullopt;
            places.push_back(word ? word->value : given ? unknown : null);
            plain = plain && word;
            short_places = short_places && (!word || places.back() <= std::numeric_limits<Place>::max());
        }
        const bool narrow = !values_.is_date(field) && short_places && (type == Column::Type::u8 || type == Column::Type::i8);
        bool direct = narrow;
        if (!(narrow && plain && io::all_within(raw, rows_, 0, static_cast<std::int64_t>(size) - 1)))
            for (std::size_t row = 0; row < rows_ && !full(); ++row) {
                if (!there(mask, row)) continue;
                const auto index = index_at(raw, row);
                if (index && places[*index] == unknown) read_text(source, field, row, (*words)[*index]);
                if (index && places[*index] >= null) direct = false;
            }
        if (!diagnostics_.empty()) return;
        if (direct) {
            Column column = lying(*type, values, mask);
            // Codes that are not there are read, and passed over.
            for (const std::int64_t place : places)
                column.places.push_back(place >= null ? Place{0} : static_cast<Place>(place));
            if (column.places.empty()) column.places.push_back(0);
            sources_[source].direct.emplace_back(field, std::move(column));
            return;
        }
        for (std::size_t row = 0; row < rows_; ++row) {
            if (!there(mask, row)) continue;
            const std::int64_t place = places[static_cast<std::size_t>(columnar::stored(raw, row))];
            if (place < null) builder(source).put(field, row, place);
        }
    }

    /// What a word of a dictionary stands for. `given` becomes false of one that says nothing.
    std::optional<PlainValue> meant_by(FieldIndex field, std::string_view text, bool& given) {
        if (const auto word = values_.word(field, text)) return word;
        if (!io::is_utf8(text)) return std::nullopt;
        Diagnostics problems;
        const auto value = values_.read(field, units::Value::of(text), problems);
        given = value || !problems.empty();
        const auto* plain = value ? std::get_if<PlainValue>(&*value) : nullptr;
        return plain ? std::optional(*plain) : std::nullopt;
    }

    // ---- Refusals --------------------------------------------------------------------------------------------------

    void refuse(std::size_t source, FieldIndex field, std::size_t row, std::int64_t number) {
        if (const auto* keys = values_.keys(field))
            wrong_value(source, field, row,
                        {Diagnostic{Code::column_code, {std::to_string(number), std::to_string(keys->size() - 1)}}});
        else if (values_.is_date(field))
            wrong_value(source, field, row, {Diagnostic{Code::bad_date, {std::to_string(number)}}});
        else
            read_number(source, field, row, number);
    }

    // ---- What one answerer says -----------------------------------------------------------------------------

    Columns columns_of(Answers& answers) {
        ColumnsBuilder none_copied(shared_model_, Date{});
        ColumnsBuilder& builder = answers.copied ? *answers.copied : none_copied;
        builder.extend(rows_);
        const Columns copied = builder.finish();
        Columns columns(shared_model_, layout_, rows_);
        for (FieldIndex field{0}; field < layout_->fields().size(); ++field) columns.set(field, copied[field]);
        for (auto& [field, column] : answers.direct) columns.set(field, std::move(column));
        columns.set_odd_values(copied.odd_values());
        return columns;
    }

    std::shared_ptr<const Model> shared_model_;
    const Model& model_;
    std::shared_ptr<const ColumnLayout> layout_;
    const Limits& limits_;
    const std::function<void(Diagnostic)>& left_open_;  ///< none: wrong values refuse the array
    io::ArrowShapes shapes_{[this](Code code, std::vector<std::string> args, std::optional<std::size_t> row) {
        report(code, std::move(args), row);
    }};
    io::PlainValues values_;
    std::vector<Answers> sources_;  ///< the unit itself, then assessors
    std::shared_ptr<const ArrowArray> owner_;
    std::size_t rows_ = 0;
    std::string path_;
    std::vector<Mask> masks_;  ///< of the structs that the column stands in
    Guesses guesses_;
    Diagnostics diagnostics_;
};

}  // namespace

Result<Columns> import_columns(std::shared_ptr<const Model> model, const ArrowSchema& schema, ArrowArray* array,
                               const Limits& limits, const std::function<void(Diagnostic)>& left_open) {
    if (array == nullptr || array->release == nullptr) return Diagnostic{Code::array_released, {}};
    auto owner = io::taken(array);
    if (schema.release == nullptr) return Diagnostic{Code::array_released, {}};
    return Importer(std::move(model), limits, left_open).run(schema, std::move(owner));
}

}  // namespace zi
