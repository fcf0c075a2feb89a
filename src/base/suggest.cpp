#include "suggest.hpp"

#include "zi/diagnostic.hpp"

#include <algorithm>
#include <cctype>

namespace zi {

namespace {

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// Twice the Damerau-Levenshtein distance (optimal string alignment), a change of case costing one.
std::size_t distance(std::string_view a, std::string_view b) {
    const std::size_t width = b.size() + 1;
    std::vector<std::size_t> rows(3 * width);
    std::size_t* before = rows.data();
    std::size_t* above = before + width;
    std::size_t* here = above + width;
    for (std::size_t j = 0; j < width; ++j) above[j] = 2 * j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        here[0] = 2 * i;
        for (std::size_t j = 1; j < width; ++j) {
            const std::size_t change = a[i - 1] == b[j - 1] ? 0 : lower(a[i - 1]) == lower(b[j - 1]) ? 1 : 2;
            here[j] = std::min({above[j] + 2, here[j - 1] + 2, above[j - 1] + change});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) here[j] = std::min(here[j], before[j - 2] + 2);
        }
        std::swap(before, above);
        std::swap(above, here);
    }
    return above[b.size()];
}

}  // namespace

std::string closest(std::string_view word, const std::vector<std::string_view>& candidates) {
    Guesses once;
    return closest(word, candidates, once);
}

std::string closest(std::string_view word, const std::vector<std::string_view>& candidates, Guesses& guesses) {
    constexpr std::size_t longest = 64;
    if (word.size() > longest) return {};
    const std::size_t tolerance = std::max<std::size_t>(2, 2 * (word.size() / 3));
    std::string_view best;
    std::size_t best_distance = tolerance + 1;
    const auto same_letters = [&](std::string_view other) {
        return std::equal(word.begin(), word.end(), other.begin(), other.end(),
                          [](char a, char b) { return lower(a) == lower(b); });
    };
    const auto spend = [&](std::size_t letters) { return guesses.left -= std::min(guesses.left, letters), !guesses.spent(); };
    for (const std::string_view candidate : candidates) {
        if (!spend(1)) return {};
        if (candidate != word && same_letters(candidate)) return std::string(candidate);
        const std::size_t longer = std::max(word.size(), candidate.size()), shorter = std::min(word.size(), candidate.size());
        if (longer > longest || candidate == word || 2 * (longer - shorter) >= best_distance) continue;
        if (!spend(word.size() * candidate.size())) return {};
        const std::size_t d = distance(word, candidate);
        if (d < best_distance && d < 2 * longer) {
            best = candidate;
            best_distance = d;
        }
    }
    return std::string(best);
}

Diagnostic unknown_name(std::string kind, std::string name, const std::vector<std::string_view>& known) {
    std::string meant = closest(name, known);
    Diagnostic diagnostic{Code::unknown_name, {std::move(kind), std::move(name)}};
    diagnostic.suggestion = std::move(meant);
    return diagnostic;
}

}  // namespace zi
