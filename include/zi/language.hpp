/// In which language should zi speak?
#pragma once

#include "zi/cplusplus.hpp"

#include <string>
#include <string_view>

namespace zi {

enum class Language { indonesian, english };

/// A text in Indonesian with an optional English twin.
struct Text {
    std::string id;
    std::string en;

    /// The text in the language asked for; Indonesian where no English was given.
    std::string_view in(Language language) const {
        return language == Language::english && !en.empty() ? std::string_view(en) : std::string_view(id);
    }
    friend bool operator==(const Text&, const Text&) = default;
};

}  // namespace zi
