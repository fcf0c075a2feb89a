/// Which units are measured? Fully answered synthetic ones, the same on every machine.
#pragma once

#include "zi/zi.hpp"

#include <cstdint>
#include <stdexcept>
#include <string>
#include <vector>

namespace bench {

inline std::shared_ptr<const zi::Model> rules() {
    static const zi::Loaded loaded = zi::load(ZI_SOURCE_DIR "/rules/zi-2021.zi", zi::read_from_disk());
    if (!loaded) throw std::runtime_error(loaded.text(zi::Language::english));
    return loaded.model;
}

/// SplitMix64 (Steele, Lea, Flood 2014): the same numbers everywhere, unlike the standard distributions.
class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}
    std::uint64_t below(std::uint64_t n) {
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15u);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
        return (z ^ (z >> 31)) % n;
    }

private:
    std::uint64_t state_;
};

inline std::vector<zi::Unit> population(const zi::Model& model, std::size_t count) {
    Random random(90'2021);
    std::vector<zi::Unit> units;
    for (std::size_t i = 0; i < count; ++i) {
        zi::Unit unit(model, "synthetic-" + std::to_string(i));
        for (std::size_t q = 0; q < model.questions.size(); ++q) {
            const zi::Question& question = model.questions[q];
            if (question.kind == zi::Question::Kind::options) {
                // Mostly good answers, so that units land around the thresholds.
                const auto options = model.scales[question.scale].options.size();
                unit.answers[q] = zi::Member{static_cast<zi::Index>(random.below(3) == 0 ? random.below(options) : 0)};
            } else if (question.kind == zi::Question::Kind::number) {
                unit.answers[q] = zi::Rational(300 + static_cast<std::int64_t>(random.below(101)), 100);
            } else {
                zi::Counts counts;
                for (const zi::Input& input : question.inputs)
                    counts.values.push_back(input.parts.empty() ? std::optional(zi::Rational(1 + static_cast<std::int64_t>(random.below(40))))
                                                                : std::nullopt);
                zi::Diagnostics problems;
                zi::derive_totals(question, counts, unit.id, "", problems);
                unit.answers[q] = std::move(counts);
            }
        }
        units.push_back(std::move(unit));
    }
    return units;
}

inline zi::Date day() { return *zi::Date::parse("2026-01-01"); }

}  // namespace bench
