/// Which answer or fact is this value, and if none, why not? Every reader and every edit calls this checker, so that a value
/// means the same wherever it comes from.
#pragma once

#include "value.hpp"

#include "zi/limits.hpp"
#include "zi/unit.hpp"

#include "base/suggest.hpp"

#include <optional>
#include <string_view>

namespace zi::units {

/// "true", "ya", "false" or "tidak", in any case of letters.
std::optional<bool> flag_of(std::string_view text);
/// "2021-12-31", or "never".
std::optional<Date> day_of(std::string_view text);
/// In strict rules, refuses a number without a per cent sign that could also be a fraction.
bool check_percent(const Rational& value, Percent percent, Diagnostics& out);
/// A date in range, or never.
void check_day(Date date, Diagnostics& out);

/// Diagnostics carry no unit; their path is relative to the value: "", or "/input". Model and limits must outlive this object.
/// Not thread-safe: one object per thread.
class Checker {
public:
    Checker(const Model& model, const Limits& limits) : model_(model), limits_(limits) {}

    // ---- Values as written --------------------------------------------------------------------------------------------
    // Return monostate if the value is null or a blank text, and if it is refused, which adds to `out`. Leading and trailing
    // blanks are ignored.

    /// Fills in totals that follow from their parts.
    Answer answer(const Question& question, const Value& value, Diagnostics& out);
    FactValue fact(const Fact& fact, const Value& value, Diagnostics& out);
    /// One input of a ratio question.
    std::optional<Rational> count(const Value& value, Diagnostics& out);

    // ---- Typed values -------------------------------------------------------------------------------------------------
    // Refused if diagnostics are returned. Limits on spelling (number_digits) and strictness about per cent signs do not apply.

    /// Fills in totals that follow from their parts.
    void check_answer(const Question& question, Answer& answer, Diagnostics& out) const;
    void check_fact(const Fact& fact, const FactValue& value, Diagnostics& out) const;
    void check_count(const Rational& value, Diagnostics& out) const;

private:
    void counts(const Question& question, const Value& value, Answer& answer, Diagnostics& out);
    void check_counts(const Question& question, Counts& counts, Diagnostics& out) const;
    std::optional<Rational> number(const Value& value, Percent percent, Diagnostics& out) const;
    bool is_count(const Rational& value) const;
    /// The index of the name; none if the value is blank, or names nothing, which adds to `out`.
    template <class Items, class Name>
    Index named(const Value& value, const Items& items, Name name, const char* wanted, Diagnostics& out);
    std::optional<bool> flag(const Value& value, Diagnostics& out);

    const Model& model_;
    const Limits& limits_;
    Guesses guesses_;
};

}  // namespace zi::units
