// From Arrow arrays to columns. Shapes first, then values, then who answered last and which totals follow.
#include "zi/arrow.hpp"

#include "lookup.hpp"
#include "plain_value.hpp"
#include "text.hpp"
#include "totals.hpp"

#include "base/power_of_ten.hpp"
#include "columnar/values.hpp"

#include "base/filled.hpp"
#include "base/wide.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <cstring>
#include <limits>
#include <set>

namespace zi {

namespace {

using columnar::bit;
using io::PlainValue;
using units::Path;
using units::shortened;

constexpr std::int64_t most_rows = std::int64_t{1} << 30;
constexpr std::int64_t most_direct = std::int64_t{1} << 53;  ///< of whole numbers that the engine reads where they lie

/// Releases the array when nobody looks into it any more. Where there is no memory for that, it is not taken.
std::shared_ptr<const ArrowArray> taken(ArrowArray* array) {
    struct Owner {
        ArrowArray held{};
        ~Owner() {
            if (held.release != nullptr) held.release(&held);
        }
    };
    const auto owner = std::make_shared<Owner>();
    owner->held = *array;
    array->release = nullptr;
    return {owner, &owner->held};
}

/// A bitmap of what is there, and where its first row stands.
struct Mask {
    const std::uint8_t* bits = nullptr;  ///< null: everything
    std::size_t offset = 0;
    bool operator[](std::size_t row) const { return bits == nullptr || bit(bits, offset + row); }
};

/// Formats of texts: offsets of 32 or 64 bits, or views, which Arrow calls utf8, large_utf8 and utf8_view.
bool is_text(std::string_view format) { return format == "u" || format == "U" || format == "vu"; }

/// Texts of an array of one of those formats.
struct Texts {
    enum class Kind { offsets, large_offsets, views };

    Mask valid;
    Kind kind = Kind::offsets;
    const void* places = nullptr;  ///< offsets, or views of 16 bytes: length, then the text itself if it fits, else 4 bytes of
                                   ///< it, buffer and offset
    const void* const* data = nullptr;
    std::size_t offset = 0;

    std::int64_t at(std::size_t index) const {
        return kind == Kind::large_offsets ? columnar::number_at<std::int64_t>(places, index)
                                           : columnar::number_at<std::int32_t>(places, index);
    }
    std::int64_t of_view(std::size_t index, std::size_t part) const {
        return columnar::number_at<std::int32_t>(places, 4 * index + part);
    }

    std::string_view operator[](std::size_t row) const {
        const std::size_t index = offset + row;
        if (kind == Kind::views) {
            const auto length = static_cast<std::size_t>(of_view(index, 0));
            const char* const text = length <= inlined ? static_cast<const char*>(places) + 16 * index + 4
                                                       : static_cast<const char*>(data[of_view(index, 2)]) + of_view(index, 3);
            return {text, length};
        }
        const std::int64_t from = at(index), to = at(index + 1);
        return from == to ? std::string_view()
                          : std::string_view(static_cast<const char*>(*data) + from, static_cast<std::size_t>(to - from));
    }

