/// How is a document's standing worded, and since when has it been expired?
#pragma once

#include "zi/evidence.hpp"
#include "zi/language.hpp"

#include "base/written.hpp"

#include <string>
#include <string_view>

namespace zi {

/// The word for a standing. For an expired document also the last day it was valid, or, if a need found it too old, its day of
/// issue. `document` may be null if unknown.
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
