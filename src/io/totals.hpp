/// How do small counts constrain each other? As derive_totals, in 64-bit integers.
#pragma once

#include "zi/model.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>

namespace zi::io {

/// Does the question have totals, or counts bounded by others?
inline bool has_relations(const Question& question) {
    return std::any_of(question.inputs.begin(), question.inputs.end(),
                       [](const Input& input) { return !input.parts.empty() || input.at_most != none; });
}

enum class Totals : std::uint8_t { as_given, derived, left };  ///< left: use derive_totals, which reports contradictions

/// Counts by input, not negative.
inline Totals fill_in(const Question& question, std::span<std::optional<std::int64_t>> counts) {
    Totals found = Totals::as_given;
    for (const Index index : question.input_order) {
        const Input& input = question.inputs[index];
        if (input.parts.empty()) continue;
        std::int64_t sum = 0;
        bool complete = true;
        for (const Index part : input.parts) {
            if (!counts[part])
                complete = false;
            else if (__builtin_add_overflow(sum, *counts[part], &sum))
                return Totals::left;
        }
        std::optional<std::int64_t>& total = counts[index];
        if (total) {
            if (complete ? *total != sum : *total < sum) return Totals::left;
        } else if (complete) {
            total = sum;
            found = Totals::derived;
        }
    }
    for (std::size_t i = 0; i < question.inputs.size(); ++i)
        if (const Index whole = question.inputs[i].at_most;
            whole != none && counts[i] && counts[whole] && *counts[whole] < *counts[i])
            return Totals::left;
    return found;
}

}  // namespace zi::io
