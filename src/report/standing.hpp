/// How does a document stand, and if it has run out, since when?
#pragma once

#include "zi/evidence.hpp"
#include "zi/language.hpp"

#include "base/written.hpp"

#include <string>
#include <string_view>

namespace zi {

/// The word for a standing; of a document that has run out also the last day on which it counted, or, if it is merely too old
/// for what is asked, the day on which it was issued. `document` may be null: it is not known which.
inline std::string standing_text(Standing standing, const Document* document, Date as_of, Language language) {
    std::string text(word(standing, language));
    if (standing != Standing::expired || document == nullptr) return text;
    const bool indonesian = language == Language::indonesian;
    if (document->valid_until && *document->valid_until < as_of)
        return text + (indonesian ? ", berlaku s.d. " : ", valid until ") + written(*document->valid_until, language);
    if (!document->issued) return text;
    return text + (indonesian ? ", terbit " : ", issued ") + written(*document->issued, language);
}

}  // namespace zi
