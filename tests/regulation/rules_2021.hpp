/// The real 2021 rules and the data they are compared with.
#pragma once

#include "zi/zi.hpp"

#include <nlohmann/json.hpp>

#include <fstream>
#include <stdexcept>
#include <string>

namespace regulation {

inline const std::shared_ptr<const zi::Model>& rules_2021() {
    static const zi::Loaded loaded = [] {
        zi::Loaded rules = zi::load(ZI_SOURCE_DIR "/rules/zi-2021.zi", zi::read_from_disk());
        if (!rules || !rules.diagnostics.empty()) throw std::runtime_error(rules.text(zi::Language::english));
        return rules;
    }();
    return loaded.model;
}

inline nlohmann::json data(const std::string& name) {
    std::ifstream file(std::string(ZI_SOURCE_DIR "/tests/data/") + name);
    return nlohmann::json::parse(file);
}

inline zi::Rational rational(const nlohmann::json& text) {
    const auto value = zi::Rational::parse(text.get<std::string>());
    if (!value) throw std::runtime_error("not a number: " + text.dump());
    return *value;
}

inline zi::Date day(const char* text) { return *zi::Date::parse(text); }

}  // namespace regulation
