/// A unit that may be proposed for WBK, to be varied fact by fact.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "support.hpp"

namespace zi::regulation {

/// Facts by id, spelled as in the rules; "" is not known, "never" has not happened.
using Facts = std::map<std::string, std::string>;

/// A unit of a regional government that may be proposed for WBK on 31 May 2026.
extern const Facts ready;

/// The best answer to every question, and these facts.
Unit unit_with(const Facts& facts);
Facts but(Facts facts, const Facts& changes);
Assessment on(const std::string& date, const Facts& facts);
std::string verdict_on(const std::string& date, const Facts& facts, std::string_view predicate);
/// The stage at which a unit surely stands, "none" before the first.
std::string stage_of(const Assessment& assessment);

}  // namespace zi::regulation