    static constexpr std::size_t inlined = 12;  ///< bytes of a text that stand in its view
};

/// Types of Arrow by format: of whole numbers, and whether they can be read where they lie.
std::optional<Column::Type> integer_type(std::string_view format) {
    if (format.size() != 1) return std::nullopt;
    switch (format.front()) {
        case 'C': return Column::Type::u8;
        case 'c': return Column::Type::i8;
        case 'S': return Column::Type::u16;
        case 's': return Column::Type::i16;
        case 'I': return Column::Type::u32;
        case 'i': return Column::Type::i32;
        case 'l': return Column::Type::i64;
        default: return std::nullopt;
    }
}

/// 2 of "d:38,2" or "d:38,2,128"; nothing if it is wider or no decimal.
std::optional<unsigned> decimals_of(std::string_view format) {
    unsigned numbers[2] = {0, 0};
    const char* at = format.data() + 2;
    const char* const end = format.data() + format.size();
    for (unsigned& one : numbers) {
        const auto [next, error] = std::from_chars(at, end, one);
        if (error != std::errc()) return std::nullopt;
        at = next;
        if (&one == numbers) {
            if (at == end || *at != ',') return std::nullopt;
            ++at;
        }
    }
    const std::string_view rest(at, static_cast<std::size_t>(end - at));
    if (numbers[0] < 1 || numbers[0] > 38 || numbers[1] > 38 || !(rest.empty() || rest == ",128")) return std::nullopt;
    return numbers[1];
}

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

std::int64_t count_nulls(const std::uint8_t* bits, std::size_t from, std::size_t rows) {
    std::size_t set = 0, i = from;
    const std::size_t end = from + rows;
    for (; i < end && i % 8 != 0; ++i) set += bit(bits, i) ? 1 : 0;
    for (; i + 8 <= end; i += 8) set += static_cast<std::size_t>(std::popcount(bits[i / 8]));
    for (; i < end; ++i) set += bit(bits, i) ? 1 : 0;
    return static_cast<std::int64_t>(rows - set);
}

template <class Number>
bool all_within(const void* values, std::size_t from, std::size_t rows, std::int64_t low, std::int64_t high) {
    const auto* numbers = static_cast<const Number*>(values) + from;
    Number least = std::numeric_limits<Number>::max(), most = std::numeric_limits<Number>::min();
    for (std::size_t i = 0; i < rows; ++i) {
        least = std::min(least, numbers[i]);
        most = std::max(most, numbers[i]);
    }
    return rows == 0 || (static_cast<std::int64_t>(least) >= low && static_cast<std::int64_t>(most) <= high);
}

/// Are all values within, those included that are not there? Quick, and mostly enough.
bool all_within(const Column& column, std::size_t rows, std::int64_t low, std::int64_t high) {
    switch (column.type) {
        case Column::Type::u8: return all_within<std::uint8_t>(column.values, column.offset, rows, low, high);
        case Column::Type::i8: return all_within<std::int8_t>(column.values, column.offset, rows, low, high);
        case Column::Type::u16: return all_within<std::uint16_t>(column.values, column.offset, rows, low, high);
        case Column::Type::i16: return all_within<std::int16_t>(column.values, column.offset, rows, low, high);
        case Column::Type::u32: return all_within<std::uint32_t>(column.values, column.offset, rows, low, high);
        case Column::Type::i32: return all_within<std::int32_t>(column.values, column.offset, rows, low, high);
        case Column::Type::i64: return all_within<std::int64_t>(column.values, column.offset, rows, low, high);
        case Column::Type::absent:
        case Column::Type::bits: break;
    }
    return false;
}

/// A number of a row that is there.
struct Given {
    std::int64_t value = 0;
    unsigned decimals = 0;
    const Rational* odd = nullptr;

    Rational exact() const { return odd != nullptr ? *odd : Rational(value, power_of_ten(decimals)); }
};

std::optional<Given> given(const Columns& columns, FieldIndex field, std::size_t row) {
    if (!columns.odd_values().empty())
        for (const OddValue& one : columns.odd_in(row))
            if (one.field == field) return Given{0, 0, std::get_if<Rational>(&one.value)};
    const auto value = columnar::value_at(columns[field], row);
    if (!value) return std::nullopt;
    return Given{*value, columns[field].decimals, nullptr};
}

class Importer {
public:
    Importer(std::shared_ptr<const Model> model, const Limits& limits)
        : shared_model_(std::move(model)),
          model_(*shared_model_),
          layout_(std::make_shared<const ColumnLayout>(model_)),
          limits_(limits),
          values_(model_, *layout_, limits),
          sources_(model_.assessors.size() + 1) {}

    Result<Columns> run(const ArrowSchema& schema, std::shared_ptr<const ArrowArray> owner) {
        owner_ = std::move(owner);
        path_.clear();
        if (owner_->length < 0 || owner_->length > most_rows) {
            report(Code::array_shape, {"@arrow_length"});
            return std::move(diagnostics_);
        }
        rows_ = static_cast<std::size_t>(owner_->length);
        read_struct(schema, *owner_, 0, 0);
        if (!diagnostics_.empty()) return std::move(diagnostics_);
        Columns columns = joined();
        if (!diagnostics_.empty()) return std::move(diagnostics_);
        return columns;
    }

private:
    /// What one answerer says.
    struct Answers {
        std::unique_ptr<ColumnsBuilder> copied;
        std::vector<std::pair<FieldIndex, Column>> direct;
        std::set<FieldIndex> fields;
    };

