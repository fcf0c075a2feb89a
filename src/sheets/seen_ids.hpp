/// Has this id been there before? Of a million units, in some 20 bytes beside each id.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <memory>
#include <random>
#include <string_view>
#include <vector>

namespace zi::sheets {

class SeenIds {
public:
    SeenIds() : slots_(64) {
        std::random_device random;
        for (std::uint64_t& one : key_) one = std::uint64_t{random()} << 32 | random();
    }
    /// False: it has.
    bool add(std::string_view id) {
        bool is_new = false;
        static_cast<void>(place(id, is_new));
        return is_new;
    }
    /// A number of this id, larger than those of all that came before it.
    std::uint32_t place(std::string_view id, bool& is_new) {
        if (4 * (count_ + 1) > 3 * slots_.size()) grow();
        const std::uint64_t sum = hash(id);
        const std::size_t at = find(sum, id);
        is_new = slots_.places[at] == 0;
        if (!is_new) return slots_.places[at];
        slots_.fill(at, keep(id), sum);
        ++count_;
        return slots_.places[at];
    }

private:
    static constexpr std::size_t block = std::size_t{1} << 16, step = 4;  ///< bytes; places count in steps

    /// Ids come from outside: nobody may know which of them fall together.
    std::uint64_t hash(std::string_view id) const {
        std::uint64_t sum = key_[0] ^ id.size();
        for (std::size_t at = 0; at < id.size(); at += sizeof sum) {
            std::uint64_t part = 0;
            std::memcpy(&part, id.data() + at, std::min(sizeof part, id.size() - at));
            sum = (sum ^ part) * (key_[1] | 1);
            sum = (sum ^ sum >> 32 ^ key_[2]) * 0x9E3779B97F4A7C15u;
            sum ^= sum >> 29;
        }
        return sum;
    }
    /// Where ids are kept, by their hash, each at the first free slot from there; a few bits of the hash beside them.
    struct Slots {
        explicit Slots(std::size_t size) : places(size), bits(size) {}
        std::size_t size() const { return places.size(); }
        static std::uint8_t bits_of(std::uint64_t sum) { return static_cast<std::uint8_t>(sum >> 56); }
        void fill(std::size_t at, std::uint32_t place, std::uint64_t sum) {
            places[at] = place;
            bits[at] = bits_of(sum);
        }
        std::vector<std::uint32_t> places;  ///< 0: none
        std::vector<std::uint8_t> bits;
    };
    /// Its slot, or the one where it would be.
    std::size_t find(std::uint64_t sum, std::string_view id) const {
        std::size_t at = static_cast<std::size_t>(sum) & (slots_.size() - 1);
        while (slots_.places[at] != 0 && (slots_.bits[at] != Slots::bits_of(sum) || text(slots_.places[at]) != id))
            at = (at + 1) & (slots_.size() - 1);
        return at;
    }
    void grow() {
        Slots larger(2 * slots_.size());
        for (const std::uint32_t place : slots_.places) {
            if (place == 0) continue;
            const std::uint64_t sum = hash(text(place));
            std::size_t at = static_cast<std::size_t>(sum) & (larger.size() - 1);
            while (larger.places[at] != 0) at = (at + 1) & (larger.size() - 1);
            larger.fill(at, place, sum);
        }
        slots_ = std::move(larger);
    }

    char* memory(std::size_t at) const { return blocks_[at / block] + at % block; }
    std::string_view text(std::uint32_t place) const {
        const char* const begin = memory(std::size_t{place} * step);
        std::uint32_t size = 0;
        std::memcpy(&size, begin, sizeof size);
        return {begin + sizeof size, size};
    }
    std::uint32_t keep(std::string_view id) {
        const auto size = static_cast<std::uint32_t>(id.size());
        const std::size_t bytes = (sizeof size + size + step - 1) / step * step;
        if (used_ + bytes > blocks_.size() * block) {
            // A long one lies across several that follow one another.
            const std::size_t count = (bytes + block - 1) / block;
            used_ = std::max(blocks_.size() * block, step);  // place 0 is none
            char* const made = owned_.emplace_back(std::make_unique<char[]>(count * block + step)).get();
            for (std::size_t i = 0; i < count; ++i) blocks_.push_back(made + i * block);
        }
        const std::size_t at = used_;
        used_ += bytes;
        std::memcpy(memory(at), &size, sizeof size);
        if (size > 0) std::memcpy(memory(at) + sizeof size, id.data(), size);
        return static_cast<std::uint32_t>(at / step);
    }

    std::array<std::uint64_t, 3> key_{};
    Slots slots_;
    std::vector<std::unique_ptr<char[]>> owned_;
    std::vector<char*> blocks_;
    std::size_t used_ = 0;  ///< bytes of the blocks
    std::size_t count_ = 0;
};

}  // namespace zi::sheets
