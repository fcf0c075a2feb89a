/// Is an Arrow array laid out as its schema says? Formats, buffers and bitmaps, before anybody reads a value.
#pragma once

#include "zi/arrow.hpp"

#include "columnar/values.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zi::io {

constexpr std::int64_t most_arrow_rows = std::int64_t{1} << 30;

/// A validity bitmap, and the bit of its first row.
struct Mask {
    const std::uint8_t* bits = nullptr;  ///< null pointer: no row is null
    std::size_t offset = 0;
    bool operator[](std::size_t row) const { return bits == nullptr || columnar::bit(bits, offset + row); }
};

/// Formats of texts: offsets of 32 or 64 bits, or views, which Arrow calls utf8, large_utf8 and utf8_view.
inline bool is_text(std::string_view format) { return format == "u" || format == "U" || format == "vu"; }

/// What people call the type of a column, for a message: "@type_whole" and the type's own name.
std::string type_words(const ArrowSchema& schema);

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

/// Releases the array when nobody refers to it any more. Where there is no memory for that, it is not taken.
std::shared_ptr<const ArrowArray> taken(ArrowArray* array);

/// The type of whole numbers of a format that can be read in place; nothing for others.
std::optional<Column::Type> integer_type(std::string_view format);

/// 2 of "d:38,2" or "d:38,2,128"; nothing if it is wider or no decimal.
std::optional<unsigned> decimals_of(std::string_view format);

/// Are all values within, those of rows that are null included? Quick, and mostly enough.
bool all_within(const Column& column, std::size_t rows, std::int64_t low, std::int64_t high);

/// Checks arrays, and reports what is wrong with them. What the structs do not tell, such as the sizes of most buffers, is
/// taken for granted.
class ArrowShapes {
public:
    using Report = std::function<void(Code code, std::vector<std::string> args, std::optional<std::size_t> row)>;
    explicit ArrowShapes(Report report) : report_(std::move(report)) {}

    /// Both structs are there, and not released.
    bool alive(const ArrowSchema* schema, const ArrowArray* array);
    /// What every array must keep to. `base`: its first row, beyond its own offset. `bitmap`: whether its first buffer is one.
    bool sound(const ArrowSchema* schema, const ArrowArray* array, std::int64_t buffers, bool bitmap, std::size_t base,
               std::size_t rows, Mask& mask);
    /// A buffer of values, which may be null where there are no rows.
    const void* buffer(const ArrowArray& array, std::int64_t index);
    /// Offsets in order, views within their buffers; no buffer is missing. `rows` from `base` on.
    std::optional<Texts> texts(const ArrowSchema& schema, const ArrowArray& array, std::size_t base, std::size_t rows);

private:
    bool offsets_sound(const Texts& texts, std::size_t rows);
    bool views_sound(const Texts& texts, const ArrowArray& array, std::size_t rows);
    void report(Code code, std::vector<std::string> args, std::optional<std::size_t> row = std::nullopt) {
        report_(code, std::move(args), row);
    }

    Report report_;
};

}  // namespace zi::io
