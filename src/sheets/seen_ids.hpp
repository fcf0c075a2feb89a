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
    SeenIds() : places_(64) {
        std::random_device random;
        for (std::uint64_t& one : key_) one = std::uint64_t{random()} << 32 | random();
    }
    /// False: it has.
    bool add(std::string_view id) {
        if (4 * (count_ + 1) > 3 * places_.size()) grow();
        std::uint32_t& place = find(places_, id);
        if (place != 0) return false;
        place = keep(id);
        ++count_;
        return true;
    }

private:
    static constexpr std::size_t block = std::size_t{1} << 16, step = 8;  ///< bytes; places count in steps

    /// Ids come from outside: nobody may know which of them fall together.
    std::size_t hash(std::string_view id) const {
        std::uint64_t sum = key_[0] ^ id.size();
        for (std::size_t at = 0; at < id.size(); at += sizeof sum) {
            std::uint64_t part = 0;
            std::memcpy(&part, id.data() + at, std::min(sizeof part, id.size() - at));
            sum = (sum ^ part) * (key_[1] | 1);
            sum = (sum ^ sum >> 32 ^ key_[2]) * 0x9E3779B97F4A7C15u;
            sum ^= sum >> 29;
        }
        return static_cast<std::size_t>(sum);
    }
    std::uint32_t& find(std::vector<std::uint32_t>& places, std::string_view id) const {
        const std::size_t mask = places.size() - 1;
        std::size_t at = hash(id) & mask;
        while (places[at] != 0 && text(places[at]) != id) at = (at + 1) & mask;
        return places[at];
    }
    void grow() {
        std::vector<std::uint32_t> larger(2 * places_.size());
        for (const std::uint32_t place : places_)
            if (place != 0) find(larger, text(place)) = place;
        places_ = std::move(larger);
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
    std::vector<std::uint32_t> places_;  ///< 0: none
    std::vector<std::unique_ptr<char[]>> owned_;
    std::vector<char*> blocks_;
    std::size_t used_ = 0;  ///< bytes of the blocks
    std::size_t count_ = 0;
};

}  // namespace zi::sheets
