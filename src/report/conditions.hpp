/// The subject of a condition, and how scores, answers and verdicts are shown. Shared by the reports.
#pragma once

#include "zi/report.hpp"

#include "base/written.hpp"
#include "eval/facts.hpp"

#include <algorithm>
#include <array>
#include <span>
#include <string>
#include <vector>

namespace zi {

/// Decimal places of a score in text reports.
inline constexpr int decimal_places = 4;

/// The same in CSV and in the cells of workbooks.
inline constexpr int csv_places = 6;

/// What differences, shares and losses are compared with: one that is not nothing is not printed as 0.
inline const std::array<Rational, 1> no_thresholds{};

/// The thresholds that the subject's score is compared with.
inline const std::vector<Rational>& thresholds_of(const Model& model, const Condition& condition) {
    return condition.subject == Condition::Subject::node ? model.nodes[condition.index].thresholds
                                                         : model.views[condition.index].thresholds;
}

/// A score in sentences: "74,9983".
inline std::string decimal_text(const Rational& value, Language language, std::span<const Rational> thresholds) {
    return written(value.decimal(decimal_places, thresholds), language);
}

/// For people: the exact value if it is a short decimal, else "~" and the rounded value.
inline std::string points(const Rational& value, Language language, std::span<const Rational> thresholds = no_thresholds) {
    const std::string text = value.decimal(decimal_places, thresholds);
    const bool exact = *Rational::parse(text, text.size()) == value;
    return exact ? written(value.shortest(static_cast<int>(text.size())), language) : "~" + written(text, language);
}

/// Decimal places up to which a decimal is shown in full rather than rounded; a unit's number keeps all digits within the
/// default limits.
inline constexpr int full_places = 9, given_places = 40;

/// A number as given: 3.59, not 359/100; as a fraction only if it has no finite decimal.
inline std::string given_text(const Rational& value) { return value.shortest(given_places); }

/// As `points`, but in full if the decimal is finite, and with the fraction before a rounded one: "1/600 (~0,0017)".
inline std::string exact_points(const Rational& value, Language language,
                                std::span<const Rational> thresholds = no_thresholds) {
    std::string text = points(value, language, thresholds);
    if (text.front() != '~') return text;
    const std::string exact = value.shortest(full_places);
    return exact.find('/') == std::string::npos ? written(exact, language) : exact + " (" + text + ")";
}

/// With its sign, for margins and changes.
inline std::string signed_text(const Rational& value, const std::string& text) { return (value.sign() > 0 ? "+" : "") + text; }

/// "1 year", as the rules write it.
inline std::string duration_text(const Duration& duration) {
    const char* unit = duration.unit == CalendarUnit::day ? "day" : duration.unit == CalendarUnit::month ? "month" : "year";
    return std::to_string(duration.count) + " " + unit;
}

/// "2026-05-31", or "05-31" for a day of every year.
inline std::string day_text(const Condition& condition) {
    if (!condition.yearly) return std::get<Date>(condition.values.front()).iso();
    const Date leap{std::chrono::sys_days{std::chrono::year{2000} / condition.yearly->month() / condition.yearly->day()}};
    return leap.iso().substr(5);
}

/// The threshold in the rules' terms: points for scores, the value for facts ("{A, B}" for several).
inline std::string threshold_text(const Model& model, const Condition& condition) {
    switch (condition.subject) {
        case Condition::Subject::node:
        case Condition::Subject::view: return condition.threshold.fraction();
        case Condition::Subject::predicate: return "met";
        case Condition::Subject::day: return day_text(condition);
        case Condition::Subject::fact: break;
    }
    if (condition.elapsed) return duration_text(*condition.elapsed);
    const Fact& fact = model.facts[condition.index];
    if (condition.op != Operator::in) return show(model, fact, condition.values.front());
    std::string text;
    for (const FactValue& value : condition.values) text += (text.empty() ? "{" : ", ") + show(model, fact, value);
    return text + "}";
}

inline const Text& subject_title(const Model& model, const Condition& condition) {
    static const Text day{"Tanggal penilaian", "Day of the assessment"};
    switch (condition.subject) {
        case Condition::Subject::node: return model.nodes[condition.index].title;
        case Condition::Subject::view: return model.views[condition.index].title;
        case Condition::Subject::fact: return model.facts[condition.index].title;
        case Condition::Subject::day: return day;
        case Condition::Subject::predicate: break;
    }
    return model.predicates[condition.index].title;
}

/// One word, so that a table of verdicts fits a terminal.
inline std::string_view short_word(Verdict verdict, Language language) {
    const bool indonesian = language == Language::indonesian;
    switch (verdict) {
        case Verdict::met: return indonesian ? "ya" : "yes";
        case Verdict::not_met: return indonesian ? "tidak" : "no";
        case Verdict::open: break;
    }
    return word(verdict, language);
}

/// One count of a ratio.
inline const std::optional<Rational>& count_of(const Counts& counts, std::size_t input) {
    static const std::optional<Rational> nothing;
    return input < counts.values.size() ? counts.values[input] : nothing;
}

inline bool is_stage(const Predicate& predicate) { return predicate.kind == Predicate::Kind::stage; }
inline bool has_stages(const Model& model) { return std::any_of(model.predicates.begin(), model.predicates.end(), is_stage); }

/// Shown instead of a stage for a unit before the first.
inline const char* no_stage(Language language) { return language == Language::indonesian ? "belum ada" : "none yet"; }

/// "Membangun", or "Membangun, mungkin Siap diusulkan" while it is open; empty where the rules have no stages.
inline std::string stage_text(const Model& model, const StageResult& stage, Language language) {
    if (!has_stages(model)) return {};
    const bool indonesian = language == Language::indonesian;
    const auto name = [&](Index index) {
        return std::string(index == none ? no_stage(language) : model.predicates[index].title.in(language));
    };
    std::string text = name(stage.certain);
    // Report only a possible stage beyond the certain one.
    if (stage.possible != stage.certain && stage.possible != none)
        text += (indonesian ? ", mungkin " : ", possibly ") + name(stage.possible);
    return text;
}

/// The name of a stage; empty before the first.
inline std::string stage_name(const Model& model, Index stage) {
    return stage == none ? std::string() : model.predicates[stage].name;
}

inline std::string_view mark(Verdict verdict) {
    return verdict == Verdict::met ? "[x]" : verdict == Verdict::open ? "[?]" : "[ ]";
}

}  // namespace zi
