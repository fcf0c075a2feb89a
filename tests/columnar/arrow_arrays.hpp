/// Arrow arrays by hand, with whatever lies a test wants, and a count of how often each was released.
#pragma once

#include "zi/arrow.hpp"

#include <cstring>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace zi::columnar_test {

/// Keeps the buffers of everything made with it. Arrays may be changed before they are handed over.
class Arrays {
public:
    struct Pair {
        ArrowSchema schema{};
        ArrowArray array{};
        int released = 0;
        std::string format, name;
        std::deque<std::vector<unsigned char>> buffers;
        std::vector<const void*> pointers;
        std::vector<ArrowSchema*> schemas;
        std::vector<ArrowArray*> arrays;
    };

    Pair& make(std::string name, std::string format, std::int64_t length) {
        Pair& one = pairs_.emplace_back();
        one.name = std::move(name);
        one.format = std::move(format);
        one.schema.format = one.format.c_str();
        one.schema.name = one.name.c_str();
        one.schema.release = [](ArrowSchema*) {};
        one.array.length = length;
        one.array.private_data = &one;
        one.array.release = [](ArrowArray* array) {
            ++static_cast<Pair*>(array->private_data)->released;
            array->release = nullptr;
        };
        return one;
    }

    Pair& with(Pair& one, std::vector<unsigned char> buffer, bool null = false) {
        one.buffers.push_back(std::move(buffer));
        one.buffers.back().reserve(1);
        one.pointers.push_back(null ? nullptr : one.buffers.back().data());
        one.array.buffers = one.pointers.data();
        one.array.n_buffers = static_cast<std::int64_t>(one.pointers.size());
        return one;
    }

    /// Values of one width; nothing where null. `skip` rows of rubbish come first.
    template <class Number>
    Pair& numbers(std::string name, std::string format, const std::vector<std::optional<Number>>& values,
                  std::size_t skip = 0) {
        Pair& one = make(std::move(name), std::move(format), static_cast<std::int64_t>(values.size()));
        std::vector<unsigned char> bits((values.size() + skip + 7) / 8), bytes((values.size() + skip) * sizeof(Number), 0xEE);
        bool nulls = false;
        for (std::size_t i = 0; i < values.size(); ++i) {
            nulls = nulls || !values[i];
            if (!values[i]) continue;
            set(bits, skip + i);
            std::memcpy(bytes.data() + (skip + i) * sizeof(Number), &*values[i], sizeof(Number));
        }
        one.array.offset = static_cast<std::int64_t>(skip);
        one.array.null_count = nulls ? -1 : 0;
        return with(with(one, std::move(bits), !nulls), std::move(bytes));
    }

    Pair& flags(std::string name, const std::vector<std::optional<bool>>& values, std::size_t skip = 0) {
        Pair& one = make(std::move(name), "b", static_cast<std::int64_t>(values.size()));
        std::vector<unsigned char> bits((values.size() + skip + 7) / 8), yes(bits.size());
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (values[i]) set(bits, skip + i);
            if (values[i].value_or(false)) set(yes, skip + i);
        }
        one.array.offset = static_cast<std::int64_t>(skip);
        one.array.null_count = -1;
        return with(with(one, std::move(bits)), std::move(yes));
    }

    template <class Offset = std::int32_t>
    Pair& texts(std::string name, const std::vector<std::optional<std::string>>& values) {
        Pair& one = make(std::move(name), sizeof(Offset) == 8 ? "U" : "u", static_cast<std::int64_t>(values.size()));
        std::vector<unsigned char> bits((values.size() + 7) / 8), offsets((values.size() + 1) * sizeof(Offset)), data;
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (values[i]) {
                set(bits, i);
                data.insert(data.end(), values[i]->begin(), values[i]->end());
            }
            const auto end = static_cast<Offset>(data.size());
            std::memcpy(offsets.data() + (i + 1) * sizeof end, &end, sizeof end);
        }
        one.array.null_count = -1;
        return with(with(with(one, std::move(bits)), std::move(offsets)), std::move(data));
    }

    /// Texts as views into one buffer, or with the text itself where it is short.
    Pair& views(std::string name, const std::vector<std::optional<std::string>>& values) {
        Pair& one = make(std::move(name), "vu", static_cast<std::int64_t>(values.size()));
        std::vector<unsigned char> bits((values.size() + 7) / 8), views(values.size() * 16, 0xEE), data, size(8);
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (!values[i]) continue;
            set(bits, i);
            const std::int32_t length = static_cast<std::int32_t>(values[i]->size()),
                               view[4] = {length, 0, 0, static_cast<std::int32_t>(data.size())};
            std::memcpy(views.data() + 16 * i, view, sizeof view);
            std::memcpy(views.data() + 16 * i + 4, values[i]->data(), length <= 12 ? values[i]->size() : 4);
            if (length > 12) data.insert(data.end(), values[i]->begin(), values[i]->end());
        }
        const auto bytes = static_cast<std::int64_t>(data.size());
        std::memcpy(size.data(), &bytes, sizeof bytes);
        one.array.null_count = -1;
        return with(with(with(with(one, std::move(bits)), std::move(views)), std::move(data)), std::move(size));
    }

    Pair& dictionary(Pair& indices, Pair& values) {
        indices.schema.dictionary = &values.schema;
        indices.array.dictionary = &values.array;
        return indices;
    }

    Pair& structure(std::string name, std::int64_t length, const std::vector<Pair*>& children) {
        Pair& one = make(std::move(name), "+s", length);
        with(one, {}, true);
        for (Pair* child : children) {
            one.schemas.push_back(&child->schema);
            one.arrays.push_back(&child->array);
        }
        one.schema.n_children = one.array.n_children = static_cast<std::int64_t>(children.size());
        one.schema.children = one.schemas.data();
        one.array.children = one.arrays.data();
        return one;
    }

    static void set(std::vector<unsigned char>& bits, std::size_t i) {
        bits[i / 8] = static_cast<unsigned char>(bits[i / 8] | 1u << (i % 8));
    }

private:
    std::deque<Pair> pairs_;
};

}  // namespace zi::columnar_test