    bool full() const { return diagnostics_.size() > limits_.errors; }

    void report(Code code, std::vector<std::string> args, std::optional<std::size_t> row = std::nullopt,
                std::string suggestion = {}) {
        Diagnostic diagnostic{code, std::move(args)};
        diagnostic.suggestion = std::move(suggestion);
        if (row) diagnostic.unit = filled("#{}", *row + 1);
        diagnostic.path = path_;
        add(std::move(diagnostic));
    }

    void add(Diagnostic diagnostic) {
        if (full()) return;
        if (diagnostics_.size() == limits_.errors) diagnostic = Diagnostic{Code::too_many, {}};
        diagnostics_.push_back(std::move(diagnostic));
    }

    // ---- Shapes ----------------------------------------------------------------------------------------------------

    /// What every array must keep to: `base` is where its first row stands beyond its own offset.
    bool sound(const ArrowSchema* schema, const ArrowArray* array, std::int64_t buffers, bool bitmap, std::size_t base,
               std::size_t rows, Mask& mask) {
        if (array->n_buffers != buffers) return report(Code::array_shape, {"@arrow_buffers"}), false;
        if (buffers > 0 && array->buffers == nullptr) return report(Code::array_shape, {"@arrow_buffer"}), false;
        if (array->length < 0 || array->offset < 0 || array->length > 2 * most_rows || array->offset > most_rows ||
            static_cast<std::uint64_t>(array->length) < base + rows)
            return report(Code::array_shape, {"@arrow_length"}), false;
        if ((schema->dictionary != nullptr) != (array->dictionary != nullptr))
            return report(Code::array_shape, {"@arrow_dictionary"}), false;
        const auto* bits = bitmap ? static_cast<const std::uint8_t*>(array->buffers[0]) : nullptr;
        const std::int64_t nulls = bits != nullptr ? count_nulls(bits, static_cast<std::size_t>(array->offset),
                                                                 static_cast<std::size_t>(array->length))
                                                   : 0;
        if (bitmap && (array->null_count < -1 || (array->null_count != -1 && array->null_count != nulls)))
            return report(Code::array_shape, {"@arrow_nulls"}), false;
        mask = {nulls > 0 ? bits : nullptr, static_cast<std::size_t>(array->offset) + base};
        return true;
    }

    bool alive(const ArrowSchema* schema, const ArrowArray* array) {
        if (schema == nullptr || array == nullptr) return report(Code::array_shape, {"@arrow_children"}), false;
        if (schema->release == nullptr || array->release == nullptr) return report(Code::array_released, {}), false;
        if (schema->format == nullptr) return report(Code::column_format, {"", "+s"}), false;
        return true;
    }

