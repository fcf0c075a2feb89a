/// On which day? Calendar days without a time zone.
#pragma once

#include "zi/cplusplus.hpp"

#include <chrono>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace zi {

/// A day of the proleptic Gregorian calendar, years 1 to 9999.
struct Date {
    std::chrono::sys_days day{};

    /// Reads "2021-12-31"; nothing for any other form and for days that do not exist.
    static std::optional<Date> parse(std::string_view text);
    /// "2021-12-31".
    std::string iso() const;

    /// The day of what has not happened: later than every day that can be written. Rules and units spell it `never`.
    static constexpr Date never() { return {std::chrono::sys_days{std::chrono::year{10'000} / 1 / 1}}; }

    friend auto operator<=>(const Date&, const Date&) = default;
};

enum class CalendarUnit : std::uint8_t { day, month, year };

/// The day `count` days, months or years after `start`. Where the month reached has no such day, the first day of the month
/// after it: a period is then never cut short (29 February plus one year is 1 March). Never plus anything is never; nothing
/// reaches beyond that.
Date after(Date start, int count, CalendarUnit unit);

/// A half-open stretch of days [from, until); no `until` means that it has not ended.
struct Period {
    Date from;
    std::optional<Date> until;

    bool contains(Date day) const { return from <= day && (!until || day < *until); }
    friend bool operator==(const Period&, const Period&) = default;
    friend auto operator<=>(const Period&, const Period&) = default;
};

}  // namespace zi
