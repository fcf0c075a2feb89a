/// What are many tests given? Days, and rules that must load.
#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

#include "zi/load.hpp"

namespace zi::test {

/// "2025-06-15"; throws where there is no such day.
inline Date day(std::string_view text) {
    if (const auto date = Date::parse(text)) return *date;
    throw std::invalid_argument(std::string(text));
}

/// Throws, with the diagnostics, where the rules do not load.
inline std::shared_ptr<const Model> load_rules(const std::string& rules) {
    const Loaded loaded = load_text("uji.zi", rules);
    if (!loaded) throw std::runtime_error(loaded.text(Language::english) + rules);
    return loaded.model;
}

}  // namespace zi::test
