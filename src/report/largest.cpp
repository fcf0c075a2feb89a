// The questions where most points are still missing.
#include "largest.hpp"

#include "phrases.hpp"
#include "carried.hpp"

#include "base/filled.hpp"

#include <algorithm>

namespace zi {

std::string largest_losses(const Model& model, const Unit& unit, const Assessment& assessment, std::size_t count,
                           Language language) {
    struct Lost {
        QuestionIndex question;
        LossReason reason;  ///< the first to be fixed
        Rational points;
    };
    std::vector<Lost> all;
    for (const Loss& loss : losses(model, unit, assessment, NodeIndex(0))) {
        if (!repairable(loss)) continue;
        if (all.empty() || all.back().question != loss.question) all.push_back({loss.question, loss.reason, {}});
        all.back().points += loss.points;
    }
    std::ranges::stable_sort(all, std::ranges::greater{}, &Lost::points);
    const bool indonesian = language == Language::indonesian;
    std::string text = indonesian ? "\nYang paling banyak menambah nilai:\n" : "\nWhat brings most:\n";
    Rational rest;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (i >= count) {
            rest += all[i].points;
            continue;
        }
        text += filled("  {}. {}: {} {}; {}\n", i + 1, named(model.nodes[model.questions[all[i].question].node], language),
                       points(all[i].points, language), indonesian ? "poin" : "points", word(all[i].reason, language));
        for (const std::string& said : lines_beside(model, unit, all[i].question, language)) text += "     " + said + "\n";
    }
    if (all.size() > count)
        text += filled(Chosen{indonesian ? "  {} pertanyaan lain: {} poin\n" : "  {} other questions: {} points\n"},
                       all.size() - count, points(rest, language));
    return text + (indonesian ? "  `--all` menguraikan perbaikan untuk tiap syarat.\n"
                              : "  `--all` tells for each condition what to repair.\n");
}

}  // namespace zi
