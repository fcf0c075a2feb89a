#include "arrow_shapes.hpp"

#include "zi/diagnostic.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <charconv>
#include <limits>

namespace zi::io {

namespace {

std::int64_t count_nulls(const std::uint8_t* bits, std::size_t from, std::size_t rows) {
    std::size_t set = 0, i = from;
    const std::size_t end = from + rows;
    for (; i < end && i % 8 != 0; ++i) set += columnar::bit(bits, i) ? 1 : 0;
    for (; i + 8 <= end; i += 8) set += static_cast<std::size_t>(std::popcount(bits[i / 8]));
    for (; i < end; ++i) set += columnar::bit(bits, i) ? 1 : 0;
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

}  // namespace

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

std::string type_words(const ArrowSchema& schema) {
    struct Named {
        std::string_view format;
        const char* word;
        std::string_view type = {};  ///< the name in pandas, polars and pyarrow
    };
    static constexpr std::array all{
        Named{"C", "@type_whole", "(uint8)"},
        Named{"c", "@type_whole", "(int8)"},
        Named{"S", "@type_whole", "(uint16)"},
        Named{"s", "@type_whole", "(int16)"},
        Named{"I", "@type_whole", "(uint32)"},
        Named{"i", "@type_whole", "(int32)"},
        Named{"L", "@type_whole", "(uint64)"},
        Named{"l", "@type_whole", "(int64)"},
        Named{"e", "@type_float", "(float16)"},
        Named{"f", "@type_float", "(float32)"},
        Named{"g", "@type_float", "(float64)"},
        Named{"b", "@type_flag"},
        Named{"tdD", "@type_date"},
        Named{"tdm", "@type_date"},
        Named{"n", "@type_nothing"},
        Named{"+s", "@type_struct"},
    };
    const std::string_view format = schema.format;
    if (schema.dictionary != nullptr) return "@type_dictionary";
    if (is_text(format)) return "@type_text";
    for (const Named& one : all)
        if (one.format == format)
            return one.type.empty() ? one.word : std::string(one.word) + phrase_mark + std::string(one.type);
    if (format.starts_with("d:")) return "@type_decimal";
    if (format.starts_with("ts")) return format.size() > 4 ? "@type_zoned" : "@type_moment";
    if (format.starts_with("tt")) return "@type_time";
    if (format.starts_with('+')) return "@type_list";
    return "@type_other";
}

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

bool ArrowShapes::sound(const ArrowSchema* schema, const ArrowArray* array, std::int64_t buffers, bool bitmap, std::size_t base,
                        std::size_t rows, Mask& mask) {
    if (array->n_buffers != buffers) return report(Code::array_shape, {"@arrow_buffers"}), false;
    if (buffers > 0 && array->buffers == nullptr) return report(Code::array_shape, {"@arrow_buffer"}), false;
    if (array->length < 0 || array->offset < 0 || array->length > 2 * most_arrow_rows || array->offset > most_arrow_rows ||
        static_cast<std::uint64_t>(array->length) < base + rows)
        return report(Code::array_shape, {"@arrow_length"}), false;
    if ((schema->dictionary != nullptr) != (array->dictionary != nullptr))
        return report(Code::array_shape, {"@arrow_dictionary"}), false;
    const auto* bits = bitmap ? static_cast<const std::uint8_t*>(array->buffers[0]) : nullptr;
    const std::int64_t nulls =
        bits != nullptr ? count_nulls(bits, static_cast<std::size_t>(array->offset), static_cast<std::size_t>(array->length))
                        : 0;
    if (bitmap && (array->null_count < -1 || (array->null_count != -1 && array->null_count != nulls)))
        return report(Code::array_shape, {"@arrow_nulls"}), false;
    mask = {nulls > 0 ? bits : nullptr, static_cast<std::size_t>(array->offset) + base};
    return true;
}

bool ArrowShapes::alive(const ArrowSchema* schema, const ArrowArray* array) {
    if (schema == nullptr || array == nullptr) return report(Code::array_shape, {"@arrow_children"}), false;
    if (schema->release == nullptr || array->release == nullptr) return report(Code::array_released, {}), false;
    if (schema->format == nullptr) return report(Code::array_shape, {"@arrow_format"}), false;
    return true;
}

const void* ArrowShapes::buffer(const ArrowArray& array, std::int64_t index) {
    if (array.buffers[index] == nullptr && array.length + array.offset > 0) report(Code::array_shape, {"@arrow_buffer"});
    return array.buffers[index];
}

std::optional<Texts> ArrowShapes::texts(const ArrowSchema& schema, const ArrowArray& array, std::size_t base,
                                        std::size_t rows) {
    Texts result;
    const std::string_view format = schema.format;
    result.kind = format == "vu" ? Texts::Kind::views : format == "U" ? Texts::Kind::large_offsets : Texts::Kind::offsets;
    // Variadic data buffers follow the views, and their sizes are in the last buffer.
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

bool ArrowShapes::offsets_sound(const Texts& texts, std::size_t rows) {
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

/// Skips null rows, whose views are unspecified.
bool ArrowShapes::views_sound(const Texts& texts, const ArrowArray& array, std::size_t rows) {
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

}  // namespace zi::io
