/// What are conditions on the way to a predicate called, and how are shares of them shown? Shared by the reports on readiness.
#pragma once

#include "phrases.hpp"

#include "base/filled.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace zi {

/// "83.33"; 100.00 is all of it, and 0.00 nothing.
inline std::string percent(const Rational& share) {
    constexpr int percent_places = 2;
    static const std::array ends{Rational(0), Rational(100)};
    return (share * Rational(100)).decimal(percent_places, ends);
}

inline const Condition* rule_of(const Model& model, const ConditionReadiness& row) {
    return row.condition == none ? nullptr : &model.predicates[row.predicate].conditions[row.condition];
}

/// A row for people: "Nilai total", "Menuju WBK: Nilai total".
inline std::string row_title(const Model& model, const Readiness& readiness, const ConditionReadiness& row, Language language) {
    const Condition* rule = rule_of(model, row);
    const Predicate& predicate = model.predicates[row.predicate];
    if (rule == nullptr) return std::string(predicate.title.in(language));
    const std::string title(subject_title(model, *rule).in(language));
    return row.predicate == readiness.predicate ? title : filled("{}: {}", predicate.title.in(language), title);
}

/// What there is and what is asked; of the question whether the predicate concerns the unit, why that stands in the way.
inline std::string row_comparison(const Model& model, const Unit& unit, const Assessment& assessment,
                                  const ConditionReadiness& row, Language language) {
    const bool indonesian = language == Language::indonesian;
    const Condition* rule = rule_of(model, row);
    if (!rule && row.verdict == Verdict::not_met)
        return indonesian ? "predikat ini tidak terkait unit ini" : "this predicate does not concern the unit";
    if (!rule)
        return indonesian ? "belum diketahui apakah predikat ini terkait unit ini"
                          : "not known whether this predicate concerns the unit";
    const auto& results = assessment.predicates[row.predicate].conditions;
    const auto result =
        std::lower_bound(results.begin(), results.end(), row.condition,
                         [](const ConditionResult& one, ConditionIndex condition) { return one.condition < condition; });
    std::string text = comparison_text(model, unit, assessment.as_of, *rule, *result, language);
    if (rule->elapsed && row.attained)
        text += filled("; {} {} {} {}", written(row.attained->certain.shortest(), language), indonesian ? "dari" : "of",
                       written(row.required->shortest(), language), indonesian ? "hari" : "days");
    return text;
}

}  // namespace zi
