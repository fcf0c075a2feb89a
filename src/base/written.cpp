#include "written.hpp"

#include "filled.hpp"

#include <algorithm>
#include <array>

namespace zi {

std::string written(std::string number, Language language) {
    if (language == Language::indonesian) std::ranges::replace(number, '.', ',');
    return number;
}

std::string written(std::chrono::month_day day, Language language) {
    static constexpr std::array<std::string_view, 12> indonesian{"Januari",   "Februari", "Maret",    "April",
                                                                 "Mei",       "Juni",     "Juli",     "Agustus",
                                                                 "September", "Oktober",  "November", "Desember"};
    static constexpr std::array<std::string_view, 12> english{"January",   "February", "March",    "April",
                                                              "May",       "June",     "July",     "August",
                                                              "September", "October",  "November", "December"};
    const auto& months = language == Language::indonesian ? indonesian : english;
    return filled("{} {}", static_cast<unsigned>(day.day()), months[static_cast<unsigned>(day.month()) - 1]);
}

std::string written(Date date, Language language) {
    const std::chrono::year_month_day day{date.day};
    return filled("{} {}", written(day.month() / day.day(), language), static_cast<int>(day.year()));
}

std::string written_argument(std::string_view text, Language language) {
    if (const auto day = Date::parse(text)) return written(*day, language);
    const auto is_letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    if (language != Language::indonesian || std::ranges::any_of(text, is_letter)) return std::string(text);
    std::string out(text);
    const auto is_digit = [&](std::size_t at) { return at < out.size() && out[at] >= '0' && out[at] <= '9'; };
    for (std::size_t i = 1; i < out.size(); ++i)
        if (out[i] == '.' && is_digit(i - 1) && is_digit(i + 1)) out[i] = ',';
    return out;
}

}  // namespace zi