    void read_struct(const ArrowSchema& schema, const ArrowArray& array, std::size_t base, std::size_t source) {
        if (!alive(&schema, &array)) return;
        if (std::string_view(schema.format) != "+s") return report(Code::column_format, {shortened(schema.format), "+s"});
        const std::size_t masks = masks_.size();
        Mask mask;
        if (!sound(&schema, &array, 1, true, base, rows_, mask)) return;
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
            if (!alive(child, array.children[i])) continue;
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
            sound(&schema, &array, 0, false, base, rows_, mask);
            return;
        }
        const auto wrong = [&](const char* suitable) { report(Code::column_format, {shortened(schema.format), suitable}); };
        if (array.n_children != 0 || schema.n_children != 0) return wrong("a column without children");
        if (values_.keys(field) != nullptr) {
            if (schema.dictionary != nullptr) return read_dictionary(schema, array, base, source, field);
            if (format == "C" || format == "c") return read_integers(schema, array, base, source, field);
            if (is_text(format)) return read_texts(schema, array, base, source, field);
            return wrong("C, c, u, U, vu, dictionary<u>");
        }
        if (values_.is_date(field)) {
            if (schema.dictionary != nullptr) return read_dictionary(schema, array, base, source, field);
            if (format == "tdD") return read_integers(schema, array, base, source, field);
            if (is_text(format)) return read_texts(schema, array, base, source, field);
            if (const auto ticks = ticks_a_day(format)) return read_moments(schema, array, base, source, field, *ticks);
            return wrong("tdD, tdm, tss:, tsm:, tsu:, tsn:, u, U, vu, dictionary<u>");
        }
        if (schema.dictionary != nullptr)
            return report(Code::column_format, {"dictionary", values_.is_flag(field) ? "b" : "c..L, d:"});
        if (values_.is_flag(field)) return format == "b" ? read_bits(schema, array, base, source, field) : wrong("b");
        if (format == "f") return read_floats<float>(schema, array, base, source, field);
        if (format == "g") return read_floats<double>(schema, array, base, source, field);
        if (format == "e") return report(Code::column_float, {shortened(schema.format)});
        if (format == "L" || integer_type(format)) return read_integers(schema, array, base, source, field);
        if (format.starts_with("d:")) return read_decimals(schema, array, base, source, field);
        wrong("c, C, s, S, i, I, l, L, f, g, d:");
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
        Column column;
        column.type = type;
        column.values = values;
        column.offset = mask.offset;
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

    /// The buffer of values, which may be null where there are none.
    const void* buffer(const ArrowArray& array, std::int64_t index) {
        if (array.buffers[index] == nullptr && array.length + array.offset > 0) report(Code::array_shape, {"@arrow_buffer"});
        return array.buffers[index];
    }

    void read_bits(const ArrowSchema& schema, const ArrowArray& array, std::size_t base, std::size_t source, FieldIndex field) {
        Mask mask;
        if (!sound(&schema, &array, 2, true, base, rows_, mask)) return;
        const void* values = buffer(array, 1);
        if (values != nullptr) sources_[source].direct.emplace_back(field, lying(Column::Type::bits, values, mask));
    }

    static bool aligned(const void* values, std::size_t width) { return reinterpret_cast<std::uintptr_t>(values) % width == 0; }

