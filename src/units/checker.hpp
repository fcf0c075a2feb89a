/// What answer or fact is this value, and if none, why not? Every reader and every edit asks here, so that a value means the
/// same wherever it comes from.
#pragma once

#include "value.hpp"

#include "zi/limits.hpp"
#include "zi/unit.hpp"

#include "base/suggest.hpp"

#include <optional>
#include <string_view>

namespace zi::units {

/// "true", "ya", "false" and "tidak", in any case of letters.
std::optional<bool> flag_of(std::string_view text);
/// "2021-12-31", or "never".
std::optional<Date> day_of(std::string_view text);
/// Refuses a number that stands without a per cent sign and could be a fraction, where the rules are strict about that.
bool check_percent(const Rational& value, Percent percent, Diagnostics& out);
/// A day that can be written, or never.
void check_day(Date date, Diagnostics& out);

/// Problems come without a unit, with the path below the value: "", or "/input". Model and limits must outlive it. Not
/// thread-safe.
class Checker {
public:
    Checker(const Model& model, const Limits& limits) : model_(model), limits_(limits) {}

    // ---- Values as they are written --------------------------------------------------------------------------------
    // Gives nothing (monostate) where the value is null or a text of blanks alone; and where it is refused, of which `out`
    // tells. Blanks at the ends of a text do not count.

    /// Totals that follow from their parts are filled in.
    Answer answer(const Question& question, const Value& value, Diagnostics& out);
    FactValue fact(const Fact& fact, const Value& value, Diagnostics& out);
    /// One input of a ratio question.
    std::optional<Rational> count(const Value& value, Diagnostics& out);

    // ---- Values that have their type -------------------------------------------------------------------------------
    // Refused where there are problems. Limits on spelling (number_digits), and strictness about per cent signs, do not concern
    // them.

    /// Totals that follow from their parts are filled in.
    void check_answer(const Question& question, Answer& answer, Diagnostics& out) const;
    void check_fact(const Fact& fact, const FactValue& value, Diagnostics& out) const;
    void check_count(const Rational& value, Diagnostics& out) const;

private:
    void counts(const Question& question, const Value& value, Answer& answer, Diagnostics& out);
    void check_counts(const Question& question, Counts& counts, Diagnostics& out) const;
    std::optional<Rational> number(const Value& value, Percent percent, Diagnostics& out) const;
    bool is_count(const Rational& value) const;
    /// The place of what the value names; none if it names nothing, of which `out` tells, or is blank.
    template <class Items, class Name>
    Index named(const Value& value, const Items& items, Name name, const char* wanted, Diagnostics& out);
    std::optional<bool> flag(const Value& value, Diagnostics& out);

    const Model& model_;
    const Limits& limits_;
    Guesses guesses_;
};

}  // namespace zi::units
