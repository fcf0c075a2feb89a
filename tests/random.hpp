/// Which numbers does chance give? The same on every machine, unlike the standard distributions.
#pragma once

#include <cstdint>

namespace zi::test {

/// SplitMix64 (Steele, Lea, Flood 2014).
class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}
    std::uint64_t below(std::uint64_t n) {
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15u);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
        return (z ^ (z >> 31)) % n;
    }
    bool likely(std::uint64_t percent) { return below(100) < percent; }

private:
    std::uint64_t state_;
};

}  // namespace zi::test
