#include "zi/date.hpp"

#include "filled.hpp"

#include <algorithm>

namespace zi {

namespace {

std::optional<int> digits(std::string_view text) {
    int value = 0;
    for (char c : text) {
        if (c < '0' || c > '9') return std::nullopt;
        value = value * 10 + (c - '0');
    }
    return value;
}

}  // namespace

std::optional<Date> Date::parse(std::string_view text) {
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
    const auto year = digits(text.substr(0, 4));
    const auto month = digits(text.substr(5, 2));
    const auto day = digits(text.substr(8, 2));
    if (!year || !month || !day || *year == 0) return std::nullopt;
    const std::chrono::year_month_day ymd{std::chrono::year{*year}, std::chrono::month{static_cast<unsigned>(*month)},
                                          std::chrono::day{static_cast<unsigned>(*day)}};
    if (!ymd.ok()) return std::nullopt;
    return Date{std::chrono::sys_days{ymd}};
}

Date after(Date start, int count, CalendarUnit unit) {
    if (start == Date::never()) return start;
    if (unit == CalendarUnit::day) return std::min(Date{start.day + std::chrono::days{count}}, Date::never());
    const std::chrono::year_month_day from{start.day};
    const std::chrono::months step{unit == CalendarUnit::year ? 12 * count : count};
    const std::chrono::year_month_day reached = from + step;
    if (reached.ok()) return std::min(Date{std::chrono::sys_days{reached}}, Date::never());
    const auto next = std::chrono::year_month{reached.year(), reached.month()} + std::chrono::months{1};
    return std::min(Date{std::chrono::sys_days{next / std::chrono::day{1}}}, Date::never());
}

std::string Date::iso() const {
    const std::chrono::year_month_day ymd{day};
    return filled("{}-{}-{}", padded(static_cast<unsigned>(static_cast<int>(ymd.year())), 4),
                  padded(static_cast<unsigned>(ymd.month()), 2), padded(static_cast<unsigned>(ymd.day()), 2));
}

}  // namespace zi
