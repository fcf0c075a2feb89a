/// How does an input become rules and units? A text holds them as people write them, in parts (strangers.hpp): rules, units,
/// then what the target likes; so cases can be read, and words of the language be mixed. Any other input is a list of choices
/// for the generators of random worksheets.
#pragma once

#include "strangers.hpp"

#include "property/choices.hpp"
#include "zi/load.hpp"
#include "zi/program.hpp"
#include "zi/unit.hpp"

#include <memory>
#include <vector>

namespace varied {

using strangers::check;

inline const zi::Date day = *zi::Date::parse("2025-06-15");

inline bool is_text(std::string_view input) { return input.starts_with("regulation") || input.starts_with("//"); }

/// Two bytes a choice.
inline zi::test::Choices choices(std::string_view input) {
    std::vector<std::uint16_t> list;
    for (std::size_t i = 0; i + 1 < input.size(); i += 2)
        list.push_back(
            static_cast<std::uint16_t>(static_cast<std::uint8_t>(input[i]) | static_cast<std::uint8_t>(input[i + 1]) << 8));
    return zi::test::Choices(std::move(list));
}

struct Subject {
    std::shared_ptr<const zi::Model> model;  ///< null: the rules do not load
    std::vector<zi::Unit> units;
    std::string_view rest;  ///< further parts
};

/// Rules and units of a text, if the rules load; units that are refused are left out. Small, so that whatever grows with them
/// is quick.
inline Subject from_text(std::string_view text, std::size_t most_units) {
    zi::Limits limits;
    limits.file_bytes = limits.units_bytes = 1 << 13;
    limits.errors = 5;
    limits.conditions = 200;
    const std::string rules(strangers::next_part(text));
    Subject subject{zi::load_text("rules.zi", rules, limits).model, {}, {}};
    if (!subject.model) return subject;
    const std::string_view units = strangers::next_part(text);
    zi::read_units(*subject.model, units, limits, [&](zi::Result<zi::Unit> unit) {
        if (unit) subject.units.push_back(std::move(*unit));
        return subject.units.size() < most_units;
    });
    if (subject.units.empty()) subject.units.emplace_back(*subject.model, "u");
    subject.rest = text;
    return subject;
}

}  // namespace varied
