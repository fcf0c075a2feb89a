/// What may a stranger say of an Arrow array? Lies in types, lengths and pointers that stay within memory, for columns of
/// `strangers::rules`.
#pragma once

#include "strangers.hpp"

#include "zi/arrow.hpp"

#include <array>
#include <cstring>
#include <memory>
#include <vector>

namespace strangers {

/// Buffers are as long as the longest length and offset that are told; everything else may be a lie.
inline constexpr std::size_t most_rows = 40, buffer_bytes = 16 * (2 * most_rows + 2) + 64;

struct Lying {
    ArrowSchema schema{};
    ArrowArray array{};
    std::array<std::vector<std::uint8_t>, 4> buffers;
    std::array<const void*, 4> pointers{};
    std::vector<ArrowSchema*> schemas;
    std::vector<ArrowArray*> arrays;
    std::vector<std::unique_ptr<Lying>> children;
    std::unique_ptr<Lying> dictionary;
    int released = 0;

    Lying(Bytes& bytes, int depth) {
        static constexpr const char* formats[] = {"C",       "c",  "S",   "s",  "I",  "i",   "l",    "L",
                                                  "b",       "u",  "U",   "vu", "n",  "tdD", "tsu:", "d:9,2",
                                                  "d:38,30", "d:", "d:9", "g",  "+s", "",    "w:4"};
        static constexpr const char* names[] = {
            "A.a",        "A.b",          "A.c/hadir", "A.c/absen", "A.c/semua", "A.a#sk", "evidence",
            "unit.aktif", "unit.berdiri", "id",        "TPI",       "A.d",       "\xFF",   ""};
        const bool is_struct = depth == 0 || (depth == 1 && bytes.below(6) == 0);
        static constexpr const char* suitable[] = {"C", "d:9,2", "i", "S", "l", "b", "b", "b", "tsu:", "u", "n", "C", "C", "C"};
        const std::size_t name = bytes.below(std::size(names));
        schema.format = is_struct ? "+s" : bytes.below(8) != 0 ? suitable[name] : formats[bytes.below(std::size(formats))];
        schema.name = is_struct ? "TPI" : names[name];
        if (bytes.below(4) != 0 && name >= 10 && !is_struct) schema.name = "id";
        if (bytes.rarely()) schema.format = nullptr;
        if (bytes.rarely()) schema.name = nullptr;
        array.length = static_cast<std::int64_t>(bytes.below(most_rows));
        array.offset = static_cast<std::int64_t>(bytes.below(8));
        array.null_count = bytes.below(8) == 0 ? static_cast<std::int64_t>(bytes.below(4)) : -1;
        if (bytes.rarely()) array.length = std::int64_t{1} << bytes.below(64);
        if (array.length > static_cast<std::int64_t>(most_rows) && depth > 0)
            array.length = -array.length;  // a child may not be read so far
        if (depth == 0 && array.length > static_cast<std::int64_t>(most_rows) && array.length <= std::int64_t{1} << 30)
            array.length = -1;
        if (bytes.rarely()) array.offset = -1 - array.offset;
        const std::string_view format = schema.format ? schema.format : "";
        array.n_buffers = format == "+s" ? 1 : format == "u" || format == "U" ? 3 : format == "vu" ? 4 : format == "n" ? 0 : 2;
        if (bytes.rarely()) array.n_buffers = static_cast<std::int64_t>(bytes.below(5)) - 1;
        for (std::size_t i = 0; i < buffers.size(); ++i) {
            // Text data can be as long as 16-bit offsets say; larger ones are made impossible below.
            buffers[i].resize(i == 2 ? 70'000 : buffer_bytes);
            const bool small = bytes.below(8) != 0;
            for (std::size_t k = 0; k < 48; ++k) {
                const std::uint8_t byte = bytes.next();
                buffers[i][k] = i == 2            ? static_cast<std::uint8_t>("ABC"[byte % 3])
                                : i == 1 && small ? static_cast<std::uint8_t>(byte % 3)
                                                  : byte;
            }
            pointers[i] = bytes.rarely() || (i == 0 && bytes.below(2) == 0) ? nullptr : buffers[i].data();
        }
        if (format == "u" || format == "U") {
            const std::size_t width = format == "u" ? 4 : 8;
            std::uint8_t so_far = 0;
            for (std::size_t k = 0; k * width + width <= buffer_bytes; ++k) {
                std::memset(&buffers[1][k * width], 0, width);
                const std::uint8_t step = bytes.next();
                so_far = step > 250 ? step : static_cast<std::uint8_t>(std::min(255, so_far + step % 3));
                buffers[1][k * width] = so_far;
            }
        }
        if (format == "vu") {
            for (std::size_t k = 0; k + 16 <= buffer_bytes; k += 16) {
                std::memset(&buffers[1][k], 0, 16);
                buffers[1][k] = static_cast<std::uint8_t>(bytes.below(16));
                for (const std::size_t part : {k + 4, k + 5})
                    buffers[1][part] = static_cast<std::uint8_t>("ABC"[bytes.below(3)]);
                if (bytes.rarely()) buffers[1][k + bytes.below(16)] = bytes.next();
            }
            const std::int64_t size = bytes.below(4) == 0 ? static_cast<std::int64_t>(bytes.below(16)) : 70'000;
            std::memcpy(buffers[3].data(), &size, sizeof size);
        }
        array.buffers = bytes.rarely() ? nullptr : pointers.data();
        for (std::size_t n = is_struct ? bytes.below(6) : 0; n > 0; --n) {
            Lying& child = *children.emplace_back(std::make_unique<Lying>(bytes, depth + 1));
            schemas.push_back(bytes.rarely() ? nullptr : &child.schema);
            arrays.push_back(bytes.rarely() ? nullptr : &child.array);
        }
        schema.children = schemas.data();
        array.children = arrays.data();
        schema.n_children = array.n_children = static_cast<std::int64_t>(children.size());
        if (bytes.rarely()) schema.n_children += 1;
        if (bytes.rarely()) schema.n_children = array.n_children = -1;
        if (!is_struct && depth < 4 && bytes.below(3) == 0) {
            dictionary = std::make_unique<Lying>(bytes, depth + 2);
            schema.dictionary = &dictionary->schema;
            array.dictionary = bytes.rarely() ? nullptr : &dictionary->array;
        }
        array.private_data = this;
        if (!bytes.rarely() || depth == 0) schema.release = [](ArrowSchema*) {};
        if (!bytes.rarely() || depth == 0)
            array.release = [](ArrowArray* one) {
                ++static_cast<Lying*>(one->private_data)->released;
                one->release = nullptr;
            };
    }
    Lying(const Lying&) = delete;
    Lying& operator=(const Lying&) = delete;
};

}  // namespace strangers
