/// How does a document stand, and if it has run out, since when?
#pragma once

#include "zi/evidence.hpp"
#include "zi/language.hpp"

#include "base/filled.hpp"

#include <array>
#include <string>
#include <string_view>

namespace zi {

/// "31 Mei 2026".
inline std::string day_in_words(Date date, Language language) {
    static constexpr std::array<std::string_view, 12> indonesian{"Januari",   "Februari", "Maret",    "April",
                                                                 "Mei",       "Juni",     "Juli",     "Agustus",
                                                                 "September", "Oktober",  "November", "Desember"};
    static constexpr std::array<std::string_view, 12> english{"January",   "February", "March",    "April",
                                                              "May",       "June",     "July",     "August",
                                                              "September", "October",  "November", "December"};
    const std::chrono::year_month_day day{date.day};
    const auto month = static_cast<unsigned>(day.month()) - 1;
    return filled("{} {} {}", static_cast<unsigned>(day.day()),
                  (language == Language::indonesian ? indonesian : english)[month], static_cast<int>(day.year()));
}

/// The word for a standing; of a document that has run out also the last day on which it counted, or, if it is merely too old
/// for what is asked, the day on which it was issued. `document` may be null: it is not known which.
inline std::string standing_text(Standing standing, const Document* document, Date as_of, Language language) {
    std::string text(word(standing, language));
    if (standing != Standing::expired || document == nullptr) return text;
    const bool indonesian = language == Language::indonesian;
    if (document->valid_until && *document->valid_until < as_of)
        return text + (indonesian ? ", berlaku s.d. " : ", valid until ") + day_in_words(*document->valid_until, language);
    if (!document->issued) return text;
    return text + (indonesian ? ", terbit " : ", issued ") + day_in_words(*document->issued, language);
}

}  // namespace zi
