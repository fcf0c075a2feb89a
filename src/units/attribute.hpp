/// What is a unit grouped by? Every reader of attributes asks here.
#pragma once

#include "zi/limits.hpp"
#include "zi/unit.hpp"

#include <string_view>

namespace zi::units {

/// Before the name of an attribute, in the head of a column.
inline constexpr std::string_view attribute_prefix = "attributes.";

/// Puts an attribute into a unit, under the name that the rules declare, if they do; blanks at the ends do not count, and blank
/// text says nothing. Problems come without unit and path: values that the rules do not have (Code::unknown_value), limits, a
/// name that is there (Code::duplicate_key); and as a warning a name like a declared one.
void add_attribute(const Model& model, Unit& unit, std::string_view name, std::string_view value, const Limits& limits,
                   Diagnostics& out);

/// The declared attribute of this name, in any case of letters where no second one differs in these alone.
AttributeIndex attribute_called(const Model& model, std::string_view name);

}  // namespace zi::units
