/// Validates that an Arrow array has the layout of its schema, before its values are read: formats, buffers, bitmaps.
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

/// A validity bitmap and the bit offset of its first row.
struct Mask {
    const std::uint8_t* bits = nullptr;  ///< null pointer: all rows are valid
    std::size_t offset = 0;
    bool operator[](std::size_t row) const { return bits == nullptr || columnar::bit(bits, offset + row); }
};

/// Formats utf8, large_utf8 (32-bit and 64-bit offsets) and utf8_view.
inline bool is_text(std::string_view format) { return format == "u" || format == "U" || format == "vu"; }

/// The type of a column for messages: a phrase such as "@type_whole", and its name in data frame libraries.
std::string type_words(const ArrowSchema& schema);

/// A validated array of texts.
struct Texts {
    enum class Kind { offsets, large_offsets, views };

    Mask valid;
    Kind kind = Kind::offsets;
    const void* places = nullptr;  ///< offsets, or views of 16 bytes: length, then the text if it fits, else a prefix of 4
                                   ///< bytes, buffer index and offset
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

    static constexpr std::size_t inlined = 12;  ///< longest text inlined in a view, in bytes
};

/// Takes ownership of the array; it is released with the last reference. Strong exception guarantee.
std::shared_ptr<const ArrowArray> taken(ArrowArray* array);

/// The column type of an integer format that can be read in place; nullopt for others.
std::optional<Column::Type> integer_type(std::string_view format);

/// The scale of a decimal128 format: 2 of "d:38,2" or "d:38,2,128"; nullopt for other formats.
std::optional<unsigned> decimals_of(std::string_view format);

/// Whether all values, also of null rows, are in low .. high. A fast sufficient check.
bool all_within(const Column& column, std::size_t rows, std::int64_t low, std::int64_t high);

/// Validates arrays and reports violations. Trusts the producer in what the structs do not tell, such as the sizes of most
/// buffers.
class ArrowShapes {
public:
    using Report = std::function<void(Code code, std::vector<std::string> args, std::optional<std::size_t> row)>;
    explicit ArrowShapes(Report report) : report_(std::move(report)) {}

    /// Neither pointer is null, and neither struct is released.
    bool alive(const ArrowSchema* schema, const ArrowArray* array);
    /// Checks the invariants of every array and sets its mask. `base`: the first row, added to the array's own offset.
    /// `bitmap`: whether the first buffer is a validity bitmap.
    bool sound(const ArrowSchema* schema, const ArrowArray* array, std::int64_t buffers, bool bitmap, std::size_t base,
               std::size_t rows, Mask& mask);
    /// A buffer of values; may be a null pointer if there are no rows.
    const void* buffer(const ArrowArray& array, std::int64_t index);
    /// Checks that offsets do not decrease, views are within their buffers, and no buffer is missing, for `rows` from `base`
    /// on.
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
