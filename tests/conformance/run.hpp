/// What does a way into the library answer to a case? run.cpp compares; cpp.cpp asks through C++, c.cpp through the C ABI.
#pragma once

#include <nlohmann/json.hpp>

#include <string>
#include <utility>
#include <vector>

namespace conformance {

using Json = nlohmann::json;

/// Rules of a suite: a text, or the path of a file if `text` is empty.
struct Rules {
    std::string text, file;
};

using Edits = std::vector<std::pair<std::string, std::string>>;  ///< question, answer as JSON

/// {"diagnostics": [{"severity", "code", "line", "column"}]}.
Json load(const Rules& rules);
/// The unit's assessment, an element of `units` in docs/assessment.schema.json, or {"refused": [{"code", "path"}]}.
Json assess(const Rules& rules, const std::string& unit, const std::string& day);
/// The same of a session, when all edits are done.
Json edit(const Rules& rules, const std::string& unit, const std::string& day, const Edits& edits);

}  // namespace conformance