    void read_integers(const ArrowSchema& schema, const ArrowArray& array, std::size_t base, std::size_t source,
                       FieldIndex field) {
        Mask mask;
        if (!sound(&schema, &array, 2, true, base, rows_, mask)) return;
        const void* values = buffer(array, 1);
        if (values == nullptr) return;
        const std::string_view format = schema.format;
        const auto type = format == "tdD" ? std::optional(Column::Type::i32) : integer_type(format);
        if (type && aligned(values, columnar::width(*type))) {
            const Column raw = lying(*type, values, mask);
            const auto bounds = values_.bounds(field);
            bool direct = bounds && bounds->first > -most_direct && bounds->second < most_direct &&
                          all_within(raw, rows_, bounds->first, bounds->second);
            if (!direct) {
                direct = true;
                for (std::size_t row = 0; row < rows_ && !full(); ++row)
                    if (columnar::is_there(raw, row)) {
                        const std::int64_t value = columnar::stored(raw, row);
                        if (!values_.admits(field, {value, 0})) refuse(source, field, row, value);
                        direct = direct && value > -most_direct && value < most_direct;
                    }
            }
            if (direct) return void(sources_[source].direct.emplace_back(field, raw));
        }
        for (std::size_t row = 0; row < rows_ && !full(); ++row) {
            if (!there(mask, row)) continue;
            Column one = lying_value(type.value_or(Column::Type::i64), values, mask.offset);
            const std::int64_t value = columnar::stored(one, row);
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
        if (!sound(&schema, &array, 2, true, base, rows_, mask)) return;
        const void* values = buffer(array, 1);
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
                report(Code::bad_date, {possible ? moment(day, tick, ticks) : std::to_string(value)}, row);
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
        const auto scale = decimals_of(schema.format);
        if (!scale) return report(Code::column_format, {shortened(schema.format), "d:38,0 .. d:38,38"});
        Mask mask;
        if (!sound(&schema, &array, 2, true, base, rows_, mask)) return;
        const void* values = buffer(array, 1);
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
        if (!sound(&schema, &array, 2, true, base, rows_, mask)) return;
        const void* values = buffer(array, 1);
        if (values == nullptr) return;
        for (std::size_t row = 0; row < rows_ && !full(); ++row) {
            if (!there(mask, row)) continue;
            Float number;
            std::memcpy(&number, static_cast<const unsigned char*>(values) + (mask.offset + row) * sizeof number,
                        sizeof number);
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
        for (Diagnostic& problem : problems) report(problem.code, std::move(problem.args), row, std::move(problem.suggestion));
    }

    // ---- Texts and dictionaries ------------------------------------------------------------------------------------

    /// Offsets in order, views within their buffers; the data are there. `rows` from `base` on.
    std::optional<Texts> texts(const ArrowSchema& schema, const ArrowArray& array, std::size_t base, std::size_t rows) {
        Texts result;
        const std::string_view format = schema.format;
        result.kind = format == "vu" ? Texts::Kind::views : format == "U" ? Texts::Kind::large_offsets : Texts::Kind::offsets;
        // Views are followed by any number of buffers of text, and a last one that holds their sizes.
        const bool views = result.kind == Texts::Kind::views;
        if (!sound(&schema, &array, views ? std::max<std::int64_t>(array.n_buffers, 3) : 3, true, base, rows, result.valid))
            return std::nullopt;
        result.offset = result.valid.offset;
        result.places = array.buffers[1];
        result.data = array.buffers + 2;
        if (rows == 0) return result;
        if (result.places == nullptr) return report(Code::array_shape, {"@arrow_buffer"}), std::nullopt;
        if (!(views ? views_sound(result, array, rows) : offsets_sound(result, rows))) return std::nullopt;
        return result;
    }

    bool offsets_sound(const Texts& texts, std::size_t rows) {
        std::int64_t before = texts.at(texts.offset);
        if (before < 0) return report(Code::array_shape, {"@arrow_offsets"}, 0), false;
        const std::int64_t first = before;
        for (std::size_t row = 0; row < rows; ++row) {
            const std::int64_t next = texts.at(texts.offset + row + 1);
            if (next < before) return report(Code::array_shape, {"@arrow_offsets"}, row), false;
            before = next;
        }
        if (before > first && *texts.data == nullptr) return report(Code::array_shape, {"@arrow_buffer"}), false;
        return true;
    }

    /// Views of rows that are not there may hold anything, and are not looked at.
    bool views_sound(const Texts& texts, const ArrowArray& array, std::size_t rows) {
        const std::int64_t buffers = array.n_buffers - 3;
        const void* const sizes = array.buffers[array.n_buffers - 1];
        if (buffers > 0 && sizes == nullptr) return report(Code::array_shape, {"@arrow_buffer"}), false;
        for (std::size_t row = 0; row < rows; ++row) {
            if (!texts.valid[row]) continue;
            const std::size_t index = texts.offset + row;
            const std::int64_t length = texts.of_view(index, 0);
            if (length >= 0 && static_cast<std::size_t>(length) <= Texts::inlined) continue;
            const std::int64_t buffer = texts.of_view(index, 2), from = texts.of_view(index, 3);
            if (length < 0 || buffer < 0 || from < 0 || buffer >= buffers ||
                from + length > columnar::number_at<std::int64_t>(sizes, static_cast<std::size_t>(buffer)))
                return report(Code::array_shape, {"@arrow_offsets"}, row), false;
            if (texts.data[buffer] == nullptr) return report(Code::array_shape, {"@arrow_buffer"}), false;
        }
        return true;
    }

    void read_texts(const ArrowSchema& schema, const ArrowArray& array, std::size_t base, std::size_t source,
                    FieldIndex field) {
        const auto all = texts(schema, array, base, rows_);
        for (std::size_t row = 0; all && row < rows_ && !full(); ++row) {
            if (!there(all->valid, row)) continue;
            const std::string_view text = (*all)[row];
            if (const auto value = values_.word(field, text))
                builder(source).put(field, row, value->value);
            else
                refuse_text(source, field, row, text);
        }
    }

    void read_dictionary(const ArrowSchema& schema, const ArrowArray& array, std::size_t base, std::size_t source,
                         FieldIndex field) {
        const std::string_view format = schema.format;
        const auto type = integer_type(format);
        if (!alive(schema.dictionary, array.dictionary)) return;
        const std::string_view inner = schema.dictionary->format;
        if ((!type && format != "L") || !is_text(inner) || schema.dictionary->dictionary != nullptr)
            return report(Code::column_format,
                          {filled("{}: {}", shortened(schema.format), shortened(schema.dictionary->format)), "c..L: u, U, vu"});
        Mask mask;
        if (!sound(&schema, &array, 2, true, base, rows_, mask)) return;
        const void* values = buffer(array, 1);
        if (array.dictionary->length < 0 || array.dictionary->length > most_rows)
            return report(Code::array_shape, {"@arrow_length"});
        const auto size = static_cast<std::size_t>(array.dictionary->length);
        const auto words = texts(*schema.dictionary, *array.dictionary, 0, size);
        if (values == nullptr || !words) return;
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
        const Column raw = lying_value(type.value_or(Column::Type::i64), values, mask.offset);
        bool direct = narrow;
        if (!(narrow && plain && all_within(raw, rows_, 0, static_cast<std::int64_t>(size) - 1)))
            for (std::size_t row = 0; row < rows_ && !full(); ++row) {
                if (!there(mask, row)) continue;
                const std::int64_t index = columnar::stored(raw, row);
                if (index < 0 || static_cast<std::uint64_t>(index) >= size)
                    report(Code::column_index,
                           {type ? std::to_string(index) : std::to_string(static_cast<std::uint64_t>(index)),
                            std::to_string(size)},
                           row);
                else if (places[static_cast<std::size_t>(index)] == unknown)
                    refuse_text(source, field, row, (*words)[static_cast<std::size_t>(index)]);
                else if (places[static_cast<std::size_t>(index)] == null)
                    direct = false;
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
            if (place != null) builder(source).put(field, row, place);
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
            report(Code::column_code, {std::to_string(number), std::to_string(keys->size() - 1)}, row);
        else if (values_.is_date(field))
            report(Code::bad_date, {std::to_string(number)}, row);
        else
            read_number(source, field, row, number);
    }

    void refuse_text(std::size_t source, FieldIndex field, std::size_t row, std::string_view text) {
        if (!io::is_utf8(text)) return report(Code::column_text, {}, row);
        put_checked(source, field, row,
                    [&](Diagnostics& problems) { return values_.read(field, units::Value::of(text), problems); });
    }

    // ---- Who answered last, and totals -----------------------------------------------------------------------------

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

    Columns joined() {
        std::vector<Columns> said;
        for (Answers& one : sources_)
            if (said.empty() || !one.fields.empty()) said.push_back(columns_of(one));
        Columns& result = said.front();
        ColumnsBuilder builder(shared_model_, Date{});
        std::set<FieldIndex> replaced;
        for (QuestionIndex q{0}; q < model_.questions.size(); ++q) {
            const Question& question = model_.questions[q];
            const FieldIndex first = layout_->answer(q);
            const auto width = question.kind == Question::Kind::ratio ? static_cast<Index>(question.inputs.size()) : Index{1};
            const bool totals = io::has_relations(question);
            bool derived = false;
            if (totals)
                for (const Columns& one : said) derived = add_totals(one, question, first, nullptr) || derived;
            const bool several =
                std::any_of(said.begin() + 1, said.end(), [&](const Columns& one) { return has_any(one, first, width); });
            if (!derived && !several) continue;
            for (Index i = 0; i < width; ++i) replaced.insert(first + i);
            for (std::size_t row = 0; row < rows_; ++row) {
                const auto last = std::find_if(said.rbegin(), said.rend(), [&](const Columns& one) {
                    for (Index i = 0; i < width; ++i)
                        if (given(one, first + i, row)) return true;
                    return false;
                });
                if (last == said.rend()) continue;
                if (totals)
                    add_totals_of(*last, question, first, row, &builder);
                else
                    for (Index i = 0; i < width; ++i)
                        if (const auto value = given(*last, first + i, row)) put(builder, first + i, row, *value);
            }
        }
        if (replaced.empty()) return std::move(result);
        builder.extend(rows_);
        const Columns made = builder.finish();
        std::vector<OddValue> odd = made.odd_values();
        for (const OddValue& one : result.odd_values())
            if (!replaced.contains(one.field)) odd.push_back(one);
        std::stable_sort(odd.begin(), odd.end(), [](const OddValue& a, const OddValue& b) { return a.row < b.row; });
        for (const FieldIndex field : replaced) result.set(field, made[field]);
        result.set_odd_values(std::move(odd));
        return std::move(result);
    }

    static bool has_any(const Columns& columns, FieldIndex first, Index width) {
        for (Index i = 0; i < width; ++i)
            if (columns[first + i].type != Column::Type::absent ||
                std::any_of(columns.odd_values().begin(), columns.odd_values().end(),
                            [&](const OddValue& one) { return one.field == first + i; }))
                return true;
        return false;
    }

    static void put(ColumnsBuilder& builder, FieldIndex field, std::size_t row, const Given& value) {
        if (value.odd != nullptr)
            builder.put(field, row, *value.odd);
        else
            builder.put(field, row, value.value, value.decimals);
    }

    /// Was any total derived? Contradictions are reported.
    bool add_totals(const Columns& columns, const Question& question, FieldIndex first, ColumnsBuilder* builder) {
        bool derived = false;
        for (std::size_t row = 0; row < rows_ && !full(); ++row)
            derived = add_totals_of(columns, question, first, row, builder) || derived;
        return derived;
    }

    bool add_totals_of(const Columns& columns, const Question& question, FieldIndex first, std::size_t row,
                       ColumnsBuilder* builder) {
        counts_.assign(question.inputs.size(), std::nullopt);
        bool odd = false, any = false;
        for (InputIndex i{0}; i < question.inputs.size(); ++i)
            if (const auto value = given(columns, first + i, row)) {
                any = true;
                if (value->odd != nullptr || value->decimals != 0)
                    odd = true;
                else
                    counts_[i] = value->value;
            }
        if (!any) return false;
        const io::Totals found = odd ? io::Totals::left : io::fill_in(question, counts_);
        if (found != io::Totals::left) {
            for (Index i = 0; builder != nullptr && i < counts_.size(); ++i)
                if (counts_[i]) builder->put(first + i, row, *counts_[i]);
            return found == io::Totals::derived;
        }
        Counts counts;
        for (InputIndex i{0}; i < question.inputs.size(); ++i) {
            const auto value = given(columns, first + i, row);
            counts.values.push_back(value ? std::optional(value->exact()) : std::nullopt);
        }
        const Counts before = counts;
        Diagnostics problems;
        derive_totals(question, counts, filled("#{}", row + 1), "/" + model_.nodes[question.node].id, problems);
        for (Diagnostic& one : problems) add(std::move(one));
        for (Index i = 0; builder != nullptr && i < counts.values.size(); ++i)
            if (counts.values[i]) builder->put(first + i, row, *counts.values[i]);
        return counts != before;
    }

    std::shared_ptr<const Model> shared_model_;
    const Model& model_;
    std::shared_ptr<const ColumnLayout> layout_;
    const Limits& limits_;
    io::PlainValues values_;
    std::vector<Answers> sources_;  ///< the unit itself, then assessors
    std::shared_ptr<const ArrowArray> owner_;
    std::size_t rows_ = 0;
    std::string path_;
    std::vector<Mask> masks_;  ///< of the structs that the column stands in
    std::vector<std::optional<std::int64_t>> counts_;
    Guesses guesses_;
    Diagnostics diagnostics_;
};

}  // namespace

Result<Columns> import_columns(std::shared_ptr<const Model> model, const ArrowSchema& schema, ArrowArray* array,
                               const Limits& limits) {
    if (array == nullptr || array->release == nullptr) return Diagnostic{Code::array_released, {}};
    auto owner = taken(array);
    if (schema.release == nullptr) return Diagnostic{Code::array_released, {}};
    return Importer(std::move(model), limits).run(schema, std::move(owner));
}

}  // namespace zi
